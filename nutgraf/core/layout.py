"""A page's body as blocks of text in boxes: one walk over the tree, without recursion, that changes nothing in it."""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from nutgraf.core.class_cues import BIT, STRONG, cue_of

_INLINE: Final = frozenset(
    "abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr".split()
)
_SKIPPED: Final = frozenset(
    "title script style nav noscript iframe object embed svg math head canvas video audio select textarea input img "
    "picture source track area map param link meta col colgroup frame frameset amp-ad amp-img amp-iframe amp-analytics "
    "-comment -doctype -undef".split()
)
TAGS: Final = (
    "article", "main", "aside", "footer", "header", "form", "figure", "table", "list", "quote", "unseen", "dialog",
)  # fmt: skip
TAG_BIT: Final = {name: STRONG << 1 + number for number, name in enumerate(TAGS)}
_BIT_OF_TAG: Final = {
    **{tag: TAG_BIT[tag] for tag in "article main aside footer header form figure table dialog".split()},
    **dict.fromkeys(["ul", "ol", "dl", "menu"], TAG_BIT["list"]),
    "blockquote": TAG_BIT["quote"],
    "figcaption": BIT["caption"],
}
_NO_DISPLAY: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ROLES: Final = {
    "main": TAG_BIT["main"], "article": TAG_BIT["article"], "complementary": TAG_BIT["aside"],
    "banner": TAG_BIT["header"], "contentinfo": TAG_BIT["footer"], "dialog": TAG_BIT["dialog"],
    "alertdialog": TAG_BIT["dialog"], "search": TAG_BIT["form"], "form": TAG_BIT["form"],
    "navigation": BIT["nav"], "menu": BIT["nav"], "tablist": BIT["nav"],
}  # fmt: skip
_PROPERTIES: Final = {
    "articleBody": STRONG, "text": STRONG, "reviewBody": STRONG, "description": BIT["lead"],
    "alternativeHeadline": BIT["lead"], "headline": BIT["meta"], "author": BIT["meta"],
    "datePublished": BIT["meta"], "publisher": BIT["meta"], "comment": BIT["comment"],
    "commentText": BIT["comment"], "caption": BIT["caption"],
}  # fmt: skip
_ENDS: Final = frozenset('.!?…。！？؟۔।"”’»)」')
_ENDS_INSIDE: Final = (". ", "? ", "! ", "。", "！", "？", "।", "؟", "۔", ".” ", ".» ", "… ")
_WIDE: Final = 2.2  # bytes a character in UTF-8, from which a text is in a script that says more with fewer
_PLAIN: Final = 0
_LINK: Final = 1
_BOX: Final = 2


class Block:
    """A run of text that no other block interrupts, with the box it stands in.

    ``chars`` is its length, in UTF-8 bytes for scripts that say more with fewer characters; ``linked`` the share of it
    that is links, ``links`` their number, ``ends`` the ends of sentences in it.
    """

    __slots__ = ("box", "chars", "ends", "linked", "links", "tag", "text")

    def __init__(self, text: str, box: int, tag: str, linked: int, links: int) -> None:
        self.text = text
        self.box = box
        self.tag = tag
        self.links = links
        self.linked = min(1.0, linked / len(text))
        if text.isascii():
            self.chars = len(text)
            self.ends = text.count(". ") + text.count("? ") + text.count("! ") + (text[-1] in _ENDS)
        else:
            size = len(text.encode("utf-8", "surrogatepass"))
            self.chars = size if size > _WIDE * len(text) else len(text)
            self.ends = sum(map(text.count, _ENDS_INSIDE)) + (text[-1] in _ENDS)


class Layout:
    """Blocks in document order and the boxes (block elements) around them, by number; box 0 is the body."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.parents: list[int] = [-1]
        self.tags: list[str] = ["body"]
        self.cues: list[int] = [0]
        self.names: list[str] = [""]


def lay_out(body: LexborNode | None) -> Layout:
    """The blocks and boxes of a page's body."""
    walk = _Walk()
    if body is not None:
        walk.walk(body)
    return walk.layout


