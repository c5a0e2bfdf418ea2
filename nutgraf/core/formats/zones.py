"""Time zones as dates name them: offsets, names from the IANA's list, abbreviations."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from nutgraf.core.formats.url import host

_FURTHEST = 14  # hours from UTC
_BY_QUARTERS = 15
_WEST_OF_UTC = {0, 30}  # minutes that zones there have
_UNTIL = re.compile(r"(?:uhr|hrs?|h|น)\b\.?", re.IGNORECASE)  # what some put between a clock and its zone
_OFFSET = re.compile(
    r"(?P<utc>utc|gmt|z)?\s?(?P<sign>[+\u2013\u2014-])(?P<space>\s?)(?P<hours>\d{1,2})"
    r"(?:(?P<apart>[:.]?)(?P<minutes>\d\d|5(?!\d)))?(?!\d|[:.-]\d)",
    re.IGNORECASE,
)
_LONG_DASHES = "\u2013\u2014"
_IANA = re.compile(
    r"[\s,]*[\[(]?!?((?:africa|america|antarctica|arctic|asia|atlantic|australia|brazil|canada|chile|etc|europe|indian|"
    r"mexico|pacific|us)/[a-z]{2,20}0?(?:[/_+-][a-z0-9]{1,20}){0,4})(?![\w/])",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    r"[\s,(]*([a-z]+(?:\s[a-z]+)??)\s(?:(standard|daylight|summer)\s)?time\b|[\s,(]*(coordinated universal time)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"([\s,]*)([(\[]?)([^\W\d_]{1,5})(?![\w'’-])")
_CAPITALS = re.compile(r"\s[^\W\d_]{2}")

_ABBREVIATIONS: Mapping[str, float | str] = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "MEZ": 1, "MET": 1, "CEST": 2, "MESZ": 2, "MEST": 2,
    "EET": 2, "OEZ": 2, "EEST": 3, "OESZ": 3, "MSK": 3, "TRT": 3, "SAMT": 4, "YEKT": 5, "OMST": 6, "NOVT": 7,
    "KRAT": 7, "IRKT": 8, "YAKT": 9, "VLAT": 10, "MAGT": 11, "PETT": 12, "AZT": 4, "AFT": 4.5, "UZT": 5, "TJT": 5,
    "TMT": 5, "PKT": 5, "NPT": 5.75, "BTT": 6, "MMT": 6.5, "ICT": 7, "WIB": 7, "HOVT": 7, "WITA": 8, "PHT": 8,
    "PHST": 8, "MYT": 8, "SGT": 8, "HKT": 8, "ULAT": 8, "AWST": 8, "WIT": 9, "JST": 9, "KST": 9, "ACST": 9.5,
    "ACDT": 10.5, "AEST": 10, "AEDT": 11, "CHST": 10, "PGT": 10, "NZST": 12, "NZDT": 13, "FJT": 12, "IRST": 3.5,
    "IRDT": 4.5, "IDT": 3, "EAT": 3, "SAST": 2, "CAT": 2, "WAT": 1, "WAST": 2, "GST": 4, "EST": -5, "EDT": -4,
    "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "HDT": -9, "ADT": -3,
    "NST": -3.5, "NDT": -2.5, "HNE": -5, "HAE": -4, "BRT": -3, "BRST": -2, "ART": -3, "UYT": -3, "CLT": -4,
    "CLST": -3, "BOT": -4, "VET": -4, "COT": -5, "PET": -5, "GYT": -4, "GFT": -3, "SRT": -3, "ET": "America/New_York",
    "CHAST": 12.75, "CHADT": 13.75, "LHST": 10.5, "LHDT": 11, "SBT": 11, "VUT": 11, "NCT": 11, "TAHT": -10, "AZOT": -1,
    "CVT": -1, "MVT": 5, "KGT": 6, "МСК": 3, "PT": "America/Los_Angeles",
    "CT": "America/Chicago", "MT": "America/Denver",
}  # fmt: skip
# What means something else in these countries, and nothing certain in all others unless it stands above too.
_BY_COUNTRY: Mapping[str, Mapping[str, float | str]] = {
    "IST": {"in": 5.5, "lk": 5.5, "ie": 1, "il": "Asia/Jerusalem"},
    "BST": {"gb": 1, "bd": 6},
    "CST": {"us": -6, "ca": -6, "mx": -6, "cr": -6, "gt": -6, "hn": -6, "ni": -6, "sv": -6, "cn": 8, "tw": 8, "cu": -5},
    "AST": {"ca": -4, "pr": -4, "bb": -4, "tt": -4, "jm": -4, "sa": 3, "kw": 3, "bh": 3, "qa": 3, "iq": 3, "ye": 3},
    "EST": {"au": 10},
    "EDT": {"au": 11},
    "PST": {"ph": 8, "pk": 5},
    "MST": {"my": 8, "mm": 6.5},
    "AMT": {"br": -4, "am": 4},
    "ECT": {"ec": -5},
    "SST": {"sg": 8},
    "WST": {"au": 8, "ws": 13},
}
_NAMES_OF_TIMES: Mapping[str, str] = {
    "eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver",
    "pacific": "America/Los_Angeles", "alaska": "America/Anchorage", "hawaii": "Pacific/Honolulu",
    "atlantic": "America/Halifax", "newfoundland": "America/St_Johns", "central european": "Europe/Paris",
    "eastern european": "Europe/Athens", "western european": "Europe/Lisbon", "british": "Europe/London",
    "london": "Europe/London", "greenwich mean": "Etc/GMT", "coordinated universal": "Etc/GMT",
    "irish": "Europe/Dublin",
    "moscow": "Europe/Moscow", "israel": "Asia/Jerusalem", "gulf": "Asia/Dubai", "pakistan": "Asia/Karachi",
    "india": "Asia/Kolkata", "indian": "Asia/Kolkata", "nepal": "Asia/Kathmandu", "bangladesh": "Asia/Dhaka",
    "indochina": "Asia/Bangkok", "western indonesia": "Asia/Jakarta", "singapore": "Asia/Singapore",
    "malaysia": "Asia/Kuala_Lumpur", "philippine": "Asia/Manila", "hong kong": "Asia/Hong_Kong",
    "china": "Asia/Shanghai", "beijing": "Asia/Shanghai", "taipei": "Asia/Taipei", "korea": "Asia/Seoul",
    "korean": "Asia/Seoul", "japan": "Asia/Tokyo", "australian eastern": "Australia/Sydney",
    "australian central": "Australia/Adelaide", "australian western": "Australia/Perth",
    "new zealand": "Pacific/Auckland", "south africa": "Africa/Johannesburg", "east africa": "Africa/Nairobi",
    "west africa": "Africa/Lagos", "central africa": "Africa/Maputo", "brasilia": "America/Sao_Paulo",
    "argentina": "America/Argentina/Buenos_Aires",
}  # fmt: skip
# The IANA's zones whose names are no area's, as newer names call them: a system may lack the old ones.
_FILES: Mapping[str, str] = {
    "cst6cdt": "America/Chicago", "cuba": "America/Havana", "egypt": "Africa/Cairo", "eire": "Europe/Dublin",
    "est5edt": "America/New_York", "gb": "Europe/London", "gb-eire": "Europe/London", "gmt0": "Etc/GMT",
    "greenwich": "Etc/GMT", "hongkong": "Asia/Hong_Kong", "iceland": "Atlantic/Reykjavik", "iran": "Asia/Tehran",
    "israel": "Asia/Jerusalem", "jamaica": "America/Jamaica", "japan": "Asia/Tokyo", "kwajalein": "Pacific/Kwajalein",
    "libya": "Africa/Tripoli", "mst7mdt": "America/Denver", "navajo": "America/Denver", "nz": "Pacific/Auckland",
    "nz-chat": "Pacific/Chatham", "poland": "Europe/Warsaw", "portugal": "Europe/Lisbon", "prc": "Asia/Shanghai",
    "pst8pdt": "America/Los_Angeles", "roc": "Asia/Taipei", "rok": "Asia/Seoul", "singapore": "Asia/Singapore",
    "turkey": "Europe/Istanbul", "uct": "Etc/UTC", "universal": "Etc/UTC", "w-su": "Europe/Moscow", "zulu": "Etc/UTC",
}  # fmt: skip
_AS_FILES = re.compile(rf"\s?(\[?)({'|'.join(_FILES)})(?:\]|$)", re.IGNORECASE)
_BY_MAIL = {"CST": -6}  # RFC 5322 says so for dates of its form
_OF_TWO_LETTERS = {"ET", "PT", "CT", "MT"}
_ALSO_WORDS = {"ET", "PT", "EST", "IST", "CET", "ART", "EAT", "PET", "MET", "WAT", "WIT", "CAT", "WEST", "AST"}
_HOMES = {
    "hi": "in", "ta": "in", "te": "in", "mr": "in", "gu": "in", "kn": "in", "ml": "in", "pa": "in", "si": "lk",
    "he": "il", "iw": "il", "ga": "ie", "cy": "gb", "zh": "cn", "tl": "ph", "fil": "ph", "ms": "my", "my": "mm",
}  # fmt: skip


@lru_cache(1000)
def countries_of(language: str | None, url: str | None) -> tuple[str, ...]:
    """The countries that something in a language, at an address, can be of, the likeliest first."""
    first, *rest = (language or "").replace("_", "-").lower().split("-")
    region = next((part for part in rest if len(part) == len("in")), "")
    ending = (host(url or "") or "").rpartition(".")[2]
    return tuple(filter(None, (region, {"uk": "gb"}.get(ending, ending), _HOMES.get(first, ""))))


def zone_behind(
    text: str, clock: tuple[int, int], *, exact: bool, halved: bool, by_mail: bool, countries: Sequence[str]
) -> tuple[tzinfo | None, tzinfo | None]:
    """The zone that a text begins with, behind a clock; and the one that it is told in, where another is named too.

    ``exact``: the clock has seconds; ``halved``: it has am or pm; ``by_mail``: the date has the form of those in mail.
    """
    text = text.lstrip()
    if between := _UNTIL.match(text):
        text = text[between.end() :].lstrip()
    offset = _OFFSET.match(text.lstrip("(["))
    if offset and (zone := _by_offset(offset, clock, exact=exact)):
        behind = text.lstrip("([")[offset.end() :]
        return zone, _named(behind)
    if named := _named(text, exact=exact) or _in_words(text):
        return named, None
    word = _WORD.match(text)
    if word is None:
        return None, None
    behind = text[word.end() :]
    sure = halved or bool(word[2]) or (exact and not behind)
    abbreviated = _abbreviated(word, behind, sure=sure, by_mail=by_mail, countries=countries)
    glued = _OFFSET.match(behind) if word[3].isupper() else None
    if glued and glued["minutes"]:
        return _by_offset(glued, clock, exact=True) or abbreviated, None
    return abbreviated, _named(behind) if abbreviated else None


def _by_offset(found: re.Match[str], clock: tuple[int, int], *, exact: bool) -> timezone | None:
    """An offset: without UTC before it only where it is no count, and no end of a span of time."""
    hours, digits = int(found["hours"]), found["minutes"] or "0"
    minutes = 30 if digits == "5" else int(digits)
    west = found["sign"] != "+"
    if hours > _FURTHEST or minutes % _BY_QUARTERS or (west and minutes not in _WEST_OF_UTC) or minutes > 45:  # noqa: PLR2004 - three quarters
        return None
    if found["space"] and not found["utc"]:
        return None
    if not found["utc"]:
        if found["sign"] in _LONG_DASHES and (found["minutes"] is None or len(found["hours"]) == 1):
            return None
        if found["minutes"] is None and not (exact and len(found["hours"]) == len("01")):
            return None
        if west and found["apart"] and not exact and (hours, minutes) > clock:
            return None
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if west else offset)


def _named(text: str, *, exact: bool = False) -> ZoneInfo | None:
    """A zone by the IANA's name; one without an area stands in brackets, or behind a time that has seconds."""
    if found := _IANA.match(text):
        return _of_iana(found[1])
    filed = _AS_FILES.match(text)
    return _of_iana(_FILES[filed[2].lower()]) if filed and (exact or filed[1]) else None


