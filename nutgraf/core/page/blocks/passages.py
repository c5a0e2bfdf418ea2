"""Which blocks of a page are its article: a trained model judges each, and rules that read on their own decide."""

from collections.abc import Sequence
from itertools import pairwise
from math import exp
from typing import Final, NamedTuple

from nutgraf.core.page.blocks.features import Stated, Survey, worth_judging
from nutgraf.core.page.blocks.layout import Block, Layout
from nutgraf.core.page.blocks.trees import score

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"})
_CELLS: Final = frozenset({"td", "th"})
# Chosen; the figures of docs/decisions/0006 are with these.
_LIKELY: Final = 0.3
_SHARE: Final = 0.55  # of the mean probability of what is likely text: the threshold on a page
_LOWEST: Final = 0.2
_NEARLY: Final = 0.6  # of the threshold: enough for a heading that text follows
_BETWEEN: Final = 0.7  # of the threshold: enough for a block between two that are taken
_SAID_BEFORE: Final = 60  # characters from which a repeated block counts as said already

_WHOLLY: Final = 0.9  # of a block being links; chosen, not measured
_ASIDE: Final = 0.6  # of what is taken: cells that make up less are not the article; chosen, not measured

# Of a run of taken blocks behind the main one that is left as something else; chosen by held-out pages.
_APART: Final = 5  # blocks left between it and what was taken before
_DOUBTFUL: Final = 0.75  # a probability that none of its blocks reaches
_SMALL: Final = 0.4  # of all that is taken: what it is at most
_SURE: Final = 0.8  # the mean probability of the main run, where nothing is sure a page may be of many parts

# Why a block was taken, or left.
LIKELY: Final = "likely"
HEADING: Final = "heading before text"
BETWEEN: Final = "between two taken"
TAKEN: Final = frozenset({LIKELY, HEADING, BETWEEN})
UNLIKELY: Final = "unlikely"
SHORT_LINK: Final = "short link"  # not worth judging
SAID_BEFORE: Final = "said before"
LINKS: Final = "links at the end"
OTHER_CELL: Final = "cell of another column"
APART: Final = "apart from the text"


class Judged(NamedTuple):
    """A block of a page with the probability that it belongs to the article, whether it was taken, and why."""

    text: str
    tag: str
    probability: float
    taken: bool
    why: str  # LIKELY and the others above


def passages(layout: Layout, stated: Stated) -> list[Judged]:
    """All blocks of a page's body, in order, each judged."""
    blocks = layout.blocks
    survey = Survey(layout, stated)
    chances = [1 / (1 + exp(-score(survey.row(i)))) if worth_judging(block) else 0.0 for i, block in enumerate(blocks)]
    whys = reasons(blocks, chances)
    return [
        Judged(block.text, block.tag, chance, why in TAKEN, why)
        for block, chance, why in zip(blocks, chances, whys, strict=True)
    ]


def choose(blocks: Sequence[Block], chances: Sequence[float]) -> list[bool]:
    """Which blocks to take, given the probability of each."""
    return [why in TAKEN for why in reasons(blocks, chances)]


def threshold(blocks: Sequence[Block], chances: Sequence[float]) -> float:
    """The probability from which a block is taken: lower on a page on which nothing looks quite like an article."""
    likely = [
        (chance, min(block.chars, 2000)) for block, chance in zip(blocks, chances, strict=True) if chance > _LIKELY
    ]
    mass = sum(size for _, size in likely)
    mean = sum(chance * size for chance, size in likely) / mass if mass else 1.0
    return max(_LOWEST, _SHARE * mean)


def reasons(blocks: Sequence[Block], chances: Sequence[float]) -> list[str]:
    """Why each block is taken or left, given the probability of each.

    A heading needs less when a taken block follows, and so does what stands between two taken blocks; what was said
    already is not said again, and what stands apart needs more.
    """
    needed = threshold(blocks, chances)
    judged = [i for i, chance in enumerate(chances) if chance > 0]
    whys = [LIKELY if chance > needed else UNLIKELY if chance > 0 else SHORT_LINK for chance in chances]
    for before, i, after in zip(judged, judged[1:], judged[2:], strict=False):
        around = whys[before] != UNLIKELY and whys[after] != UNLIKELY
        if whys[i] == UNLIKELY and around and chances[i] > _BETWEEN * needed:
            whys[i] = BETWEEN
    for i, after in pairwise(judged):
        is_heading = blocks[i].tag in _HEADINGS and blocks[after].tag not in _HEADINGS
        if whys[i] == UNLIKELY and is_heading and whys[after] != UNLIKELY and chances[i] > _NEARLY * needed:
            whys[i] = HEADING
    said: set[str] = set()
    for i, block in enumerate(blocks):
        if block.chars > _SAID_BEFORE and whys[i] in TAKEN:
            letters = block.text.replace(" ", "")  # a first letter that is set apart differs by a space
            if letters in said:
                whys[i] = SAID_BEFORE
            said.add(letters)
    _drop_what_is_apart(blocks, chances, whys)
    _drop_what_follows(blocks, whys)
    return whys


def _drop_what_is_apart(blocks: Sequence[Block], chances: Sequence[float], whys: list[str]) -> None:
    """Takes back the small runs of doubtful blocks far behind the text: comments, teasers, dialogs, captions."""
    runs: list[list[int]] = []
    for i, why in enumerate(whys):
        if why in TAKEN:
            if not runs or i - runs[-1][-1] > _APART + 1:
                runs.append([])
            runs[-1].append(i)
    if len(runs) <= 1:
        return
    sizes = [sum([blocks[i].chars for i in run]) for run in runs]
    masses = [sum([blocks[i].chars * chances[i] for i in run]) for run in runs]
    main = masses.index(max(masses))
    if masses[main] < _SURE * sizes[main]:
        return
    for number in range(main + 1, len(runs)):
        if sizes[number] < _SMALL * sum(sizes) and max([chances[i] for i in runs[number]]) < _DOUBTFUL:
            for i in runs[number]:
                whys[i] = APART


def _drop_what_follows(blocks: Sequence[Block], whys: list[str]) -> None:
    """Takes back what is at the end but leads elsewhere: blocks that are links, and cells of the column beside it.

    Pages laid out with tables have other articles in the cells after the last paragraph; the cells of an article's own
    table stand among its paragraphs, or make up most of it.
    """
    ours = [i for i, why in enumerate(whys) if why in TAKEN]
    cells = sum(blocks[i].chars for i in ours if blocks[i].tag in _CELLS)
    in_paragraphs = cells < _ASIDE * sum(blocks[i].chars for i in ours)
    for i in reversed(ours):
        is_aside = in_paragraphs and blocks[i].tag in _CELLS
        if not is_aside and blocks[i].linked < _WHOLLY:
            return
        whys[i] = OTHER_CELL if is_aside else LINKS
