"""Trees kept as data: how they are walked, and that what is written out of them for the compiler says the same."""

import json
from collections.abc import Iterator
from itertools import pairwise
from math import inf, nan, nextafter
from pathlib import Path
from runpy import run_path

from places import ROOT

from bench.learned import READING, written
from nutgraf.core.forest import Forest
from nutgraf.core.page.blocks import trees
from nutgraf.core.page.blocks.features import NAMES

UNROLLED = run_path(str(ROOT / "tools" / "unrolled.py"))
(MODULE,) = UNROLLED["MODULES"]
DATA = ROOT.joinpath(MODULE.path).with_suffix(".json")
NO_LINE_LONGER = 400


def forest(*grown: object, **known: object) -> Forest:
    return Forest(json.dumps({"features": ["low", "high"], "trees": grown} | known))


def limits_of(node: object) -> Iterator[tuple[str, float]]:
    if isinstance(node, list):
        yield node[0], node[2]
        yield from limits_of(node[-2])
        yield from limits_of(node[-1])


def rows() -> Iterator[tuple[float, ...]]:
    """Rows that go every way: numbers at each limit and right beside it."""
    told = json.loads(DATA.read_text("utf-8"))
    values: dict[str, set[float]] = {feature: {0.0} for feature in told["features"]}
    for feature, limit in (found for tree in told["trees"] for found in limits_of(tree)):
        values[feature] |= {nextafter(limit, -inf), limit, nextafter(limit, inf)}
    columns = [sorted(values[feature]) for feature in told["features"]]
    # Steps that have no divisor in common with the lengths bring different numbers together.
    for number in range(800):
        yield tuple(column[(number * (2 * place + 1) + place) % len(column)] for place, column in enumerate(columns))


def test_what_is_at_the_limit_goes_low_and_what_is_not_known_goes_high() -> None:
    known = forest(["low", "<=", 1.5, 10, 20])
    assert [known.log_odds([value, 0.0]) for value in (1.5, 1.6, nan)] == [10, 20, 20]


def test_a_sum_that_is_hopeless_after_the_first_trees_stays_unless_all_are_asked() -> None:
    hopeless = forest(-20, ["low", "<=", 0, -1, 1], 500, stop={"after": 2, "below": -20})
    assert [hopeless.log_odds([value, 0.0]) for value in (0.0, 1.0)] == [-21, 481]
    assert hopeless.log_odds([0.0, 0.0], whole=True) == 479


def test_a_model_is_about_the_numbers_that_are_measured_and_can_be_read() -> None:
    text = DATA.read_text("utf-8")
    told = json.loads(text)
    assert tuple(told["features"]) == NAMES
    assert max(map(len, text.splitlines())) <= NO_LINE_LONGER
    assert {"learned_by", "learned_from", "trained_with", "held_out"} <= told.keys()
    head = {key: value for key, value in told.items() if key not in {"reading", "features", "trees"}}
    assert written(head, told["features"], told["trees"]) == text
    assert told["reading"] == READING


def test_trees_written_out_for_the_compiler_say_what_the_data_say(tmp_path: Path) -> None:
    source = tmp_path / "written_out.py"
    source.write_text(UNROLLED["unrolled"](MODULE, ROOT), encoding="utf-8")
    function = run_path(str(source))["score"]
    grown = Forest(DATA.read_text("utf-8"))
    answers = []
    for row in rows():
        answers.append(grown.log_odds(row) / 1000)
        assert function(row) == trees.score(row) == answers[-1]
        assert function(row, whole=True) == trees.score(row, whole=True) == grown.log_odds(row, whole=True) / 1000
    assert any(one != other for one, other in pairwise(answers))
