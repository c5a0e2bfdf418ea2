"""How the whole engine groups stories that its judge has not seen.

Usage: python -m bench.unseen_stories FOLDER SET ... [--meanings FOLDER]
(FOLDER: the judges of the halves, from python -m bench.train_grouping --halves FOLDER; SET: one of what that learned
from.) A set is grouped twice, by the judge of each half of the stories, and an article counts where its story is not
among what the judge learned. Prints a line of JSON a set: B-cubed precision, recall and F1.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias
from unittest.mock import patch

import msgspec

from bench.grouping_report import grouped
from bench.story_sets import each_b_cubed, half_of, mean_b_cubed, meanings_of, rows_of
from nutgraf.core.forest import Forest
from nutgraf.engine import stories as engine

Judge: TypeAlias = Callable[[list[float]], int]
HALVES = (0, 1)


def judge_of(folder: Path, half: int) -> Judge:
    """The judge that has not seen a half of the stories."""
    return Forest((folder / f"half_{half}.json").read_text("utf-8")).log_odds


def unseen(
    rows: Sequence[dict[str, Any]], vectors: dict[str, bytes] | None, judges: Sequence[Judge]
) -> dict[str, float]:
    """The figures of a set, each article by the judge that has not seen its story; without vectors by words alone."""
    counted: list[tuple[float, float]] = []
    for half, judge in zip(HALVES, judges, strict=True):
        with patch.object(engine, "log_odds", judge):
            items = grouped(rows, vectors, by_words=vectors is None)
        gold = [item.gold for item in items]
        each = each_b_cubed(gold, [item.found for item in items])
        counted += [one for one, story in zip(each, gold, strict=True) if half_of(story) == half]
    names = ("b3_precision", "b3_recall", "b3_f1")
    return {name: round(value, 4) for name, value in zip(names, mean_b_cubed(counted), strict=True)}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("sets", nargs="+", metavar="SET")
    options.add_argument("--meanings", type=Path, metavar="FOLDER")
    chosen = options.parse_args()
    judges = [judge_of(chosen.folder, half) for half in HALVES]
    for name in chosen.sets:
        figures = unseen(rows_of(name), meanings_of(name, chosen.meanings), judges)
        print(msgspec.json.encode({"set": name} | figures).decode(), flush=True)


if __name__ == "__main__":
    main()
