from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.core.fingerprint.shingles.hashing import shingle_hashes, winnowed, word_hashes
from nutgraf.core.fingerprint.shingles.postings import Postings

KEYS = st.one_of(st.integers(0, 2**32 - 1), st.sampled_from([0, 1, 2**31, 2**32 - 1, 65536, 65537]))


@given(st.lists(st.tuples(st.booleans(), KEYS, st.integers(0, 20)), max_size=200))
def test_postings_hold_what_was_added_and_not_removed(steps: list[tuple[bool, int, int]]) -> None:
    postings, model = Postings(), set()
    for adds, key, number in steps:
        if adds and (key, number) not in model:
            postings.add(key, number)
            model.add((key, number))
        elif not adds:
            postings.remove(key, number)
            model.discard((key, number))
    assert len(postings) == len(model)
    for _, key, _ in steps:
        assert postings.holders(key, 100) == sorted(number for held, number in model if held == key)


def test_postings_grow_and_reuse_what_was_freed() -> None:
    random = Random(1)  # noqa: S311 - made-up keys
    keys = [random.getrandbits(32) for _ in range(300_000)]
    postings = Postings()
    for number, key in enumerate(keys):
        postings.add(key, number)
    assert all(number in postings.holders(key, 10) for number, key in list(enumerate(keys))[::97])
    size = postings.size
    assert size < 16 * len(keys)
    for number, key in enumerate(keys[:1000]):
        postings.remove(key, number)
        postings.add(key, number)
    assert postings.size == size


def test_what_many_hold_finds_few_and_slows_nothing_down() -> None:
    postings = Postings()
    for number in range(100_000):
        postings.add(7, number)
    assert postings.holders(7, 3) == [0, 1, 2]
    for number in range(50_000):
        postings.remove(7, number)
    assert postings.holders(7, 3) == [50_000, 50_001, 50_002]


def test_likely_are_those_with_rare_keys_or_several() -> None:
    postings = Postings()
    for number in range(40):
        postings.add(1, number)
    for key, number in ((2, 5), *((3, number) for number in range(6, 12)), (4, 6)):
        postings.add(key, number)
    assert postings.likely([1, 2, 3, 4], 24) == [6, 5]
    assert postings.likely([1], 24) == []


@given(st.lists(st.integers(0, 50), max_size=60), st.integers(1, 9))
def test_each_window_has_its_least_hash_chosen(hashes: list[int], width: int) -> None:
    chosen = winnowed(hashes, width)
    windows = [hashes[at : at + width] for at in range(max(1, len(hashes) - width + 1))] if hashes else []
    assert {min(window) for window in windows} == set(chosen)


@pytest.mark.parametrize(
    ("data", "words"), [(b"", 0), (b"   ", 0), (b"a", 1), (b" a  b ", 2), (bytes(range(128, 256)), 1)]
)
def test_words_stand_between_spaces(data: bytes, words: int) -> None:
    assert len(word_hashes(data)) == words


def test_the_order_of_words_counts() -> None:
    hashes = {tuple(shingle_hashes([*order], 2**32)) for order in ((1, 2, 3), (3, 2, 1), (2, 1, 3), (1, 2, 4))}
    assert len(hashes) == 4
