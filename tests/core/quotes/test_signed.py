"""Who signs a quotation or is named by a label beside it, and who is not said to have spoken."""

import pytest

from nutgraf.core.quotes.find import find_quotes

WAITED = "We have waited eleven years for this bridge and can wait three more weeks."
PARIS = "Nous attendons ce pont depuis onze ans."
ONCE = "Esperamos este puente desde hace once años."
ELF = "Wir haben elf Jahre gewartet und warten noch drei Wochen."

SIGNED = [
    ("en", f"“{WAITED}” -Commissioner Astrid Vale", "Commissioner Astrid Vale"),
    ("en", f"“{WAITED}” — Astrid Vale, mayor of Orle", "Astrid Vale"),
    ("en", f"“{WAITED[:-1]},” — Astrid Vale.", "Astrid Vale"),
    ("en", f"“{WAITED}”\n– Astrid Vale, traders' association", "Astrid Vale"),
    ("en", f"“{WAITED}” — Neha R., designer", "Neha R"),
    (
        "en",
        f"“{WAITED}”\n\nAstrid Vale, head of the traders' association\n\nBuses run by the north dyke.",
        "Astrid Vale",
    ),
    ("en", f"Astrid Vale came early.\n“{WAITED}”\nAstrid Vale\nBuses run.", "Astrid Vale"),
    ("en", f"“{WAITED}” (Astrid Vale, mayor)", "Astrid Vale"),
    ("en", f"Astrid Vale came. “{WAITED}” (Vale)", "Astrid Vale"),
    ("en", f"And from Chairwoman Ines Marlow:\n“{WAITED}”", "Chairwoman Ines Marlow"),
    ("en", f"A statement from the mayor Astrid Vale: “{WAITED}”", "Astrid Vale"),
    ("de", f"„{ELF}“ – Karin Ahlers, Sprecherin der Händler", "Karin Ahlers"),
    ("de", f"„{ELF}“\n\n— Karin Ahlers", "Karin Ahlers"),
    ("de", f"„{ELF}“ (Karin Ahlers, Sprecherin)", "Karin Ahlers"),
    ("de", f"Und von Bürgermeisterin Karin Ahlers: „{ELF}“", "Bürgermeisterin Karin Ahlers"),
    ("fr", f"« {PARIS} » – Léa Morin, maire de Port-Orle", "Léa Morin"),
    ("fr", f"« {PARIS} »\n— Léa Morin", "Léa Morin"),
    ("fr", f"« {PARIS} » (Léa Morin, maire)", "Léa Morin"),
    ("fr", f"Et de la maire Léa Morin : « {PARIS} »", "Léa Morin"),
    ("es", f"«{ONCE[:-1]}» — Marta Ruiz, alcaldesa", "Marta Ruiz"),
    ("es", f"“{ONCE}”\n— la alcaldesa Marta Ruiz", "Marta Ruiz"),
    ("es", f"Y de la alcaldesa Marta Ruiz: “{ONCE}”", "Marta Ruiz"),
    ("it", "«Aspettiamo questo ponte da undici anni.» – Anna Neri, sindaca", "Anna Neri"),
    ("pt", "“Esperamos esta ponte há onze anos.” — Joana Prado, prefeita", "Joana Prado"),
    ("nl", "„We wachten al elf jaar op deze brug.” – Joke Vos, burgemeester", "Joke Vos"),
    ("sv", "”Vi har väntat på bron i elva år.” – Karin Holm, borgmästare", "Karin Holm"),
    ("pl", "„Czekamy na ten most od jedenastu lat.” – Jan Wilk, burmistrz", "Jan Wilk"),
    ("ru", "«Мы ждём этот мост одиннадцать лет». — Анна Белова, мэр", "Анна Белова"),
    ("tr", "“Bu köprüyü on bir yıldır bekliyoruz.” — Ayşe Kaya, belediye başkanı", "Ayşe Kaya"),
    ("ar", "«انتظرنا هذا الجسر أحد عشر عاما.» — سامي الحداد", "سامي الحداد"),
    ("zh", "“我们等这座桥已经等了十一年。”——李明", "李明"),
    ("ja", "「この橋を十一年待っていました。」（佐藤太郎市長）", "佐藤太郎市長"),
    ("ko", "“우리는 이 다리를 십일 년 동안 기다렸다.” - 김민수 시장", "김민수 시장"),
    ("en", "Ada Byrne and Chris Doyle met.\nAB: “We close it.”\nCD: “And when?”\nAB: “In May.”", "Ada Byrne"),
    ("en", "AB: “We close it now.”\nCD: “And when?”\nAB: “In May.”\nCD: “Not before?”", "AB"),
    ("en", "Byrne: “We close it tonight.”\nQuay: “And then?”\nByrne: “In spring.”", "Byrne"),
]


