"""How much an article reads as one for any day (a guide, a list of the best, an explanation), and not as news."""

from base64 import b85decode
from functools import cache
from importlib.resources import files
from math import exp, sqrt
from typing import NamedTuple, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

Whole: TypeAlias = npt.NDArray[np.int64]

THOUSAND = 1000
_MOST = 40.0  # of log-odds


class Direction(NamedTuple):
    """The log-odds of a vector of length 1: ``before``, and its product with the weights, in ``parts`` of 1."""

    weights: Whole
    parts: int
    before: float


class _Told(msgspec.Struct):
    """``evergreen.json``; what else it says is for people."""

    whole_numbers: list[str]
    parts: int
    before: float


def evergreen(meaning: bytes) -> int:
    """How likely an article of this meaning is for any day, in thousandths; 0 where nobody knows what it means."""
    return share(meaning, direction())


def share(meaning: bytes, learned: Direction) -> int:
    """The same by what was learned elsewhere."""
    told = np.frombuffer(meaning, np.int8).astype(np.int64)
    square = int(told @ told)
    if not square or len(told) != len(learned.weights):
        return 0
    odds = learned.before + int(told @ learned.weights) / (learned.parts * sqrt(square))
    return round(THOUSAND / (1 + exp(-max(-_MOST, min(_MOST, odds)))))


@cache
def direction() -> Direction:
    """What bench/evergreen.py learned of pages of both kinds; sums of whole numbers are the same anywhere."""
    told = msgspec.json.decode(files("nutgraf.meaning").joinpath("evergreen.json").read_bytes(), type=_Told)
    return Direction(
        np.frombuffer(b85decode("".join(told.whole_numbers)), "<i2").astype(np.int64), told.parts, told.before
    )
