"""The public sets of stories in ``../shared/data/stories``, their meanings, and how a grouping of them is scored."""

import gzip
import json
import os
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from nutgraf.meaning.vectors import get_ready, meaning_of
from nutgraf.records import Article, Prepared, Rejected
from nutgraf.run.filters.rows_in_order import Row, RowTask, prepared_rows

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "stories"
# The numbers of the judge of stories were chosen with these in view, and with no other.
SETS = ("basil", "meantime", "ecbplus", "wikinews_galaxy", "googlenews_en", "groundnews_sakhadib", "mixed")


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


def prepared(
    rows: Iterable[Row], vectors: Mapping[str, bytes], jobs: int = 1
) -> Iterator[tuple[RowTask, Prepared | Rejected]]:
    """Rows without their stories as the filters prepare them, with kept meanings in place of the model's."""
    bare = ({key: value for key, value in row.items() if key != "story" and value is not None} for row in rows)
    for task, item in prepared_rows(bare, jobs, None):
        yield task, item if isinstance(item, Rejected) else _with_meaning(item, vectors[item.article.id])


def _with_meaning(item: Prepared, vector: bytes) -> Prepared:
    return replace(item, fingerprint=replace(item.fingerprint, meaning=vector))


def meanings_of(name: str, folder: Path | None, told_by: Callable[[Article], bytes] = meaning_of) -> dict[str, bytes]:
    """What the articles of a set mean, by id; kept in the folder for the next time."""
    kept = folder / f"{name}.{told_by.__name__}.json" if folder else None
    if kept and kept.exists():
        return {key: bytes.fromhex(value) for key, value in json.loads(kept.read_text()).items()}
    told = prepared_rows(rows_of(name), os.cpu_count() or 1, told_by, get_ready)
    found = {item.article.id: item.fingerprint.meaning for _, item in told if isinstance(item, Prepared)}
    if kept:
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(json.dumps({key: value.hex() for key, value in found.items()}))
    return found


def b_cubed(gold: Sequence[str], stories: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a grouping (Bagga and Baldwin, 1998)."""
    golds, found, both = Counter(gold), Counter(stories), Counter(zip(gold, stories, strict=True))
    precision = sum(count**2 / found[story] for (_, story), count in both.items()) / len(gold)
    recall = sum(count**2 / golds[one] for (one, _), count in both.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)
