"""A story as the sum of its independent reports: from sums follow the means over all pairs of reports."""

from collections.abc import Iterator, Sequence
from heapq import nsmallest
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from nutgraf.engine.likeness.judge import Alike
from nutgraf.engine.likeness.slot import ABROAD, MILLION, ONE, Slot, time_between
from nutgraf.engine.likeness.vocabulary import Vocabulary
from nutgraf.engine.window.meaning_index import UNIT, Vector
from nutgraf.engine.window.term_vectors import Numbers, Terms, Weights, joined

_TERMS_SHOWN = 5
_ROOM = 1_024  # terms, at first; it doubles


class Report(NamedTuple):
    """An independent report as it is compared: its number, what is kept of it, its unit vectors."""

    number: int
    slot: Slot
    terms: Terms
    meaning: Vector | None

    @property
    def square(self) -> int:
        """The length of the vector of terms, squared."""
        return int(self.terms.weights @ self.terms.weights)

    @property
    def meaning_square(self) -> int:
        """The length of the meaning, squared."""
        return 0 if self.meaning is None else int(self.meaning @ self.meaning)


class _Part:
    """Reports in one language: their terms one after another, and the sum of the meanings of those that have one."""

    def __init__(self) -> None:
        self.count = 0
        self.meant = 0
        self.meaning: npt.NDArray[np.float64] | None = None
        self._numbers: list[Numbers] = []
        self._weights: list[Weights] = []

    def add(self, report: Report) -> None:
        self.count += 1
        self._numbers.append(report.terms.numbers)
        self._weights.append(report.terms.weights)
        if report.meaning is not None:
            self.meant += 1
            meaning = report.meaning.astype(np.float64)
            self.meaning = meaning if self.meaning is None else self.meaning + meaning

    @property
    def terms(self) -> Terms:
        if len(self._numbers) > 1:
            self._numbers, self._weights = [np.concatenate(self._numbers)], [np.concatenate(self._weights)]
        return Terms(self._numbers[0], self._weights[0])


class Sum:
    """The sum of reports, of each language by itself."""

    def __init__(self) -> None:
        self.slots: dict[int, Slot] = {}
        self.parts: dict[str, _Part] = {}
        self.evergreen = 0

    def add(self, report: Report) -> None:
        """Adds an independent report."""
        self.slots[report.number] = report.slot
        self.evergreen += report.slot.evergreen
        if (part := self.parts.get(report.slot.language)) is None:
            part = self.parts[report.slot.language] = _Part()
        part.add(report)

    def is_abroad(self, language: str, own: int) -> bool:
        """Whether no report is in a language but an article itself, where it is one of them."""
        part = self.parts.get(language)
        return (part.count if part else 0) == own


