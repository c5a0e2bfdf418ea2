"""Sources that would grow without end, or repeat themselves."""

import asyncio
from collections.abc import Iterable, Sequence

import pytest
from copied_stores import copied
from live_rounds import (
    HOUR,
    QUARTER,
    SETTINGS,
    START,
    Clock,
    added,
    captured,
    kept,
    nothing,
    one_round,
    page,
    rss,
    set_by_hand,
    what,
)
from msgspec.structs import replace
from nasty_server import Answer, Server, response, serving

from nutgraf.records import Source, SourceKept
from nutgraf.run.events import Event
from nutgraf.run.live.collect import FEEDS_FOUND
from nutgraf.run.live.news import HELD
from nutgraf.run.live.rounds import Live, add_sources, run_once
from nutgraf.run.source_list import source_of
from nutgraf.store.protocol import Store

pytestmark = pytest.mark.slow

clock = pytest.fixture(set_by_hand)
store = pytest.fixture(copied)


# ---------------------------------------------------------------- pages that name feeds


class Endless(dict[str, Answer]):
    """Any path has a page, which names five feeds that nobody has heard of."""

    def __init__(self, answers: dict[str, Answer], feeds: bool) -> None:  # noqa: FBT001 - what the test is about
        super().__init__(answers)
        self.named = 0
        self.feeds = feeds

    def get(self, path: str, default: object = None) -> Answer:
        """Robots alone have none; where ``feeds`` are, those that were named are some, without anything in them."""
        del default
        if path == "/robots.txt":
            return response(b"", status="404 Not Found")
        if self.feeds and path.startswith("/feed"):
            return rss()
        first = self.named + 1
        self.named += 5
        return naming(*(f"/feed{number}" for number in range(first, first + 5)))


def naming(*feeds: str) -> bytes:
    links = "".join(f"<link rel='alternate' type='application/rss+xml' href='{feed}'>" for feed in feeds)
    return response(f"<html><head>{links}</head><body><p>Home</p></body></html>".encode())


def test_what_a_page_names_is_followed_no_further(store: Store, clock: Clock) -> None:
    async def main() -> None:
        async with serving() as server:
            server.answers = Endless({}, feeds=False)
            added(store, server, "/")
            for looks in range(1, 4):
                async with asyncio.timeout(20):
                    events: list[Event] = []
                    await run_once(Live(store, SETTINGS, clock, settle=nothing, tell=events.append))
                assert [source.url for source in store.sources()] == [server.base + "/"]
                assert len(server.paths()) == 6 * looks
                assert what(events).count("failed") == 5
                assert all("a page named it as a feed" in one.detail for one in events if one.what == "failed")
                clock.now += HOUR

    asyncio.run(main())


def test_a_header_leads_to_feeds_too(store: Store, clock: Clock) -> None:
    named = '</comments/feed>; rel="alternate"; type="application/rss+xml", </feed>; rel="alternate"; type="text/xml"'

    async def main() -> None:
        async with serving({"/": response(b"<html><p>Home</p></html>", link=named), "/feed": rss()}) as server:
            added(store, server, "/")
            await one_round(store, clock)
            await one_round(store, clock)
            assert [source.url for source in store.sources()] == [server.base + "/", server.base + "/feed"]

    asyncio.run(main())


def test_a_page_whose_feeds_are_none_is_watched_itself(store: Store, clock: Clock) -> None:
    async def main() -> None:
        async with serving({"/": naming("/no-feed"), "/no-feed": page("No feed")}) as server:
            source = added(store, server, "/")
            await one_round(store, clock)
            assert captured(store) == [("/", True)]
            assert kept(store, source.url).due == START + QUARTER

    asyncio.run(main())


def test_the_feeds_of_a_page_are_told_from_others_and_bounded(store: Store, clock: Clock) -> None:
    async def main() -> None:
        async with serving() as server:
            server.answers = Endless({}, feeds=True)
            first, second = added(store, server, "/"), added(store, server, "/second")
            for _ in range(7):
                await one_round(store, clock)
                clock.now += 25 * HOUR
            for source in (first, second):
                found = [one for one in store.sources() if one.found_on == source.id]
                assert len(found) == FEEDS_FOUND
                assert {one.named_by for one in found} == {"page"}
                assert kept(store, source.url).named_by == "user"
                assert kept(store, source.url).due == clock.now - HOUR

    asyncio.run(main())


def test_a_feed_that_two_pages_name_is_the_first_ones_whoever_answers_first(store: Store, clock: Clock) -> None:
    async def main() -> None:
        async with serving({"/feed": rss()}) as server:
            first = added(store, server, "/a")
            paths = (f"/b{number}" for number in range(1000))
            path = next(p for p in paths if (named := source_of(server.base + p)) and named.id < first.id)
            second = added(store, server, path)  # asked after the first, and by its id before it
            server.answers |= {"/a": naming("/feed"), path: naming("/feed")}
            await one_round(store, clock)
            assert kept(store, f"{server.base}/feed").found_on == second.id

    asyncio.run(main())


def test_a_feed_that_a_page_named_and_that_fails_for_now_is_asked_again(store: Store, clock: Clock) -> None:
    async def main() -> None:
        async with serving(
            {"/": naming("/feed", "/gone"), "/feed": response(status="500 Oops"), "/a": page("a")}
        ) as server:
            added(store, server, "/")
            await one_round(store, clock)
            assert {source.url for source in store.sources()} == {f"{server.base}/", f"{server.base}/feed"}
            assert kept(store, f"{server.base}/feed").failures == 1
            server.answers["/feed"] = page("no feed after all")
            clock.now += HOUR
            await one_round(store, clock)
            failed = kept(store, f"{server.base}/feed")
            assert (failed.failures, failed.kind) == (2, "feed")

    asyncio.run(main())


