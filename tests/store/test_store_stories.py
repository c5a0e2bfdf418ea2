"""Stories in their order, and what is left of those that were merged."""

import pytest
from builders import added, article, fill, joined, reported, story

from nutgraf.errors import NotFound
from nutgraf.records import StoriesMerged, StoryUpdated
from nutgraf.store.protocol import Store


def test_stories_by_heat_or_by_their_latest_report(store: Store) -> None:
    hot = story("hot", hours=1, rank=9.5)
    new = story("new", hours=2, rank=3)
    tied = story("tied", hours=2, rank=9.5)
    fill(store, *(StoryUpdated(story=one) for one in (hot, new, tied)))
    assert store.stories() == [tied, hot, new]
    assert store.stories(order="latest") == [tied, new, hot]
    assert store.stories(limit=1, offset=1) == [hot]
    assert store.stories(limit=0) == store.stories(offset=10**30) == store.stories(limit=-1) == []
    assert store.story_count() == 3


def test_a_story_is_as_it_was_last_updated(store: Store) -> None:
    fill(store, StoryUpdated(story=story("s", rank=1)))
    later = story("s", ["s", "b"], 5, title="Now more")
    fill(store, StoryUpdated(story=later))
    assert store.story("s") == later
    assert store.story_count() == 1
    with pytest.raises(NotFound, match="nothing: no story has this id"):
        store.story("nothing")


def test_stories_of_articles(store: Store) -> None:
    fill(store, *reported(article("a")), *reported(article("b")), *reported(article("c"), "a"), added(article("d")))
    assert store.stories_of(["a", "c", "d", "nothing"]) == {"a": story("a")}
    assert set(store.stories_of(["b", "c"])) == {"a", "b"}


def test_a_merge_moves_the_articles_and_leaves_an_alias(store: Store) -> None:
    fill(store, *reported(article("a")), *reported(article("b")), *reported(article("c"), "b"))
    fill(store, StoriesMerged(kept="a", gone="b"), StoryUpdated(story=story("a", ["a", "b", "c"])))
    assert store.story("b") == store.story("a") == story("a", ["a", "b", "c"])
    assert store.story_count() == 1
    assert {store.article(name).story for name in "abc"} == {"a"}
    assert store.article("c").joined == joined("c", "b").reasons


def test_aliases_of_a_story_that_goes_lead_on(store: Store) -> None:
    fill(store, *(change for name in "abc" for change in reported(article(name))))
    fill(store, StoriesMerged(kept="b", gone="c"))
    fill(store, StoriesMerged(kept="a", gone="b"))
    assert store.story("c") == store.story("b") == store.story("a") == story("a")


def test_a_story_that_was_gone_can_be_kept_again(store: Store) -> None:
    fill(store, *reported(article("a")), *reported(article("b")), StoriesMerged(kept="a", gone="b"))
    fill(store, StoryUpdated(story=story("b")), StoriesMerged(kept="b", gone="a"))
    assert store.story("a") == store.story("b") == story("b")


def test_a_merge_among_other_changes_takes_effect_in_its_turn(store: Store) -> None:
    fill(store, *reported(article("a")), *reported(article("b")))
    fill(
        store,
        *reported(article("moved"), "b"),
        StoriesMerged(kept="a", gone="b"),
        added(article("later")),
        joined("later", "b"),
        StoryUpdated(story=story("b", ["later"])),
    )
    assert store.article("moved").story == store.article("b").story == "a"
    assert store.article("later").story == "b"
    assert store.story("b") == story("b", ["later"])
