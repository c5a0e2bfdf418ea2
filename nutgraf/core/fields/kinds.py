"""Whether an article is a video, a live blog, an opinion, a gallery or a podcast."""

import re
from collections.abc import Iterator, Sequence

from nutgraf.core.claims.claim import PLACES, Claims, by_place
from nutgraf.core.claims.found import ADDRESS, ENTRY, UNSAID, Found, Said
from nutgraf.core.page.parsed import Page
from nutgraf.records import ArticleKind, Entry

_IN_URL: tuple[tuple[re.Pattern[str], ArticleKind], ...] = (
    (
        re.compile(
            r"/(?:live-?blogs?|live-?ticker|newsblog|live-updates?|direct-live|minuto-a-minuto)(?:[/-]|$)|"
            r"[/-]live-(?:blog|updates?|ticker)"
        ),
        "liveblog",
    ),
    (
        re.compile(
            r"/(?:opinions?|op-?eds?|kommentare?|meinung|debatte|tribunes?|editorials?|columnists?|commentisfree|"
            r"opinioni|leitartikel|kolumnen?)/"
        ),
        "opinion",
    ),
    (re.compile(r"/(?:videos?|watch|clips?|mediathek)/"), "video"),
    (
        re.compile(
            r"/(?:galler(?:y|ies)|fotos?trecken?|bildergalerien?|photos|pictures|in-pictures|photo-?essays?|"
            r"diaporamas?|galerias?)/"
        ),
        "gallery",
    ),
    (re.compile(r"/(?:podcasts?|audio|sounds|radio/play)/"), "audio"),
)
_OPINION_SECTIONS = {"opinion", "opinions", "commentary", "comment", "editorial", "editorials", "op-ed", "columns",
                     "kommentar", "kommentare", "meinung", "tribune",  "débats", "opinión",
                     "opinioni", "opinião", "opinie", "мнения"}  # fmt: skip


def find_kind(page: Page, sources: Sequence[Claims], entry: Entry) -> Found[ArticleKind]:
    """What the metadata, the section or the URL says of the article's kind; an article where nothing does."""
    stated = (*by_place(claim.kind for claim in sources), Said(ENTRY, entry.kind))
    kind, place = next(_kinds(page, sources, entry))
    return Found(kind, place, tuple(Said(place, said) for place, said in stated if said))


def _kinds(page: Page, sources: Sequence[Claims], entry: Entry) -> Iterator[tuple[ArticleKind, str]]:
    for place, claim in zip(PLACES, sources, strict=True):
        if claim.kind:
            yield claim.kind, place
        if claim.section and claim.section.casefold() in _OPINION_SECTIONS:
            yield "opinion", f"{place} section"
    path = (page.url or "").partition("://")[2].partition("?")[0].lower()
    yield from ((kind, ADDRESS) for pattern, kind in _IN_URL if pattern.search(path))
    if entry.kind:
        yield entry.kind, ENTRY
    yield "article", UNSAID
