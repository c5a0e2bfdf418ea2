"""Learns how pages for any day (guides, lists of the best, explanations) differ from news, and tells how well it does.

Usage: python -m bench.evergreen [--meanings FOLDER] [--write]
(FOLDER keeps the meanings for the next time; --write puts what was learned into nutgraf/meaning/evergreen.json.)

A ridge logistic regression on meanings. For any day are the pages of wcxb_dev among the single ones of mixed, most of
which are; news are those of fundus_parsers there, and three sets of stories. Each half of the pages is judged by what
was learned from the other half and the stories: prints of each kind how many have more than even odds.
"""

import argparse
from base64 import b85encode
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from bench.story_sets import meanings_of
from nutgraf.meaning import evergreen

Matrix: TypeAlias = npt.NDArray[np.float64]

NEWS = ("ecbplus", "googlenews_en", "groundnews_sakhadib")  # none that mixed is made of
MARKS = {"any day": "single:wcxb", "news": "single:fundus"}
RIDGE = 3e-4
PARTS = 256
STEPS = 40
LINE = 100
FILE = Path(evergreen.__file__).with_name("evergreen.json")


def units(meanings: Iterable[bytes]) -> Matrix:
    """Meanings as vectors of length 1, with a 1 for what is before."""
    told = np.array([np.frombuffer(meaning, np.int8) for meaning in meanings if any(meaning)], dtype=np.float64)
    points: Matrix = np.c_[told / np.linalg.norm(told, axis=1, keepdims=True), np.ones(len(told))]
    return points


def learned(for_any_day: Matrix, news: Matrix) -> npt.NDArray[np.float64]:
    """The weights of a logistic regression in which both kinds count alike, by Newton's method."""
    points = np.concatenate([for_any_day, news])
    truth = np.r_[np.ones(len(for_any_day)), np.zeros(len(news))]
    counts = np.r_[np.full(len(for_any_day), 0.5 / len(for_any_day)), np.full(len(news), 0.5 / len(news))]
    ridge = np.diag(np.r_[np.full(points.shape[1] - 1, RIDGE), 0.0])
    weights = np.zeros(points.shape[1])
    for _ in range(STEPS):
        said = 1 / (1 + np.exp(-points @ weights))
        slope = points.T @ (counts * (said - truth)) + ridge @ weights
        bend = (points * (counts * said * (1 - said))[:, None]).T @ points + ridge
        weights -= np.linalg.solve(bend, slope)
    return weights


def as_shipped(weights: npt.NDArray[np.float64]) -> evergreen.Direction:
    """The same in whole numbers."""
    return evergreen.Direction(np.round(weights[:-1] * PARTS).astype(np.int64), PARTS, round(float(weights[-1]), 3))


def write(found: evergreen.Direction, counts: Mapping[str, int]) -> None:
    """Writes what the program goes by."""
    told = b85encode(found.weights.astype("<i2").tobytes()).decode()
    record = {
        "of": "titles and leads as nutgraf.meaning gives them; log-odds of being for any day, by bench/evergreen.py",
        "pages": counts,
        "parts": found.parts,
        "before": found.before,
        "whole_numbers": [told[at : at + LINE] for at in range(0, len(told), LINE)],
    }
    FILE.write_bytes(msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n")


class Pages:
    """What pages for any day and news are learned from: meanings of both kinds."""

    def __init__(self, folder: Path | None) -> None:
        self._mixed = meanings_of("mixed", folder)
        self._stories = {name: meanings_of(name, folder) for name in NEWS}
        self.pages = {kind: [one for one in self._mixed if one.startswith(mark)] for kind, mark in MARKS.items()}

    def learned(self, halves: Iterable[int] = (0, 1), without: str = "") -> evergreen.Direction:
        """What is learned of halves of the pages, and of the stories but for one set."""
        days, others = (
            units(self._mixed[one] for half in halves for one in ids[half::2]) for ids in self.pages.values()
        )
        news = [units(told.values()) for name, told in self._stories.items() if name != without]
        return as_shipped(learned(days, np.concatenate([others, *news])))

    def unseen(self, name: str) -> dict[str, int]:
        """How likely each article of a set is for any day, in thousandths, by what was learned without it."""
        if name in NEWS:
            told = self.learned(without=name)
            return {one: evergreen.share(meaning, told) for one, meaning in self._stories[name].items()}
        by_other = {half: self.learned((1 - half,)) for half in (0, 1)}
        halves = {one: half for ids in self.pages.values() for half in (0, 1) for one in ids[half::2]}
        return {one: evergreen.share(meaning, by_other[halves.get(one, 0)]) for one, meaning in self._mixed.items()}

    def counts(self) -> dict[str, int]:
        """How many articles there are to learn from."""
        sizes = {kind: len(ids) for kind, ids in self.pages.items()}
        return sizes | {name: len(told) for name, told in self._stories.items()}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--meanings", type=Path, metavar="FOLDER")
    options.add_argument("--write", action="store_true")
    asked = options.parse_args()
    pages = Pages(asked.meanings)
    shares = pages.unseen("mixed")
    known = {one for ids in pages.pages.values() for one in ids}
    for kind, ids in {**pages.pages, "mixed's stories": [one for one in shares if one not in known]}.items():
        over = sum(shares[one] > evergreen.THOUSAND / 2 for one in ids)
        print(msgspec.json.encode({"kind": kind, "articles": len(ids), "for_any_day": over}).decode())
    if asked.write:
        write(pages.learned(), pages.counts())


if __name__ == "__main__":
    main()
