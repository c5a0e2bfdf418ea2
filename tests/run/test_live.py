import asyncio

import pytest
from copied_stores import copied
from live_rounds import HOUR, START, Clock, added, captured, item, kept, one_round, page, rss, set_by_hand, told
from nasty_server import Answer, redirect, response, serving

from nutgraf.records import Capture, CaptureTaken
from nutgraf.run.live import news
from nutgraf.run.live.rounds import due_sources
from nutgraf.store.protocol import Store

pytestmark = pytest.mark.slow

clock = pytest.fixture(set_by_hand)
store = pytest.fixture(copied)


def test_a_feed_is_taken_once_with_its_pages(store: Store, clock: Clock) -> None:
    async def main() -> None:
        answers: dict[str, Answer] = {
            "/feed": rss(item("/a"), item("/b"), etag='"1"', last_modified="Mon, 05 Jan 2026 10:00:00 GMT"),
            "/a": page("a"),
            "/b": page("b"),
        }
        async with serving(answers) as server:
            source = added(store, server)
            events = await one_round(store, clock)
            assert [event.what for event in events] == ["listed", "taken", "taken"]
            assert sorted(captured(store)) == [("/a", True), ("/b", True)]
            taken = next(store.captures())
            assert (taken.source, taken.at, taken.charset) == (source.id, START, "utf-8")
            assert taken.entry is not None
            assert taken.entry.title == "A title"
            now_kept = kept(store, source.url)
            assert (now_kept.title, now_kept.kind, now_kept.etag) == ("Quay News", "feed", '"1"')
            assert (now_kept.checked, now_kept.due) == (START, START + HOUR / 4)
            server.answers["/feed"] = b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
            clock.now += HOUR / 4
            assert [event.what for event in await one_round(store, clock)] == ["unchanged"]
            assert server.asked[-1].headers["if-none-match"] == '"1"'
            assert kept(store, source.url).due == clock.now + 1.5 * HOUR / 4
            assert server.paths() == ["/feed", "/a", "/b", "/feed"]

    asyncio.run(main())


def test_what_is_known_is_not_fetched_again_without_validators(store: Store, clock: Clock) -> None:
    async def main() -> None:
        async with serving({"/feed": rss(item("/a"), item("/a")), "/a": page("a")}) as server:
            added(store, server)
            for _ in range(3):
                await one_round(store, clock)
            assert server.paths().count("/a") == 1
            assert len(captured(store)) == 1

    asyncio.run(main())


@pytest.mark.parametrize("path", ["/forbidden", "/absent", "/film", "/endless", "/loop", "/to-private"])
def test_a_page_that_cannot_be_had_leaves_its_entry(store: Store, clock: Clock, path: str) -> None:
    async def main() -> None:
        async with serving({"/feed": rss(item(path), etag='"1"')}) as server:
            source = added(store, server)
            for _ in range(2):
                events = await one_round(store, clock)
                assert "failed" not in [event.what for event in events]
            assert captured(store) == [(path, False)]
            assert kept(store, source.url).etag == '"1"'
            assert server.paths().count(path) <= 6

    asyncio.run(main())


@pytest.mark.parametrize("answer", [response(b"", status="503 Service Unavailable"), b"", response(length=10**6)])
def test_a_page_that_fails_for_now_is_tried_again(store: Store, clock: Clock, answer: bytes) -> None:
    async def main() -> None:
        async with serving({"/feed": rss(item("/a"), etag='"1"'), "/a": answer}) as server:
            source = added(store, server)
            for _ in range(2):
                await one_round(store, clock)
                assert captured(store) == [("/a", False)]
                assert kept(store, source.url).etag is None
                clock.now += HOUR
            server.answers["/a"] = page("at last")
            await one_round(store, clock)
            assert captured(store) == [("/a", False), ("/a", True)]
            assert kept(store, source.url).etag == '"1"'

    asyncio.run(main())


def test_a_page_that_fails_for_a_day_is_given_up(store: Store, clock: Clock) -> None:
    async def main() -> None:
        async with serving({"/feed": rss(item("/broken"), etag='"1"')}) as server:
            source = added(store, server)
            for _ in range(4):
                await one_round(store, clock)
                clock.now += 13 * HOUR
            assert server.paths().count("/broken") == 3
            assert kept(store, source.url).etag == '"1"'

    asyncio.run(main())


