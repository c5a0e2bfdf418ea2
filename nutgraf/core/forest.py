"""Boosted trees that are kept as data: a file of JSON beside the module that asks them.

Where nutgraf is compiled, ``tools/unrolled.py`` writes that module anew as comparisons, which give the same numbers.
"""

import json
from collections.abc import Sequence
from typing import Any, TypeAlias

# Which number is compared, with what, where to go if it is at most that, and where if it is more or not known.
Node: TypeAlias = "tuple[int, float, Node, Node] | int"


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

    def log_odds(self, row: Sequence[float], *, whole: bool = False) -> int:
        """The thousandths that all trees give together; ``whole`` asks those too that can save nothing any more."""
        total = 0
        for number, tree in enumerate(self._trees):
            if number == self._enough and total < self._hopeless and not whole:
                break
            node = tree
            while isinstance(node, tuple):
                place, limit, below, above = node
                node = below if row[place] <= limit else above
            total += node
        return total


def _node(told: Any, places: dict[str, int]) -> Node:  # noqa: ANN401 - a list or a number, as JSON has it
    if isinstance(told, int):
        return told
    name, _, limit, low, high = told
    return places[name], limit, _node(low, places), _node(high, places)
