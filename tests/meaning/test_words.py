from datetime import UTC, datetime

import pytest

from nutgraf.meaning.words import LEAD, words_of
from nutgraf.records import Article

WORDS = {
    "nothing": (("", "", ""), ""),
    "a title": (("Ferry sinks", "", ""), "Ferry sinks"),
    "the excerpt before the text": (("Ferry sinks", "Twelve dead.", "Much else."), "Ferry sinks Twelve dead."),
    "the text without the title": (("Ferry sinks", "", "Ferry sinks\n\nTwelve  dead."), "Ferry sinks Twelve dead."),
    "an excerpt that is the title": (("Ferry sinks", "Ferry sinks", "Much else."), "Ferry sinks"),
    "a text alone": (("", "", "Twelve dead."), "Twelve dead."),
    "controls and broken letters": (("A\0B\x85C", "\ud800 d\x07", ""), "A B C d"),
    "blanks of all kinds": (("\ufeff A\u00a0B ", "\n\t", "\r\n C"), "A B C"),
    "what ties letters together": (("क्‍ष 👩‍🚒", "שלום", ""), "क्‍ष 👩‍🚒 שלום"),
}


def article(title: str, excerpt: str = "", text: str = "") -> Article:
    seen = datetime(2026, 3, 1, tzinfo=UTC)
    return Article(id="a", capture="c", seen=seen, title=title, excerpt=excerpt, text=text)


@pytest.mark.parametrize(("given", "words"), WORDS.values(), ids=WORDS)
def test_meaning_is_that_of_title_and_lead(given: tuple[str, str, str], words: str) -> None:
    assert words_of(article(*given)) == words


def test_a_lead_is_cut() -> None:
    assert words_of(article("", "", "x" * 10_000_000)) == "x" * LEAD
    assert words_of(article("Title", "", "x" * 1_000)) == f"Title {'x' * LEAD}"
