"""The loop from captures to stories: nothing lost, nothing twice, whatever ends it and wherever."""

import os
import signal
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from copied_stores import another, copied
from deciding import NEWS, FullStore, taken, told
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from nutgraf.config import Grouping, Settings
from nutgraf.engine.pipeline import prepare
from nutgraf.errors import InputError, StoreError
from nutgraf.records import Capture, CaptureDecided, Logged, Prepared, Rejected
from nutgraf.run import ingest
from nutgraf.run.follow import open_window
from nutgraf.run.ingest import settle, take
from nutgraf.store.protocol import Store

pytestmark = pytest.mark.slow

store = pytest.fixture(copied)
SETTINGS = Settings(grouping=Grouping(meaning=False))  # words are enough here


def settled(store: Store, jobs: int = 1, settings: Settings = SETTINGS) -> list[CaptureDecided]:
    return list(settle(store, open_window(store, settings), jobs))


def log(store: Store) -> list[Logged]:
    return store.changes(limit=100_000)


# ---------------------------------------------------------------- taking

items = st.one_of(
    st.builds(told, st.integers(0, 9), st.integers(0, 1)),
    st.builds(lambda n: told(n, body=bytes(n) * 1_000_000), st.integers(0, 3)),
    st.builds(InputError, st.sampled_from(["a", "b"]), st.just("cannot be read")),
)


@given(st.lists(items, max_size=40))
@hypothesis_settings(max_examples=8, deadline=None)
def test_everything_is_handed_on_in_order_and_taken_once(empty: Path, some: list[Capture | InputError]) -> None:
    with another(empty) as store:
        assert list(take(store, some)) == some
        first = {item.id: item for item in reversed(some) if isinstance(item, Capture)}
        assert {capture.id: capture for capture in store.captures()} == first
        assert len(log(store)) == len(first)


@pytest.mark.parametrize("count", [1, 16, 17])
def test_what_was_handed_on_is_in_the_store_even_if_reading_ends_there(store: Store, count: int) -> None:
    reading = take(store, (told(number) for number in range(100)))
    handed = [next(reading) for _ in range(count)]
    assert [capture.id for capture in store.pending(1000)][:count] == [
        item.id for item in handed if isinstance(item, Capture)
    ]
    taken(store, *(told(number) for number in range(100)))
    assert [capture.id for capture in store.captures()] == [f"c{number}" for number in range(100)]


def test_reading_is_not_far_ahead_of_the_store(store: Store) -> None:
    read = 0

    def reading() -> Iterator[Capture]:
        nonlocal read
        for number in range(10):
            read += 1
            yield told(number, body=bytes(3_000_000))

    next(take(store, reading()))
    assert read <= 3


# ---------------------------------------------------------------- deciding

