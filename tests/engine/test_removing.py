"""What the engine makes of it when an article is taken out: for its copies, its story, and what an editor placed."""

from engine_cases import NOON, OTHER, WIRE, article, feed, originals, pass_to, window_of
from hypothesis import given, settings
from hypothesis import strategies as st
from streams import DAYS, captures

from nutgraf.core.fingerprint.fingerprint import fingerprint
from nutgraf.core.score import quality
from nutgraf.engine.copies.overlap import share_of
from nutgraf.engine.editing.removing import names_to_bar, put_back, settled, take_out
from nutgraf.engine.pipeline.decide import decide
from nutgraf.engine.pipeline.prepare import prepare
from nutgraf.engine.window.draft import Draft
from nutgraf.engine.window.window import Window
from nutgraf.records import (
    ArticleRevised,
    Capture,
    Change,
    CopyLinked,
    Placed,
    Prepared,
    Removed,
    StoriesMerged,
    StoryUpdated,
)


def without(window: Window, *articles: str) -> tuple[Change, ...]:
    draft = Draft(window)
    changes = settled(draft, take_out(draft, articles, "article", "x", {}))
    window.evolve(changes)
    return changes


def test_the_copies_of_what_is_removed_find_their_original_anew() -> None:
    window = window_of(article(1, WIRE), article(2, WIRE), article(3, WIRE), article(4, OTHER))
    assert originals(window) == {"a1": None, "a2": "a1", "a3": "a1", "a4": None}
    changes = without(window, "a1")
    assert originals(window) == {"a2": None, "a3": "a2", "a4": None}
    (link,) = [change.link for change in changes if isinstance(change, CopyLinked)]
    assert (link.article, link.share) == ("a3", share_of(link.reasons))
    for name in ("a2", "a3"):
        known = window.known(name)
        assert known.quality == quality(article(int(name[1:]), WIRE), (), known.copy)


def test_copies_stay_copies_however_many_of_them_are_removed() -> None:
    """Of those that share a text few are looked at, the oldest: they are those that are left."""
    window = window_of(*(article(number, WIRE) for number in range(1, 81)))
    without(window, *(f"a{number}" for number in range(1, 41)))
    assert originals(window) == {"a41": None} | {f"a{number}": "a41" for number in range(42, 81)}


def test_copies_of_parts_with_nothing_in_common_part() -> None:
    sentences = WIRE.split(". ")
    first, second = ". ".join(sentences[:3]), ". ".join(sentences[3:])
    window = window_of(article(1, WIRE), article(2, first), article(3, second))
    assert originals(window) == {"a1": None, "a2": "a1", "a3": "a1"}
    without(window, "a1")
    assert originals(window) == {"a2": None, "a3": None}


def test_no_copy_is_said_to_be_taken_from_what_is_removed() -> None:
    longer = f"{WIRE} {OTHER}"
    cut = longer[: len(longer) * 2 // 3]
    window = window_of(article(1, longer), article(2, cut), article(3, cut))
    link = window.known("a3").copy
    assert link is not None
    assert (link.of, link.via) == ("a1", "a2")
    without(window, "a2")
    link = window.known("a3").copy
    assert link is not None
    assert (link.of, link.via) == ("a1", None)
    assert "a2" not in [reason.note for reason in link.reasons]


def test_a_story_goes_on_under_the_id_of_its_first_article_that_is_left() -> None:
    window = window_of(article(1, WIRE), article(2, WIRE), article(3, WIRE))
    changes = without(window, "a1", "a2")
    assert [change.heir for change in changes if isinstance(change, Removed)] == ["a3", None]
    assert [(one.kept, one.gone) for one in changes if isinstance(one, StoriesMerged)] == [("a3", "a1")]
    assert [change.story.articles for change in changes if isinstance(change, StoryUpdated)] == [("a3",)]
    assert window.members("a3") == ["a3"]
    assert window.members("a1") == []


def test_a_story_of_which_nothing_is_left_is_none() -> None:
    window = window_of(article(1, WIRE), article(2, OTHER))
    assert [type(change) for change in without(window, "a1")] == [Removed]
    assert window.stories() == ["a2"]
    assert without(window, "a1", "unknown") == ()


def test_the_heir_of_a_story_continues_its_affair() -> None:
    window = window_of(article(1, WIRE), article(2, WIRE))
    window.evolve([Placed(article="a2", story="a1", was="a1", apart=("a9",))])
    draft = Draft(window)
    draft.add(Removed(article="a1", by="article", target="x", heir="a2"))
    assert draft.get("a1") is None
    assert draft.group("a1") == [draft.known("a2")]
    assert [known.article.id for known in draft.held("a1")] == ["a2"]
    without(window, "a1")
    assert (window.known("a2").held, window.known("a2").apart, window.known("a2").story) == (True, ("a9",), "a2")
    assert [known.article.id for known in window.held("a2")] == ["a2"]


def test_a_story_that_lost_its_new_article_is_forgotten_by_its_old_ones() -> None:
    old, new = article(1, WIRE), article(2, WIRE, seen=NOON.replace(day=14))
    window = Window(14)
    feed(window, old, new)
    pass_to(window, NOON.replace(day=16))
    assert window.get("a1")
    without(window, "a2")
    assert window.get("a1") is None


def test_an_earlier_state_is_put_back_as_the_newest() -> None:
    window = window_of(article(1, WIRE), article(2, OTHER))
    before = window.known("a2")
    feed(window, article(2, WIRE, capture="later"))
    assert originals(window)["a2"] == "a1"
    former = article(2, OTHER)
    draft = Draft(window)
    stories = put_back(draft, Prepared(article=former, fingerprint=fingerprint(former)))
    changes = settled(draft, stories)
    window.evolve(changes)
    (revised,) = [change for change in changes if isinstance(change, ArticleRevised)]
    assert (revised.number, revised.changed) == (3, ("restored", "title", "text"))
    after = window.known("a2")
    assert (after.article, after.fingerprint.digests, after.copy) == (
        *(before.article, before.fingerprint.digests, None),
    )


def test_an_article_may_come_by_its_id_or_its_addresses() -> None:
    assert names_to_bar(article(1, url=None, canonical_url=None), ()) == {"a1"}
    assert len(names_to_bar(article(1), ())) == 2
    assert len(names_to_bar(article(1, url="https://outlet1.example/other"), ())) == 3


@settings(max_examples=40, deadline=None)
@given(captures(), st.data())
def test_law_3_a_window_that_things_were_removed_from_decides_as_one_rebuilt(
    stream: list[Capture], data: st.DataObject
) -> None:
    window = Window(DAYS)
    for capture in stream:
        there = [known.article.id for known in window.snapshot()]
        if there:
            without(window, *data.draw(st.lists(st.sampled_from(there), max_size=2)))
        rebuilt = Window.rebuilt(window.snapshot(), DAYS, window.latest)
        assert rebuilt.snapshot() == window.snapshot()
        assert sorted(rebuilt.stories()) == sorted(window.stories())
        for known in window.snapshot():
            assert known.copy is None or window.known(known.copy.of).copy is None
            assert known.quality.total == round(sum(part.value for part in known.quality.parts))
        changes = decide(window, prepare(capture))
        assert decide(rebuilt, prepare(capture)) == changes
        window.evolve(changes)
