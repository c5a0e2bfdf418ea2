"""How learned trees are written: a file of JSON that people can read, with what they were learned from and how."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from textwrap import wrap
from typing import Any

UNIT = 1000  # of log-odds
WIDTH = 120
READING = {
    "node": "number, test, limit, what follows if the test holds, what if not",
    "leaf": "thousandths of log-odds",
    "<=": "at most the limit, and known",
    "stop": "after so many trees a sum below this is not added to",
}


def sha256_of(paths: Iterable[Path]) -> dict[str, str]:
    """What tells whether files are those that something was learned from."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def trained_with(settings: dict[str, Any], trees: int) -> dict[str, Any]:
    """The program that learned, and its settings."""
    return {"lightgbm": version("lightgbm"), "trees": trees, **settings}


def trees_of(model: Any, names: Sequence[str], *, digits: int) -> list[Any]:
    """The trees of a LightGBM model as nested lists, limits rounded to so many digits."""

    def node(told: dict[str, Any]) -> Any:
        if "leaf_value" in told:
            return round(told["leaf_value"] * UNIT)
        limit = float(f"{told['threshold']:.{digits}g}")
        return [names[told["split_feature"]], "<=", limit, node(told["left_child"]), node(told["right_child"])]

    return [node(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]


def written(head: dict[str, Any], names: Sequence[str], trees: Sequence[Any]) -> str:
    """The file of a model: what is to know of it, its numbers, its trees."""
    known = json.dumps(head | {"reading": READING}, indent=1, ensure_ascii=False).removesuffix("\n}")
    grown = ",\n".join(_lines(tree, 2) for tree in trees)
    return f'{known},\n "features":\n{_lines(names, 2)},\n "trees": [\n{grown}\n ]\n}}\n'


def _lines(told: Sequence[Any], depth: int) -> str:
    """Nested lists in lines, broken at white space: in no name is any."""
    first, rest = " " * depth, " " * (depth + 1)
    text = json.dumps(told)
    return "\n".join(
        wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)
    )
