from itertools import pairwise

import pytest
from growth import named
from hypothesis import given, settings
from hypothesis import strategies as st

from nutgraf.core.quotes import attribution
from nutgraf.core.quotes import find as quotes
from nutgraf.core.quotes.find import find_quotes
from nutgraf.core.quotes.names import words_in

SPOKEN = [
    ("“The bridge is safe,” said Ada Byrne on Monday.", "“The bridge is safe,”", "Ada Byrne"),
    ('Ada Byrne, the mayor, told reporters: "We close it tonight."', '"We close it tonight."', "Ada Byrne"),
    ("Mayor Ada Byrne came. “It is safe,” Byrne added.", "“It is safe,”", "Mayor Ada Byrne"),
    ("According to Ada Byrne, “the bridge is closed for good.”", "“the bridge is closed for good.”", "Ada Byrne"),
    ("“We had no choice,” a police spokesman said.", "“We had no choice,”", "a police spokesman"),
    ("“We had no choice,” said Lumenor’s chief engineer, Piet Oder.", "“We had no choice,”", "Piet Oder"),
    ("Ada Byrne met Jonas Quay and said, “We close it.”", "“We close it.”", "Ada Byrne"),
    ("Ada Byrne praised the crew of Jonas Quay, adding: “We close it.”", "“We close it.”", "Ada Byrne"),
    ("When Jonas Quay left, Ada Byrne said: “We close it.”", "“We close it.”", "Ada Byrne"),
    ("“We close it,” said a captain who had come with Ada Byrne.", "“We close it,”", "a captain"),
    ("Ada Byrne, who later told the council: “We close it.”", "“We close it.”", "Ada Byrne"),
    ("“We close it,” Dr. Ada Byrne of St. Orle said.", "“We close it,”", "Dr. Ada Byrne of St. Orle"),
    ("“We close it,” beamed Ada Byrne.", "“We close it,”", "Ada Byrne"),
    (
        "The Tide Board then claimed that “no boat was ever in danger.”",
        "“no boat was ever in danger.”",
        "The Tide Board",
    ),
    ("“We close it,” the Lumenor campaign said.", "“We close it,”", "the Lumenor campaign"),
    ("The Lumenor campaign said: “We close it.”", "“We close it.”", "The Lumenor campaign"),
    ("Sources agree - Ada Byrne: “We close it tonight.”", "“We close it tonight.”", "Ada Byrne"),
    ("“Who told you that?” asked Byrne.", "“Who told you that?”", "Byrne"),
    ("''We close it,'' said Ada Byrne.", "''We close it,''", "Ada Byrne"),
]


@pytest.mark.parametrize(("text", "quoted", "name"), SPOKEN)
def test_a_quotation_has_its_speaker(text: str, quoted: str, name: str) -> None:
    (quote,) = find_quotes(text, "en")
    assert text[quote.start : quote.end] == quoted
    assert quote.speaker is not None
    assert quote.speaker.name == name


MEANT = [
    ("Ada Byrne spoke first. “We close it,” she said.", "Ada Byrne"),
    ("Mrs Ada Byrne met Mr Jonas Quay. “We close it,” she said.", "Mrs Ada Byrne"),
    ("Mrs Ada Byrne met Mr Jonas Quay. “We close it,” he said.", "Mr Jonas Quay"),
    ("Jonas Quay had sent the Carrow Star a letter. “We close it,” he said.", "Jonas Quay"),
    ("“It leaks,” Ada Byrne said.\nThe lock is old. “We close it,” she said.", "Ada Byrne"),
    ("“It leaks,” Ada Byrne said.\nJonas Quay came later. “We close it,” he said.", "Jonas Quay"),
    ("“We asked Jonas Quay,” Ada Byrne said. Nobody came. “We close it,” she said.", "Ada Byrne"),
    ("Ada Byrne-Roe left. Ada Byrne stayed. “We close it,” Byrne said.", "Ada Byrne"),
    ("“It leaks,” Ada Byrne said.\nAsked again about the plans of Jonas Quay, she said: “We close it.”", "Ada Byrne"),
    ("“We close it,” I said.", "I"),
    ("“We close it,” she said.", "she"),
]


@pytest.mark.parametrize(("text", "name"), MEANT)
def test_a_pronoun_or_last_name_is_joined_to_the_full_name(text: str, name: str) -> None:
    quote = find_quotes(text, "en")[-1]
    assert quote.speaker is not None
    assert quote.speaker.name == name


WHOLE = [
    ("“We close it,” said Ada Byrne. “It is not safe.”", "“We close it,” said Ada Byrne. “It is not safe.”"),
    ("“We close it,” she said, “and nobody asks why.”", "“We close it,” she said, “and nobody asks why.”"),
    ("“We close it,” said Ada Byrne.\n“It is not safe.”", "“We close it,” said Ada Byrne.\n“It is not safe.”"),
    (
        "Ada Byrne said: “We close it.\n“It opens again in spring.”\nNobody objected.",
        "“We close it.\n“It opens again in spring.”",
    ),
    ("Léa Morin dit : « Nous fermons.\n» Il le faut bien. »", "« Nous fermons.\n» Il le faut bien. »"),
    ("Byrne said: “I told her ‘no’ and “never” twice.”", "“I told her ‘no’ and “never” twice.”"),
    ("Ada Byrne said: “We close it. It was “safe” once. The boat left, she wrote.", None),
    ("“It never closes and the paragraph ends here.\nAda Byrne said: “We close it.”", "“We close it.”"),
    ("Byrne said: ‘The rivers’ year has come, and it’s ours.’", "‘The rivers’ year has come, and it’s ours.’"),
    ("Byrne said: 'The sailors' strike isn't over.'", "'The sailors' strike isn't over.'"),
    ("»Wir schließen«, sagte Jana Kroll.", "»Wir schließen«"),
    ('„Wir schließen", sagte Jana Kroll.', '„Wir schließen"'),
    ("《我们今晚关闭水闸。》李明说。", "《我们今晚关闭水闸。》"),
    ("李明说：『水位正在上涨。』", "『水位正在上涨。』"),
    ("‹Wir schließen›, sagte Jana Kroll.", "‹Wir schließen›"),
]


