"""``nutgraf run``: rounds of collecting, with what was collected settled wave by wave meanwhile.

The command line calls::

    add_sources(store, sources_from(arguments), clock())
    settling = lambda until: settle(store, window, until=until)
    run_live(Live(store, settings, clock, settle=settling, tell=show), once=once)
"""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from msgspec.structs import replace

from nutgraf.config import Settings
from nutgraf.core.formats.politeness import is_due, read_robots
from nutgraf.net.fetch import Fetcher
from nutgraf.records import Source, SourceKept
from nutgraf.run.events import Clock, Tell
from nutgraf.run.live.collect import Round, shortest_interval
from nutgraf.run.processes.threads import in_thread
from nutgraf.run.turns import EVERYTHING
from nutgraf.store.protocol import Store

_NEARNESS = {"page": 0, "list": 1, "user": 2}  # to the user, of who named a source
ROUNDS_AN_INTERVAL = 15  # at most; chosen, not measured
LONGEST_ROUND = timedelta(minutes=15)  # of fetching, whatever is left; chosen, not measured

_END = object()


@dataclass(frozen=True)
class Live:
    """What a live run works with.

    ``settle`` decides what is pending in the store with a turn before the one that it is told, one capture at each step
    of its iterator. It is called for one wave of a round after the other, in threads, so that the network goes on.
    ``tell`` hears of every event.
    """

    store: Store
    settings: Settings
    clock: Clock
    settle: Callable[[str], Iterable[object]]
    tell: Tell = lambda _: None


def add_sources(store: Store, sources: Iterable[Source], now: datetime) -> list[Source]:
    """Puts those sources into the store that it does not know, and returns them.

    One that it knows from a page, and that is named now, is whose names it; one from a list that the user names, his.
    """
    known = {source.id: source for source in store.sources()}
    new = [_named(source, known.get(source.id)) for source in sources if _is_news(source, known.get(source.id))]
    if new:
        store.apply([SourceKept(source=source) for source in new], now)
    return new


def _is_news(source: Source, known: Source | None) -> bool:
    return known is None or _NEARNESS[source.named_by] > _NEARNESS[known.named_by]


def _named(source: Source, known: Source | None) -> Source:
    return replace(known, named_by=source.named_by, found_on=None) if known else source


def due_sources(sources: Iterable[Source], now: datetime, shortest: timedelta = timedelta()) -> list[Source]:
    """Sources that were never looked at, are due, or of which the store has times that cannot be."""
    return [source for source in sources if is_due(source.checked, source.due, now, shortest)]


def seconds_to_next_round(sources: Sequence[Source], now: datetime, shortest: timedelta) -> float:
    """How long to sleep: till the next source is due, from a fifteenth of the shortest interval to the whole of it.

    Sources that are due within that fifteenth so share a round; pages are looked at again at least once an interval.
    """
    next_due = min((source.due for source in sources if source.due), default=now + shortest)
    return min(max(next_due - now, shortest / ROUNDS_AN_INTERVAL), shortest).total_seconds()


def run_live(live: Live, *, once: bool = False) -> None:
    """Collects and settles until it is told to stop, or with ``once`` for one round over all sources.

    SIGTERM ends it cleanly; SIGINT raises KeyboardInterrupt as usual. Raises StoreError.
    """
    with suppress(asyncio.CancelledError):
        asyncio.run(_stoppable(live, once=once))


async def _stoppable(live: Live, *, once: bool) -> None:
    with _stopped_by_sigterm():
        await (run_once(live) if once else run_rounds(live))


@contextmanager
def _stopped_by_sigterm() -> Iterator[None]:
    task = asyncio.current_task()
    if task is None or threading.current_thread() is not threading.main_thread():
        yield  # signals are the main thread's
        return
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGTERM)


async def run_once(live: Live) -> None:
    """One round over all sources, due or not, and everything that is pending settled."""
    await _round(live, live.store.sources())


async def run_rounds(live: Live) -> None:
    """Rounds over the sources that are due, with sleep in between, until cancelled."""
    shortest = shortest_interval(live.settings)
    while True:
        due = due_sources(live.store.sources(), live.clock(), shortest)
        await _round(live, due, LONGEST_ROUND)
        await asyncio.sleep(seconds_to_next_round(live.store.sources(), live.clock(), shortest))


async def _round(live: Live, sources: Sequence[Source], limit: timedelta | None = None) -> None:
    """One round. Its fetcher is its own: robots.txt is read anew."""
    async with Fetcher(live.settings.fetching, read_robots) as fetcher:
        round_ = Round(fetcher, live.store, live.settings, live.clock, live.tell)
        await round_.collect(sources, partial(_settle, live), limit)
    await _settle(live, EVERYTHING)


async def _settle(live: Live, until: str) -> None:
    """Decides what has a turn before ``until``, each step in a thread, from which others can write in between."""
    steps = iter(live.settle(until))
    while await in_thread(next, steps, _END) is not _END:
        pass
