"""What the page itself shows of its article, for what no metadata says."""

import re

from selectolax.lexbor import LexborNode

from nutgraf.core.fields.bylines.authors import begins_with_role, names_of
from nutgraf.core.fields.bylines.signatures import NAME
from nutgraf.core.fields.credits import service_in, told_credit
from nutgraf.core.formats.dates import Stamp, read_stamp
from nutgraf.core.formats.url import registrable_domain
from nutgraf.core.languages.patterns import Pattern
from nutgraf.core.page.cards import around, is_on_card
from nutgraf.core.page.parsed import Page, ancestors, spaced_text_of, text_of
from nutgraf.core.text.plain import clean

# What is called after authors, and goes on to one of them: neither "/people/", "/authorization" nor "/authors/2012/…".
_AUTHOR_PATH = Pattern(
    "bylines",
    r"/%author_paths(?:[a-z]{0,3}|innen)(?:(?:(?<=/)|[-_./])(?!(?:19|20)\d\d\b)[^-_./?#]|(?<!/)\?$)",
    re.IGNORECASE,
)
_BEFORE_PATH = re.compile(r"^(?:[a-z]+:)?//[^/?#]*", re.IGNORECASE)
_FILED_PATH = Pattern("refusal", "/%listing_paths/", re.IGNORECASE)
_MARKED = (
    '[rel~="author" i], [class*="author" i], [class*="byline" i], [class*="vcard" i] .fn, '
    '[data-testid*="author-name" i], [id="author" i], [id="byline" i], [class~="autor" i], [class~="auteur" i], '
    '[class~="autore" i], [class~="writer" i], [class~="reporter" i]'
)
_NAMED = re.compile(r"(?:^|\s)(?:author-name|fn)(?:\s|$)|author_{1,2}name|authorname|byline(?:-|__)name", re.IGNORECASE)
# What stands beside an author's name, or names whom a picture is by.
_BESIDE_AUTHOR = re.compile(r"follow|licen[cs]e|photo|author[-_]*(?:desc|bio|about|text|box-text)", re.IGNORECASE)
_OF_COMMENTS = re.compile(
    r"(?:^|\s)(?:readers?[-_])?(?:comments?|kommentare?|commentaires?|comentarios?)"
    r"(?:[-_]*(?:list|author|body|section|thread|area|meta|item|content|wrap\w*))?(?=\s|$)",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:tweets?|reviews|reviews?[-_]+(?:list|thread|item|widget|card))(?=$|[\s_-])", re.IGNORECASE
)
_LICENCE = '[class*="licen" i], [rel~="license" i]'
_WHOLE = {"body", "html", "main"}
_LINKED, _NAME, _BYLINE = range(3)
_URL_DAY = re.compile(
    r"[/_-]((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-]?(0[1-9]|[12]\d|"
    r"3[01])(?![\d])",
    re.IGNORECASE,
)
_URL_PARTS = re.compile(r"/((?:19|20)\d{2})/([1-9]|1[0-2])/([1-9]|[12]\d|3[01])(?=/|$)")
_URL_DAY_LAST = re.compile(r"[/_-](0[1-9]|[12]\d|3[01])-(0[1-9]|1[0-2])-(20\d{2})(?!\d)")
_CREDITS = ("agency", "credit", "entry-source", "article-source", "source", "agentur", "quelle")
_PICTURES = {"figure", "figcaption", "picture"}
# Chosen with the pages in view that bench/floors.toml names.
_LONGEST_CREDIT = 120
_NO_BYLINE = {"meta", "link", "button", "input", "form"}
_MOST = 10
_MOST_MARKED = 150
_MOST_LINKS = 50
_LONGEST_BYLINE = 200


def section(page: Page) -> str | None:
    """What a link with rel="category" names."""
    return next((text for node in _tagged(page) if "category" in _rels(node) and (text := text_of(node))), None)


def tags(page: Page) -> tuple[str, ...]:
    """What the links with rel="tag" name."""
    return tuple(dict.fromkeys(text_of(node) for node in _tagged(page) if "category" not in _rels(node)))


def _tagged(page: Page) -> list[LexborNode]:
    links = [node for node in page.elements.related("tag", "category") if node.tag == "a"][:_MOST_LINKS]
    return [node for node in links if not page.in_margin(node)]


def _rels(node: LexborNode) -> set[str]:
    return set((node.attributes.get("rel") or "").lower().split())


def credit(page: Page) -> str | None:
    """The line that is marked as naming where the text comes from; pictures have such lines of their own."""
    for node in page.elements.marked(*_CREDITS, microdata="creditText")[:_MOST]:
        in_picture = any(outer.tag in _PICTURES for outer in ancestors(node))
        line = text_of(node)
        if len(line) < _LONGEST_CREDIT and not in_picture and (told := told_credit(line)) and not page.in_margin(node):
            return told
    lines = map(text_of, page.elements.marked("dateline", "byline")[:_MOST])
    return next((service for line in lines if (service := service_in(line))), None)


def byline(page: Page) -> tuple[str, ...]:
    """The byline that is marked or linked as one, still with its roles and dates."""
    nodes = [(_kind(node), node) for node in _marked(page, _MOST_MARKED)]
    for kind in (_LINKED, _NAME, _BYLINE):
        if names := _first_together(page, [node for its_kind, node in nodes if its_kind == kind]):
            return names
    return _first_together(page, _author_links(page)) or _set_aside(page)


