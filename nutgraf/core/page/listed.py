"""Other articles that a page lists below its own: boxes that are alike, each with a linked headline and a day."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import Final

from nutgraf.core.formats.dates import parse_date
from nutgraf.core.page.blocks.layout import Layout
from nutgraf.core.page.places import outer_boxes

# Chosen; no page of the public sets is changed by them.
_FEWEST: Final = 3  # boxes that make a list
_AROUND: Final = 6  # boxes around a block
_LARGEST: Final = 1200  # characters of a box
_MOST_LINKS: Final = 3  # in a box: the headline, and what it is filed under
_LONGEST_DAY: Final = 40
_DIGITS: Final = re.compile(r"\d.*?\d.*?\d")
_HEADLINE: Final = range(12, 250)
_WHOLLY: Final = 0.8  # of a headline being a link
_TEXT_BEFORE: Final = 300  # characters of the page's own text before such a list
_SMALL: Final = 0.5  # of the page's own text: a longer list is what the page is about


def blocks_of_listed(layout: Layout, taken: Sequence[int]) -> Iterator[int]:
    """The taken blocks in boxes of other articles, behind the page's own text."""
    teasers = _teasers(layout, taken)
    if not teasers:
        return
    own = 0
    found: list[int] = []
    for at in taken:
        if not teasers.isdisjoint(_around(layout, at)):
            if own >= _TEXT_BEFORE:
                found.append(at)
        else:
            own += layout.blocks[at].chars
    if sum(layout.blocks[at].chars for at in found) <= _SMALL * own:
        yield from found


def _teasers(layout: Layout, taken: Sequence[int]) -> set[int]:
    """The boxes of other articles, where one of them holds what was taken."""
    # Of a line that is a heading, as those of a chronicle are, the day is no teaser's.
    dated = [
        at
        for at, block in enumerate(layout.blocks)
        if block.chars < _LONGEST_DAY and _DIGITS.search(block.text) and not block.tag.startswith("h")
    ]
    if len(dated) < _FEWEST:
        return set()
    days: defaultdict[int, list[str]] = defaultdict(list)
    for at in dated:
        for box in _around(layout, at):
            days[box].append(layout.blocks[at].text)
    alike: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for box, told in days.items():
        if len(told) == 1:
            alike[layout.parents[box], layout.shapes[box]].append(box)
    lists = [boxes for boxes in alike.values() if len(boxes) >= _FEWEST]
    if not lists:
        return set()
    held = {box for at in taken for box in _around(layout, at)}
    lists = [boxes for boxes in lists if not held.isdisjoint(boxes)]
    lists = [boxes for boxes in lists if all(parse_date(days[box][0]) for box in boxes)]
    return set(_with_headlines(layout, {box for boxes in lists for box in boxes}))


def _with_headlines(layout: Layout, boxes: set[int]) -> Iterator[int]:
    """Those of some boxes that are no larger than a teaser and have a link of a headline's length, or few."""
    chars: Counter[int] = Counter()
    links: Counter[int] = Counter()
    for at, block in enumerate(layout.blocks if boxes else ()):
        for box in boxes.intersection(_around(layout, at)):
            chars[box] += block.chars
            links[box] += block.linked >= _WHOLLY and block.chars in _HEADLINE
    return (box for box in boxes if 1 <= links[box] <= _MOST_LINKS and chars[box] <= _LARGEST)


def _around(layout: Layout, at: int) -> list[int]:
    """The innermost boxes around a block, without the page's own."""
    return list(takewhile(bool, islice(outer_boxes(layout, layout.blocks[at].box), _AROUND)))
