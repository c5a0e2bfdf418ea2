"""Dates that a page marks for machines outside of its metadata: time elements, telling classes, state in scripts."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain

from selectolax.lexbor import LexborNode

from nutgraf.core.formats.dates import Stamp, plausible, read_stamp
from nutgraf.core.page.parsed import Page, ancestors, text_of

_MOST = 10  # elements looked at, however many a page has; chosen, not measured
_NAMED = (
    '[class*="publish" i][class*="date" i], [class*="pubdate" i], [class*="post-date" i], [class*="entry-date" i], '
    '[class*="article-date" i], [class*="article__date" i], [class*="dateline" i], [class~="published" i], '
    '[class*="posted-on" i], '
    '[class*="timestamp" i], [class~="date" i], [class~="datum" i], [class~="fecha" i], [id*="date" i]'
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUOTE = r"(?:\\*[\"']|&quot;)"
_STAMP = re.compile(r"20\d\d-\d\d-\d\d(?:[T ][\d:.]{5,15}(?:Z|[+-]\d\d:?\d\d)?)?")
_STATE = re.compile(
    r"(?:date_?published|published_?(?:at|date|on|time)?|publish_?(?:date|time|at)|publication_?date|"
    rf"first_?published\w*|created_?at|creation_?date){_QUOTE}\s{{0,3}}:\s{{0,3}}{_QUOTE}$",
    re.IGNORECASE,
)
_BEFORE = 60  # characters in front of a date where its name stands; chosen, not measured


def time_elements(page: Page) -> list[LexborNode]:
    """The page's time elements outside of margins, the likelier to be the article's first."""
    nodes = [node for node in page.nodes("time") if not page.in_margin(node)]
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
            if written and (stamp := read_stamp(written, "marked as a date", month_first=month_first)):
                yield stamp
                break


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


def only_time_element(page: Page, seen: datetime) -> Stamp | None:
    """The date of the page's time elements where all have the same day, wherever they stand."""
    written = (node.attributes.get("datetime") or "" for node in page.nodes("time[datetime]"))
    stamps = [read_stamp(text, "time element") for text in written]
    known = [stamp for stamp in stamps if stamp and plausible(stamp.at, seen)]
    return known[0] if len({stamp.at.date() for stamp in known}) == 1 else None


def date_in_scripts(page: Page, seen: datetime) -> Stamp | None:
    """The first date of publication in the state that scripts keep."""
    for found in _STAMP.finditer(page.html):
        named = _STATE.search(page.html[max(0, found.start() - _BEFORE) : found.start()])
        if named and (stamp := read_stamp(found[0], "state in a script")) and plausible(stamp.at, seen):
            return stamp
    return None
