"""A process that decides while others write to the same store: nothing is overlooked, nothing decided twice."""

from datetime import timedelta
from pathlib import Path

import pytest
from copied_stores import another, copied
from deciding import NEWS, NOW, SETTINGS, SHORT, agree, edit, taken, told
from hypothesis import given, settings
from hypothesis import strategies as st
from streams import captures

from nutgraf.engine.window.window import WITNESSES
from nutgraf.errors import NotFound
from nutgraf.records import Capture, StoriesMerged, Story, StoryJoined
from nutgraf.run.follow import Following, open_window
from nutgraf.run.ingest import settle, take
from nutgraf.store.protocol import Store
from nutgraf.web import edits

store = pytest.fixture(copied)


def decided(store: Store, following: Following, *new: Capture) -> list[str]:
    taken(store, *new)
    return [decision.capture for decision in settle(store, following)]


def story_of(store: Store, number: int) -> Story:
    (found,) = store.stories_of([article_of(store, number)]).values()
    return found


def article_of(store: Store, number: int) -> str:
    return next(filed.article.id for filed in store.all_articles() if filed.article.url == told(number).url)


# ---------------------------------------------------------------- edits


def test_an_edit_made_elsewhere_is_known_before_the_next_decision(store: Store) -> None:
    following = open_window(store, SETTINGS)
    decided(store, following, told(0), told(5))  # one text by two outlets
    assert story_of(store, 0) == story_of(store, 5)
    edits.split(store, story_of(store, 0).id, [article_of(store, 5)], NOW)
    decided(store, following, told(10))  # the same text, which so far made stories one
    assert story_of(store, 0) == story_of(store, 10) != story_of(store, 5)
    assert not [row for row in store.changes() if isinstance(row.change, StoriesMerged)]
    agree(store, following)


def test_an_edit_between_two_decisions_of_a_call_is_known_too(store: Store) -> None:
    following = open_window(store, SETTINGS)
    decided(store, following, told(0), told(5))
    taken(store, told(1, 1), told(10, 2))
    settling = settle(store, following)
    assert next(settling).capture == "c1"
    edits.split(store, story_of(store, 0).id, [article_of(store, 5)], NOW)
    assert [decision.capture for decision in settling] == ["c10"]
    assert story_of(store, 0).id != story_of(store, 5).id
    agree(store, following)


def test_what_was_forgotten_comes_back_with_the_story_it_is_moved_to(store: Store) -> None:
    following = open_window(store, SHORT)
    decided(store, following, told(0, text=NEWS[0]), told(2, 100, text=NEWS[2]))
    decided(store, following, *(told(90 + number, 100, text=NEWS[2]) for number in range(WITNESSES)))
    assert following.window.get(article_of(store, 0)) is None
    edits.move(store, [article_of(store, 0)], story_of(store, 2).id, NOW)
    decided(store, following, told(3, 101, text=NEWS[3]))
    assert following.window.members(story_of(store, 2).id)[:2] == [article_of(store, 0), article_of(store, 2)]
    agree(store, following, SHORT)


# ---------------------------------------------------------------- another process that decides


@pytest.mark.slow
def test_two_that_decide_take_turns_and_decide_nothing_twice(store: Store) -> None:
    one, other = open_window(store, SETTINGS), open_window(store, SETTINGS)
    taken(store, *(told(number, number) for number in range(20)))
    first, second = settle(store, one), settle(store, other)
    found = [decision.capture for both in zip(first, second, strict=False) for decision in both]
    found += [decision.capture for decision in (*first, *second)]
    assert sorted(found) == sorted(f"c{number}" for number in range(20))
    assert store.pending() == []
    agree(store, one)
    agree(store, other)


@pytest.mark.slow
def test_two_that_decide_by_turns_decide_as_one_would(store: Store, empty: Path) -> None:
    items = [told(number, number // 3) for number in range(30)]
    with another(empty) as alone:
        decided(alone, open_window(alone, SETTINGS), *items)
        both = open_window(store, SETTINGS), open_window(store, SETTINGS)
        for turn in range(10):
            decided(store, both[turn % 2], *items[3 * turn : 3 * turn + 3])
        assert list(store.all_articles()) == list(alone.all_articles())
        assert store.stories() == alone.stories()


# ---------------------------------------------------------------- law 3


def check(store: Store) -> None:
    """Each id of a story that there ever was leads to a living one, and that says which articles are in it."""
    living = {story.id: story for story in store.stories(1000)}
    members: dict[str | None, set[str]] = {}
    for filed in store.all_articles():
        members.setdefault(filed.story, set()).add(filed.article.id)
    assert {story.id: set(story.articles) for story in living.values()} == members
    assert all(story.id in story.articles for story in living.values())
    assert all(
        story.articles == tuple(one.article.id for one in store.members([story.id])) for story in living.values()
    )
    ever = {row.change.story for row in store.changes(limit=10**6) if isinstance(row.change, StoryJoined)}
    ever |= {row.change.gone for row in store.changes(limit=10**6) if isinstance(row.change, StoriesMerged)}
    for name in ever:
        assert store.story(name).id in living
        assert name not in living or store.story(name).id == name
    with pytest.raises(NotFound):
        store.story("nothing")


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(captures(), st.data())
def test_law_3_the_window_that_follows_equals_the_one_opened_anew(
    empty: Path, stream: list[Capture], data: st.DataObject
) -> None:
    with another(empty) as store:
        following = open_window(store, SHORT)
        for capture in stream:
            list(take(store, [capture]))
            list(settle(store, following))
            for _ in range(data.draw(st.sampled_from([0, 0, 1, 1, 2]))):
                edit(data, store)
            if data.draw(st.booleans()):
                agree(store, following, SHORT)
        check(store)
        agree(store, following, SHORT)


def test_a_window_opened_while_others_write_is_none_the_worse(store: Store) -> None:
    """What was written between asking for the last number and reading the articles is taken in once more."""
    following = open_window(store, SETTINGS)
    decided(store, following, told(0), told(5), told(1, 1))
    edits.split(store, story_of(store, 0).id, [article_of(store, 5)], NOW)
    edits.move(store, [article_of(store, 1)], story_of(store, 5).id, NOW + timedelta(hours=1))
    late = Following(open_window(store, SETTINGS).window, 0)
    agree(store, late)
