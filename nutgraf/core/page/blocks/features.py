"""What is known of each block when it is judged: numbers of its own, its boxes, its neighbours and its place."""

from typing import Final

from nutgraf.core.page.blocks.box_cues import TAG_BIT
from nutgraf.core.page.blocks.class_cues import BIT, STRONG
from nutgraf.core.page.blocks.layout import Block, Layout

KIND_OF_TAG: Final = {
    "p": 0, "blockquote": 1, "pre": 1, "div": 2, "section": 2, "article": 2, "body": 2, "main": 2, "li": 3, "dd": 3,
    "dt": 4, "td": 5, "th": 5, "h1": 6, "h2": 7, "h3": 8, "h4": 9, "h5": 9, "h6": 9, "summary": 9,
    "figcaption": 10, "caption": 10, "button": 12,
}  # fmt: skip
OTHER: Final = 11
H1: Final = 6
# What names and tags say that decides something in training.
_TOLD: Final = ("text", "comment", "related", "nav", "caption", "cookie", "hidden", "strong")
_TOLD_TAGS: Final = ("main", "aside", "footer", "form", "figure", "list", "unseen")
_CUES: Final = (*(BIT[name] for name in _TOLD), *(TAG_BIT[name] for name in _TOLD_TAGS))
# Names that may speak of most of a page; any other there was meant of the page as a whole.
_TRUSTED: Final = (
    STRONG
    | BIT["body"]
    | BIT["text"]
    | TAG_BIT["article"]
    | TAG_BIT["main"]
    | TAG_BIT["table"]
    | TAG_BIT["list"]
    | TAG_BIT["quote"]
)
_MARGINS: Final = (
    BIT["comment"] | BIT["cookie"] | TAG_BIT["footer"] | TAG_BIT["unseen"] | TAG_BIT["dialog"] | TAG_BIT["aside"]
)
# Chosen; the judge learned with them, and must learn anew where they change (bench/train_extractor.py).
_MOST_OF_PAGE: Final = 0.6
_PARAGRAPH: Final = 80  # characters from which a block with a sentence in it counts as a paragraph
_FEW_LINKS: Final = 0.4
_FAR: Final = 30
_NEAR: Final = 3  # blocks on either side
_MOST_SHAPES: Final = 1 << 24  # more than the parser makes elements
_BITS: Final = 32  # more than there are cues
_LEAVES: Final = frozenset({"p", "li", "blockquote", "h2", "span", "pre", "td", "dd"})
_ALL_LINK: Final = 0.8
_REPEATABLE: Final = 15  # characters from which it says something that a block is there twice
_TITLE_LETTERS: Final = 10
_SAMPLE: Final = 40  # characters looked for elsewhere
_LONG: Final = 2000  # characters; longer blocks are all alike
_ENDS: Final = frozenset('.!?…。！？؟۔।"”’»)」')
_ASCII_ENDS: Final = (". ", "? ", "! ")
_ENDS_INSIDE: Final = (*_ASCII_ENDS, "。", "！", "？", "।", "؟", "۔", ".” ", ".» ", "… ")
_SHORT: Final = 300  # characters; no heading is longer

NAMES: Final = (
    "chars", "linked", "last", "kind", "depth", "up", "down", "share", "box_linked", "outer_linked", "outer2_linked",
    "outer_good", "outer2_good", "repeated", "siblings", "prev_chars", "next_chars", "prev_linked", "next_linked",
    "before", "after", "near_good", "from_title", "described", "stated", "total", "same", "alike", "alike_share",
    "alike_chars", *(f"cue_{name}" for name in _TOLD), *(f"in_{name}" for name in _TOLD_TAGS),
)  # fmt: skip


class Stated:
    """What the page's metadata say of its text: title, description and, on some pages, the whole of it."""

    def __init__(self, title: str, description: str = "", body: str = "") -> None:
        self.title = plain(title)
        self.description = " ".join(description.split())
        self.body = body


def plain(text: str) -> str:
    """The letters and digits of a text alone, which no change of spacing, case or punctuation affects."""
    return "".join(filter(str.isalnum, text.lower()))


class _Group:
    """Blocks of one tag in boxes of one class within boxes of one class: as many paragraphs of one article are."""

    __slots__ = ("chars", "good", "number")

    def __init__(self) -> None:
        self.number = 0
        self.chars = 0
        self.good = 0