def test_an_entry_that_says_it_was_modified_is_fetched_again_once(store: Store, clock: Clock) -> None:
    async def main() -> None:
        answers: dict[str, Answer] = {"/feed": rss(item("/a", updated=START - HOUR)), "/a": page("first")}
        async with serving(answers) as server:
            added(store, server)
            await one_round(store, clock)
            clock.now += 2 * HOUR
            server.answers |= {"/feed": rss(item("/a", updated=START - HOUR / 2)), "/a": page("second")}
            for _ in range(2):
                await one_round(store, clock)
            assert server.paths().count("/a") == 2
            assert [b"second" in capture.body for capture in store.captures()] == [False, True]

    asyncio.run(main())


def test_entries_without_a_page_are_taken_as_they_are(store: Store, clock: Clock) -> None:
    async def main() -> None:
        note = "<item><title>Note</title><description>No link</description><guid isPermaLink='false'>7</guid></item>"
        async with serving({"/feed": rss(note)}) as server:
            added(store, server)
            for _ in range(2):
                await one_round(store, clock)
            (only,) = store.captures()
            assert only.url is None
            assert only.entry is not None
            assert only.entry.title == "Note"

    asyncio.run(main())


def test_more_pages_than_a_round_takes_come_in_the_next(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "PAGES_A_ROUND", 3)
    paths = [f"/{number}" for number in range(7)]

    async def main() -> None:
        answers = {"/feed": rss(*map(item, paths), etag='"1"'), **{path: page(path) for path in paths}}
        async with serving(answers) as server:
            source = added(store, server)
            for expected, etag in ((3, None), (6, None), (7, '"1"')):
                await one_round(store, clock)
                assert len(captured(store)) == expected
                assert kept(store, source.url).etag == etag
                clock.now += HOUR
            assert sorted(captured(store)) == [(path, True) for path in paths]

    asyncio.run(main())


def test_one_source_that_fails_does_not_stop_another(store: Store, clock: Clock) -> None:
    answers: dict[str, Answer] = {
        "/feed": rss(item("/a")),
        "/a": page("a"),
        "/not-a-feed": response(b"\x00\x01\x02 nothing", content_type="application/rss+xml"),
    }

    async def main() -> None:
        async with serving(answers) as server, serving() as other:
            for path in ("/feed", "/broken", "/not-a-feed", "/absent", "/to-file"):
                added(store, server, path)
            added(store, other, "/overloaded")
            await one_round(store, clock)
            assert captured(store) == [("/a", True)]
            failed = {source.url.rpartition("/")[2]: source for source in store.sources() if source.failures}
            assert sorted(failed) == ["absent", "broken", "not-a-feed", "overloaded", "to-file"]
            assert failed["broken"].error == "answers 500"
            assert failed["broken"].due == START + HOUR / 4
            assert all(source.error and "\n" not in source.error for source in failed.values())
            clock.now += HOUR
            await one_round(store, clock)
            assert kept(store, server.base + "/broken").due == clock.now + HOUR / 2

    asyncio.run(main())


def test_a_source_is_left_alone_as_long_as_it_asks(store: Store, clock: Clock) -> None:
    async def main() -> None:
        answer = response(b"", status="429 Too Many Requests", retry_after="7200")
        async with serving({"/feed": answer}) as server:
            source = added(store, server)
            await one_round(store, clock)
            assert kept(store, source.url).due == START + 2 * HOUR
            assert due_sources(store.sources(), START + HOUR) == []
            assert len(due_sources(store.sources(), START + 2 * HOUR)) == 1

    asyncio.run(main())


def test_a_page_finds_its_feeds(store: Store, clock: Clock) -> None:
    links = "<link rel='alternate' type='application/rss+xml' href='/feed'>"

    async def main() -> None:
        async with serving() as elsewhere:
            private = f"<link rel='alternate' type='application/rss+xml' href='{elsewhere.base}/feed'>"
            answers: dict[str, Answer] = {
                "/": response(f"<html><head>{links}{private}</head><body><p>Home</p></body></html>".encode()),
                "/feed": rss(item("/a")),
                "/a": page("a"),
            }
            async with serving(answers) as server:
                added(store, server, "/")
                await one_round(store, clock)
                assert {source.url: source.kind for source in store.sources()} == {
                    server.base + "/": "page",
                    server.base + "/feed": "feed",
                }
                assert captured(store) == [("/a", True)]
                assert kept(store, server.base + "/").due == START + 24 * HOUR
            assert not elsewhere.asked

    asyncio.run(main())


