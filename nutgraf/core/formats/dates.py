"""Dates as the web writes them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import NamedTuple

from msgspec.structs import replace

from nutgraf.core.formats.zones import zone_behind
from nutgraf.core.languages.patterns import Pattern
from nutgraf.core.languages.tables import month_names
from nutgraf.records import Entry, Precision, Record
from nutgraf.records.times import by_clock, stated

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web: no date of a page; chosen, not measured
_DAY = timedelta(days=1)
_LONGEST = 200  # characters of a date that are read, against giant ones; chosen, not measured
_PIVOT = 70  # two-digit years from here on are of the last century
_BUDDHIST = 543  # years by which the Buddhist calendar is ahead
_LATEST_GREGORIAN = 2400  # a later year is a Buddhist one
_MONTHS_IN_YEAR = 12
_MS_FROM = 10_000_000_000  # seconds of the year 2286: more are milliseconds
_NOON, _MIDNIGHT, _SIXTY = 12, 24, 60
_NOTHING_MORE = " ,.|·–—-0123456789"  # between a clock and the day behind it, which can have only its year there
_TO_THE_MINUTE = len("2020-12-17T10:42")

# Patterns of days read what _plain gives, in lower case; those of clocks and zones what it gives.
_NAME = r"([^\W\d_][^\s\d,.;:()|/-]{2,13})"
_ISO = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d|[-/.]\d)(?=[t_ z]|\b)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)")
_CLOCK = r"\d{1,2}:\d\d"  # which can stand right behind the year where two elements have no space between them
_YEAR_LAST = re.compile(
    rf"(?<![\d.,])(?<!\b[rhs])(?<!\b[rhs]\s)(?<!和|成)(\d{{1,2}})\s?([-/.|])\s?(\d{{1,2}})\s?[-/.|]\s?(\d{{4}}(?!\d|:\d)|\d{{4}}(?={_CLOCK})|\d\d(?={_CLOCK})|\d\d\b)"
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
_CLOCK_TIME = re.compile(
    r"(?P<before>午前|上午|오전|午後|下午|오후)?\s?(?<!\d)(?P<hour>\d{1,2})[:h.時时시]\s?(?P<minute>\d{2})(?:[:.](?P<second>\d{2})|[分분])?"
    r"(?:[.,]\d{1,9})?(?!\d|[/.]\d|-\d(?!\d:?[03]0(?!\d)|\d(?!\d)))(?:\s?(?P<half>[ap])\.?\s?m(?!\w)\.?|\s?(?P<greek>[πμ])\.?μ(?!\w)\.?)?",
    re.IGNORECASE,
)
_COMPACT_TIME = re.compile(r"t(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?:[.,]\d{1,9})?(?!\d)", re.IGNORECASE)
_HOUR = re.compile(r"(?<!\d)(?P<hour>\d{1,2})\s?(?P<half>[ap])\.?m(?!\w)\.?", re.IGNORECASE)
_AM_AT = re.compile(
    r"\s(?:\d{1,2}\.|(?:spaten |fruhen )?(?:vor|nach)?(?:morgen|mittag|abend)|(?:mon|diens|donners|frei|sams|sonn)tag|"
    r"mittwoch|sonnabend)",
    re.IGNORECASE,
)
_LASTING = Pattern("dates", r"(?:[▶►⏵]|\b(?:%lasting))\W{0,3}$", re.IGNORECASE)
_MINUTES_LONG = re.compile(r"\s?(?:min|sec|sek|seg|мин)", re.IGNORECASE)
_BY_MAIL = re.compile(r"(?:[a-z]{3},?\s)?\d{1,2}\s[a-z]{3}\s\d{2,4}\s\d", re.IGNORECASE)
_ERA = re.compile(r"(令和|平成|昭和|中華民國|民國|民国)\s?(\d{1,3}|元)年")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "中華民國": 1911, "民國": 1911, "民国": 1911}
_DASHES = str.maketrans("−‐‑", "---")
_PLAIN_ISO = re.compile(r"[12]\d{3}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d{3,6})?(?:Z|[+-]\d\d:?\d\d)?")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")


def _plain(text: str) -> str:
    """Without accents; digits of any script as ASCII, and one sign for minus."""
    folded = unicodedata.normalize("NFKD", text.replace("ı", "i")).translate(_DASHES)
    letters = (
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in folded
        if not "\u0300" <= letter <= "\u036f"
    )
    plain = unicodedata.normalize("NFC", "".join(letters))
    return _ERA.sub(lambda era: f"{_ERAS[era[1]] + (1 if era[2] == '元' else int(era[2]))}年", plain)


_SHORT_MONTHS = {"jun": 6, "jul": 7, "mar": 3, "maj": 5, "mai": 5, "lis": 11, "sij": 1}


@cache
def _months() -> Mapping[str, int]:
    """The months by their names in full and by how these begin."""
    full = {_plain(name.lower()): number for number, names in enumerate(month_names(), 1) for name in names}
    short = {name[:length]: number for name, number in reversed(full.items()) for length in range(3, len(name))}
    return short | _SHORT_MONTHS | full


class Stamp(Record, frozen=True):
    """A date as written, in its own zone, or in UTC where none is written; ``precision`` says how much of it is known.

    Midnight is no more than its day, for so those write it who know no time. ``source`` says where it is written, in
    the words of ``nutgraf extract --explain``.
    """

    at: datetime
    zoned: bool = False
    precision: Precision = "day"
    source: str = ""

    @property
    def timed(self) -> bool:
        """Whether it says more than the day."""
        return self.precision != "day"

    @property
    def kept(self) -> Precision | None:
        """What an article keeps of its precision."""
        return stated(self.at, self.precision)


def parse_date(value: str, *, month_first: bool = False) -> datetime | None:
    """The first date in a string, in its own zone: ISO 8601, RFC 3339, RFC 822, epoch seconds, and what sites print.

    A date without time is midnight, a time without zone UTC. ``month_first`` reads 3/4/2020 as the 4th of March.
    """
    stamp = read_stamp(value, month_first=month_first)
    return stamp.at if stamp else None


def read_stamp(
    value: str, source: str = "", *, month_first: bool = False, countries: Sequence[str] = ()
) -> Stamp | None:
    """What ``parse_date`` reads, with how exactly it is written there; ``countries`` tell zones of one name apart."""
    value = value[:_LONGEST].strip()
    if not any(map(str.isdecimal, value)):
        return None
    try:
        if _EPOCH.fullmatch(value):
            seconds = float(value)
            seconds /= 1000 if seconds > _MS_FROM else 1
            return _stamp(datetime.fromtimestamp(seconds, UTC), source, zoned=True)
        if _PLAIN_ISO.fullmatch(value) and (written := _iso(value)):
            zoned = written.tzinfo is not None
            exact = len(value) > _TO_THE_MINUTE and value[_TO_THE_MINUTE] == ":"
            return _stamp(written if zoned else written.replace(tzinfo=UTC), source, zoned=zoned, exact=exact)
        return _stamp_of_text(_plain(value), source, month_first=month_first, countries=countries)
    except (ValueError, OverflowError, OSError):
        return None


def _iso(value: str) -> datetime | None:
    """None where the clock says 24:00 or a leap second."""
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _stamp(at: datetime, source: str, *, zoned: bool, exact: bool = True) -> Stamp:
    at.astimezone(UTC)  # raises where the first or last day of all is told in another zone
    precision = by_clock(at)
    return Stamp(at=at, zoned=zoned, precision=precision if exact or precision == "day" else "minute", source=source)


def _stamp_of_text(plain: str, source: str, *, month_first: bool, countries: Sequence[str]) -> Stamp | None:
    lower = plain.lower()
    plain = plain if len(lower) == len(plain) else lower
    day = _day_by_number(lower, month_first=month_first) or _day_by_name(lower)
    if day is None:
        return None
    year, month, number, (start, end) = day
    year -= _BUDDHIST if year > _LATEST_GREGORIAN else 0
    midnight = datetime(year, month, number, tzinfo=UTC)
    inside = plain[start:end] if ":" in plain[start:end] else ""
    parts = (plain[end:], ""), (plain[:start], plain[start:]), (inside, "")
    clock = next((clock for part, behind in parts if (clock := _clock_in(part, behind))), None)
    if clock is None:
        return _stamp(midnight, source, zoned=False)
    at = midnight + timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second or 0)
    by_mail = _BY_MAIL.match(plain) is not None
    zone, told = _zone_of(clock, plain[end:], by_mail=by_mail, countries=countries)
    at = _fixed(at.replace(tzinfo=zone)) if zone else at
    stamp = _stamp(_fixed(at.astimezone(told)) if told else at, source, zoned=zone is not None)
    if not any(clock[:3]):
        return replace(stamp, precision="day")
    return replace(stamp, precision="minute" if clock.second is None else "second")


def _fixed(at: datetime) -> datetime:
    """The same time with its offset for a zone."""
    return at.replace(tzinfo=timezone(at.utcoffset() or timedelta()))


def _day_by_number(plain: str, *, month_first: bool) -> tuple[int, int, int, tuple[int, int]] | None:
    """Year, month, day, and where in the string they stand: the time may be around them."""
    for pattern in (_ISO, _YEAR_FIRST):
        if found := pattern.search(plain):
            return int(found[1]), int(found[2]), int(found[3]), found.span()
    if found := _YEAR_LAST.search(plain):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if second > _MONTHS_IN_YEAR or (month_first and found[2] == "/" and first <= _MONTHS_IN_YEAR):
            first, second = second, first
        if len(found[4]) == len("99"):
            year += 1900 if year >= _PIVOT else 2000
        return year, second, first, found.span()
    return None


def _day_by_name(plain: str) -> tuple[int, int, int, tuple[int, int]] | None:
    for pattern, (year, name, day) in ((_DAY_NAME, (3, 2, 1)), (_NAME_DAY, (3, 1, 2)), (_YEAR_NAME, (1, 2, 3))):
        for found in pattern.finditer(plain):
            if month := _months().get(found[name]):
                return int(found[year]), month, int(found[day]), found.span()
    return None


class _Clock(NamedTuple):
    """A time of day, ``second`` None where it has none; ``behind`` is what stands behind it."""

    hour: int
    minute: int
    second: int | None
    halved: bool
    behind: str


def _clock_in(text: str, day: str) -> _Clock | None:
    """The first time of day in a text that is not how long something takes; ``day`` is what stands behind the text."""
    if found := _COMPACT_TIME.search(text):
        return _clock(found, text, "", day)
    for found in _CLOCK_TIME.finditer(text):
        if _LASTING.search(text[: found.start("hour")]) or _MINUTES_LONG.match(text, found.end()):
            continue
        half = (found["half"] or {"π": "a", "μ": "p"}.get(found["greek"] or "", "")).lower()
        if found["before"]:
            half = "a" if found["before"] in {"午前", "上午", "오전"} else "p"
        return _clock(found, text, half, day)
    found = _HOUR.search(text)
    return _clock(found, text, found["half"].lower(), day) if found else None


def _clock(found: re.Match[str], text: str, half: str, day: str) -> _Clock | None:
    """What a match says; "am" before a German day is no half of one."""
    groups = found.groupdict()
    hour, minute = int(groups["hour"]), int(groups.get("minute") or 0)
    second = int(groups["second"]) if groups.get("second") else None
    behind = text[found.end() :]
    at_a_day = half == "a" and found[0].endswith(("am", "AM")) and _AM_AT.match(behind + day) is not None
    halved = bool(half) and hour <= _NOON and not at_a_day
    if halved:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    last = (hour, minute, second or 0) == (_MIDNIGHT, 0, 0)
    if not last and (hour >= _MIDNIGHT or minute >= _SIXTY or (second or 0) > _SIXTY):
        return None
    return _Clock(hour, minute, second, halved, behind)


def _zone_of(
    clock: _Clock, after: str, *, by_mail: bool, countries: Sequence[str]
) -> tuple[tzinfo | None, tzinfo | None]:
    """The zone behind a clock; where the day is behind that, the one behind both."""
    for text in dict.fromkeys((clock.behind, after)):
        zones = zone_behind(
            text,
            (clock.hour, clock.minute),
            exact=clock.second is not None,
            halved=clock.halved,
            by_mail=by_mail,
            countries=countries,
        )
        if zones[0]:
            return zones
        if text.strip(_NOTHING_MORE):
            break
    return None, None


def dated(entry: Entry, published: Stamp | None, modified: Stamp | None) -> Entry:
    """An entry with its times, and how exactly they are known."""
    return replace(
        entry,
        published=published.at if published else None,
        published_precision=published.kept if published else None,
        modified=modified.at if modified else None,
        modified_precision=modified.kept if modified else None,
    )


def plausible(date: datetime, seen: datetime) -> bool:
    """Whether something captured at ``seen`` can have been published then: since 1990, not over a day later."""
    return _EARLIEST <= date <= seen + _DAY
