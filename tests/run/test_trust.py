from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from copied_stores import copied
from fetching import all_at_home, run
from live_rounds import kept
from nasty_server import redirect, response, serving

from nutgraf.config import Fetching, Settings
from nutgraf.records import Source
from nutgraf.run.events import Event
from nutgraf.run.live.rounds import Live, add_sources, run_once
from nutgraf.run.live.trust import Trust
from nutgraf.run.source_list import source_of, sources_from
from nutgraf.store.protocol import Store

pytestmark = pytest.mark.slow

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
QUICK = Fetching(timeout=1.0, host_delay=0.0)
PAGE = response(b"<html><body><article><h1>News</h1><p>The quay reopened on Monday.</p></article></body></html>")

store = pytest.fixture(copied)


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
