"""What is taken back of what was judged to be an article, and what is added, where the page says plainly what it is."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from nutgraf.core.languages.patterns import Pattern
from nutgraf.core.page.blocks.box_cues import TAG_BIT
from nutgraf.core.page.blocks.class_cues import BIT, STRONG
from nutgraf.core.page.blocks.layout import Block, Layout
from nutgraf.core.page.blocks.passages import TAKEN, Judged
from nutgraf.core.page.endless import blocks_of_others
from nutgraf.core.page.forms import blocks_of_forms
from nutgraf.core.page.listed import blocks_of_listed
from nutgraf.core.page.parsed import Page

# Why a block was taken, or left.
ITEM: Final = "item of a list in the text"
QUOTED: Final = "linked quotation in the text"
OTHER_ARTICLE: Final = "another article"
READER: Final = "written by a reader"
FORM: Final = "box of a form"
TEASER: Final = "leads to another article"
SITE_LINE: Final = "line of the site's own"

_LABEL: Final = Pattern("saved_text", r"\W{0,3}(?:%teasers)\W{0,3}", re.IGNORECASE)
_LEADS: Final = Pattern("saved_text", r"\W{0,3}(?:%teasers)\s?[:：|>»–—-]+\s*(?=\S)", re.IGNORECASE)
_PARTS_LEAD: Final = re.compile("[:：|>»–—-]")
_SITE: Final = Pattern("saved_text", r"\W{0,3}(?:%site_lines)\W{0,3}", re.IGNORECASE, for_many=True)
_PITCH: Final = Pattern("saved_text", r"(?:%pitches)", re.IGNORECASE, for_many=True)
_QUOTED: Final = re.compile(r"""["“„«‘'「『].{8,}["”“»’'」』][.,!?]?""")
_LONGEST_LABEL: Final = 60
_LONGEST_LEAD: Final = 250
_LONGEST_PITCH: Final = 400
_COMMENT: Final = BIT["comment"]
_WHOLE: Final = STRONG | TAG_BIT["main"]  # of what is called so: the article, in a section for comment
_TEXT_BEFORE: Final = 300  # characters of text before what readers wrote; in a forum the first of them wrote the text
_MOST_BELOW: Final = 30  # links below a line that leads to others
_WHOLLY: Final = 0.9  # of a line being links
_MOSTLY: Final = 0.5
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"})
_LISTS: Final = frozenset({"ul", "ol"})
_INTRODUCES: Final = (":", "：")


class _Whys:
    """Why each block of a page was taken or left, and the numbers of those that are taken."""

    def __init__(self, judged: Sequence[Judged]) -> None:
        self.of = [one.why for one in judged]
        self.taken = [at for at, one in enumerate(judged) if one.taken]

    def leave(self, blocks: Iterable[int], why: str) -> None:
        """Leaves those of some blocks that are taken."""
        left = 0
        for at in blocks:
            if self.is_taken(at):
                self.of[at] = why
                left += 1
        if left:
            self.taken = list(filter(self.is_taken, self.taken))

    def take(self, blocks: Iterable[int], why: str) -> None:
        """Takes some blocks."""
        if more := list(blocks):
            for at in more:
                self.of[at] = why
            self.taken = sorted({*self.taken, *more})

    def is_taken(self, at: int) -> bool:
        """Whether a block is taken."""
        return self.of[at] in ALL_TAKEN


def revised(page: Page, judged: Sequence[Judged]) -> list[Judged]:
    """The blocks of a page as they were judged, those changed that are plainly something else."""
    layout = page.layout
    whys = _Whys(judged)
    whys.leave(blocks_of_others(page, [one.taken for one in judged]), OTHER_ARTICLE)
    whys.leave(blocks_of_forms(page), FORM)
    whys.leave(_of_readers(layout, whys.taken), READER)
    whys.leave(blocks_of_listed(layout, whys.taken), TEASER)
    whys.take(_items(layout, whys.taken), ITEM)
    whys.take(_quotations(layout, whys.taken), QUOTED)
    whys.leave(_teasers(layout, whys), TEASER)
    whys.leave(_site_lines(layout.blocks, whys.taken), SITE_LINE)
    return [
        one if one.why == why else one._replace(why=why, taken=why in ALL_TAKEN)
        for one, why in zip(judged, whys.of, strict=True)
    ]


ALL_TAKEN: Final = TAKEN | {ITEM, QUOTED}


def _of_readers(layout: Layout, taken: Sequence[int]) -> Iterator[int]:
    """The blocks behind the text in boxes that are called comments, however much of the page these are."""
    called = {box for box, cue in enumerate(layout.cues) if cue & _COMMENT and not cue & _WHOLE}
    if not called:
        return
    is_comment = [False]
    for box in range(1, len(layout.parents)):
        is_comment.append(is_comment[layout.parents[box]] or box in called)
    before = 0
    for at in taken:
        block = layout.blocks[at]
        if not is_comment[block.box]:
            before += block.chars
        elif before >= _TEXT_BEFORE:
            yield at


def _teasers(layout: Layout, whys: _Whys) -> Iterator[int]:
    """Lines that lead to other articles: "Read also: …", and what is linked below a line that says so."""
    blocks = layout.blocks
    for at in _may_lead(blocks, whys.taken):
        block = blocks[at]
        if block.chars > _LONGEST_LEAD:
            continue
        leads = block.linked and _PARTS_LEAD.search(block.text) and _LEADS.match(block.text)
        if leads and block.linked * len(block.text) >= _WHOLLY * (len(block.text) - leads.end()):
            yield at
        elif block.chars <= _LONGEST_LABEL and _LABEL.fullmatch(block.text):
            below = list(_linked_below(layout, at))
            is_last = at + 1 == len(blocks) or not whys.is_taken(at + 1)
            if below or block.linked > _MOSTLY or is_last:
                yield at
            yield from below


def _may_lead(blocks: Sequence[Block], taken: Sequence[int]) -> list[int]:
    """The numbers of the taken blocks, and of others that can have one below that is a link."""
    linked = (at for at in taken if blocks[at].linked >= _WHOLLY)
    return sorted({*taken, *(above for at in linked for above in range(max(0, at - _MOST_BELOW), at))})


def _linked_below(layout: Layout, at: int) -> Iterator[int]:
    """The blocks below one that are links, as long as they stand in the same box as it, or in that box's neighbour."""
    blocks, parents = layout.blocks, layout.parents
    box = parents[blocks[at].box]
    for after in range(at + 1, min(at + 1 + _MOST_BELOW, len(blocks))):
        if blocks[after].linked < _WHOLLY or not _is_within(parents, blocks[after].box, box):
            return
        yield after


def _is_within(parents: Sequence[int], inner: int, outer: int) -> bool:
    while inner > outer:
        inner = parents[inner]
    return inner == outer


def _site_lines(blocks: Sequence[Block], taken: Sequence[int]) -> Iterator[int]:
    """Lines by which a site speaks for itself: its buttons, what it asks of its readers, what it promises them."""
    for at in taken:
        text, length = blocks[at].text, blocks[at].chars
        is_line = length <= _LONGEST_LABEL and _SITE.fullmatch(text)
        if is_line or (length <= _LONGEST_PITCH and _PITCH.match(text)):
            yield at


def _items(layout: Layout, taken: Sequence[int]) -> Iterator[int]:
    """The linked items of a list that a taken line introduces with a colon and a taken one follows, in one box."""
    for before, after in pairwise(taken):
        if after == before + 1:
            continue
        between = range(before + 1, after)
        opening = layout.blocks[before]
        if not opening.text.endswith(_INTRODUCES) or _LABEL.fullmatch(opening.text):
            continue
        box = layout.parents[opening.box]
        if layout.parents[layout.blocks[after].box] != box or opening.tag in _HEADINGS:
            continue
        if all(_is_item(layout, at, box) for at in between):
            yield from between


def _is_item(layout: Layout, at: int, box: int) -> bool:
    """Whether a block is a linked item of a list that stands right in a box."""
    if layout.blocks[at].linked <= _MOSTLY or _leads_down(layout.blocks[at]):
        return False
    item = layout.blocks[at].box
    lists = layout.parents[item]
    return layout.tags[item] == "li" and layout.tags[lists] in _LISTS and layout.parents[lists] == box


def _leads_down(block: Block) -> bool:
    """Whether a block's link leads to a place on the same page, as those of a table of contents do."""
    return any((node.attributes.get("href") or "").startswith("#") for node, _, _ in block.anchors)


def _quotations(layout: Layout, taken: Sequence[int]) -> Iterator[int]:
    """Short linked quotations between two taken paragraphs of one box."""
    blocks, parents = layout.blocks, layout.parents
    for before, after in pairwise(taken):
        between = blocks[before + 1]
        if after != before + 2 or between.linked <= _MOSTLY:
            continue
        box = parents[blocks[before].box]
        is_between = box == parents[blocks[after].box] and _is_within(parents, between.box, box)
        if is_between and _QUOTED.fullmatch(between.text):
            yield before + 1
