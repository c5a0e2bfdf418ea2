"""Times of day as the web writes them."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from nutgraf.core.languages.patterns import Pattern

_NOON, _MIDNIGHT, _SIXTY = 12, 24, 60
_SMALL_HOURS: Final = range(1, 6)  # of the night that are of the morning
_BEFORE: Final = 16  # characters before a clock in which its half of the day stands
_CLOCK: Final = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})(?:[:.]|\s?h|\s?[時时시点點])\s?(?P<minute>\d{2})(?:[:.](?P<second>\d{2})|[分분])?"
    r"(?:[.,]\d{1,9})?(?!\d|[/.]\d|-\d(?!\d:?[03]0(?!\d)|\d(?!\d)))(?:\s?(?P<half>[ap])\.?\s?m(?!\w)\.?|\s?(?P<greek>[πμ])\.?μ(?!\w)\.?)?",
    re.IGNORECASE,
)
_COMPACT: Final = re.compile(
    r"t(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?:[.,]\d{1,9})?(?!\d)|"
    r"(?<!\d)(?P<military>[01]\d[0-5]\d|2[0-3][0-5]\d)\s?(?:hrs|hours)\b",
    re.IGNORECASE,
)
_HOUR: Final = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})\s?(?:(?P<half>[ap])(?:\.\s?)?m(?!\w)\.?|(?:hs?|uhr)\b|[時时시点點](?!\w))(?!\s?\d)",
    re.IGNORECASE,
)
_HALF_BEFORE: Final = Pattern(
    "dates",
    r"(?:(?P<a>\b(?-i:AM|A\.M\.)|%before_noon)|(?P<n>%at_night)|(?P<p>\b(?-i:PM|P\.M\.)|%after_noon))\s?$",
    re.IGNORECASE,
)
_HALF_BEHIND: Final = Pattern(
    "dates", r"[\s(]{0,2}(?:(?P<a>%before_noon)|(?P<n>%at_night)|(?P<p>%after_noon))(?!\w)\)?", re.IGNORECASE
)
_AM_AT: Final = re.compile(
    r"\s(?:\d{1,2}\.|(?:spaten |fruhen )?(?:vor|nach)?(?:morgen|mittag|abend)|(?:mon|diens|donners|frei|sams|sonn)tag|"
    r"mittwoch|sonnabend)",
    re.IGNORECASE,
)
_LASTING: Final = Pattern("dates", r"(?:[▶►⏵]|\b(?:%lasting))\W{0,3}$", re.IGNORECASE)
_MINUTES_LONG: Final = re.compile(r"\s?(?:min|sec|sek|seg|мин)", re.IGNORECASE)


class Clock(NamedTuple):
    """A time of day, ``second`` None where it has none; ``behind`` is what stands behind it."""

    hour: int
    minute: int
    second: int | None
    halved: bool
    behind: str


def clock_in(text: str, day: str) -> Clock | None:
    """The first time of day in a text that is not how long something takes; ``day`` is what stands behind the text."""
    if found := _COMPACT.search(text):
        return _clock(found, text, day)
    found = next(_clocks(text), None) or _HOUR.search(text)
    return _clock(found, text, day) if found else None


def _clocks(text: str) -> Iterator[re.Match[str]]:
    for found in _CLOCK.finditer(text):
        if not _LASTING.search(text[: found.start()]) and not _MINUTES_LONG.match(text, found.end()):
            yield found


def _clock(found: re.Match[str], text: str, day: str) -> Clock | None:
    """What a match says; "am" before a German day is no half of one."""
    groups = found.groupdict()
    if military := groups.get("military"):
        return Clock(int(military[:2]), int(military[2:]), None, halved=False, behind=text[found.end() :])
    hour, minute = int(groups["hour"]), int(groups.get("minute") or 0)
    second = int(groups["second"]) if groups.get("second") else None
    half, end = _half(found, groups, text, hour)
    behind = text[end:]
    at_a_day = half == "a" and found[0].endswith(("am", "AM")) and _AM_AT.match(behind + day) is not None
    halved = bool(half) and hour <= _NOON and not at_a_day
    if halved:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    last = (hour, minute, second or 0) == (_MIDNIGHT, 0, 0)
    if not last and (hour >= _MIDNIGHT or minute >= _SIXTY or (second or 0) > _SIXTY):
        return None
    return Clock(hour, minute, second, halved, behind)


def _half(found: re.Match[str], groups: dict[str, str | None], text: str, hour: int) -> tuple[str, int]:
    """The half of the day that a clock is in, "a" or "p", where that is said; and where what says so ends."""
    end = found.end()
    half = (groups.get("half") or {"π": "a", "μ": "p"}.get(groups.get("greek") or "", "")).lower()
    if half or not found.re.groupindex.get("half"):
        return half, end
    if word := _HALF_BEFORE.search(text[max(0, found.start() - _BEFORE) : found.start()]):
        return _named(word, hour), end
    if word := _HALF_BEHIND.match(text[end : end + 2 * _BEFORE]):
        return _named(word, hour), end + word.end()
    return "", end


def _named(word: re.Match[str], hour: int) -> str:
    if word["n"]:
        return "a" if hour in _SMALL_HOURS or hour == _NOON else "p"
    return "a" if word["a"] else "p"