@pytest.mark.parametrize(("language", "text", "name"), SIGNED)
def test_a_quotation_is_signed(language: str, text: str, name: str) -> None:
    quote = find_quotes(text, language)[0]
    assert quote.speaker is not None
    assert quote.speaker.name == name


NOBODY = [
    ("en", f"“{WAITED}” (D-Md.)"),
    ("en", f"“{WAITED}” — The Carrow Times"),
    ("en", f"“{WAITED}” – Astrid Vale knows that this is long."),
    ("en", f"“{WAITED}”\n– Astrid Vale, mayor\n– Jonas Quay, clerk"),
    ("en", f"“{WAITED}”\nJonas Quay was here.\n"),
    ("en", f"Astrid Vale\n“{WAITED}”\nJonas Quay, clerk"),
    ("en", f"“{WAITED}”\n" + "Astrid Vale " * 20),
    ("en", f"“{WAITED}” — THE CARROW STAR"),
    ("zh", "“我们等这座桥已经等了十一年。”——新华社"),
    ("en", "Jonas Quay was convicted. “You have shown no remorse at all,” the court was told."),
    ("en", "Jonas Quay was told by the judge: “You have shown no remorse at all.”"),
    ("en", "Jonas Quay took it all. “He spent every penny of it on boats,” according to court papers."),
    ("en", "Anybody can say: “We will never leave this harbour.”"),
    ("en", "Example: “We will never leave this harbour.”"),
    ("en", "The war told: “We will never leave this harbour.”"),
    ("en", "Percent of sailors said: “We will never leave this harbour.”"),
    ("en", "Remember: “We will never leave this harbour.”"),
    ("en", 'task(name="x") = {label: "We will never leave this harbour."}'),
    ("de", "Dafür reichen wenige Worte, die der alten Weisheit folgen: „Nicht reden, sondern lieber handeln.“"),
    ("de", "Motto: „Nicht lange reden, sondern lieber handeln.“"),
]


@pytest.mark.parametrize(("language", "text"), NOBODY)
def test_nobody_speaks_where_the_text_does_not_say_so(language: str, text: str) -> None:
    assert [quote.speaker for quote in find_quotes(text, language)] in ([None], [])


QUARRELS = [
    (
        "en",
        "Jonas Quay got four years. Sentencing him, Judge Ada Byrne said: “You show no remorse.”",
        "Judge Ada Byrne",
    ),
    ("en", "“You have shown no remorse at all,” Judge Ada Byrne told Jonas Quay.", "Judge Ada Byrne"),
    ("en", "In a deleted post about Jonas Quay, the account wrote: “He should leave our harbour.”", "the account"),
    ("en", "“A danger to every sailor here,” was how the judge described Jonas Quay.", "the judge"),
    ("en", "Fellow sailor Jonas Quay, 60, from Orle, North Dyke, said: “We close it.”", "Jonas Quay"),
    ("en", "“We close it,” Rep. Ada Byrne (D-Md.) said.", "Rep. Ada Byrne"),
    ("de", "Über Ole Brandt sagte die Richterin: „Sie haben keine Reue gezeigt.“", "Richterin"),
    ("de", "„Sie haben keine Reue gezeigt“, sagte die Richterin zu Ole Brandt.", "Richterin"),
    ("de", "Gefragt, ob er Fragen zu Ole Brandt habe, sagte Jana Kroll: „Ja, sehr viele.“", "Jana Kroll"),
    ("de", "Der Philosoph und Politiker Ole Brandt sagte: „Ja, sehr viele.“", "Politiker Ole Brandt"),
    ("fr", "« Nous restons », selon un proche d'Édouard Tessier.", "un proche"),
    ("it", "Chi lascia la città, ha detto Neri, “va verso il mare aperto”.", "Neri"),
    ("es", "«Cerramos la esclusa», señaló el funcionario en el programa Noches de Orle.", "el funcionario"),
]


@pytest.mark.parametrize(("language", "text", "name"), QUARRELS)
def test_not_the_nearest_name_speaks(language: str, text: str, name: str) -> None:
    quote = find_quotes(text, language)[-1]
    assert quote.speaker is not None
    assert quote.speaker.name == name
