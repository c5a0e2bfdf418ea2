"""The article in the state that a page leaves to its scripts: for pages that show nothing without them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from nutgraf.core.formats.lenient_json import load
from nutgraf.core.page.blocks.features import ends_sentence, plain
from nutgraf.core.page.body import Body, body_of_blocks, body_of_markup
from nutgraf.core.page.parsed import Page
from nutgraf.core.page.places import Places
from nutgraf.core.page.script_values import script_values
from nutgraf.core.text.plain import words

Node: TypeAlias = dict[str, object]

# Chosen, not measured: what an article's text looks like, and limits against values without end.
_MOST_NODES: Final = 100_000
_DEPTH: Final = 30
_SHORTEST: Final = 400  # characters of a text that may be an article's
_PARAGRAPH: Final = 60
_PIECE: Final = 20
_STEM: Final = 4  # letters
_ENDS: Final = tuple('.!?…:。！？؟।”"»’)>')
_PLENTY: Final = 1000  # characters of a text after which no other is sought
_LONG: Final = 5000  # characters of a string that is no single paragraph
_FEWEST: Final = 3  # paragraphs
_TITLED: Final = 3  # times that a text counts whose holder has the title of the page
_MOST_READ: Final = 8  # texts, the longest, that are looked at closely
_ELSEWHERE: Final = re.compile(
    r"cookie|consent|gdpr|privacy|legal|terms|translat|i18n|locale|messages|labels|comment|newsletter|footer|author|"
    r"biograph|^bio|related|recommend|teaser|trending|popular|styles?$|css|script|schema|config|settings|^ads?$",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(
    r"(?:descri|excerpt|summar|abstract|teaser|alt$|caption|tooltip)[\w#]{0,20}(?:\[\])?$|!\.[\w#]+$", re.IGNORECASE
)
_TEASER: Final = "!"  # in the place of what is an article of its own in a list
_COOKIES: Final = re.compile(r"cookie|GDPR|IP.address", re.IGNORECASE)
_DIGIT: Final = re.compile(r"\d")
_KINDS: Final = ("type", "_type", "nodeType", "tagName", "tag", "__typename", "kind", "component")
_INSIDE: Final = (
    "text", "html", "__html", "content", "children", "content_elements", "value", "data", "body", "elements", "items",
    "nodes", "blocks", "paragraphs", "model", "copy",
)  # fmt: skip
_NO_TEXT: Final = re.compile(
    r"image|photo|picture|video|audio|gallery|\bad\b|advert|embed|related|newsletter|promo|interstitial|social|tweet|"
    r"twitter|instagram|script|iframe|figure|caption|divider",
    re.IGNORECASE,
)
_TAGS: Final = (
    (re.compile(r"head(?:er|ing)|subtitle|title"), "h2"),
    (re.compile(r"list.?item|^li$"), "li"),
    (re.compile(r"(?<!un)ordered.?list|^ol$|number"), "ol"),
    (re.compile(r"list|^ul$"), "ul"),
    (re.compile(r"quote"), "blockquote"),
    (re.compile(r"paragraph|^p$"), "p"),
)
_LINKS: Final = frozenset({"a", "link", "hyperlink"})
_LEVEL: Final = re.compile(r"h(?:eading)?[-_]?([1-6])")
_OF_ITS_OWN: Final = frozenset({"title", "headline", "slug", "author", "user", "username", "publishedAt", "published"})
_TAG: Final = re.compile(r"<[^<>]{1,2000}>")
_CODE: Final = re.compile(r"[{};=\\|_]|https?:")


class _Found(NamedTuple):
    """A text that may be the article: its markup, and whether what holds it has the title of the page."""

    titled: bool
    markup: str

    @property
    def weight(self) -> int:
        """How likely it is the article's, before it is read."""
        return len(self.markup) * (_TITLED if self.titled else 1)


def state_body(page: Page) -> Body:
    """The text in the page's scripts that is most like an article: long, in paragraphs, held by what has the title."""
    title = page.meta("og:title") or page.title
    walk = _Walk(plain(title))
    walk.walk(script_values(page))
    best, most = _best(page, walk.found, title)
    return best if most >= _PLENTY else max((best, most), _best(page, walk.rows(), title), key=itemgetter(1))[0]


