"""When an article was published and last modified: what a page's metadata, its URL, its print and its entry say."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta, timezone

from nutgraf.core import opengraph, visible
from nutgraf.core.claims import Claims
from nutgraf.core.dates import Stamp, plausible
from nutgraf.core.page import Page
from nutgraf.core.printed_dates import printed_date
from nutgraf.records import Entry

_WIDEST_OFFSET = timedelta(hours=15)
_QUARTER = timedelta(minutes=15)
_SLACK = timedelta(seconds=60)


def times_of(
    page: Page, sources: Sequence[Claims], entry: Entry, title: str, seen: datetime
) -> tuple[Stamp | None, Stamp | None]:
    """When the article was published and when last modified, in the page's zone; None where nothing plausible says it.

    The ``source`` of a stamp says which place was believed.
    """
    published = [*(claim.published for claim in sources), visible.date_in_url(page.url)]
    modified = [*(claim.modified for claim in sources), _of_entry(entry.modified)]
    stated = _plausible((*published, _of_entry(entry.published)), seen)
    if not stated:
        printed = opengraph.likely_published(page) or printed_date(page, title, seen, month_first=page.month_first)
        elsewhere = (
            visible.date_in_url(url)
            for url in (page.meta("og:url"), page.link("canonical"), *page.meta_all("og:image"))
        )
        stated = _plausible((printed, *modified, *elsewhere), seen)[:1]
    first, last = _exact(stated), _exact(_plausible(modified, seen))
    if first and last and last.at < first.at:
        last = None
    return first, last


def _of_entry(date: datetime | None) -> Stamp | None:
    return Stamp(at=date, zoned=True, timed=date.time() != time.min, source="entry") if date else None


def _plausible(stamps: Iterable[Stamp | None], seen: datetime) -> list[Stamp]:
    return [stamp for stamp in stamps if stamp and plausible(stamp.at, seen)]


def _exact(stamps: Sequence[Stamp]) -> Stamp | None:
    """The first of the stamps, as exactly as another of them tells the same time: to the second, and in its zone."""
    if not stamps:
        return None
    first = stamps[0]
    if not first.timed:
        first = next((other for other in stamps if other.timed and _on_day(other, first)), first)
    if first.timed and not first.zoned:
        first = next((other for other in stamps if other.zoned and other.timed and _same_clock(other, first)), first)
    if first.zoned and not first.at.utcoffset():
        return _in_local_time(first, stamps)
    return first


def _in_local_time(first: Stamp, stamps: Sequence[Stamp]) -> Stamp:
    """A time given in UTC, told in the zone in which another stamp tells the same moment, or the URL its day."""
    for other in stamps:
        apart = other.at.replace(tzinfo=UTC) - first.at
        if other.timed and apart and _same_clock(other, first) and (not other.zoned or other.at == first.at):
            offset = round(apart / _QUARTER) * _QUARTER
            return Stamp(at=first.at.astimezone(timezone(offset)), zoned=True, timed=True)
    return first


def _on_day(stamp: Stamp, day: Stamp) -> bool:
    """Whether the time can fall on that day, in its own zone where it has one."""
    since = stamp.at - day.at
    return stamp.at.date() == day.at.date() or (
        not day.zoned and -_WIDEST_OFFSET < since < _WIDEST_OFFSET + timedelta(1)
    )


def _same_clock(zoned: Stamp, unzoned: Stamp) -> bool:
    """Whether two times differ by no more than the offset of a zone."""
    apart = abs(zoned.at - unzoned.at)
    beyond = apart % _QUARTER
    return apart <= _WIDEST_OFFSET and min(beyond, _QUARTER - beyond) <= _SLACK
