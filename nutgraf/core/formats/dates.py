"""Dates as the web writes them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import TypeAlias

from msgspec.structs import replace

from nutgraf.core.formats.calendars import LUNAR, in_figures, in_our_calendar, of_the_sun, our_year
from nutgraf.core.formats.clocks import Clock, clock_in
from nutgraf.core.formats.zones import zone_behind
from nutgraf.core.languages.tables import month_names, months_of_the_sun
from nutgraf.records import Entry, Precision, Record
from nutgraf.records.times import by_clock, stated

_Day: TypeAlias = tuple[int, int, int]  # year, month, day

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web: no date of a page; chosen, not measured
_DAY = timedelta(days=1)
_LONGEST = 200  # characters of a date that are read, against giant ones; chosen, not measured
_PIVOT = 70  # two-digit years from here on are of the last century
_MONTHS_IN_YEAR = 12
_NOTHING_MORE = " ,.|·–—-0123456789"  # between a clock and the day behind it, which can have only its year there
_TO_THE_MINUTE = len("2020-12-17T10:42")

# Patterns of days read what _plain gives, in lower case; those of clocks and zones what it gives.
_NAME = r"([^\W\d_][^\s\d,،.;:()|/-]{1,13}|[ivx](?=[./]))"
_ISO = re.compile(r"(?<!\d)(\d{4})(-?)(\d{2})-?(\d{2})(?!\d|[-/.]\d)(?=[t_ z]|\b)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?([-/.年년])\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)")
_CLOCK = r"\d{1,2}:\d\d"  # which can stand right behind the year where two elements have no space between them
_YEAR_LAST = re.compile(
    rf"(?<![\d.,])(?<!\b[rhs])(?<!\b[rhs]\s)(?<![和成令平昭])(\d{{1,2}})\s?([-/.|])\s?(\d{{1,2}})\s?\2\s?(\d{{4}}(?!\d|:\d)|\d{{4}}(?={_CLOCK})|\d\d(?={_CLOCK})|\d\d\b)"
)
_NUMBERED = re.compile(r"(?<!\d)(\d{1,2})\s(?:thang|thg)\s?(\d{1,2})(?:\s?[,/-])?\s(?:nam\s)?(\d{4})(?!\d)")
_END = rf"(?=\D|$|{_CLOCK})"
_DAY_NAME = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|[.ºª/-])?,?\s?-?(?:de |d'|of |da )?"
    rf"{_NAME}(?:\s?/\s?[^\W\d_]{{2,9}})?[.,،/]{{0,2}}[\s-]?(?:de |del |พ\.ศ\.\s?)?'?(\d{{4}}){_END}"
)
_NAME_DAY = re.compile(
    rf"{_NAME}\.?\s?(\d{{1,2}})(?:st|nd|rd|th)?,?\s{{0,2}}(?:\d{{1,2}}:\d{{2}}(?::\d{{2}})?\s?(?:(?:[a-z]{{1,4}}|[+-]\d{{4}})\s)?)?(\d{{4}}){_END}"
)
_YEAR_NAME = re.compile(rf"(?<!\d)(\d{{4}})[.,]?\s(?:ko |m\. )?{_NAME}\.?\s(\d{{1,2}})(?!\d)")
_YEAR_DAY_NAME = re.compile(rf"(?<!\d)(\d{{4}})(?:\.\sgada|-yil|\sжыл\w*)\s(\d{{1,2}})[.-]?\s?{_NAME}")
_SHORT_YEAR = re.compile(rf"(?<!\d)(\d{{1,2}})[\s.-]{{1,2}}{_NAME}\.?[\s-]'?(\d\d)(?=\s\d{{1,2}}[:.]\d|,?\s*$)")
_BY_NAME = (
    (_DAY_NAME, (3, 2, 1)), (_NAME_DAY, (3, 1, 2)), (_YEAR_NAME, (1, 2, 3)), (_YEAR_DAY_NAME, (1, 3, 2)),
    (_SHORT_YEAR, (3, 2, 1)),
)  # fmt: skip
_BY_MAIL = re.compile(r"(?:[a-z]{3},?\s)?\d{1,2}\s[a-z]{3}\s\d{2,4}\s\d", re.IGNORECASE)
_ALIKE = str.maketrans("−‐‑يك", "---یک")
_PLAIN_ISO = re.compile(r"(?:19|20)\d\d-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d{3,6})?(?:Z|[+-]\d\d:?\d\d)?")
_DIGITS = re.compile(r"(?:19|20)\d{10}(?:\d\d)?")
_EPOCH = re.compile(
    r"(?:\\?/date\()?(?:(\d{9,10}(?:\.\d+)?)|(\d{12,13})|(\d{16}))(?:(?:[+-]\d{4})?\)\\?/)?", re.IGNORECASE
)


def _plain(text: str) -> str:
    """Without accents; digits of any script as ASCII, one sign for minus, and a day as our calendar has it."""
    plain = _folded(text)
    return plain if plain.isascii() else _joined().sub(lambda name: _NO_NAME.sub("", name[0]), in_figures(plain))


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.replace("ı", "i")).translate(_ALIKE)
    letters = (
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in folded
        if not "\u0300" <= letter <= "\u036f"
    )
    return unicodedata.normalize("NFC", "".join(letters))


_SHORT_MONTHS = {"jun": 6, "jul": 7, "mar": 3, "maj": 5, "mai": 5, "lis": 11, "sij": 1}
_ROMAN = {name: number for number, name in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), 1)}
_NO_NAME = re.compile(r"[._\s]")  # what a name of a month has within it, and is read without


@cache
def _joined() -> re.Pattern[str]:
    """The names of months with a space or full stops in them."""
    names = (_folded(name) for twelve in (*month_names(), *months_of_the_sun()) for name in twelve)
    parted = sorted((name for name in names if _NO_NAME.search(name)), key=len, reverse=True)
    return re.compile("|".join(re.escape(name).replace("_", r"[\s_]") for name in parted))


@cache
def _months() -> Mapping[str, int]:
    """The months by their names in full and by how these begin."""
    full = _numbered(month_names())
    short = {name[:length]: number for name, number in reversed(full.items()) for length in range(3, len(name))}
    return short | _SHORT_MONTHS | _ROMAN | full


@cache
def _solar_months() -> Mapping[str, int]:
    return _numbered(months_of_the_sun())


def _numbered(months: Sequence[Sequence[str]]) -> dict[str, int]:
    return {_NO_NAME.sub("", _folded(name.lower())): number for number, names in enumerate(months, 1) for name in names}


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
    if not any(map(str.isdecimal, value)) and "年" not in value:
        return None
    try:
        if _DIGITS.fullmatch(value):
            value = f"{value[:8]}T{value[8:]}"
        if epoch := _EPOCH.fullmatch(value):
            seconds = float(epoch[1] or 0) + int(epoch[2] or 0) / 1000 + int(epoch[3] or 0) / 1_000_000
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
    (year, month, number), (start, end) = day
    midnight = datetime(year, month, number, tzinfo=UTC)
    inside = plain[start:end] if ":" in plain[start:end] else ""
    parts = (plain[end:], ""), (plain[:start], plain[start:]), (inside, "")
    clock = next((clock for part, behind in parts if (clock := clock_in(part, behind))), None)
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


def _day_by_number(plain: str, *, month_first: bool) -> tuple[_Day, tuple[int, int]] | None:
    """A day, and where in the string it stands: the time may be around it. One of the lunar calendar is passed over."""
    for pattern in (_ISO, _YEAR_FIRST):
        for found in pattern.finditer(plain):
            told = int(found[1]), int(found[3]), int(found[4])
            if told[0] not in LUNAR:
                return (in_our_calendar(*told) if found[2] else told), found.span()
    if numbered := _NUMBERED.search(plain):
        return (int(numbered[3]), int(numbered[2]), int(numbered[1])), numbered.span()
    for found in _YEAR_LAST.finditer(plain):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if second > _MONTHS_IN_YEAR or (month_first and found[2] == "/" and first <= _MONTHS_IN_YEAR):
            first, second = second, first
        if len(found[4]) == len("99"):
            year += 1900 if year >= _PIVOT else 2000
        if year not in LUNAR:
            return in_our_calendar(year, second, first), found.span()
    return None


def _day_by_name(plain: str) -> tuple[_Day, tuple[int, int]] | None:
    for pattern, (year, name, day) in _BY_NAME:
        for found in pattern.finditer(plain):
            if month := _months().get(found[name]):
                return (_full_year(found[year], found[name]), month, int(found[day])), found.span()
            if month := _solar_months().get(found[name]):
                return of_the_sun(int(found[year]), month, int(found[day])), found.span()
    return None


def _full_year(year: str, month: str) -> int:
    """A year by its two last digits too; those of Thailand count from Buddha."""
    if len(year) > len("99"):
        return our_year(int(year))
    if "\u0e00" <= month[0] <= "\u0e7f":
        return our_year(2500 + int(year))
    return int(year) + (1900 if int(year) >= _PIVOT else 2000)


def _zone_of(
    clock: Clock, after: str, *, by_mail: bool, countries: Sequence[str]
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
