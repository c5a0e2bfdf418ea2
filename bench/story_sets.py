"""The public sets of stories in ``../shared/data/stories``, their meanings, and how a grouping of them is scored."""

import gzip
import json
import os
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

from nutgraf.meaning.vectors import get_ready, meaning_of
from nutgraf.records import Prepared
from nutgraf.run.filters.rows_in_order import prepared_rows

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "stories"
SETS = ("og2021_early", "mstream_news", "allsides")  # the judge of stories learned from these, and from no other


def rows_of(name: str, shuffle: int | None = None) -> list[dict[str, Any]]:
    """The articles of a set in its order, or in the one that a seed gives."""
    path = DATA / f"{name}.jsonl.gz"
    if not path.exists():
        raise SystemExit(f"there is no {path}")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    if shuffle is not None:
        random.Random(shuffle).shuffle(rows)  # noqa: S311 - an order, no secret
    return rows


def half_of(story: str) -> int:
    """Which half of the stories one belongs to: the judges of validations have seen the other."""
    return crc32(story.encode()) % 2


def meanings_of(name: str, folder: Path | None) -> dict[str, bytes]:
    """What the articles of a set mean, by id; kept in the folder for the next time."""
    kept = folder / f"{name}.json" if folder else None
    if kept and kept.exists():
        return {key: bytes.fromhex(value) for key, value in json.loads(kept.read_text()).items()}
    told = prepared_rows(rows_of(name), os.cpu_count() or 1, meaning_of, get_ready)
    found = {item.article.id: item.fingerprint.meaning for _, item in told if isinstance(item, Prepared)}
    if kept:
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(json.dumps({key: value.hex() for key, value in found.items()}))
    return found


def b_cubed(gold: Sequence[str], stories: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a grouping (Bagga and Baldwin, 1998)."""
    return mean_b_cubed(each_b_cubed(gold, stories))


def each_b_cubed(gold: Sequence[str], stories: Sequence[str]) -> list[tuple[float, float]]:
    """Precision and recall of each article: the shares of its story, and of the one it belongs to, that are in both."""
    golds, found, both = Counter(gold), Counter(stories), Counter(zip(gold, stories, strict=True))
    return [
        (both[one, story] / found[story], both[one, story] / golds[one])
        for one, story in zip(gold, stories, strict=True)
    ]


def mean_b_cubed(each: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Precision, recall and F1 over some articles."""
    precision, recall = (sum(values) / len(each) for values in zip(*each, strict=True))
    return precision, recall, 2 * precision * recall / (precision + recall)
