"""Which address and id of a listing's items are their own."""

import pytest
from msgspec.structs import replace

from nutgraf.core.feeds.apart import told_apart
from nutgraf.core.feeds.feed import read_feed
from nutgraf.records import Entry

LINK = "https://lindhaven.example/releases"


def entry(id_: str | None, title: str, url: str | None = LINK, text: str = "") -> Entry:
    return Entry(id=id_, url=url, title=title, excerpt=text or f"{title} it is.")


def test_an_address_that_items_of_different_ids_share_is_of_none_of_them() -> None:
    items = [entry("r#0", "Bridge shut"), entry("r#1", "Rent"), entry("r#2", "Ferries"), entry("x", "Own", LINK + "/x")]
    assert [one.shares_url for one in told_apart(items)] == [True, True, True, False]
    assert [one.url for one in told_apart(items)][:3] == [LINK] * 3


@pytest.mark.parametrize(
    "link", ["http://lindhaven.example/releases", LINK + "/", LINK + "?utm_source=rss", LINK + "#2"]
)
def test_addresses_are_shared_that_lead_to_the_same(link: str) -> None:
    assert all(one.shares_url for one in told_apart([entry("a", "Bridge shut"), entry("b", "Rent", link)]))


def test_the_same_title_with_another_text_is_another_item() -> None:
    items = [entry("a", "Release", text="The bridge is shut."), entry("b", "Release", text="Ferries run.")]
    assert all(one.shares_url for one in told_apart(items))


@pytest.mark.parametrize(
    "items",
    [
        [entry("a", "Bridge shut"), entry("b", "Bridge shut")],  # listed twice
        [entry("a", "Bridge shut"), entry("a", "Bridge shut for weeks")],  # of Atom: two states of one entry
        [entry(None, "Bridge shut"), entry(None, "Bridge shut for weeks")],
        [entry("a", "Bridge shut"), entry("b", "Rent", LINK + "/b")],
        [entry("a", "Bridge shut", None), entry("b", "Rent", None)],
    ],
)
def test_all_else_stays_as_it_is(items: list[Entry]) -> None:
    assert told_apart(items) == tuple(items)


def test_an_id_that_items_of_other_addresses_and_titles_repeat_is_dropped() -> None:
    items = [entry("j", "Bridge shut", LINK + "/0"), entry("j", "Rent", LINK + "/1"), entry("k", "Own", LINK + "/2")]
    assert [one.id for one in told_apart(items)] == [None, None, "k"]
    twice = [entry("j", "Bridge shut", LINK + "/0"), entry("j", "Bridge shut", LINK + "/town/0")]
    assert told_apart(twice) == tuple(twice)


BRIDGE = entry("x", "Bridge shut for weeks", text="The harbour office said that the swing bridge stays shut.")
RENT = entry("x", "Traders ask for help", text="A fifth of all custom may be lost along this quay by spring.")
FERRIES = entry("x", "Boats twice an hour", text="From Monday on they call at both markets; bicycles go free.")


@pytest.mark.parametrize("id_", ["x", None, LINK])
def test_what_nothing_else_tells_apart_is_told_by_title_and_text(id_: str | None) -> None:
    items = [replace(one, id=id_) for one in (BRIDGE, RENT, FERRIES)]
    assert [(one.id, one.shares_url) for one in told_apart(items)] == [(None, True)] * 3
    nowhere = [replace(one, url=None) for one in items]
    assert [(one.id, one.shares_url) for one in told_apart(nowhere)] == [(None, False)] * 3


@pytest.mark.parametrize(
    "other",
    [
        replace(BRIDGE, title="Traders ask for help"),
        replace(BRIDGE, excerpt=RENT.excerpt),
        replace(RENT, excerpt=None),
        replace(RENT, title=None),
    ],
)
def test_two_states_of_one_item_have_words_in_common(other: Entry) -> None:
    assert told_apart([BRIDGE, other]) == (BRIDGE, other)


def test_an_item_without_an_address_is_of_the_feeds_own_outlet() -> None:
    feed = b"<rss><channel><title>Post</title><link>https://www.lindhaven.example/</link><item><title>A</title></item>"
    (one,) = read_feed(feed + b"</channel></rss>", "feed.xml").entries
    assert one.provider is not None
    assert (one.provider.name, one.provider.domain) == ("Post", "lindhaven.example")
    (other,) = read_feed(b"<rss><channel><item><title>A</title></item></channel></rss>", "feed.xml").entries
    assert other.provider is None
