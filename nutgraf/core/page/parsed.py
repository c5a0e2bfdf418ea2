"""A page as parsed once: its meta tags, links and nodes."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice
from typing import TypeAlias

from selectolax.lexbor import LexborHTMLParser, LexborNode

from nutgraf.core.formats.taming import tame
from nutgraf.core.formats.url import host, normalise
from nutgraf.core.formats.zones import countries_of
from nutgraf.core.page.blocks.layout import Layout, lay_out
from nutgraf.core.page.elements import Elements
from nutgraf.core.page.head import values_in_head
from nutgraf.core.page.headings import heading_text, is_home, name_of_link
from nutgraf.core.page.linked_data import LinkedNode, nodes_in
from nutgraf.core.text.characters import unescaped, utf8_refers_to_halves, whole
from nutgraf.core.text.plain import clean

Attributes: TypeAlias = dict[str, str | None]

# Chosen, not measured: against pages made to take long.
_LONGEST = 24_000_000  # characters that are parsed; no news page has more
_LONGEST_TITLE = 1000
_LONGEST_META = 10_000
_MOST_METAS = 200  # of one name
_DEPTH = 60
_MOST_HEADINGS = 10
_MOST_SCRIPTS = 100
_MARGIN = re.compile(
    r"(?:^|\s)(?:(?:comments?|related|sidebar|recommend|teaser|promo|widget_|popular|recent|trending|most-)[\w-]*|"
    r"respond|widget|footer|"
    r"site-footer|page-footer|nav|menu|mobile-nav|navbar|latest)(?=\s|$)",
    re.IGNORECASE,
)
_MAIN = {"article", "main"}
_READINGS = {"rt", "rp"}  # of ruby annotations
_PARTING = {"br", "style", "script"}  # elements that stand between words and have none
_NOT_READ = re.compile(rf"<(?:{'|'.join(sorted(_PARTING | _READINGS))})[\s/>]")
_MOST_LINKS = 300
_LONGEST_NAME = 40  # characters of a site's name in a heading
_BANNER = re.compile(
    r"(?:^|[\s_-])(?:logo|brand(?:ing)?|banner|masthead|top-?bar|(?:site|blog)[-_]?(?:title|name|header|branding))(?:$|[\s_-])",
    re.IGNORECASE,
)
_NEAR_BANNER = 3
# Of the characters of a text, what is left at least when it is clean, and where characters are written as references.
_LEAST_KEPT, _LEAST_UNESCAPED = 0.5, 0.1
_NEAR = 5  # ancestors in which a breadcrumb is sought; chosen, not measured
_ENTITY = re.compile(r"&(?:#x?[0-9a-fA-F]{2,6}|amp|quot|apos|nbsp|[lr][sd]quo|[nm]dash);")  # escaped twice


class Page:
    """A parsed HTML page; ``url`` is where it was got, against which its links are resolved.

    ``utf8`` is the page's text in UTF-8, where that is at hand; the parser takes it as it is.
    """

    def __init__(self, html: str, url: str | None = None, utf8: bytes | None = None) -> None:
        self.html = html[:_LONGEST]
        if utf8 is None or utf8_refers_to_halves(utf8):
            self.html = whole(self.html)
        self.url = url
        self._headings: dict[str, list[str]] = {}
        self._of_article: dict[int, bool] = {}
        self._are_margins: dict[int, bool] = {}
        self._resolved: dict[str, str | None] = {}
        self._are_own: dict[str, bool] = {}
        self._inner_headings: dict[int, LexborNode | None] = {}
        tamed = tame(self.html)
        self.tree = LexborHTMLParser(utf8 if utf8 is not None and tamed is html else tamed)
        self.elements = Elements(self.tree)

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """The contents of meta tags by lower-case property, name or itemprop, in order, empty ones left out."""
        found: dict[str, list[str]] = {}
        for _, attributes in self._meta_tags:
            content = clean((attributes.get("content") or "")[:_LONGEST_META])
            for kind in ("property", "name", "itemprop"):
                name = _value(attributes, kind)
                if name and content:
                    contents = found.setdefault(name, [])
                    if len(contents) < _MOST_METAS:
                        contents.append(content)
                    break
        return found

    @cached_property
    def _meta_tags(self) -> list[tuple[LexborNode, Attributes]]:
        return [
            (node, attributes) for node in self.elements.tagged("meta") if "content" in (attributes := node.attributes)
        ]

    def meta(self, *names: str) -> str | None:
        """The first content of the first of these meta tags that the page has."""
        for name in names:
            if contents := self.metas.get(name):
                return contents[0]
        return None

    def meta_all(self, name: str) -> list[str]:
        """All contents of a meta tag."""
        return self.metas.get(name, [])

    @cached_property
    def base(self) -> str | None:
        """The URL against which the page's links are resolved."""
        node = next((node for node in self.elements.tagged("base") if "href" in node.attrs), None)
        written = (node.attrs.get("href") or "") if node else ""
        return normalise(written, self.url) if written else self.url

    def resolve(self, link: str | None) -> str | None:
        """A link of the page as a normalised URL."""
        link = (link or "").strip()
        if not link or link.startswith(("#", "data:")):
            return None
        if link not in self._resolved:
            self._resolved[link] = normalise(link, self.base)
        return self._resolved[link]

    def link(self, rel: str) -> str | None:
        """The resolved href of the first ``<link>`` with that relation; a canonical one counts in the head alone."""
        if rel == "canonical":
            return next(iter(self.canonicals), None)
        return next(
            (url for node in self.elements.linked.get(rel, []) if (url := self.resolve(node.attrs.get("href")))), None
        )

    @cached_property
    def canonicals(self) -> list[str]:
        """The addresses that the page's head names as canonical, resolved, each once."""
        links = self.elements.linked.get("canonical", [])
        hrefs = values_in_head(links, self.html, 'link[rel~="canonical" i][href]', "href")
        return list(dict.fromkeys(url for href in hrefs if (url := self.resolve(href))))

    @cached_property
    def shared_as(self) -> str | None:
        """The address under which the page's head says that it is to be shared (``og:url``), resolved."""
        metas = [node for node, one in self._meta_tags if "og:url" in (_value(one, "property"), _value(one, "name"))]
        said = values_in_head(metas, self.html, 'meta[property="og:url" i], meta[name="og:url" i]', "content")
        return next((url for link in said if (url := self.resolve(link))), None)

    @cached_property
    def linked_nodes(self) -> list[LinkedNode]:
        """All that the page's JSON-LD scripts hold."""
        scripts = (
            node for node in self.elements.tagged("script") if "ld+json" in (node.attrs.get("type") or "").lower()
        )
        written = (script.text(deep=True) for script in islice(scripts, _MOST_SCRIPTS))
        return nodes_in(filter(None, written))

    @cached_property
    def title(self) -> str:
        """The text of the title element of the head (an SVG has titles too)."""
        nodes = self.elements.tagged("title")
        in_head = (node for node in nodes if node.parent and node.parent.tag == "head")
        node = next(in_head, None) or next(iter(nodes), None)
        return text_of(node)[:_LONGEST_TITLE] if node else ""

    def headings(self, level: str = "h1") -> list[str]:
        """The headings of the first or second level outside of margins, those of an article first."""
        if level not in self._headings:
            nodes = self._heading_nodes[level]
            inner = [node for node in nodes if self._is_of_article(node)][:_MOST_HEADINGS]
            placed = [node for node in (*inner, *nodes[:_MOST_HEADINGS]) if not self.in_margin(node)]
            texts = (heading_text(node)[:_LONGEST_TITLE] for node in placed)
            self._headings[level] = list(dict.fromkeys(filter(None, texts)))
        return self._headings[level]

    @cached_property
    def breadcrumb_headings(self) -> list[str]:
        """The headings that stand in a breadcrumb, where some print another title below."""
        return [heading_text(node) for node in self._heading_nodes["h1"][:_MOST_HEADINGS] if _in_breadcrumb(node)]

    @cached_property
    def home_names(self) -> list[str]:
        """What the page's links to its site's front page call that, and short headings where a site prints its name."""
        anchors = islice(self.elements.anchors(), _MOST_LINKS)
        links = [node for node, href in anchors if is_home(href) and self._is_own(href.strip())]
        banners = [node for node in self._heading_nodes["h1"][:_MOST_HEADINGS] if _is_banner(node)]
        names = [
            *map(name_of_link, links),
            *(name for node in banners if len(name := heading_text(node)) < _LONGEST_NAME),
        ]
        return list(dict.fromkeys(filter(None, names)))[:_MOST_HEADINGS]

    def _is_own(self, link: str) -> bool:
        """Whether a link leads to the page's own host, as far as that is known."""
        if link not in self._are_own:
            url = link if link.startswith("http") else self.resolve(link) or ""
            self._are_own[link] = self._host is None or host(url) in {self._host, None}
        return self._are_own[link]

    @cached_property
    def _host(self) -> str | None:
        return host(self.url or "")

    @cached_property
    def _heading_nodes(self) -> dict[str, list[LexborNode]]:
        """The first headings of both levels."""
        return {level: self.elements.tagged(level)[: 2 * _MOST_HEADINGS] for level in ("h1", "h2")}

    def heading_in(self, box: LexborNode) -> LexborNode | None:
        """The first heading of the second to fourth level in a box."""
        if box.mem_id not in self._inner_headings:
            self._inner_headings[box.mem_id] = box.css_first("h2, h3, h4")
        return self._inner_headings[box.mem_id]

    def _is_of_article(self, node: LexborNode) -> bool:
        """Whether a node stands in an article or the page's main part."""
        return stands_in(node.parent, _is_main, self._of_article)

    @cached_property
    def lines(self) -> list[str]:
        """What the page shows, one block a line; for where nothing better says what is sought."""
        return [line for block in self.layout.blocks if (line := clean(block.text))]

    @cached_property
    def layout(self) -> Layout:
        """The blocks of text of the page's body and the boxes that they stand in."""
        return lay_out(self.tree.body)

    @cached_property
    def headed(self) -> list[int]:
        """The numbers of the blocks that are headings of the first level."""
        has_some = "h1" in self.layout.tags
        return [number for number, block in enumerate(self.layout.blocks if has_some else ()) if block.tag == "h1"]

    @cached_property
    def trunk(self) -> frozenset[int]:
        """The nodes, by memory id, that contain the page's main heading."""
        return frozenset(node.mem_id for node in ancestors(next(iter(self._heading_nodes["h1"]), None)))

    def in_margin(self, node: LexborNode) -> bool:
        """Whether a node stands among comments, teasers, navigation and the like rather than with the article."""
        footer = False
        for outer in ancestors(node):
            if outer.tag == "article" and footer:
                return False  # an article's own footer, where some print the byline
            if outer.mem_id in self.trunk or outer.tag in {"body", "html"}:
                break
            if self._is_margin(outer):
                return True
            footer = footer or outer.tag == "footer"
        return footer

    def _is_margin(self, box: LexborNode) -> bool:
        known = self._are_margins.get(box.mem_id)
        if known is None:
            attributes = box.attributes
            names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}" if attributes else ""
            known = box.tag in {"aside", "nav"} or (names != "" and _MARGIN.search(names) is not None)
            self._are_margins[box.mem_id] = known
        return known

    @cached_property
    def language(self) -> str | None:
        """The language that the page declares."""
        root = self.tree.root
        declared = root.attrs.get("lang") if root else None
        return declared or self.meta("content-language", "language", "og:locale", "dc.language", "inlanguage")

    @cached_property
    def month_first(self) -> bool:
        """Whether the page writes 3/4/2020 for the 4th of March, as American English does."""
        language, _, region = (self.language or "").replace("_", "-").lower().partition("-")
        abroad = re.search(r"\.(?:uk|au|nz|ie|in|za|eu|ca|ng|ke|sg|hk|my)$", host(self.url or "") or "")
        return language == "en" and (region in {"us", "ph"} or (not region and not abroad))

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The countries that the page can be of, the likeliest first."""
        return countries_of(self.language, self.url)

    def nodes(self, selector: str, limit: int = 50) -> Iterator[LexborNode]:
        """The first nodes that a CSS selector finds, in document order."""
        return islice(self.elements.matching(selector), limit)


def _value(attributes: Attributes, name: str) -> str:
    """The value of an attribute whose case says nothing."""
    return (attributes.get(name) or "").strip().lower()


def _is_banner(heading: LexborNode) -> bool:
    """Whether a heading stands where a site prints its name."""
    near = islice(ancestors(heading), _NEAR_BANNER)
    return any(
        _BANNER.search(f"{outer.attributes.get('class') or ''} {outer.id or ''}")
        for outer in near
        if outer.tag not in {"body", "html"}
    )


def _in_breadcrumb(node: LexborNode) -> bool:
    near = islice(ancestors(node), _NEAR)
    return any(
        "crumb" in " ".join(f"{name} {value}" for name, value in outer.attributes.items()).lower() for outer in near
    )


def ancestors(node: LexborNode | None) -> Iterator[LexborNode]:
    """The node and what it stands in, innermost first, as far as anyone looks."""
    for _ in range(_DEPTH):
        if node is None:
            return
        yield node
        node = node.parent


def stands_in(node: LexborNode | None, is_such: Callable[[LexborNode], bool], known: dict[int, bool]) -> bool:
    """Whether a node is such or stands in one that is; what is ``known`` of a box by its memory id is asked no more."""
    passed: list[int] = []
    answer = False
    while node is not None and not answer:
        if node.mem_id in known:
            answer = known[node.mem_id]
            break
        passed.append(node.mem_id)
        answer = is_such(node)
        node = node.parent
    known.update(dict.fromkeys(passed, answer))
    return answer


def _is_main(box: LexborNode) -> bool:
    return box.tag in _MAIN or "article" in (box.attributes.get("class") or "").lower()


def text_of(node: LexborNode) -> str:
    """The text of a node on one line; a line break counts as a space, and how a word is read is left out."""
    only = node.first_child
    bare = only is not None and only.next is None and only.is_text_node
    as_it_is = bare or _NOT_READ.search(node.html or "") is None
    return _one_line(node.text(deep=True) if as_it_is else "".join(_read_pieces(node)))


def beginning_of(node: LexborNode, enough: int) -> str:
    """The text of a node as ``text_of`` gives it, or more than ``enough`` characters of it: no more need be read."""
    read: list[str] = []
    size = 0.0
    for piece in _read_pieces(node):
        read.append(piece)
        size += len(" ".join(piece.split())) * (_LEAST_KEPT if "&" not in piece else _LEAST_UNESCAPED)
        if size > enough + 1:
            break
    return _one_line("".join(read))


def _one_line(text: str) -> str:
    return clean(unescaped(text) if _ENTITY.search(text) else text)


def spaced_text_of(node: LexborNode) -> str:
    """The text of a node on one line, with a space wherever an element begins or ends."""
    return clean(" ".join(_read_pieces(node)))


def _read_pieces(node: LexborNode) -> Iterator[str]:
    """The pieces of text in a node that people read, as they stand; the tree is only looked at."""
    outer: list[LexborNode] = []
    inner = node.first_child
    while inner is not None or outer:
        if inner is None:
            inner = outer.pop().next
            continue
        child = None
        if inner.is_text_node:
            yield inner.text_content or ""
        elif inner.tag in _PARTING:
            yield " "
        elif inner.tag not in _READINGS:
            child = inner.first_child
        if child is not None:
            outer.append(inner)
        inner = child if child is not None else inner.next
