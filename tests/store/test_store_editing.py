"""What a store keeps of an editor's decisions, and how it lets one decide while nobody else writes."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout

import pytest
from builders import NOON, article, fill, joined, reported, revised, story, taken

from nutgraf.errors import StoreError
from nutgraf.records import CaptureDecided, Change, Placed, Released, Source, SourceKept, StoriesMerged, StoryUpdated
from nutgraf.store.protocol import Store
from nutgraf.store.write.fold import BY_AN_EDITOR


def test_what_an_editor_placed_is_known_as_placed(store: Store) -> None:
    fill(store, *reported(article("a")), *reported(article("b")), *reported(article("c"), "a"))
    fill(store, Placed(article="c", story="b", was="a", apart=("a", "京都")))
    assert store.known(["c"])["c"] == next(iter(store.members(["b"])[1:]))
    known, filed = store.known(["c"])["c"], store.article("c")
    assert (known.story, known.held, known.apart) == ("b", True, ("a", "京都"))
    assert (filed.story, filed.held, filed.joined) == ("b", True, BY_AN_EDITOR)
    assert not store.article("a").held
    fill(store, Placed(article="c", story="b", was="b"), revised(article("c", 1)))
    assert (store.known(["c"])["c"].held, store.known(["c"])["c"].apart) == (True, ())
    fill(store, StoriesMerged(kept="a", gone="b"))
    assert store.known(["c"])["c"].story == "a"
    assert store.known(["c"])["c"].held


def test_members_of_stories_come_in_order_of_arrival(store: Store) -> None:
    fill(store, *reported(article("b")), *reported(article("c"), "a"), *reported(article("a")), *reported(article("d")))
    assert [known.article.id for known in store.members(["a", "b", "nothing"])] == ["b", "c", "a"]
    assert store.members([]) == []


def test_an_alias_that_is_a_story_again_leads_nowhere_else(store: Store) -> None:
    fill(store, *reported(article("a")), *reported(article("b")), StoriesMerged(kept="a", gone="b"))
    fill(store, joined("b", "b"), StoryUpdated(story=story("b")))
    assert store.story("b") == story("b")
    fill(store, StoriesMerged(kept="b", gone="a"))
    assert store.story("a") == store.story("b") == story("b")


def test_what_the_window_goes_by_is_read_apart(store: Store) -> None:
    assert (store.last(), store.decided()) == (0, [])
    fill(store, taken("x"), SourceKept(source=Source(id="s", url="u")), *reported(article("a")))
    released = Released(article="a", released=True, by="rule")
    assert fill(store, released, StoryUpdated(story=story("a", hours=1))) == store.last()
    kinds = [type(row.change).__name__ for row in store.decided()]
    assert kinds == ["CaptureDecided", "ArticleAdded", "StoryJoined", "StoryUpdated", "StoryUpdated"]
    assert [row.number for row in store.decided(after=5, limit=2)] == [6, 7]


# ---------------------------------------------------------------- alone


def test_a_block_alone_is_written_as_a_whole_or_not_at_all(store: Store) -> None:
    with store.alone() as alone:
        assert alone.apply(reported(article("a")), NOON) == 5
        assert alone.story("a") == story("a")
        assert alone.last() == 5
        assert store.last() == 0
    assert store.last() == 5
    with pytest.raises(ZeroDivisionError):
        fail_alone(store, ZeroDivisionError())
    with pytest.raises(StoreError, match="never taken"):
        fail_alone(store, CaptureDecided(capture="nothing", outcome="same"))
    assert store.last() == 5
    assert list(store.window(NOON)) == store.members(["a"])


def fail_alone(store: Store, with_what: Exception | Change) -> None:
    with store.alone() as alone:
        alone.apply(reported(article("b")), NOON)
        if isinstance(with_what, Exception):
            raise with_what
        alone.apply([with_what], NOON)


def test_others_wait_until_a_block_is_done(store: Store) -> None:
    with ThreadPoolExecutor(1) as pool:
        with store.alone() as alone:
            waiting = pool.submit(store.apply, reported(article("b")), NOON)
            with pytest.raises(FutureTimeout):
                waiting.result(timeout=0.2)
            assert alone.apply(reported(article("a")), NOON) == 5
        assert waiting.result(timeout=30) == 10
