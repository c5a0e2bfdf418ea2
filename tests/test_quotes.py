from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.core.quotes import find_quotes

SPOKEN = [
    ("en", "“The bridge is safe,” said Ada Byrne on Monday.", "“The bridge is safe,”", "Ada Byrne"),
    ("en", 'Ada Byrne, the mayor, told reporters: "We close it tonight."', '"We close it tonight."', "Ada Byrne"),
    ("en", "Ada Byrne spoke first. “We close it,” she said.", "“We close it,”", "Ada Byrne"),
    ("en", "Mayor Ada Byrne came. “It is safe,” Byrne added.", "“It is safe,”", "Mayor Ada Byrne"),
    ("en", "According to Ada Byrne, “the bridge is closed for good.”", "“the bridge is closed for good.”", "Ada Byrne"),
    ("en", "“We had no choice,” a police spokesman said.", "“We had no choice,”", "a police spokesman"),
    ("de", "„Die Brücke ist sicher“, sagte Jana Kroll am Montag.", "„Die Brücke ist sicher“", "Jana Kroll"),
    ("de", "Jana Kroll erklärte: »Wir schließen sie heute.«", "»Wir schließen sie heute.«", "Jana Kroll"),
    ("fr", "« Le pont est sûr », a déclaré Léa Morin lundi.", "« Le pont est sûr »", "Léa Morin"),
    ("es", "«El puente es seguro», dijo Marta Ruiz el lunes.", "«El puente es seguro»", "Marta Ruiz"),
    ("pt", "“A ponte é segura”, disse João Prado na segunda.", "“A ponte é segura”", "João Prado"),
    ("it", "«Il ponte è sicuro», ha detto Anna Neri lunedì.", "«Il ponte è sicuro»", "Anna Neri"),
    ("nl", "„De brug is veilig”, zei Joke Vos maandag.", "„De brug is veilig”", "Joke Vos"),
    ("ru", "«Мост безопасен», — заявила Анна Белова в понедельник.", "«Мост безопасен»", "Анна Белова"),
    ("ar", "وقال سامي الحداد: «الجسر آمن ولن نغلقه اليوم».", "«الجسر آمن ولن نغلقه اليوم»", "سامي الحداد"),
    ("ja", "佐藤市長は「橋は安全です」と述べた。", "「橋は安全です」", "佐藤市長"),
    ("zh", "李明表示：“大桥是安全的。”", "“大桥是安全的。”", "李明"),
]


@pytest.mark.parametrize(("language", "text", "quoted", "name"), SPOKEN)
def test_a_quotation_has_its_speaker(language: str, text: str, quoted: str, name: str) -> None:
    (quote,) = find_quotes(text, language)
    assert text[quote.start : quote.end] == quoted
    assert quote.speaker is not None
    assert quote.speaker.name == name


def test_an_interrupted_quotation_is_one() -> None:
    text = "“We close it,” said Ada Byrne. “It is not safe.”"
    (quote,) = find_quotes(text, "en")
    assert (quote.start, quote.end) == (0, len(text))


def test_speech_that_runs_over_paragraphs_is_one() -> None:
    text = "Ada Byrne said: “We close it tonight.\n“It opens again in spring.”\nNobody objected."
    (quote,) = find_quotes(text, "en")
    assert text[quote.start : quote.end].endswith("spring.”")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The so-called “green bridge” stays.",
        "It's the mayors' bridge, isn't it?",
        'He paid for 6" pipes and 8" pipes.',
        "“It never closes and the paragraph ends here.",
    ],
)
def test_what_is_no_quotation_is_left_out(text: str) -> None:
    assert find_quotes(text, "en") == ()


@given(st.text(alphabet="“”„«»「」\"'’ \n.,Aab:"))
def test_any_text_gives_spans_in_order(text: str) -> None:
    end = 0
    for quote in find_quotes(text):
        assert end <= quote.start < quote.end <= len(text)
        end = quote.end


@pytest.mark.parametrize("unit", ['"', "“", "“a” said ", "A ", "Bo Bo. “x y z a b,” he said. "])
def test_cost_grows_with_length_only(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    before = process_time()
    find_quotes(text)
    assert process_time() - before < 20  # a quadratic scan of this text takes minutes
