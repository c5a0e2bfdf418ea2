from datetime import timedelta
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pytest
from engine_cases import NOON, OTHER, WIRE, article, excerpt_of, feed, kinds, known, prepared, stories, window_of
from msgspec.structs import replace

from nutgraf.core.score import heat_rank
from nutgraf.engine.stories.placing import COPY, EVERGREEN, PROBABILITY, TIME, WORDS, probability_of
from nutgraf.engine.window.window import Window
from nutgraf.meaning.evergreen import direction
from nutgraf.records import Change, Story, StoryJoined, StoryUpdated


def headline(number: int, title: str, **fields: object) -> object:
    return article(number, "", **({"title": title, "excerpt": ""} | fields))


CRANE = "Crane falls onto freighter in Port Lumen harbour"
DIVERS = "Divers search Port Lumen harbour after crane falls"
RECOUNT = "Judges order recount in hill districts election"


Meaning: TypeAlias = npt.NDArray[np.int8]
BREAD = "Baking bread at home"
LOAF = "Baking cakes at home"


def updated(changes: tuple[Change, ...]) -> Story:
    return next(change.story for change in changes if isinstance(change, StoryUpdated))


def joined(changes: tuple[Change, ...]) -> StoryJoined:
    return next(change for change in changes if isinstance(change, StoryJoined))


def test_headlines_about_one_event_are_one_story() -> None:
    window = window_of(headline(1, CRANE), headline(2, RECOUNT), headline(3, DIVERS))  # type: ignore[arg-type]
    assert stories(window) == [["a1", "a3"], ["a2"]]


def test_the_same_words_weeks_apart_are_two_stories() -> None:
    late = headline(2, CRANE, published=NOON + timedelta(days=13))
    assert stories(window_of(headline(1, CRANE), late)) == [["a1"], ["a2"]]  # type: ignore[arg-type]


def test_an_undated_article_is_near_to_what_was_seen_with_it() -> None:
    undated = headline(2, DIVERS, published=None)
    assert stories(window_of(headline(1, CRANE), undated)) == [["a1", "a2"]]  # type: ignore[arg-type]


def test_two_pages_for_any_day_need_more_in_common_than_two_reports() -> None:
    guide = np.sign(direction().weights).astype(np.int8)

    def opened(meaning: Meaning) -> StoryJoined:
        halves = [np.where(np.arange(len(meaning)) % 2 == half, meaning, 0).tobytes() for half in (0, 1)]
        items = [prepared(article(number, "", title=title, excerpt="")) for number, title in ((1, BREAD), (2, LOAF))]
        told = zip(items, halves, strict=True)
        steps = feed(
            Window(14), *(replace(one, fingerprint=replace(one.fingerprint, meaning=half)) for one, half in told)
        )
        return joined(steps[1])

    two_guides, two_reports = opened(guide), opened(-guide)
    assert (two_guides.story, two_reports.story) == ("a2", "a1")
    (taken,) = [reason.value for reason in two_guides.reasons if reason.name == EVERGREEN]
    assert taken == pytest.approx(-8 * 0.4, rel=0.2)
    assert EVERGREEN not in {reason.name for reason in two_reports.reasons}


def test_what_only_time_keeps_apart_continues_an_affair_unless_it_is_for_any_day() -> None:
    guide = np.sign(direction().weights).astype(np.int8)

    def later(meaning: Meaning) -> StoryJoined:
        items = [
            prepared(article(number, "", title=BREAD, excerpt="", published=NOON + timedelta(days=days)))
            for number, days in ((1, 0), (2, 12))
        ]
        told = (replace(one, fingerprint=replace(one.fingerprint, meaning=meaning.tobytes())) for one in items)
        return joined(feed(Window(14), *told)[1])

    guides, reports = later(guide), later(-guide)
    assert (guides.story, guides.affair) == ("a2", None)
    assert reports.story == "a2"
    assert reports.affair is not None
    assert reports.affair.of == "a1"


def test_copies_join_the_story_of_their_original_and_count_once() -> None:
    steps = feed(Window(14), article(1, WIRE), article(2, WIRE, title="Quite another headline"))
    assert joined(steps[1]).story == "a1"
    assert joined(steps[1]).reasons[0].name == COPY
    story = updated(steps[1])
    assert (story.outlets, story.independent) == (2, 1)
    assert story.warmth == updated(steps[0]).warmth


def test_a_join_says_which_words_and_hours_it_goes_by() -> None:
    steps = feed(Window(14), headline(1, CRANE), headline(5, DIVERS))  # type: ignore[arg-type]
    reasons = joined(steps[1]).reasons
    told = {reason.name: reason for reason in reasons}
    assert "crane" in told[WORDS].note
    assert told[TIME].note == "4.0 hours apart"
    assert reasons[-1].name == PROBABILITY
    assert probability_of(reasons) == reasons[-1].value


def test_a_story_is_named_by_its_first_and_summed_up_over_all() -> None:
    window = Window(14)
    steps = feed(
        window,
        headline(3, CRANE),  # type: ignore[arg-type]
        headline(1, DIVERS, language="cy"),  # type: ignore[arg-type]
        headline(5, "", excerpt=CRANE, published=None),  # type: ignore[arg-type]
    )
    story = updated(steps[2])
    assert (story.id, story.articles, story.title) == ("a3", ("a3", "a1", "a5"), DIVERS)
    assert (story.first, story.latest) == (NOON + timedelta(hours=1), NOON + timedelta(hours=3))
    assert (story.outlets, story.independent, story.languages) == (3, 3, ("cy", "en"))
    assert story.rank == heat_rank(story.warmth, story.latest)


def test_a_text_printed_in_two_stories_makes_them_one() -> None:
    window = Window(14)
    feed(window, excerpt_of(1, " ".join(WIRE.split()[:34]), title="Night in the harbour"))
    feed(window, excerpt_of(2, " ".join(WIRE.split()[40:90]), title="Seamen's home full"))
    assert len(stories(window)) == 2
    (changes,) = feed(window, article(3, WIRE, title="Freighter"))
    assert "StoriesMerged" in kinds(changes)
    assert stories(window) == [["a1", "a2", "a3"]]
    assert window.members("a2") == []


def test_an_entry_alone_in_its_story_goes_where_its_page_belongs() -> None:
    window = window_of(headline(1, CRANE), headline(2, "What we know so far"))  # type: ignore[arg-type]
    assert len(stories(window)) == 2
    feed(window, prepared(article(2, "", title=DIVERS, excerpt="", capture="c9"), page=True))
    assert stories(window) == [["a1", "a2"]]


def test_an_article_without_words_opens_a_story() -> None:
    window = window_of(headline(1, ""), headline(2, ""), article(3, OTHER))  # type: ignore[arg-type]
    assert len(stories(window)) == 3
    assert known(window, "a1").story == "a1"
