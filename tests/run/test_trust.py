import asyncio
from collections.abc import Coroutine, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpcore2
import pytest
from nasty_server import redirect, response, serving

from nutgraf.config import Fetching, Settings
from nutgraf.core.formats.politeness import read_robots
from nutgraf.errors import Disallowed, Unreachable
from nutgraf.net import checked
from nutgraf.net.checked import CheckedBackend
from nutgraf.net.fetch import Fetcher
from nutgraf.records import Source
from nutgraf.run.events import Event
from nutgraf.run.live.rounds import Live, add_sources, run_once
from nutgraf.run.live.trust import Trust
from nutgraf.run.source_list import source_of, sources_from
from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store

pytestmark = pytest.mark.slow

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
QUICK = Fetching(timeout=1.0, host_delay=0.0)
PAGE = response(b"<html><body><article><h1>News</h1><p>The quay reopened on Monday.</p></article></body></html>")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'nutgraf.db'}")
    yield opened
    opened.close()


def run(main: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(main, 30))


def rss(*links: str) -> bytes:
    items = "".join(f"<item><title>On {link}</title><link>{link}</link></item>" for link in links)
    body = f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>"
    return response(body.encode(), content_type="application/rss+xml")


def named(*urls: str) -> list[Source]:
    return [source for url in urls if (source := source_of(url))]


async def collected(store: Store, settings: Fetching = QUICK) -> list[Event]:
    events: list[Event] = []
    live = Live(store, Settings(fetching=settings), lambda: NOW, settle=list, tell=events.append)
    await run_once(live)
    return events


def trusted(sources: Iterable[Source]) -> dict[str, str]:
    """By a source's id, where it is trusted."""
    trust = Trust(allow_private=False)
    trust.learn(listed := list(sources))
    return {source.id: place for source in listed if (place := trust.of(source.id))}


def bodies(store: Store) -> set[str]:
    """Addresses of the pages that were taken whole."""
    return {capture.url for capture in store.captures() if capture.url and capture.body}


def kept(store: Store, url: str) -> Source:
    return next(source for source in store.sources() if source.url == url)


def test_a_feed_that_points_to_another_service_of_the_machine_makes_no_request_there(store: Store) -> None:
    async def main() -> None:
        async with serving({"/feed": rss("/own"), "/own": PAGE}) as watched, serving() as stranger:
            links = [f"{watched.base}/{number}" for number in range(20)]
            stranger.answers["/feed"] = rss(*links, "/mine", "/there")
            stranger.answers |= {"/mine": PAGE, "/there": redirect(watched.base + "/there")}
            add_sources(store, named(watched.base + "/feed", stranger.base + "/feed"), NOW)
            events = await collected(store)
            assert {asked.path for asked in watched.asked} == {"/robots.txt", "/feed", "/own"}
            assert bodies(store) == {watched.base + "/own", stranger.base + "/mine"}
            told = {event.url: event.detail for event in events if event.what == "entry_only"}
            assert set(told) == {*links, stranger.base + "/there"}
            assert "only a source that you name" in told[links[0]]

    run(main())


def test_a_page_that_a_stranger_lists_first_is_taken_by_its_own_source(store: Store) -> None:
    async def main() -> None:
        async with serving({"/feed": rss("/own"), "/own": PAGE}) as own, serving() as stranger:
            stranger.answers["/feed"] = rss(own.base + "/own")
            add_sources(store, named(stranger.base + "/feed"), NOW)
            await collected(store)
            assert (bodies(store), own.asked) == (set(), [])
            add_sources(store, named(own.base + "/feed"), NOW)
            await collected(store)
            assert bodies(store) == {own.base + "/own"}

    run(main())


