"""``nutgraf extract`` by judges that have seen no page of the site they judge: how it does on sites unknown to it.

Usage: python -m bench.unseen_sites FOLDER extract [--jobs 1] STEM.warc.gz
(FOLDER: the models of the folds, from python -m bench.train_extractor --folds FOLDER. STEM.jsonl.gz says whose pages
they are.) Prints what ``nutgraf extract`` does, so that a score runs it in its place.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from math import exp
from pathlib import Path
from typing import TypeAlias
from unittest.mock import patch

import msgspec

from bench.extraction_sets import FOLDS, fold_of, site_of, truths
from bench.learned import UNIT
from nutgraf.core.forest import Forest
from nutgraf.core.page import maintext
from nutgraf.core.page.blocks.features import Stated, Survey, worth_judging
from nutgraf.core.page.blocks.layout import Layout
from nutgraf.core.page.blocks.passages import TAKEN, Judged, reasons
from nutgraf.records import Capture
from nutgraf.run.filters.extract import row_of
from nutgraf.run.inputs import read_inputs

Judge: TypeAlias = Callable[[tuple[float, ...]], float]
Passages: TypeAlias = Callable[[Layout, Stated], list[Judged]]


def judge_of(folder: Path, fold: int) -> Judge:
    """The judge that has not seen the sites of a fold."""
    forest = Forest((folder / f"fold_{fold}.json").read_text("utf-8"))
    return lambda row: forest.log_odds(row) / UNIT


def passages_by(judge: Judge, asked: list[Judge]) -> Passages:
    """``nutgraf.core.page.blocks.passages.passages`` with another judge in it, who is noted when it is asked."""

    def passages(layout: Layout, stated: Stated) -> list[Judged]:
        asked.append(judge)
        blocks, survey = layout.blocks, Survey(layout, stated)
        odds = [judge(survey.row(i)) if worth_judging(block) else None for i, block in enumerate(blocks)]
        chances = [0.0 if one is None else 1 / (1 + exp(-one)) for one in odds]
        judged = zip(blocks, chances, reasons(blocks, chances), strict=True)
        return [Judged(block.text, block.tag, chance, why in TAKEN, why) for block, chance, why in judged]

    return passages


def extracted(
    captures: Iterable[Capture], folds: dict[str, int], judges: Sequence[Judge]
) -> Iterator[dict[str, object]]:
    """The rows of all captures, each by the judge of its fold."""
    asked: list[Judge] = []
    for fold, pages in groupby(captures, lambda capture: folds.get(capture.id.lower(), 0)):
        with patch.object(maintext, "passages", passages_by(judges[fold], asked)):
            yield from map(row_of, pages)
    if not asked:
        raise SystemExit("the judges of the folds were never asked: nutgraf finds them elsewhere now")


def main() -> None:
    folder, archive = Path(sys.argv[1]), Path(sys.argv[-1])
    judges = [judge_of(folder, fold) for fold in range(FOLDS)]
    known = truths(archive.with_name(archive.name.removesuffix(".warc.gz")))
    folds = {record: fold_of(site_of(truth)) for record, truth in known.items()}
    captures = (one for one in read_inputs([archive], datetime.now(UTC)) if isinstance(one, Capture))
    for row in extracted(captures, folds, judges):
        print(msgspec.json.encode(row).decode())


if __name__ == "__main__":
    main()
