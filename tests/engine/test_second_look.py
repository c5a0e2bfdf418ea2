"""The second look: what it changes, what it never changes."""

from datetime import timedelta

from engine_cases import NOON, article, feed, stories
from hypothesis import given, settings
from hypothesis import strategies as st
from streams import captures

from nutgraf.engine.pipeline.decide import decide
from nutgraf.engine.pipeline.prepare import prepare
from nutgraf.engine.stories.placing import PROBABILITY, SET_APART, probability_of
from nutgraf.engine.stories.second_look import Touched, look
from nutgraf.engine.window.window import Window
from nutgraf.records import Capture, Change, LookedAgain, StoriesMerged, StoryJoined, StoryUpdated

WEEKS_LATER = NOON + timedelta(days=13)
EVENTS = {
    "crane": "Crane falls onto freighter Port Lumen harbour divers search hold captain".split(),
    "recount": "Judges order recount hill districts election ballots governor margin court".split(),
    "quota": "Ministers halve herring quota fleets coast cod nets stocks council night".split(),
}


def headline(number: int, event: str, start: int, words: int = 6) -> object:
    told = EVENTS[event]
    title = " ".join(told[(start + at) % len(told)] for at in range(words))
    return article(number, "", title=title, excerpt="", published=NOON + timedelta(hours=number / 10))


def test_a_look_at_a_well_kept_window_changes_nothing() -> None:
    window = Window(14)
    for number in range(30):
        feed(window, headline(number, ("crane", "recount", "quota")[number % 3], number % 4))  # type: ignore[arg-type]
    assert len(stories(window)) == 3
    assert look(window, window.stories()) == (LookedAgain(stories=3),)


def test_halves_of_a_story_that_grew_together_are_merged() -> None:
    window = Window(14)
    for number in range(24):
        feed(window, headline(number, ("recount", "quota")[number % 2], number % 5))  # type: ignore[arg-type]
    first, second = [window.members(f"a{n}")[0] for n in (0, 1)]
    half = [member for member in window.members(first) if member != first][::2]
    window.evolve([StoryJoined(article=member, story=half[0]) for member in half])
    assert len(window.stories()) == 3
    changes = look(window, [half[0]])
    window.evolve(changes)
    merged = next(change for change in changes if isinstance(change, StoriesMerged))
    assert (merged.kept, merged.gone) == (first, half[0])
    assert merged.reasons
    assert sorted(window.stories()) == sorted([first, second])


def test_a_report_in_the_wrong_story_moves_to_the_right_one() -> None:
    window = Window(14)
    for number in range(24):
        feed(window, headline(number, ("recount", "quota")[number % 2], number % 5))  # type: ignore[arg-type]
    window.evolve([StoryJoined(article="a22", story="a1")])
    changes = look(window, ["a1"])
    window.evolve(changes)
    assert window.known("a22").story == "a0"
    assert {change.story.id for change in changes if isinstance(change, StoryUpdated)} == {"a0", "a1"}


def test_touched_names_stories_once_and_forgets_them_when_they_were_looked_at() -> None:
    window, touched = Window(14), Touched()
    for changes in feed(window, headline(0, "crane", 0), headline(1, "crane", 1)):  # type: ignore[arg-type]
        touched.take(changes)
    assert (touched.articles, touched.stories, touched.last) == (2, ("a0",), "c1")
    touched.take(look(window, touched.stories))
    assert (touched.articles, touched.stories, touched.last) == (0, (), None)


def test_what_is_moved_or_set_apart_says_why() -> None:
    window = Window(14)
    for number in range(24):
        feed(window, headline(number, ("recount", "quota")[number % 2], number % 5))  # type: ignore[arg-type]
    feed(window, article(50, "", title="Zebra escapes circus tent near railway", excerpt="", published=WEEKS_LATER))
    window.evolve([StoryJoined(article="a22", story="a1"), StoryJoined(article="a50", story="a0")])
    joined: dict[str, StoryJoined] = {}
    for story in ("a1", "a0"):
        changes = look(window, [story])
        window.evolve(changes)
        joined |= {change.article: change for change in changes if isinstance(change, StoryJoined)}
    assert joined["a22"].story == "a0"
    assert joined["a50"].story == "a50"
    assert joined["a50"].reasons[0].name == SET_APART
    for change in joined.values():
        stated = [reason.value for reason in change.reasons if reason.name == PROBABILITY]
        assert [probability_of(change.reasons)] == stated


@settings(max_examples=60, deadline=None)
@given(captures(), st.data())
def test_looks_keep_what_holds_of_stories(stream: list[Capture], data: st.DataObject) -> None:
    window = Window(3650)
    for capture in stream:
        changes: tuple[Change, ...] = decide(window, prepare(capture))
        window.evolve(changes)
        if data.draw(st.booleans()):
            rebuilt = Window.rebuilt(window.snapshot(), 3650)
            changes = look(window, window.stories())
            assert look(rebuilt, window.stories()) == changes
            window.evolve(changes)
    known = {one.article.id: one for one in window.snapshot()}
    for story in window.stories():
        assert story in window.members(story)
    for one in known.values():
        assert not one.copy or known[one.copy.of].story == one.story
