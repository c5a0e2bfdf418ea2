"""Learns how pages for any day (guides, lists of the best, explanations) differ from news, and tells how well it does.

Usage: python -m bench.evergreen [--meanings FOLDER] [--write]
(FOLDER keeps the meanings for the next time; --write puts what was learned into nutgraf/meaning/evergreen.json.)

A ridge logistic regression on meanings. For any day are the pages of wcxb_dev among the single ones of mixed, most of
which are; news are those of fundus_parsers there, and three sets of stories. Each half of the pages is judged by what
was learned from the other half and the stories: of each kind, how many have more than even odds. The last line has what
mixed gets so.
"""

import argparse
from base64 import b85encode
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from bench.judge_stories import labelled
from bench.story_sets import meanings_of, rows_of
from nutgraf.engine.likeness.judge import NUMBERS
from nutgraf.meaning import evergreen

Matrix: TypeAlias = npt.NDArray[np.float64]

NEWS = ("ecbplus", "googlenews_en", "groundnews_sakhadib")  # none that mixed is made of
PAGES = {"any day": "single:wcxb", "news": "single:fundus"}
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


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--meanings", type=Path, metavar="FOLDER")
    options.add_argument("--write", action="store_true")
    asked = options.parse_args()
    rows, meanings = rows_of("mixed"), meanings_of("mixed", asked.meanings)
    pages = {kind: [one for one in meanings if one.startswith(mark)] for kind, mark in PAGES.items()}
    stories = {name: meanings_of(name, asked.meanings) for name in NEWS}
    news = np.concatenate([units(told.values()) for told in stories.values()])

    def half(kind: str, which: int) -> list[str]:
        return pages[kind][which::2]

    def learned_of(*which: int) -> evergreen.Direction:
        days, others = (units(meanings[one] for part in which for one in half(kind, part)) for kind in pages)
        return as_shipped(learned(days, np.concatenate([others, news])))

    judged = {which: learned_of(1 - which) for which in (0, 1)}
    halves = {one: which for kind in pages for which in (0, 1) for one in half(kind, which)}
    shares = {one: evergreen.share(told, judged[halves.get(one, 0)]) for one, told in meanings.items()}
    for kind, ids in {**pages, "mixed's stories": [one for one in meanings if one not in halves]}.items():
        over = sum(shares[one] > evergreen.THOUSAND / 2 for one in ids)
        print(msgspec.json.encode({"kind": kind, "articles": len(ids), "for_any_day": over}).decode())
    found = labelled(rows, meanings, evergreen=shares).figures(NUMBERS, [NUMBERS.enough])
    print(msgspec.json.encode({"set": "mixed", "b3": [round(figure, 4) for figure in found[NUMBERS.enough]]}).decode())
    if asked.write:
        counts = {kind: len(ids) for kind, ids in pages.items()} | {name: len(told) for name, told in stories.items()}
        write(learned_of(0, 1), counts)


if __name__ == "__main__":
    main()
