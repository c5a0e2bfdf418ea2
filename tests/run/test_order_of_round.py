"""Same input, same stories, whatever the concurrency and whoever answers first."""

import asyncio
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias, cast

import pytest
from nasty_server import Answer, Server, response, serving

from nutgraf.config import Fetching, Grouping, Settings
from nutgraf.errors import StoreError
from nutgraf.records import (
    Article,
    ArticleAdded,
    Capture,
    CaptureDecided,
    CaptureTaken,
    Change,
    Fingerprint,
    Prepared,
    Score,
    Source,
)
from nutgraf.run.follow import open_window
from nutgraf.run.ingest import settle
from nutgraf.run.live import rounds
from nutgraf.run.live.rounds import Live, add_sources, due_sources, run_live, run_once, run_rounds
from nutgraf.run.live.waves import Step, cut, wave_of
from nutgraf.run.source_list import sources_from
from nutgraf.run.turns import EVERYTHING, end_of, tick, turn, turn_again
from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store
from sample_press import Press
from sample_press.render import Resource

pytestmark = pytest.mark.slow  # whole processes and servers

NOW = datetime(2027, 1, 15, 12, 20, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)

Outcome: TypeAlias = tuple[list[Change], dict[str, tuple[str, str | None, object]], list[Source]]


class UnevenPress(Press):
    """A press whose answers take their time, each another one."""

    delays: random.Random | None = None

    def answer(self, host: str, target: str) -> Resource:
        """As ever, after a while."""
        if self.delays:
            time.sleep(self.delays.random() ** 4 / 20)
        return super().answer(host, target)


@pytest.fixture(scope="module")
def press() -> Iterator[UnevenPress]:
    with UnevenPress(NOW) as running:
        yield running


def settings(concurrency: int) -> Settings:
    return Settings(
        fetching=Fetching(host_delay=0, concurrency=concurrency),
        grouping=Grouping(meaning=False),  # what words decide is enough to tell orders apart
    )


def one_round(store: Store, concurrency: int, clock: datetime) -> None:
    window = open_window(store, settings(concurrency), clock)

    def settling(until: str) -> Iterator[object]:
        return settle(store, window, until=until, clock=lambda: clock)

    run_live(Live(store, settings(concurrency), lambda: clock, settling), once=True)


def taken(store: Store) -> dict[str, tuple[str, str | None, object]]:
    """What was taken: turn, source and entry by id."""
    return {capture.id: (capture.turn, capture.source, capture.entry) for capture in store.captures()}


def outcome(press: UnevenPress, path: Path, named: list[str], seed: int, concurrency: int) -> Outcome:
    """What two rounds come to, with answers that take their time by the seed."""
    press.delays = random.Random(seed)  # noqa: S311 - no secret
    store = open_store(f"sqlite:///{path}")
    add_sources(store, sources_from(named), NOW)
    for number, clock in ((1, NOW - HALF_AN_HOUR), (2, NOW)):
        press.round = number
        one_round(store, concurrency, clock)
    found = [row.change for row in store.decided(limit=100_000)], taken(store), store.sources()
    store.close()
    return found


def assert_same(first: Outcome, *others: Outcome) -> None:
    for other in others:
        for one, another in zip(first[0], other[0], strict=True):
            assert one == another
        assert other == first


def test_who_answers_first_changes_nothing(press: UnevenPress, tmp_path: Path) -> None:
    named = press.sources[:5]
    runs = ((1, 16), (2, 2))
    assert_same(*(outcome(press, tmp_path / f"{seed}.db", named, seed, width) for seed, width in runs))


@pytest.mark.slow
def test_who_answers_first_changes_nothing_in_the_whole_press(press: UnevenPress, tmp_path: Path) -> None:
    runs = ((1, 1), (2, 3), (3, 16), (4, 64))
    outcomes = [outcome(press, tmp_path / f"{seed}.db", press.sources, seed, width) for seed, width in runs]
    assert len(outcomes[0][0]) > 300
    assert_same(*outcomes)


# ---------------------------------------------------------------- killed and begun again


class Dying:
    """A store that ends after so many writes, as a process that is killed does."""

    def __init__(self, store: Store, writes: int) -> None:
        self._store = store
        self._left = writes

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def apply(self, changes: Sequence[Change], now: datetime) -> int:
        """Writes, as long as it lives."""
        self._left -= 1
        if self._left < 0:
            raise StoreError("nutgraf.db", "killed")
        return self._store.apply(changes, now)


def rejecting(store: Store) -> Callable[[str], Iterator[object]]:
    """Decides in order of turns, and only that."""

    def settle(until: str) -> Iterator[object]:
        while batch := store.pending(1, until=until):
            store.apply([CaptureDecided(capture=batch[0].id, outcome="rejected", reason="test")], NOW)
            yield batch[0].id

    return settle


def lists(*numbers: int) -> Answer:
    items = "".join(f"<item><title>News {number}</title><link>/{number}</link></item>" for number in numbers)
    return response(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), content_type="text/xml")


def unevenly(body: bytes, delays: random.Random) -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(delays.random() ** 4 / 50)
        writer.write(response(body))
        await writer.drain()

    return answer


async def killed_and_begun_again(server: Server, path: Path, writes: int | None) -> list[str]:
    """The order in which captures were decided."""
    store = open_store(f"sqlite:///{path}")
    named = [f"{server.base}/feed{number}" for number in range(3)]
    add_sources(store, sources_from(named), NOW)
    old = [article_of(store, server, number) for number in range(90, 99)]
    store.apply(old, NOW - HALF_AN_HOUR)
    if writes is not None:
        dying = cast(Store, Dying(store, writes))
        with suppress(StoreError):
            await run_once(Live(dying, settings(16), lambda: NOW, rejecting(dying)))
    await run_once(Live(store, settings(16), lambda: NOW, rejecting(store)))
    rows = store.decided(limit=100_000)
    assert not store.pending()
    assert store.looks(NOW - timedelta(days=1), 1) == []
    store.close()
    return [row.change.capture for row in rows if isinstance(row.change, CaptureDecided)]