def test_a_sitemap_leads_to_no_other_service_of_the_machine(store: Store) -> None:
    async def main() -> None:
        async with serving({"/feed": rss()}) as watched, serving() as stranger:
            maps = "".join(f"<sitemap><loc>{base}/map.xml</loc></sitemap>" for base in (watched.base, stranger.base))
            index = f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{maps}</sitemapindex>"
            stranger.answers["/index.xml"] = response(index.encode(), content_type="application/xml")
            add_sources(store, named(watched.base + "/feed", stranger.base + "/index.xml"), NOW)
            await collected(store)
            assert watched.paths() == ["/feed"]
            assert stranger.paths() == ["/index.xml", "/map.xml"]

    run(main())


def test_a_list_from_elsewhere_gives_no_trust_till_the_user_names_the_address_himself(
    store: Store, tmp_path: Path
) -> None:
    async def main() -> None:
        async with serving({"/feed": rss("/a"), "/a": PAGE}) as server:
            opml = tmp_path / "feeds.opml"
            addresses = (server.base + "/feed", "http://169.254.169.254/latest/meta-data/")
            outlines = "".join(f"<outline type='rss' xmlUrl='{url}'/>" for url in addresses)
            opml.write_text(f"<opml version='2.0'><body>{outlines}</body></opml>", "utf-8")
            add_sources(store, sources_from([str(opml)]), NOW)
            events = await collected(store)
            assert [event.what for event in events] == ["failed", "failed"]
            assert all("for a source that you name by" in event.detail for event in events)
            assert not server.asked
            add_sources(store, sources_from([str(opml), server.base + "/feed"]), NOW)
            assert kept(store, server.base + "/feed").named_by == "user"
            await collected(store)
            assert server.paths() == ["/feed", "/a"]

    run(main())


