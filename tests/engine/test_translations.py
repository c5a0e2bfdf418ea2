from collections.abc import Callable
from datetime import timedelta
from itertools import permutations

import pytest
from engine_cases import NOON, article
from growth import assert_takes_no_longer
from msgspec.structs import replace
from translated import ACROSS, AXIS, ENGLISH, FIRST, GERMAN, NEXT_TO_IT, SECOND, known

from nutgraf.engine.copies.translations import HOURS, LANDMARKS, LENGTH, MEANING, NAMED, NUMBERS, likely_translations
from nutgraf.engine.summary import independent, summary
from nutgraf.records import Article, CopyLink, Fingerprint, Known, Provider

ORIGINAL, TRANSLATION = known(FIRST, AXIS), known(SECOND, NEXT_TO_IT)
DUTCH = article(3, GERMAN, language="nl", provider=Provider(name="Third", domain="third.example"))


def changed(**fields: object) -> Known:
    return known(replace(SECOND, **fields), NEXT_TO_IT)


def pairs(*reports: Known) -> list[tuple[str, str]]:
    return [(one.article, one.of) for one in likely_translations(reports)]


def test_the_later_of_two_that_say_the_same_is_likely_a_translation_and_says_why() -> None:
    for reports in ([ORIGINAL, TRANSLATION], [TRANSLATION, ORIGINAL]):
        (found,) = likely_translations(reports)
        assert (found.article, found.of) == ("a2", "a1")
        told = {reason.name: reason for reason in found.reasons}
        assert list(told) == [LANDMARKS, MEANING, LENGTH, NUMBERS, HOURS]
        assert (told[LANDMARKS].value, told[LANDMARKS].note) == (6, "of 6")
        assert told[MEANING].value == pytest.approx(100 / (100**2 + 40**2) ** 0.5)
        assert told[NUMBERS] == replace(told[NUMBERS], value=1.0, note="2300, 1953, 540, 410, 15, 12")
        assert told[LENGTH].value > 0.8
        assert (told[HOURS].value, told[HOURS].note) == (1, "")


OTHER_NUMBERS = GERMAN.replace("2.300", "2.900").replace("410", "380").replace("1953", "1935")
OTHER_ORDER = " ".join(reversed(GERMAN.split(". ")))


@pytest.mark.parametrize(
    "second",
    [
        known(SECOND, ACROSS),
        known(SECOND, b""),
        known(SECOND, bytes(3)),
        known(SECOND, AXIS + AXIS),  # of another model
        changed(language="en-GB"),
        changed(language=None),
        changed(published=NOON + timedelta(hours=50)),
        changed(text=""),
        changed(partial=True),
        changed(text=OTHER_NUMBERS),
        changed(text=OTHER_ORDER),
        changed(text="Um 5.40 Uhr brach die Hafenmauer, 410 Häuser sind leer."),
        changed(text=GERMAN + " Niemand weiß, wie es dort nun weitergehen soll." * 5),
        replace(TRANSLATION, cut=("a1",)),
        replace(TRANSLATION, fingerprint=replace(TRANSLATION.fingerprint, landmarks=b"")),  # of an earlier form
    ],
)
def test_where_any_of_it_is_wanting_nothing_is_said(second: Known) -> None:
    assert pairs(ORIGINAL, second) == pairs(second, ORIGINAL) == []


def test_languages_of_one_kind_are_one() -> None:
    norwegian, bokmaal = changed(language="no"), known(replace(DUTCH, language="nb-NO"), AXIS)
    assert pairs(norwegian, bokmaal) == []
    assert pairs(ORIGINAL, norwegian, bokmaal) == [("a2", "a1"), ("a3", "a1")]


