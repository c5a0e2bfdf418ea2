"""What the page itself shows of its article, for what no metadata says."""

import re

from selectolax.lexbor import LexborNode

from nutgraf.core.authors import names_of
from nutgraf.core.credits import service_in
from nutgraf.core.dates import Stamp, read_stamp
from nutgraf.core.page import Page, ancestors, text_of
from nutgraf.core.printed_bylines import printed_byline
from nutgraf.core.text import clean

_AUTHOR_LINK = (
    'a[href*="/author" i], a[href*="/people/" i], a[href*="/staff" i], a[href*="/writer" i], a[href*="/profile" i], '
    'a[href*="/team/" i], '
    'a[href*="/contributor" i], a[href*="/autor" i], a[href*="/auteur" i], a[href*="/by/" i], '
    'a[href*="/journalist" i], a[href*="/reporter" i]'
)
_NAMED = (
    '[rel~="author" i]',
    (
        '[class~="author-name" i], [class*="author__name" i], [class*="authorName" i], [class*="author_name" i], '
        '[class*="byline-name" i], [class*="byline__name" i], [data-testid*="author-name" i], [class*="vcard" i] .fn'
    ),
)
_BYLINES = (
    (
        '[class*="byline" i], [class*="author" i], [id="author" i], [id="byline" i], [class~="autor" i], '
        '[class~="auteur" i], [class~="autore" i], [class~="writer" i]'
    ),
)
_URL_DAY = re.compile(
    r"[/_-]((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-]?(0[1-9]|[12]\d|"
    r"3[01])(?![\d])",
    re.IGNORECASE,
)
_URL_PARTS = re.compile(r"/((?:19|20)\d{2})/([1-9]|1[0-2])/([1-9]|[12]\d|3[01])(?=/|$)")
_URL_DAY_LAST = re.compile(r"[/_-](0[1-9]|[12]\d|3[01])-(0[1-9]|1[0-2])-(20\d{2})(?!\d)")
_CREDITS = (
    '[itemprop~="creditText"], [class~="agency" i], [class~="credit" i], [class~="entry-source" i], '
    '[class~="article-source" i], [class~="source" i], [class~="agentur" i], [class~="quelle" i]'
)
_PICTURES = {"figure", "figcaption", "picture"}
_LONGEST_CREDIT = 120
_MOST = 10
_LONGEST_BYLINE = 200


def section(page: Page) -> str | None:
    """What a link with rel="category" names."""
    return next((text for node in _tagged(page) if "category" in _rels(node) and (text := text_of(node))), None)


def tags(page: Page) -> tuple[str, ...]:
    """What the links with rel="tag" name."""
    return tuple(dict.fromkeys(text_of(node) for node in _tagged(page) if "category" not in _rels(node)))


def _tagged(page: Page) -> list[LexborNode]:
    return [node for node in page.nodes('a[rel~="tag" i], a[rel~="category" i]') if not page.in_margin(node)]


def _rels(node: LexborNode) -> set[str]:
    return set((node.attributes.get("rel") or "").lower().split())


def credit(page: Page) -> str | None:
    """The line that is marked as naming where the text comes from; pictures have such lines of their own."""
    for node in page.nodes(_CREDITS, _MOST):
        in_picture = any(outer.tag in _PICTURES for outer in ancestors(node))
        line = text_of(node)
        if line and len(line) < _LONGEST_CREDIT and not in_picture and not page.in_margin(node):
            return line
    lines = (text_of(node) for node in page.nodes('[class~="dateline" i], [class~="byline" i]', _MOST))
    return next((service for line in lines if (service := service_in(line))), None)


def byline(page: Page, at: int | None) -> tuple[str, ...]:
    """The byline as the page prints it, still with its roles and dates; ``at`` is the line of its title."""
    for selector in (*_NAMED, *_BYLINES, _AUTHOR_LINK):
        nodes = [
            node
            for node in page.nodes(selector)
            if node.tag not in {"meta", "link"} and node.css_first("script") is None and not page.in_margin(node)
        ]
        for first in nodes:
            if names := _together(first, nodes):
                return names
    return printed_byline(page.lines, at) or _only_author(page)


def _only_author(page: Page) -> tuple[str, ...]:
    """The author whom the whole page names, where it names just one, outside of the article too."""
    nodes = [node for selector in (*_NAMED, *_BYLINES) for node in page.nodes(selector, _MOST)]
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
        texts += [text_of(link) for link in node.css(_AUTHOR_LINK)] or [clean(node.text(deep=True, separator=" "))]
    named = [text for text in texts if len(text) < _LONGEST_BYLINE and names_of([text])]
    return tuple(dict.fromkeys(named))


def date_in_url(url: str | None) -> Stamp | None:
    """The day that a URL's path names, as in /2020/12/17/, /2020/dec/17/ or /17-12-2020."""
    path = (url or "").partition("://")[2]
    if found := _URL_DAY.search(path) or _URL_PARTS.search(path):
        return read_stamp(" ".join(found.groups()) if found[2].isalpha() else "/".join(found.groups()), "address")
    found = _URL_DAY_LAST.search(path)
    return read_stamp(f"{found[3]}-{found[2]}-{found[1]}", "address") if found else None
