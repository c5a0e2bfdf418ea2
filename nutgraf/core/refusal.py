"""Why a page is no article: only where that is plain, for an article lost is worse than a front page kept."""

import re
from collections.abc import Sequence

from nutgraf.core.claims import Claims
from nutgraf.core.page import Page

_FRONT = re.compile(r"https?://[^/]+/(?:index\.(?:html?|php))?")
_LISTING = re.compile(
    r"https?://[^/]+(?:/[a-z]{2})?/(?:search|suche|buscar|recherche|tags?|category|categories|kategorie|topics?|authors?|archives?)"
    r"(?:/[^/]+)?/?(?:\?.*)?"
)
_ERROR = re.compile(
    r"(?:error\s)?404\b|(?:page|seite|página|pagina|site|content)\b.{0,15}\b(?:not found|nicht gefunden|no encontrada|não encontrada|"
    r"non trovata|niet gevonden)|page introuvable|страница не найдена|ページが見つかりません|页面不存在",
    re.IGNORECASE,
)
_CHALLENGE = re.compile(
    r"just a moment|attention required|access denied|access to this page has been denied|are you a (?:robot|human)|robot check|security check|"
    r"pardon our interruption|403 forbidden|verif(?:y|ying) (?:that )?you are (?:a )?human|please wait\W*$|enable javascript",
    re.IGNORECASE,
)
_SHORT = 1500
_FEW_LINKS = 15
_TEASERS = 5


def why_no_article(page: Page, claims: Sequence[Claims], title: str, text: str) -> str | None:
    """What the page is instead of an article, in words; None where it can be one."""
    if any(claim.is_article for claim in claims):
        return None
    if len(text) < _SHORT:
        names = f"{page.title}\n{title}"
        if _ERROR.search(names):
            return "an error page"
        if _CHALLENGE.search(names):
            return "a page that keeps robots out"
        if page.tree.css_first('input[type="password"]') is not None and len(text) < _SHORT // 3:
            return "a login page"
    url = page.url or ""
    teasers = len(page.tree.css("article"))
    if _FRONT.fullmatch(url) and teasers != 1 and len(page.tree.css("a[href]")) > _FEW_LINKS:
        return "a site's front page"
    if _LISTING.fullmatch(url) and (teasers >= _TEASERS or len(page.tree.css("h2 a[href], h3 a[href]")) >= _TEASERS):
        return "a list of articles"
    return None
