"""Rules of the house that no linter knows."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "nutgraf"
MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_group_is_possessive(path: Path) -> None:
    """Python before 3.11.5 matches possessive groups wrongly (CPython issue 106052)."""
    assert re.findall(r".*\)[*+?]\+.*", path.read_text("utf-8")) == []
