from datetime import UTC, datetime
from typing import get_args

import pytest
from builders import NOON, added, article, at, capture, fill, reported, revised, taken
from msgspec.structs import replace

from nutgraf.errors import NotFound
from nutgraf.records import (
    CaptureDecided,
    CaptureTaken,
    Change,
    Entry,
    Fingerprint,
    RecordExtras,
    Released,
    Source,
    SourceKept,
)
from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store
from nutgraf.store.write.fold import fold
from nutgraf.store.write.removing import TakesOut

# ---------------------------------------------------------------- the log


def test_an_empty_store_answers(store: Store) -> None:
    answers: list[object] = [
        store.pending(),
        list(store.captures()),
        list(store.window(at(0))),
        list(store.all_articles()),
        store.known(["a"]),
        store.articles(["a"]),
        store.articles([]),
        store.stories(),
        store.stories_of(["a"]),
        store.sources(),
        store.changes(),
        store.search("harbour"),
        store.latest(3),
        store.last_look(),
    ]
    assert not any(answers)
    assert store.story_count() == 0
    assert store.apply([], NOON) == 0


def test_each_change_is_a_row_of_the_log(store: Store) -> None:
    first = article("a")
    changes = reported(first)
    assert fill(store, *changes) == 5
    assert fill(store, Released(article="a", released=True, by="editor"), hours=1) == 6
    log = store.changes()
    assert [row.number for row in log] == [1, 2, 3, 4, 5, 6]
    assert {row.at for row in log[:5]} == {NOON}
    assert log[5].at == at(1)
    assert log[1].change == changes[1]
    assert log[3].change == changes[3]
    assert log[5].change == Released(article="a", released=True, by="editor")


def test_the_log_keeps_no_bodies_and_no_fingerprints(store: Store) -> None:
    fill(store, taken("c"), added(article("a")), revised(article("a", 1)))
    assert [row.change for row in store.changes()] == [
        CaptureTaken(capture=capture("c", body=b"")),
        replace(added(article("a")), prepared=replace(added(article("a")).prepared, fingerprint=Fingerprint())),
        replace(revised(article("a", 1)), prepared=replace(added(article("a", 1)).prepared, fingerprint=Fingerprint())),
    ]


def test_the_log_is_read_in_pages(store: Store) -> None:
    fill(store, *(taken(f"c{i}") for i in range(7)))
    assert [row.number for row in store.changes(after=2, limit=3)] == [3, 4, 5]
    assert store.changes(after=7) == []


def test_every_kind_of_change_can_be_applied() -> None:
    folded = {kind for kind in fold.registry if kind is not object}
    assert folded | set(get_args(TakesOut)) == set(get_args(Change))
    assert folded.isdisjoint(get_args(TakesOut))


def test_a_closed_store_opened_again_has_everything(store: Store, store_url: str) -> None:
    fill(store, *reported(article("a")))
    again = open_store(store_url)
    assert again.article("a") == store.article("a")
    assert again.changes() == store.changes()
    again.close()


# ---------------------------------------------------------------- captures and sources


def test_captures_are_pending_in_order_of_arrival_until_decided(store: Store) -> None:
    fill(store, taken("z", 3), taken("a", 5))
    fill(store, taken("m", 1))
    assert [one.id for one in store.pending()] == ["z", "a", "m"]
    assert [one.id for one in store.pending(limit=1)] == ["z"]
    assert [one.id for one in store.pending(after="z")] == ["a", "m"]
    assert [one.id for one in store.pending(after="never taken")] == ["z", "a", "m"]
    fill(store, CaptureDecided(capture="a", outcome="rejected", reason="empty", detail="no text"))
    assert [one.id for one in store.pending()] == ["z", "m"]
    assert [one.id for one in store.captures()] == ["z", "a", "m"]


def test_a_capture_comes_back_as_it_was_taken(store: Store) -> None:
    related = Entry(id="r", title="\x00 odd \U0001f600", published=datetime(1969, 7, 20, 20, 17, 40, 1, tzinfo=UTC))
    whole = capture(
        "<urn:uuid:1>",
        body=bytes(range(256)) * 50,
        status=404,
        content_type="text/html; x",
        charset="koi8-r",
        source="s",
        entry=Entry(url="u", tags=("ä",), extras=RecordExtras(related=(related,), released=False)),
    )
    fill(store, CaptureTaken(capture=whole), CaptureTaken(capture=capture("empty", body=b"")))
    assert store.capture("<urn:uuid:1>") == whole
    assert list(store.captures()) == store.pending() == [whole, capture("empty", body=b"")]
    assert store.has_capture("empty")
    assert not store.has_capture("\x00")
    with pytest.raises(NotFound, match="nothing: no capture has this id"):
        store.capture("nothing")


def test_what_is_stored_already_is_not_written_again(store: Store) -> None:
    kept = Source(id="s", url="https://news.example/feed", etag='"1"', due=NOON)
    decided = CaptureDecided(capture="c", outcome="added", article="a")
    assert fill(store, taken("c"), taken("c"), SourceKept(source=kept), SourceKept(source=kept), decided, decided) == 3
    assert fill(store, taken("c", 9), SourceKept(source=kept), decided, hours=1) == 3
    assert store.capture("c") == capture("c")
    assert store.pending() == []
    assert len(store.changes()) == 3


def test_a_capture_can_be_decided_anew(store: Store) -> None:
    fill(store, taken("c"), CaptureDecided(capture="c", outcome="rejected", reason="crashed"))
    assert fill(store, CaptureDecided(capture="c", outcome="added", article="a")) == 3


def test_sources_are_kept_as_they_are_now_by_url(store: Store) -> None:
    one, other = (Source(id=i, url=f"https://{i}.example/", kind="sitemap") for i in ("b", "a"))
    fill(store, SourceKept(source=one), SourceKept(source=other))
    failed = replace(one, failures=3, error="no answer", checked=NOON)
    fill(store, SourceKept(source=failed))
    assert store.sources() == [other, failed]
