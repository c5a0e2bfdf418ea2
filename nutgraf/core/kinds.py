"""Whether an article is a video, a live blog, an opinion, a gallery or a podcast."""

import re
from collections.abc import Sequence

from nutgraf.core.claims import Claims
from nutgraf.core.page import Page
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


def kind_of(page: Page, sources: Sequence[Claims], entry: Entry) -> ArticleKind:
    """What the metadata, the section or the URL says of the article's kind; an article where nothing does."""
    for claim in sources:
        if claim.kind:
            return claim.kind
        if claim.section and claim.section.casefold() in _OPINION_SECTIONS:
            return "opinion"
    path = (page.url or "").partition("://")[2].partition("?")[0].lower()
    return next((kind for pattern, kind in _IN_URL if pattern.search(path)), entry.kind or "article")
