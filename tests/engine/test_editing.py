"""What an editor decides about stories: as tables what it comes to, and as laws that the engine never undoes it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from engine_cases import NOON, OTHER, WIRE, article, feed, kinds, pass_to, window_of
from hypothesis import given, settings
from hypothesis import strategies as st
from streams import DAYS, captures

from nutgraf.engine.editing import edits
from nutgraf.engine.editing.edits import may_share
from nutgraf.engine.pipeline.decide import decide
from nutgraf.engine.pipeline.prepare import prepare
from nutgraf.engine.summary import summary
from nutgraf.engine.window.draft import Draft
from nutgraf.engine.window.window import Window
from nutgraf.errors import EditRefused
from nutgraf.records import Capture, Change, Known, Placed, Prepared, StoriesMerged, StoryUpdated

EVER = datetime.min.replace(tzinfo=UTC)
CRANE = "Crane falls onto freighter in Port Lumen harbour"
DIVERS = "Divers search Port Lumen harbour after crane falls"
RECOUNT = "Judges order recount in hill districts election"


def headlines(*titles: str) -> Window:
    """A window of articles 1, 2, … with these titles and nothing else."""
    return window_of(*(headline(number, title) for number, title in enumerate(titles, 1)))


def headline(number: int, title: str, **fields: object):  # type: ignore[no-untyped-def]  # noqa: ANN201
    return article(number, "", **({"title": title, "excerpt": ""} | fields))


def draft_of(window: Window) -> Draft:
    return edits.draft_of(window.snapshot())


def edited(window: Window, changes: Sequence[Change]) -> dict[str, list[str]]:
    """The stories after an edit."""
    window.evolve(changes)
    return by_story(window)


def by_story(window: Window) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for known in window.snapshot():
        found.setdefault(known.story or "", []).append(known.article.id)
    return found


def apart(window: Window) -> dict[str, tuple[str, ...]]:
    return {known.article.id: known.apart for known in window.snapshot() if known.held}


# ---------------------------------------------------------------- what an edit comes to


def test_a_merge_keeps_the_oldest_id_and_holds_all() -> None:
    window = headlines(CRANE, RECOUNT, DIVERS)
    changes = edits.merge(draft_of(window), ["a2", "a1"])
    assert [change for change in changes if isinstance(change, StoriesMerged)] == [
        StoriesMerged(kept="a1", gone="a2", by="editor")
    ]
    assert edited(window, changes) == {"a1": ["a1", "a2", "a3"]}
    assert apart(window) == {"a1": (), "a2": (), "a3": ()}


def test_a_split_leaves_the_id_with_the_article_it_is_of() -> None:
    window = headlines(CRANE, DIVERS, CRANE)
    assert by_story(window) == {"a1": ["a1", "a2", "a3"]}
    out = edits.split(draft_of(window), "a1", ["a2"])
    first_out = edits.split(draft_of(window), "a1", ["a1"])
    assert edited(headlines(CRANE, DIVERS, CRANE), first_out) == {"a1": ["a1"], "a2": ["a2", "a3"]}
    assert edited(window, out) == {"a1": ["a1", "a3"], "a2": ["a2"]}
    assert apart(window) == {"a1": (), "a2": ("a1",), "a3": ()}


def test_copies_that_are_parted_from_their_original_count_once() -> None:
    window = window_of(*(article(number, WIRE) for number in range(1, 6)), article(6, OTHER))
    changes = edits.split(draft_of(window), "a1", ["a2", "a3", "a4"])
    told = {one.story.id: one.story.independent for one in changes if isinstance(one, StoryUpdated)}
    assert told == {"a1": 1, "a2": 1}


def test_a_moved_article_stays_apart_from_those_it_leaves() -> None:
    window = headlines(CRANE, DIVERS, RECOUNT)
    assert edited(window, edits.move(draft_of(window), ["a2"], "a3")) == {"a1": ["a1"], "a3": ["a2", "a3"]}
    assert apart(window) == {"a2": ("a1",)}


def test_a_story_whose_first_article_is_moved_goes_by_its_next() -> None:
    window = headlines(CRANE, DIVERS, RECOUNT)
    changes = edits.move(draft_of(window), ["a1"], "a3")
    assert StoriesMerged(kept="a2", gone="a1", by="editor") in changes
    assert edited(window, changes) == {"a2": ["a2"], "a3": ["a1", "a3"]}


def test_a_story_that_all_leave_becomes_part_of_the_other() -> None:
    window = headlines(CRANE, DIVERS, RECOUNT)
    changes = edits.move(draft_of(window), ["a3"], "a1")
    assert StoriesMerged(kept="a1", gone="a3", by="editor") in changes
    assert edited(window, changes) == {"a1": ["a1", "a2", "a3"]}


def test_articles_of_several_stories_are_moved_at_once() -> None:
    window = headlines(CRANE, DIVERS, RECOUNT, "Comet seen over the northern sky")
    assert edited(window, edits.move(draft_of(window), ["a4", "a2"], "a3")) == {
        "a1": ["a1"],
        "a3": ["a2", "a3", "a4"],
    }


def test_the_newer_decision_wins() -> None:
    window = headlines(CRANE, DIVERS, RECOUNT)
    window.evolve(edits.split(draft_of(window), "a1", ["a2"]))
    window.evolve(edits.move(draft_of(window), ["a1"], "a2"))
    assert apart(window) == {"a1": (), "a2": ()}
    window.evolve(edits.split(draft_of(window), "a1" if "a1" in by_story(window) else "a2", ["a2"]))
    assert sorted(by_story(window)) == ["a1", "a2", "a3"]


@pytest.mark.parametrize("edit", ["merge", "split", "move", "move first", "move last"])
def test_an_edit_is_undone_by_its_opposite(edit: str) -> None:
    window = headlines(CRANE, DIVERS, RECOUNT)
    before = by_story(window)
    changes = {
        "merge": lambda: edits.merge(draft_of(window), ["a1", "a3"]),
        "split": lambda: edits.split(draft_of(window), "a1", ["a2"]),
        "move": lambda: edits.move(draft_of(window), ["a2"], "a3"),
        "move first": lambda: edits.move(draft_of(window), ["a1"], "a3"),
        "move last": lambda: edits.move(draft_of(window), ["a3"], "a1"),
    }[edit]()
    aliases = {change.gone: change.kept for change in changes if isinstance(change, StoriesMerged)}
    placed = [change for change in changes if isinstance(change, Placed)]
    assert edited(window, changes) != before
    present = {one.was: aliases.get(one.was, one.was) for one in placed}
    after = edited(window, edits.undo(draft_of(window), placed, present))
    assert sorted(after.values()) == sorted(before.values())
    with pytest.raises(EditRefused, match="changed since"):
        edits.undo(draft_of(window), placed, present)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda draft: edits.merge(draft, ["a1"]), "two stories"),
        (lambda draft: edits.merge(draft, ["a1", "a1"]), "two stories"),
        (lambda draft: edits.merge(draft, ["a1", "a2"]), "two stories"),
        (lambda draft: edits.merge(draft, []), "two stories"),
        (lambda draft: edits.split(draft, "a1", []), "some must stay"),
        (lambda draft: edits.split(draft, "a1", ["a1", "a2"]), "some must stay"),
        (lambda draft: edits.split(draft, "a1", ["a3"]), "not in the story"),
        (lambda draft: edits.split(draft, "nothing", ["a1"]), "not in the story"),
        (lambda draft: edits.move(draft, [], "a1"), "name an article"),
        (lambda draft: edits.move(draft, ["a1"], "nothing"), "name an article"),
        (lambda draft: edits.move(draft, ["a1"], "a1"), "already"),
        (lambda draft: edits.move(draft, ["nothing"], "a1"), "in no story"),
        (lambda draft: edits.undo(draft, [], {}), "no such edit"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(edit: object, said: str) -> None:
    draft = draft_of(headlines(CRANE, DIVERS, RECOUNT))
    with pytest.raises(EditRefused, match=said):
        edit(draft)  # type: ignore[operator]
    assert draft.changes == []


def test_what_is_kept_of_those_left_behind_is_bounded() -> None:
    window = headlines(*[CRANE] * 150, RECOUNT)
    window.evolve(edits.merge(draft_of(window), by_story(window).keys() - {"a151"}))
    window.evolve(edits.move(draft_of(window), ["a7", "a8"], "a151"))
    first = tuple(f"a{number}" for number in range(1, edits.MOST_APART + 3) if number not in {7, 8})
    assert apart(window)["a7"] == apart(window)["a8"] == first


# ---------------------------------------------------------------- what the engine makes of it


def test_what_was_split_is_not_merged_again_by_a_text_that_is_in_both() -> None:
    window = window_of(article(1, WIRE), article(2, WIRE))
    window.evolve(edits.split(draft_of(window), "a1", ["a2"]))
    (changes,) = feed(window, article(3, WIRE))
    assert "StoriesMerged" not in kinds(changes)
    assert by_story(window) == {"a1": ["a1", "a3"], "a2": ["a2"]}


def test_a_copy_goes_where_its_original_was_moved() -> None:
    window = window_of(article(1, WIRE), article(2, WIRE), article(5, OTHER))
    window.evolve(edits.move(draft_of(window), ["a1"], "a5"))
    feed(window, article(6, WIRE))
    assert by_story(window) == {"a5": ["a1", "a5", "a6"], "a2": ["a2"]}


def test_a_story_that_an_editor_made_takes_in_another_and_keeps_its_id() -> None:
    window = headlines(CRANE, "Comet seen over the northern sky", RECOUNT)
    window.evolve(edits.merge(draft_of(window), ["a2", "a3"]))
    draft = Draft(window)
    assert may_share(draft, draft.members("a1"), "a2")
    assert not may_share(draft, draft.members("a2"), "a1")
    assert may_share(draft, draft.members("a2"), "a2")


def test_none_moves_whose_going_would_rename_what_an_editor_placed() -> None:
    window = headlines(CRANE, DIVERS, RECOUNT)
    window.evolve(edits.move(draft_of(window), ["a3"], "a1"))
    draft = Draft(window)
    assert not may_share(draft, [draft.known("a1")], "elsewhere")
    assert not may_share(draft, [draft.known("a3")], "elsewhere")
    assert may_share(draft, [draft.known("a2")], "elsewhere")


def test_a_draft_knows_what_it_has_placed_and_merged_itself() -> None:
    draft = Draft(headlines(CRANE, "Comet seen over the northern sky", RECOUNT))
    draft.add(Placed(article="a1", story="a1", was="a1", apart=("a2",)))
    assert not may_share(draft, draft.members("a2"), "a1")
    assert may_share(draft, draft.members("a3"), "a1")
    draft.add(StoriesMerged(kept="a3", gone="a1"))
    assert not may_share(draft, draft.members("a2"), "a3")


# ---------------------------------------------------------------- laws


def some_edit(data: st.DataObject, known: Sequence[Known]) -> tuple[Change, ...]:
    """Any edit of the stories there are; () where it is refused."""
    stories = sorted({one.story or "" for one in known})
    articles = [one.article.id for one in known]
    edit = data.draw(
        st.one_of(
            st.builds(lambda two: lambda d: edits.merge(d, two), st.lists(st.sampled_from(stories), max_size=3)),
            st.builds(
                lambda s, out: lambda d: edits.split(d, s, [m for m in articles if m in out and d.get(m).story == s]),
                st.sampled_from(stories),
                st.sets(st.sampled_from(articles)),
            ),
            st.builds(
                lambda s, out: lambda d: edits.move(d, sorted(out), s),
                st.sampled_from(stories),
                st.sets(st.sampled_from(articles), max_size=3),
            ),
        )
    )
    try:
        return tuple(edit(edits.draft_of(known)))
    except EditRefused:
        return ()


def check(window: Window) -> None:
    """No two that are apart share a story; each story is named by one of its own."""
    known = {one.article.id: one for one in window.snapshot()}
    for one in known.values():
        assert one.story in known
        assert known[one.story].story == one.story
        for other in one.apart:
            assert other not in known or known[other].story != one.story
        assert one.held or not one.apart


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(captures(), st.data())
def test_law_7_what_an_editor_decided_the_engine_does_not_undo(stream: list[Capture], data: st.DataObject) -> None:
    window, store = Window(DAYS), Window(3650)
    for capture in stream:
        before = {one.article.id: one for one in window.snapshot() if one.held}
        item = prepare(capture)
        assert isinstance(item, Prepared)
        changes = decide(window, item, store.get(item.article.id))
        window.evolve(changes)
        store.evolve(changes)
        for name, held in before.items():
            now = window.get(name)
            assert now is None or (now.story, now.held, now.apart) == (held.story, True, held.apart)
        check(window)
        known = window.snapshot()
        wanted: bool = data.draw(st.booleans())
        if known and wanted:
            edit = some_edit(data, known)
            whole = Window.rebuilt(known, 3650)
            whole.evolve(edit)
            for change in edit:
                if isinstance(change, StoryUpdated):
                    members = [whole.known(member) for member in whole.members(change.story.id)]
                    assert change.story == summary(change.story.id, members)
            assert {one.story for one in known} ^ {one.story for one in whole.snapshot()} <= {
                change.story.id if isinstance(change, StoryUpdated) else change.gone
                for change in edit
                if isinstance(change, StoryUpdated | StoriesMerged)
            }
            window.evolve(edit)
            store.evolve(edit)
            check(window)
            assert Window.rebuilt(window.snapshot(), DAYS).snapshot() == window.snapshot()


def test_what_is_left_of_a_story_is_forgotten_in_its_own_time() -> None:
    window = Window(2)
    late = {"seen": NOON + timedelta(days=1.5), "published": NOON + timedelta(hours=2)}
    feed(window, headline(1, CRANE), headline(2, f"{CRANE} at night", **late))
    assert by_story(window) == {"a1": ["a1", "a2"]}
    pass_to(window, NOON + timedelta(days=2.5))
    blank = {story: [story] for story in ("a900", "a901", "a902")}
    assert by_story(window) == {"a1": ["a1", "a2"], **blank}
    window.evolve(edits.split(draft_of(window), "a1", ["a2"]))
    assert by_story(window) == {"a2": ["a2"], **blank}
