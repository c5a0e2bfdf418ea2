import pytest
from growth import assert_grows_with_size, assert_takes_no_longer

from nutgraf.core.topics.keywords import Keyword, Keywords, sentence_words, singulars, steps_of
from nutgraf.errors import InputError


def found(keywords: list[str], text: str, language: str | None = "en", of: str | None = None) -> list[str]:
    """The keywords in a text, each as often as it stands there."""
    ready = Keywords((Keyword(text=keyword, language=of), keyword) for keyword in keywords)
    matches = ready.matches(sentence_words(text, language), language)
    return [keyword for match in matches for keyword in match.values]


@pytest.mark.parametrize(
    ("keyword", "text", "count"),
    [
        ("port", "The port is shut. PORT!", 2),
        ("port", "Ports of call, an airport, a portal", 1),
        ("ports", "one port, two ports", 1),
        ("party", "parties and a party", 2),
        ("tax", "taxes, a tax", 2),
        ("dress", "dresses of a dress", 2),
        ("bus", "bu buses", 1),
        ("us", "use of us", 1),
        ("elect*", "Electoral elections elect the select", 3),
        ("lib* dem*", "Lib Dems, liberal democrats; lib. dems", 2),
        ("mobile phone", "mobile phones and a mobile, phone", 1),
        ("model-driven apps", "model driven apps; Model-Driven Apps", 2),
        ("Node.js", "node.js or node js", 1),
        ("C++", "c and C++ alike", 2),
        ("U.S. troops", "U.S. troops", 1),
        ("port's", "the port’s dues, the port", 2),
        ("café", "Le CAFE\u0301, cafe", 1),
        ("port authority", "the port. Authority is", 0),
        ("straße", "STRASSE und Straße", 2),
    ],
)
def test_where_a_keyword_stands(keyword: str, text: str, count: int) -> None:
    assert len(found([keyword], text)) == count


@pytest.mark.parametrize(
    ("keyword", "text", "language", "count"),
    [
        ("Oper", "Opers Oper", "de", 1),
        ("Wahl*", "Wahlen der Wahlkreise", "de", 2),
        ("élection", "l'élection et les élections", "fr", 2),
        ("l'oréal", "chez l’Oréal", "fr", 1),
        ("l'oréal", "at L'Oréal", "en", 1),
        ("選挙", "総選挙の結果、選挙区", "ja", 2),
        ("総選挙", "総選挙の結果、選挙区", "ja", 1),
        ("総選挙", "総選。選挙", "ja", 0),
        ("انتخابات", "نتائج انتخابات", "ar", 1),
        ("выбор*", "После выборов", "ru", 1),
        ("เลือกตั้ง", "การเลือกตั้งทั่วไป", "th", 1),
        ("port", "ports", None, 1),
    ],
)
def test_in_other_languages(keyword: str, text: str, language: str | None, count: int) -> None:
    assert len(found([keyword], text, language)) == count


def test_every_keyword_is_found_at_its_place() -> None:
    assert found(["port", "port dues", "port*", "dues"], "port dues") == ["port", "port*", "port dues", "dues"]


@pytest.mark.parametrize(
    ("keyword", "said"),
    [
        ("", "no words"),
        ("!?", "no words"),
        ("*", "less than 2 letters"),
        ("e*", "less than 2 letters"),
        ("port *", "less than 2 letters"),
        ("*port", "elsewhere"),
        ("po*rt", "elsewhere"),
        ("*po*", "elsewhere"),
        ("税", "single character"),
        ("税 改革", "single character"),
        ("a " * 17, "over 16 words"),
    ],
)
def test_what_could_never_match_is_refused(keyword: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        steps_of(Keyword(text=keyword))


def test_singulars_are_those_of_regular_plurals() -> None:
    assert [singulars(word) for word in ("ports", "cities", "boxes", "its", "us")] == [
        ["port"],
        ["citie", "city"],
        ["boxe", "box"],
        [],
        [],
    ]


def test_many_keywords_cost_a_text_no_more_than_few() -> None:
    text = " ".join(f"w{n % 997} common" for n in range(10_000))
    few, many = (Keywords((Keyword(text=f"w{n} x{n}"), n) for n in range(count)) for count in (997, 8_000))
    tokens = sentence_words(text, "en")

    def matches(ready: Keywords[int]) -> None:
        assert not list(ready.matches(tokens, "en"))

    assert_takes_no_longer(lambda: matches(many), than=lambda: matches(few))


def test_a_hostile_text_costs_what_its_length_does() -> None:
    ready = Keywords((Keyword(text=" ".join(["new"] * n)), n) for n in range(1, 17))

    def matches(tokens: list[str]) -> None:
        assert sum(1 for _ in ready.matches(tokens, "en")) == 16 * len(tokens) - 120

    assert_grows_with_size(lambda size: sentence_words("new " * size, "en"), matches, 1_000)
