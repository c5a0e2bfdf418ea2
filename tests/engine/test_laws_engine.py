"""Laws 1, 2, 3 and 5 over streams of articles: copies, revisions, undated ones, known ids, in any order."""

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from streams import DAYS, captures

from nutgraf.core.score import quality
from nutgraf.engine.copies.fold import CopyFold
from nutgraf.engine.copies.overlap import share_of
from nutgraf.engine.pipeline.decide import decide
from nutgraf.engine.pipeline.prepare import prepare
from nutgraf.engine.stories.placing import PROBABILITY, probability_of
from nutgraf.engine.stories.second_look import Touched, look
from nutgraf.engine.window.window import Window
from nutgraf.records import (
    ArticleAdded,
    ArticleRevised,
    Capture,
    CaptureDecided,
    Change,
    CopyLinked,
    Prepared,
    Reason,
    Rejected,
    StoriesMerged,
    StoryJoined,
    StoryUpdated,
)
from nutgraf.run.processes.batch import ordered_map
from nutgraf.run.processes.worker import Failure


def fold(items: Iterable[Prepared | Rejected], window: Window, look_every: int = 3) -> list[tuple[Change, ...]]:
    """The changes of each item, and those of a second look after every few articles."""
    steps, touched = [], Touched()
    for item in items:
        steps.append(decide(window, item))
        window.evolve(steps[-1])
        touched.take(steps[-1])
        if touched.articles >= look_every:
            steps.append(look(window, touched.stories))
            window.evolve(steps[-1])
            touched.take(steps[-1])
    return steps


@settings(max_examples=40, deadline=None)
@given(captures())
def test_law_2_deciding_the_same_capture_twice_changes_nothing(stream: list[Capture]) -> None:
    window, store = Window(DAYS), Window(3650)
    for capture in stream:
        item = prepare(capture)
        assert isinstance(item, Prepared)
        changes = decide(window, item, store.get(item.article.id))
        window.evolve(changes)
        store.evolve(changes)
        before = window.snapshot()
        again = decide(window, replace(item, names=()), store.get(item.article.id))  # whose names are filed by now
        assert all(isinstance(change, CaptureDecided) and change.outcome == "same" for change in again)
        if any(isinstance(change, ArticleAdded | ArticleRevised) for change in changes):
            assert again == ()
        window.evolve(again)
        assert window.snapshot() == before


@settings(max_examples=40, deadline=None)
@given(captures())
def test_law_3_the_rebuilt_window_equals_and_decides_as_the_evolved_one(stream: list[Capture]) -> None:
    window = Window(DAYS)
    for capture in stream:
        item = prepare(capture)
        rebuilt = Window.rebuilt(window.snapshot(), DAYS)
        assert rebuilt.snapshot() == window.snapshot()
        changes = decide(window, item)
        assert decide(rebuilt, item) == changes
        window.evolve(changes)
        rebuilt.evolve(changes)
        assert rebuilt.snapshot() == window.snapshot()


@settings(max_examples=40, deadline=None)
@given(captures())
def test_the_decision_about_copies_alone_is_that_of_the_whole_engine(stream: list[Capture]) -> None:
    window, alone = Window(3650), CopyFold(3650)
    for capture in stream:
        item = prepare(capture)
        assert isinstance(item, Prepared)
        window.evolve(decide(window, item))
        alone.take(item, capture.at)
        for known in window.snapshot():
            assert alone.known(known.article.id).copy == known.copy


def stated(reasons: Sequence[Reason]) -> float:
    """The probability that reasons give; there must be one."""
    (told,) = [reason.value for reason in reasons if reason.name == PROBABILITY]
    return told


@settings(max_examples=40, deadline=None)
@given(captures())
def test_law_5_recomputing_from_the_reasons_gives_the_same_number(stream: list[Capture]) -> None:
    for changes in fold(map(prepare, stream), Window(DAYS)):
        for change in changes:
            match change:
                case CopyLinked():
                    assert change.link.share == share_of(change.link.reasons)
                    assert 0 <= change.link.share <= 1
                    assert change.quality.total == round(sum(part.value for part in change.quality.parts))
                case StoryJoined():
                    assert stated(change.reasons) == probability_of(change.reasons)
                    if change.affair:
                        assert change.story == change.article
                        assert stated(change.affair.reasons) == probability_of(change.affair.reasons)
                case StoriesMerged():
                    assert stated(change.reasons) == probability_of(change.reasons)
                case StoryUpdated():
                    assert change.story.warmth.total == round(sum(part.value for part in change.story.warmth.parts))


@settings(max_examples=40, deadline=None)
@given(captures())
def test_every_article_is_in_one_story_and_every_copy_points_at_an_original(stream: list[Capture]) -> None:
    window = Window(DAYS)
    for capture in stream:
        item = prepare(capture)
        changes = decide(window, item)
        window.evolve(changes)
        assert [isinstance(change, CaptureDecided) for change in changes].count(True) == min(1, len(changes))
        assert not changes or isinstance(changes[-1], CaptureDecided)
        known = {one.article.id: one for one in window.snapshot()}
        for one in known.values():
            assert one.story is not None
            assert one.article.text == ""
            if one.copy:
                original = known[one.copy.of]
                assert original.copy is None
                assert original.story == one.story
        for change in changes:
            if isinstance(change, StoriesMerged):
                assert not window.members(change.gone)
            if isinstance(change, StoryUpdated) and change is changes[-2]:
                assert window.members(change.story.id) in ([], list(change.story.articles))  # [] when forgotten


@settings(max_examples=40, deadline=None)
@given(captures())
def test_quality_after_relinking_is_what_scoring_the_article_would_give(stream: list[Capture]) -> None:
    window, items = Window(DAYS), {}
    for capture in stream:
        item = prepare(capture)
        assert isinstance(item, Prepared)
        changes = decide(window, item)
        window.evolve(changes)
        for change in changes:
            if isinstance(change, ArticleAdded | ArticleRevised):
                items[item.article.id] = item
    for known in window.snapshot():
        item = items[known.article.id]
        assert known.quality == quality(item.article, item.quotes, known.copy)


@pytest.mark.slow
@settings(max_examples=6, deadline=None)
@given(captures(), st.integers(2, 3))
def test_law_1_any_split_of_the_map_gives_the_same_changes(stream: list[Capture], jobs: int) -> None:
    serial = fold(map(prepare, stream), Window(DAYS))
    spread = [item for _, item in ordered_map(prepare, stream, jobs, _lost)]
    assert fold(spread, Window(DAYS)) == serial


def _lost(capture: Capture, problem: Failure) -> Rejected:
    return Rejected(capture=capture.id, reason=problem.reason)