def _best(page: Page, found: Iterable[_Found], title: str) -> tuple[Body, int]:
    """The best of some texts, and how good it is."""
    likely = sorted((one for one in found if len(one.markup) >= _SHORTEST), key=lambda one: -one.weight)
    best, most = Body(""), 0
    for one in likely[:_MOST_READ]:
        body = _without_captions(one.markup, page.base)
        size = _prose(body.text) * (_TITLED if one.titled else 1)
        if size > most and (one.titled or _is_about(body.text, title)):
            best, most = body, size
    return best, most


def _without_captions(markup: str, url: str | None) -> Body:
    if "<" not in markup:
        return body_of_markup(markup, url)
    inner = Page(markup, url)
    places = Places(inner.layout)
    return body_of_blocks(inner, [block for block in inner.layout.blocks if places.of(block.box).kind != "caption"])


def _is_about(text: str, title: str) -> bool:
    """Whether a text has most of the words of a title, in whatever form; one of one word or none asks nothing."""
    asked = _stems(title)
    return len(asked) <= 1 or 2 * len(asked & _stems(text)) > len(asked)


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in words(text) if len(word) >= _STEM or not word.isascii()}


def _prose(text: str) -> int:
    """The characters of a text in paragraphs; none where it is mostly something else, or too little."""
    lines = [line for line in text.split("\n") if _is_paragraph(line)]
    size = sum(map(len, lines))
    enough = size >= _SHORTEST and (len(lines) >= _FEWEST or size >= _FEWEST * _SHORTEST)
    return size if enough and 3 * size > 2 * len(text) and len(_COOKIES.findall(text[:1000])) < _FEWEST else 0


def _is_paragraph(line: str) -> bool:
    if len(line) < _PARAGRAPH // (1 if line.isascii() else 3) or not ends_sentence(line):
        return False
    spaced = line.count(" ") > len(line) // 20 or not line.isascii()
    return spaced and len(_CODE.findall(line)) < len(line) // 50 + 2


# ---------------------------------------------------------------- texts among values


