"""An article that comes under other addresses and names stays one: in a live run, in imports, when it was removed."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from copied_stores import copied
from deciding import NOW, SETTINGS, taken
from live_rounds import HOUR, Clock, added, one_round, page, set_by_hand
from msgspec.structs import replace
from nasty_server import response, serving
from removals import decided, removed

from nutgraf.naming import keys_of
from nutgraf.records import Capture, CaptureDecided, Entry, Provider
from nutgraf.run.follow import open_window
from nutgraf.run.ingest import settle
from nutgraf.run.inputs import read_inputs
from nutgraf.run.naming import article_at
from nutgraf.store.protocol import Store

pytestmark = pytest.mark.slow

clock = pytest.fixture(set_by_hand)
store = pytest.fixture(copied)

BRIDGE = "The harbour office said on Wednesday that the swing bridge will stay shut for three weeks for repairs. " * 4
RENT = "Traders along the quay expect to lose a fifth of their custom, and ask the town for help with the rent. " * 4
SITE = "https://lindhaven.example"


def item(title: str, link: str, guid: str, text: str = "") -> str:
    where = f"<link>{link}</link>" if link else ""
    named = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    return f"<item><title>{title}</title>{where}{named}<description>{text}</description></item>"


def feed(*items: str) -> bytes:
    return (
        f"<rss version='2.0'><channel><title>Post</title><link>{SITE}/</link>{''.join(items)}</channel></rss>".encode()
    )


def imported(store: Store, tmp_path: Path, *feeds: bytes) -> list[CaptureDecided]:
    """What becomes of the items of feeds that are imported one after the other."""
    found: list[CaptureDecided] = []
    for number, body in enumerate(feeds):
        path = tmp_path / f"{number}.xml"
        path.write_bytes(body)
        captures = [one for one in read_inputs([path], NOW + number * HOUR) if isinstance(one, Capture)]
        taken(store, *captures)
        found += settle(store, open_window(store, SETTINGS))
    return found


def outcomes(decisions: list[CaptureDecided]) -> list[str]:
    return [decision.outcome for decision in decisions]


def test_three_releases_at_one_address_are_three_articles(store: Store, tmp_path: Path) -> None:
    items = [item("Bridge shut", f"{SITE}/r", "r#0", BRIDGE), item("Help with rent", f"{SITE}/r", "r#1", RENT)]
    assert outcomes(imported(store, tmp_path, feed(*items), feed(*reversed(items)))) == ["added"] * 2
    corrected = item("Help with rent", f"{SITE}/r", "r#1", RENT.replace("fifth", "third"))
    assert outcomes(imported(store, tmp_path, feed(items[0], corrected))) == ["revised"]


def test_a_changed_link_is_one_more_address_of_the_article(store: Store, tmp_path: Path) -> None:
    one = item("Bridge shut for three weeks", f"{SITE}/three", "post-77", BRIDGE)
    other = item("Bridge shut for four weeks", f"{SITE}/four", "post-77", BRIDGE)
    (first, then) = imported(store, tmp_path, feed(one), feed(other))
    assert (then.outcome, then.article) == ("revised", first.article)
    assert {article_at(store, f"{SITE}/{path}") for path in ("three", "four", "four/?ref=rss")} == {first.article}
    assert article_at(store, f"{SITE}/five") is None
    assert article_at(store, "no address") is None


def test_an_unchanged_article_is_filed_under_its_new_address(store: Store, tmp_path: Path) -> None:
    feeds = [feed(item("Bridge shut for weeks", f"{SITE}/{path}", "post-77", BRIDGE)) for path in ("a", "b", "c")]
    assert outcomes(imported(store, tmp_path, *feeds)) == ["added", "same", "same"]
    assert len({article_at(store, f"{SITE}/{path}") for path in ("a", "b", "c")}) == 1


def test_what_comes_twice_in_one_batch_is_one_article_with_its_states_in_order(store: Store) -> None:
    """The third is named by both of the others' names, which it brings together in one transaction."""
    site = Provider(domain="lindhaven.example")

    def told(number: int, title: str, *, url: str, id: str | None = None) -> Capture:  # noqa: A002 - the record's own
        entry = Entry(title=title, content=BRIDGE, provider=site, url=url, id=id)
        return Capture(id=f"c{number}", at=NOW, turn=str(number), entry=entry)

    taken(
        store,
        told(0, "Bridge shut for one week", id="post-4711", url=f"{SITE}/a"),
        told(1, "Bridge shut for two weeks", id="post-4711", url=f"{SITE}/b"),
        told(2, "Bridge shut for three weeks", url=f"{SITE}/b"),
        told(3, "Bridge shut for four weeks", url=f"{SITE}/a"),
    )
    list(settle(store, open_window(store, SETTINGS)))
    (article,) = store.all_articles()
    states = store.revisions(article.article.id)
    assert [state.number for state in states] == [1, 2, 3, 4]
    assert [state.article.title.split()[3] for state in states] == ["one", "two", "three", "four"]


def test_articles_that_the_window_has_forgotten_are_revised_in_order(store: Store) -> None:
    """Both later states are of one batch; the second goes by what the first of them made of the article."""
    site = Provider(domain="lindhaven.example")

    def told(number: int, title: str, *, url: str, id: str | None = None) -> Capture:  # noqa: A002 - the record's own
        entry = Entry(title=title, content=BRIDGE, provider=site, url=url, id=id)
        return Capture(id=f"c{number}", at=NOW, turn=str(number), entry=entry)

    old = NOW - timedelta(days=100)
    first = replace(told(0, "Bridge shut for one week", id="post-4711", url=f"{SITE}/a"), at=old)
    second = replace(told(1, "Bridge shut for one week", id="post-4711", url=f"{SITE}/b"), at=old + HOUR)
    decided(store, first, second)
    others = [replace(told(number, f"Other {number}", url=f"{SITE}/o{number}"), at=NOW - HOUR) for number in (2, 3, 4)]
    decided(store, *(replace(one, entry=replace(one.entry, content=RENT)) for one in others if one.entry))
    decided(
        store,
        told(5, "Bridge shut for two weeks", url=f"{SITE}/a"),
        told(6, "Bridge shut for three weeks", url=f"{SITE}/b"),
    )
    id_ = article_at(store, f"{SITE}/a") or ""
    assert [state.number for state in store.revisions(id_)] == [1, 2, 3]


