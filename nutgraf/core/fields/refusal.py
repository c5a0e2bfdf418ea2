"""Why a page is no article: only where that is plain, for an article lost is worse than a front page kept."""

import re
from collections.abc import Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from nutgraf.core.claims.claim import Claims
from nutgraf.core.fields.teasers import in_frame, is_list_of_teasers
from nutgraf.core.files.no_article import why_no_text
from nutgraf.core.languages.patterns import Pattern
from nutgraf.core.page.parsed import Page, ancestors, text_of
from nutgraf.core.text.plain import word_key, words

_FRONT = re.compile(r"https?://[^/]+/(?:index\.(?:html?|php))?")
_LISTING = Pattern(
    "refusal",
    r"https?://[^/]+(?:/[a-z]{2}(?:[-_][a-z]{2})?)?/%listing_paths(?:/[^/]+)?(?:/page/\d+)?/?(?:\?.*)?|"
    r"https?://[^/]+/(?:[^?]*)\?(?:.*&)?(?:s|q|query|search|tag|cat)=[^&]+.*|https?://[^/]+/(?:.*/)?page/\d+/?",
    re.IGNORECASE,
)
_ERROR = Pattern("refusal", r"404\b|%pages\b.{0,30}\b%not_found|%errors", re.IGNORECASE)
_CHALLENGE = Pattern("refusal", "%challenges", re.IGNORECASE)
_CONSENT = Pattern("refusal", "%consent", re.IGNORECASE)
_LOGIN = Pattern("refusal", "%logins", re.IGNORECASE)
_LOGIN_ALONE = Pattern("refusal", r"(?:%logins)\w{0,4}(?:\W|$)", re.IGNORECASE)
_LOADING = Pattern("refusal", r"(?:%loading)\W*", re.IGNORECASE)
_SCRIPTS = Pattern("refusal", "%scripts", re.IGNORECASE)
_RESULTS = Pattern("refusal", "%results", re.IGNORECASE)
_IMAGES = Pattern("refusal", r"^(?:%image_results)", re.IGNORECASE | re.MULTILINE)
_PARTS = re.compile(r"\s+[|\-\u2013\u2014·•:»«]+\s+|\s*[|»«]\s*")
_IMAGES_AT = re.compile(r"/imgres\?|/images/search\?|[?&](?:tbm=isch|udm=2|imgrefurl=)")
_FEW_LINES = 40
_HEADINGS = {"h2", "h3", "h4"}
_LEADS = "h2 a[href], h3 a[href], h4 a[href]"
_MOST_LEADS = 60  # linked headings looked at, however many a page has; chosen, not measured
_ASIDE = {"header", "nav", "aside", "dialog"}
_OVERLAY = re.compile(
    r"modal|pop-?up|overlay|dropdown|drawer|header|menu|nav(?:bar|igation)?\b|sidebar|dialog", re.IGNORECASE
)
# Chosen, not measured.
_HEADLINE = 3  # words from which a linked heading is a headline
_LONG_TITLE = 5  # words of a title that tells by itself what it is about
_REST, _REST_OF_CONSENT = 14, 25  # letters that a title has beside what names no article
_FEW = 400  # characters of paragraphs that are still no article
_SHORT = 1500
_LITTLE = 500
_TEASER = 600  # characters below a linked heading that still only lead to another page
_MOST_LINKS = 1000
_TEASERS = 5
_MOST_PRINTED = 50


def why_no_article(page: Page, claims: Sequence[Claims], title: str, text: str) -> str | None:
    """What the page is instead of an article, in words; None where it can be one."""
    if any(claim.is_article for claim in claims):
        return None
    if len(text) < _SHORT and (other := _other_page(page, title, text)):
        return other
    if not any(claim.excerpt for claim in claims) and _shows_nothing(page, text):
        return "a page that shows nothing without scripts"
    return _list_of_articles(page, claims, title, text) or _other_text(page, claims, text)


def _other_text(page: Page, claims: Sequence[Claims], text: str) -> str | None:
    """What a text is by its lines, as they are written where most of it is shown so, where nobody says when it was."""
    if any(claim.published for claim in claims):
        return None
    written = "\n".join(node.text(deep=True) for node in page.elements.tagged("pre")[:_MOST_PRINTED])
    return why_no_text(written if len(written) > len(text) / 2 else text)


