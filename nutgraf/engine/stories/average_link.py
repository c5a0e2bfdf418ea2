"""Groups reports from single ones on, the most alike first: average link, with what must and what may not be together.

reports -> how alike each two are -> clusters, until no two are alike enough (Sokal and Michener, 1958)
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from nutgraf.engine.likeness.judge import NUMBERS, Numbers
from nutgraf.engine.likeness.slot import ABROAD, MILLION, ONE, STRANGE, hours_apart, strangeness
from nutgraf.engine.window.meaning_index import UNIT
from nutgraf.engine.window.story_sums import Report
from nutgraf.engine.window.term_vectors import joined

Matrix = npt.NDArray[np.float64]

_NEVER = -1e15


class Parts(NamedTuple):
    """What each two reports have in common, in whole millionths; ``foreign`` is the meaning where ``abroad``."""

    words: Matrix
    meaning: Matrix
    foreign: Matrix
    strange: Matrix
    evergreen: Matrix
    abroad: npt.NDArray[np.bool_]


def weighed(found: Parts, numbers: Numbers = NUMBERS) -> Matrix:
    """How alike each two reports are by such numbers."""
    alike = found.words + numbers.meaning * found.meaning + numbers.foreign * found.foreign
    return np.round(alike - numbers.time * found.strange - numbers.evergreen * found.evergreen)


def parts(reports: Sequence[Report]) -> Parts:
    """What each two reports have in common."""
    languages = np.array([report.slot.language for report in reports])
    meant, known = _meaning(reports)
    both = known[:, None] & known[None]
    abroad = languages[:, None] != languages[None]
    words = np.floor(_words(reports) * (MILLION / ONE**2) / np.where(abroad, ABROAD, 1))
    foreign = np.where(both & abroad, meant, 0.0)
    any_day = np.array([report.slot.evergreen for report in reports], dtype=np.float64)
    return Parts(
        words, np.where(both, meant, words), foreign, strangenesses(reports), np.outer(any_day, any_day), abroad
    )


def _words(reports: Sequence[Report]) -> Matrix:
    """The products of each two reports' terms, but for those of a report with itself."""
    numbers, weights = joined([report.terms for report in reports])
    rows = np.repeat(np.arange(len(reports)), [len(report.terms.numbers) for report in reports])
    _, columns, holders = np.unique(numbers, return_inverse=True, return_counts=True)
    several = holders > 1  # what one report alone has makes no two alike
    held = several[columns]
    vectors = np.zeros((len(reports), np.count_nonzero(several)))
    vectors[rows[held], (np.cumsum(several) - 1)[columns[held]]] = weights[held]
    products: Matrix = vectors @ vectors.T
    return products


def strangenesses(reports: Sequence[Report], strange: float = STRANGE) -> Matrix:
    """What the time between each two reports speaks against them."""
    found = np.zeros((len(reports), len(reports)))
    for row, one in enumerate(reports):
        found[row, :row] = [strangeness(hours_apart(one.slot, other.slot), strange) for other in reports[:row]]
    return found + found.T


def _meaning(reports: Sequence[Report]) -> tuple[Matrix, npt.NDArray[np.bool_]]:
    known = np.array([report.meaning is not None for report in reports])
    width = max((len(report.meaning) for report in reports if report.meaning is not None), default=1)
    vectors = np.zeros((len(reports), width))
    for row, report in enumerate(reports):
        if report.meaning is not None:
            vectors[row] = report.meaning
    return np.floor(vectors @ vectors.T * (MILLION / UNIT**2)), known


class Clusters:
    """Rows of a matrix of similarities in clusters, and how much speaks for joining each two of them."""

    def __init__(
        self,
        alike: Matrix,
        abroad: npt.NDArray[np.bool_],
        never: Collection[tuple[int, int]] = (),
        numbers: Numbers = NUMBERS,
    ) -> None:
        count = len(alike)
        self._abroad = abroad.astype(np.float64)  # sums of pairs in two languages
        self._numbers = numbers
        self.rows = {row: [row] for row in range(count)}
        self._sums = alike.copy()
        for one, other in never:
            self._sums[one, other] = self._sums[other, one] = _NEVER
        self._sizes = np.ones(count)
        self._within = np.zeros(count)  # sums over the pairs in each cluster
        self._gone = np.zeros(count, dtype=np.bool_)
        self._scores = self._sums - numbers.pair * MILLION  # what _score says where each is by itself
        np.fill_diagonal(self._scores, 2 * _NEVER)
        self._best = self._scores.max(axis=1)

    def _score(self, row: int) -> Matrix:
        """How much speaks for joining a cluster with each other: what average link says, and what holds each together.

        Two reports need more than a report and a story, for a pair is one look and no mean; so do a report and a story
        that have no language in common. Two stories that are each more alike within than to each other are two.
        """
        sizes, size = self._sizes, self._sizes[row]
        means: Matrix = self._sums[row] / (sizes * size)
        abroad = self._abroad[row] == sizes * size
        if size > 1:
            held = np.minimum(self._held(self._within, sizes), self._held(self._within[row], size))
            compared = (sizes > 1) & ~abroad
            means = np.where(compared, means - self._numbers.apart * np.maximum(held - means, 0.0), means)
        alone = (sizes == 1) | (size == 1)
        means[(abroad & alone) | ((sizes == 1) & (size == 1))] -= self._numbers.pair * MILLION
        means[self._gone] = means[row] = 2 * _NEVER
        return means

    @staticmethod
    def _held(within: Matrix, sizes: Matrix) -> Matrix:
        held: Matrix = within / np.maximum(sizes * (sizes - 1) / 2, 1.0)
        return held

    def join_all(self, enough: float) -> None:
        """Joins as long as so much speaks for joining any two."""
        while len(self.rows) > 1:
            one, other, score = self._next()
            if score < enough * MILLION:
                break
            self.join(one, other)

    def _next(self) -> tuple[int, int, float]:
        """The two clusters for whose joining most speaks, and how much; of several, those of the earliest rows."""
        row = int(self._best.argmax())
        one, other = sorted((row, int(self._scores[row].argmax())))
        return one, other, float(self._scores[one, other])

    def join(self, one: int, other: int) -> None:
        """Makes two clusters one."""
        self._within[one] += self._within[other] + self._sums[one, other]
        for sums in (self._sums, self._abroad):
            sums[one] += sums[other]
            sums[:, one] = sums[one]
        self._sizes[one] += self._sizes[other]
        self._gone[other] = True
        self.rows[one] += self.rows.pop(other)
        bereft = (self._best == self._scores[:, one]) | (self._best == self._scores[:, other])
        bereft[one] = True
        bereft &= ~self._gone
        self._scores[other] = self._scores[:, other] = 2 * _NEVER
        self._scores[one] = self._scores[:, one] = self._score(one)
        self._best = np.maximum(self._best, self._scores[one])
        self._best[other] = 2 * _NEVER
        self._best[bereft] = self._scores[bereft].max(axis=1)


def clusters(
    found: Parts,
    together: Sequence[Sequence[int]] = (),
    never: Collection[tuple[int, int]] = (),
    numbers: Numbers = NUMBERS,
) -> list[list[int]]:
    """Reports, by row, in clusters; ``together`` are so from the first, ``never`` at no time."""
    grown = Clusters(weighed(found, numbers), found.abroad, never, numbers)
    for first, *others in together:
        for other in others:
            grown.join(first, other)
    grown.join_all(numbers.enough)
    return [sorted(rows) for rows in grown.rows.values()]
