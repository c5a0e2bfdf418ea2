"""Writes learned trees out as Python for the compiler: comparisons take a tenth of the time of a walk through data.

What is written has the names and gives the numbers of the module that it stands for, bit for bit.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple


class Module(NamedTuple):
    """A module that asks trees, beside their file: its one function, and what that makes of thousandths."""

    path: Path
    function: str
    answer: str


MODULES = (
    Module(
        Path("nutgraf", "core", "page", "blocks", "trees.py"),
        "score(row: tuple[float, ...], *, whole: bool = False) -> float",
        "thousandths / 1000",
    ),
)


def unrolled(module: Module, root: Path) -> str:
    """A module with its trees in it."""
    told = json.loads((root / module.path).with_suffix(".json").read_text("utf-8"))
    sums = [f"thousandths += {_expression(tree)}" for tree in told["trees"]]
    if stop := told.get("stop"):
        sums.insert(stop["after"], f"if thousandths < {stop['below']} and not whole: return {module.answer}")
    lines = [f"{', '.join(told['features'])} = row", "thousandths = 0", *sums, f"return {module.answer}"]
    return "\n    ".join([f"def {module.function}:", *lines, ""])


def _expression(node: Any) -> str:  # noqa: ANN401 - a list or a number, as JSON has it
    if isinstance(node, int):
        return str(node)
    name, test, limit, low, high = node
    return f"({_expression(low)} if {name} {test} {limit!r} else {_expression(high)})"
