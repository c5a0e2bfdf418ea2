"""A page's body as blocks of text in boxes: one walk over the tree, without recursion, that leaves the tree as it is."""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from nutgraf.core.class_cues import BIT, STRONG, cue_of

_INLINE: Final = frozenset(
    "abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rb rp rt ruby s samp small span strike strong sub sup "
    "tt u var time label wbr".split()
)
_SKIPPED: Final = frozenset(
    "title script style nav noscript iframe object embed svg math head canvas video audio select textarea input img picture source track area map "
    "param link meta col colgroup frame frameset amp-ad amp-img amp-iframe amp-analytics -comment -doctype -undef".split()
)
TAGS: Final = ("article", "main", "aside", "footer", "header", "form", "figure", "table", "list", "quote", "unseen", "dialog")
TAG_BIT: Final = {name: STRONG << 1 + number for number, name in enumerate(TAGS)}
_BIT_OF_TAG: Final = {
    **{name: TAG_BIT[name] for name in ("article", "main", "aside", "footer", "header", "form", "figure", "table", "dialog")},
    "ul": TAG_BIT["list"], "ol": TAG_BIT["list"], "dl": TAG_BIT["list"], "blockquote": TAG_BIT["quote"], "menu": TAG_BIT["list"],
    "figcaption": BIT["caption"],
}  # fmt: skip
_NO_DISPLAY: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ROLES: Final = {
    "navigation": BIT["nav"], "complementary": TAG_BIT["aside"], "contentinfo": TAG_BIT["footer"], "banner": TAG_BIT["header"],
    "dialog": TAG_BIT["dialog"], "alertdialog": TAG_BIT["dialog"], "main": TAG_BIT["main"], "article": TAG_BIT["article"],
    "search": TAG_BIT["form"], "form": TAG_BIT["form"], "menu": BIT["nav"], "tablist": BIT["nav"],
}  # fmt: skip
_PROPERTIES: Final = {
    "articleBody": STRONG, "text": STRONG, "description": BIT["lead"], "headline": BIT["meta"], "author": BIT["meta"], "comment": BIT["comment"],
    "alternativeHeadline": BIT["lead"], "reviewBody": STRONG, "datePublished": BIT["meta"], "caption": BIT["caption"], "publisher": BIT["meta"],
    "commentText": BIT["comment"],
}  # fmt: skip
_ENDS: Final = frozenset(".!?…。！？؟۔।\"”’»)」")
_ENDS_INSIDE: Final = (". ", "? ", "! ", "。", "！", "？", "।", "؟", "۔", ".” ", ".» ", "… ")
_WIDE: Final = 2.2  # bytes a character in UTF-8, from which a text is in a script that says more with fewer
_LINK: Final = 1
_PLAIN: Final = 0


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


def lay_out(body: LexborNode) -> Layout:
    """The blocks and boxes of a page's body."""
    layout = Layout()
    blocks, parents, tags, cues, names = layout.blocks, layout.parents, layout.tags, layout.cues, layout.names
    open_: list[tuple[LexborNode, int]] = []  # what the present node stands in: inline, a link, or 2 + the number of a box
    parts: list[str] = []
    box = in_link = linked = links = 0

    node: LexborNode | None = body.first_child
    while node is not None or open_:
        if node is None:
            outer, kind = open_.pop()
            if kind == _LINK:
                in_link -= 1
            elif kind != _PLAIN:
                if parts:
                    if text := " ".join("".join(parts).split()):
                        blocks.append(Block(text, box, tags[box], linked, links))
                    parts.clear()
                    linked = links = 0
                box = parents[box]
            node = outer.next
            continue
        tag = node.tag or "x"
        child: LexborNode | None = None
        if tag == "-text":
            text = node.text_content or ""
            if parts or not text.isspace():
                parts.append(text)
                if in_link:
                    linked += len(text.strip())
        elif tag in _INLINE:
            if child := node.first_child:
                open_.append((node, _PLAIN))
        elif tag == "a":
            links += 1
            if child := node.first_child:
                in_link += 1
                open_.append((node, _LINK))
        elif tag == "br":
            if parts:
                if blank_line(node):
                    if text := " ".join("".join(parts).split()):
                        blocks.append(Block(text, box, tags[box], linked, links))
                    parts.clear()
                    linked = links = 0
                else:
                    parts.append(" ")
        elif tag not in _SKIPPED:
            if parts:
                if text := " ".join("".join(parts).split()):
                    blocks.append(Block(text, box, tags[box], linked, links))
                parts.clear()
                linked = links = 0
            if (child := node.first_child) is None and tag == "template":
                child = _shadow(node)
            if child is not None:
                cue, name = _cue(node, tag)
                parents.append(box)
                box = len(tags)
                tags.append(tag)
                cues.append(cue)
                names.append(name)
                open_.append((node, 2))
        node = child if child is not None else node.next
    if parts and (text := " ".join("".join(parts).split())):
        blocks.append(Block(text, box, tags[box], linked, links))
    return layout


def blank_line(line_break: LexborNode) -> bool:
    """Whether another line break follows with nothing but white space between."""
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
    if "hidden" in attributes or attributes.get("aria-hidden") == "true" or ((style := attributes.get("style")) and _NO_DISPLAY.search(style)):
        cue |= TAG_BIT["unseen"]
    if component := attributes.get("data-component") or attributes.get("data-testid") or attributes.get("aria-label"):
        cue |= cue_of(component)
    return cue, name