def test_a_home_page_that_names_no_feed_has_it_where_others_have(store: Store, clock: Clock) -> None:
    async def main() -> None:
        answers: dict[str, Answer] = {"/": page("Home"), "/rss.xml": rss(item("/a")), "/a": page("a")}
        async with serving(answers) as server:
            added(store, server, "/")
            await one_round(store, clock)
            assert captured(store) == [("/a", True)]

    asyncio.run(main())


def test_a_page_without_feeds_is_watched_itself(store: Store, clock: Clock) -> None:
    async def main() -> None:
        async with serving({"/story": page("first")}) as server:
            source = added(store, server, "/story")
            for words in ("first", "first", "second", "second"):
                server.answers["/story"] = page(words)
                await one_round(store, clock)
                clock.now += HOUR
            assert captured(store) == [("/story", True), ("/story", True)]
            assert kept(store, source.url).kind == "page"

    asyncio.run(main())


def test_a_feed_that_becomes_a_page_is_a_failure(store: Store, clock: Clock) -> None:
    async def main() -> None:
        async with serving({"/feed": rss(item("/a")), "/a": page("a")}) as server:
            source = added(store, server)
            await one_round(store, clock)
            server.answers["/feed"] = page("We are being maintained")
            await one_round(store, clock)
            assert kept(store, source.url).failures == 1
            assert captured(store) == [("/a", True)]

    asyncio.run(main())


def test_sitemaps_are_followed_as_far_as_the_window(store: Store, clock: Clock) -> None:
    def urls(*pairs: tuple[str, str]) -> bytes:
        rows = "".join(f"<url><loc>{path}</loc><lastmod>{date}</lastmod></url>" for path, date in pairs)
        return response(
            f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{rows}</urlset>".encode(),
            content_type="text/xml",
        )

    index = b"""<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>
        <sitemap><loc>/new.xml</loc></sitemap><sitemap><loc>/index.xml</loc></sitemap>
        <sitemap><loc>/gone.xml</loc></sitemap><sitemap><loc>/more.xml</loc></sitemap></sitemapindex>"""
    answers: dict[str, Answer] = {
        "/index.xml": response(index, content_type="text/xml"),
        "/new.xml": urls(("/a", "2026-01-04"), ("/old", "2020-01-01")),
        "/more.xml": urls(("/b", "2026-01-05T01:00:00Z"), ("/undated", "")),
        **{path: page(path) for path in ("/a", "/b", "/old", "/undated")},
    }

    async def main() -> None:
        async with serving(answers) as server:
            added(store, server, "/index.xml")
            await one_round(store, clock)
            assert sorted(captured(store)) == [("/a", True), ("/b", True), ("/undated", True)]
            assert store.sources()[0].kind == "sitemap"

    asyncio.run(main())


def test_recent_pages_are_looked_at_again(store: Store, clock: Clock) -> None:
    async def main() -> None:
        answers: dict[str, Answer] = {
            "/feed": rss(item("/a"), item("/b")),
            "/a": page("a"),
            "/b": redirect("/c"),
            "/c": page("c"),
            "/imported": page("new"),
        }
        async with serving(answers) as server:
            added(store, server)
            await one_round(store, clock)
            imported = Capture(id="file", at=START, url=server.base + "/imported", body=b"<html>old</html>")
            store.apply([CaptureTaken(capture=imported)], START)
            for capture in list(store.captures()):
                told(store, capture)
            before = len(server.asked)
            clock.now += HOUR / 8
            await one_round(store, clock)
            assert server.paths()[before - 1 :].count("/a") == 0
            clock.now += HOUR / 8
            server.answers["/c"] = page("corrected")
            events = await one_round(store, clock)
            assert sorted(event.what for event in events) == ["listed", "same", "taken"]
            *_, last = store.captures()
            assert b"corrected" in last.body
            assert last.entry is not None
            assert last.entry.title == "A title"
            assert captured(store).count(("/c", True)) == 2
            assert "/imported" not in server.paths()
            before = len(server.asked)
            await one_round(store, clock)
            assert [asked.path for asked in server.asked[before:]] == ["/robots.txt", "/feed"]

    asyncio.run(main())
