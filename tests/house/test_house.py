"""Rules of the house that no linter knows."""

import ast
import re
import runpy
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from places import ROOT

PACKAGE = ROOT / "nutgraf"
MODULES = sorted(PACKAGE.rglob("*.py"))
BESIDE = ("bench", "sample_press", "tests", "tools")
SOURCES = [*MODULES, *(path for folder in BESIDE for path in (ROOT / folder).rglob("*.py"))]
TABLES = PACKAGE / "core" / "languages"  # words by language: data, as long as the languages are many

MOST_MODULES = 22
MOST_LINES = 400
LONGEST_LINE = 400

# What is over the bounds, until it is divided: nothing joins it.
CROWDED = {"nutgraf/web"}
LONG = {"nutgraf/web/schema.py"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_group_is_possessive(path: Path) -> None:
    """Python before 3.11.5 matches possessive groups wrongly (CPython issue 106052)."""
    assert re.findall(r".*\)[*+?]\+.*", path.read_text("utf-8")) == []


def test_the_layout_in_contributing_is_that_of_the_folders() -> None:
    tree = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Layout\n\n```text\n")[2].partition("```")[0]
    told: list[str] = []
    above: list[str] = []
    for line in tree.splitlines():
        said = re.fullmatch(r"((?:  )*)(\S+)/ +\S.*", line)
        assert said, f"no folder with what it is for: {line}"
        above[len(said[1]) // 2 :] = [said[2]]
        told.append("/".join(above))
    beside = ["bench", "sample_press", "tests", "tools", "docs"]
    assert sorted(told) == sorted([*{named(path.parent) for path in MODULES}, *beside])


def test_no_room_is_crowded() -> None:
    rooms = Counter(named(path.parent) for path in MODULES)
    assert {room for room, modules in rooms.items() if modules > MOST_MODULES} == CROWDED


def test_no_file_is_two_that_share_a_room() -> None:
    files = [path for path in SOURCES if path.parent != TABLES]
    assert {named(path) for path in files if len(path.read_text("utf-8").splitlines()) > MOST_LINES} == LONG


def test_no_line_is_longer_than_anybody_reads() -> None:
    files = [*SOURCES, *PACKAGE.rglob("*.json"), *PACKAGE.rglob("*.toml"), *PACKAGE.rglob("*.csv")]
    lengths = {named(path): max(map(len, path.read_text("utf-8").splitlines()), default=0) for path in files}
    assert {name for name, length in lengths.items() if length > LONGEST_LINE} == set()


def test_where_to_go_is_told_by_whole_paths() -> None:
    table = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Where do I go for …\n")[2]
    modules = set(re.findall(r"`([\w./]+\.py|[\w./]+/)`", table.partition("\n| ")[2]))
    assert modules
    assert {module for module in modules if not (PACKAGE / module).exists()} == set()
    assert {module for module in modules if "/" not in module} <= {path.name for path in PACKAGE.glob("*.py")}


def test_building_has_what_compiled_modules_import() -> None:
    """A build has an environment of its own; where it lacks the types of what is imported, nothing is compiled."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    required = {re.split(r"[<>=~! ]", one)[0].replace("-", "_") for one in project["build-system"]["requires"]}
    hook = runpy.run_path(str(ROOT / "tools" / "compile.py"))
    sources = [path for package in hook["PACKAGES"] for path in hook["compilable"](ROOT / package)]
    imported = {name.partition(".")[0] for path in sources for name in imports(path)}
    assert "numpy" in imported
    assert imported - sys.stdlib_module_names - {"nutgraf"} <= required


def imports(path: Path) -> Iterator[str]:
    """The modules that a source imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom() if node.module:
                yield node.module
            case _:
                pass