def article_of(store: Store, server: Server, number: int) -> Change:
    """An article of half an hour ago, whose page is due to be looked at again."""
    source, url = store.sources()[number % 3].id, f"{server.base}/{number}"
    then = NOW - HALF_AN_HOUR
    capture = Capture(id=f"c{number}", at=then, url=url, source=source, body=b"old")
    store.apply([CaptureTaken(capture=capture), CaptureDecided(capture=capture.id, outcome="same")], then)
    made = Article(id=f"a{number}", capture=capture.id, seen=then, url=url, title="News")
    return ArticleAdded(prepared=Prepared(article=made, fingerprint=Fingerprint()), quality=Score(total=0))


@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.slow)])
def test_a_round_that_was_killed_decides_in_the_same_order(tmp_path: Path, kills: int) -> None:
    delays = random.Random(5)  # noqa: S311 - no secret
    numbers = [*range(35), *range(90, 99)]
    answers: dict[str, Answer] = {
        **{f"/{n}": unevenly(b"<html><body><p>New.</p></body></html>", delays) for n in numbers},
        "/feed0": lists(*range(25)),
        "/feed1": lists(*range(20, 35)),
        "/feed2": lists(*range(34, 10, -1)),
    }

    async def main() -> None:
        async with serving(answers) as server:
            undisturbed = await killed_and_begun_again(server, tmp_path / "whole.db", None)
            assert len(undisturbed) == 35 + 9 + 9
            for writes in random.Random(6).sample(range(90), kills):  # noqa: S311 - no secret
                order = await killed_and_begun_again(server, tmp_path / f"{writes}.db", writes)
                for one, another in zip(undisturbed, order, strict=True):
                    assert one == another

    asyncio.run(main())


# ---------------------------------------------------------------- waves


def test_waves_hold_ten_places_of_each_source_and_each_page_once() -> None:
    async def act(_turn: str) -> bool:
        return True

    def step(source: str, place: int, url: str) -> Step:
        return Step(wave_of(place), source, place, url, act)

    steps = [step(source, place, f"{source}{place}") for source in "ba" for place in (25, 3, 9, 0, 10)]
    waves = list(cut([*steps, step("c", 0, "a3"), step("c", 1, "x")], NOW, {"x"}))
    assert [[one.url for _, one in wave.steps] for wave in waves] == [
        ["a0", "a3", "a9", "b0", "b3", "b9"],
        ["a10", "b10"],
        ["a25", "b25"],
    ]
    turns = [turn for wave in waves for turn, _ in wave.steps]
    assert turns == sorted(turns)
    for wave, following in pairwise(waves):
        assert max(turn for turn, _ in wave.steps) < end_of(wave.tick) < min(turn for turn, _ in following.steps)


def test_what_is_looked_at_again_comes_after_what_its_source_lists() -> None:
    of = tick(NOW, 3)
    last_place = turn(of, "source", 9_999_999)
    assert last_place < turn_again(of, "source", "article") < turn(of, "source2") < end_of(of) < EVERYTHING


def test_the_network_goes_on_while_a_wave_is_decided(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/nutgraf.db")
    decides, fetched = threading.Event(), threading.Event()

    def settle(until: str) -> Iterator[object]:
        decides.set()
        assert fetched.wait(20), "the network waits for what is decided"
        yield until

    async def last(writer: asyncio.StreamWriter) -> None:
        assert await asyncio.to_thread(decides.wait, 20), "what has come waits for what has not"
        writer.write(response())
        await writer.drain()
        fetched.set()

    async def main() -> None:
        answers: dict[str, Answer] = {f"/{number}": response() for number in range(11)}
        async with serving({**answers, "/feed": lists(*range(12)), "/11": last}) as server:
            add_sources(store, sources_from([f"{server.base}/feed"]), NOW)
            await run_once(Live(store, settings(16), lambda: NOW, settle))
            assert len(list(store.captures())) == 12

    asyncio.run(main())
    store.close()


def test_a_round_that_its_time_limit_ends_decides_what_it_took(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "LONGEST_ROUND", timedelta(seconds=3))
    store = open_store(f"sqlite:///{tmp_path}/nutgraf.db")
    ended = threading.Event()

    def settle(until: str) -> Iterator[object]:
        yield from rejecting(store)(until)
        if until == EVERYTHING:
            ended.set()

    async def main() -> None:
        answers: dict[str, Answer] = {"/feed": lists(*range(30)), **{f"/{number}": response() for number in range(30)}}
        async with serving({**answers, "/3": serving_nothing}) as server:
            add_sources(store, sources_from([f"{server.base}/feed"]), NOW)
            rounds = asyncio.create_task(run_rounds(Live(store, settings(16), lambda: NOW, settle)))
            assert await asyncio.to_thread(ended.wait, 20)
            rounds.cancel()
            with suppress(asyncio.CancelledError):
                await rounds
            decided = [row.change for row in store.decided() if isinstance(row.change, CaptureDecided)]
            assert [change.capture for change in decided] == [capture.id for capture in store.captures()]
            assert not store.pending()
            assert due_sources(store.sources(), NOW)

    asyncio.run(main())
    store.close()


async def serving_nothing(_: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)
