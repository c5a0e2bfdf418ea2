"""The day that a page prints beside its article: for pages whose metadata say none, and where it shows them wrong."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import NamedTuple

from msgspec.structs import replace

from nutgraf.core.fields.dates.marked import (
    date_in_scripts,
    marked_dates,
    only_time_element,
    relative_dates,
    running_times,
    time_elements,
)
from nutgraf.core.formats.dates import Stamp, plausible, read_stamp
from nutgraf.core.languages.patterns import Pattern
from nutgraf.core.page.blocks.layout import Layout
from nutgraf.core.page.parsed import Page
from nutgraf.core.page.places import outer_boxes
from nutgraf.core.text.plain import clean, words

# What a date is printed with, in lower case.
_UPDATED = Pattern("dates", "%updated")
_PUBLISHED = Pattern("dates", "%published")
_SPAN = Pattern("dates", r"\b%spans\b")
_DAY_NAME = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? \d{4}")
_NAME_DAY = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}")
_LETTER = re.compile(r"[^\W\d_]")
_GLUED = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")  # two elements without a space between them
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\s*\d{1,2}:\d\d(?::\d\d)?\s*")
# A year of our own, of two digits behind a day, of another calendar, or in other digits. All begin with a digit,
# which is quickly looked for, but those of East Asia in words and of Thailand by two digits.
_YEAR = re.compile(
    r"\d(?:(?<=1)9\d\d|(?<=2)0\d\d|(?<=[0-9])\d[./-]\d\d[./-]\d\d\b|(?<=2)5[5-9]\d|(?<=1)[34]\d\d\b|(?<![0-9])\d{3}|\s?年)|"
    r"[元〇零一二三四五六七八九]年|[\u0e00-\u0e7f]\.\s\d\d\b"
)
_BAR = re.compile(r"\s[|\u2013\u2014-]\s")
_SUBHEADINGS = {"h2", "h3", "h4", "h5"}
_PICTURES = {"figure", "figcaption"}
_RELATED = re.compile(r"(?:^|[\s_-])(?:related|recommended|recommendations)(?=[\s_-]|$)", re.IGNORECASE)
# Chosen with the pages in view that bench/floors.toml names.
_LONGEST_LINE = 160
_LONGEST_TITLE = 500
_LETTERS = 60
_PLAIN = 20
_PROSE = 60  # characters of a paragraph that can be its dateline
_LABEL = 30
_ABOVE, _BELOW = 6, 15
_MOST_LINES = 3000
_MARKED = 1.3
_RECORDED = 0.4
_BARRED = 0.85
_DOUBTFUL = 0.35
# What shows that metadata are wrong must be plain: a short line close to the title.
_SHORT = 100
_JUST_ABOVE, _JUST_BELOW = 2, 6
_MOST_DATED = 40
_CARD = 4  # blocks from a recording's heading to how long it is


def printed_date(page: Page, title: str, seen: datetime, *, month_first: bool = False) -> Stamp | None:
    """The likeliest day of publication among the dates in the page's lines, else in its marked dates and scripts.

    A date with a word for publishing counts most, then one that stands alone near the title; dates of updates, and
    those far from the title, which mostly belong to other articles, only where there is nothing else.
    """
    times = time_elements(page)
    marked = [stamp for stamp in marked_dates(page, times, month_first=month_first) if plausible(stamp.at, seen)]
    days = {stamp.at.date() for stamp in marked}
    lines = _lines(page)
    numbers = _dated(lines)
    month_first = month_first and not _prints_day_first([lines[number] for number in numbers])
    places = _places(lines, title)
    chosen = _in_title_bar(page, seen)
    best = _BARRED if chosen else 0.0
    recorded = _of_recordings(page)
    dated = (
        (number, one.stamp, _weight(one) * (_RECORDED if number in recorded else 1))
        for number, one in _dates(page, lines, numbers, month_first=month_first)
    )
    relative = ((number, stamp, 1.0) for number, stamp in relative_dates(times, lines))
    for number, stamp, weight in chain(dated, relative):
        if not plausible(stamp.at, seen):
            continue
        near = (_nearness(number - place) - 0.03 * rank for rank, place in enumerate(places))
        score = weight * max(near, default=0.3 - 0.1 * number / len(lines))
        score *= _MARKED if stamp.at.date() in days else 1
        if score > best:
            is_title = number in places and len(lines[number]) <= len(title) + len(" .")
            best, chosen = score, _day_of(stamp) if is_title else stamp
    if chosen is None or best < _DOUBTFUL:
        chosen = next(iter(marked), None) or date_in_scripts(page, seen) or chosen or only_time_element(page, seen)
    return next((stamp for stamp in marked if chosen and stamp.timed and stamp.at.date() == chosen.at.date()), chosen)


def _in_title_bar(page: Page, seen: datetime) -> Stamp | None:
    """The day that stands alone in the last part of a title bar."""
    last = _BAR.split(page.title)[-1]
    if len(last) > _PLAIN or last == page.title or not _YEAR.search(last):
        return None
    stamp = read_stamp(last, "title bar", month_first=page.month_first)
    return stamp if stamp and plausible(stamp.at, seen) else None


def _day_of(stamp: Stamp) -> Stamp:
    """What a title tells of when it is published: a time of day in it is that of what it tells of."""
    return replace(stamp, at=stamp.at.replace(hour=0, minute=0, second=0), precision="day")


class Printed(NamedTuple):
    """A date in a line, the part of the line that it stands in, and whether words for publishing or updating do too.

    ``prose``: the line is a paragraph, of which this is the beginning. ``update``: the part that tells of an update.
    ``recorded``: it stands below the heading of a recording.
    """

    stamp: Stamp
    line: str
    published: bool
    updated: bool
    prose: bool
    update: str
    recorded: bool = False


def dates_beside(page: Page, title: str, seen: datetime) -> list[Printed]:
    """The dates in short lines close to the title."""
    headed = _heading_places(page, title)
    lines = _lines(page, {at for place in headed for at in range(place - _JUST_ABOVE - 1, place + _JUST_BELOW + 1)})
    found: list[tuple[int, Printed]] = []
    for place in headed or _places(lines, title)[:2]:
        for number in range(max(0, place - _JUST_ABOVE), min(place + _JUST_BELOW + 1, len(lines))):
            if len(lines[number]) <= _SHORT and _YEAR.search(lines[number]):
                one = _read(page, lines, number, month_first=page.month_first)
                if one and plausible(one.stamp.at, seen):
                    found.append((number, one))
    recorded = _of_recordings(page) if found else set()
    return [one._replace(recorded=number in recorded) for number, one in found]


def of_day(found: Sequence[Printed], day: date, *, month_first: bool) -> Printed | None:
    """The first of the dates that is that day, in whichever order its numbers stand."""
    for one in found:
        if one.stamp.at.date() == day:
            return one
        turned = read_stamp(one.line, one.stamp.source, month_first=not month_first)
        if turned and turned.at.date() == day:
            return one._replace(stamp=turned)
    return None


def likeliest(found: Sequence[Printed]) -> Printed | None:
    """The first date that is said to be of publication, else the first that stands for itself and is of no update.

    Where it has no zone, the same day as another line tells it with one.
    """
    plain = [
        one
        for one in found
        if len(_LETTER.findall(one.line)) <= _LETTERS and not one.updated and not _SPAN.search(one.line.lower())
    ]
    plain.sort(key=lambda one: one.recorded)
    first = next((one for one in plain if one.published), plain[0] if plain else None)
    if first is None or first.stamp.zoned:
        return first
    zoned = (one for one in plain if one.stamp.zoned and one.stamp.timed)
    return next((one for one in zoned if one.stamp.at.date() == first.stamp.at.date()), first)


def of_an_earlier_update(found: Sequence[Printed], day: date) -> Printed | None:
    """The first date of an update before that day."""
    return next((one for one in found if one.updated and one.stamp.at.date() < day), None)


def last_update(found: Sequence[Printed], *, month_first: bool) -> Stamp | None:
    """The first date that is said to be of an update."""
    stamps = (read_stamp(one.update, "printed as an update", month_first=month_first) for one in found)
    return next(filter(None, stamps), None)


def _lines(page: Page, wanted: Collection[int] = ()) -> list[str]:
    """The page's blocks as they are, without running times: few have a date, and only those need be made clean.

    Where only those of some numbers are ``wanted``, the others are empty.
    """
    layout = page.layout
    blocks = layout.blocks[:_MOST_LINES]
    numbers = sorted(number for number in wanted if 0 <= number < len(blocks)) if wanted else range(len(blocks))
    parts = chain.from_iterable(blocks[number].parts for number in numbers if ":" in blocks[number].text)
    lasting = running_times(page) if any(map(_CLOCK.fullmatch, parts)) else ()
    beside = dict.fromkeys(_around_headings(page), False)
    lines = [""] * len(blocks)
    for number in numbers:
        text = blocks[number].text
        if not (_YEAR.search(text) and _is_beside(layout, blocks[number].box, beside)):
            lines[number] = _without(lasting, text)
    return lines


def _around_headings(page: Page) -> set[int]:
    """The boxes around the page's headings of the first level."""
    layout = page.layout
    return {
        box for number in page.headed if number < _MOST_LINES for box in outer_boxes(layout, layout.blocks[number].box)
    }


