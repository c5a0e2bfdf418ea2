"""The posts of a live blog that only the page itself dates: boxes side by side that each print a time."""

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice, pairwise
from typing import Final, NamedTuple

from nutgraf.core.fields.live.posts import CLOCK, Update, place_posts
from nutgraf.core.formats.dates import plausible, read_stamp
from nutgraf.core.page.blocks.layout import Layout
from nutgraf.core.page.body import Body
from nutgraf.core.page.parsed import Page, text_of
from nutgraf.core.page.places import outer_boxes
from nutgraf.core.text.plain import clean
from nutgraf.records import Post

# Chosen, not measured.
_FEWEST: Final = 3  # times of one kind; fewer are no row of posts
_MOST: Final = 2000
_NEAR: Final = 40  # boxes around a time in which others may stand
_LONGEST: Final = 80  # characters of a block that is a time, with who wrote the post
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})
_LEAP: Final = timedelta(hours=2)  # by which posts in order never go back, unless a day lies between
_DAY: Final = timedelta(days=1)


class _Time(NamedTuple):
    """A block that prints a time, by number, and what it says for machines."""

    block: int
    printed: str
    stamp: str


def printed_posts(
    page: Page, body: Body, published: datetime | None, modified: datetime | None, seen: datetime
) -> tuple[Post, ...]:
    """The posts that stand below times of one kind, in the order of the page."""
    times = _of_one_kind(page.layout, list(_times(page)))
    if len(times) < _FEWEST:
        return ()
    ranges = list(_ranges(page.layout, times))
    updates: list[Update] = []
    for at, (first, behind) in zip(_dated(page, times, published, modified, seen), ranges, strict=True):
        blocks = page.layout.blocks[first:behind]
        title = next((clean(block.text) for block in blocks if block.tag in _HEADINGS and not _is_time(block.text)), "")
        lines = (clean(block.text) for block in blocks if not _is_time(block.text))
        updates.append(Update(title, Body("\n".join(line for line in lines if line != title)), at))
    posts = place_posts(body.text, updates)
    return posts if len(posts) >= _FEWEST else ()


def _times(page: Page) -> Iterator[_Time]:
    """The short blocks that print a time or are time elements."""
    stamps: dict[str, deque[str]] = {}
    for node in page.nodes("time[datetime]", _MOST):
        stamps.setdefault(text_of(node), deque()).append(node.attributes.get("datetime") or "")
    for number, block in enumerate(page.layout.blocks):
        if len(block.text) > _LONGEST:
            continue
        clock = CLOCK.search(block.text)
        waiting = stamps.get(clean(block.text)) or stamps.get(clock[0] if clock else "")
        if clock or waiting:
            yield _Time(number, block.text, waiting.popleft() if waiting else "")


def _is_time(text: str) -> bool:
    return len(text) <= _LONGEST and CLOCK.search(text) is not None


def _of_one_kind(layout: Layout, times: Sequence[_Time]) -> list[_Time]:
    """Those in the kind of box in which most are."""
    kinds = [_kind(layout, layout.blocks[time.block].box) for time in times]
    common = Counter(kinds).most_common(1)
    return [time for time, kind in zip(times, kinds, strict=True) if kind == common[0][0]][:_MOST]


def _kind(layout: Layout, box: int) -> tuple[str, str, str]:
    outer = layout.parents[box]
    return layout.tags[box], layout.names[box], layout.tags[outer] if outer >= 0 else ""


def _ranges(layout: Layout, times: Sequence[_Time]) -> Iterator[tuple[int, int]]:
    """The blocks of each post: those of the boxes side by side in which the times stand, each up to the next."""
    firsts = _first_blocks(layout)
    chains = [list(islice(outer_boxes(layout, layout.blocks[time.block].box), _NEAR)) for time in times]
    inside: dict[int, set[int]] = {}
    for chain in chains:
        for inner, outer in pairwise(chain):
            inside.setdefault(outer, set()).add(inner)
    row = max(inside, key=lambda box: len(inside[box]), default=0)
    starts: list[int] = []
    for time, chain in zip(times, chains, strict=True):
        box = next((inner for inner, outer in pairwise(chain) if outer == row), -1)
        start = min(firsts.get(box, time.block), time.block)
        starts.append(start if not starts or start > starts[-1] else time.block)
    yield from pairwise([*starts, len(layout.blocks)])


def _first_blocks(layout: Layout) -> dict[int, int]:
    """The first block in every box that has one."""
    firsts: dict[int, int] = {}
    for number, block in enumerate(layout.blocks):
        box = block.box
        while box >= 0 and box not in firsts:
            firsts[box] = number
            box = layout.parents[box]
    return firsts


# ---------------------------------------------------------------- when


def _dated(
    page: Page, times: Sequence[_Time], published: datetime | None, modified: datetime | None, seen: datetime
) -> list[datetime | None]:
    """When each post was written, as far as the page says it: a clock alone counts from the day of the page."""
    told = [_stated(page, time, published) for time in times]
    if not any(told) and published:
        told = list(_by_clock([time.printed for time in times], published, modified or published))
    return [at if at and plausible(at, seen) else None for at in told]


def _stated(page: Page, time: _Time, published: datetime | None) -> datetime | None:
    """The date and time that stand at a post, in the page's zone where none is written there."""
    for written in (time.stamp, time.printed):
        if _YEAR.search(written) and (stamp := read_stamp(written, month_first=page.month_first)):
            zone = published.tzinfo if published and not stamp.zoned else stamp.at.tzinfo
            return stamp.at.replace(tzinfo=zone)
    return None


def _by_clock(printed: Sequence[str], published: datetime, modified: datetime) -> Iterator[datetime | None]:
    """Posts by the clock: the first of rising ones is of the day of publication, that of falling ones of the last."""
    clocks = [_on(published, text) for text in printed]
    known = [clock for clock in clocks if clock]
    falling = sum(one > other for one, other in pairwise(known)) > sum(one < other for one, other in pairwise(known))
    day = _on(modified, printed[0]) if falling else known[0] if known else None
    before: datetime | None = None
    for clock in clocks:
        if clock is None or day is None:
            yield None
            continue
        at = clock + (day.date() - clock.date())
        if before and falling and at - before > _LEAP:
            day, at = day - _DAY, at - _DAY
        elif before and not falling and before - at > _LEAP:
            day, at = day + _DAY, at + _DAY
        before = at
        yield at


def _on(day: datetime, printed: str) -> datetime | None:
    """The time of a day that a clock shows, in the day's zone."""
    clock = CLOCK.search(printed)
    stamp = read_stamp(f"{day:%Y-%m-%d} {clock[0]}") if clock else None
    return stamp.at.replace(tzinfo=day.tzinfo) if stamp else None
