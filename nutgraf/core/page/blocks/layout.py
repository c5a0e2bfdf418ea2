"""A page's body as blocks of text in boxes: one walk over the tree, without recursion, that changes nothing in it."""

from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from nutgraf.core.page.blocks.box_cues import cue_of_box

_INLINE_TAGS: Final = (
    "abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr".split()
)
_SKIPPED_TAGS: Final = (
    "title script style nav noscript iframe object embed svg math head canvas video audio select textarea input img "
    "picture source track area map param link meta col colgroup frame frameset".split()
)
_BOX_TAGS: Final = (
    "address article aside blockquote button caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu ol p pre section summary table tbody td "
    "template tfoot th thead tr ul".split()
)
_SKIPPED_CUSTOM: Final = frozenset({"amp-ad", "amp-img", "amp-iframe", "amp-analytics", "-doctype", "-undef"})
_MOST_BLOCKS: Final = 20_000  # no article has more, and each costs as much as the others
_WIDE: Final = 2.2  # bytes a character in UTF-8, from which a script says more with fewer; chosen, not measured
_TEXT: Final = 0
_SKIPPED: Final = 1
_INLINE: Final = 2
_LINK: Final = 3
_BREAK: Final = 4
_BOX: Final = 5


def _parser_numbers() -> tuple[dict[int, int], dict[int, str]]:
    """What the walk does at a node, and what a box is called, by the number that the parser has for its name."""
    document = LexborHTMLParser("<body>text<!-- comment --><br><a>")
    number = {name: document.create_node(name).tag_id for name in (*_INLINE_TAGS, *_SKIPPED_TAGS, *_BOX_TAGS)}
    kinds = dict.fromkeys((number[name] for name in _INLINE_TAGS), _INLINE)
    kinds |= dict.fromkeys((number[name] for name in _SKIPPED_TAGS), _SKIPPED)
    kinds |= dict.fromkeys((number[name] for name in _BOX_TAGS), _BOX)
    node = document.body.first_child if document.body else None
    for kind in (_TEXT, _SKIPPED, _BREAK, _LINK):
        if node is not None:
            kinds[node.tag_id] = kind
            node = node.next
    return kinds, {number[name]: name for name in _BOX_TAGS}


_KINDS, _NAMES = _parser_numbers()


class Block:
    """A run of text that no other block interrupts, with the box it stands in.

    ``chars`` is its length, in UTF-8 bytes for scripts that say more with fewer characters; ``linked`` the share of it
    that is links. ``parts`` are its pieces as the page has them, ``anchors`` its links with the numbers of the first
    piece inside and the first behind.
    """

    __slots__ = ("anchors", "box", "chars", "linked", "parts", "tag", "text")

    def __init__(
        self, text: str, box: int, tag: str, parts: list[str], anchors: list[tuple[LexborNode, int, int]], linked: int
    ) -> None:
        self.text = text
        self.box = box
        self.tag = tag
        self.parts = parts
        self.anchors = anchors
        self.linked = min(1.0, linked / len(text))
        self.chars = len(text)
        if not text.isascii():
            size = len(text.encode("utf-8", "surrogatepass"))
            if size > _WIDE * len(text):
                self.chars = size


class Layout:
    """Blocks in document order and the boxes (block elements) around them, by number; box 0 is the body.

    ``names`` are the boxes' classes; boxes of one tag and one class have one number in ``shapes``.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.parents: list[int] = [-1]
        self.tags: list[str] = ["body"]
        self.cues: list[int] = [0]
        self.names: list[str] = [""]
        self.shapes: list[int] = [0]


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
        self.shapes: dict[str, int] = {}
        self.open: list[tuple[LexborNode, int]] = []
        self.box = 0
        self.parts: list[str] = []
        self.linked = 0
        self.link: LexborNode | None = None
        self.link_start = 0
        self.anchors: list[tuple[LexborNode, int, int]] = []

    def walk(self, body: LexborNode) -> None:
        """Every node once, in document order; this is where most of the time goes."""
        node: LexborNode | None = body.first_child
        while (node is not None or self.open) and len(self.layout.blocks) < _MOST_BLOCKS:
            if node is None:
                node = self._leave()
                continue
            kind = _KINDS.get(node.tag_id, _BOX)
            child: LexborNode | None = None
            if kind == _TEXT:
                self._read(node.text_content or "")
            elif kind == _INLINE:
                child = node.first_child
                if child is not None:
                    self.open.append((node, _INLINE))
            elif kind != _SKIPPED:
                child = self._enter(node, kind)
            node = child if child is not None else node.next
        self._end_block()

    def _read(self, text: str) -> None:
        if self.parts or not text.isspace():
            self.parts.append(text)
            if self.link is not None:
                self.linked += len(text.strip())

    def _leave(self) -> LexborNode | None:
        """Closes the innermost open element; gives what follows it."""
        outer, kind = self.open.pop()
        if kind == _LINK:
            self._end_link()
            self.link = None
        elif kind == _BOX:
            if self.parts:
                self._end_block()
            self.box = self.layout.parents[self.box]
        return outer.next

    def _enter(self, node: LexborNode, kind: int) -> LexborNode | None:
        """Opens a link or a box, unless it is empty; gives its first child."""
        child = node.first_child
        if kind == _LINK:
            if child is not None:
                self.link = node
                self.link_start = len(self.parts)
                self.open.append((node, _LINK))
            return child
        if kind == _BREAK and self.parts and not _ends_line_again(node):
            self.parts.append(" ")
            return None
        if self.parts:
            self._end_block()
        tag = _NAMES.get(node.tag_id) or node.tag or "x"
        if tag in _SKIPPED_CUSTOM:
            return None
        if child is None and tag == "template":
            child = _shadow(node)
        if child is not None:
            self._open_box(node, tag)
        return child

    def _open_box(self, node: LexborNode, tag: str) -> None:
        layout = self.layout
        cue, name = cue_of_box(node, tag)
        layout.parents.append(self.box)
        self.box = len(layout.tags)
        layout.tags.append(tag)
        layout.cues.append(cue)
        layout.names.append(name)
        shape = f"{tag} {name}"
        number = self.shapes.get(shape)
        if number is None:
            number = self.shapes[shape] = len(self.shapes) + 1
        layout.shapes.append(number)
        self.open.append((node, _BOX))

    def _end_link(self) -> None:
        if self.link is not None and len(self.parts) > self.link_start:
            self.anchors.append((self.link, self.link_start, len(self.parts)))

    def _end_block(self) -> None:
        self._end_link()
        self.link_start = 0
        if text := " ".join("".join(self.parts).split()):
            tag = self.layout.tags[self.box]
            self.layout.blocks.append(Block(text, self.box, tag, self.parts, self.anchors, self.linked))
        self.parts = []
        self.anchors = []
        self.linked = 0


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
