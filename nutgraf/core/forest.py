"""Boosted trees that are kept as data: a file of JSON beside the module that asks them.

Where nutgraf is compiled, ``tools/unrolled.py`` writes that module anew as comparisons, which give the same numbers.
"""

import json
from collections.abc import Sequence
from typing import Any, Final, TypeAlias

# Which number is compared, with what, where to go if it is at most that, more, or not known, and the mean of all below.
Node: TypeAlias = "tuple[int, float, Node, Node, Node, int] | int"
NOT_OVER: Final = "!>"  # what is not known goes where the low numbers go; with "<=" it goes where the high ones go


class Forest:
    """Trees over numbers that have names; all values are whole thousandths of log-odds, so that sums are exact."""

    def __init__(self, text: str) -> None:
        told = json.loads(text)
        self.names: tuple[str, ...] = tuple(told["features"])
        places = {name: place for place, name in enumerate(self.names)}
        self._trees = [_node(tree, places) for tree in told["trees"]]
        stop = told.get("stop", {})
        self._enough: int = stop.get("after", 0)
        self._hopeless: int = stop.get("below", 0)
        self.base = sum(map(_mean, self._trees))  # the log-odds when nothing is known yet

    def log_odds(self, row: Sequence[float], *, whole: bool = False) -> int:
        """The thousandths that all trees give together; ``whole`` asks those too that can save nothing any more."""
        total = 0
        for number, tree in enumerate(self._trees):
            if number == self._enough and total < self._hopeless and not whole:
                break
            node = tree
            while isinstance(node, tuple):
                place, limit, below, above, unknown, _ = node
                value = row[place]
                node = below if value <= limit else above if value > limit else unknown
            total += node
        return total

    def shares(self, row: Sequence[float]) -> list[int]:
        """What each number adds to ``base``: the sum of what the comparisons of it change on the way down."""
        found = [0] * len(row)
        for tree in self._trees:
            node = tree
            while isinstance(node, tuple):
                place, limit, below, above, unknown, mean = node
                value = row[place]
                node = below if value <= limit else above if value > limit else unknown
                found[place] += _mean(node) - mean
        return found


def _node(told: Any, places: dict[str, int]) -> Node:  # noqa: ANN401 - a list or a number, as JSON has it
    if isinstance(told, int):
        return told
    name, test, limit, *mean, low, high = told
    below, above = _node(low, places), _node(high, places)
    return places[name], limit, below, above, below if test == NOT_OVER else above, mean[0] if mean else 0


def _mean(node: Node) -> int:
    return node[-1] if isinstance(node, tuple) else node
