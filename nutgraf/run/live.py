"""``nutgraf run``: rounds of collecting, with what was collected settled meanwhile.

The command line calls::

    add_sources(store, sources_from(arguments), clock())
    run_live(Live(store, settings, clock, settle=lambda: settle(store, window), tell=show), once=once)
"""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from msgspec.structs import replace

from nutgraf.config import Settings
from nutgraf.core.politeness import read_robots
from nutgraf.net.fetch import Fetcher
from nutgraf.records import Source, SourceKept
from nutgraf.run.collect import Clock, Round, Tell, shortest_interval, ungrouped
from nutgraf.store.protocol import Store

TICK = 1.0
ROUNDS_AN_INTERVAL = 15
LONGEST_ROUND = timedelta(minutes=15)


@dataclass(frozen=True)
class Live:
    """What a live run works with.

    ``settle`` decides what is pending in the store, one capture at each step of its iterator; it is called again and
    again, between steps of which the network goes on. ``tell`` hears of every event.
    """

    store: Store
    settings: Settings
    clock: Clock
    settle: Callable[[], Iterable[object]]
    tell: Tell = lambda _: None


def add_sources(store: Store, sources: Iterable[Source], now: datetime) -> list[Source]:
    """Puts those sources into the store that it does not know, and returns them.

    One that it knows from a list or a page, and that the user names now, is the user's from here on.
    """
    known = {source.id: source for source in store.sources()}
    listed = list(sources)
    new = [source for source in listed if source.id not in known]
    adopted = [
        replace(known[source.id], named_by="user", found_on=None)
        for source in listed
        if source.named_by == "user" and source.id in known and known[source.id].named_by != "user"
    ]
    if new or adopted:
        store.apply([SourceKept(source=source) for source in (*new, *adopted)], now)
    return new


def due_sources(sources: Iterable[Source], now: datetime) -> list[Source]:
    """Sources that were never looked at, or are due."""
    return [source for source in sources if source.due is None or source.due <= now]


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
    previous = None
    while True:
        due = due_sources(live.store.sources(), live.clock())
        previous = await _round(live, due, previous, LONGEST_ROUND)
        await asyncio.sleep(seconds_to_next_round(live.store.sources(), live.clock(), shortest))


async def _round(
    live: Live, sources: Sequence[Source], previous: datetime | None = None, limit: timedelta | None = None
) -> datetime:
    """One round, and when it started. Its fetcher is its own: robots.txt is read anew."""
    async with Fetcher(live.settings.fetching, read_robots) as fetcher:
        round_ = Round(fetcher, live.store, live.settings, live.clock, live.tell)
        with ungrouped():
            async with asyncio.TaskGroup() as group:
                collecting = group.create_task(round_.collect(sources, previous, limit))
                while not collecting.done():
                    await asyncio.wait({collecting}, timeout=TICK)
                    await _settle(live)
        await _settle(live)
    return round_.started


async def _settle(live: Live) -> None:
    for _ in live.settle():
        await asyncio.sleep(0)