class _Walk:
    """A walk over the values of scripts, in their order, as far as anyone would look."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.found: list[_Found] = []
        # Strings that lie in places of one shape, such as elements[].items[].text.
        self.placed: dict[str, list[tuple[str, bool]]] = {}
        self.waiting: list[tuple[object, bool, int, str]] = []

    def walk(self, values: Iterator[object]) -> None:
        """Finds the longer strings and the lists of blocks."""
        nodes = 0
        for root in values:
            self.waiting = [(root, False, 0, "")]
            while self.waiting and nodes < _MOST_NODES:
                self._visit(*self.waiting.pop())
                nodes += 1

    def rows(self) -> Iterator[_Found]:
        """The paragraphs that lie in places of one shape, one after the other."""
        for place, row in self.placed.items():
            titled = any(of_title for _, of_title in row)
            texts = dict.fromkeys(text for text, of_title in row if of_title == titled)
            if sum(map(_is_paragraph, texts)) >= _FEWEST and _are_whole(texts) and not _ABOUT.search(place):
                yield _Found(
                    titled, "".join(text if text.startswith("<") else f"<p>{_markup(text, 0)}</p>" for text in texts)
                )

    def _visit(self, value: object, titled: bool, depth: int, place: str) -> None:  # noqa: FBT001 - an item of a stack
        if isinstance(value, str) and value:
            self._read(value, titled=titled, depth=depth, place=place)
        elif isinstance(value, list) and depth < _DEPTH:
            if markup := _blocks(value):
                self.found.append(_Found(titled, markup))
            self.waiting += [(item, titled, depth + 1, f"{place}[]") for item in reversed(value)]
        elif isinstance(value, dict) and depth < _DEPTH:
            titled = titled or _is_titled(value, self.title)
            if place.endswith("[]") and not _OF_ITS_OWN.isdisjoint(value):
                place += _TEASER
            self.waiting += [
                (item, titled, depth + 1, f"{place}.{'#' if _DIGIT.search(key) else key}")
                for key, item in reversed(value.items())
                if item and not _ELSEWHERE.search(key.partition("(")[0])
            ]

    def _read(self, text: str, *, titled: bool, depth: int, place: str) -> None:
        if len(text) < _LONG:
            self.placed.setdefault(place, []).append((text, titled))
        if len(text) >= _SHORTEST:
            if text[0] in "{[" and depth < _DEPTH:
                self.waiting += [(inner, titled, depth + 1, f"{place}{{}}") for inner in load(text)]
            elif _reads_like_prose(text):
                self.found.append(_Found(titled, text))


def _are_whole(texts: Iterable[str]) -> bool:
    """Whether most of some strings end as paragraphs do, and are no pieces of them, such as lie between two links."""
    longer = [text.rstrip() for text in texts if len(text) >= _PIECE]
    return 3 * sum(text.endswith(_ENDS) for text in longer) > 2 * len(longer)


def _is_titled(node: Node, title: str) -> bool:
    for name in ("headline", "title", "name"):
        value = node.get(name)
        if isinstance(value, dict):
            value = value.get("basic") or value.get("rendered")
        if isinstance(value, str) and len(key := plain(value[:300])) >= 10 and key in title:  # noqa: PLR2004
            return True
    return False


def _reads_like_prose(text: str) -> bool:
    """Whether the beginning of a string, tags apart, is language and no code, style, address or encoded file."""
    start = _TAG.sub(" ", text[:6000])
    words = start.split()
    return bool(words) and max(map(len, words[:200])) < _SHORTEST and len(_CODE.findall(start)) < len(start) // 50 + 2


# ---------------------------------------------------------------- blocks


def _blocks(items: Sequence[object]) -> str:
    """The markup of a list that holds a text block by block; empty where it is another list."""
    nodes = [item for item in items if isinstance(item, dict)]
    if sum(not _OF_ITS_OWN.isdisjoint(node) for node in nodes) > len(nodes) // 3:
        return ""
    strings = [item for item in items if isinstance(item, str)]
    if 2 * sum(len(item) > _PARAGRAPH for item in strings) < len(items) - len(nodes):
        return ""
    written = [markup for item in items if (markup := _markup(item, 0))]
    if len(written) < 2:  # noqa: PLR2004 - one block is a string, which is found by itself
        return ""
    return "".join(markup if markup.startswith("<") else f"<p>{markup}</p>" for markup in written)


def _markup(value: object, depth: int) -> str:
    """A block, or what is inside of one, as HTML; empty for pictures and the like."""
    if isinstance(value, str):
        return value if "<" in value else escape(value, quote=False)
    if isinstance(value, list) and depth < _DEPTH:
        return "".join(_markup(item, depth + 1) for item in value)
    if isinstance(value, dict) and depth < _DEPTH:
        return _element(value, depth)
    return ""


def _element(node: Node, depth: int) -> str:
    """A node of a tree of blocks as the element that its kind names; as what is in it, where it names none."""
    kind = next((kind for name in _KINDS if isinstance(kind := node.get(name), str)), "").lower()
    if _NO_TEXT.search(kind):
        return ""
    inside = next((inner for name in _INSIDE if isinstance(inner := node.get(name), str | list | dict) and inner), "")
    markup = _markup(inside, depth + 1)
    if kind in _LINKS and (url := _address(node)):
        return f'<a href="{escape(url)}">{markup}</a>'
    tag = _tag(kind, node)
    return f"<{tag}>{markup}</{tag}>" if tag and markup else markup


def _address(link: Node) -> str | None:
    """Where a link leads, which is told on it or a level below."""
    for node in (link, *(link.get(name) for name in ("attribs", "attributes", "attrs", "data", "props"))):
        if isinstance(node, dict):
            url = node.get("href") or node.get("url") or node.get("uri")
            if isinstance(url, str):
                return url
    return None


def _tag(kind: str, node: Node) -> str:
    """The element that a block of that kind is; none for what stands in a line."""
    style = node.get("style")
    told = f"{kind} {style}" if isinstance(style, str) else kind
    if level := _LEVEL.search(told):
        return f"h{level[1]}"
    return next((tag for pattern, tag in _TAGS if pattern.search(kind)), "")