def _of_recordings(page: Page) -> set[int]:
    """The lines in a box below a heading other than the page's, one of which is only how long something is."""
    layout = page.layout
    blocks = layout.blocks[:_MOST_LINES]
    around = _around_headings(page)
    found: set[int] = set()
    for number, block in enumerate(blocks if around else ()):
        if ":" in block.text and len(block.text) <= _SHORT and any(map(_CLOCK.fullmatch, block.parts)):
            inside = {*outer_boxes(layout, block.box)} - around
            for before in range(max(0, number - _CARD), number):
                is_heading = blocks[before].tag in _SUBHEADINGS
                if is_heading and not inside.isdisjoint(outer_boxes(layout, blocks[before].box)):
                    found.update(range(before, number + 1))
    return found


def _is_beside(layout: Layout, box: int, known: dict[int, bool]) -> bool:
    """Whether a box is of a picture or of what else there is to read, or stands in such; not around the heading."""
    passed: list[int] = []
    answer = False
    while box >= 0 and not answer:
        if box in known:
            answer = known[box]
            break
        passed.append(box)
        names = layout.names[box]
        answer = layout.tags[box] in _PICTURES or (names != "" and _RELATED.search(names) is not None)
        box = layout.parents[box]
    known.update(dict.fromkeys(passed, answer))
    return answer


