"""When an article was published and last modified: what a page's metadata, its URL, its print and its entry say."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple

from msgspec.structs import replace

from nutgraf.core.claims import opengraph
from nutgraf.core.claims.claim import RECORDING, Claims
from nutgraf.core.claims.found import ADDRESS, ENTRY, Found, Said
from nutgraf.core.fields import visible
from nutgraf.core.fields.dates.marked import time_on
from nutgraf.core.fields.dates.printed import (
    Printed,
    dates_beside,
    last_update,
    likeliest,
    of_an_earlier_update,
    of_day,
    printed_date,
    prints_day,
)
from nutgraf.core.formats.dates import Stamp, plausible
from nutgraf.core.page.parsed import Page
from nutgraf.records import Entry, Precision
from nutgraf.records.times import precise

# Stamps of one moment in two zones: so far apart at most, in quarters of an hour, up to _SLACK; chosen, not measured.
_WIDEST_OFFSET = timedelta(hours=15)
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)  # the offsets that zones have
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_SHOWN = (ADDRESS, "printed")  # where the day is that of the page's readers
_QUARTER = timedelta(minutes=15)
_SLACK = timedelta(seconds=60)
# Names that many sites give to the date of a file, a picture or a change: believed where nothing else speaks.
_DOUBTED = {"JSON-LD uploadDate", "JSON-LD dateCreated"} | {
    f"meta {name}" for name in "date dc.date dcterms.date dc.created dcterms.created dc.date.created".split()
}


class Times(NamedTuple):
    """When an article was published and when last modified."""

    published: Found[datetime | None]
    modified: Found[datetime | None]
    published_precision: Precision | None
    modified_precision: Precision | None


def find_times(page: Page, sources: Sequence[Claims], entry: Entry, title: str, seen: datetime) -> Times:
    """The times of the article with that title, each with the place that was believed."""
    first, last = times_of(page, sources, entry, title, seen)
    return Times(
        _found(first, (*(claim.published for claim in sources), _published(entry))),
        _found(last, (*(claim.modified for claim in sources), _modified(entry))),
        first.kept if first else None,
        last.kept if last else None,
    )


def _found(stamp: Stamp | None, stated: Iterable[Stamp | None]) -> Found[datetime | None]:
    said = tuple(Said(one.source, one.at) for one in stated if one)
    return Found(stamp.at, stamp.source, said) if stamp else Found(None, "", said)


def times_of(
    page: Page, sources: Sequence[Claims], entry: Entry, title: str, seen: datetime
) -> tuple[Stamp | None, Stamp | None]:
    """When the article was published and when last modified, in the page's zone; None where nothing plausible says it.

    The ``source`` of a stamp says which place was believed.
    """
    changed = (claim.modified for claim in sources if claim.modified and claim.modified.source != RECORDING)
    modified = _plausible((*changed, _modified(entry)), seen)
    address = visible.date_in_url(page.url)
    stated = _plausible((address, *(claim.published for claim in sources), _published(entry)), seen)
    recorded = [stamp for stamp in stated if stamp.source == RECORDING]
    stated = [stamp for stamp in stated if stamp.source != RECORDING]
    stated.sort(key=lambda stamp: stamp.source in _DOUBTED)
    printed = [] if stated and _is_settled(stated[0], modified) else dates_beside(page, title, seen)
    if not stated:
        stated = _plausible((*_unstated(page, title, seen), *recorded, *modified, *_elsewhere(page)), seen)[:1]
    else:
        stated = _as_printed(stated, modified, printed, page)
    if recorded and stated and stated[0].timed:
        stated += [stamp for stamp in recorded if stamp.at.replace(tzinfo=UTC) == stated[0].at]
    update = None if modified else last_update(printed, month_first=page.month_first)
    first, last = _exact(stated), _exact(modified or _plausible([update], seen))
    if first and not first.timed:
        first = time_on(page, first.at.date()) or first
    if first and last:
        first, last = _in_one_zone(first, last), _in_one_zone(last, first)
    return first, (None if first and last and last.at < first.at else last)


def _in_one_zone(stamp: Stamp, other: Stamp) -> Stamp:
    """A time in UTC, told in the zone of another time of the page that is less than a day away."""
    near = stamp.timed and other.timed and other.zoned and abs(stamp.at - other.at) < _DAY
    return _in_zone(stamp, other.at.utcoffset() or timedelta()) if near and _is_utc(stamp) else stamp


def _is_settled(first: Stamp, modified: Sequence[Stamp]) -> bool:
    """Whether nothing that the page prints could make its times more exact or show them wrong."""
    exact = first.timed and first.zoned and not _is_utc(first) and first.source not in _DOUBTED
    return exact and bool(modified) and not _changed_then(first, modified)


def _unstated(page: Page, title: str, seen: datetime) -> Iterator[Stamp | None]:
    yield opengraph.likely_published(page)
    yield printed_date(page, title, seen, month_first=page.month_first)


def _elsewhere(page: Page) -> list[Stamp | None]:
    urls = page.meta("og:url"), page.link("canonical"), *page.meta_all("og:image")
    return [visible.date_in_url(url) for url in urls]


def _published(entry: Entry) -> Stamp | None:
    return _of_entry(entry.published, entry.published_precision)


def _modified(entry: Entry) -> Stamp | None:
    return _of_entry(entry.modified, entry.modified_precision)


def _of_entry(at: datetime | None, precision: Precision | None) -> Stamp | None:
    return Stamp(at=at, zoned=True, precision=precise(at, precision), source=ENTRY) if at else None


def _plausible(stamps: Iterable[Stamp | None], seen: datetime) -> list[Stamp]:
    return [stamp for stamp in stamps if stamp and plausible(stamp.at, seen)]


def _as_printed(stated: list[Stamp], modified: Sequence[Stamp], beside: Sequence[Printed], page: Page) -> list[Stamp]:
    """The stamps with what the page prints beside its title: first of all where that shows the metadata to be wrong.

    They are wrong where the page names another day as that of publication, or an earlier one where they give the time
    of the last change for both; a day printed bare that is that of the last change says nothing.
    """
    first = stated[0]
    if agreed := of_day(beside, first.at.date(), month_first=page.month_first):
        return stated if agreed.updated else [*stated, agreed.stamp]
    printed = likeliest(beside)
    if first.source in _DOUBTED and (earlier := of_an_earlier_update(beside, first.at.date())):
        printed = printed or earlier
    if printed is None or first.source == ADDRESS:
        return stated
    if _is_utc(first) and _fits(first, printed.stamp):
        return [*stated, printed.stamp]
    day = printed.stamp.at.date()
    seconded = any(stamp.at.date() == day and (stamp.timed or stamp.source not in _DOUBTED) for stamp in stated)
    bare_update = any(stamp.at.date() == day for stamp in modified)
    doubted = first.source in _DOUBTED or printed.published
    if seconded or (not bare_update and (doubted or _is_rewritten(first, modified, printed.stamp, page))):
        return [printed.stamp, *stated]
    return stated


def _is_rewritten(first: Stamp, modified: Sequence[Stamp], printed: Stamp, page: Page) -> bool:
    """Whether the metadata seem to give the time of the last change for that of publication, which is printed."""
    if not _changed_then(first, modified) or printed.at >= first.at:
        return False
    return (printed.timed and printed.zoned) or not prints_day(page, first.at.date())


def _changed_then(first: Stamp, modified: Sequence[Stamp]) -> bool:
    return any(abs(stamp.at - first.at) < _HOUR for stamp in modified)


def _exact(stamps: Sequence[Stamp]) -> Stamp | None:
    """The first of the stamps, as exactly as another of them tells the same time: to the second, and in its zone."""
    if not stamps:
        return None
    first = stamps[0]
    if not first.timed:
        timed = [other for other in stamps if other.timed]
        local = (other for other in timed if other.at.date() == first.at.date())
        first = next(local, None) or next((other for other in timed if _is_utc(other) and _fits(other, first)), first)
    if first.timed and not first.zoned:
        first = next((other for other in stamps if other.zoned and other.timed and _same_clock(other, first)), first)
    if _is_utc(first):
        return _in_local_time(first, stamps)
    return first


def _in_local_time(first: Stamp, stamps: Sequence[Stamp]) -> Stamp:
    """A time given in UTC, told in the zone in which another stamp tells the same moment or its day."""
    for other in stamps:
        apart = other.at.replace(tzinfo=UTC) - first.at
        if other.timed and apart and _same_clock(other, first) and (not other.zoned or other.at == first.at):
            told = _in_zone(first, round(apart / _QUARTER) * _QUARTER)
            return told if first.timed else replace(told, precision=other.precision)
    shown = (other.at.date() for other in stamps if other.source in _SHOWN and _fits(first, other))
    day = next(shown, first.at.date())
    if day == first.at.date():
        return first
    if not first.timed:
        return replace(first, at=datetime.combine(day, time.min, UTC))
    return _in_zone(first, _offset_to(day, first.at))


def _offset_to(day: date, at: datetime) -> timedelta:
    """The nearest whole hour from UTC at which it is that day: the moment and the day are right, the zone near it."""
    if day < at.date():
        return -_HOUR * (at.hour + 1)
    return _HOUR * (24 - at.hour)


def _in_zone(stamp: Stamp, offset: timedelta) -> Stamp:
    return replace(stamp, at=stamp.at.astimezone(timezone(offset)), zoned=True)


def _fits(stamp: Stamp, shown: Stamp) -> bool:
    """Whether what readers are shown can be a time in UTC as told in some zone."""
    if shown.timed and shown.zoned:
        return abs(shown.at - stamp.at) < _SLACK
    if shown.timed:
        return _WEST <= shown.at - stamp.at <= _EAST
    return (stamp.at + _WEST).date() <= shown.at.date() <= (stamp.at + _EAST).date()


def _is_utc(stamp: Stamp) -> bool:
    return stamp.zoned and not stamp.at.utcoffset()


def _same_clock(zoned: Stamp, unzoned: Stamp) -> bool:
    """Whether two times differ by no more than the offset of a zone."""
    apart = abs(zoned.at - unzoned.at)
    beyond = apart % _QUARTER
    return apart <= _WIDEST_OFFSET and min(beyond, _QUARTER - beyond) <= _SLACK
