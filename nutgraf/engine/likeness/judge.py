"""One probability from many numbers, with the share that each has in it.

Boosted trees in log-odds; a number's share is what the splits on it add on the way through them (Saabas, "Interpreting
random forests", 2014). All values are whole thousandths, so that the shares sum to the whole exactly.
"""

from math import exp, isnan
from typing import Final

from nutgraf.engine.likeness.model import BRANCHES, FEATURES, MISSING_LEFT, ROOTS, THRESHOLDS, VALUES

UNIT: Final = 1000  # of log-odds


def shares(row: list[float]) -> list[int]:
    """What each number adds to ``model.BASE``, in thousandths of log-odds."""
    found = [0] * len(row)
    for root in ROOTS:
        node = root
        while FEATURES[node] >= 0:
            feature = FEATURES[node]
            below = _below(node, row[feature])
            found[feature] += VALUES[below] - VALUES[node]
            node = below
    return found


def _below(node: int, value: float) -> int:
    left = value <= THRESHOLDS[node] or (isnan(value) and MISSING_LEFT[node])
    return BRANCHES[node] if left else BRANCHES[node] + 1


def probability(thousandths: int) -> float:
    """The probability of log-odds."""
    return 1.0 / (1.0 + exp(-max(-40.0, min(40.0, thousandths / UNIT))))
