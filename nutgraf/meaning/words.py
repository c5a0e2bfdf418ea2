"""Which words of an article its meaning is taken from: its title and its lead."""

import re

from nutgraf.records import Article

LEAD = 300  # characters; vectors of title and lead told stories apart best, and more takes longer
_TITLE = 300
_NO_LETTERS = re.compile(r"[\x00-\x20\x7f-\xa0\ud800-\udfff\ufeff]+")
_FAR = 4  # times as many characters are looked at, of a text that may be a book


def words_of(article: Article) -> str:
    """The title and the lead: the excerpt, or how the text begins, without the title where that begins with it."""
    title = _plain(article.title[: _TITLE * _FAR])[:_TITLE]
    lead = _plain(article.excerpt[: LEAD * _FAR]) or _plain(article.text[: _TITLE + LEAD * _FAR])
    if title and lead.startswith(title):
        lead = lead[len(title) :].lstrip()
    return f"{title} {lead[:LEAD]}".strip()


def _plain(text: str) -> str:
    return _NO_LETTERS.sub(" ", text).strip()
