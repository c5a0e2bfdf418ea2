from datetime import datetime, timedelta
from itertools import permutations

import pytest
from engine_cases import NOON, WIRE, article, feed, known, originals, prepared, window_of
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.engine.order import earliest, is_earlier, start, until
from nutgraf.engine.pipeline.decide import decide
from nutgraf.engine.summary import summary
from nutgraf.engine.window.window import Window
from nutgraf.records import Article, ArticleRevised, Known, Precision, Score

DAY = NOON.replace(hour=0)
LATER = NOON + timedelta(days=9)


def printed(number: int, at: datetime | None, precision: Precision | None = None) -> Article:
    return article(number, WIRE, published=at, published_precision=precision, seen=LATER)


HOURS = st.integers(-40, 40).map(lambda hours: NOON + timedelta(hours=hours))
PRECISIONS: st.SearchStrategy[Precision | None] = st.sampled_from([None, "minute", "second"])
ARTICLES = st.lists(
    st.one_of(
        st.builds(lambda at, precision: printed(1, at, precision), HOURS, PRECISIONS),
        st.integers(-2, 2).map(lambda days: printed(1, DAY + timedelta(days=days))),
        st.just(printed(1, None)),
    ),
    min_size=1,
    max_size=6,
)


def itself(one: Article) -> Article:
    return one


@given(ARTICLES)
def test_those_are_earliest_than_which_none_is_known_to_be_earlier(several: list[Article]) -> None:
    dated = [one for one in several if one.published]
    best = [one for one in dated if not any(is_earlier(other, one) for other in dated)]
    assert earliest(several, itself) == (best or several)
    assert earliest(several, itself)


@given(ARTICLES)
def test_what_is_known_of_an_order_has_no_circle(several: list[Article]) -> None:
    for one, other, third in permutations(several, 3):
        assert not (is_earlier(one, other) and is_earlier(other, one))
        if is_earlier(one, other) and is_earlier(other, third) and all(each.published for each in (one, other, third)):
            assert is_earlier(one, third)


@given(HOURS.filter(lambda at: at.date() == DAY.date()), PRECISIONS)
def test_of_two_of_a_day_neither_is_earlier_where_one_has_no_time(at: datetime, precision: Precision | None) -> None:
    day, timed = printed(1, DAY), printed(2, at, precision if at != DAY else "second")
    assert not is_earlier(day, timed)
    assert not is_earlier(timed, day) or at == DAY


def test_a_day_ends_when_it_was_seen() -> None:
    early = article(1, WIRE, published=DAY, seen=DAY + timedelta(hours=6))
    assert (start(early), until(early)) == (DAY, DAY + timedelta(hours=6))
    assert is_earlier(early, printed(2, NOON))
    assert until(article(1, published=DAY, seen=DAY - timedelta(days=1))) == DAY


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([printed(1, DAY), printed(2, NOON)], "a1"),
        ([printed(2, NOON), printed(1, DAY)], "a2"),
        ([printed(2, NOON), printed(1, DAY - timedelta(days=1))], "a1"),
        ([printed(2, DAY + timedelta(days=1, hours=1)), printed(1, DAY)], "a1"),
        ([printed(1, DAY + timedelta(hours=9)), printed(2, NOON), printed(3, DAY)], "a1"),
        ([printed(1, None), printed(2, DAY)], "a2"),
    ],
)
def test_a_day_makes_nobody_first_on_that_day(items: list[Article], expected: str) -> None:
    window = window_of(*items)
    assert {one for one, of in originals(window).items() if of is None} == {expected}


def test_a_story_says_of_its_ends_what_is_known() -> None:
    def of(*items: Article) -> tuple[object, ...]:
        found = summary(
            "a1", [Known(article=one, fingerprint=prepared(one).fingerprint, quality=Score(total=0)) for one in items]
        )
        return found.first, found.first_precision, found.latest, found.latest_precision, found.warmth.total

    assert of(printed(1, NOON), printed(2, NOON)) == (NOON, None, NOON, None, 40)
    assert of(printed(1, DAY), printed(2, DAY)) == (DAY, None, DAY, None, 21)
    assert of(printed(1, DAY), printed(2, NOON)) == (DAY, None, NOON, "day", 21)
    assert of(printed(1, DAY), printed(2, NOON + timedelta(days=1)))[2:4] == (NOON + timedelta(days=1), None)


def test_the_title_of_a_story_is_not_that_of_a_day_where_a_time_in_it_is_known() -> None:
    items = [article(1, WIRE, published=DAY, title="A day", seen=LATER), article(2, WIRE, title="A time", seen=LATER)]
    told = [Known(article=one, fingerprint=prepared(one).fingerprint, quality=Score(total=0)) for one in items]
    assert summary("a1", told).title == "A time"


def test_a_state_that_tells_only_the_day_keeps_the_time() -> None:
    window = Window(14)
    first = article(1, WIRE)
    feed(window, first)
    revised = article(1, WIRE + " More.", capture="c9", published=DAY, seen=LATER)
    (change,) = (one for one in decide(window, prepared(revised)) if isinstance(one, ArticleRevised))
    assert change.prepared.article.published == first.published
    other = article(1, WIRE + " More.", capture="c9", published=DAY + timedelta(days=1), seen=LATER)
    (change,) = (one for one in decide(window, prepared(other)) if isinstance(one, ArticleRevised))
    assert (change.prepared.article.published, change.prepared.article.known_to) == (DAY + timedelta(days=1), "day")
    assert known(window, "a1").article.published == first.published
