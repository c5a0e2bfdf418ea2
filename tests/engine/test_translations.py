from collections.abc import Callable
from datetime import timedelta

import pytest
from engine_cases import NOON, article
from growth import assert_takes_no_longer
from msgspec.structs import replace
from translated import ACROSS, AXIS, FIRST, GERMAN, NEXT_TO_IT, SECOND, filed

from nutgraf.engine.copies.translations import HOURS, LENGTH, MEANING, NAMED, NEAR, NUMBERS, likely_translations
from nutgraf.records import CopyLink, Filed, Provider

NEAR_EACH_OTHER = {"a1": AXIS, "a2": NEXT_TO_IT}


def changed(**fields: object) -> Filed:
    return replace(SECOND, article=replace(SECOND.article, **fields))


def test_the_later_of_two_that_say_the_same_is_likely_a_translation_and_says_why() -> None:
    for members in ([FIRST, SECOND], [SECOND, FIRST]):
        found = likely_translations(members, NEAR_EACH_OTHER)
        assert [(name, one.article, one.of) for name, one in found.items()] == [("a2", "a2", "a1")]
        told = {reason.name: reason for reason in found["a2"].reasons}
        assert list(told) == [MEANING, NUMBERS, LENGTH, HOURS]
        assert told[MEANING].value == pytest.approx(100 / (100**2 + 40**2) ** 0.5)
        assert told[NUMBERS] == replace(told[NUMBERS], value=1.0, note="1953, 2300, 410, 540, 12, 15")
        assert told[LENGTH].value > 0.8
        assert told[HOURS].value == 1


@pytest.mark.parametrize(
    ("second", "meaning"),
    [
        (SECOND, ACROSS),
        (SECOND, b""),
        (SECOND, bytes(3)),
        (SECOND, AXIS + AXIS),  # of another model
        (changed(language="en-GB"), NEXT_TO_IT),
        (changed(language=None), NEXT_TO_IT),
        (changed(published=None), NEXT_TO_IT),
        (changed(published=NOON + timedelta(hours=50)), NEXT_TO_IT),
        (changed(text=""), NEXT_TO_IT),
        (changed(text=GERMAN.replace("2.300", "2.900").replace("410", "380").replace("1953", "1935")), NEXT_TO_IT),
        (changed(text="Um 5.40 Uhr brach die Hafenmauer, 410 Häuser sind leer."), NEXT_TO_IT),
        (changed(text=GERMAN + " Niemand weiß, wie es dort nun weitergehen soll." * 5), NEXT_TO_IT),
        (replace(SECOND, copy=CopyLink(article="a2", of="a9", share=1.0)), NEXT_TO_IT),
    ],
)
def test_where_any_of_it_is_wanting_nothing_is_said(second: Filed, meaning: bytes) -> None:
    assert likely_translations([FIRST, second], {"a1": AXIS, "a2": meaning}) == {}


@pytest.mark.parametrize(
    "fields",
    [{"credit": "Quelle: Outlet 1"}, {"original_url": "https://outlet1.example/story"}],
)
def test_who_names_the_other_says_so(fields: dict[str, object]) -> None:
    found = likely_translations([FIRST, changed(**fields)], NEAR_EACH_OTHER)
    last = found["a2"].reasons[-1]
    assert (last.name, last.note) == (NAMED, next(iter(fields.values())))


def test_of_several_the_nearest_is_named_and_a_chain_is_one_of_pairs() -> None:
    third = filed(article(3, GERMAN, language="nl", provider=Provider(name="Third", domain="third.example")))
    found = likely_translations([FIRST, SECOND, third], NEAR_EACH_OTHER | {"a3": NEXT_TO_IT})
    assert {name: one.of for name, one in found.items()} == {"a2": "a1", "a3": "a2"}
    assert all(one.reasons[0].value >= NEAR for one in found.values())


@pytest.mark.slow
def test_a_story_of_many_reports_full_of_numbers_takes_no_longer_than_one_that_is_read_whole() -> None:
    def work(reports: int, most: int) -> Callable[[], object]:
        numbers = " ".join(map(str, range(10, most)))
        members = [filed(article(i, numbers, language=f"{'ab'[i % 2]}a")) for i in range(reports)]
        return lambda: likely_translations(members, {f"a{i}": AXIS for i in range(reports)})

    assert_takes_no_longer(work(320, 40_000), than=work(80, 2_100))
