"""Pages are fetched and taken: those that are news, those that are looked at again, and those that are watched."""

from datetime import timedelta

from msgspec.structs import replace

from nutgraf.core.formats.url import normalise
from nutgraf.errors import FetchError, InputError, Unreachable
from nutgraf.net.fetch import Fetched, Fetcher
from nutgraf.records import Capture, CaptureTaken, Entry, Source
from nutgraf.run.events import Clock, Event, Tell
from nutgraf.run.live.capture_ids import again_id, page_id, waiting_id
from nutgraf.run.live.listing import is_success, what_else
from nutgraf.run.live.news import NewsItem
from nutgraf.run.live.trust import CLOSED, Trust
from nutgraf.run.processes.threads import Writer, in_thread

RETRY_FOR = timedelta(days=1)  # that a page may fail until it is given up; chosen, not measured

_TRANSIENT = frozenset({408, 425, 429})
_SERVER_ERROR = 500


class Pages:
    """Takes pages into the store, each at its turn; what fails is told, and is that page's own matter."""

    def __init__(self, fetcher: Fetcher, writer: Writer, trust: Trust, clock: Clock, tell: Tell) -> None:
        self._fetcher = fetcher
        self._store = writer.store
        self._writer = writer
        self._trust = trust
        self._clock = clock
        self._tell = tell

    async def take(self, source: Source, item: NewsItem, turn: str) -> bool:
        """Takes an entry with its page, or alone where the page cannot be had. False when it is to be tried again."""
        alone = Capture(
            id=item.capture,
            at=self._clock(),
            url=item.url,
            source=source.id,
            entry=item.entry,
            turn=turn,
            said=item.said,
        )
        if item.url is None:
            if item.closed:
                self._tell(Event(what="entry_only", source=source.id, url=item.closed, detail=CLOSED))
            await self._capture(alone)
            return True
        try:
            page = await self._page(item.url, source.id)
        except (FetchError, InputError) as e:
            status = e.status if isinstance(e, FetchError) and e.status else 200
            return await self._take_alone(replace(alone, at=self._clock(), status=status), e)
        await self._capture(replace(self._capture_of(page, item.capture, turn, source.id, item.entry), said=item.said))
        self._tell(Event(what="taken", source=source.id, url=item.url))
        return True

    async def _take_alone(self, alone: Capture, error: FetchError | InputError) -> bool:
        """Takes an entry without its page. What may pass is tried again for a day, under another id meanwhile."""
        waiting = waiting_id(alone.id)
        passes, waits = may_pass(error), self._store.has_capture(waiting)
        # A time that is far beyond the clock was a wrong clock's.
        later = not waits or abs(alone.at - self._store.capture(waiting).at) < RETRY_FOR
        if not passes or not later:
            await self._capture(alone)
        elif not waits:
            await self._capture(replace(alone, id=waiting))
        self._tell(Event(what="entry_only", source=alone.source or "", url=alone.url or "", detail=error.reason))
        return not (passes and later)

    async def look_again(self, capture: Capture, turn: str) -> bool:
        """Fetches a known page anew, and takes it where its bytes are not those of ``capture``.

        The capture keeps what the source said of the page, so that only the page itself can have changed.
        """
        url, source = capture.url or "", capture.source or ""
        try:
            page = await self._page(url, capture.source)
        except (FetchError, InputError) as e:
            self._tell(Event(what="missed", source=source, url=url, detail=e.reason))
            return True
        id_ = again_id(url, capture.id, page.body)
        before = await in_thread(self._store.capture, capture.id)
        if page.body == before.body or self._store.has_capture(id_):
            self._tell(Event(what="same", source=source, url=url))
            return True
        await self._capture(self._capture_of(page, id_, turn, capture.source, capture.entry))
        self._tell(Event(what="taken", source=source, url=url))
        return True

    async def take_watched(self, source: Source, page: Fetched, turn: str) -> bool:
        """Takes a page that is itself the source; an unchanged one is the same capture."""
        id_ = page_id(source.url)
        if self._store.has_capture(id_):
            if self._store.capture(id_).body == page.body:
                return True
            id_ = again_id(source.url, id_, page.body)
        await self._capture(self._capture_of(page, id_, turn, source.id, None))
        self._tell(Event(what="taken", source=source.id, url=source.url))
        return True

    async def _page(self, url: str, source: str | None) -> Fetched:
        answer = await self._fetcher.get(url, trust=self._trust.of(source))
        expect_success(answer)
        if (other := what_else(answer)) is not None:
            raise InputError(url, f"is no page but {other}")
        return answer

    async def _capture(self, capture: Capture) -> None:
        await self._writer.write(CaptureTaken(capture=capture), capture.at)

    def _capture_of(self, page: Fetched, id_: str, turn: str, source: str | None, entry: Entry | None) -> Capture:
        return Capture(
            id=id_,
            at=self._clock(),
            url=normalise(page.url) or page.url,
            status=page.status,
            content_type=page.content_type or "text/html",
            charset=page.charset,
            body=page.body,
            source=source,
            entry=entry,
            turn=turn,
        )


def expect_success(answer: Fetched) -> None:
    """Raises FetchError where the status is none of success."""
    if not is_success(answer):
        raise FetchError(answer.url, f"answers {answer.status}", answer.status)


def may_pass(error: FetchError | InputError) -> bool:
    """Whether a failure is of the kind that is over after a while."""
    status = error.status if isinstance(error, FetchError) else None
    return isinstance(error, Unreachable) or (status is not None and (status >= _SERVER_ERROR or status in _TRANSIENT))
