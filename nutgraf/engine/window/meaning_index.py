"""What articles mean as unit vectors, and the nearest of the latest: exact search.

Vectors are of whole numbers, of length UNIT: small enough that 32-bit floats sum their products exactly, in any order.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from heapq import nlargest
from math import sqrt
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Vector: TypeAlias = npt.NDArray[np.float32]

UNIT = 512
LATEST = 10_000  # articles that are searched, so that a larger window costs no more: older news has words
_SPARE = 500  # more that are kept ready for when some of them are removed
_ROOM = LATEST + 3 * _SPARE


class MeaningIndex:
    """Meanings of the latest articles by number; ``told`` gives those of all."""

    def __init__(self, told: Callable[[], Iterable[tuple[int, bytes]]]) -> None:
        self._told = told
        self._numbers: list[int] = []  # of those that are kept ready, sorted
        self._oldest = 0  # the least number of any that is
        self._rows: dict[int, int] = {}
        self._used = 0  # rows
        self._of: npt.NDArray[np.int64] = np.zeros(0, dtype=np.int64)  # the article of each row
        self._matrix: Vector = np.zeros((0, 0), dtype=np.float32)

    def put(self, number: int, meaning: bytes) -> None:
        """Adds the meaning of an article."""
        vector = unit(meaning)
        if vector is None or number < self._oldest:
            return
        if self._used == len(self._of):
            self._make_room(len(vector))
        insort(self._numbers, number)
        self._rows[number] = self._used
        self._of[self._used], self._matrix[self._used] = number, vector
        self._used += 1

    def _make_room(self, width: int) -> None:
        """Makes the matrix twice as large, or drops the oldest where it is as large as it gets."""
        if len(self._of) < _ROOM:
            more = min(_ROOM, max(256, 2 * len(self._of))) - len(self._of)
            self._of = np.concatenate([self._of, np.zeros(more, dtype=np.int64)])
            self._matrix = np.vstack([self._matrix.reshape(-1, width), np.zeros((more, width), dtype=np.float32)])
            return
        kept = self._numbers[-LATEST - _SPARE :]
        rows = [self._rows[number] for number in kept]
        self._matrix[: len(kept)] = self._matrix[rows]
        if len(kept) < len(self._numbers):
            self._oldest = kept[0]
        self._numbers, self._used = kept, len(kept)
        self._rows = {number: row for row, number in enumerate(kept)}
        self._of[: len(kept)] = kept

    def take(self, number: int) -> None:
        """Undoes ``put``; nothing where there is none."""
        row = self._rows.pop(number, None)
        if row is None:
            return
        self._matrix[row] = 0
        del self._numbers[bisect_left(self._numbers, number)]
        if self._oldest and len(self._numbers) < LATEST:
            self._refill()

    def _refill(self) -> None:
        """Keeps the latest of all ready anew, for of those that are too many are gone."""
        latest = nlargest(LATEST + _SPARE, self._told())
        self._numbers, self._used, self._rows, self._oldest = [], 0, {}, 0
        for number, meaning in reversed(latest):
            self.put(number, meaning)
        if len(latest) == LATEST + _SPARE:
            self._oldest = self._numbers[0]

    def nearest_of(self, meanings: Sequence[Vector | None], most: int) -> list[list[int]]:
        """Of each meaning the numbers of the articles whose meanings are nearest, nearest first."""
        told = [meaning for meaning in meanings if meaning is not None]
        if not told or not self._numbers:
            return [[] for _ in meanings]
        products = np.array(told) @ self._matrix[: self._used].T
        if len(self._numbers) > LATEST:
            products[:, self._of[: self._used] < self._numbers[-LATEST]] = 0
        found = iter(products)
        return [[] if meaning is None else self._nearest(next(found), most) for meaning in meanings]

    def _nearest(self, products: Vector, most: int) -> list[int]:
        """The nearest of all, of equals those that came first."""
        least = np.partition(products, -most)[-most] if len(products) > most else 0.0
        rows = np.flatnonzero(products >= max(least, 1.0))
        ranked = sorted(zip((-products[rows]).tolist(), self._of[rows].tolist(), strict=True))
        return [number for _, number in ranked[:most]]


def unit(meaning: bytes) -> Vector | None:
    """A meaning as a vector of length UNIT, None where there is none."""
    told = np.frombuffer(meaning, dtype=np.int8).astype(np.float32)
    length = sqrt(float(told @ told))
    return np.round(told * (UNIT / length)).astype(np.float32) if length else None
