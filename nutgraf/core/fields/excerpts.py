"""The excerpt of an article: the line or two that say what it is about."""

from collections.abc import Iterator, Sequence
from typing import Final

from nutgraf.core.claims.claim import Claims, by_place
from nutgraf.core.claims.found import ENTRY, TEXT, Found, Said, first_said
from nutgraf.core.text.plain import clean, shorten, strip_html
from nutgraf.records import Entry

LONGEST: Final = 300  # characters of one that is the beginning of the text; chosen, not measured


def find_excerpt(sources: Sequence[Claims], entry: Entry, text: str) -> Found[str]:
    """What the metadata or the entry give for it, else the beginning of the text."""
    stated = by_place(claim.excerpt or "" for claim in sources)
    return first_said(_excerpts(stated, entry, text), "", stated)


def _excerpts(stated: Sequence[Said[str]], entry: Entry, text: str) -> Iterator[Said[str]]:
    yield from stated
    yield Said(ENTRY, clean(strip_html(entry.excerpt or "")))
    yield Said(TEXT, shorten(text.partition("\n")[0], LONGEST))
