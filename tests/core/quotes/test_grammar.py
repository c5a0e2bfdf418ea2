"""Who speaks by the grammar of a sentence, in invented sentences: cases, brackets, roles, pronouns, courts."""

import pytest

from nutgraf.core.quotes.find import find_quotes

# The speaker of the last quotation; None where the grammar names nobody who may have said it.
SAID: list[tuple[str, str, str | None]] = [
    # A platform or outlet is no speaker.
    ("en", "Piet Oder raged. “It is the greatest bridge anyone has seen,” he wrote on Truth Social.", "Piet Oder"),
    ("fr", "« C’est le plus grand pont », a écrit sur Truth Social le président Piet Oder.", "Piet Oder"),
    ("it", "«È il più grande ponte», ha scritto su Truth Social il presidente Piet Oder.", "Piet Oder"),
    ("pt", "“É a maior ponte já vista”, escreveu no Truth Social o presidente Piet Oder.", "Piet Oder"),
    ("tr", "“Bu görülmüş en büyük köprü” diye Truth Social’da yazdı.", None),
    ("en", "Tide News reported that the mayor called the bridge “a wreck that nobody should cross.”", "the mayor"),
    ("es", "Ana Ruiz lo negó. «No lo haremos nunca», escribió en la red social X.", "Ana Ruiz"),
    ("es", "Ana Ruiz lo negó. «No lo haremos nunca», declaró al diario El País.", "Ana Ruiz"),
    ("es", "Ana Ruiz lo negó. «No lo haremos nunca», dijo a la emisora local Radio Orle.", "Ana Ruiz"),
    ("es", "«No lo haremos nunca», publicó el diario El País.", "El País"),
    ("pt", "A ministra Ana Rocha negou. “Nunca faremos isso”, disse ao jornal Folha de Orle.", "Ana Rocha"),
    ("it", "La ministra Anna Rossi ha negato. «Non lo faremo», ha detto all’emittente Radio Orle.", "Anna Rossi"),
    ("it", "La ministra Anna Rossi ha negato. «Non lo faremo», ha scritto sul social X.", "Anna Rossi"),
    ("ca", "La ministra Anna Puig ho va negar. «No ho farem mai», ha dit al diari El Punt.", "Anna Puig"),
    ("ro", "Ana Popescu a negat. „Nu vom face asta”, a declarat pentru ziarul Adevărul.", "Ana Popescu"),
    ("pl", "Anna Nowak zaprzeczyła. „Nie zrobimy tego nigdy”, powiedziała w radiu Orle FM.", "Anna Nowak"),
    ("pl", "W serwisie społecznościowym Truth Social podkreślił, że „nie zrobimy tego”.", None),
    ("cs", "Anna Nováková to popřela. „Nikdy to neuděláme,“ řekla deníku Právo.", "Anna Nováková"),
    ("ru", "Анна Белова отрицала это. «Мы этого не сделаем», — сказала агентству Рейтер.", "Анна Белова"),
    ("el", "Η Άννα Παππά το αρνήθηκε. «Δεν θα το κάνουμε», είπε στην εφημερίδα Τα Νέα.", "Άννα Παππά"),
    # Whom an apposition makes a person; and a place that only describes one.
    (
        "es",
        "Ayer habló Eva Sol. «Sí», dijo Eva Sol. Por su parte, Benito Sanz, alcalde de Orle, cedió. «No», dijo.",
        "Benito Sanz",
    ),
    (
        "de",
        "Die Folgen sieht Jan Holm, Leiter der Schleuse in Orle: „Sie leckt“, sagte er mit Blick auf das Tor.",
        "Jan Holm",
    ),
    ("en", "“It leaks all night,” Jonas Quay, a Port Orle resident who wrote about the lock, said.", "Jonas Quay"),
    ("en", "“It leaks all night,” said a Port Orle resident.", "a Port Orle resident"),
    ("en", "“It leaks,” Byrne's neighbour in both Orle and Port Orle, Jonas Quay, said.", "Jonas Quay"),
    ("de", "Kommt Jonas Quay bald? Er kommt, heißt es. Quay sagte: „Ich komme heute Nacht.“", "Jonas Quay"),
    # The person who is the subject, and no body that belongs to it.
    ("de", "Der Präsident der Hafengesellschaft Nordlicht betonte: „Es fehlen die Mittel.“", "Präsident"),
    ("de", "Der Aktivist der unabhängigen Gewerkschaft Nordlicht sagte: „Wir gehen nicht.“", "Aktivist"),
    ("de", "„Wir gehen nicht“, sagt der Parteienrechtler Jan Holm, Professor in Orle.", "Parteienrechtler Jan Holm"),
    (
        "es",
        "El presidente de la asociación de la Guardia Civil ha subrayado: «No hay medios».",
        "El presidente de la asociación",
    ),
    ("es", "«No nos vamos», admitió el diputado UDI y miembro de la comisión, Juan Peña.", "Juan Peña"),
    ("es", "El ministro de Pesca propone cerrar la esclusa y recalcó que «no hay agua».", "El ministro de Pesca"),
    ("de", "Jana Kroll, Leiterin der Schleuse Nord sagte: „Wir schließen heute Nacht.“", "Jana Kroll"),
    # Brackets hold no subject.
    ("en", "Ada Byrne (Tide Board, Port Orle) said: “We close it tonight, and nobody asks why.”", "Ada Byrne"),
    ("en", "Ada Byrne, president of the Tide Board (TB) said the lock was “old and very leaky”.", "Ada Byrne"),
    ("en", "The crew left (Ada Byrne, who built it, once said: “It closes by itself every night.”).", "Ada Byrne"),
    (
        "es",
        "La Asociación de Pesca de Orle (APO) advirtió que la ley es «un claro intento».",
        "La Asociación de Pesca de Orle",
    ),
    # Who owns what is told of is there to be meant, and to whom something is given is not.
    ("es", "En el horno de Benito Sanz, en la plaza, hay un pozo. «El pan no entiende de leyes», dice.", "Benito Sanz"),
    ("es", "El fiscal dio todo su apoyo a Elena Prats. «No estamos para agradar», agregó.", None),
    # A clause of its own names no subject of the verb before it.
    ("de", "„Strom macht Locken“, kommentierte ein Schäfer, als sich Jan Holm verbrannte.", None),
    ("fr", "« Il faut partir », a ajouté un ténor sur l’influence qu’a pu obtenir Jean Tessier.", None),
    ("de", "Der Wein, der „atmet“, verbessert den Geschmack, indem sie ihn öffnet.", None),
    ("de", "Jana Kroll erzählt von einem jungen Mann, der gleich sagte: „Ich gehe nicht mit.“", "Mann"),
    # The passive voice says nothing of who speaks.
    ("fr", "Comme il a été dit, «le port reste fermé jusqu’à demain».", None),
    ("en", "The brand likes UGC, often content posted by customers, such as “what’s in my bag” films.", None),
    # Cases.
    ("ru", "«Вы не проявили раскаяния», — сказала судья Дину Раскову.", "судья"),
    ("cs", "Jana Malá u soudu řekla: „Nikdo nebyl v ohrožení.“", "Jana Malá"),
    ("pl", "„To koniec” – jak z wiersza Wilka.", None),
    ("pt", "“O senhor não mostrou remorso”, disse a juíza a Dino Rosa.", "a juíza"),
    ("de", "„Sie haben keine Reue gezeigt“, hielt ihm die Richterin vor.", "Richterin"),
    # A name behind the quotation goes before a pronoun in front of it.
    ("de", "Er räumte es ein: „Das Wasser steigt weiter und niemand hilft“, so appelliert Jan Holm.", "Jan Holm"),
    # A name is the speaker's own, and no other's that begins alike.
    ("en", "The minister Israel Katz left. Israel said the plan was “a mistake from the start”.", "Israel"),
    # A name that owns, or describes another.
    ("en", "Jonas Quay‘s mom confirmed, “I listened to the whole of it.”", "Jonas Quay‘s mom"),
    ("en", "Tide Board expert, Ada Byrne, lobbied for a lock, saying, “It has to be closed.”", "Ada Byrne"),
    ("en", "X posts from users praise the guides, suggesting that locks need to be “done.”", None),
    ("de", "„Wir gehen nicht“, sagt Ayman Sheib ad-Din.", "Ayman Sheib ad-Din"),
    ("en", "If I were a mayor, I would make a page called, “Best Locks in Port Orle.”", None),
    # Topics before a colon.
    ("it", "Il caso Cecilia Neri: «Non ha premuto nessuno per lei».", None),
    ("en", "What I did not imagine was the dreaded question: “Do I cut this back, or leave it alone?”", None),
    ("en", "The sign at the so-called “green bridge” says nothing of Piet Oder.", None),
]


