"""Dates that a page marks for machines outside of its metadata: time elements, telling classes, state in scripts."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain

from selectolax.lexbor import LexborNode

from nutgraf.core.formats.dates import Stamp, plausible, read_stamp
from nutgraf.core.languages.patterns import Pattern
from nutgraf.core.page.parsed import Page, ancestors, text_of

_MOST_TIMES = 50
_MOST = 10  # elements looked at, however many a page has; chosen, not measured
_NAMED = (
    '[class*="publish" i][class*="date" i], [class*="pubdate" i], [class*="post-date" i], [class*="entry-date" i], '
    '[class*="article-date" i], [class*="article__date" i], [class*="dateline" i], [class~="published" i], '
    '[class*="posted-on" i], '
    '[class*="timestamp" i], [class~="date" i], [class~="datum" i], [class~="fecha" i], [id*="date" i]'
)
_LASTING = (
    '[class*="duration" i], [class*="runtime" i], [class*="running-time" i], [class*="timecode" i], '
    '[class*="video-length" i], [class*="video__length" i], [class*="video-time" i], [class*="laufzeit" i], '
    '[itemprop~="duration"], time[datetime^="P"]'
)
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUOTE = r"(?:\\*[\"']|&quot;)"
_STAMP = re.compile(r"20\d\d-\d\d-\d\d(?:[T ][\d:.]{5,15}(?:Z|[+-]\d\d:?\d\d)?)?")
_STATE = re.compile(
    r"(?:date_?published|published_?(?:at|date|on|time)?|publish_?(?:date|time|at)|publication_?date|"
    rf"first_?published\w*|created_?at|creation_?date){_QUOTE}\s{{0,3}}:\s{{0,3}}{_QUOTE}$",
    re.IGNORECASE,
)
_UPDATED = Pattern("dates", "%updated")
_CHANGED = re.compile(r"updat|modif|chang", re.IGNORECASE)
_LABELLED = 100  # characters of a line in which a word for an update is of its date
_BEFORE = 60  # characters in front of a date where its name stands; chosen, not measured


def time_elements(page: Page) -> list[LexborNode]:
    """The page's time elements outside of margins, the likelier to be the article's first."""
    nodes = [node for node in page.elements.tagged("time")[:_MOST_TIMES] if not page.in_margin(node)]
    return sorted(nodes, key=_doubt)


def _doubt(node: LexborNode) -> int:
    attributes = node.attributes
    if "pubdate" in attributes:
        return 0
    inside = any(
        outer.tag in {"article", "main", "header"} or "article" in (outer.attributes.get("class") or "").lower()
        for outer in ancestors(node)
    )
    return 3 - 2 * bool(attributes.get("datetime")) + (not inside)


def marked_dates(page: Page, times: Sequence[LexborNode], *, month_first: bool) -> Iterator[Stamp]:
    """The dates of time elements and of others that are named so, the likelier first."""
    named = (node for node in page.nodes(_NAMED, _MOST) if not page.in_margin(node))
    for node in chain(times, named):
        for written in (node.attributes.get("datetime"), node.attributes.get("title"), text_of(node)):
            if written and (stamp := _read(page, written, month_first=month_first)):
                yield stamp
                break


def time_on(page: Page, day: date) -> Stamp | None:
    """A time of that day in a time element or a script, of no update: for what is elsewhere told only to the day."""
    for node in time_elements(page)[:_MOST]:
        written = node.attributes.get("datetime") or text_of(node)
        stamp = _read(page, written, month_first=page.month_first)
        if stamp and stamp.timed and stamp.at.date() == day and not _is_update(node):
            return stamp
    return next((stamp for stamp in _in_scripts(page) if stamp.timed and stamp.at.date() == day), None)


def _is_update(node: LexborNode) -> bool:
    """Whether a time element says, or what stands around it, that something was changed then."""
    outer = node.parent
    named = " ".join(f"{one.attributes.get('class')} {one.attributes.get('itemprop')}" for one in (node, outer) if one)
    around = text_of(outer) if outer else ""
    return _CHANGED.search(named) is not None or (
        len(around) <= _LABELLED and _UPDATED.search(around.lower()) is not None
    )


def _read(page: Page, written: str, *, month_first: bool) -> Stamp | None:
    return read_stamp(written, "marked as a date", month_first=month_first, countries=page.countries)


def relative_dates(times: Sequence[LexborNode], lines: Sequence[str]) -> Iterator[tuple[int, Stamp]]:
    """The dates of time elements that print something else, such as "two hours ago", each with its line."""
    for node in times[:_MOST]:
        printed = text_of(node)
        if not printed or _YEAR.search(printed):
            continue
        if stamp := read_stamp(node.attributes.get("datetime") or "", "time element"):
            number = next((number for number, line in enumerate(lines) if printed in line), None)
            if number is not None:
                yield number, stamp


def running_times(page: Page) -> set[str]:
    """What the page prints as how long a video or a recording takes, in the form of a clock."""
    return {text for node in page.nodes(_LASTING, _MOST) if _CLOCK.fullmatch(text := text_of(node))}


def only_time_element(page: Page, seen: datetime) -> Stamp | None:
    """The date of the page's time elements outside of margins where all have the same day."""
    dated = [node for node in page.elements.tagged("time") if "datetime" in node.attrs][:_MOST_TIMES]
    written = (node.attrs.get("datetime") or "" for node in dated if not page.in_margin(node))
    stamps = [read_stamp(text, "time element") for text in written]
    known = [stamp for stamp in stamps if stamp and plausible(stamp.at, seen)]
    return known[0] if len({stamp.at.date() for stamp in known}) == 1 else None


def date_in_scripts(page: Page, seen: datetime) -> Stamp | None:
    """The first date of publication in the state that scripts keep."""
    return next((stamp for stamp in _in_scripts(page) if plausible(stamp.at, seen)), None)


def _in_scripts(page: Page) -> Iterator[Stamp]:
    for found in _STAMP.finditer(page.html):
        named = _STATE.search(page.html[max(0, found.start() - _BEFORE) : found.start()])
        if named and (stamp := read_stamp(found[0], "state in a script")):
            yield stamp