# ---------------------------------------------------------------- removing


@pytest.mark.parametrize("amp_first", [False, True])
def test_a_page_is_known_by_the_address_that_it_gives_of_its_amp_page(store: Store, *, amp_first: bool) -> None:
    """Also where the AMP page names no other as its own."""
    text = f"<h1>Bridge shut for three weeks</h1><p>{BRIDGE}<p>{RENT}"
    own = f'<html><head><title>Bridge shut for three weeks</title><link rel="amphtml" href="{SITE}/amp/1"></head>{text}'
    amp = f"<html amp><head><title>Bridge shut for three weeks</title></head>{text}"
    served = "https://lindhaven-example.cdn.ampproject.org/c/s/lindhaven.example/amp/1"
    pages = [
        Capture(id=url, at=NOW, url=url, body=body.encode()) for url, body in ((f"{SITE}/a/1", own), (served, amp))
    ]
    taken(store, *(reversed(pages) if amp_first else pages))
    decisions = list(settle(store, open_window(store, SETTINGS)))
    assert outcomes(decisions) == ["added", "same"]
    assert len({decision.article for decision in decisions}) == 1


def test_items_without_id_at_one_link_are_as_many_articles_and_stay_so(store: Store, tmp_path: Path) -> None:
    items = [item("Bridge shut for weeks", SITE, "", BRIDGE), item("Traders ask for help", SITE, "", RENT)]
    again = [items[0].replace("three weeks", "four weeks"), items[1]]
    decisions = imported(store, tmp_path, feed(*items), feed(*reversed(again)))
    assert sorted(outcomes(decisions)) == ["added", "added", "revised"]  # the same entry is the same capture
    assert len({decision.article for decision in decisions}) == 2


def test_what_was_removed_stays_away_by_each_of_its_names(store: Store, tmp_path: Path) -> None:
    one = item("Bridge shut for three weeks", f"{SITE}/three", "tag:x,2026:77", BRIDGE)
    other = item("Bridge shut for four weeks", f"{SITE}/four", "tag:x,2026:77", BRIDGE)
    imported(store, tmp_path, feed(one), feed(other))
    assert len(removed(store, "http://www.lindhaven.example/four/").articles) == 1
    again = [
        item("Bridge shut", f"{SITE}/four/?ref=rss", "", BRIDGE),
        item("Bridge shut", f"{SITE}/three", "", RENT),
        item("Bridge shut for six weeks", f"{SITE}/six", "tag:x,2026:77", BRIDGE),
        item("Help with rent", f"{SITE}/rent", "", RENT),
    ]
    assert outcomes(imported(store, tmp_path, feed(*again))) == ["rejected"] * 3 + ["added"]
    assert store.bearers(keys_of(f"{SITE}/three")) == {}


def test_one_of_several_at_an_address_goes_alone(store: Store, tmp_path: Path) -> None:
    def release(number: int, text: str) -> str:
        return item(f"Release {number}", f"{SITE}/r", f"tag:x,2026:{number}", text)

    first, _ = imported(store, tmp_path, feed(release(0, BRIDGE), release(1, RENT)))
    assert removed(store, first.article or "").articles == (first.article,)
    again = [release(0, f"{BRIDGE} Corrected."), release(1, f"{RENT} Corrected."), release(2, "Ferries run again.")]
    assert outcomes(imported(store, tmp_path, feed(*again))) == ["rejected", "revised", "added"]


# ---------------------------------------------------------------- a live run


async def collect(store: Store, clock: Clock, *rounds: dict[str, bytes]) -> list[CaptureDecided]:
    """Rounds of a source whose answers change, each decided."""
    found: list[CaptureDecided] = []
    async with serving(dict(rounds[0])) as server:
        added(store, server)
        for answers in rounds:
            server.answers.update(answers)
            await one_round(store, clock)
            found += settle(store, open_window(store, SETTINGS), clock=clock)
            clock.now += HOUR
    return found


def listing(*items: str) -> bytes:
    return response(feed(*items), content_type="application/rss+xml")


def test_a_feed_whose_links_change_brings_one_article(store: Store, clock: Clock) -> None:
    shown = page(BRIDGE)
    rounds = [
        {"/feed": listing(item("Bridge shut for weeks", f"/{path}", "post-4711")), f"/{path}": shown}
        for path in ("three", "four", "four?ref=rss")
    ]
    decisions = asyncio.run(collect(store, clock, *rounds))
    assert outcomes(decisions) == ["added", "same", "same"]
    assert len({decision.article for decision in decisions}) == 1


def test_a_page_that_items_have_in_common_is_fetched_for_none_of_them(store: Store, clock: Clock) -> None:
    items = [item("Bridge shut", "/r", "r#0", BRIDGE), item("Help with rent", "/r", "r#1", RENT)]
    ways = {"/feed": listing(*items), "/r": page(BRIDGE + RENT)}
    decisions = asyncio.run(collect(store, clock, ways, {"/feed": listing(items[1])}))
    assert outcomes(decisions) == ["added", "added"]
    assert [capture.body for capture in store.captures()] == [b"", b""]
