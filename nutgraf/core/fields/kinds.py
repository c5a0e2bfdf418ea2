"""Whether an article is a video, a live blog, an opinion, a gallery or a podcast."""

from collections.abc import Iterator, Sequence
from functools import cache

from nutgraf.core.claims.claim import PLACES, Claims, by_place
from nutgraf.core.claims.found import ADDRESS, ENTRY, UNSAID, Found, Said
from nutgraf.core.languages.patterns import Pattern
from nutgraf.core.languages.tables import words_of
from nutgraf.core.page.parsed import Page
from nutgraf.records import ArticleKind, Entry

_IN_URL: tuple[tuple[Pattern, ArticleKind], ...] = (
    (Pattern("kinds", r"/%live_paths(?:[/-]|$)|[/-]live-%live_endings"), "liveblog"),
    (Pattern("kinds", "/%opinion_paths/"), "opinion"),
    (Pattern("kinds", "/%video_paths/"), "video"),
    (Pattern("kinds", "/%gallery_paths/"), "gallery"),
    (Pattern("kinds", "/%audio_paths/"), "audio"),
)


def find_kind(page: Page, sources: Sequence[Claims], entry: Entry) -> Found[ArticleKind]:
    """What the metadata, the section or the URL says of the article's kind; an article where nothing does."""
    stated = (*by_place(claim.kind for claim in sources), Said(ENTRY, entry.kind))
    kind, place = next(_kinds(page, sources, entry))
    return Found(kind, place, tuple(Said(place, said) for place, said in stated if said))


@cache
def _opinion_sections() -> frozenset[str]:
    return words_of(lambda one: one.kinds.opinion_sections)


def _kinds(page: Page, sources: Sequence[Claims], entry: Entry) -> Iterator[tuple[ArticleKind, str]]:
    for place, claim in zip(PLACES, sources, strict=True):
        if claim.kind:
            yield claim.kind, place
        if claim.section and claim.section.casefold() in _opinion_sections():
            yield "opinion", f"{place} section"
    path = (page.url or "").partition("://")[2].partition("?")[0].lower()
    yield from ((kind, ADDRESS) for pattern, kind in _IN_URL if pattern.search(path))
    if entry.kind:
        yield entry.kind, ENTRY
    yield "article", UNSAID
