"""Which article an item is: by its own address, or by a name from its source where enough agrees."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from streams import captures

from nutgraf.core.formats.url import article_id
from nutgraf.engine.pipeline.decide import decide
from nutgraf.engine.pipeline.identity import NOTHING, Memory, agreement, candidates, identified
from nutgraf.engine.pipeline.prepare import prepare
from nutgraf.engine.window.window import Window
from nutgraf.records import (
    ArticleAdded,
    ArticleRevised,
    Bearer,
    Capture,
    CaptureDecided,
    Entry,
    Known,
    Name,
    Named,
    Prepared,
    Provider,
)

START = datetime(2026, 3, 10, 10, 0, 5, tzinfo=UTC)
SITE = "https://lindhaven.example"
GIVEN = "tag:lindhaven.example,2026:post-4711"
BRIDGE = (
    "The harbour office of Lindhaven said on Wednesday that the swing bridge will stay shut for three weeks while its "
    "bearings are replaced, and that buses will run by way of the north dyke."
)
RENT = (
    "Traders along the quay expect to lose a fifth of their custom. Their association has asked the town for help with "
    "the rent, which the council will discuss on Monday evening."
)


class Desk:
    """Decides captures one after the other, and remembers names as the store does."""

    def __init__(self, days: float = 30) -> None:
        self.window = Window(days)
        self.known: dict[str, Known] = {}
        self.bearers: dict[str, Bearer] = {}
        self.taken = 0

    def memory(self) -> Memory:
        """What a store would know of all names."""
        given: dict[str, set[str]] = {}
        for key, bearer in self.bearers.items():
            if bearer.kind in {"given", "number"}:
                given.setdefault(bearer.article, set()).add(key)
        return Memory(self.bearers, self.known, {article: frozenset(keys) for article, keys in given.items()})

    def decide(self, capture: Capture) -> str:
        """The outcome of a capture with the id of its article."""
        item = prepare(capture)
        assert isinstance(item, Prepared)
        item = identified(self.window, item, self.memory())
        changes = decide(self.window, item, self.known.get(item.article.id))
        self.window.evolve(changes)
        for change in changes:
            match change:
                case ArticleAdded() | ArticleRevised():
                    self._file(change.prepared.article.id, change.prepared.names)
                case Named():
                    self._file(change.article, change.names)
        self.known |= {one.article.id: one for one in self.window.snapshot()}
        decided = [change for change in changes if isinstance(change, CaptureDecided)]
        return f"{decided[0].outcome} {decided[0].article}" if decided else "nothing"

    def _file(self, article: str, names: Sequence[Name]) -> None:
        self.bearers |= {name.key: Bearer(article=article, kind=name.kind) for name in names}

    def take(self, hours: float = 0, **entry: Any) -> str:  # noqa: ANN401 - an entry's fields
        """What becomes of an entry; outcome and article by its number."""
        self.taken += 1
        told = {"id": GIVEN, "title": "Bridge shut for three weeks", "excerpt": BRIDGE, "published": START, **entry}
        provider = {"provider": Provider(name="Lindhaven Post", domain="lindhaven.example")}
        capture = Capture(id=f"c{self.taken}", at=START + timedelta(hours=hours), entry=Entry(**{**provider, **told}))
        outcome, _, article = self.decide(capture).partition(" ")
        return f"{outcome} {list(self.known).index(article) + 1}" if article else outcome


LINK: dict[str, Any] = {"url": f"{SITE}/2026/bridge-shut-three-weeks"}
NEW_LINK: dict[str, Any] = {"url": f"{SITE}/2026/bridge-shut-four-weeks"}
OTHER: dict[str, Any] = {
    "title": "Traders ask for help with rent",
    "excerpt": RENT,
    "published": START + timedelta(days=2),
}
FOUR = BRIDGE.replace("three", "four")


@pytest.mark.parametrize(
    ("first", "then", "outcome"),
    [
        # one article, with a revision where something was changed
        (LINK, {"url": "http://www.lindhaven.example/2026/bridge-shut-three-weeks/?ref=rss"}, "same 1"),
        (LINK, NEW_LINK, "same 1"),
        (LINK, {**NEW_LINK, "title": "Bridge shut for four weeks"}, "revised 1"),
        (LINK, {**NEW_LINK, "title": "Bridge shut for four weeks", "excerpt": FOUR}, "revised 1"),
        (LINK, {**NEW_LINK, "title": "Harbour: crossing closed until April"}, "revised 1"),
        (LINK, {**NEW_LINK, "title": "Harbour: crossing closed until April", "published": None}, "revised 1"),
        (LINK, {"url": None, "excerpt": FOUR}, "revised 1"),
        ({"url": None}, LINK, "same 1"),
        ({"url": None}, {"url": None, "excerpt": FOUR}, "revised 1"),
        ({**LINK, "excerpt": None}, {**NEW_LINK, "excerpt": None, "title": "Harbour: crossing closed"}, "revised 1"),
        ({**LINK, "id": "post-77"}, {**NEW_LINK, "id": "post-77", "title": "Bridge shut for four weeks"}, "revised 1"),
        ({"url": None, "id": "78"}, {"url": None, "id": "78", "excerpt": FOUR}, "revised 1"),
        (LINK, {**NEW_LINK, "published": START + timedelta(days=3)}, "same 1"),
        # a feed that counts its items anew, or repeats an id by mistake
        ({**LINK, "id": "1"}, {**NEW_LINK, "id": "1", **OTHER}, "added 2"),
        ({"url": None, "id": "1"}, {"url": None, "id": "1", **OTHER}, "added 2"),
        ({"url": None, "id": "1"}, {"url": None, "id": "1", **OTHER, "published": None}, "added 2"),
        (LINK, {**NEW_LINK, **OTHER}, "added 2"),
        (LINK, {**NEW_LINK, **OTHER, "published": None}, "added 2"),
        ({**LINK, "id": "briefing"}, {**NEW_LINK, **OTHER, "id": "briefing", "title": "Morning briefing"}, "added 2"),
        ({**LINK, "id": "1"}, {**NEW_LINK, "id": "2", "title": "Bridge shut for four weeks"}, "added 2"),
        # the same name of another source
        (LINK, {**NEW_LINK, "provider": Provider(domain="other.example")}, "added 2"),
        # one address, which is not the items' own
        ({"url": f"{SITE}/releases", "id": "r#0"}, {"url": f"{SITE}/releases", **OTHER, "id": "r#1"}, "added 2"),
        ({"url": f"{SITE}/releases", "id": "r#0"}, {"url": f"{SITE}/releases", **OTHER, "id": "r#0"}, "revised 1"),
        ({"url": f"{SITE}/live", "id": "l#0"}, {"url": f"{SITE}/live", "id": "l#1", "excerpt": FOUR}, "revised 1"),
    ],
)
def test_an_item_is_the_article_that_it_names_where_enough_agrees(
    first: dict[str, Any], then: dict[str, Any], outcome: str
) -> None:
    desk = Desk()
    assert desk.take(**first) == "added 1"
    assert desk.take(hours=1, **then) == outcome


def test_an_article_is_known_by_each_address_that_it_ever_had() -> None:
    desk = Desk()
    addresses = [f"{SITE}/{number}" for number in range(4)]
    assert desk.take(url=addresses[0]) == "added 1"
    assert [desk.take(url=url) for url in addresses[1:]] == ["same 1"] * 3
    assert [desk.take(id=None, url=url) for url in addresses] == ["same 1"] * 4
    assert list(desk.known) == [article_id(addresses[0])]


def test_items_that_share_an_address_are_each_known_again() -> None:
    desk = Desk()
    shared: dict[str, Any] = {"url": f"{SITE}/releases", "shares_url": True}
    one, other = {**shared, "id": "r#0"}, {**shared, **OTHER, "id": "r#1"}
    assert [desk.take(**one), desk.take(**other)] == ["added 1", "added 2"]
    assert [desk.take(**one), desk.take(**other)] == ["same 1", "same 2"]
    assert desk.take(**{**other, "excerpt": f"{RENT} So it was said."}) == "revised 2"
    assert desk.take(**{**one, "shares_url": False}) == "same 1"
    assert desk.take(**{**other, "shares_url": False, "excerpt": RENT}) == "revised 2"


def test_a_page_that_moved_keeps_its_article() -> None:
    """It is got by its old address, which leads on to the new one."""
    desk, text = Desk(), f"<h1>Bridge shut</h1><p>{BRIDGE}</p><p>{RENT}</p>"
    old, new = f"{SITE}/old/1", f"{SITE}/new/1"

    def page(id_: str, url: str) -> Capture:
        head = f'<title>Bridge shut</title><link rel="canonical" href="{url}">'
        body = f"<html><head>{head}</head><body>{text}</body></html>".encode()
        return Capture(id=id_, at=START, url=url, body=body, entry=Entry(url=old, title="Bridge shut"))

    assert desk.decide(page("p1", old)) == f"added {article_id(old)}"
    assert desk.decide(page("p2", new)) == f"same {article_id(old)}"
    assert desk.take(id=None, url=new, title="Bridge shut", excerpt=None) == "same 1"


def test_an_address_that_always_shows_the_latest_is_no_ones() -> None:
    desk = Desk()

    def latest(number: int, words: str) -> Capture:
        head = f'<title>{words[:20]}</title><link rel="canonical" href="{SITE}/story/{number}">'
        body = f"<html><head>{head}</head><body><h1>{words[:20]}</h1><p>{words}</p></body></html>".encode()
        return Capture(id=f"l{number}", at=START, url=f"{SITE}/latest", body=body)

    assert desk.decide(latest(5, BRIDGE)) == f"added {article_id(f'{SITE}/story/5')}"
    assert desk.decide(latest(6, RENT)) == f"added {article_id(f'{SITE}/story/6')}"
    assert desk.decide(latest(5, BRIDGE)) == "nothing"


def test_two_articles_of_before_that_one_address_would_make_one_stay_two() -> None:
    """Their ids are those of former versions, under which they are found as long as they come so."""
    desk = Desk()
    desk.take(url=f"{SITE}/a")
    item = prepare(Capture(id="c", at=START, entry=Entry(url="http://www.lindhaven.example/a", title="Bridge shut")))
    assert isinstance(item, Prepared)
    known = replace(desk.known[article_id(f"{SITE}/a")], article=item.article)
    memory = replace_known(desk.memory(), known)
    found = identified(Window(1), item, memory)
    assert found.article.id == item.article.id
    assert found.names == ()


def replace_known(memory: Memory, known: Known) -> Memory:
    return memory._replace(known={**memory.known, known.article.id: known})


def test_without_a_memory_an_item_is_its_own_with_all_its_names() -> None:
    item = prepare(Capture(id="c", at=START, entry=Entry(id=GIVEN, url=f"{SITE}/a", title="Bridge shut")))
    assert isinstance(item, Prepared)
    assert identified(Window(1), item, NOTHING) == item
    assert candidates(item, NOTHING) == {item.article.id}


def test_agreement_is_none_where_nothing_can_be_compared() -> None:
    desk = Desk()
    desk.take(url=f"{SITE}/a", excerpt=None, published=None)
    (known,) = desk.known.values()
    bare = prepare(Capture(id="c", at=START, entry=Entry(url=f"{SITE}/b", content="ok")))
    assert isinstance(bare, Prepared)
    nameless = replace(bare, article=replace(bare.article, title=""))
    assert agreement(known, nameless) == 0


@settings(max_examples=30, deadline=None)
@given(stream=captures(), numbered=st.booleans())
def test_who_was_identified_is_so_again_and_needs_no_new_name(stream: list[Capture], *, numbered: bool) -> None:
    desk = Desk(3650)
    for number, one in enumerate(stream):
        assert one.entry is not None
        entry = replace(one.entry, id=str(number % 3) if numbered else None, url=one.url)
        capture = replace(one, entry=entry)
        desk.decide(capture)
        item = prepare(capture)
        assert isinstance(item, Prepared)
        again = identified(desk.window, item, desk.memory())
        rebuilt = Window.rebuilt(desk.window.snapshot(), 3650)
        assert identified(rebuilt, item, desk.memory()) == again
        assert again.names == ()