def test_what_a_user_names_is_the_users_though_a_page_named_it_before(store: Store) -> None:
    found = Source(id="f", url="https://x.example/feed", named_by="page", found_on="p", etag="1", title="X")
    store.apply([SourceKept(source=found)], START)
    assert add_sources(store, [found], START) == []
    listed = replace(found, named_by="list", found_on=None)
    assert add_sources(store, [Source(id="f", url=found.url, named_by="list")], START) == [listed]
    named = Source(id="f", url=found.url)
    assert add_sources(store, [named], START) == [replace(found, named_by="user", found_on=None)]
    assert add_sources(store, [named], START) == []
    assert store.sources()[0].etag == "1"


# ---------------------------------------------------------------- sources that repeat themselves


def listing(numbers: Sequence[int], poll: int, *, words: str = "What happened at the quay") -> bytes:
    return rss(
        *(
            f"<item><title>Title {n}</title><description>{words} {n}</description><link>/a{n}?s={poll}</link></item>"
            for n in numbers
        )
    )


def tokens(count: int = 12, polls: int = 9) -> dict[str, Answer]:
    return {f"/a{n}?s={poll}": page(f"{n}") for n in range(count) for poll in range(polls)}


def test_a_source_whose_addresses_change_at_every_look_is_held(store: Store, clock: Clock) -> None:
    async def main() -> None:
        async with serving(tokens()) as server:
            source = added(store, server)
            waits = []
            for poll in range(4):
                server.answers["/feed"] = listing(range(6), poll)
                events = await one_round(store, clock)
                assert [one.detail for one in events if one.what == "held"] == ([HELD] if poll == 1 else [])
                now_kept = kept(store, source.url)
                assert (now_kept.error, now_kept.failures) == (HELD if poll else None, 0)
                assert len(captured(store)) == 6
                waits.append((now_kept.due or START) - clock.now)
                clock.now += waits[-1]
            assert waits == [QUARTER, 1.5 * QUARTER, 1.5**2 * QUARTER, 1.5**3 * QUARTER]
            server.answers["/feed"] = listing([7, *range(6)], 4)  # one is new
            await one_round(store, clock)
            assert captured(store)[6:] == [("/a7?s=4", True)]
            assert kept(store, source.url).error == HELD
            server.answers["/feed"] = b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
            await one_round(store, clock)
            assert kept(store, source.url).error == HELD

    asyncio.run(main())


def test_a_source_that_was_held_recovers_when_it_behaves(store: Store, clock: Clock) -> None:
    async def main() -> None:
        async with serving(tokens()) as server:
            source = added(store, server)
            for poll, numbers, held, count in (
                (0, range(6), False, 6),
                (1, range(6), True, 6),
                (2, range(6), True, 6),
                (2, range(2, 8), True, 8),  # the addresses stay; what was given before is still not taken again
                (2, range(4, 10), True, 10),
                (2, range(6, 12), False, 12),
                (2, range(6, 12), False, 12),
            ):
                server.answers["/feed"] = listing(numbers, poll)
                await one_round(store, clock)
                clock.now += HOUR
                assert (kept(store, source.url).error == HELD, len(captured(store))) == (held, count)

    asyncio.run(main())


async def taken_of(listings: Iterable[bytes], server: Server, store: Store, clock: Clock) -> int:
    """How many captures a source comes to that lists these, an hour apart."""
    for listed in listings:
        server.answers["/feed"] = listed
        await one_round(store, clock)
        clock.now += HOUR
    return len(captured(store))


def test_items_without_pages_whose_ids_change_are_held(store: Store, clock: Clock) -> None:
    def notes(poll: int) -> bytes:
        return rss(
            *(
                f"<item><title>Note {n}</title><description>Said</description><guid>{poll}-{n}</guid></item>"
                for n in range(5)
            )
        )

    async def main() -> None:
        async with serving() as server:
            added(store, server)
            assert await taken_of(map(notes, range(3)), server, store, clock) == 5

    asyncio.run(main())


def test_a_sitemap_whose_addresses_change_is_held(store: Store, clock: Clock) -> None:
    def urls(poll: int) -> bytes:
        rows = "".join(f"<url><loc>/a{n}?s={poll}</loc></url>" for n in range(6))
        return response(f"<urlset>{rows}</urlset>".encode(), content_type="text/xml")

    async def main() -> None:
        async with serving(tokens()) as server:
            added(store, server)
            assert await taken_of(map(urls, range(3)), server, store, clock) == 6

    asyncio.run(main())


@pytest.mark.parametrize("words", ["What happened at the quay", ""])
def test_a_busy_source_that_turned_over_as_a_whole_is_not_held(store: Store, clock: Clock, words: str) -> None:
    async def main() -> None:
        async with serving(tokens()) as server:
            source = added(store, server)
            for poll, numbers in enumerate((range(4), range(4, 8), range(8, 12))):
                server.answers["/feed"] = listing(numbers, poll, words=words)
                await one_round(store, clock)
                clock.now += 24 * HOUR
                assert kept(store, source.url).error is None
            assert len(captured(store)) == 12

    asyncio.run(main())


def test_a_source_whose_pages_all_fail_for_now_is_not_held(store: Store, clock: Clock) -> None:
    async def main() -> None:
        down: dict[str, Answer] = {path: response(b"", status="500 Oops") for path in tokens(polls=1)}
        async with serving({**down, "/feed": listing(range(6), 0)}) as server:
            source = added(store, server)
            await one_round(store, clock)
            server.answers |= tokens(polls=1)
            clock.now += HOUR
            await one_round(store, clock)
            assert kept(store, source.url).error is None
            assert sum(with_page for _, with_page in captured(store)) == 6

    asyncio.run(main())
