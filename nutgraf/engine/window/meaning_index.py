"""What articles mean as unit vectors, and the nearest of many: exact search.

Vectors are of whole numbers, of length UNIT: small enough that 32-bit floats sum their products exactly, in any order.
"""

from math import sqrt
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Vector: TypeAlias = npt.NDArray[np.float32]

UNIT = 512
_ROWS = 256  # at first; it doubles


class MeaningIndex:
    """Meanings of articles by number."""

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}
        self._numbers: list[int] = []
        self._free: list[int] = []
        self._matrix: Vector = np.zeros((0, 0), dtype=np.float32)

    def put(self, number: int, meaning: Vector) -> None:
        """Adds the meaning of an article."""
        row = self._free.pop() if self._free else len(self._numbers)
        if row == len(self._numbers):
            self._numbers.append(number)
            self._make_room(len(meaning))
        self._numbers[row] = number
        self._rows[number] = row
        self._matrix[row] = meaning

    def _make_room(self, width: int) -> None:
        if not self._matrix.size:
            self._matrix = np.zeros((_ROWS, width), dtype=np.float32)
        elif len(self._numbers) > len(self._matrix):
            self._matrix = np.vstack([self._matrix, np.zeros_like(self._matrix)])

    def take(self, number: int) -> None:
        """Undoes ``put``; nothing where there is none."""
        row = self._rows.pop(number, None)
        if row is not None:
            self._matrix[row] = 0
            self._free.append(row)

    def get(self, number: int) -> Vector | None:
        """The meaning of an article, None where nobody knows it."""
        row = self._rows.get(number)
        return None if row is None else self._matrix[row]

    def nearest(self, meaning: Vector, most: int) -> list[int]:
        """The numbers of the articles whose meanings are nearest, nearest first."""
        if not self._rows:
            return []
        products = self._matrix[: len(self._numbers)] @ meaning
        near = np.argpartition(-products, most)[:most] if len(products) > most else range(len(products))
        ranked = sorted((-float(products[row]), self._numbers[row]) for row in near if products[row] > 0)
        return [number for _, number in ranked]


def unit(meaning: bytes) -> Vector | None:
    """A meaning as a vector of length UNIT, None where there is none."""
    told = np.frombuffer(meaning, dtype=np.int8).astype(np.float32)
    length = sqrt(float(told @ told))
    return np.round(told * (UNIT / length)).astype(np.float32) if length else None
