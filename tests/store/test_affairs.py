"""Affairs: stories that continue one another, from the decision to what the store answers."""

from datetime import timedelta

import pytest
from builders import NOON as STORED
from builders import article as stored
from builders import reported, story
from engine_cases import NOON, article, feed
from msgspec.structs import replace

from nutgraf.engine.editing import edits
from nutgraf.engine.stories.placing import AFFAIR, JOIN, OPENED, PROBABILITY, probability_of
from nutgraf.engine.window.window import Window
from nutgraf.records import (
    AffairLink,
    Article,
    Change,
    Placed,
    Reason,
    StoriesMerged,
    Story,
    StoryJoined,
    StoryUpdated,
)
from nutgraf.store.protocol import Store


def headline(number: int, title: str, hours: float) -> Article:
    time = NOON + timedelta(hours=hours)
    return article(number, "", title=title, excerpt="", seen=time, published=time)


CRANE = headline(1, "Crane falls onto freighter in Port Lumen harbour", 0)
DIVERS = headline(2, "Divers search Port Lumen harbour after crane falls", 1)
RECOUNT = headline(3, "Judges order recount in hill districts election", 2)
INQUIRY = headline(4, "Inquiry opens in Port Lumen", 70)
RUST = headline(5, "Inquiry hears of rust in port", 150)


@pytest.fixture
def window() -> Window:
    return Window(14)


def joined(changes: tuple[Change, ...]) -> StoryJoined:
    return next(change for change in changes if isinstance(change, StoryJoined))


def updated(changes: tuple[Change, ...]) -> Story:
    return [change.story for change in changes if isinstance(change, StoryUpdated)][-1]


# ---------------------------------------------------------------- the decision


def test_what_is_somewhat_like_a_story_continues_its_affair(window: Window) -> None:
    steps = feed(window, CRANE, DIVERS, RECOUNT, INQUIRY)
    assert [joined(changes).affair for changes in steps[:3]] == [None, None, None]
    opened = joined(steps[3])
    assert (opened.story, opened.reasons[0].name) == ("a4", OPENED)
    assert opened.affair
    assert opened.affair.of == updated(steps[3]).affair == "a1"
    stated = opened.affair.reasons[-1]
    assert (stated.name, probability_of(opened.affair.reasons)) == (PROBABILITY, stated.value)
    assert stated.value >= AFFAIR
    assert probability_of(opened.reasons) < JOIN


def test_a_chapter_of_a_chapter_is_one_of_the_same_affair(window: Window) -> None:
    steps = feed(window, CRANE, DIVERS, RECOUNT, INQUIRY, RUST)
    affair = joined(steps[4]).affair
    assert affair
    assert affair.of == "a1"
    assert affair.reasons[-1].note.startswith("a4, ")


def test_a_story_keeps_its_affair_when_others_join_or_become_part_of_it(window: Window) -> None:
    feed(window, CRANE, DIVERS, RECOUNT, INQUIRY)
    (more,) = feed(window, headline(6, "Inquiry in Port Lumen opens with silence", 71))
    assert (updated(more).id, updated(more).affair) == ("a4", "a1")
    changes = edits.merge(edits.draft_of(window.snapshot()), ["a4", "a3"])
    assert (updated(changes).id, updated(changes).affair) == ("a3", None)


def test_the_part_of_a_split_story_that_keeps_its_id_keeps_its_affair(window: Window) -> None:
    feed(window, CRANE, DIVERS, RECOUNT, INQUIRY)
    feed(window, headline(6, "Inquiry in Port Lumen opens with silence", 71))
    changes = edits.split(edits.draft_of(window.snapshot()), "a4", ["a6"])
    parts = {change.story.id: change.story.affair for change in changes if isinstance(change, StoryUpdated)}
    assert parts == {"a4": "a1", "a6": None}
    window.evolve(changes)
    assert window.known("a4").affair == "a1"


