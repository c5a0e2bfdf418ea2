from datetime import timedelta

from engine_cases import NOON, OTHER, WIRE, article, feed, window_of
from msgspec.structs import replace

from nutgraf.engine.window import Window

SOME = "Crane falls onto freighter in Port Lumen harbour"


def later(days: float) -> dict[str, object]:
    return {"seen": NOON + timedelta(days=days), "published": NOON + timedelta(days=days)}


def test_articles_are_forgotten_after_the_windows_days() -> None:
    window = Window(2)
    feed(window, article(1, WIRE), article(2, OTHER, **later(2.2)))
    assert window.get("a1") is None
    assert [known.article.id for known in window.snapshot()] == ["a2"]
    feed(window, article(3, WIRE, **later(2.3)))
    assert window.known("a3").copy is None


def test_a_story_is_forgotten_as_a_whole() -> None:
    window = Window(2)
    feed(window, article(1, WIRE), article(2, WIRE, **later(1.5)), article(3, OTHER, **later(3)))
    assert window.members("a1") == ["a1", "a2"]
    feed(window, article(4, OTHER, **later(3.6)))
    assert window.members("a1") == []


def test_a_revision_gives_no_longer_life() -> None:
    window = Window(2)
    feed(window, article(1, WIRE), article(1, OTHER, capture="c2", **later(1.9)))
    feed(window, article(3, "", **later(2.5)))
    assert window.get("a1") is None


def test_what_was_forgotten_leaves_nothing_behind() -> None:
    window = Window(2)
    feed(window, article(1, WIRE), article(2, WIRE), article(3, OTHER, **later(9)))
    feed(window, article(4, "", title="", excerpt="", **later(30)))
    fresh = window_of(article(4, "", title="", excerpt="", **later(30)))
    for index in ("copy_index", "story_index"):
        left, right = vars(getattr(window, index)), vars(getattr(fresh, index))
        assert {name: len(value) for name, value in left.items() if hasattr(value, "__len__")} == {
            name: len(value) for name, value in right.items() if hasattr(value, "__len__")
        }


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