class Survey:
    """A page's boxes summed up, once; ``row`` gives the numbers of one block in the order of NAMES."""

    def __init__(self, layout: Layout, stated: Stated) -> None:
        self.layout = layout
        self.blocks = layout.blocks
        self.stated = stated
        boxes = len(layout.tags)
        self.chars = [0] * boxes
        self.linked = [0.0] * boxes
        self.good = [0] * boxes
        self.count = [0] * boxes
        self.around = [0] * boxes
        self.near = [0] * boxes
        self.depth = [0] * boxes
        self.repeated = [0] * boxes
        self.siblings = [0] * boxes
        self.goods = [0] * len(self.blocks)
        self.groups: list[_Group] = []
        self._sum_blocks()
        self.own_good = self.good[:]
        self._sum_boxes()
        self.total = self.good[0]
        self._spread_cues()
        self._find_best()
        self._line_up()

    def _sum_blocks(self) -> None:
        """Characters, linked characters and characters of good paragraphs right in every box, and of every group."""
        shapes, parents = self.layout.shapes, self.layout.parents
        by_kind: dict[int, _Group] = {}
        chars, linked, count, goods = self.chars, self.linked, self.count, self.goods
        for i, block in enumerate(self.blocks):
            box, size = block.box, block.chars
            chars[box] += size
            linked[box] += size * block.linked
            count[box] += 1
            kind = shapes[box] * _MOST_SHAPES + (shapes[parents[box]] if box else 0)
            group = by_kind.get(kind)
            if group is None:
                group = by_kind[kind] = _Group()
            self.groups.append(group)
            group.number += 1
            group.chars += size
            if size >= _PARAGRAPH and block.linked < _FEW_LINKS and ends_sentence(block.text):
                goods[i] = size
                self.good[box] += size
                group.good += size

    def _sum_boxes(self) -> None:
        """Adds to every box what its inner boxes hold, and counts the boxes beside it that are like it."""
        parents, shapes = self.layout.parents, self.layout.shapes
        chars, linked, good, count = self.chars, self.linked, self.good, self.count
        like: dict[int, int] = {}
        for box in range(len(parents) - 1, 0, -1):
            if chars[box]:
                parent = parents[box]
                chars[parent] += chars[box]
                linked[parent] += linked[box]
                good[parent] += good[box]
                count[parent] += count[box]
                key = parent * _MOST_SHAPES + shapes[box]
                like[key] = like.get(key, 0) + 1
        self.like = like

    def _spread_cues(self) -> None:
        """What names say of a box and of those around it, where they do not speak of the page as a whole."""
        parents, shapes, chars = self.layout.parents, self.layout.shapes, self.chars
        around, near, depth, repeated, siblings = self.around, self.near, self.depth, self.repeated, self.siblings
        cues = self.layout.cues[:]
        most = int(_MOST_OF_PAGE * chars[0])
        for box in range(1, len(parents)):
            if not chars[box]:
                continue
            parent = parents[box]
            depth[box] = depth[parent] + 1
            if chars[box] > most:
                cues[box] &= _TRUSTED
            around[box] = around[parent] | cues[box]
            near[box] = cues[box] | cues[parent] | cues[parents[parent] if parent else 0]
            same = self.like[parent * _MOST_SHAPES + shapes[box]]
            siblings[box] = same
            repeated[box] = max(repeated[parent], same) if same > 1 and self.count[box] > 1 else repeated[parent]

    def _find_best(self) -> None:
        """How far every box is from the one that holds most of the good paragraphs."""
        parents, tags, own_good = self.layout.parents, self.layout.tags, self.own_good
        boxes = len(parents)
        score = [0] * boxes
        for box in range(boxes):
            if own_good[box] and not self.around[box] & _MARGINS:
                holder = parents[box] if box and tags[box] in _LEAVES else box
                score[holder] += 2 * own_good[box]
                if holder:
                    score[parents[holder]] += own_good[box]
        self.up = up = [0] * boxes
        self.down = down = [0] * boxes
        self.meet = meet = [-1] * boxes
        best, distance = score.index(max(score)), 0
        while best >= 0:
            meet[best] = best
            down[best] = distance
            best = parents[best]
            distance += 1
        for box in range(1, boxes):
            if meet[box] < 0:
                parent = parents[box]
                up[box] = up[parent] + 1
                down[box] = down[parent]
                meet[box] = meet[parent]

    def _line_up(self) -> None:
        """What depends on the order of the blocks."""
        self.kinds: list[int] = []
        self.sizes = [0]
        self.shares = [1.0]
        self.befores = [0]
        self.times: dict[str, int] = {}
        before = 0
        times, goods = self.times, self.goods
        for i, block in enumerate(self.blocks):
            self.kinds.append(KIND_OF_TAG.get(block.tag, OTHER))
            self.sizes.append(min(block.chars, _LONG))
            self.shares.append(block.linked)
            before += goods[i]
            self.befores.append(before)
            if block.chars > _REPEATABLE:
                times[block.text] = times.get(block.text, 0) + 1
        self.sizes.append(0)
        self.shares.append(1.0)
        self.title_at = self._title_at()
        self._cue_rows: dict[int, tuple[int, ...]] = {}

    def _title_at(self) -> int:
        """The block that prints the title: a heading that agrees with the title element, else the first h1."""
        first = -1
        for i, block in enumerate(self.blocks):
            if block.chars < _SHORT and self.kinds[i] in {H1, H1 + 1}:
                letters = plain(block.text)
                if len(letters) > _TITLE_LETTERS and letters in self.stated.title:
                    return i
                if first < 0 and self.kinds[i] == H1:
                    first = i
        return first

    def row(self, i: int) -> tuple[float, ...]:
        """The numbers of the block at that place."""
        block = self.blocks[i]
        text, box = block.text, block.box
        parents, good, chars, linked = self.layout.parents, self.good, self.chars, self.linked
        outer = parents[box] if box else 0
        outer2 = parents[outer] if outer else 0
        whole = float(self.total or 1)
        mine = self.goods[i]
        before = self.befores[i]
        last = len(self.blocks)
        near = self.befores[min(last, i + _NEAR + 1)] - self.befores[max(0, i - _NEAR)] - mine
        group = self.groups[i]
        return (
            self.sizes[i + 1], block.linked, _last(text), self.kinds[i], self.depth[box], self.up[box],
            self.down[box], good[self.meet[box]] / whole, linked[box] / (chars[box] or 1),
            linked[outer] / (chars[outer] or 1), linked[outer2] / (chars[outer2] or 1), good[outer] / whole,
            good[outer2] / whole, min(self.repeated[box], 20), min(self.siblings[box], 20), self.sizes[i],
            self.sizes[i + 2], self.shares[i], self.shares[i + 2], before / whole,
            (self.total - before - mine) / whole, near,
            max(-_FAR, min(_FAR, i - self.title_at)) if self.title_at >= 0 else -99, self._described(text),
            self._in_body(text), min(self.total, 20000), min(self.times.get(text, 0), 5), min(group.number, 30),
            group.good / whole, group.chars / group.number, *self._cue_row(self.near[box], self.around[box]),
        )  # fmt: skip

    def _cue_row(self, near: int, around: int) -> tuple[int, ...]:
        key = near << _BITS | around
        cues = self._cue_rows.get(key)
        if cues is None:
            cues = tuple([(2 if near & bit else 1) if around & bit else 0 for bit in _CUES])
            self._cue_rows[key] = cues
        return cues

    def _described(self, text: str) -> int:
        """Whether the block says what the page's description says."""
        description = self.stated.description
        if not description or len(text) < _REPEATABLE:
            return 0
        return int(text[:_SAMPLE] in description or description[:_SAMPLE] in text[: 2 * _SHORT])

    def _in_body(self, text: str) -> int:
        """How much of the block stands in the text that metadata state: -1 where they state none, else 0 to 2."""
        body = self.stated.body
        if not body:
            return -1
        if len(text) < _REPEATABLE:
            return int(text in body)
        middle = len(text) // 2
        return (text[:_SAMPLE] in body) + (text[middle : middle + _SAMPLE] in body)


def worth_judging(block: Block) -> bool:
    """Whether a block can be text at all; a short link on a line of its own is none."""
    return block.linked < _ALL_LINK or block.chars >= _SAMPLE or block.tag[0] == "h"


def _last(text: str) -> int:
    """How a text ends: 2 with a sentence, 1 with a quotation or bracket, 3 with a colon, else 0."""
    last = text[-1]
    if last in ".!?…。！？؟۔।":
        return 2
    if last in "\"'”’»)」":
        return 2 if text[-2:-1] in {".", "!", "?", "…", "。", "！", "？"} else 1
    return 3 if last in ":：" else 0


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends in a text or with it."""
    if text[-1] in _ENDS:
        return True
    return any(mark in text for mark in (_ASCII_ENDS if text.isascii() else _ENDS_INSIDE))
