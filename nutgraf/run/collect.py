"""One collecting round: what sources list is fetched and put into the store.

    source ─ conditional GET ─ listing ─ new or modified entries ─ page ─ CaptureTaken
    recent article ─ at growing distances from its last change ─ page ─ CaptureTaken, if its bytes differ

A capture is stored as it arrives, and a source's validators only when everything it listed was: killed at any
instant, the next round goes on. What fails is the source's own matter and stops no other.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Literal, TypeAlias

from msgspec.structs import replace

from nutgraf.config import Settings
from nutgraf.core.politeness import back_off, next_interval, recheck_due, recheck_span, retry_after
from nutgraf.core.text import digest
from nutgraf.core.url import normalise
from nutgraf.errors import FetchError, InputError, Unreachable
from nutgraf.net.fetch import Fetched, Fetcher
from nutgraf.records import Capture, CaptureTaken, Entry, Record, Source, SourceKept
from nutgraf.run.listing import Listing, is_success, newest_first, read_listing, what_else
from nutgraf.run.trust import CLOSED, Trust
from nutgraf.store.protocol import Store

PAGES_A_ROUND = 500
RETRY_FOR = timedelta(days=1)
REDISCOVER = timedelta(days=1)

_TRANSIENT = frozenset({408, 425, 429})
_SERVER_ERROR = 500
_SLACK = timedelta(days=1)
_BREATH = 100  # entries between which the network gets its turn

What: TypeAlias = Literal["listed", "unchanged", "failed", "taken", "entry_only", "same", "missed"]


class Event(Record, frozen=True):
    """One thing that happened in a round; ``source`` is the source's id.

    To the source at ``url``: ``listed`` with how many ``pages`` are to be taken, ``unchanged``, ``failed``. To the page
    at ``url``: ``taken``, ``entry_only`` where it cannot be had, ``same`` where a known one was looked at again,
    ``missed`` where that failed.
    """

    what: What
    source: str
    url: str
    detail: str = ""
    pages: int = 0


Tell: TypeAlias = Callable[[Event], None]
Clock: TypeAlias = Callable[[], datetime]


def shortest_interval(settings: Settings) -> timedelta:
    """The time between two looks at a busy source."""
    return timedelta(seconds=max(1, settings.fetching.interval))


@contextmanager
def ungrouped() -> Iterator[None]:
    """Raises the first error of a group of tasks alone."""
    try:
        yield
    except BaseExceptionGroup as group:
        error: BaseException = group
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        raise error from None


class Round:
    """One round over some sources, ``started`` at one time that all of them remember.

    ``previous`` is when the round before started, where that is known better than by the sources' own times.
    """

    def __init__(self, fetcher: Fetcher, store: Store, settings: Settings, clock: Clock, tell: Tell) -> None:
        self.started = clock()
        self._fetcher = fetcher
        self._store = store
        self._window = timedelta(days=settings.grouping.window_days)
        self._shortest = shortest_interval(settings)
        self._clock = clock
        self._tell = tell
        self._claimed: set[str] = set()  # pages that a task of this round has taken on
        self._trust = Trust(allow_private=settings.fetching.allow_private)

    async def collect(
        self, sources: Sequence[Source], previous: datetime | None = None, limit: timedelta | None = None
    ) -> None:
        """Looks at these sources, and again at the recent pages whose time has come since the ``previous`` round.

        Errors of the network and of what it gave are recorded with the source; StoreError is raised. A source that
        is not finished within the ``limit`` stays due, so that one slow host keeps no other waiting.
        """
        self._trust.learn(self._store.sources())
        with ungrouped(), suppress(TimeoutError):
            async with asyncio.timeout(limit.total_seconds() if limit else None), asyncio.TaskGroup() as group:
                for source in sources:
                    group.create_task(self.look_at(source))
                for capture in self._to_recheck(previous):
                    group.create_task(self.look_again(capture))

    def _to_recheck(self, previous: datetime | None) -> list[Capture]:
        """Pages to be looked at again, without their bytes: those that came from a source, by their last change."""
        sources = {source.id: source.checked for source in self._store.sources()}
        last = max(filter(None, (previous, *sources.values())), default=None)
        if last is None:
            return []
        since = self.started - recheck_span(self._shortest) - min(self.started - last, _SLACK)
        articles = [
            article
            for article in self._store.recent(since)
            if recheck_due(article.seen, last, self.started, self._shortest)
        ]
        captures = (self._store.capture(article.capture) for article in articles)
        return [replace(capture, body=b"") for capture in captures if capture.source in sources and capture.body]

    async def look_at(self, source: Source) -> None:
        """Fetches a source, takes what is new there, and keeps the source's new state."""
        asked = None
        trust = self._trust.of(source.id)
        try:
            answer = await self._fetcher.get(source.url, source.etag, source.last_modified, trust=trust)
            if answer.not_modified:
                self._unchanged(source)
                return
            asked = retry_after(answer.retry_after, self._clock())
            _expect_success(answer)
            listing = await read_listing(self._fetcher, source, answer, self._clock() - self._window, trust)
        except (FetchError, InputError) as e:
            self._failed(source, e.reason, asked)
            return
        await self._take_listing(listing, answer)

    def _unchanged(self, source: Source) -> None:
        self._tell(Event(what="unchanged", source=source.id, url=source.url))
        self._keep(source, changed=False)

    def _failed(self, source: Source, reason: str, asked: timedelta | None) -> None:
        self._tell(Event(what="failed", source=source.id, url=source.url, detail=reason))
        failures = source.failures + 1
        due = self._clock() + back_off(failures, shortest=self._shortest, asked=asked)
        self._apply_source(replace(source, checked=self.started, due=due, failures=failures, error=reason))

    async def _fresh(self, listing: Listing) -> tuple[list[Entry], bool]:
        """The newest entries that are news, as many as a round takes, and whether others were left."""
        fresh: list[Entry] = []
        for number, entry in enumerate(newest_first(listing.entries)):
            if len(fresh) == PAGES_A_ROUND:
                return fresh, True
            if number % _BREATH == 0:
                await asyncio.sleep(0)
            if self._is_news(listing.source, entry):
                fresh.append(entry)
        return fresh, False

    async def _take_listing(self, listing: Listing, answer: Fetched) -> None:
        source = listing.source
        fresh, left = await self._fresh(listing)
        self._tell(Event(what="listed", source=source.id, url=source.url, pages=len(fresh)))
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._take(source, entry)) for entry in fresh]
            for feed in self._new_feeds(listing):
                group.create_task(self.look_at(feed))
        if listing.page is not None:
            self._take_bare_page(source, listing.page)
        complete = not left and all(task.result() for task in tasks)
        source = replace(
            source,
            etag=answer.etag if complete else None,
            last_modified=answer.last_modified if complete else None,
        )
        self._keep(source, changed=bool(fresh), soon=not complete, seldom=bool(listing.feeds))

    def _keep(self, source: Source, *, changed: bool, soon: bool = False, seldom: bool = False) -> None:
        """Keeps a source that answered: it is due by its habit, ``soon`` if it has more, ``seldom`` if others have."""
        habit = source.due - source.checked if source.due and source.checked and not source.failures else None
        wait = next_interval(None if soon else habit, changed=changed, shortest=self._shortest)
        due = self.started + (REDISCOVER if seldom else wait)
        self._apply_source(replace(source, checked=self.started, due=due, failures=0, error=None))

    def _apply_source(self, source: Source) -> None:
        self._store.apply([SourceKept(source=source)], self._clock())

    def _new_feeds(self, listing: Listing) -> list[Source]:
        known = {source.id for source in self._store.sources()}
        new = [feed for feed in listing.feeds if feed.id not in known]
        for feed in new:
            self._apply_source(feed)
        self._trust.learn(new)
        return new

    def _is_news(self, source: Source, entry: Entry) -> bool:
        """Whether an entry's page was never taken, or is said to have been modified since; claims it for this round."""
        url = _url_of(entry)
        if url is None or self._trust.closes(source.id, url):
            return not self._store.has_capture(_item_id(source, entry))
        if url in self._claimed:
            return False
        if self._store.has_capture(_page_id(url)) and not self._was_modified(source, entry, url):
            return False
        self._claimed.add(url)
        return True

    def _was_modified(self, source: Source, entry: Entry, url: str) -> bool:
        modified = entry.modified
        if modified is None or (source.checked is not None and modified < source.checked - _SLACK):
            return False
        first = self._store.capture(_page_id(url))
        before = (first.entry and first.entry.modified) or first.at
        return modified > before and not self._store.has_capture(_page_id(url, modified))

    async def _take(self, source: Source, entry: Entry) -> bool:
        """Takes an entry with its page, or alone where the page cannot be had. False when it is to be tried again."""
        url = _url_of(entry)
        if url is None:
            self._capture(Capture(id=_item_id(source, entry), at=self._clock(), source=source.id, entry=entry))
            return True
        if self._trust.closes(source.id, url):
            self._tell(Event(what="entry_only", source=source.id, url=url, detail=CLOSED))
            self._capture(Capture(id=_item_id(source, entry), at=self._clock(), source=source.id, entry=entry))
            return True
        first = not self._store.has_capture(_page_id(url))
        id_ = _page_id(url) if first else _page_id(url, entry.modified)
        try:
            page = await self._page(url, source.id)
        except (FetchError, InputError) as e:
            status = e.status if isinstance(e, FetchError) and e.status else 200
            alone = Capture(id=id_, at=self._clock(), url=url, status=status, source=source.id, entry=entry)
            return self._take_alone(alone, e)
        self._capture(_capture_of(page, id_, self._clock(), source.id, entry))
        self._tell(Event(what="taken", source=source.id, url=url))
        return True

    def _take_alone(self, alone: Capture, error: FetchError | InputError) -> bool:
        """Takes an entry without its page. What may pass is tried again for a day, under another id meanwhile."""
        self._tell(Event(what="entry_only", source=alone.source or "", url=alone.url or "", detail=error.reason))
        waiting = digest("waiting", alone.id)
        if not _may_pass(error):
            self._capture(alone)
        elif not self._store.has_capture(waiting):
            self._capture(replace(alone, id=waiting))
            return False
        elif alone.at - self._store.capture(waiting).at < RETRY_FOR:
            return False
        else:
            self._capture(alone)
        return True

    async def look_again(self, capture: Capture) -> None:
        """Fetches a known page anew, and takes it where its bytes are not those of ``capture``.

        The capture keeps what the source said of the page, so that only the page itself can have changed.
        """
        url = capture.url or ""
        if url in self._claimed:
            return
        self._claimed.add(url)
        try:
            page = await self._page(url, capture.source)
        except (FetchError, InputError) as e:
            self._tell(Event(what="missed", source=capture.source or "", url=url, detail=e.reason))
            return
        id_ = digest("again", url, capture.id, sha256(page.body).hexdigest())
        if page.body == self._store.capture(capture.id).body or self._store.has_capture(id_):
            self._tell(Event(what="same", source=capture.source or "", url=url))
            return
        self._capture(_capture_of(page, id_, self._clock(), capture.source, capture.entry))
        self._tell(Event(what="taken", source=capture.source or "", url=url))

    async def _page(self, url: str, source: str | None) -> Fetched:
        answer = await self._fetcher.get(url, trust=self._trust.of(source))
        _expect_success(answer)
        if (other := what_else(answer)) is not None:
            raise InputError(url, f"is no page but {other}")
        return answer

    def _take_bare_page(self, source: Source, page: Fetched) -> None:
        """Takes a page that is itself the source; an unchanged one is the same capture."""
        id_ = _page_id(source.url)
        if self._store.has_capture(id_):
            if self._store.capture(id_).body == page.body:
                return
            id_ = digest("again", source.url, id_, sha256(page.body).hexdigest())
        self._capture(_capture_of(page, id_, self._clock(), source.id, None))
        self._tell(Event(what="taken", source=source.id, url=source.url))

    def _capture(self, capture: Capture) -> None:
        self._store.apply([CaptureTaken(capture=capture)], capture.at)


