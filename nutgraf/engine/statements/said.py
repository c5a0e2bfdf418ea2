"""Quotations ready to be compared: what is spoken, in words."""

import re
from typing import NamedTuple
from unicodedata import normalize

from nutgraf.core.quotes.marks import quotation_spans
from nutgraf.core.text.language import primary_tag
from nutgraf.records import Article, Filed, Quote
from nutgraf.scripts import NO_SPACES

_UNIT = re.compile(rf"[{NO_SPACES}]\s*|[^\s{NO_SPACES}]+\s*|\s+")
_UNSPACED = re.compile(rf"[{NO_SPACES}]")
_OPENED_AGAIN = re.compile("\n\\s*[“„«»\"「‘']?")  # by each paragraph of a long speech
_MARKS = "“”„‟«»‹›「」『』《》〈〉\"＂〝〟״‘’‚'`—–― "

# Chosen, not measured.
_LEAST = 4  # words, from which on a meaning says what was said and not only of what
_CHARACTERS = 2  # of a script without spaces, that are as good as a word


class Said(NamedTuple):
    """What an article quotes: its words as they are printed (``units``) and compared (``keys``).

    ``language`` is the article's primary tag, "" where it has none; ``meaning`` is b"" where nobody told it.
    """

    article: str
    language: str
    quote: Quote
    spoken: str
    units: tuple[str, ...]
    keys: tuple[str, ...]
    meaning: bytes = b""


def said_in(filed: Filed, quote: Quote, meaning: bytes = b"") -> Said:
    """A quotation of an article."""
    article = filed.article
    spoken = _spoken(article, quote)
    units = tuple(_UNIT.findall(spoken))
    language = primary_tag(article.language) or ""
    return Said(article.id, language, quote, spoken, units, tuple(filter(None, map(key, units))), meaning)


def telling(filed: Filed) -> tuple[str, ...]:
    """What an article's quotations say, in order, to be told by what it means; "" for what says too little."""
    said = (said_in(filed, quote) for quote in filed.quotes)
    return tuple(one.spoken if _length(one) >= _LEAST else "" for one in said)


def key(unit: str) -> str:
    """A word as it is compared: letters and digits, without case and typographic forms."""
    return "".join(filter(str.isalnum, normalize("NFKC", unit).casefold()))


def _spoken(article: Article, quote: Quote) -> str:
    """What a quotation says, without its marks and what its writer says between ("…", she said. "…")."""
    printed = article.text[quote.start : quote.end]
    spans = quotation_spans(printed)
    parts = [printed[one.start : one.end].strip(_MARKS) for one in spans] or [printed.strip(_MARKS)]
    return " ".join(_OPENED_AGAIN.sub(" ", " … ".join(parts)).split())


def _length(said: Said) -> float:
    return sum(1 / _CHARACTERS if _UNSPACED.match(one) else 1 for one in said.keys)
