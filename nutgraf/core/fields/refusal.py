"""Why a page is no article: only where that is plain, for an article lost is worse than a front page kept."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from nutgraf.core.claims.claim import Claims
from nutgraf.core.languages.patterns import Pattern
from nutgraf.core.page.parsed import Page, ancestors, text_of
from nutgraf.core.text.plain import words

_FRONT = re.compile(r"https?://[^/]+/(?:index\.(?:html?|php))?")
_LISTING = Pattern(
    "refusal",
    r"https?://[^/]+(?:/[a-z]{2}(?:[-_][a-z]{2})?)?/%listing_paths(?:/[^/]+)?(?:/page/\d+)?/?(?:\?.*)?|"
    r"https?://[^/]+/(?:[^?]*)\?(?:.*&)?(?:s|q|query|search|tag|cat)=[^&]+.*|https?://[^/]+/(?:.*/)?page/\d+/?",
    re.IGNORECASE,
)
_ERROR = Pattern("refusal", r"404\b|%pages\b.{0,15}\b%not_found|%errors", re.IGNORECASE)
_CHALLENGE = Pattern("refusal", "%challenges", re.IGNORECASE)
_CONSENT = Pattern("refusal", "%consent", re.IGNORECASE)
_LOGIN = Pattern("refusal", "%logins", re.IGNORECASE)
_HEADINGS = {"h2", "h3", "h4"}
_LEADS = "h2 a[href], h3 a[href], h4 a[href]"
_MOST_LEADS = 60  # linked headings looked at, however many a page has; chosen, not measured
_ASIDE = {"header", "nav", "aside", "dialog"}
_OVERLAY = re.compile(
    r"modal|pop-?up|overlay|dropdown|drawer|header|menu|nav(?:bar|igation)?\b|sidebar|dialog", re.IGNORECASE
)
# Chosen, not measured.
_HEADLINE = 3  # words from which a linked heading is a headline
_FEW = 400  # characters of paragraphs that are still no article
_SHORT = 1500
_LITTLE = 500
_TEASER = 600  # characters below a linked heading that still only lead to another page
_MOST_LINKS = 1000
_TEASERS = 5


def why_no_article(page: Page, claims: Sequence[Claims], title: str, text: str) -> str | None:
    """What the page is instead of an article, in words; None where it can be one."""
    if any(claim.is_article for claim in claims):
        return None
    if len(text) < _SHORT and (other := _other_page(page, f"{page.title}\n{title}", text)):
        return other
    if not text and not page.lines and not any(claim.excerpt for claim in claims):
        return "a page that shows nothing without scripts"
    return _list_of_articles(page, claims, title, text)


def _list_of_articles(page: Page, claims: Sequence[Claims], title: str, text: str) -> str | None:
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
    told_below = (sum(len(text_of(paragraph)) for paragraph in box.css("p")) for box in boxes.values())
    taught = sum(size for size in told_below if size < _TEASER)
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
    if len(text) >= _LITTLE:
        return None
    if _CHALLENGE.search(names):
        return "a page that keeps robots out"
    if _CONSENT.search(names):
        return "a page that asks for consent"
    if any(_is_main(page, field) for field in page.nodes('input[type="password"]')) and (
        _LOGIN.search(names) or sum(map(len, page.lines)) < _SHORT
    ):
        return "a login page"
    return None


def _is_main(page: Page, field: LexborNode) -> bool:
    """Whether a form's field belongs to what the page is for, and not to its header or a window that opens over it."""
    return not page.in_margin(field) and not any(
        outer.tag in _ASIDE or _OVERLAY.search(f"{outer.attributes.get('class') or ''} {outer.id or ''}")
        for outer in ancestors(field)
    )
