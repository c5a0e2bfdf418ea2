"""Which blocks of a page are its article: a trained model judges each, and rules that read on their own decide."""

from collections.abc import Sequence
from itertools import pairwise
from math import exp
from typing import Final, NamedTuple

from nutgraf.core.blocks.features import Stated, Survey, worth_judging
from nutgraf.core.blocks.layout import Block, Layout
from nutgraf.core.blocks.trees import score

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"})
_CELLS: Final = frozenset({"td", "th"})
_LIKELY: Final = 0.3
_SHARE: Final = 0.55  # of the mean probability of what is likely text: the threshold on a page
_LOWEST: Final = 0.2
_NEARLY: Final = 0.6  # of the threshold: enough for a heading that text follows
_BETWEEN: Final = 0.7  # of the threshold: enough for a block between two that are taken
_SAID_BEFORE: Final = 60  # characters from which a repeated block counts as said already

_WHOLLY: Final = 0.9  # of a block being links
_ASIDE: Final = 0.6  # of what is taken: cells that make up less are not the article


class Passage(NamedTuple):
    """A block of a page with the probability that it belongs to the article, and whether it was taken."""

    text: str
    tag: str
    row: int  # the table row that the block stands in, by number, or -1
    probability: float
    taken: bool


def passages(layout: Layout, stated: Stated) -> list[Passage]:
    """All blocks of a page's body, in order, each judged."""
    blocks = layout.blocks
    survey = Survey(layout, stated)
    chances = [1 / (1 + exp(-score(survey.row(i)))) if worth_judging(block) else 0.0 for i, block in enumerate(blocks)]
    taken = choose(blocks, chances)
    rows = [layout.parents[block.box] if block.tag in _CELLS else -1 for block in blocks]
    return [
        Passage(block.text, block.tag, row, chance, take)
        for block, row, chance, take in zip(blocks, rows, chances, taken, strict=True)
    ]


def choose(blocks: Sequence[Block], chances: Sequence[float]) -> list[bool]:
    """Which blocks to take, given the probability of each.

    A page on which nothing looks quite like an article gets a lower threshold. A heading needs less when a taken block
    follows, and so does what stands between two taken blocks; what was said already is not said again.
    """
    likely = [
        (chance, min(block.chars, 2000)) for block, chance in zip(blocks, chances, strict=True) if chance > _LIKELY
    ]
    mass = sum(size for _, size in likely)
    mean = sum(chance * size for chance, size in likely) / mass if mass else 1.0
    threshold = max(_LOWEST, _SHARE * mean)
    judged = [i for i, chance in enumerate(chances) if chance > 0]
    taken = [chance > threshold for chance in chances]
    for before, i, after in zip(judged, judged[1:], judged[2:], strict=False):
        if not taken[i] and taken[before] and taken[after] and chances[i] > _BETWEEN * threshold:
            taken[i] = True
    for i, after in pairwise(judged):
        is_heading = blocks[i].tag in _HEADINGS and blocks[after].tag not in _HEADINGS
        if not taken[i] and is_heading and taken[after] and chances[i] > _NEARLY * threshold:
            taken[i] = True
    said: set[str] = set()
    for i, block in enumerate(blocks):
        if taken[i] and block.chars > _SAID_BEFORE:
            taken[i] = block.text not in said
            said.add(block.text)
    _drop_what_follows(blocks, taken)
    return taken


def _drop_what_follows(blocks: Sequence[Block], taken: list[bool]) -> None:
    """Takes back what is at the end but leads elsewhere: blocks that are links, and cells of the column beside it.

    Pages laid out with tables have other articles in the cells after the last paragraph; the cells of an article's own
    table stand among its paragraphs, or make up most of it.
    """
    ours = [i for i, take in enumerate(taken) if take]
    cells = sum(blocks[i].chars for i in ours if blocks[i].tag in _CELLS)
    in_paragraphs = cells < _ASIDE * sum(blocks[i].chars for i in ours)
    for i in reversed(ours):
        is_aside = in_paragraphs and blocks[i].tag in _CELLS
        if not is_aside and blocks[i].linked < _WHOLLY:
            return
        taken[i] = False


def lines(found: Sequence[Passage]) -> list[str]:
    """The taken passages, one a line; the cells of a table's row stand on one line."""
    result: list[str] = []
    row = -1
    for passage in found:
        if passage.taken:
            if passage.row >= 0 and passage.row == row:
                result[-1] += f" | {passage.text}"
            else:
                result.append(passage.text)
            row = passage.row
    return result