def _set_aside(page: Page) -> tuple[str, ...]:
    """The byline in a margin that shows nothing but that: links to authors in one without a heading of its own."""
    nodes = [node for node in page.nodes('aside [rel~="author" i], aside address a[href]', _MOST) if text_of(node)]
    bare = [node for node in nodes if not any(outer.css_first("h1, h2, h3, h4") for outer in around(page, node))]
    return _together(bare[0], bare) if bare else ()


def _author_links(page: Page) -> list[LexborNode]:
    """The links in the page's text that lead to an author's page of the same site."""
    links = (node for block in page.layout.blocks for node, _, _ in block.anchors)
    return [node for node in links if _leads_to_author(node) and _stays(page, node)][:_MOST_LINKS]


def _stays(page: Page, link: LexborNode) -> bool:
    target = page.resolve(link.attributes.get("href"))
    return not (page.url and target) or registrable_domain(page.url) == registrable_domain(target)


def _leads_to_author(link: LexborNode) -> bool:
    path, asked, _ = _BEFORE_PATH.sub("", link.attributes.get("href") or "").partition("?")
    return not path.startswith("/licenses/") and _AUTHOR_PATH.search(path + asked) is not None


def _marked(page: Page, most: int) -> list[LexborNode]:
    nodes = (node for node in page.nodes(_MARKED, most) if node.tag not in _NO_BYLINE)
    own = (node for node in nodes if not _BESIDE_AUTHOR.search(node.attributes.get("class") or ""))
    return [node for node in own if not any(map(_is_comment, ancestors(node))) and not _is_of_others(page, node)]


def _is_comment(node: LexborNode) -> bool:
    """Whether a node is called a reader's comment, or several."""
    names = f"{node.attributes.get('class') or ''} {node.id or ''}"
    return node.tag not in _WHOLE and _OF_COMMENTS.search(names) is not None


def _is_of_others(page: Page, node: LexborNode) -> bool:
    """Whether a node names who wrote a post or a review that the page shows, or who gives a picture away."""
    names = (outer.attributes.get("class") or "" for outer in (node, *around(page, node)))
    return any(map(_OF_OTHERS.search, names)) or node.css_first(_LICENCE) is not None


def _kind(node: LexborNode) -> int:
    """How exactly a node is marked as naming an author."""
    attributes = node.attributes
    if "author" in (attributes.get("rel") or "").lower().split():
        return _LINKED
    marks = f"{attributes.get('class') or ''} {attributes.get('data-testid') or ''}"
    return _NAME if _NAMED.search(marks) else _BYLINE


def _first_together(page: Page, nodes: list[LexborNode]) -> tuple[str, ...]:
    """The first byline among nodes, with what stands beside it, outside of margins."""
    placed = [node for node in nodes if node.css_first("script") is None and not page.in_margin(node)]
    own = [node for node in placed if not is_on_card(page, node)]
    return next((names for first in own if (names := _together(first, own))), ())


def only_author(page: Page) -> tuple[str, ...]:
    """The author whom the whole page names, where it names just one, outside of the article too."""
    nodes = [node for node in _marked(page, 3 * _MOST) if not is_on_card(page, node)]
    found = {names for node in nodes if len(text := text_of(node)) < _LONGEST_BYLINE and (names := names_of([text]))}
    return next(iter(found)) if len(found) == 1 else ()


def _together(first: LexborNode, nodes: list[LexborNode]) -> tuple[str, ...]:
    """The texts of a byline and of those that stand with it; of its links to authors where it has some."""
    place = {node.mem_id for node in (first.parent, first.parent.parent if first.parent else None) if node}
    texts: list[str] = []
    for node in nodes:
        outer = node.parent
        if node.mem_id != first.mem_id and not (
            outer and (outer.mem_id in place or (outer.parent and outer.parent.mem_id in place))
        ):
            continue
        texts += [text_of(link) for link in node.css("a[href]") if _leads_to_author(link)] or [_without_sections(node)]
    named = [text for text in texts if len(text) < _LONGEST_BYLINE and names_of([text])]
    return tuple(dict.fromkeys(named))


def _without_sections(node: LexborNode) -> str:
    """The text of a byline, without buttons, links to sections and tags, and elements that tell what somebody does."""
    text = spaced_text_of(node)
    for link in node.css("a[href], button"):
        target = link.attributes.get("href") or "#"
        if target == "#" or "tag" in _rels(link) or _FILED_PATH.search(_BEFORE_PATH.sub("", target)):
            text = text.replace(spaced_text_of(link), " ", 1)
    parts = list(map(spaced_text_of, node.iter()))
    if any(NAME.fullmatch(clean(part)) for part in parts):
        for part in filter(begins_with_role, parts):
            text = text.replace(part, " ", 1)
    return clean(text)


def date_in_url(url: str | None) -> Stamp | None:
    """The day that a URL's path names, as in /2020/12/17/, /2020/dec/17/ or /17-12-2020."""
    path = (url or "").partition("://")[2]
    if found := _URL_DAY.search(path) or _URL_PARTS.search(path):
        return read_stamp(" ".join(found.groups()) if found[2].isalpha() else "/".join(found.groups()), "address")
    found = _URL_DAY_LAST.search(path)
    return read_stamp(f"{found[3]}-{found[2]}-{found[1]}", "address") if found else None