def test_a_list_of_addresses_is_the_users_own(tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text("http://localhost:3000/feed\n", "utf-8")
    opml = tmp_path / "feeds.opml"
    opml.write_text("<opml version='2.0'><body><outline type='rss' xmlUrl='http://a.test/'/></body></opml>", "utf-8")
    sources = sources_from(["http://[::1]/", str(opml), str(listed)])
    assert [source.named_by for source in sources] == ["user", "list", "user"]
    assert set(trusted(sources).values()) == {"http://[::1]", "http://localhost:3000"}
    assert [source.named_by for source in sources_from([str(opml), "http://a.test/"])] == ["user"]


def page(*feeds: str) -> bytes:
    links = "".join(f"<link rel='alternate' type='application/rss+xml' href='{feed}'>" for feed in feeds)
    return response(f"<html><head>{links}</head><body><p>News</p></body></html>".encode())


def all_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every name is on this machine, for the moment."""
    monkeypatch.setattr(checked, "_look_up", lambda *_: ["127.0.0.1"])


def test_feeds_of_a_page_share_its_place_and_its_trust(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    all_at_home(monkeypatch)

    async def main() -> None:
        async with serving({"/feed": rss("/a"), "/a": PAGE}) as server, serving() as other:
            server.answers["/news"] = page("/feed", other.base + "/feed", "http://public.example.com/feed")
            add_sources(store, named(server.base + "/news"), NOW)
            await collected(store)
            assert bodies(store) == {server.base + "/a"}
            found = kept(store, server.base + "/feed")
            assert (found.named_by, found.found_on) == ("page", kept(store, server.base + "/news").id)
            assert not other.asked
            assert set(trusted(store.sources())) == {found.id, found.found_on}

    run(main())


def test_a_feed_found_on_a_page_is_trusted_only_while_the_user_names_that_page() -> None:
    home, shelf = named("http://localhost:3000/", "http://localhost:3000/feed")
    found = Source(id=shelf.id, url=shelf.url, named_by="page", found_on=home.id)
    assert trusted([home, found])[found.id] == "http://localhost:3000"
    listed = Source(id=home.id, url=home.url, named_by="list")
    elsewhere = Source(id=home.id, url="https://localhost:3000/")
    for pages in ([], [listed], [elsewhere]):
        assert found.id not in trusted([*pages, found])


@pytest.mark.parametrize(
    "trust",
    [
        None,
        "https://127.0.0.1:{port}",
        "http://localhost:{port}",
        "http://127.0.0.1:1",
        "http://127.0.0.1",
        "127.0.0.1:{port}",
    ],
)
def test_trust_is_for_scheme_host_and_port(trust: str | None) -> None:
    async def main() -> None:
        async with serving() as server, Fetcher(QUICK, read_robots) as web:
            here = server.base.rpartition(":")[2]
            with pytest.raises(Disallowed, match="is no public address"):
                await web.get(server.base + "/good", trust=trust and trust.format(port=here))
            assert not server.asked

    run(main())


def test_trust_ends_where_a_redirect_leads_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    all_at_home(monkeypatch)

    async def main() -> None:
        async with serving() as server, serving() as other, Fetcher(QUICK, read_robots) as web:
            server.answers |= {
                "/to-other": redirect(other.base + "/good"),
                "/to-public": redirect(f"http://public.example.com:{server.base.rpartition(':')[2]}/good"),
            }
            assert (await web.get(server.base + "/to-good", trust=server.base)).status == 200
            with pytest.raises(Disallowed, match="is no public address"):
                await web.get(server.base + "/to-other", trust=server.base)
            assert not other.asked
            with pytest.raises(Disallowed, match="is no public address"):
                await web.get(server.base + "/to-public", trust=server.base)
            assert server.paths() == ["/to-good", "/good", "/to-other", "/to-public"]

    run(main())


def test_a_page_elsewhere_that_redirects_to_a_trusted_place_is_not_followed() -> None:
    async def main() -> None:
        async with serving() as server, serving() as other, Fetcher(QUICK, read_robots) as web:
            other.answers["/back"] = redirect(server.base + "/good")
            with pytest.raises(Disallowed):
                await web.get(other.base + "/back", trust=server.base)
            with pytest.raises(Disallowed):
                await web.get(other.base + "/back", trust=other.base)
            assert not server.asked

    run(main())


def test_robots_of_a_trusted_place_do_not_lead_elsewhere() -> None:
    async def main() -> None:
        async with serving() as other, serving({"/robots.txt": redirect(other.base + "/robots.txt")}) as server:
            async with Fetcher(QUICK, read_robots) as web:
                with pytest.raises(Disallowed, match=r"robots\.txt"):
                    await web.get(server.base + "/good", trust=server.base)
            assert not other.asked

    run(main())


@pytest.mark.parametrize("host", ["news.example.com", "news.localhost"])
def test_a_host_is_asked_one_thing_at_a_time_whoever_is_trusted_there(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_at_home(monkeypatch)

    async def main() -> None:
        async with serving() as server, Fetcher(Fetching(host_delay=0.05, allow_private=True), read_robots) as web:
            base = server.base.replace("127.0.0.1", host)
            trusts = [base, None, "http://elsewhere", base, None]
            await asyncio.gather(*(web.get(base + "/good", trust=trust) for trust in trusts))
            assert server.open_most == 1
            rules = [asked.path for asked in server.asked].count("/robots.txt")
            assert rules == (2 if host == "news.localhost" else 1)

    run(main())


async def keep_alive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, heads: list[bytes]) -> None:
    with suppress(asyncio.IncompleteReadError, ConnectionError):
        while True:
            heads.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi")
    writer.close()


def test_an_open_connection_of_a_trusted_source_serves_nobody_else() -> None:
    async def main() -> None:
        heads: list[bytes] = []
        listener = await asyncio.start_server(lambda r, w: keep_alive(r, w, heads), "127.0.0.1", 0)
        base = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
        async with listener, Fetcher(QUICK, read_robots) as web:
            for _ in range(2):
                assert (await web.get(base + "/a", trust=base)).body == b"hi"
            with pytest.raises(Disallowed):
                await web.get(base + "/b")
            assert (await web.get(base + "/c", trust=base)).body == b"hi"
            with pytest.raises(Disallowed):
                await web.get(base + "/d", trust="http://127.0.0.1:1")
            assert [head.split()[1] for head in heads] == [b"/robots.txt", b"/a", b"/a", b"/c"]

    run(main())


class Dialled(httpcore2.AnyIOBackend):
    """Notes whom it is to call, and calls nobody."""

    def __init__(self) -> None:
        self.addresses: list[str] = []

    async def connect_tcp(self, host: str, *_: object, **__: object) -> httpcore2.AsyncNetworkStream:
        """Fails as a network without a way there does."""
        self.addresses.append(host)
        raise httpcore2.ConnectError("nobody there")


METADATA = "169.254.169.254"


@pytest.mark.parametrize("allow_private", [False, True])
@pytest.mark.parametrize(
    ("url", "address", "called"),
    [
        ("http://metadata/", METADATA, False),
        ("http://metadata.internal/", "fd00:ec2::254", False),
        ("http://router/", "fe80::1", False),
        ("http://[::ffff:a9fe:a9fe]/", "::ffff:169.254.169.254", True),
        ("http://router/", "192.168.1.1", True),
        (f"http://{METADATA}/", METADATA, True),
        ("http://[fd00:ec2::254]/", "fd00:ec2::254", True),
        ("http://169.254.169.253/", METADATA, False),
    ],
)
def test_a_metadata_service_is_called_only_by_its_very_address(
    url: str, address: str, *, called: bool, allow_private: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialled = Dialled()
    monkeypatch.setattr(httpcore2, "AnyIOBackend", lambda: dialled)
    monkeypatch.setattr(checked, "_look_up", lambda *_: [address])

    async def main() -> None:
        async with Fetcher(Fetching(timeout=1.0, allow_private=allow_private), read_robots) as web:
            with pytest.raises(Unreachable if called else Disallowed):
                await web.get(url, trust=url[:-1])

    run(main())
    assert dialled.addresses == ([address] if called else [])


@pytest.mark.parametrize("url", [f"http://{METADATA}/", "http://[::ffff:a9fe:a9fe]/", "http://[64:ff9b::a9fe:a9fe]/"])
def test_a_metadata_service_is_not_called_because_private_addresses_are_allowed(url: str) -> None:
    async def main() -> None:
        async with Fetcher(Fetching(timeout=1.0, allow_private=True), read_robots) as web:
            with pytest.raises(Disallowed, match="metadata"):
                await web.get(url)

    run(main())


@pytest.mark.parametrize("allow_private", [False, True])
@pytest.mark.parametrize("trusted", [False, True])
def test_without_the_check_no_request_goes_out(
    *, allow_private: bool, trusted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Forgetful(httpcore2.AsyncConnectionPool):
        """A pool that no longer asks the backend that it is given."""

        def __init__(self, **options: Any) -> None:  # noqa: ANN401 - whatever the pool takes
            super().__init__(**{**options, "network_backend": None})

    monkeypatch.setattr(httpcore2, "AsyncConnectionPool", Forgetful)

    async def main() -> None:
        async with serving() as server:
            settings = Fetching(timeout=1.0, host_delay=0.0, allow_private=allow_private)
            async with Fetcher(settings, read_robots) as web:
                for host in ("127.0.0.1", "localhost", "localhost.", "[::1]"):
                    url = server.base.replace("127.0.0.1", host)
                    with pytest.raises(Unreachable):
                        await web.get(url + "/good", trust=url if trusted else None)
            assert not server.asked

    run(main())


def test_the_check_opens_sealed_names_only() -> None:
    async def main() -> None:
        backend = CheckedBackend(allow_private=True, concurrency=1)
        for name in ("127.0.0.1", "localhost", "127.0.0.1.trusted.invalid", ""):
            with pytest.raises(Disallowed, match="without a check"):
                await backend.connect_tcp(name, 80)
        with pytest.raises(NotImplementedError):
            await backend.connect_unix_socket("/run/docker.sock")
        backend.close()

    run(main())


def test_proxies_of_the_environment_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> None:
        async with serving() as server, serving() as proxy, Fetcher(QUICK, read_robots) as web:
            for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
                monkeypatch.setenv(name, proxy.base)
            assert (await web.get(server.base + "/good", trust=server.base)).status == 200
            assert not proxy.asked

    run(main())