def _without(parts: Collection[str], text: str) -> str:
    for part in parts:
        text = text.replace(part, " ", 1)
    return text


def prints_day(page: Page, day: date) -> bool:
    """Whether a short line anywhere on the page has that day."""
    lines = [block.text for block in page.layout.blocks[:_MOST_LINES] if len(block.text) <= _SHORT]
    dated = islice((line for line in lines if _YEAR.search(line)), _MOST_DATED)
    stamps = (read_stamp(line, month_first=page.month_first) for line in dated)
    return any(stamp.at.date() == day for stamp in stamps if stamp)


def _heading_places(page: Page, title: str) -> list[int]:
    """The blocks that are main headings with the title."""
    numbers = [number for number in page.headed if number < _MOST_LINES]
    headings = [(number, clean(page.layout.blocks[number].text)) for number in numbers]
    key = words(title[:_LONGEST_TITLE])
    return [number for number, text in headings if text == title or words(text[:_LONGEST_TITLE]) == key][:2]


def _dated(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines that can have a date, at the beginning where they are paragraphs."""
    return [
        number
        for number, line in enumerate(lines)
        if _YEAR.search(line, 0, len(line) if len(line) <= _LONGEST_LINE else _PROSE)
    ]


def _prints_day_first(dated: Sequence[str]) -> bool:
    """Whether the page writes most of its dates with names of months as 3 April 2020, not April 3, 2020."""
    short = [line for line in dated if len(line) < _LONGEST_LINE]
    return sum(map(bool, map(_DAY_NAME.search, short))) > sum(map(bool, map(_NAME_DAY.search, short)))


def _places(lines: Sequence[str], title: str) -> list[int]:
    """The lines that hold the title; an unclosed title element can have the whole page in it."""
    key = " ".join(words(title[:_LONGEST_TITLE]))
    if not key:
        return []
    first = key.partition(" ")[0]
    found = (
        number
        for number, line in enumerate(lines)
        if len(line) < 3 * len(key) + 20 and first in line.casefold() and key in " ".join(words(line))
    )
    return list(islice(found, 5))


def _nearness(distance: int) -> float:
    if -_ABOVE <= distance <= _BELOW:
        return 1 - abs(distance) / 20 - (0.05 if distance < 0 else 0)
    return 0.3 - distance / (10 * _MOST_LINES) if distance > 0 else 0.1


def _dates(
    page: Page, lines: Sequence[str], numbers: Sequence[int], *, month_first: bool
) -> Iterator[tuple[int, Printed]]:
    """The dates in those of the lines that have one, by the line's number."""
    for number in numbers:
        if one := _read(page, lines, number, month_first=month_first):
            yield number, one


def _read(page: Page, lines: Sequence[str], number: int, *, month_first: bool) -> Printed | None:
    """The date in a line; of several, the one that is not of an update."""
    short = _GLUED.sub(" ", clean(lines[number]))
    lower = short.lower()
    prose = len(lower) > _LONGEST_LINE
    short = (short if len(short) == len(lower) else lower)[: _PROSE if prose else None]
    lower = lower[: len(short)]
    published, updated = _PUBLISHED.search(lower), _UPDATED.search(lower)
    update = short[updated.start() :] if updated else ""
    if published and updated:
        short = short[: updated.start()] if published.start() < updated.start() else short[published.start() :]
        updated = None
    elif updated and _DIGIT.search(lower, updated.end()) and read_stamp(short[: updated.start()]):
        short, updated = short[: updated.start()], None
    elif not published and not updated and number and len(label := lines[number - 1].lower()) <= _LABEL:
        published, updated = _PUBLISHED.search(label), _UPDATED.search(label)
        update = short if updated else ""
    stamp = read_stamp(short, "printed", month_first=month_first, countries=page.countries)
    return Printed(stamp, short, bool(published), bool(updated), prose, update) if stamp else None


def _weight(one: Printed) -> float:
    """How far a line with a date looks like one that says when the article was published."""
    letters = len(_LETTER.findall(one.line))
    if one.published:
        return 1.5
    if one.updated:
        return 0.75 if letters <= _LETTERS else 0.2
    if _SPAN.search(one.line.lower()):
        return 0.2
    if not one.prose and (letters <= _LETTERS // 2 or one.line[0].isdecimal()):
        return 1.0 - max(0, letters - _PLAIN) / 400
    return 0.8 if letters <= _LETTERS else 0.3
