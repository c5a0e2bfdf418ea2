"""Why a page is no article: only where that is plain, for an article lost is worse than a front page kept."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from nutgraf.core.claims import Claims
from nutgraf.core.page import Page, ancestors, text_of
from nutgraf.core.text import words

_FRONT = re.compile(r"https?://[^/]+/(?:index\.(?:html?|php))?")
_LISTING = re.compile(
    r"https?://[^/]+(?:/[a-z]{2})?/(?:search|suche|buscar|recherche|tags?|category|categories|kategorie|topics?|"
    r"authors?|archives?)"
    r"(?:/[^/]+)?/?(?:\?.*)?"
)
_ERROR = re.compile(
    r"(?:error\s)?404\b|(?:page|seite|página|pagina|site|content)\b.{0,15}\b(?:not found|nicht gefunden|"
    r"no encontrada|não encontrada|"
    r"non trovata|niet gevonden)|page introuvable|страница не найдена|ページが見つかりません|页面不存在",
    re.IGNORECASE,
)
_CHALLENGE = re.compile(
    r"just a moment|attention required|access denied|access to this page has been denied|are you a (?:robot|human)|"
    r"robot check|security check|"
    r"pardon our interruption|403 forbidden|verif(?:y|ying) (?:that )?you are (?:a )?human|please wait\W*$|"
    r"enable javascript",
    re.IGNORECASE,
)
_HEADINGS = {"h2", "h3", "h4"}
_LEADS = "h2 a[href], h3 a[href], h4 a[href]"
_MOST_LEADS = 60
_ASIDE = {"header", "nav", "aside", "dialog"}
_OVERLAY = re.compile(
    r"modal|pop-?up|overlay|dropdown|drawer|header|menu|nav(?:bar|igation)?\b|sidebar|dialog", re.IGNORECASE
)
_HEADLINE = 3  # words from which a linked heading is a headline
_FEW = 400  # characters of paragraphs that are still no article
_SHORT = 1500
_MOST_LINKS = 1000
_TEASERS = 5


def why_no_article(page: Page, claims: Sequence[Claims], title: str, text: str) -> str | None:
    """What the page is instead of an article, in words; None where it can be one."""
    if any(claim.is_article for claim in claims):
        return None
    if len(text) < _SHORT and (other := _other_page(page, f"{page.title}\n{title}", text)):
        return other
    if _FRONT.fullmatch(page.url or "") and _is_list(page):
        return "a site's front page"
    if _LISTING.fullmatch(page.url or "") and _is_list(page):
        return "a list of articles"
    if not any(claim.published for claim in claims) and _is_front(page, title, text):
        return "a front page of a site or section"
    return None


def _is_list(page: Page) -> bool:
    """Whether the page mostly leads elsewhere: by several teasers, or most of its words being links."""
    articles = len(page.tree.css("article"))
    if articles != 1 and max(articles, len(page.tree.css("h2 a[href], h3 a[href]"))) >= _TEASERS:
        return True
    linked = sum(len(text_of(link)) for link in page.nodes("a[href]", _MOST_LINKS))
    return linked > sum(map(len, page.lines)) / 2


def _is_front(page: Page, title: str, text: str) -> bool:
    """Whether a page that calls itself a website shows hardly anything but the beginnings of other articles."""
    if (page.meta("og:type") or "").lower() != "website":
        return False
    leads = [node for node in page.nodes(_LEADS, _MOST_LEADS) if _leads_on(page, node)]
    if not leads:
        return len(text) < _FEW and len(words(title)) < _HEADLINE
    boxes = {box.mem_id: box for node in leads if (box := _box(node))}
    taught = sum(len(text_of(paragraph)) for box in boxes.values() for paragraph in box.css("p"))
    told = sum(len(text_of(paragraph)) for paragraph in page.nodes("p", _MOST_LINKS) if not page.in_margin(paragraph))
    return max(told, len(text)) - taught < max(_FEW, told // 3)


def _leads_on(page: Page, link: LexborNode) -> bool:
    url = page.resolve(link.attributes.get("href"))
    return url is not None and url != page.url and len(words(text_of(link))) >= _HEADLINE


def _box(link: LexborNode) -> LexborNode | None:
    """The element that holds a linked heading with what is told below it: the parent of the heading."""
    heading = next((outer for outer in ancestors(link) if outer.tag in _HEADINGS), None)
    return heading.parent if heading and heading.parent and heading.parent.tag not in {"main", "body"} else None


def _other_page(page: Page, names: str, text: str) -> str | None:
    if _ERROR.search(names):
        return "an error page"
    if _CHALLENGE.search(names):
        return "a page that keeps robots out"
    if len(text) < _SHORT // 3 and any(_is_main(page, field) for field in page.nodes('input[type="password"]')):
        return "a login page"
    return None


def _is_main(page: Page, field: LexborNode) -> bool:
    """Whether a form's field belongs to what the page is for, and not to its header or a window that opens over it."""
    return not page.in_margin(field) and not any(
        outer.tag in _ASIDE or _OVERLAY.search(f"{outer.attributes.get('class') or ''} {outer.id or ''}")
        for outer in ancestors(field)
    )
