"""Dates as the web writes them."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta, timezone
from functools import cache

from nutgraf.core.languages.tables import month_names
from nutgraf.records import Record

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web: no date of a page; chosen, not measured
_DAY = timedelta(days=1)
_LONGEST = 200  # characters of a date that are read, against giant ones; chosen, not measured
_PIVOT = 70  # two-digit years from here on are of the last century
_BUDDHIST = 543  # years by which the Buddhist calendar is ahead
_LATEST_GREGORIAN = 2400  # a later year is a Buddhist one
_MONTHS_IN_YEAR = 12
_MS_FROM = 10_000_000_000  # seconds of the year 2286: more are milliseconds

_ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 1, "cet": 1, "west": 1, "mez": 1, "cest": 2, "eet": 2, "mesz": 2,
    "sast": 2, "eest": 3, "msk": 3, "eat": 3, "gst": 4, "pkt": 5, "ist": 5.5, "wib": 7, "sgt": 8, "hkt": 8, "jst": 9,
    "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "est": -5, "edt": -4, "et": -5, "cst": -6, "cdt": -5,
    "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "pt": -8, "brt": -3, "art": -3,
}  # fmt: skip

# Patterns read what _plain gives: lower case, no accents, ASCII digits.
_NAME = r"([^\W\d_][^\s\d,.;:()|/-]{2,13})"
_ISO = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d|[-/.]\d)(?=[t_ z]|\b)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)")
_CLOCK = r"\d{1,2}:\d\d"  # which can stand right behind the year where two elements have no space between them
_YEAR_LAST = re.compile(
    rf"(?<![\d.,])(\d{{1,2}})\s?([-/.|])\s?(\d{{1,2}})\s?[-/.|]\s?(\d{{4}}(?!\d|:\d)|\d{{4}}(?={_CLOCK})|\d\d(?={_CLOCK})|\d\d\b)"
)
_END = rf"(?=\D|$|{_CLOCK})"
_DAY_NAME = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|[.ºª-])?,?\s?-?(?:de |d'|of |da )?"
    rf"{_NAME}[.,]{{0,2}}[\s-]?(?:de |del )?'?(\d{{4}}){_END}"
)
_NAME_DAY = re.compile(
    rf"{_NAME}\.?\s?(\d{{1,2}})(?:st|nd|rd|th)?,?\s{{0,2}}(?:\d{{1,2}}:\d{{2}}(?::\d{{2}})?\s?(?:[a-z]{{1,4}}\s)?)?(\d{{4}}){_END}"
)
_YEAR_NAME = re.compile(rf"(?<!\d)(\d{{4}})[.,]?\s(?:ko )?{_NAME}\.?\s(\d{{1,2}})(?!\d)")
_TIME = re.compile(
    r"(?<!\d)(\d{1,2})[:h.時时시]\s?(\d{2})(?:[:.](\d{2})|[分분])?(?:[.,]\d{1,9})?(?!\d|[-/.]\d)\s?([ap]\.?m)?"
)
_COMPACT_TIME = re.compile(r"t(\d{2})(\d{2})(\d{2})?(?!\d)")
_HOUR = re.compile(r"(?<!\d)(\d{1,2})\s?([ap])\.?m\b")
_OFFSET = re.compile(r"(?:\d|[ap]\.?m|utc|gmt)\.?\s?([+-])(\d{1,2}):?(\d{2})?(?!\d|[:-])")
_ZONE = re.compile(rf"(?:\d|[ap]\.?m\.?)\s?\(?({'|'.join(sorted(_ZONES, key=len, reverse=True))})\b")
_PLAIN_ISO = re.compile(r"[12]\d{3}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d{3,6})?(?:Z|[+-]\d\d:?\d\d)?")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")


def _plain(text: str) -> str:
    """Lower case without accents; digits of any script as ASCII."""
    folded = unicodedata.normalize("NFKD", text.lower().replace("ı", "i"))
    letters = (
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in folded
        if not "\u0300" <= letter <= "\u036f"
    )
    return unicodedata.normalize("NFC", "".join(letters))


_SHORT_MONTHS = {"jun": 6, "jul": 7, "mar": 3, "maj": 5, "mai": 5, "lis": 11, "sij": 1}


@cache
def _months() -> Mapping[str, int]:
    """The months by their names in full and by how these begin."""
    full = {_plain(name): number for number, names in enumerate(month_names(), 1) for name in names}
    short = {name[:length]: number for name, number in reversed(full.items()) for length in range(3, len(name))}
    return short | _SHORT_MONTHS | full


class Stamp(Record, frozen=True):
    """A date as written, in its own zone, or in UTC where none is written; ``timed``: it says more than the day.

    ``source`` says where it is written, in the words of ``nutgraf extract --explain``.
    """

    at: datetime
    zoned: bool = False
    timed: bool = False
    source: str = ""


def parse_date(value: str, *, month_first: bool = False) -> datetime | None:
    """The first date in a string, in its own zone: ISO 8601, RFC 3339, RFC 822, epoch seconds, and what sites print.

    A date without time is midnight, a time without zone UTC. ``month_first`` reads 3/4/2020 as the 4th of March.
    """
    stamp = read_stamp(value, month_first=month_first)
    return stamp.at if stamp else None


def read_stamp(value: str, source: str = "", *, month_first: bool = False) -> Stamp | None:
    """What ``parse_date`` reads, with how exactly it is written there."""
    value = value[:_LONGEST].strip()
    if not any(map(str.isdecimal, value)):
        return None
    try:
        if _EPOCH.fullmatch(value):
            seconds = float(value)
            seconds /= 1000 if seconds > _MS_FROM else 1
            return _stamp(datetime.fromtimestamp(seconds, UTC), source, zoned=True)
        if _PLAIN_ISO.fullmatch(value):
            written = datetime.fromisoformat(value)
            zoned = written.tzinfo is not None
            return _stamp(written if zoned else written.replace(tzinfo=UTC), source, zoned=zoned)
        return _stamp_of_text(_plain(value), source, month_first=month_first)
    except (ValueError, OverflowError, OSError):
        return None


def _stamp(at: datetime, source: str, *, zoned: bool) -> Stamp:
    at.astimezone(UTC)  # raises where the first or last day of all is told in another zone
    return Stamp(at=at, zoned=zoned, timed=at.time() != time.min, source=source)


def _stamp_of_text(plain: str, source: str, *, month_first: bool) -> Stamp | None:
    day = _day_by_number(plain, month_first=month_first) or _day_by_name(plain)
    if day is None:
        return None
    year, month, number, rest = day
    year -= _BUDDHIST if year > _LATEST_GREGORIAN else 0
    zone = _zone_in(rest)
    return _stamp(datetime(year, month, number, *_time_in(rest), tzinfo=zone or UTC), source, zoned=zone is not None)


def _day_by_number(plain: str, *, month_first: bool) -> tuple[int, int, int, str] | None:
    """Year, month, day and the rest of the string, where the time may be."""
    for pattern in (_ISO, _YEAR_FIRST):
        if found := pattern.search(plain):
            return int(found[1]), int(found[2]), int(found[3]), _around(plain, found)
    if found := _YEAR_LAST.search(plain):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if second > _MONTHS_IN_YEAR or (month_first and found[2] == "/" and first <= _MONTHS_IN_YEAR):
            first, second = second, first
        if len(found[4]) == len("99"):
            year += 1900 if year >= _PIVOT else 2000
        return year, second, first, _around(plain, found)
    return None


def _day_by_name(plain: str) -> tuple[int, int, int, str] | None:
    for pattern, (year, name, day) in ((_DAY_NAME, (3, 2, 1)), (_NAME_DAY, (3, 1, 2)), (_YEAR_NAME, (1, 2, 3))):
        for found in pattern.finditer(plain):
            if month := _months().get(found[name]):
                inside = found[0][len(found[1]) :] if ":" in found[0] else ""
                return int(found[year]), month, int(found[day]), f"{_around(plain, found)} {inside}"
    return None


def _around(plain: str, found: re.Match[str]) -> str:
    return f"{plain[found.end() :]} {plain[: found.start()]}"


def _time_in(rest: str) -> tuple[int, int, int]:
    half = ""
    if found := _COMPACT_TIME.search(rest):
        hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    elif found := _TIME.search(rest):
        hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
        half = (found[4] or "")[:1]
    elif found := _HOUR.search(rest):
        hour, minute, second, half = int(found[1]), 0, 0, found[2]
    else:
        return 0, 0, 0
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    in_a_day = hour < 24 and minute < 60 and second < 60  # noqa: PLR2004 - the clock's own numbers
    return (hour, minute, second) if in_a_day else (0, 0, 0)


def _zone_in(rest: str) -> timezone | None:
    if found := _OFFSET.search(rest):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return timezone(-offset if found[1] == "-" else offset)
    if found := _ZONE.search(rest):
        return timezone(timedelta(hours=_ZONES[found[1]]))
    return None


def plausible(date: datetime, seen: datetime) -> bool:
    """Whether something captured at ``seen`` can have been published then: since 1990, not over a day later."""
    return _EARLIEST <= date <= seen + _DAY
