"""Rounds of collecting, one by one, from a server on loopback by a clock that is set by hand."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from nasty_server import Server, response

from nutgraf.config import Fetching, Grouping, Settings
from nutgraf.core.formats.politeness import read_robots
from nutgraf.net.fetch import Fetcher
from nutgraf.records import Article, ArticleAdded, Capture, Fingerprint, Prepared, Score, Source
from nutgraf.run.events import Event
from nutgraf.run.live.collect import Round
from nutgraf.run.live.rounds import add_sources
from nutgraf.run.source_list import source_of
from nutgraf.store.protocol import Store

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
QUARTER = HOUR / 4
SETTINGS = Settings(fetching=Fetching(timeout=1.0, host_delay=0.0), grouping=Grouping(window_days=14))


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        """The time it was set to."""
        return self.now


def set_by_hand() -> Clock:
    """A clock, as a fixture: ``clock = pytest.fixture(set_by_hand)``."""
    return Clock()


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


def told(store: Store, capture: Capture) -> None:
    """Makes a capture an article, as the engine would."""
    article = Article(id=capture.id, capture=capture.id, seen=capture.at, url=capture.url, title="News")
    change = ArticleAdded(prepared=Prepared(article=article, fingerprint=Fingerprint()), quality=Score(total=0))
    store.apply([change], capture.at)


def what(events: Sequence[Event]) -> list[str]:
    return [event.what for event in events]


async def broken_off(store: Store, clock: Clock, server: Server) -> None:
    """A round that ends when the third page is asked for."""
    running: list[asyncio.Task[None]] = []

    async def stop(_: asyncio.StreamWriter) -> None:
        running[0].cancel()
        await asyncio.sleep(60)

    kept_answers = dict(server.answers)
    server.answers |= {"/3": stop}
    sources = store.sources()
    async with Fetcher(SETTINGS.fetching, read_robots) as fetcher:
        running.append(asyncio.create_task(Round(fetcher, store, SETTINGS, clock, lambda _: None).collect(sources)))
        with pytest.raises(asyncio.CancelledError):
            await running[0]
    server.answers = kept_answers
