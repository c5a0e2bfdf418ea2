from datetime import timedelta

import pytest
from engine_cases import NOON, OTHER, WIRE, article, feed, originals, pass_to, window_of
from msgspec.structs import replace

from nutgraf.engine.window.window import WITNESSES, Window

SOME = "Crane falls onto freighter in Port Lumen harbour"


def later(days: float) -> dict[str, object]:
    return {"seen": NOON + timedelta(days=days), "published": NOON + timedelta(days=days)}


def test_articles_are_forgotten_after_the_windows_days() -> None:
    window = Window(2)
    feed(window, article(1, WIRE), article(2, OTHER, **later(2.2)))
    pass_to(window, NOON + timedelta(days=2.2))
    assert window.get("a1") is None
    assert [known.article.id for known in window.snapshot()] == ["a2", "a900", "a901", "a902"]
    feed(window, article(3, WIRE, **later(2.3)))
    assert window.known("a3").copy is None


@pytest.mark.parametrize("claimed", [1, 2])
def test_what_one_or_two_articles_claim_of_the_time_closes_no_story(claimed: int) -> None:
    window = Window(2)
    feed(window, article(1, WIRE), *(article(10 + number, OTHER, **later(365 * 50)) for number in range(claimed)))
    feed(window, article(2, WIRE, **later(0.1)))
    assert originals(window)["a2"] == "a1"
    assert window.members("a1") == ["a1", "a2"]
    assert Window.rebuilt(window.snapshot(), 2).snapshot() == window.snapshot()


def test_a_clock_that_ran_ahead_leaves_the_window_where_the_clock_is_now() -> None:
    ahead = window_of(*(article(number, WIRE if number else OTHER, **later(3650)) for number in range(4)))
    window = Window.rebuilt(ahead.snapshot(), 14, [NOON] * WITNESSES)
    feed(window, article(10, OTHER), article(11, OTHER))
    assert window.members("a10") == ["a10", "a11"] or "a11" in window.members("a0")
    assert window.get("a11") is not None


def test_a_story_is_forgotten_as_a_whole() -> None:
    window = Window(2)
    feed(window, article(1, WIRE), article(2, WIRE, **later(1.5)), article(3, OTHER, **later(3)))
    pass_to(window, NOON + timedelta(days=3))
    assert window.members("a1") == ["a1", "a2"]
    pass_to(window, NOON + timedelta(days=3.6), 910)
    assert window.members("a1") == []


def test_a_revision_gives_no_longer_life() -> None:
    window = Window(2)
    feed(window, article(1, WIRE), article(1, OTHER, capture="c2", **later(1.9)))
    pass_to(window, NOON + timedelta(days=2.5))
    assert window.get("a1") is None


def test_what_was_forgotten_leaves_nothing_behind() -> None:
    window = Window(2)
    feed(window, article(1, WIRE), article(2, WIRE), article(3, OTHER, **later(9)))
    pass_to(window, NOON + timedelta(days=30))
    fresh = Window(2)
    pass_to(fresh, NOON + timedelta(days=30))
    for index in ("copy_index", "story_index"):
        left, right = _sizes(getattr(window, index)), _sizes(getattr(fresh, index))
        assert left == right
        assert len(left) > 1


def _sizes(index: object) -> dict[str, int]:
    """How large everything is that an object holds; a compiled one has no ``__dict__``."""
    held = {name: getattr(index, name) for name in dir(index) if not name.startswith("__")}
    return {name: len(value) for name, value in held.items() if hasattr(value, "__len__")}


def test_the_window_keeps_no_text() -> None:
    assert window_of(article(1, WIRE)).known("a1").article.text == ""


def test_a_row_without_the_time_it_was_added_counts_from_when_it_was_seen() -> None:
    window = window_of(article(1, WIRE))
    rows = [replace(known, added=None) for known in window.snapshot()]
    assert Window.rebuilt(rows, 14).snapshot() == window.snapshot()


def test_endless_windows_forget_nothing() -> None:
    window = Window(1e9)
    feed(window, article(1, WIRE), article(2, OTHER, **later(5000)))
    assert len(window.snapshot()) == 2
