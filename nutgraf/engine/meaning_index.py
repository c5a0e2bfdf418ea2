"""The nearest of many meanings, which are vectors of signed bytes: exact search, by NumPy."""

from collections.abc import Iterable
from math import sqrt
from typing import Any, TypeAlias

Vector: TypeAlias = Any  # a NumPy array
_ROWS = 256  # at first; it doubles


class MeaningIndex:
    """Meanings of articles by number."""

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}
        self._numbers: list[int] = []
        self._free: list[int] = []
        self._matrix: Any = None

    def put(self, number: int, meaning: bytes) -> None:
        """Adds the meaning of an article."""
        import numpy as np  # noqa: PLC0415 - loaded with the first meaning

        one = vector(meaning)
        row = self._free.pop() if self._free else len(self._numbers)
        if row == len(self._numbers):
            self._numbers.append(number)
            if self._matrix is None:
                self._matrix = np.zeros((_ROWS, len(one)), dtype=np.float32)
            elif row == len(self._matrix):
                self._matrix = np.vstack([self._matrix, np.zeros_like(self._matrix)])
        self._numbers[row] = number
        self._rows[number] = row
        self._matrix[row] = one / length(one)

    def take(self, number: int) -> None:
        """Undoes ``put``; nothing where there is none."""
        row = self._rows.pop(number, None)
        if row is not None:
            self._matrix[row] = 0
            self._free.append(row)

    def nearest(self, meaning: bytes, most: int) -> list[int]:
        """The numbers of the articles whose meanings are nearest, nearest first."""
        if not self._rows:
            return []
        import numpy as np  # noqa: PLC0415 - as above

        asked = np.frombuffer(meaning, dtype=np.int8).astype(np.float32)
        products = np.round(self._matrix[: len(self._numbers)] @ asked, 1)
        near = np.argpartition(-products, most)[:most] if len(products) > most else range(len(products))
        ranked = sorted((-float(products[row]), self._numbers[row]) for row in near if products[row] > 0)
        return [number for _, number in ranked]


def summed(meanings: Iterable[bytes]) -> Vector:
    """The sum of meanings, whose direction is that of their mean."""
    return sum(map(vector, meanings))


def vector(meaning: bytes) -> Vector:
    """A meaning as numbers."""
    import numpy as np  # noqa: PLC0415 - as above

    return np.frombuffer(meaning, dtype=np.int8).astype(np.float64)


def length(one: Vector) -> float:
    """The Euclidean length of a vector; 1 of one of zeros."""
    return sqrt(float(one @ one)) or 1.0


def product(one: Vector, other: Vector) -> float:
    """The inner product of two vectors."""
    return float(one @ other)
