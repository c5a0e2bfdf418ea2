"""Measures ``nutgraf topics`` on articles whose one topic is known, by the topic files beside this script.

Usage: python bench/topics.py [--half 0|1] [--topics DIR] [FILE]; FILE holds JSON Lines with ``id``, ``topic`` and
``text``, and is the set of five topics in ``../shared`` unless it is named. Prints a line of JSON:

    accuracy         articles whose best topic is the right one; one without a topic counts as wrong
    coverage         articles that have a topic at all
    precision        right tags among all tags, over all topics; an article on two subjects has one right tag here
    recall           right tags among all articles
    topics           precision and recall of each topic
    articles_a_second  of one process, its start included
"""

import argparse
import gzip
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from subprocess import run
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parents[1]
SET = ROOT.parent / "shared" / "data" / "topics" / "bbc.jsonl.gz"
TOPICS = Path(__file__).with_name("topics")
NUTGRAF = Path(sys.executable).with_name("nutgraf")


class Row(msgspec.Struct):
    """An article and its topic."""

    id: str
    topic: str
    text: str


def read(path: Path) -> list[Row]:
    lines = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [msgspec.json.decode(line, type=Row) for line in lines.splitlines() if line.strip()]


def tagged(rows: Sequence[Row], topics: Path) -> tuple[list[list[str]], float]:
    """The topics of each row, best first, and the seconds it took."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(b"".join(msgspec.json.encode({"id": row.id, "text": row.text}) + b"\n" for row in rows))
        file.flush()
        start = time.perf_counter()
        done = run([NUTGRAF, "topics", file.name, "--topics", topics], capture_output=True, check=True)  # noqa: S603
        seconds = time.perf_counter() - start
    answers = [msgspec.json.decode(line) for line in done.stdout.splitlines()]
    return [[tag["topic"] for tag in answer["topics"]] for answer in answers], seconds


def figures(rows: Sequence[Row], tags: Sequence[Sequence[str]]) -> dict[str, Any]:
    truth = Counter(row.topic for row in rows)
    given = Counter(tag for found in tags for tag in found)
    right = Counter(row.topic for row, found in zip(rows, tags, strict=True) if row.topic in found)
    best = sum(found[:1] == [row.topic] for row, found in zip(rows, tags, strict=True))
    return {
        "articles": len(rows),
        "accuracy": best / len(rows),
        "coverage": sum(map(bool, tags)) / len(rows),
        "precision": right.total() / max(given.total(), 1),
        "recall": right.total() / len(rows),
        "topics": {
            topic: {"precision": round(right[topic] / max(given[topic], 1), 4), "recall": round(right[topic] / n, 4)}
            for topic, n in sorted(truth.items())
        },
    }


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", type=int, choices=(0, 1), help="only rows of even, or of odd number")
    parser.add_argument("--topics", type=Path, default=TOPICS, metavar="DIR")
    parser.add_argument("file", nargs="?", type=Path, default=SET, metavar="FILE")
    asked = parser.parse_args(arguments)
    if not asked.file.exists():
        print(f"not measured: {asked.file} is absent", file=sys.stderr)
        return 0
    rows = read(asked.file)
    if asked.half is not None:
        rows = rows[asked.half :: 2]
    tags, seconds = tagged(rows, asked.topics)
    told = figures(rows, tags) | {"articles_a_second": len(rows) / seconds}
    told = {name: round(value, 4) if isinstance(value, float) else value for name, value in told.items()}
    print(msgspec.json.encode(told).decode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
