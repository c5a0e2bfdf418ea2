"""Trees kept as data: how they are walked, and that what is written out of them for the compiler says the same."""

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from math import inf, nan, nextafter
from pathlib import Path
from runpy import run_path

import pytest
from places import ROOT

from bench.learned import READING, written
from nutgraf.core.forest import Forest
from nutgraf.core.page.blocks import features as of_blocks
from nutgraf.core.page.blocks import trees
from nutgraf.engine.likeness import features as of_stories
from nutgraf.engine.likeness import judge, model

UNROLLED = run_path(str(ROOT / "tools" / "unrolled.py"))
MODULES = {module.path.stem: module for module in UNROLLED["MODULES"]}
NAMES = {"trees": of_blocks.NAMES, "model": of_stories.NAMES}
ASKED: dict[str, Callable[..., float]] = {"trees": trees.score, "model": model.log_odds}
NO_LINE_LONGER = 400


def forest(*grown: object, **known: object) -> Forest:
    return Forest(json.dumps({"features": ["low", "high"], "trees": grown} | known))


def data_of(name: str) -> Path:
    return ROOT.joinpath(MODULES[name].path).with_suffix(".json")


def limits_of(node: object) -> Iterator[tuple[str, float]]:
    if isinstance(node, list):
        yield node[0], node[2]
        yield from limits_of(node[-2])
        yield from limits_of(node[-1])


def rows_of(name: str) -> Iterator[list[float]]:
    """Rows that go every way: numbers at each limit and right beside it, unknown ones where the trees know of them."""
    told = json.loads(data_of(name).read_text("utf-8"))
    values: dict[str, set[float]] = {feature: {0.0} for feature in told["features"]}
    for feature, limit in (found for tree in told["trees"] for found in limits_of(tree)):
        values[feature] |= {nextafter(limit, -inf), limit, nextafter(limit, inf)}
    unknown = [nan] if name == "model" else []
    columns = [[*sorted(values[feature]), *unknown] for feature in told["features"]]
    # Steps that have no divisor in common with the lengths bring different numbers together.
    for number in range(800):
        yield [column[(number * (2 * place + 1) + place) % len(column)] for place, column in enumerate(columns)]


def test_what_is_at_the_limit_goes_low_and_what_is_not_known_goes_as_the_test_says() -> None:
    known = forest(["low", "<=", 1.5, 10, 20])
    assert [known.log_odds([value, 0.0]) for value in (1.5, 1.6, nan)] == [10, 20, 20]
    unknown_too = forest(["low", "!>", 1.5, 10, 20])
    assert [unknown_too.log_odds([value, 0.0]) for value in (1.5, 1.6, nan)] == [10, 20, 10]


def test_a_sum_that_is_hopeless_after_the_first_trees_stays_unless_all_are_asked() -> None:
    hopeless = forest(-20, ["low", "<=", 0, -1, 1], 500, stop={"after": 2, "below": -20})
    assert [hopeless.log_odds([value, 0.0]) for value in (0.0, 1.0)] == [-21, 481]
    assert hopeless.log_odds([0.0, 0.0], whole=True) == 479


def test_shares_are_what_each_number_changes_on_the_way_down() -> None:
    grown = forest(["low", "<=", 1, 5, ["high", "<=", 1, 8, 7, 10], 2], ["high", "<=", 1, 0, -3, 4])
    assert grown.base == 5
    assert grown.shares([0.0, 2.0]) == [3, 2 + 4]
    assert grown.base + sum(grown.shares([0.0, 2.0])) == grown.log_odds([0.0, 2.0])


@pytest.mark.parametrize("name", MODULES)
def test_a_model_is_about_the_numbers_that_are_measured_and_can_be_read(name: str) -> None:
    text = data_of(name).read_text("utf-8")
    told = json.loads(text)
    assert tuple(told["features"]) == NAMES[name]
    assert max(map(len, text.splitlines())) <= NO_LINE_LONGER
    assert {"learned_by", "learned_from", "trained_with", "held_out"} <= told.keys()
    head = {key: value for key, value in told.items() if key not in {"reading", "features", "trees"}}
    assert written(head, told["features"], told["trees"]) == text
    assert told["reading"] == READING


@pytest.mark.parametrize("name", MODULES)
def test_trees_written_out_for_the_compiler_say_what_the_data_say(name: str, tmp_path: Path) -> None:
    source = tmp_path / "written_out.py"
    source.write_text(UNROLLED["unrolled"](MODULES[name], ROOT), encoding="utf-8")
    function = run_path(str(source))[ASKED[name].__name__]
    grown, divisor = Forest(data_of(name).read_text("utf-8")), 1000 if name == "trees" else 1
    answers = []
    for row in rows_of(name):
        asked = tuple(row) if name == "trees" else row
        answers.append(grown.log_odds(row) / divisor)
        assert function(asked) == ASKED[name](asked) == answers[-1]
        if name == "trees":
            assert (
                function(asked, whole=True)
                == trees.score(tuple(row), whole=True)
                == grown.log_odds(row, whole=True) / divisor
            )
    assert any(one != other for one, other in pairwise(answers))


def test_shares_of_a_story_sum_up_to_the_whole() -> None:
    for row in rows_of("model"):
        assert judge.BASE + sum(judge.shares(row)) == model.log_odds(row)
