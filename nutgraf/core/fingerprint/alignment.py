"""The passages that two texts share: runs of the same words, as spans of characters in both."""

import re
import unicodedata
from collections import defaultdict
from typing import NamedTuple

from nutgraf.records import Record
from nutgraf.scripts import NO_SPACES

SHARED_WORDS = 5  # in a row: fewer are found in any two texts; chosen, not measured
_MOST_PLACES = 8  # where one run of words is looked for again, so that a text of one word repeated costs no more

# A letter of a script without spaces counts as a word, and any other letters in a row with what joins them.
_WORD = re.compile(rf"[{NO_SPACES}]|(?:[^\W{NO_SPACES}]|[\u0300-\u036f\u200c\u200d])+")


class SharedPassage(Record, frozen=True):
    """Characters ``start`` to ``end`` of one text say the same as ``other_start`` to ``other_end`` of the other."""

    start: int
    end: int
    other_start: int
    other_end: int


class _Words(NamedTuple):
    """A text's words as numbers, the same in both texts, and where they are."""

    numbers: list[int]
    spans: list[tuple[int, int]]


def shared_passages(mine: str, other: str) -> tuple[SharedPassage, ...]:
    """The longest runs of at least SHARED_WORDS words that are in both texts, in the order of the first.

    Case, punctuation and white space do not count. No character of the first text is in two passages; one of the other
    may be, where the first repeats it. Takes time in proportion to the length of both.
    """
    vocabulary: dict[str, int] = {}
    a, b = _words(mine, vocabulary), _words(other, vocabulary)
    places = _places(b.numbers)
    found: list[SharedPassage] = []
    at, expected = 0, 0
    while at + SHARED_WORDS <= len(a.numbers):
        length, place = 0, 0
        for start in places.get(tuple(a.numbers[at : at + SHARED_WORDS]), ()):
            run = _run(a.numbers, at, b.numbers, start)
            if (run, start >= expected) > (length, place >= expected):
                length, place = run, start
        if not length:
            at += 1
            continue
        found.append(
            SharedPassage(
                start=a.spans[at][0],
                end=a.spans[at + length - 1][1],
                other_start=b.spans[place][0],
                other_end=b.spans[place + length - 1][1],
            )
        )
        at, expected = at + length, place + length
    return tuple(found)


def _words(text: str, vocabulary: dict[str, int]) -> _Words:
    numbers: list[int] = []
    spans: list[tuple[int, int]] = []
    for word in _WORD.finditer(text):
        folded = word[0].casefold()
        if not folded.isascii():
            folded = unicodedata.normalize("NFKC", folded)
        numbers.append(vocabulary.setdefault(folded, len(vocabulary)))
        spans.append(word.span())
    return _Words(numbers, spans)


def _places(numbers: list[int]) -> dict[tuple[int, ...], list[int]]:
    """Where each run of SHARED_WORDS words begins, the first places of it."""
    places: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for start in range(len(numbers) - SHARED_WORDS + 1):
        here = places[tuple(numbers[start : start + SHARED_WORDS])]
        if len(here) < _MOST_PLACES:
            here.append(start)
    return dict(places)


def _run(mine: list[int], at: int, other: list[int], start: int) -> int:
    """How many words in a row are the same from two places on."""
    most = min(len(mine) - at, len(other) - start)
    return next((length for length in range(most) if mine[at + length] != other[start + length]), most)
