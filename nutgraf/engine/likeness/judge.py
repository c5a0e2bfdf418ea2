"""One probability from many numbers, with the share that each has in it.

Boosted trees in log-odds; a number's share is what the splits on it add on the way through them (Saabas, "Interpreting
random forests", 2014). All values are whole thousandths, so that the shares sum to the whole exactly.
"""

from importlib.resources import files
from math import exp
from typing import Final

from nutgraf.core.forest import Forest

UNIT: Final = 1000  # of log-odds
FOREST: Final = Forest(files("nutgraf.engine.likeness").joinpath("model.json").read_text("utf-8"))
BASE: Final = FOREST.base


def shares(row: list[float]) -> list[int]:
    """What each number adds to ``BASE``, in thousandths of log-odds."""
    return FOREST.shares(row)


def probability(thousandths: int) -> float:
    """The probability of log-odds."""
    return 1.0 / (1.0 + exp(-max(-40.0, min(40.0, thousandths / UNIT))))
