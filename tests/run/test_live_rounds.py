"""When a round of collecting ends, whatever ends it, and when the next begins."""

import asyncio
import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from copied_stores import copied
from live_rounds import (
    HOUR,
    SETTINGS,
    START,
    Clock,
    added,
    broken_off,
    captured,
    item,
    kept,
    nothing,
    one_round,
    page,
    rss,
    set_by_hand,
)
from nasty_server import serving

from nutgraf.config import Fetching, Settings
from nutgraf.core.formats.politeness import read_robots
from nutgraf.errors import StoreError
from nutgraf.net.fetch import Fetcher
from nutgraf.records import Source
from nutgraf.run.events import Event
from nutgraf.run.live.collect import Round
from nutgraf.run.live.rounds import (
    Live,
    add_sources,
    due_sources,
    run_live,
    run_once,
    run_rounds,
    seconds_to_next_round,
)
from nutgraf.run.source_list import source_of
from nutgraf.store.protocol import Store

pytestmark = pytest.mark.slow

clock = pytest.fixture(set_by_hand)
store = pytest.fixture(copied)


def test_a_round_that_is_stopped_is_finished_by_the_next(store: Store, clock: Clock) -> None:
    paths = [f"/{number}" for number in range(6)]

    async def main() -> None:
        answers = {"/feed": rss(*map(item, paths), etag='"1"'), **{path: page(path) for path in paths}}
        async with serving(answers) as server:
            source = added(store, server)
            await broken_off(store, clock, server)
            assert captured(store) == [(path, True) for path in paths[:3]]
            assert kept(store, source.url).checked is None
            await one_round(store, clock)
            assert sorted(captured(store)) == [(path, True) for path in paths]
            assert sorted(server.paths()) == sorted(["/feed", "/feed", "/3", *paths])

    asyncio.run(main())


def test_a_slow_host_keeps_no_other_waiting(store: Store, clock: Clock) -> None:
    async def main() -> None:
        async with serving({"/feed": rss()}) as server, serving({"/feed": rss()}) as slow:
            added(store, server)
            source = added(store, slow)
            await one_round(store, clock)  # starts the processes that read, which can take longer than the next may
            clock.now += HOUR
            server.answers |= {"/feed": rss(item("/a")), "/a": page("a")}
            slow.answers["/feed"] = rss(item("/silent"), etag='"1"')
            sources = store.sources()
            async with Fetcher(SETTINGS.fetching, read_robots) as fetcher:
                round_ = Round(fetcher, store, SETTINGS, clock, lambda _: None)
                await round_.collect(sources, limit=timedelta(seconds=0.5))
            assert captured(store) == [("/a", True)]
            assert due_sources(store.sources(), clock.now) == [kept(store, source.url)]

    asyncio.run(main())


def test_an_error_of_the_store_ends_the_round_as_itself(store: Store, clock: Clock) -> None:
    async def main() -> None:
        async with serving({"/feed": rss(item("/a")), "/a": page("a")}) as server:
            added(store, server)

            def full(_: Event) -> None:
                raise StoreError("nutgraf.db", "the disk is full")

            await run_once(Live(store, SETTINGS, clock, settle=nothing, tell=full))

    with pytest.raises(StoreError, match="disk is full"):
        asyncio.run(main())


def test_what_was_collected_is_settled(store: Store, clock: Clock) -> None:
    settled: list[str] = []

    def settle(until: str) -> Iterator[str]:
        for capture in store.pending(until=until):
            if capture.id not in settled:
                settled.append(capture.id)
                yield capture.id

    async def main() -> None:
        async with serving({"/feed": rss(item("/a"), item("/b")), "/a": page("a"), "/b": page("b")}) as server:
            added(store, server)
            await run_once(Live(store, SETTINGS, clock, settle))

    asyncio.run(main())
    assert sorted(settled) == sorted(capture.id for capture in store.captures())
    assert len(settled) == 2


def test_rounds_go_on_until_stopped(store: Store) -> None:
    quick = Settings(fetching=Fetching(timeout=1.0, host_delay=0.0, interval=1))
    seen: list[Event] = []

    async def main() -> None:
        async with serving({"/feed": rss(item("/a")), "/a": page("a")}) as server:
            added(store, server)
            rounds = run_rounds(Live(store, quick, lambda: datetime.now(UTC), settle=nothing, tell=seen.append))
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(rounds, 3.5)
            assert server.paths().count("/feed") in {2, 3}

    asyncio.run(main())
    assert [event.what for event in seen].count("taken") == 1


def test_sigterm_ends_a_run_cleanly(store: Store, clock: Clock) -> None:
    def stop(event: Event) -> None:
        assert event.what == "failed"
        os.kill(os.getpid(), signal.SIGTERM)

    source = source_of("http://127.0.0.1:1/")
    assert source is not None
    add_sources(store, [source], START)
    before = signal.getsignal(signal.SIGTERM)
    run_live(Live(store, SETTINGS, clock, settle=nothing, tell=stop))
    assert signal.getsignal(signal.SIGTERM) == before
    assert store.sources()[0].failures == 1


@pytest.mark.parametrize(
    ("due", "seconds"), [(None, 900), (HOUR, 900), (timedelta(minutes=5), 300), (timedelta(seconds=1), 60), (-HOUR, 60)]
)
def test_sleep_is_bounded(due: timedelta | None, seconds: int) -> None:
    source = Source(id="s", url="https://example.org/", due=START + due if due else None)
    assert seconds_to_next_round([source], START, HOUR / 4) == seconds
