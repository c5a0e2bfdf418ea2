import asyncio
import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from nasty_server import Answer, Server, redirect, response, serving

from nutgraf.config import Fetching, Grouping, Settings
from nutgraf.core.formats.politeness import read_robots
from nutgraf.errors import InputError, StoreError
from nutgraf.net.fetch import Fetcher
from nutgraf.records import Article, ArticleAdded, Capture, CaptureTaken, Fingerprint, Prepared, Score, Source
from nutgraf.run.events import Event
from nutgraf.run.live import news
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
from nutgraf.run.source_list import source_of, sources_from
from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store

pytestmark = pytest.mark.slow

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SETTINGS = Settings(fetching=Fetching(timeout=1.0, host_delay=0.0), grouping=Grouping(window_days=14))


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        """The time it was set to."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'nutgraf.db'}")
    yield opened
    opened.close()


def rss(*items: str, etag: str = "", last_modified: str = "") -> bytes:
    body = f"<rss version='2.0'><channel><title>Quay News</title>{''.join(items)}</channel></rss>"
    return response(body.encode(), content_type="application/rss+xml", etag=etag, last_modified=last_modified)


def item(path: str, title: str = "A title", updated: datetime | None = None) -> str:
    mark = (
        f"<atom:updated xmlns:atom='http://www.w3.org/2005/Atom'>{updated.isoformat()}</atom:updated>"
        if updated
        else ""
    )
    return f"<item><title>{title}</title><link>{path}</link>{mark}</item>"


def page(words: str) -> bytes:
    return response(f"<html><body><article><h1>News</h1><p>{words}</p></article></body></html>".encode())


def added(store: Store, server: Server, path: str = "/feed") -> Source:
    source = source_of(server.base + path)
    assert source is not None
    add_sources(store, [source], START)
    return source


async def one_round(store: Store, clock: Clock) -> list[Event]:
    events: list[Event] = []
    sources = store.sources()
    async with asyncio.timeout(20), Fetcher(SETTINGS.fetching, read_robots) as fetcher:
        await Round(fetcher, store, SETTINGS, clock, events.append).collect(sources)
    return events


def captured(store: Store) -> list[tuple[str, bool]]:
    """Path of each capture, and whether it has its page."""
    return [("/" + (capture.url or "").split("/", 3)[-1], bool(capture.body)) for capture in store.captures()]


def nothing(_until: str) -> tuple[object, ...]:
    """Decides nothing."""
    return ()


def kept(store: Store, url: str) -> Source:
    return next(source for source in store.sources() if source.url == url)


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


def told(store: Store, capture: Capture) -> None:
    """Makes a capture an article, as the engine would."""
    article = Article(id=capture.id, capture=capture.id, seen=capture.at, url=capture.url, title="News")
    change = ArticleAdded(prepared=Prepared(article=article, fingerprint=Fingerprint()), quality=Score(total=0))
    store.apply([change], capture.at)


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


def test_a_round_that_is_stopped_is_finished_by_the_next(store: Store, clock: Clock) -> None:
    paths = [f"/{number}" for number in range(6)]

    async def main() -> None:
        answers = {"/feed": rss(*map(item, paths), etag='"1"'), **{path: page(path) for path in paths}}
        async with serving(answers) as server:
            source = added(store, server)
            sources = store.sources()

            async def stop(_: asyncio.StreamWriter) -> None:
                running.cancel()
                await asyncio.sleep(60)

            server.answers["/3"] = stop
            async with Fetcher(SETTINGS.fetching, read_robots) as fetcher:
                round_ = Round(fetcher, store, SETTINGS, clock, lambda _: None)
                running = asyncio.create_task(round_.collect(sources))
                with pytest.raises(asyncio.CancelledError):
                    await running
            assert captured(store) == [(path, True) for path in paths[:3]]
            assert kept(store, source.url).checked is None
            server.answers["/3"] = page("/3")
            await one_round(store, clock)
            assert sorted(captured(store)) == [(path, True) for path in paths]
            assert sorted(server.paths()) == sorted(["/feed", "/feed", "/3", *paths])

    asyncio.run(main())


def test_a_slow_host_keeps_no_other_waiting(store: Store, clock: Clock) -> None:
    async def main() -> None:
        answers: dict[str, Answer] = {"/feed": rss(item("/silent"), etag='"1"')}
        async with serving({"/feed": rss(item("/a")), "/a": page("a")}) as server, serving(answers) as slow:
            added(store, server)
            source = added(store, slow)
            sources = store.sources()
            async with Fetcher(SETTINGS.fetching, read_robots) as fetcher:
                round_ = Round(fetcher, store, SETTINGS, clock, lambda _: None)
                await round_.collect(sources, limit=timedelta(seconds=0.5))
            assert captured(store) == [("/a", True)]
            assert due_sources(store.sources(), START) == [kept(store, source.url)]

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


def test_known_sources_keep_their_state(store: Store) -> None:
    source = Source(id="s", url="https://example.org/feed")
    assert add_sources(store, [source], START) == [source]
    assert add_sources(store, [source], START) == []


@pytest.mark.parametrize(
    ("due", "seconds"), [(None, 900), (HOUR, 900), (timedelta(minutes=5), 300), (timedelta(seconds=1), 60), (-HOUR, 60)]
)
def test_sleep_is_bounded(due: timedelta | None, seconds: int) -> None:
    source = Source(id="s", url="https://example.org/", due=START + due if due else None)
    assert seconds_to_next_round([source], START, HOUR / 4) == seconds


def test_sources_are_read_from_urls_opml_and_lists(tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        "<opml version='2.0'><body><outline text='News'><outline type='rss' text='Quay' xmlUrl='https://quay.example/feed'/>"
        "</outline></body></opml>",
        "utf-8",
    )
    listed = tmp_path / "list.txt"
    listed.write_text(
        "\ufeff# mine\n\nhttps://user:secret@one.example/feed#top\r\nhttps://quay.example/feed\n", "utf-8"
    )
    sources = sources_from(["HTTPS://Zero.example", str(opml), str(listed), "https://zero.example/"])
    assert [source.url for source in sources] == [
        "https://zero.example/",
        "https://quay.example/feed",
        "https://one.example/feed",
    ]
    assert [source.title for source in sources] == [None, "Quay", None]
    assert [source.named_by for source in sources] == ["user", "user", "user"]


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ("ftp://user:secret@example.org/", "no http or https URL"),
        ("example.org", "address of a source begins with https"),
        ("a\0b", "neither a URL nor a path"),
        ("x" * 5000, "name too long"),
        (".", "directory"),
        ("", ""),
    ],
)
def test_what_is_no_source_is_said_in_a_line(argument: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        sources_from([argument])
    assert reason in caught.value.reason.lower() or reason in caught.value.reason
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text("https://one.example/\nnot an address\n", "utf-8")
    with pytest.raises(InputError, match=r"list\.txt:2"):
        sources_from([str(listed)])