CAPTURES = [
    *(told(number, number // 3) for number in range(20)),
    told(3, 8, id="again"),
    told(4, 9, id="later", text="The bank did not raise its key rate after all, its governor said on Friday evening."),
    told(50, 9, entry=None, url="https://outlet50.example/", body=b"<html></html>"),
    told(5, -24 * 60, id="older"),
    told(60, -24 * 60),
    told(60, -24 * 60, id="c60 again"),
]


def test_every_capture_is_decided_once_in_order(store: Store) -> None:
    taken(store, *CAPTURES)
    decided = settled(store)
    assert [decision.capture for decision in decided] == [capture.id for capture in CAPTURES]
    outcomes = {decision.capture: decision.outcome for decision in decided}
    assert {outcomes[f"c{number}"] for number in range(20)} == {"added"}
    assert (outcomes["again"], outcomes["later"], outcomes["c50"]) == ("same", "revised", "rejected")
    assert (outcomes["older"], outcomes["c60"], outcomes["c60 again"]) == ("same", "added", "same")
    assert store.pending() == []
    before = log(store)
    assert settled(store) == []
    taken(store, *CAPTURES)
    assert settled(store) == []
    assert log(store) == before


@pytest.mark.parametrize(("batch", "jobs"), [(3, 1), (1, 1), (16, 2)])
def test_batches_and_processes_make_no_difference(
    empty: Path, store: Store, monkeypatch: pytest.MonkeyPatch, batch: int, jobs: int
) -> None:
    taken(store, *CAPTURES)
    settled(store)
    monkeypatch.setattr(ingest, "BATCH", batch)
    with another(empty) as other:
        taken(other, *CAPTURES)
        settled(other, jobs)
        assert log(other) == log(store)
        assert list(other.all_articles()) == list(store.all_articles())
        assert other.stories() == store.stories()


@pytest.mark.parametrize("count", [19, 1, 24])
def test_ended_anywhere_it_goes_on_from_there(empty: Path, store: Store, count: int) -> None:
    taken(store, *CAPTURES)
    settled(store)
    with another(empty) as other:
        taken(other, *CAPTURES)
        deciding = settle(other, open_window(other, SETTINGS))
        for _ in range(count):
            next(deciding)
        deciding.close()  # type: ignore[attr-defined]
        waiting = [capture.id for capture in other.pending(1000)]
        assert waiting == [capture.id for capture in CAPTURES[-len(waiting) :]]
        assert count <= len(CAPTURES) - len(waiting) < count + ingest.BATCH
        settled(other)
        assert log(other) == log(store)


@pytest.mark.parametrize("writes", [4, 0, 1])
def test_a_full_disk_loses_nothing(empty: Path, store: Store, writes: int) -> None:
    taken(store, *CAPTURES)
    settled(store)
    with another(empty) as other:
        taken(other, *CAPTURES)
        with pytest.raises(StoreError, match="full"):
            list(settle(FullStore(other, writes), open_window(other, SETTINGS)))  # type: ignore[arg-type]
        settled(other)
        assert log(other) == log(store)


def prepare_or_die(capture: Capture, **_: object) -> Prepared | Rejected:
    """As it is when a C library fails on one page."""
    if capture.id == "c7":
        os.kill(os.getpid(), signal.SIGKILL)
    return prepare.prepare(capture)


def test_a_page_that_kills_its_worker_is_rejected_and_costs_no_other(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "prepare", prepare_or_die)
    taken(store, *CAPTURES[:12])
    decided = settled(store, jobs=2)
    assert [decision.capture for decision in decided] == [capture.id for capture in CAPTURES[:12]]
    assert [decision.capture for decision in decided if decision.outcome != "added"] == ["c7"]
    assert decided[7].reason == "crashed"


# ---------------------------------------------------------------- the window


def over_weeks() -> Iterator[Capture]:
    """Four weeks of news: stories that end and one that goes on, articles revised early and late, and old archives."""
    for day in range(28):
        yield told(day, 24 * day)
        yield told(100 + day, 24 * day + 1, text=NEWS[0] + f" It was day {day} of the works.")
        if day % 5 == 4:
            yield told(day - 3, 24 * day + 2, id=f"later {day}", text=f"It rained all day {day}, and nothing happened.")
        if day % 9 == 8:
            yield told(200 + day, 24 * day - 24 * 40, text=f"An old report from the archive, number {day}, of a fair.")
        if day == 12:
            yield told(11, 24 * 60, id="much later", text="A page that was looked at again when all else was over.")
        yield told(300 + day, 24 * day + 3, entry=None, body=b"<html></html>")


@pytest.mark.parametrize("days", [3, 0.5, 10, 1000])
def test_the_window_opened_anew_is_the_one_that_evolved(store: Store, days: float) -> None:
    settings = Settings(grouping=Grouping(window_days=days, meaning=False))
    window = open_window(store, settings)
    assert window.window.snapshot() == ()
    captures = list(over_weeks())
    for part in (captures[:9], captures[9:10], captures[10:60], captures[60:]):
        taken(store, *part)
        list(settle(store, window))
        reopened = open_window(store, settings)
        assert reopened.window.snapshot() == window.window.snapshot()


def test_stopping_and_going_on_decides_as_never_stopping(empty: Path, store: Store) -> None:
    settings = Settings(grouping=Grouping(window_days=3, meaning=False))
    captures = list(over_weeks())
    taken(store, *captures)
    settled(store, settings=settings)
    with another(empty) as other:
        taken(other, *captures)
        for _ in range(len(captures) // 7 + 1):
            deciding = settle(other, open_window(other, settings))
            first: Sequence[object] = [decision for decision, _ in zip(deciding, range(7), strict=False)]
            assert first or not other.pending()
        assert log(other) == log(store)


# ---------------------------------------------------------------- times that nobody can have

DISTANT = datetime(9999, 12, 31, tzinfo=UTC)


def distant(number: int) -> Capture:
    return told(number, 0, at=DISTANT, text=f"A report from the end of time, number {number}, that nobody has seen.")


@pytest.mark.parametrize("count", [1, 5])
def test_captures_from_beyond_the_clock_end_nothing(store: Store, count: int) -> None:
    """They are taken for ones of now, and what comes after is grouped as ever."""
    now = told(0).at + timedelta(days=1)
    following = open_window(store, SETTINGS, now)
    taken(store, *(distant(20 + number) for number in range(count)), told(0), told(5, 1))
    for _ in settle(store, following, clock=lambda: now):
        pass
    articles = {filed.article.url: filed for filed in store.all_articles()}
    assert len(articles) == count + 2
    assert max(filed.article.seen for filed in articles.values()) == now
    assert articles[told(0).url].story == articles[told(5).url].story
    assert store.last_look() == store.last()


def test_what_a_clock_that_ran_ahead_left_behind_ends_nothing(store: Store) -> None:
    taken(store, *(told(number, 24 * 3650) for number in range(20, 25)))
    for _ in settle(store, open_window(store, SETTINGS), clock=lambda: DISTANT):
        pass
    now = told(0).at + timedelta(days=1)
    taken(store, told(0), told(5, 1))
    for _ in settle(store, open_window(store, SETTINGS, now), clock=lambda: now):
        pass
    articles = {filed.article.url: filed for filed in store.all_articles()}
    assert articles[told(0).url].story == articles[told(5).url].story
    assert articles[told(5).url].copy
