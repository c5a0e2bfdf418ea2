"""What of a listing is news: never taken, said to have been modified since, or still to be had.

listing, newest first ─ not taken yet ─ no repeat of what the source gave before ─ as many as a round takes
"""

from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias

from msgspec.structs import replace

from nutgraf.core.feeds.repeats import dates_tell, is_churning, repeats, said_by
from nutgraf.records import Entry, Record, Source
from nutgraf.run.live.capture_ids import item_id, page_id, url_of, waiting_id
from nutgraf.run.live.listing import Listing, newest_first
from nutgraf.run.live.trust import Trust
from nutgraf.run.turns import round_of
from nutgraf.store.protocol import Store

PAGES_A_ROUND = 500  # of one source; chosen, not measured
SLACK = timedelta(days=1)  # by which a sitemap may say too early when a page changed; chosen, not measured
HELD = "its items come under new addresses or ids at every look: what it gave before is not taken again"

_EVER = datetime.min.replace(tzinfo=UTC)

Standing: TypeAlias = Literal["unseen", "again", "ours", "known"]


class NewsItem(Record, frozen=True):
    """An entry to be taken: its ``place`` in the listing, its page's address, and the id that its capture gets.

    ``closed`` is the address of a page on the user's own network to which its source does not lead.
    """

    place: int
    entry: Entry
    url: str | None
    capture: str
    closed: str | None = None
    unseen: bool = False
    said: tuple[str, ...] = ()


class Fresh(Record, frozen=True):
    """What a round takes of a listing; ``left`` where there is more, ``held`` where the source repeats itself.

    ``ours`` are the addresses of pages that this round took before it was broken off.
    """

    items: tuple[NewsItem, ...]
    ours: tuple[str, ...] = ()
    left: bool = False
    held: bool = False


class News:
    """Tells what is news in the round that ``started`` then; one that goes on where it was broken off takes no more."""

    def __init__(self, store: Store, trust: Trust, started: datetime) -> None:
        self._store = store
        self._trust = trust
        self._started = started
        self._round = round_of(started)

    def of(self, listing: Listing) -> Fresh:
        """The newest entries of a listing that are news, as many as a round takes."""
        items: list[NewsItem] = []
        ours: list[NewsItem] = []
        known = 0
        passed: set[str] = set()
        left = False
        for place, entry in enumerate(newest_first(listing.entries)):
            if left := len(items) + len(ours) == PAGES_A_ROUND:
                break
            standing, item = self._standing(listing.source, place, entry)
            if item.capture in passed:
                continue
            passed.add(item.capture)
            if standing in {"unseen", "again"}:
                items.append(item)
            if standing == "ours":
                ours.append(item)
            known += standing in {"known", "again"}
        fresh = self._without_repeats(listing, items, len(ours) + known)
        return replace(fresh, left=left, ours=tuple(item.url for item in ours if item.url))

    def _standing(self, source: Source, place: int, entry: Entry) -> tuple[Standing, NewsItem]:
        url = named = url_of(entry)
        if url and self._trust.closes(source.id, url):
            url = None  # it neither claims that page nor takes it
        first = page_id(url) if url else item_id(source, entry)
        item = NewsItem(place=place, entry=entry, url=url, capture=first, closed=None if url else named)
        turn = self._store.turn(first)
        if turn is None and url and self._had_no_page(source, entry):
            return "known", item
        if turn is None:
            waits = url is not None and self._store.has_capture(waiting_id(first))
            return ("again", item) if waits else ("unseen", replace(item, unseen=True))
        if self._is_ours(turn):
            return "ours", item
        if url is None or entry.modified is None or not self._was_modified(source, entry.modified, first):
            return "known", item
        item = replace(item, capture=page_id(url, entry.modified))
        turn = self._store.turn(item.capture)
        if turn is None:
            return "again", item
        return ("ours" if self._is_ours(turn) else "known"), item

    def _had_no_page(self, source: Source, entry: Entry) -> bool:
        """Whether it was taken alone because other items had its address, which is not its own now either."""
        alone = item_id(source, entry)
        if not self._store.has_capture(alone):
            return False
        taken = self._store.capture(alone).entry
        return taken is not None and taken.shares_url

    def _is_ours(self, turn: str) -> bool:
        """Whether this round, before it was broken off, took what has that turn."""
        return turn.startswith(self._round)

    def _was_modified(self, source: Source, modified: datetime, first: str) -> bool:
        if source.checked is not None and modified < source.checked - SLACK:
            return False
        taken = self._store.capture(first)
        times = (taken.entry and taken.entry.modified, taken.at)
        # A time beyond the clock says nothing: the clock, or the source, was wrong then.
        return modified > next((time for time in times if time and time <= self._started), _EVER)

    def _without_repeats(self, listing: Listing, items: list[NewsItem], known: int) -> Fresh:
        source, dates = listing.source, dates_tell(listing.entries)
        items = [
            replace(item, said=said_by(source.id, item.entry, dates=dates)) if item.unseen else item for item in items
        ]
        unseen = [item for item in items if item.unseen]
        before = source.error == HELD
        if not before and (known or source.checked is None):
            return Fresh(items=tuple(items))
        given = self._store.given({one for item in unseen for one in item.said})
        repeated = {
            item.capture
            for item, again in zip(unseen, repeats([item.said for item in unseen], given), strict=True)
            if again
        }
        if not (bool(repeated) if before else is_churning(len(unseen), known, len(repeated))):
            return Fresh(items=tuple(items))
        new = tuple(item for item in items if item.capture not in repeated)
        return Fresh(items=new, held=True)
