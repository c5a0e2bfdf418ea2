"""Quotations that are one statement by their words, whatever language the article is in.

They belong together when one contains the other, or when most of their runs of three words are the same; who is said to
have said them decides between short ones.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nutgraf.engine.statements.said import Said, key

# Chosen, not measured.
_RUN = 3  # words of a run that is compared
_MOST_ALIKE = 24  # wordings that one is compared with
_MOST_RUNS = 64  # by which they are found
_SHARE = 0.6  # of the runs of the shorter one that must be in the other
_LONG = 6  # words that two people hardly say alike by chance


class _Wording(NamedTuple):
    """All quotations of the same words, and by what a short one is of the same person as another."""

    keys: tuple[str, ...]
    runs: dict[tuple[str, ...], None]  # in order
    numbers: list[int]
    ties: dict[tuple[str, str], int]  # the first quotation of an article, the first by a name's word
    latin: list[int]  # those whose speaker's name is ASCII
    other: list[int]  # those whose speaker's name is not: it may be anybody's name above


def same_words(said: Sequence[Said]) -> list[list[Said]]:
    """Quotations by the statement that their words make them, in order of the first of each."""
    groups: dict[int, list[Said]] = defaultdict(list)
    for one, group in zip(said, _groups(said), strict=True):
        groups[group].append(one)
    return list(groups.values())


def _groups(said: Sequence[Said]) -> list[int]:
    """The number of each quotation's group: that of the first quotation in it."""
    parent = list(range(len(said)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for one, other in _pairs(said):
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    return [root(number) for number in range(len(said))]


def _pairs(said: Sequence[Said]) -> Iterator[tuple[int, int]]:
    """Quotations that are the same statement.

    Wordings are compared, in an order of their own: neither the order of the articles nor how many print the same
    words decides what is compared with what.
    """
    wordings: dict[tuple[str, ...], _Wording] = {}
    for number, one in enumerate(said):
        if one.keys not in wordings:
            wordings[one.keys] = _Wording(one.keys, _runs(one.keys), [], {}, [], [])
        yield from _tied(wordings[one.keys], number, one)
    for wording in wordings.values():
        yield from _together(wording, wording, len(wording.keys))
    longest_first = sorted(wordings.values(), key=lambda wording: (-len(wording.keys), wording.keys))
    for longer, shorter, shared in _alike(longest_first):
        yield from _together(longer, shorter, shared + _RUN - 1)


def _alike(wordings: Sequence[_Wording]) -> Iterator[tuple[_Wording, _Wording, int]]:
    """Wordings that have most runs of the shorter in common, and how many; the longest must come first."""
    postings: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, one in enumerate(wordings):
        some = list(one.runs)[:: max(1, len(one.runs) // _MOST_RUNS)]
        alike = Counter(other for run in some for other in postings[run])
        for other, _ in alike.most_common(_MOST_ALIKE):
            shared = len(one.runs.keys() & wordings[other].runs.keys())
            if shared >= _SHARE * max(1, len(one.keys) - _RUN + 1):
                yield wordings[other], one, shared
        for run in one.runs:
            if len(postings[run]) < _MOST_ALIKE:
                postings[run].append(number)


def _runs(keys: Sequence[str]) -> dict[tuple[str, ...], None]:
    """All runs of three words in order; what is shorter is one run."""
    return dict.fromkeys(tuple(keys[at : at + _RUN]) for at in range(max(1, len(keys) - _RUN + 1)))


def _tied(wording: _Wording, number: int, one: Said) -> Iterator[tuple[int, int]]:
    """Adds a quotation of these words; the earlier ones of its article, or of a speaker with a word of this name."""
    wording.numbers.append(number)
    speaker = one.quote.speaker
    name = speaker.name if speaker else ""
    for tie in (("article", one.article), *(("name", word) for word in map(key, name.split()) if word)):
        yield wording.ties.setdefault(tie, number), number
    if speaker:
        (wording.latin if name.isascii() else wording.other).append(number)


def _together(one: _Wording, other: _Wording, words: int) -> Iterator[tuple[int, int]]:
    """The quotations of two wordings that the same person may have said; so many same words decide by themselves."""
    if words >= _LONG:
        yield from _chained(one.numbers, other.numbers)
        return
    for tie in one.ties.keys() & other.ties.keys():
        yield one.ties[tie], other.ties[tie]
    yield from _chained(one.latin, other.other)
    yield from _chained(one.other, other.latin)


def _chained(some: list[int], others: list[int]) -> Iterator[tuple[int, int]]:
    """All of both, where there are both; from then on the first of each stands for its fellows."""
    if some and others:
        yield from ((some[0], number) for numbers in (some, others) for number in numbers)
        del some[1:], others[1:]
