"""The packages that are compiled where there is a compiler give the same answers as plain Python."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT

from nutgraf.core.page.blocks.trees import score

START = """
import sys
from pathlib import Path

if sys.argv[1] == "plain":
    import plain
"""
SHINGLES = """
from nutgraf.core.fingerprint.shingles import postings
from nutgraf.core.fingerprint.shingles.hashing import ALL, shingle_hashes, winnowed, word_hashes

index = postings.Postings()
for number, name in enumerate(sys.argv[2:] * 3):
    for at in range(8):
        words = word_hashes(Path(name).read_bytes().translate(bytes(range(256)), b"<>/=")[at * 40 :])
        hashes = shingle_hashes(words, ALL // 3)
        for key in hashes:
            index.add(key, number * 8 + at)
        print(hashes, winnowed(hashes, 4), index.likely(hashes[::2], 9), len(index), index.size)
print(Path(postings.__file__).suffix, file=sys.stderr)
"""
BLOCKS = """
from random import Random

from nutgraf.core.page.blocks import layout, trees
from nutgraf.core.page.blocks.features import NAMES, Survey
from nutgraf.core.page.blocks.passages import passages
from nutgraf.core.page.maintext import stated_by
from nutgraf.core.page.parsed import Page

for name in sys.argv[2:]:
    page = Page(Path(name).read_text("utf-8"))
    survey = Survey(page.layout, stated_by(page))
    for number, block in enumerate(page.layout.blocks):
        print(repr(block.text), survey.row(number))
    print(passages(page.layout, stated_by(page)))
any_number = Random(7)
for _ in range(200):
    row = tuple(any_number.choice((0.0, 1.0, 3.0, 1000.0)) * any_number.random() for _ in NAMES)
    print(trees.score(row), trees.score(row, whole=True))
print(Path(layout.__file__).suffix, Path(trees.__file__).suffix, file=sys.stderr)
"""
LIKENESS = """
from math import nan

from nutgraf.engine.likeness import judge, search, slot, vocabulary

any_number = Random(8)
known, slots = vocabulary.Vocabulary(), {}
for number in range(60):
    terms = {f"term {any_number.randrange(40)}": any_number.randrange(1, 90) / 8 for _ in range(9)}
    packed, hours = known.put(number, terms), any_number.choice((nan, float(number)))
    language, day = "en de".split()[number % 2], number % 3 == 0
    slots[number] = slot.Slot(f"a{number}", f"s{number % 7}", packed, b"", hours, number + 0.5, language, whole_day=day)
    print(known.told(packed))
for number in range(0, 60, 9):
    known.take(number, slots.pop(number).terms)
for number, one in slots.items():
    packed, unknown = known.asked({f"term {any_number.randrange(50)}": 9 * any_number.random() for _ in range(6)})
    numbers = [each >> vocabulary.WEIGHT_BITS for each in packed]
    print(numbers, unknown, search.holders_of(numbers, [any_number.randrange(90) for _ in numbers], known))
    meaning = any_number.choice((None, any_number.randrange(1_000_000)))
    words, time = any_number.randrange(1_000_000), slot.time_between(one, list(slots.values()), len(slots))
    alike = judge.Alike(words, *time, meaning, foreign=any_number.randrange(9), reports=any_number.randrange(1, 9))
    parts = judge.shares(alike)
    print(alike, parts, parts.odds, judge.probability(parts.odds))
    print([slot.strangeness(slot.hours_apart(one, other)) for other in slots.values()], slot.strangeness(999.0, 3.0))
print(*(Path(module.__file__).suffix for module in (judge, search, slot, vocabulary)), file=sys.stderr)
"""
FOLD = """
from nutgraf.config import Grouping
from nutgraf.engine.copies import links
from nutgraf.engine.copies.standing import learned
from nutgraf.engine.pipeline import decide
from nutgraf.engine.stories import second_look
from nutgraf.engine.window import window
from nutgraf.run.filters.group import group

news = "lock orle barge flood mill quay mason tide bridge strike harvest vote train storm ferry market".split()
rows = []
for number in range(300):
    told = [any_number.choice(news) + str(number // 40) for _ in range(40)]
    if number % 9 == 8:
        told = rows[-3]["text"].split() + told[:4]
    published = f"2026-03-{1 + number // 20:02}T{number % 24:02}:00:00Z"
    text = {"title": " ".join(told[:6]), "text": " ".join(told), "published": published}
    rows.append({"id": f"r{number}", "url": f"https://o{number % 5}.example/{number}", "language": "en"} | text)
for answer in group(rows, settings=Grouping(meaning=False)):
    print(answer)
rooms = (links, learned, decide, second_look, window)
print(*(Path(module.__file__).suffix for module in rooms), file=sys.stderr)
"""
PROGRAM = START + SHINGLES + BLOCKS + LIKENESS + FOLD


def _rows(kind: str, pages: list[str]) -> tuple[str, str]:
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", PROGRAM, kind, *pages],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "tools"), *sys.path])},
    )
    return done.stdout, " ".join(done.stderr.split())


@pytest.mark.usefixtures("compiled")
def test_compiled_and_plain_code_give_the_same(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<title>The quay is mended</title><main class='articleBody post'><h1>The quay is mended</h1>"
        + "<p>Masons worked, night and day, until the last stone was set in the wall. " * 4
        + "<ul><li><a href=/a>Elsewhere</a><li>Nowhere</ul></main><footer id=foot>© The Tide <b>2026</b></footer>",
        "utf-8",
    )
    compiled, suffix = _rows("compiled", [str(page)])
    plain, plain_suffix = _rows("plain", [str(page)])
    assert (suffix, plain_suffix) == (" ".join([".so"] * 12), " ".join([".py"] * 12))
    assert compiled == plain
    assert compiled.count("\n") > 500


def test_trees_judge_any_row() -> None:
    assert isinstance(score(tuple([0.0] * 45)), float)