class _Walk:
    """Where the walk is: the open elements, and what text has been read since the last block ended."""

    def __init__(self) -> None:
        self.layout = Layout()
        self.open: list[tuple[LexborNode, int]] = []
        self.box = 0
        self.in_links = 0
        self.parts: list[str] = []
        self.linked = 0
        self.links = 0

    def walk(self, body: LexborNode) -> None:
        """Every node once, in document order; this is where most of the time goes."""
        open_, parts = self.open, self.parts
        node: LexborNode | None = body.first_child
        while node is not None or open_:
            if node is None:
                node = self._leave()
                continue
            tag = node.tag or "x"
            child: LexborNode | None = None
            if tag == "-text":
                text = node.text_content or ""
                if parts or not text.isspace():
                    parts.append(text)
                    if self.in_links:
                        self.linked += len(text.strip())
            elif tag in _INLINE:
                if child := node.first_child:
                    open_.append((node, _PLAIN))
            elif tag not in _SKIPPED:
                child = self._enter(node, tag)
            node = child if child is not None else node.next
        self._end_block()

    def _leave(self) -> LexborNode | None:
        """Closes the innermost open element; gives what follows it."""
        outer, kind = self.open.pop()
        if kind == _LINK:
            self.in_links -= 1
        elif kind == _BOX:
            self._end_block()
            self.box = self.layout.parents[self.box]
        return outer.next

    def _enter(self, node: LexborNode, tag: str) -> LexborNode | None:
        """Opens a link or a box, unless it is empty; gives its first child."""
        child = node.first_child
        if tag == "a":
            self.links += 1
            if child is not None:
                self.in_links += 1
                self.open.append((node, _LINK))
            return child
        if tag == "br" and self.parts and not _ends_line_again(node):
            self.parts.append(" ")
            return None
        self._end_block()
        if child is None and tag == "template":
            child = _shadow(node)
        if child is not None:
            layout = self.layout
            cue, name = _cue(node, tag)
            layout.parents.append(self.box)
            self.box = len(layout.tags)
            layout.tags.append(tag)
            layout.cues.append(cue)
            layout.names.append(name)
            self.open.append((node, _BOX))
        return child

    def _end_block(self) -> None:
        if self.parts:
            if text := " ".join("".join(self.parts).split()):
                self.layout.blocks.append(Block(text, self.box, self.layout.tags[self.box], self.linked, self.links))
            self.parts.clear()
        self.linked = self.links = 0


def _ends_line_again(line_break: LexborNode) -> bool:
    """Whether another line break follows with nothing but white space between: an empty line ends a paragraph."""
    after = line_break.next
    while after is not None and after.tag == "-text" and not (after.text_content or "").strip():
        after = after.next
    return after is not None and after.tag == "br"


def _shadow(template: LexborNode) -> LexborNode | None:
    """The content of a declarative shadow root, which browsers show."""
    if "shadowrootmode" not in template.attributes:
        return None
    fragments = template.template_fragments()
    return fragments[0] if fragments else None


def _cue(node: LexborNode, tag: str) -> tuple[int, str]:
    """What an element's name and attributes say of it, as bits, and its class."""
    cue = _BIT_OF_TAG.get(tag, 0)
    attributes = node.attributes
    if not attributes:
        return cue, ""
    name = attributes.get("class") or ""
    if name:
        cue |= cue_of(name)
    if identity := attributes.get("id"):
        cue |= cue_of(identity)
    if role := attributes.get("role"):
        cue |= _ROLES.get(role, 0)
    if itemprop := attributes.get("itemprop"):
        cue |= _PROPERTIES.get(itemprop.split()[0] if itemprop.strip() else "", 0)
    if (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or ((style := attributes.get("style")) and _NO_DISPLAY.search(style))
    ):
        cue |= TAG_BIT["unseen"]
    if component := attributes.get("data-component") or attributes.get("data-testid") or attributes.get("aria-label"):
        cue |= cue_of(component)
    return cue, name
