"""The byline that a page prints as plain text: beside the title, or with words that say who wrote it."""

import re
from collections.abc import Sequence
from itertools import chain, pairwise, takewhile

from nutgraf.core.fields.bylines.authors import is_agency, names_of
from nutgraf.core.fields.bylines.signatures import NAME, line_parts, lines_near, only_presented, only_signature
from nutgraf.core.formats.dates import read_stamp
from nutgraf.core.languages.patterns import Pattern

_BESIDE = Pattern(
    "bylines",
    r"^%labels(?:\s?[:：]\s*|\s+(?-i:(?=[^\s\da-zà-öø-ÿа-яё])))(.{2,80})$|^(?-i:%glued_openings(?=[A-Z]))(.{4,80})$",
    re.IGNORECASE,
)
_LABEL_ALONE = Pattern("bylines", r"^%labels\s?[:：]?$", re.IGNORECASE)
_ANYWHERE = Pattern(
    "bylines", r"^%anywhere\s?:?\s?(.{2,120})$|^%labels_anywhere\s?:\s*(.{2,120})$|^%sentences", re.IGNORECASE
)
_HEADING = Pattern("bylines", "(?:(?P<several>%headings_of_several)|%headings):?", re.IGNORECASE)
# Chosen with the pages in view that bench/floors.toml names.
_LONGEST_HEADING = 25
_MOST = 6
_NEAR_ABOVE, _NEAR_BELOW = 3, 11
_LONGEST = 160
_DATED = re.compile(r"\d")


def printed_byline(lines: Sequence[str], at: int | None) -> tuple[str, ...]:
    """The byline, still with its date and roles, in a one-element tuple; ``at`` is the number of the title's line."""
    near = (_beside(lines, number, at or 0) for number in lines_near(lines, at, _NEAR_ABOVE, _NEAR_BELOW))
    anywhere = (found for line in lines if len(line) < _LONGEST and (found := _ANYWHERE.match(line)))
    candidates = chain(near, (next(filter(None, found.groups())) for found in anywhere))
    byline = next((text for text in candidates if text and names_of([text])), None)
    if byline:
        return (byline,)
    return _below_heading(lines) or _below_only_label(lines) or only_signature(lines) or only_presented(lines)


def _below_heading(lines: Sequence[str]) -> tuple[str, ...]:
    """The name in the line below one that says no more than "Author", or all below "Authors"."""
    for number, line in enumerate(lines):
        if len(line) < _LONGEST_HEADING and (heading := _HEADING.fullmatch(line)):
            most = _MOST if heading["several"] else 1
            return tuple(takewhile(NAME.fullmatch, lines[number + 1 : number + 1 + most]))
    return ()


def _below_only_label(lines: Sequence[str]) -> tuple[str, ...]:
    """The name in the line below "Written by", wherever it stands, where the page has no other such."""
    names = {name for label, name in pairwise(lines) if len(label) < _LONGEST_HEADING and _LABEL_ALONE.match(label)}
    return tuple(names) if len(names) == 1 and all(map(NAME.fullmatch, names)) else ()


def _beside(lines: Sequence[str], number: int, at: int) -> str | None:
    """The name in a line near the title: behind "By", beside a date, or in the line below a lone "Written by"."""
    line = lines[number]
    if len(line) > _LONGEST:
        return None
    if is_agency(line):
        return line
    if number and _LABEL_ALONE.match(lines[number - 1]):
        return line
    parts = line_parts(line)
    for part in parts:
        if found := _BESIDE.match(part.strip()):
            return found[1] or found[2]
    dated = [part for part in parts if _DATED.search(part) and read_stamp(part)]
    if dated or (number == at + 1 and any(map(_is_date, lines[number + 1 : number + 2]))):
        return next((part.strip() for part in parts if part not in dated and NAME.fullmatch(part.strip())), None)
    return None


def _is_date(line: str) -> bool:
    return len(line) < _LONGEST // 2 and _DATED.search(line) is not None and read_stamp(line) is not None