# ---------------------------------------------------------------- the store

WHY = (Reason(name=PROBABILITY, value=0.2, note="a"),)


def continuing(name: str, affair: str, hours: float = 0) -> list[Change]:
    """All that the arrival of an article comes to that continues an affair with a story of its own."""
    changes = reported(stored(name, hours))
    opened = StoryJoined(article=name, story=name, affair=AffairLink(of=affair, reasons=WHY))
    return [*changes[:3], opened, StoryUpdated(story=_chapter(name, hours))]


def _chapter(name: str, hours: float = 0) -> Story:
    return replace(story(name, hours=hours), first=STORED + timedelta(hours=hours))


def chapters(store: Store, name: str, limit: int = 100) -> tuple[str, list[str]] | None:
    affair = store.affair(name, limit)
    return (affair.id, [one.story.id for one in affair.chapters]) if affair else None


def test_the_stories_of_an_affair_come_earliest_first_with_their_reasons(store: Store) -> None:
    assert store.affair("a") is None
    store.apply([*reported(stored("a")), *reported(stored("other"))], STORED)
    assert store.affair("a") is store.affair("other") is store.affair("\0") is None
    store.apply([*continuing("c", "a", 9), *continuing("b", "a", 5)], STORED)
    assert chapters(store, "a") == chapters(store, "b") == chapters(store, "c") == ("a", ["a", "b", "c"])
    assert store.affair("other") is None
    affair = store.affair("c")
    assert affair
    assert [one.reasons for one in affair.chapters] == [(), WHY, WHY]
    assert chapters(store, "a", 2) == ("a", ["b", "c"])


def test_what_an_article_opened_continues_is_known_and_stays(store: Store) -> None:
    store.apply([*reported(stored("a")), *continuing("b", "a", 1)], STORED)
    assert {known.article.id: known.affair for known in store.window(STORED)} == {"a": None, "b": "a"}
    store.apply([Placed(article="b", story="b", was="b")], STORED)
    store.apply([StoryJoined(article="b", story="b")], STORED)
    assert store.known(["b"])["b"].affair == "a"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("merges", "asked", "expected"),
    [
        ([("z", "a")], "b", ("z", ["z", "b", "c", "d"])),  # the first became part of a story that continues nothing
        ([("z", "a")], "a", ("z", ["z", "b", "c", "d"])),
        ([("d", "a")], "c", ("z", ["z", "b", "c", "d"])),  # … of one that continues another affair
        ([("a", "b")], "b", ("a", ["a", "c"])),  # a chapter became part of the first
        ([("b", "a")], "c", ("b", ["b", "c"])),  # the first became part of a chapter, as an editor had it
        ([("c", "a"), ("c", "b")], "c", None),  # all became one
        ([("z", "b")], "z", ("z", ["z", "d"])),  # a chapter became part of a story of another affair
    ],
)
def test_an_affair_is_found_after_merges(
    store: Store, merges: list[tuple[str, str]], asked: str, expected: tuple[str, list[str]] | None
) -> None:
    store.apply([*reported(stored("a")), *reported(stored("z"))], STORED)
    for number, (name, affair) in enumerate([("b", "a"), ("c", "a"), ("d", "z")]):
        store.apply(continuing(name, affair, number + 1), STORED)
    for kept, gone in merges:
        store.apply([StoriesMerged(kept=kept, gone=gone)], STORED)
    assert chapters(store, asked) == expected


def test_affairs_in_a_ring_are_one(store: Store) -> None:
    store.apply([*reported(stored("a")), *reported(stored("b"))], STORED)
    store.apply([*continuing("c", "a", 1), *continuing("d", "b", 2)], STORED)
    store.apply([StoriesMerged(kept="d", gone="a"), StoriesMerged(kept="c", gone="b")], STORED)
    assert chapters(store, "c") == chapters(store, "d") == ("c", ["c", "d"])
