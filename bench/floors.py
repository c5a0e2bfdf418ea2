"""Measures nutgraf on the public data and holds the figures to ``floors.toml``.

Usage: python bench/floors.py [--peer PYTHON] [NAME ...], a name being part of a set's path ("wcxb", "quotes"); prints a
line of JSON a set, and ends with 1 when a figure is under its floor. With the Python of an environment that has
trafilatura and warcio, extraction is timed against it, and held to the floors of that ratio too. The data and the
scores lie in ``../shared`` beside the repository and are not part of it: where they are absent, nothing is measured
and that is said.
"""

import argparse
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = Path(__file__).with_name("floors.toml")
RATIO = "ratio"  # pages a second against trafilatura with metadata, on the same pages in the same run


class Score(msgspec.Struct, frozen=True):
    """A scoring script, the set it runs on, and the figures that must be reached."""

    script: str
    arguments: tuple[str, ...]
    floors: dict[str, float]

    @property
    def name(self) -> str:
        """The set, as people name it."""
        return f"{self.script.removesuffix('.py')} {self.arguments[0]}"


def scores() -> list[Score]:
    """What stands in ``floors.toml``."""
    return msgspec.convert(tomllib.loads(FLOORS.read_text("utf-8"))["score"], list[Score])


def measure(score: Score, peer: str | None = None) -> dict[str, Any]:
    """The figures of one set, as its script prints them."""
    data = [str(SHARED / "data" / score.arguments[0]), *score.arguments[1:]]
    if peer and score.script == "extraction.py":
        data += ["--peer-python", peer]
    done = subprocess.run(  # noqa: S603 - our own interpreter and scripts
        [sys.executable, score.script, *data],
        cwd=SHARED / "bench",
        env=os.environ | {"NUTGRAF": f"{Path(sys.executable).with_name('nutgraf')}"},
        stdout=subprocess.PIPE,
        check=True,
    )
    figures: dict[str, Any] = msgspec.json.decode(done.stdout)
    return figures


def under(score: Score, figures: dict[str, Any]) -> Iterator[str]:
    """Each figure that is under its floor, in words; a ratio is there only where a peer was measured."""
    for name, floor in score.floors.items():
        if figures.get(name, floor if name == RATIO else 0) < floor:
            yield f"{score.name}: {name} is {figures.get(name)}, under its floor of {floor}"


def main(arguments: Sequence[str]) -> int:
    """Measures the named sets, or all; 1 when a figure is under its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", metavar="PYTHON")
    parser.add_argument("names", nargs="*", metavar="NAME")
    asked = parser.parse_args(arguments)
    if not SHARED.is_dir():
        print(f"not measured: {SHARED} is absent", file=sys.stderr)
        return 0
    faults: list[str] = []
    for score in scores():
        if not asked.names or any(name in score.name for name in asked.names):
            figures = measure(score, asked.peer)
            print(msgspec.json.encode(figures).decode(), flush=True)
            faults += under(score, figures)
    print(*faults, sep="\n", file=sys.stderr)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