class Comparison:
    """Compares articles with stories, of which many are asked about at once."""

    def __init__(self) -> None:
        self._columns = np.zeros(_ROOM, dtype=np.int64)  # of the terms asked about; zero between two calls

    def alike(self, asked: Sequence[Report], stories: Sequence[Sequence[Sum]]) -> list[list[Alike | None]]:
        """How alike each article is to its stories; None where one has no report but the article itself."""
        words, meant = iter(self._words(asked, stories)), iter(_meant(asked, stories))
        return [
            [_alike(mine, story, next(words), *next(meant)) for story in several]
            for mine, several in zip(asked, stories, strict=True)
        ]

    def _words(self, asked: Sequence[Report], stories: Sequence[Sequence[Sum]]) -> list[int]:
        """The sums of the products of an article's terms and those of a story's reports, times ABROAD.

        They count for one in ABROAD where they are in two languages: names alone are in common there, as subjects have
        them.
        """
        rows: list[int] = []
        places: list[int] = []
        times: list[int] = []
        terms: list[Terms] = []
        count = 0
        for row, (mine, several) in enumerate(zip(asked, stories, strict=True)):
            for place, story in enumerate(several, count):
                for language, part in story.parts.items():
                    rows.append(row)
                    places.append(place)
                    times.append(ABROAD if language == mine.slot.language else 1)
                    terms.append(part.terms)
            count += len(several)
        products = self._products([mine.terms for mine in asked], rows, terms)
        found = np.bincount(places, products * np.array(times), count) if places else np.zeros(count)
        return [int(product) for product in found.tolist()]

    def _products(self, mine: Sequence[Terms], rows: Sequence[int], others: Sequence[Terms]) -> Weights:
        """The sums of the products of others' terms and mine, each of those with a row of these."""
        lengths = [len(terms.numbers) for terms in others]
        products = self._weighed(mine, np.repeat(np.array(rows, dtype=np.int64), lengths), joined(others))
        return np.bincount(np.repeat(np.arange(len(others)), lengths), products, len(others)).astype(np.float64)

    def _weighed(self, mine: Sequence[Terms], rows: npt.NDArray[np.int64], others: Terms) -> Weights:
        """What each of other terms weighs, times what it weighs in a row of mine."""
        numbers, weights = joined(mine)
        most = max(int(numbers.max(initial=0)), int(others.numbers.max(initial=0)))
        if most >= len(self._columns):
            self._columns = np.zeros(2 * most, dtype=np.int64)
        width = len(numbers) + 1  # the first column is of terms that are not asked about
        self._columns[numbers] = np.arange(1, width)
        table = np.zeros(len(mine) * width)
        own = np.repeat(np.arange(len(mine)), [len(terms.numbers) for terms in mine])
        table[own * width + self._columns[numbers]] = weights
        found: Weights = table[rows * width + self._columns[others.numbers]] * others.weights
        self._columns[numbers] = 0
        return found

    def shared(self, mine: Terms, story: Sum, vocabulary: Vocabulary) -> list[str]:
        """The terms that an article and a story have in common, those first that weigh most."""
        others = joined([part.terms for part in story.parts.values()])
        products = self._weighed([mine], np.zeros(len(others.numbers), dtype=np.int64), others)
        common = np.flatnonzero(products)
        numbers, places = np.unique(others.numbers[common], return_inverse=True)
        weights = np.bincount(places, products[common])
        ranked = zip((-weights).tolist(), map(vocabulary.term, numbers.tolist()), strict=True)
        return [term for _, term in nsmallest(_TERMS_SHOWN, ranked)]


def _alike(mine: Report, story: Sum, words: int, meant: int, meaning: int, foreign: int) -> Alike | None:
    """How alike an article and a story are, from sums over its reports, which may hold the article itself."""
    own = mine.number in story.slots
    count = len(story.slots) - own
    if not count:
        return None
    if own:
        words -= ABROAD * mine.square
        meaning -= mine.meaning_square
        meant -= mine.meaning is not None
    unit = UNIT * UNIT * meant
    return Alike(
        words * MILLION // (ABROAD * ONE * ONE * count),
        *time_between(mine.slot, list(story.slots.values()), count),
        meaning * MILLION // unit if meant else None,
        foreign * MILLION // unit if meant else 0,
        count,
        story.is_abroad(mine.slot.language, own),
        mine.slot.evergreen * (story.evergreen - own * mine.slot.evergreen) // count,
    )


def _meant(asked: Sequence[Report], stories: Sequence[Sequence[Sum]]) -> list[tuple[int, int, int]]:
    """How many of a story's reports have a meaning, and the sums of their products with an article's.

    The latter of all, and of those in other languages. All are 0 where the article has none.
    """
    pairs = [(mine, story) for mine, several in zip(asked, stories, strict=True) for story in several]
    both = [
        (mine.meaning, part.meaning)
        for mine, story in pairs
        for part in story.parts.values()
        if mine.meaning is not None and part.meaning is not None
    ]
    mine_, others = zip(*both, strict=True) if both else ((), ())
    products = iter(np.einsum("ij,ij->i", np.array(others), np.array(mine_)).tolist() if both else ())
    return [(0, 0, 0) if mine.meaning is None else _meant_in(mine, story, products) for mine, story in pairs]


def _meant_in(mine: Report, story: Sum, products: Iterator[float]) -> tuple[int, int, int]:
    meant = whole = foreign = 0
    for language, part in story.parts.items():
        if part.meaning is not None:
            product = int(next(products))
            meant += part.meant
            whole += product
            foreign += product if language != mine.slot.language else 0
    return meant, whole, foreign
