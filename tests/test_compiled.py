"""The package that is compiled where there is a compiler gives the same answers as plain Python."""

import subprocess
import sys
from pathlib import Path

import pytest

import nutgraf.core.page.blocks.trees
from nutgraf.core.page.blocks.trees import score

ROOT = Path(__file__).parents[1]
PLAIN = """
import sys
from importlib.abc import MetaPathFinder
from importlib.util import spec_from_file_location
from pathlib import Path


class Sources(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.startswith(("nutgraf.core.page.blocks.", "nutgraf.core.fingerprint.shingles.")):
            return spec_from_file_location(name, Path(path[0], name.rpartition(".")[2] + ".py"))


if sys.argv[1] == "plain":
    sys.meta_path.insert(0, Sources())
from datetime import UTC, datetime

import nutgraf.core.page.blocks.layout as layout
import nutgraf.core.fingerprint.shingles.postings as postings
from nutgraf.core.page.blocks.features import Survey
from nutgraf.core.page.maintext import stated_by
from nutgraf.core.fingerprint.shingles.hashing import ALL, shingle_hashes, winnowed, word_hashes
from nutgraf.core.page.parsed import Page

print(Path(layout.__file__).suffix, Path(postings.__file__).suffix, file=sys.stderr)
index = postings.Postings()
for number, name in enumerate(sys.argv[2:] * 3):
    for at in range(8):
        words = word_hashes(Path(name).read_bytes().translate(bytes(range(256)), b"<>/=")[at * 40 :])
        hashes = shingle_hashes(words, ALL // 3)
        for key in hashes:
            index.add(key, number * 8 + at)
        print(hashes, winnowed(hashes, 4), index.likely(hashes[::2], 9), len(index), index.size)
for name in sys.argv[2:]:
    page = Page(Path(name).read_text("utf-8"))
    survey = Survey(page.layout, stated_by(page))
    for number, block in enumerate(page.layout.blocks):
        print(repr(block.text), survey.row(number))
"""


def _rows(kind: str, pages: list[str]) -> tuple[str, str]:
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", PLAIN, kind, *pages], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout, done.stderr.strip()


def test_compiled_and_plain_code_measure_a_page_alike(tmp_path: Path) -> None:
    if not str(nutgraf.core.page.blocks.trees.__file__).endswith((".so", ".pyd")):
        pytest.skip("nutgraf is not compiled here")
    page = tmp_path / "page.html"
    page.write_text(
        "<title>The quay is mended</title><main class='articleBody post'><h1>The quay is mended</h1>"
        + "<p>Masons worked, night and day, until the last stone was set in the wall. " * 4
        + "<ul><li><a href=/a>Elsewhere</a><li>Nowhere</ul></main><footer id=foot>© The Tide <b>2026</b></footer>",
        "utf-8",
    )
    compiled, suffix = _rows("compiled", [str(page)])
    plain, plain_suffix = _rows("plain", [str(page)])
    assert (suffix, plain_suffix) == (".so .so", ".py .py")
    assert compiled == plain
    assert compiled.count("\n") > 5


def test_trees_judge_any_row() -> None:
    assert isinstance(score(tuple([0.0] * 45)), float)
