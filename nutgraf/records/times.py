"""How exactly a time is known."""

from datetime import UTC, datetime, time, timedelta
from typing import Literal, TypeAlias

Precision: TypeAlias = Literal["second", "minute", "day"]

_LASTS = {"second": timedelta(), "minute": timedelta(minutes=1), "day": timedelta(days=1)}


def by_clock(at: datetime) -> Precision:
    """What a time tells by itself: those who know no more than the day write midnight."""
    return "day" if at.time() == time.min else "second"


def stated(at: datetime, precision: Precision) -> Precision | None:
    """What has to be kept of a precision beside the time: None where that tells it by itself."""
    return None if precision == by_clock(at) else precision


def precise(at: datetime, precision: Precision | None) -> Precision:
    """The precision of a time of which this is kept."""
    return precision or by_clock(at)


def ends(at: datetime, precision: Precision | None) -> datetime:
    """Until when it can have been, when no more is known; a day is taken as that of UTC."""
    return at + _LASTS[precise(at, precision)]


def in_utc(at: datetime, precision: Precision | None) -> datetime:
    """A time in UTC; a day stays the day that was written, whatever its zone."""
    if precise(at, precision) == "day":
        return datetime.combine(at.date(), time.min, UTC)
    return at.astimezone(UTC)
