"""What cannot be read is rejected, told and kept, and costs no other capture anything, now or at the next start."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from article_pages import BODY
from builders import NOON
from command_line import COMET, LOCK, LOCK_COPY, complaint, json_lines, nutgraf, rows, summed_up
from copied_stores import copied
from msgspec.structs import replace

from nutgraf.config import Grouping, Settings
from nutgraf.engine.pipeline import prepare
from nutgraf.errors import NotFound
from nutgraf.records import Capture, CaptureDecided, CaptureReopened, Entry, Prepared, Rejected
from nutgraf.run import ingest
from nutgraf.run.filters import extract as extract_filter
from nutgraf.run.follow import open_window
from nutgraf.run.ingest import settle, take
from nutgraf.run.processes import batch
from nutgraf.run.processes.worker import Failure, Limits
from nutgraf.run.retry import reopen
from nutgraf.store.protocol import Store

pytestmark = pytest.mark.slow  # whole processes and servers

URL = "https://post.example/lock"


def crashing(capture: Capture, **_: object) -> Prepared | Rejected:
    if capture.url == URL:
        os.abort()
    return prepare.prepare(capture)


def devouring(capture: Capture, **_: object) -> Prepared | Rejected:
    if capture.url == URL:
        raise MemoryError
    return prepare.prepare(capture)


def hanging(capture: Capture, **_: object) -> Prepared | Rejected:
    if capture.url == URL:
        time.sleep(1000)
    return prepare.prepare(capture)


def raising(capture: Capture, **_: object) -> Prepared | Rejected:
    if capture.url == URL:
        raise RecursionError
    return prepare.prepare(capture)


KINDS = [
    (crashing, "crashed"),
    (devouring, "out_of_memory"),
    pytest.param(hanging, "too_slow", marks=pytest.mark.slow),
    (raising, "failed"),
]

store = pytest.fixture(copied)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What hangs is found out soon, in a time of which nothing else here takes a hundredth."""
    monkeypatch.setattr(batch.ordered_map, "__defaults__", (Limits(seconds=3.0),))


def captures() -> list[Capture]:
    told = [
        Capture(
            id=f"c{n}", at=NOON, url=url, entry=Entry(url=url, title=f"Item {n}", content=f"It was told {n} times.")
        )
        for n, url in enumerate(["https://a.example/1", URL, "https://b.example/2", "https://c.example/3"])
    ]
    return [told[0], replace(told[1], body=f"<title>Item 1</title>{BODY}".encode()), *told[2:]]


def settled(store: Store) -> list[CaptureDecided]:
    return list(settle(store, open_window(store, Settings(grouping=Grouping(meaning=False)))))


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("prepare", "reason"), KINDS)
def test_a_page_that_cannot_be_read_is_rejected_kept_and_tried_again(
    store: Store, prepare: Callable[..., Prepared | Rejected], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(take(store, captures()))
    with monkeypatch.context() as patched:
        patched.setattr(ingest, "prepare", prepare)
        decided = settled(store)
        assert [one.outcome for one in decided] == ["added", "rejected", "added", "added"]
        assert (decided[1].capture, decided[1].reason) == ("c1", reason)
        assert decided[1].detail
        assert settled(store) == []
    assert list(store.captures()) == captures()
    reopen(store, [reason], NOON)
    assert [(one.outcome, one.reason) for one in settled(store)] == [("added", None)]
    assert len(list(store.all_articles())) == 4
    reopen(store, [], NOON)
    assert store.pending() == []


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("prepare", "reason"), KINDS)
def test_a_page_that_cannot_be_read_stops_no_filter(
    prepare: Callable[..., Prepared | Rejected], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rejection(capture: Capture, problem: Failure) -> dict[str, object]:
        return {capture.url or "": problem.reason}

    monkeypatch.setattr(extract_filter, "row_of", prepare)
    monkeypatch.setattr(extract_filter, "_lost_capture", rejection)
    found = list(extract_filter.extract(captures()))
    assert [isinstance(one, dict) for one in found] == [False, True, False, False]
    assert found[1] == {URL: reason}


def test_what_is_to_be_tried_again_is_named_by_id_or_reason(store: Store) -> None:
    list(take(store, [Capture(id=f"c{n}", at=NOON) for n in range(3)]))
    reasons = ("crashed", "empty", "too_slow")
    for n, reason in enumerate(reasons):
        store.apply([CaptureDecided(capture=f"c{n}", outcome="rejected", reason=reason)], NOON)
    for named, waiting in (([], ["c0", "c2"]), (["empty"], ["c1"]), (["c2", "c2", "crashed"], ["c0", "c2"])):
        reopen(store, named, NOON)
        assert [one.id for one in store.pending()] == waiting
        for one in waiting:
            store.apply([CaptureDecided(capture=one, outcome="rejected", reason=reasons[int(one[1])])], NOON)
    with pytest.raises(NotFound, match="nothing: no capture of that id was rejected"):
        reopen(store, ["c0", "nothing"], NOON)
    reopen(store, ["failed"], NOON)
    assert store.pending() == []


def test_only_what_was_rejected_is_reopened(store: Store) -> None:
    list(take(store, captures()))
    settled(store)
    before = store.last()
    assert store.apply([CaptureReopened(capture=one.id) for one in captures()], NOON) == before
    assert store.pending() == []


def test_import_says_what_it_could_not_read_and_retry_reads_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = json_lines(here / "items.jsonl", [LOCK, LOCK_COPY, COMET])
    with monkeypatch.context() as patched:
        patched.setattr(ingest, "prepare", crashing)
        result = nutgraf("import", items)
        told = f"{URL}: reading it ended the process (crashed); it is kept for `nutgraf retry`"
        assert complaint(result) == told
        assert summed_up(result.stdout) == "2 added, 1 rejected (crashed); 2 more stories\n"
        again = nutgraf("retry")
        assert (complaint(again), again.stdout) == (told, "1 rejected (crashed); 0 more stories\n")
    assert nutgraf("retry", "crashed").stdout == "1 added; 0 more stories\n"
    assert nutgraf("retry").stdout == "nothing new; 0 more stories\n"
    assert complaint(unknown := nutgraf("retry", "nothing")).startswith("nothing: no capture of that id")
    assert unknown.exit_code == NotFound.exit_code
    assert len(rows("stories", "--json")) == 2