def _shows_nothing(page: Page, text: str) -> bool:
    """Whether there is no line on a page, or none that does not say that it is still loading or needs scripts."""
    if len(text) >= _FEW or len(page.lines) > _FEW_LINES:
        return False
    told = [line for line in text.split("\n") if line.strip()]
    if len(text) < _FEW // 2 and any(map(_SCRIPTS.search, told or page.lines)):
        return True
    if not told and not page.headings() and all(in_frame(page, block.box) for block in page.layout.blocks):
        return True
    said = [*told, *filter(str.strip, page.lines)]
    return not said or (any(map(_LOADING.fullmatch, said)) and all(len(line) < _FEW // 10 for line in said))


def _list_of_articles(page: Page, claims: Sequence[Claims], title: str, text: str) -> str | None:
    if _FRONT.fullmatch(page.url or "") and _is_list(page):
        return "a site's front page"
    if _LISTING.fullmatch(page.url or "") and _is_list(page):
        return "a list of articles"
    if not any(claim.published for claim in claims) and _is_front(page, title, text):
        return "a front page of a site or section"
    if not any(claim.published for claim in claims) and is_list_of_teasers(page, title, text):
        return "a list of articles"
    return None


def _is_list(page: Page) -> bool:
    """Whether the page mostly leads elsewhere: by several teasers, or most of its words being links."""
    articles = len(page.tree.css("article"))
    if articles != 1 and max(articles, len(page.tree.css("h2 a[href], h3 a[href]"))) >= _TEASERS:
        return True
    linked = sum(len(text_of(link)) for link, _ in islice(page.elements.anchors(), _MOST_LINKS))
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


def _other_page(page: Page, title: str, text: str) -> str | None:
    if _is_called(page, title, _ERROR):
        return "an error page"
    if len(text) >= _LITTLE:
        return None
    if other := _page_between(page, title):
        return other
    return "a login page" if _asks_for_password(page, f"{page.title}\n{title}") or _is_login(page) else None


def _page_between(page: Page, title: str) -> str | None:
    """What stands between a reader and the article, by what it is called, or where it is."""
    if _is_called(page, title, _CHALLENGE):
        return "a page that keeps robots out"
    if _is_called(page, title, _CONSENT, rest=_REST_OF_CONSENT):
        return "a page that asks for consent"
    if any(map(_IMAGES.search, (page.title, title))) or _IMAGES_AT.search(page.url or ""):
        return "a search for images"
    return "a list of search results" if _is_called(page, title, _RESULTS) else None


def _is_called(page: Page, title: str, kind: Pattern, *, rest: int = _REST) -> bool:
    """Whether a part of the title, or of the title bar, says hardly more than that a page is of a kind.

    Of a title bar it must be all where the title is a headline.
    """
    told = ((title, rest), (page.title, 0 if len(words(title)) >= _LONG_TITLE else rest))
    parts = ((part.strip(), most) for name, most in told for part in (name, *_PARTS.split(name)))
    found = ((part, kind.search(part), most) for part, most in parts)
    return any(len(word_key(part[: one.start()] + part[one.end() :])) <= most for part, one, most in found if one)


def _asks_for_password(page: Page, names: str) -> bool:
    """Whether a page that says so, or little else, has a field for a password."""
    fields = page.nodes('input[type="password"]')
    return any(_is_main(page, field) for field in fields) and (
        _LOGIN.search(names) is not None or sum(map(len, page.lines)) < _SHORT
    )


def _is_login(page: Page) -> bool:
    """Whether a page that is called a login has a form for it, though it asks for no password yet."""
    called = (page.title, *page.headings())
    forms = page.nodes('input[type="email"], input[name*="user" i], input[name*="login" i], input[name*="email" i]')
    return any(_LOGIN_ALONE.match(name) for name in called) and any(_is_main(page, field) for field in forms)


def _is_main(page: Page, field: LexborNode) -> bool:
    """Whether a form's field belongs to what the page is for, and not to its header or a window that opens over it."""
    return not page.in_margin(field) and not any(
        outer.tag in _ASIDE or _OVERLAY.search(f"{outer.attributes.get('class') or ''} {outer.id or ''}")
        for outer in ancestors(field)
    )
