"""A copy link that an editor cuts: what it comes to, that the engine keeps to it, and how it is taken back."""

from collections import defaultdict
from collections.abc import Sequence

import pytest
import translated
from engine_cases import OTHER, WIRE, article, feed, kinds, known, originals, window_of
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from streams import DAYS, captures

from nutgraf.core.score import as_copy
from nutgraf.engine.copies import links
from nutgraf.engine.editing import edits
from nutgraf.engine.pipeline.decide import decide
from nutgraf.engine.pipeline.prepare import prepare
from nutgraf.engine.window.window import Window
from nutgraf.errors import EditRefused
from nutgraf.records import Capture, Change, CopyCut, Known, StoryUpdated

MORE = f"{WIRE} {OTHER[:120]}"


def cut(window: Window, one: str) -> CopyCut:
    """Cuts an article's link, and gives the change that says so."""
    changes = edits.uncopy(edits.draft_of(window.snapshot()), one)
    window.evolve(changes)
    return the_cut(changes)


def undo(window: Window, change: CopyCut) -> CopyCut:
    changes = edits.undo_cut(edits.draft_of(window.snapshot()), change)
    window.evolve(changes)
    return the_cut(changes)


def the_cut(changes: Sequence[Change]) -> CopyCut:
    (found,) = [change for change in changes if isinstance(change, CopyCut)]
    return found


def test_a_cut_copy_is_a_report_of_its_own_in_the_same_story() -> None:
    window = window_of(article(1, WIRE), article(2, WIRE), article(3, WIRE))
    copied = known(window, "a2")
    changes = edits.uncopy(edits.draft_of(window.snapshot()), "a2")
    assert kinds(changes) == ["CopyCut", "CopyUnlinked", "StoryUpdated"]
    assert the_cut(changes) == CopyCut(article="a2", apart=("a1", "a3"), was=copied.copy)
    assert [change.story.independent for change in changes if isinstance(change, StoryUpdated)] == [2]
    window.evolve(changes)
    assert originals(window) == {"a1": None, "a2": None, "a3": "a1"}
    assert known(window, "a2") == replace(copied, copy=None, cut=("a1", "a3"), quality=as_copy(copied.quality, None))


def test_a_translation_that_is_none_is_a_report_of_its_own_and_that_is_taken_back() -> None:
    reports = [
        translated.known(translated.FIRST, translated.AXIS),
        translated.known(translated.SECOND, translated.AXIS),
    ]
    window = Window.rebuilt([replace(one, story="a1") for one in reports], 14)
    with pytest.raises(EditRefused, match="copies no other article, and is no likely translation"):
        cut(window, "a1")
    changes = edits.uncopy(edits.draft_of(window.snapshot()), "a2")
    assert kinds(changes) == ["CopyCut", "StoryUpdated"]
    window.evolve(changes)
    assert independents(changes) == [2]
    with pytest.raises(EditRefused):
        cut(window, "a2")
    for count in (1, 2, 1):
        draft = edits.draft_of(window.snapshot())
        with pytest.raises(EditRefused):
            edits.undo_cut(draft, replace(the_cut(changes), apart=("a9",)))
        changes = edits.undo_cut(draft, the_cut(changes))
        window.evolve(changes)
        assert independents(changes) == [count]
    assert known(window, "a2").cut == ()


def independents(changes: Sequence[Change]) -> list[int]:
    return [change.story.independent for change in changes if isinstance(change, StoryUpdated)]


def test_it_stays_cut_whatever_comes_later() -> None:
    window = window_of(article(1, WIRE), article(2, WIRE))
    cut(window, "a2")
    feed(window, article(2, MORE, capture="later"), article(1, MORE, capture="latest"))
    assert originals(window) == {"a1": None, "a2": None}
    feed(window, article(3, WIRE))
    assert originals(window) == {"a1": None, "a2": None, "a3": "a1"}
    feed(window, article(0, WIRE))
    found = originals(window)
    assert (found["a0"], found["a1"], found["a2"], found["a3"]) == (None, "a0", None, "a0")
    feed(window, article(2, WIRE, capture="last"))
    assert originals(window)["a2"] is None


