"""Terms as vectors of whole numbers, of length ONE: sums of them are the same in any order."""

from array import array
from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from nutgraf.engine.likeness.slot import ONE
from nutgraf.engine.likeness.vocabulary import LARGEST, WEIGHT_BITS, Vocabulary

Numbers: TypeAlias = npt.NDArray[np.uint32]
Weights: TypeAlias = npt.NDArray[np.float64]


class Terms(NamedTuple):
    """The numbers of an article's terms, and what each weighs in its vector."""

    numbers: Numbers
    weights: Weights

    @property
    def told(self) -> tuple[list[int], list[int]]:
        """The same as lists."""
        return self.numbers.tolist(), self.weights.astype(np.int64).tolist()


_BITS = np.uint32(WEIGHT_BITS)
NONE = Terms(np.zeros(0, dtype=np.uint32), np.zeros(0))


def unit_terms(packed: "array[int]", vocabulary: Vocabulary, unknown: int = 0) -> Terms:
    """Packed terms, weighed by how rare they are; ``unknown`` is the square of what those weigh that are not packed."""
    told = np.frombuffer(packed, dtype=np.uint32)
    numbers = told >> _BITS
    weights: Weights = (told & LARGEST) * np.frombuffer(vocabulary.rarities, dtype=np.uint8)[numbers].astype(np.float64)
    scale = ONE / (sqrt(float(weights @ weights) + unknown) or 1.0)
    return Terms(numbers, np.floor(weights * scale + 0.5))


def joined(several: Sequence[Terms]) -> Terms:
    """Terms one after another."""
    if len(several) == 1:
        return several[0]
    return Terms(
        np.concatenate([NONE.numbers, *(terms.numbers for terms in several)]),
        np.concatenate([NONE.weights, *(terms.weights for terms in several)]),
    )
