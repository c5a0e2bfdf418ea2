"""Times, scores, reasons and languages as a page shows them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from nutgraf.records import Reason, Score, Tag
from nutgraf.web.languages import Direction, direction, language_name

_UNITS = (("min", timedelta(minutes=1)), ("h", timedelta(hours=1)), ("days", timedelta(days=1)))
_LARGEST_COUNT = {"min": 60, "h": 48, "days": 60}


class View(msgspec.Struct, frozen=True, kw_only=True):
    """The base of what a template is given."""


class Moment(View, frozen=True):
    """A time: for machines, in full (UTC), and as a reader counts it; ``ago`` is empty for what is long past."""

    iso: str
    exact: str
    short: str
    hour: str
    day: str
    ago: str


class Part(View, frozen=True):
    """One named part of a score, or one reason."""

    name: str
    value: str
    note: str


class Number(View, frozen=True):
    """A score and what it is the sum of."""

    total: str
    parts: tuple[Part, ...]


class Lang(View, frozen=True):
    """The language of some text: its ``lang`` and ``dir`` attributes, and its name."""

    tag: str
    direction: Direction
    name: str


def moment(time: datetime, now: datetime) -> Moment:
    """A time as it is shown at ``now``; both in UTC."""
    return Moment(
        iso=f"{time:%Y-%m-%dT%H:%M:%SZ}",
        exact=f"{time.day} {time:%b %Y, %H:%M} UTC",
        short=f"{time.day} {time:%b %H:%M}" if time.year == now.year else f"{time.day} {time:%b %Y}",
        hour=f"{time:%H:%M}",
        day=f"{time:%A}, {time.day} {time:%B %Y}",
        ago=_ago(now - time),
    )


def _ago(age: timedelta) -> str:
    past, age = age >= timedelta(), abs(age)
    if age < timedelta(minutes=1):
        return "now"
    for name, unit in _UNITS:
        count = age // unit
        if count < _LARGEST_COUNT[name]:
            counted = f"{count} {'day' if name == 'days' and count == 1 else name}"
            return f"{counted} ago" if past else f"in {counted}"
    return ""


def number(score: Score) -> Number:
    """A score with its parts, each with its sign."""
    return Number(total=_minus(str(score.total)), parts=tuple(_part(part, signed=True) for part in score.parts))


def points(tag: Tag) -> Number:
    """The score of a topic with its parts."""
    return Number(total=f"{tag.score:g}", parts=tuple(_part(part, signed=True) for part in tag.reasons))


def reasons(given: Sequence[Reason]) -> tuple[Part, ...]:
    """Reasons with their measure."""
    return tuple(_part(reason, signed=False) for reason in given)


def _part(reason: Reason, *, signed: bool) -> Part:
    whole = float(reason.value).is_integer()
    value = f"{reason.value:{'+' if signed else ''}.{0 if whole else 2}f}"
    return Part(name=reason.name.replace("_", " "), value=_minus(value), note=reason.note)


def _minus(figure: str) -> str:
    return figure.replace("-", "\u2212")


def lang(tag: str | None) -> Lang:
    """A language as attributes and by name; text in an unknown one has an empty ``lang``, as HTML wants it."""
    return Lang(tag=tag or "", direction=direction(tag), name=language_name(tag))


def counted(count: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 report, 2 reports."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