@pytest.mark.parametrize(("language", "text", "name"), SAID)
def test_the_grammar_says_who_speaks(language: str, text: str, name: str | None) -> None:
    quotes = find_quotes(text, language)
    speaker = quotes[-1].speaker if quotes else None
    assert (speaker and speaker.name) == name


# By the pronouns behind a name the text tells whether it is a man's or a woman's.
TOLD = """
Ana Ruiz came early. She had slept. Ana Ruiz was angry. She left. Jonas Quay waved. He smiled. Jonas Quay sat down. He
waited. Ana Ruiz returned with Jonas Quay. Jonas Quay sang."""
PRONOUNS = [
    (f"{TOLD} “We close it tonight,” she said.", "Ana Ruiz"),
    (f"{TOLD} “We close it tonight,” he said.", "Jonas Quay"),
    ("A reporter asked Ada Byrne, “What is next?” “We close it tonight,” she replied.", "she"),
    ("Jonas Quay lives in Broward County. Broward County is a place of one county. “It leaks,” he said.", "Jonas Quay"),
    ("Ada Byrne works at UPS. “I had three jobs at once,” she said.", "Ada Byrne"),
    ("The Department of Tides held a talk. “There is a lot of interest in this,” she said.", "she"),
    ("Ms. Haley spoke. He lashed out at Ms. Haley, who he called “a lock with two doors.”", "he"),
]