@pytest.mark.parametrize(
    "fields", [{"credit": "Quelle: Outlet 1"}, {"original_url": "https://outlet1.example/story"}, {"credit": "Reuters"}]
)
def test_who_names_the_other_or_the_same_agency_says_so(fields: dict[str, object]) -> None:
    first = known(replace(FIRST, credit="By Reuters staff"), AXIS)
    (found,) = likely_translations([first, changed(**fields)])
    last = found.reasons[-1]
    assert (last.name, last.note) == (NAMED, next(iter(fields.values())))


def test_with_a_name_for_the_other_less_is_enough() -> None:
    text = GERMAN.replace("12 Schulen", "zwölf Schulen").replace("5.40 Uhr", "dem Morgen")
    less = {"text": text.replace("1,5 Millionen", "3,4 Millionen")}
    assert pairs(ORIGINAL, changed(**less)) == []
    assert pairs(ORIGINAL, changed(**less, credit="Outlet 1")) == []
    less = {"text": text}
    assert pairs(ORIGINAL, changed(**less)) == []
    assert pairs(ORIGINAL, changed(**less, credit="Outlet 1")) == [("a2", "a1")]


def test_undated_ones_come_after_dated_ones_and_of_one_day_who_names_the_other_does() -> None:
    undated = known(replace(FIRST, published=None), AXIS)
    (found,) = likely_translations([undated, TRANSLATION])
    assert (found.article, found.of) == ("a1", "a2")
    assert HOURS not in {reason.name for reason in found.reasons}
    day = {"published": NOON.replace(hour=0), "published_precision": "day", "seen": NOON + timedelta(days=1)}
    first, second = known(replace(FIRST, **day), AXIS), changed(**day)
    (found,) = likely_translations([second, first])
    assert (found.article, found.of, found.reasons[-1].note) == ("a2", "a1", "which was first is not known")
    naming = known(replace(FIRST, **day, credit="Outlet 2"), AXIS)
    assert pairs(second, naming) == [("a1", "a2")]


def test_of_several_that_are_as_like_the_earliest_is_named() -> None:
    third = known(DUTCH, NEXT_TO_IT)
    for reports in permutations([ORIGINAL, TRANSLATION, third]):
        assert dict(pairs(*reports)) == {"a2": "a1", "a3": "a1"}


def test_likely_translations_are_not_independent_in_any_order() -> None:
    german_copy = replace(known(replace(DUTCH, language="de"), NEXT_TO_IT), copy=CopyLink("a3", "a2", 1.0))
    other = known(article(4, ENGLISH.replace("2,300", "1,900").replace("410", "95"), title="Another"), ACROSS)
    told = []
    for members in permutations([TRANSLATION, ORIGINAL, german_copy, other]):
        story = summary("a1", members)
        assert (story.independent, [(one.article, one.of) for one in story.translations]) == (2, [("a2", "a1")])
        told.append((story.title, story.warmth, story.rank, story.translations))
        assert {one.id for one in independent(members).independent} == {"a1", "a4"}
    assert all(one == told[0] for one in told)
    assert "2" in summary("a1", [ORIGINAL, other]).warmth.parts[0].note


def test_a_story_of_translations_has_one_report() -> None:
    story = summary("a2", [TRANSLATION, ORIGINAL])
    assert (story.independent, story.title, story.outlets) == (1, FIRST.title, 2)


def with_landmarks(one: Article, packed: bytes) -> Known:
    return Known(
        article=one,
        fingerprint=Fingerprint(meaning=AXIS, landmarks=packed, shingles=100),
        quality=ORIGINAL.quality,
    )


@pytest.mark.slow
def test_a_story_of_many_reports_with_the_same_landmarks_takes_no_longer_than_one_that_is_compared_whole() -> None:
    def work(reports: int) -> Callable[[], object]:
        packed = b"".join(bytes([code, 0, 255 - 10 * code]) for code in range(12, 24))  # never two in one order
        members = [with_landmarks(article(i, language=f"{'ab'[i % 2]}a"), packed) for i in range(reports)]
        return lambda: likely_translations(members)

    assert_takes_no_longer(work(800), than=work(48))