def test_an_earlier_one_is_no_original_of_what_it_was_cut_from() -> None:
    window = window_of(article(1, WIRE, credit="Outlet 2"), article(2, WIRE))
    assert originals(window) == {"a1": "a2", "a2": None}
    cut(window, "a1")
    feed(window, article(1, WIRE, capture="later", title="Crane falls again"))
    feed(window, article(2, MORE, capture="latest"))
    assert originals(window) == {"a1": None, "a2": None}


def test_of_others_it_can_still_be_a_copy() -> None:
    window = window_of(article(1, WIRE), article(2, WIRE), article(3, OTHER))
    cut(window, "a2")
    feed(window, article(5, OTHER, id="a2", capture="later"))
    assert originals(window) == {"a1": None, "a2": "a3", "a3": None}
    again = cut(window, "a2")
    assert (again.before, again.apart) == (("a1",), ("a1", "a3"))


def test_it_stays_cut_from_a_very_large_group(monkeypatch: pytest.MonkeyPatch) -> None:
    window = window_of(*(article(number, WIRE) for number in range(1, 6)))
    cut(window, "a3")
    monkeypatch.setattr(links, "MOST_TURNED", 2)
    feed(window, article(3, MORE, capture="later"))
    assert originals(window)["a3"] is None
    feed(window, article(7, MORE))
    assert originals(window) | {"a3": None} == {"a1": None, "a2": "a1", "a3": None, "a4": "a1", "a5": "a1", "a7": "a1"}


def test_what_is_kept_of_a_large_group_is_bounded() -> None:
    window = window_of(*(article(number, WIRE) for number in range(1, edits.MOST_APART + 10)))
    assert len(cut(window, "a5").apart) == edits.MOST_APART
    assert "a1" in known(window, "a5").cut


def test_a_cut_is_undone_and_done_again() -> None:
    window = window_of(article(1, WIRE), article(2, WIRE))
    before = window.snapshot()
    first = cut(window, "a2")
    back = undo(window, first)
    assert window.snapshot() == before
    assert (back.apart, back.was) == ((), None)
    undo(window, back)
    assert originals(window) == {"a1": None, "a2": None}
    assert known(window, "a2").cut == ("a1",)


@pytest.mark.parametrize("since", ["a copy itself", "copied", "cut again", "unknown"])
def test_a_cut_is_not_undone_where_something_came_between(since: str) -> None:
    window = window_of(article(1, WIRE), article(2, WIRE))
    change = cut(window, "a2")
    match since:
        case "a copy itself":
            feed(window, article(0, WIRE))
        case "copied":
            feed(window, article(3, f"{OTHER} {WIRE}", id="a2", capture="later"), article(4, OTHER))
        case "cut again":
            change = replace(change, apart=("a1", "a7"))
        case _:
            change = replace(change, article="a9")
    draft = edits.draft_of(window.snapshot())
    with pytest.raises(EditRefused):
        edits.undo_cut(draft, change)
    assert draft.changes == []


@pytest.mark.parametrize("one", ["a1", "a5", "nothing"])
def test_what_copies_nothing_cannot_be_cut(one: str) -> None:
    draft = edits.draft_of(window_of(article(1, WIRE), article(2, WIRE), article(5, OTHER)).snapshot())
    with pytest.raises(EditRefused, match="copies no other article"):
        edits.uncopy(draft, one)
    assert draft.changes == []


# ---------------------------------------------------------------- laws


@settings(deadline=None, max_examples=30)
@given(captures(), st.data())
def test_no_group_ever_holds_two_that_were_cut(stream: list[Capture], data: st.DataObject) -> None:
    window = Window(DAYS)
    for capture in stream:
        item = prepare(capture)
        before = Window.rebuilt(window.snapshot(), DAYS, window.latest)
        changes = decide(window, item)
        assert decide(before, item) == changes
        window.evolve(changes)
        copied = [one for one, of in originals(window).items() if of]
        wrong = data.draw(st.sampled_from(["", *copied]))
        if wrong:
            cut(window, wrong)
        groups: defaultdict[str, list[Known]] = defaultdict(list)
        for one in window.snapshot():
            groups[one.copy.of if one.copy else one.article.id].append(one)
        for group in groups.values():
            ids = {one.article.id for one in group}
            assert all(ids.isdisjoint(one.cut) for one in group)


def test_a_window_rebuilt_knows_what_was_cut() -> None:
    window = window_of(article(1, WIRE), article(2, WIRE))
    cut(window, "a2")
    assert Window.rebuilt(window.snapshot(), 14).snapshot() == window.snapshot()