@pytest.mark.parametrize(("text", "name"), PRONOUNS)
def test_he_and_she_are_people(text: str, name: str) -> None:
    quote = find_quotes(text, "en")[-1]
    assert quote.speaker is not None
    assert quote.speaker.name == name


PRINTED = {
    "fr": """
        Et de la part de la présidente Solène Abric :|« Nous attendons ce pont depuis onze ans. » -> Solène Abric
        « Nous attendons ce pont depuis onze ans, et encore. »|Solène Abric, présidente -> Solène Abric
        """,
    "pl": """
        „Czekamy na ten most jedenaście lat i jeszcze.”|Ewa Kowal, prezes kupców -> Ewa Kowal
        „Czekamy na ten most jedenaście lat i jeszcze.” (Ewa Kowal, burmistrz) -> Ewa Kowal
        """,
    "ru": """
        «Мы ждём этот мост одиннадцать лет и ещё.»|Вера Лунина, глава союза торговцев -> Вера Лунина
        Вера Лунина, глава союза торговцев: «Мы ждём этот мост одиннадцать лет и ещё.» -> Вера Лунина
        """,
    "tr": """
        “Bu köprüyü on bir yıldır bekliyoruz.”|Elif Aksoy, esnaf birliği başkanı -> Elif Aksoy
        “Bu köprüyü on bir yıldır bekliyoruz.” — Elif Aksoy, esnaf birliği başkanı -> Elif Aksoy
        """,
    "el": """
        «Περιμένουμε αυτή τη γέφυρα έντεκα χρόνια.»|Ελένη Βάρδα, πρόεδρος των εμπόρων -> Ελένη Βάρδα
        Και από την πρόεδρο Ελένη Βάρδα:|«Περιμένουμε αυτή τη γέφυρα έντεκα χρόνια.» -> Ελένη Βάρδα
        """,
    "ar": """
        هدى الكيالي: «ننتظر هذا الجسر منذ أحد عشر عاما ويمكننا أن ننتظر أكثر.» -> هدى الكيالي
        هدى الكيالي، رئيسة جمعية التجار: «ننتظر هذا الجسر منذ أحد عشر عاما ويمكننا أن ننتظر.» -> هدى الكيالي
        «ننتظر هذا الجسر منذ أحد عشر عاما ويمكننا أن ننتظر.»|هدى الكيالي، رئيسة جمعية التجار -> هدى الكيالي
        """,
    "ja": """
        「この橋を十一年待った。あと三週間なら待てる」|森田恵子、商店会長 -> 森田恵子
        停戦交渉を仲介している港湾局の報道官は「まだ待てる」と語った。 -> 港湾局の報道官
        """,
    "zh": """
        「我們等這座橋等了十一年，還可以再等三個星期。」|林曉梅，商會會長 -> 林曉梅
        石家庄学院一位女生激动地说：“我们等这座桥等了十一年。” -> 石家庄学院一位女生
        编剧林晓梅介绍说：“我们等这座桥等了十一年。” -> 编剧林晓梅
        """,
    "ko": """
        패배를 의식한 듯 이서연 후보는 "다리를 지키겠다"고 강조했다. -> 이서연 후보
        """,
}
CASES = [
    pytest.param(language, *line.strip().split(" -> "), id=f"{language}-{number}")
    for language, lines in PRINTED.items()
    for number, line in enumerate(filter(str.strip, lines.splitlines()), 1)
]


@pytest.mark.parametrize(("language", "line", "name"), CASES)
def test_a_speaker_is_read_as_it_is_printed(language: str, line: str, name: str) -> None:
    (quote,) = find_quotes(line.replace("|", "\n"), language)
    assert quote.speaker is not None
    assert quote.speaker.name == name
