from itertools import pairwise

import pytest
from engine_cases import OTHER, WIRE
from growth import assert_grows_with_size, repeated
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.core.fingerprint.alignment import SHARED_WORDS, shared_passages

CHINESE = "港口管理局周一表示，一台起重机在夜间倒在一艘停泊的货轮上，北港池因此关闭。没有人受伤。"


def shown(mine: str, other: str) -> list[tuple[str, str]]:
    return [(mine[one.start : one.end], other[one.other_start : one.other_end]) for one in shared_passages(mine, other)]


@pytest.mark.parametrize(
    ("mine", "other", "expected"),
    [
        ("", "", []),
        ("one two three four", "one two three four", []),
        (
            "one two three four five",
            "ONE two, three -- four five!",
            [("one two three four five", "ONE two, three -- four five")],
        ),
        ("a b c d e X f g h i j", "f g h i j Y a b c d e", [("a b c d e", "a b c d e"), ("f g h i j", "f g h i j")]),
        ("a b c d e a b c d e", "a b c d e", [("a b c d e", "a b c d e")] * 2),
        ("“It’s a very old ship”", '"It\'s a very old ship"', [("It’s a very old ship", "It's a very old ship")]),
        (CHINESE, f"新闻：{CHINESE[6:20]}等", [(CHINESE[6:20], CHINESE[6:20])]),
    ],
)
def test_passages(mine: str, other: str, expected: list[tuple[str, str]]) -> None:
    assert shown(mine, other) == expected


def test_a_cut_and_changed_copy_is_aligned_with_what_it_was_made_of() -> None:
    sentences = WIRE.split(". ")
    copy = f"By our staff. {sentences[2]}. {OTHER[:80]} {sentences[0]}"
    assert [mine for mine, _ in shown(copy, WIRE)] == [sentences[2], sentences[0]]


@given(st.lists(st.sampled_from("abcd"), max_size=60), st.lists(st.sampled_from("abcd"), max_size=60))
def test_passages_say_the_same_are_in_order_and_long_enough(mine: list[str], other: list[str]) -> None:
    one, two = " ".join(mine), "  ".join(other)
    found = shared_passages(one, two)
    for passage in found:
        words = one[passage.start : passage.end].split()
        assert words == two[passage.other_start : passage.other_end].split()
        assert len(words) >= SHARED_WORDS
    assert all(before.end <= after.start for before, after in pairwise(found))


@pytest.mark.parametrize(
    ("mine", "other"),
    [("a ", "a "), ("a b ", "b a "), ("a a a a a b ", "a a a a a c "), ("字", "字"), ("x", "x")],
)
def test_texts_that_repeat_themselves_take_no_more_than_their_length(mine: str, other: str) -> None:
    def both(size: int) -> tuple[str, str]:
        return repeated(mine)(size), repeated(other)(size) + "x"

    assert_grows_with_size(both, lambda texts: shared_passages(*texts), 10_000)