@pytest.mark.parametrize(("text", "quoted"), WHOLE)
def test_where_a_quotation_begins_and_ends(text: str, quoted: str | None) -> None:
    found = [text[quote.start : quote.end] for quote in find_quotes(text, {"《": "zh", "『": "zh"}.get(text[0]))]
    assert found == ([quoted] if quoted else [])


@pytest.mark.parametrize(
    ("language", "text", "quoted"),
    [
        ("fr", "— On ferme, dit Léa Morin. — Il le faut.", "— On ferme, dit Léa Morin. — Il le faut."),
        ("es", "—No nos vamos —dijo Ana Sol.", "—No nos vamos"),
        ("ru", "— Мы не уедем! — крикнул он.", "— Мы не уедем!"),
        ("pl", "– Nie jedziemy – powiedział Jan Wilk.", "– Nie jedziemy"),
        ("de", "– Zwei Liter Milch\n– Ein Laib Brot", None),
        ("es", "— una pausa — y nada", None),
    ],
)
def test_a_dash_opens_speech_where_a_verb_of_saying_follows(language: str, text: str, quoted: str | None) -> None:
    found = [text[quote.start : quote.end] for quote in find_quotes(text, language)]
    assert found == ([quoted] if quoted else [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The so-called “green bridge” stays.",
        "It's the mayors' bridge, isn't it?",
        'He paid for 6" pipes and 8" pipes.',
        "“It never closes and the paragraph ends here.",
        "Ada Byrne is host of “The Morning Tide with Ada Byrne.”",
        "Ada Byrne read from “The Tides of Orle,” which nobody there had said much about.",
        "Ada Byrne asked about the “Green Bridge” plan.",
        '<a href="https://news.example/said">Ada Byrne said so</a>',
        "The “harbour” hotel said nothing.",
    ],
)
def test_what_is_no_quotation_is_left_out(text: str) -> None:
    assert find_quotes(text, "en") == ()


@pytest.mark.parametrize(
    ("language", "text", "partial"),
    [
        ("en", "Ada Byrne called the lock “old and very leaky”.", True),
        ("en", "Ada Byrne said the lock was “old” and would stay shut.", True),
        ("en", "Ada Byrne said: “old locks are for old boats.”", False),
        ("en", "“We close it,” said Ada Byrne.", False),
        ("en", "Ada Byrne said, “we close it.”", False),
        ("de", "Jana Kroll nannte die Schleuse „alt und undicht“.", True),
        ("fr", "Léa Morin a dit que l’écluse était « vieille et percée ».", True),
        ("ar", "وقال سامي الحداد إن الجسر «آمن تماما».", True),
        ("ar", "وقال سامي الحداد: «الجسر آمن تماما».", False),
        ("zh", "李明说，大桥“很安全”。", True),
        ("zh", "李明说：“很安全。”", False),
        ("ja", "佐藤市長は「安全だ」と述べた。", False),
    ],
)
def test_a_few_words_in_the_writers_sentence_are_partial(language: str, text: str, partial: bool) -> None:  # noqa: FBT001
    (quote,) = find_quotes(text, language)
    assert quote.partial is partial


@settings(deadline=None)  # a loaded machine stalls
@given(st.text(alphabet="“”„«»「」\"'’ \n.,—Aab:"))
def test_any_text_gives_spans_in_order(text: str) -> None:
    found = find_quotes(text)
    assert all(0 <= quote.start < quote.end <= len(text) for quote in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@settings(deadline=None)  # a loaded machine stalls
@given(
    st.text(alphabet="“”\"' \n.,—:ABesaid", max_size=60),
    st.sampled_from(["en", "fr", "zh", "ja", "ko", "th", "tr", None]),
)
def test_a_speaker_stands_in_the_text(text: str, language: str | None) -> None:
    for quote in find_quotes(text, language):
        if quote.speaker:
            assert 0 <= quote.speaker.start < quote.speaker.end <= len(text)


HOSTILE = ['"', "“", "“”", "“a ", "“a\n", " 'a", " 'as' b", "“a” said ", "Ada Byrne ", ", ", "— a, ", "— a, said b\n"]


@pytest.mark.parametrize(
    "unit",
    named([*HOSTILE, "“x y z a b,” he said. ", "Bo. “x y z a b,” Bo said. ", "saying, "], "“a” said ", " 'as' b", "“”"),
)
def test_cost_grows_with_length_only(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words looked at are a multiple of the length, whatever the text; a quadratic scan would double it."""
    looked_at = 0

    def counted(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
        nonlocal looked_at
        looked_at += max(0, end - start)
        return words_in(text, start, end)

    monkeypatch.setattr(attribution, "words_in", counted)
    costs = []
    for size in (10_000, 40_000):
        looked_at = 0
        quotes.find_quotes(unit * (size // len(unit)), "en")
        costs.append(looked_at)
    assert costs[1] <= 4.5 * costs[0] + 1000