def _in_words(text: str) -> tzinfo | None:
    """A zone by the name of its time, as in "Eastern Time"."""
    found = _IN_WORDS.match(text)
    called = (found[1] or "coordinated universal").lower() if found else ""
    name = _NAMES_OF_TIMES.get(called) or _FILES.get(called)
    zone = _of_iana(name) if name else None
    return _in_winter(zone) if zone and found and (found[2] or "").lower() == "standard" else zone


def _in_winter(zone: ZoneInfo) -> timezone:
    """A zone without its summer time."""
    new_year = datetime(2026, 1, 1, tzinfo=zone)
    return timezone((new_year.utcoffset() or timedelta()) - (new_year.dst() or timedelta()))


@lru_cache(1000)
def _of_iana(name: str) -> ZoneInfo | None:
    """The zone of that name, in whichever case it is written."""
    return _of_file(name) or _of_file(_usual_spellings().get(name.lower(), name))


def _of_file(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


@lru_cache(1)
def _usual_spellings() -> Mapping[str, str]:
    return {name.lower(): name for name in available_timezones()}


def _abbreviated(
    found: re.Match[str], behind: str, *, sure: bool, by_mail: bool, countries: Sequence[str]
) -> tzinfo | None:
    """A zone by its abbreviation, where that is no word of a sentence; ``sure``: where it can be none."""
    apart, _, word = found.groups()
    name = word.upper()
    if not (sure or word.isupper() or name in {"UTC", "GMT"} or (name == "Z" and not apart)):
        return None
    shouted = _CAPITALS.match(behind)
    if name in _ALSO_WORDS and not sure and shouted and shouted[0].isupper():
        return None
    if name in {"CT", "MT"} and not sure:
        return None
    local = _BY_COUNTRY.get(name, {})
    known = next((local[country] for country in countries if country in local), _ABBREVIATIONS.get(name))
    if known is None and by_mail:
        known = _BY_MAIL.get(name)
    return None if known is None else _zone(known)


def _zone(known: float | str) -> tzinfo | None:
    if isinstance(known, str):
        return _of_iana(known)
    return timezone(timedelta(hours=known))
