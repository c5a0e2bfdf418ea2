import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.core.fingerprint.landmarks import (
    MOST,
    Landmarks,
    fewer,
    fewer_numbers,
    in_step,
    landmarks,
    numbers,
    plain_number,
    shared,
    unpacked,
)


def of(text: str, language: str | None = None) -> Landmarks:
    return unpacked(landmarks(text, language))


def numbers_in(text: str) -> list[int | None]:
    return list(map(plain_number, numbers(of(text).places)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("From 1953 on, 2,300 or 2.300 or 2\u202f300; 1.5 and 5:40", [1953, 2300, 15, 540]),
        ("in ٢٣٠٠ and １２", [2300, 12]),
        ("7 and 8, no year; 1234567890123 is no number of anybody's", []),
        ("96メートルの船に312人", [96, 312]),
        ("12 of 12, 12", [12]),
        ("9 000 tonnes, in 2010 400 more", [9000, 2010, 400]),
        ("120,000 crowns", [None]),
    ],
)
def test_numbers_count_by_their_digits(text: str, told: list[int | None]) -> None:
    assert numbers_in(text) == told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("said Marta Eide on board", "dijo la comandante Eide"),
        ("near Skerra", "cerca de SKERRA"),
        ("from Iran", "de Irán"),
        ("the Norwegian coast", "den Norweger"),
        ("by Зеленский", "від Зеленський"),
    ],
)
def test_a_name_is_one_however_it_is_ended_or_accented_and_whatever_stands_before_it(one: str, other: str) -> None:
    assert len(shared(of(f"text {one}"), of(f"text {other}"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Boats came",
        "It fell. Boats came",
        "It fell\nBoats came",
        "he said: “Boats came”",
        "an EU or UN of us",
        "no name",
    ],
)
def test_what_only_begins_a_sentence_or_is_short_is_no_name(text: str) -> None:
    assert of(text).places == {}


def test_of_languages_with_capital_nouns_what_stands_behind_articles_and_adjectives_is_no_name() -> None:
    text = "wo das Schiff mit 14 Grad und schwerer Schlagseite vor Skerra lag, sagte die Kommandantin Eide"
    assert len(of(text, "de-CH").places) == 3  # 14, Skerra, Eide
    assert len(of(text, "en").places) == 6


def test_of_many_those_are_kept_that_another_text_keeps_too() -> None:
    every = [f"told {number}." for number in range(100, 400, 3)]
    whole, half = of(" ".join(every)), of(" ".join(every[::2]))
    assert len(whole.places) == len(half.places) == MOST
    assert fewer(whole, half) == fewer(half, whole) == fewer_numbers(whole, half) == len(shared(whole, half)) > MOST / 3
    few = of(" ".join(every[:10]))
    assert fewer(whole, few) == len(shared(whole, few)) < 10


def test_of_two_scripts_only_what_both_can_have_counts() -> None:
    latin, cyrillic = of("near Skerra 312, on Astrid 96"), of("около Скерры 312, на Астрид 96")
    assert (fewer(latin, cyrillic), fewer_numbers(latin, cyrillic), in_step(latin, cyrillic)) == (2, 2, 2)


TOLD = [f"and then the {number} boats of {number} came in with what they had" for number in range(300, 310)]


def test_in_step_is_what_keeps_order_and_distance() -> None:
    whole = of(". ".join(TOLD))
    assert in_step(whole, whole) == 10
    assert in_step(whole, of(". ".join(TOLD[:7]))) == 7
    longer = of(". ".join(told.replace("boats", "fishing boats") for told in TOLD))
    assert in_step(whole, longer) == 10
    assert in_step(whole, of(". ".join(reversed(TOLD)))) == 1
    assert in_step(whole, of(f"{'. '.join(TOLD[:5])}. {'and so on ' * 40}{'. '.join(TOLD[5:])}")) == 5


def test_only_the_beginning_of_a_text_has_landmarks() -> None:
    assert numbers_in("x " * 2048 + "77") == []
    assert numbers_in("x " * 2047 + "77") == [77]


@given(st.text(max_size=300) | st.text("Aa1 .²Ǆǅ\ud800أ١", max_size=60), st.sampled_from([None, "de", "xx-y", ""]))
def test_any_text_has_landmarks_that_are_in_step_with_themselves(text: str, language: str | None) -> None:
    packed = landmarks(text, language)
    mine, other = unpacked(packed), of(text[::-1])
    assert len(packed) == 3 * len(mine.places) <= 3 * MOST
    assert in_step(mine, mine) == len(mine.places) == fewer(mine, mine)
    assert in_step(mine, other) == in_step(other, mine) <= len(shared(mine, other)) <= fewer(mine, other)