def _expect_success(answer: Fetched) -> None:
    if not is_success(answer):
        raise FetchError(answer.url, f"answers {answer.status}", answer.status)


def _may_pass(error: FetchError | InputError) -> bool:
    """Whether a failure is of the kind that is over after a while."""
    status = error.status if isinstance(error, FetchError) else None
    return isinstance(error, Unreachable) or (status is not None and (status >= _SERVER_ERROR or status in _TRANSIENT))


def _url_of(entry: Entry) -> str | None:
    return normalise(entry.url) if entry.url else None


def _page_id(url: str, modified: datetime | None = None) -> str:
    """The id of a page's first capture, which tells that it was taken; of a later one, that this state of it was."""
    return digest("page", url, modified.astimezone(UTC).isoformat()) if modified else digest("page", url)


def _item_id(source: Source, entry: Entry) -> str:
    """The id of an entry without a page, which is all there is to capture."""
    parts = (entry.id, entry.title, entry.excerpt, entry.content)
    return digest("item", source.id, *(part or "" for part in parts))


def _capture_of(page: Fetched, id_: str, at: datetime, source: str | None, entry: Entry | None) -> Capture:
    return Capture(
        id=id_,
        at=at,
        url=normalise(page.url) or page.url,
        status=page.status,
        content_type=page.content_type or "text/html",
        charset=page.charset,
        body=page.body,
        source=source,
        entry=entry,
    )
