"""Times that cannot be, by a clock that was ahead, and looks that were missed."""

import asyncio
from datetime import timedelta

import pytest
from copied_stores import copied
from live_rounds import (
    HOUR,
    QUARTER,
    START,
    Clock,
    added,
    broken_off,
    captured,
    item,
    kept,
    one_round,
    page,
    rss,
    set_by_hand,
    told,
    what,
)
from nasty_server import Answer, serving

from nutgraf.core.formats.politeness import RECHECKS
from nutgraf.records import Capture, CaptureTaken, Entry
from nutgraf.run.live.capture_ids import page_id, waiting_id
from nutgraf.run.live.rounds import due_sources
from nutgraf.store.protocol import Store

pytestmark = pytest.mark.slow

DECADE = timedelta(days=3653)

clock = pytest.fixture(set_by_hand)
store = pytest.fixture(copied)


# ---------------------------------------------------------------- a clock that was ahead


def test_sources_of_a_clock_that_was_ahead_are_brought_back(store: Store, clock: Clock) -> None:
    async def main() -> None:
        async with serving({"/feed": rss(item("/a")), "/a": page("a"), "/b": page("b")}) as server:
            source = added(store, server)
            broken = added(store, server, "/broken")
            clock.now += DECADE
            for _ in range(3):
                await one_round(store, clock)
            assert (kept(store, source.url).due or START) > START + DECADE
            clock.now = START + HOUR
            assert [one.url for one in due_sources(store.sources(), clock.now)] == [broken.url, source.url]
            server.answers["/feed"] = rss(item("/b"), item("/a"))
            await one_round(store, clock)
            assert sorted(captured(store)) == [("/a", True), ("/b", True)]
            assert (kept(store, source.url).checked, kept(store, source.url).due) == (clock.now, clock.now + QUARTER)
            assert clock.now < (kept(store, broken.url).due or START) <= clock.now + 24 * HOUR

    asyncio.run(main())


def test_what_was_to_be_tried_for_a_day_by_a_clock_that_was_ahead_is_taken(store: Store, clock: Clock) -> None:
    async def main() -> None:
        async with serving({"/feed": rss(item("/broken"))}) as server:
            source = added(store, server)
            id_ = page_id(f"{server.base}/broken")
            alone = Capture(id=waiting_id(id_), at=START + DECADE, source=source.id, entry=Entry(title="A title"))
            store.apply([CaptureTaken(capture=alone)], START)
            await one_round(store, clock)
            assert store.has_capture(id_)

    asyncio.run(main())


@pytest.mark.parametrize("entry", [Entry(), Entry(modified=START + DECADE)])
def test_a_page_taken_by_a_clock_that_was_ahead_is_taken_again_when_modified(
    store: Store, clock: Clock, entry: Entry
) -> None:
    async def main() -> None:
        answers: dict[str, Answer] = {"/feed": rss(item("/a", updated=START - HOUR)), "/a": page("second")}
        async with serving(answers) as server:
            source = added(store, server)
            url = f"{server.base}/a"
            first = Capture(id=page_id(url), at=START + DECADE, url=url, body=b"one", source=source.id, entry=entry)
            store.apply([CaptureTaken(capture=first)], START)
            for _ in range(3):
                await one_round(store, clock)
                clock.now += HOUR
            assert server.paths().count("/a") == 1

    asyncio.run(main())


def test_a_page_seen_by_a_clock_that_was_ahead_is_looked_at_once(store: Store, clock: Clock) -> None:
    async def main() -> None:
        async with serving({"/feed": rss(item("/a")), "/a": page("a")}) as server:
            added(store, server)
            clock.now += DECADE
            await one_round(store, clock)
            told(store, next(store.captures()))
            clock.now = START + HOUR
            assert what(await one_round(store, clock)).count("same") == 1
            clock.now += 24 * HOUR
            assert "same" not in what(await one_round(store, clock))

    asyncio.run(main())


# ---------------------------------------------------------------- looks that were missed


@pytest.mark.parametrize("step", range(len(RECHECKS)))
def test_looks_of_a_round_that_was_broken_off_are_due_until_they_are_done(
    store: Store, clock: Clock, step: int
) -> None:
    paths = [f"/{number}" for number in range(5)]

    async def main() -> None:
        answers = {"/feed": rss(*map(item, paths)), **{path: page(path) for path in paths}}
        async with serving(answers) as server:
            added(store, server)
            await one_round(store, clock)
            for capture in list(store.captures()):
                told(store, capture)
            if step:
                clock.now = START + QUARTER * RECHECKS[step - 1]
                assert what(await one_round(store, clock)).count("same") == 5
            clock.now = START + QUARTER * RECHECKS[step]
            await broken_off(store, clock, server)
            left = store.looks(START - HOUR, step + 1)
            clock.now += timedelta(minutes=1)
            server.asked.clear()
            assert what(await one_round(store, clock)).count("same") == len(left) in range(1, 6)
            clock.now += timedelta(minutes=1)
            assert "same" not in what(await one_round(store, clock))
            assert store.looks(START - HOUR, step + 1) == []

    asyncio.run(main())


def test_many_looks_are_one_row_of_the_change_table(store: Store, clock: Clock) -> None:
    paths = [f"/{number}" for number in range(20)]

    async def main() -> None:
        async with serving({"/feed": rss(*map(item, paths)), **{path: page(path) for path in paths}}) as server:
            added(store, server)
            await one_round(store, clock)
            for capture in list(store.captures()):
                told(store, capture)
            before = store.last()
            clock.now += QUARTER
            await one_round(store, clock)
            kinds = [type(row.change) for row in store.changes(before)]
            assert sorted(kind.__name__ for kind in kinds) == ["PagesLookedAt", "SourceKept"]

    asyncio.run(main())


def test_looks_missed_in_a_long_pause_are_made_up_for_once(store: Store, clock: Clock) -> None:
    async def main() -> None:
        async with serving({"/feed": rss(item("/a")), "/a": page("a")}) as server:
            added(store, server)
            await one_round(store, clock)
            told(store, next(store.captures()))
            clock.now += 10 * 24 * HOUR
            assert what(await one_round(store, clock)).count("same") == 1
            clock.now += HOUR
            assert "same" not in what(await one_round(store, clock))

    asyncio.run(main())


def test_pages_that_no_source_brought_are_passed_over_once(store: Store, clock: Clock) -> None:
    async def main() -> None:
        async with serving({"/feed": rss(), "/imported": page("a")}) as server:
            added(store, server)
            imported = Capture(id="file", at=START, url=server.base + "/imported", body=b"<html>old</html>")
            store.apply([CaptureTaken(capture=imported)], START)
            told(store, imported)
            clock.now += HOUR
            for _ in range(2):
                await one_round(store, clock)
                assert store.looks(START, len(RECHECKS)) == []
            assert server.paths() == ["/feed", "/feed"]

    asyncio.run(main())
