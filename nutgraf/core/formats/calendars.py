"""Days as other calendars and numerals tell them, in ours: eras of East Asia, Buddhist and Solar Hijri years."""

import re
from datetime import date, timedelta
from typing import Final

_BUDDHIST: Final = 543  # years by which the Buddhist calendar is ahead
_LATEST_GREGORIAN: Final = 2400  # a later year is a Buddhist one
# Years of the Solar Hijri calendar that the web has seen, and the lunar one has not.
_SOLAR: Final = range(1369, 1411)
# Years of the lunar Hijri calendar that the web has seen: which day of it is meant no rule tells.
LUNAR: Final = range(1411, 1500)
_FIRST_OF_1404: Final = date(2025, 3, 21)
_LEAP: Final = frozenset({1, 5, 9, 13, 17, 22, 26, 30})  # of 33 years, right until 1500
_HALF, _LONG, _SHORT, _YEAR = 6, 31, 30, 365  # the first six months have 31 days

_ERA: Final = re.compile(r"(令和|平成|昭和|中華民國|民國|民国)\s?(\d{1,3}|元)\s?年")
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "中華民國": 1911, "民國": 1911, "民国": 1911}
_MINGUO: Final = re.compile(r"(?<!\d)(1[0-4]\d)\s?年(?=\s?\d{1,2}\s?月\s?\d)")
_FIGURES: Final = "〇一二三四五六七八九"
_WRITTEN: Final = re.compile(
    r"(?:(?P<year>[零〇○一二三四五六七八九]{3,4}|\d{3,4}|元|[一二三四五六七八九十]{1,3})\s?年)\s?"
    r"(?P<month>[一二三四五六七八九十]{1,2}|\d{1,2})\s?月\s?(?P<day>[一二三四五六七八九十廿]{1,3}|\d{1,2})\s?[日号號]"
)


def in_figures(text: str) -> str:
    """A text with years of eras as those of our own, and days that are written in Chinese numerals in figures."""
    if "年" not in text:
        return text
    text = _WRITTEN.sub(_in_figures, text)
    text = _ERA.sub(lambda era: f"{_ERAS[era[1]] + (1 if era[2] == '元' else int(era[2]))}年", text)
    return _MINGUO.sub(lambda year: f"{int(year[1]) + _ERAS['民國']}年", text)


def _in_figures(found: re.Match[str]) -> str:
    year, month, day = (_number(found[part]) for part in ("year", "month", "day"))
    return f"{year}年{month}月{day}日"


def _number(written: str) -> str:
    """A number in figures: digit by digit, or with a sign for ten."""
    written = written.replace("零", "〇").replace("○", "〇").replace("廿", "二十")
    tens, ten, ones = written.rpartition("十")
    if ten:
        return str(10 * (_FIGURES.index(tens) if tens else 1) + (_FIGURES.index(ones) if ones else 0))
    return "".join(str(_FIGURES.index(one)) if one in _FIGURES else one for one in written)


def in_our_calendar(year: int, month: int, day: int) -> tuple[int, int, int]:
    """A day whose numbers are told, be they of the Buddhist or the Solar Hijri calendar."""
    return of_the_sun(year, month, day) if year in _SOLAR else (our_year(year), month, day)


def our_year(year: int) -> int:
    """A year that may be told by the Buddhist calendar."""
    return year - (_BUDDHIST if year > _LATEST_GREGORIAN else 0)


def of_the_sun(year: int, month: int, day: int) -> tuple[int, int, int]:
    """A day of the Solar Hijri calendar in ours; raises ValueError where it has none such."""
    longest = _LONG if month <= _HALF else _SHORT
    if not (1 <= month <= 2 * _HALF and 1 <= day <= longest and year < LUNAR.stop):
        raise ValueError(f"no day {day} of month {month}")
    turned = _FIRST_OF_1404 + timedelta(days=_days_until(year) - _days_until(1404))
    days = (month - 1) * _SHORT + min(month - 1, _HALF) + day - 1
    at = turned + timedelta(days=days)
    return at.year, at.month, at.day


def _days_until(year: int) -> int:
    leaps = sum(1 for one in range(year) if one % 33 in _LEAP)
    return year * _YEAR + leaps
