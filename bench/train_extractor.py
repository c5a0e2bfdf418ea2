"""Trains the model that tells an article's text from the rest of a page: nutgraf/core/page/blocks/trees.json.

Usage: python -m bench.train_extractor [--only-validate] [--folds FOLDER]
(LightGBM, NumPy and the data in ../shared/data needed. FOLDER gets the model of each fold, which has seen none of its
sites, for bench/unseen_sites.py; nothing else is written then.)

Truth texts are aligned with the blocks of their pages; where the truth is only a few segments that must or must not
appear, the blocks that hold one are labelled, and the others by the model that was trained without their site, where it
is sure of them and right about the segments. Folds are by registrable domain: no site is in both halves.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from warcio.archiveiterator import ArchiveIterator

from bench.extraction_sets import DATA, FOLDS, ROOT, SETS, fold_of, site_of, truths
from bench.learned import UNIT, sha256_of, trained_with, trees_of, written
from nutgraf.core.formats.charset import decode
from nutgraf.core.page.blocks.features import NAMES, Survey, worth_judging
from nutgraf.core.page.blocks.passages import choose
from nutgraf.core.page.maintext import stated_by
from nutgraf.core.page.parsed import Page

MODEL = ROOT / "nutgraf" / "core" / "page" / "blocks" / "trees.json"
SETTINGS = {
    "objective": "cross_entropy",
    "learning_rate": 0.08,
    "num_leaves": 24,
    "max_depth": 8,
    "min_data_in_leaf": 60,
    "min_sum_hessian_in_leaf": 0.02,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 1,
    "verbose": -1,
    "num_threads": 1,
    "seed": 7,
    "deterministic": True,
}
TREES = 120
EARLY = 20  # trees after which hopeless blocks are judged no further
HOPELESS = -1.5
STOP = {"stop": {"after": EARLY, "below": round(HOPELESS * UNIT)}}
DIGITS = 4  # of a limit
WORD = re.compile(r"\w+")
GRAM = 4
SHORT = 6  # words; shorter blocks are found in the truth word for word, and only where they stand in order
UNTRUE = 0.5  # pages on which a model trained without them scores less have a truth that is not theirs


class Example:
    """A page with its blocks, their numbers, labels and weights."""

    def __init__(self, kind: str, truth: dict[str, Any], html: str) -> None:
        page = Page(html)
        self.kind = kind
        self.fold = fold_of(site_of(truth))
        self.truth: str = truth.get("text") or ""
        self.wanted = [flat(x) for x in truth.get("with_") or []]
        self.unwanted = [flat(x) for x in truth.get("without") or []]
        blocks = page.layout.blocks
        survey = Survey(page.layout, stated_by(page))
        worth = [i for i, block in enumerate(blocks) if worth_judging(block)]
        self.blocks = [blocks[i] for i in worth]
        for block in self.blocks:
            block.anchors.clear()  # they would keep the whole page in memory
        rows = [survey.row(i) for i in worth]
        self.rows = np.array(rows, dtype=np.float32).reshape(-1, len(NAMES))
        sizes = np.array([len(WORD.findall(block.text)) for block in self.blocks], dtype=float)
        if self.truth:
            whole = max(60, len(WORD.findall(self.truth)))
            self.labels = np.array(aligned([block.text for block in self.blocks], self.truth), dtype=float)
            self.weights = np.minimum((sizes + 1) / whole, 0.3)
        else:
            self.labels = np.array([self._by_segments(block.text) for block in self.blocks], dtype=float)
            self.weights = np.where(self.labels < 0, 0, 0.045 + np.minimum(0.06, sizes / 700))
        self.sizes = sizes

    def _by_segments(self, text: str) -> float:
        wanted, unwanted = (any(x in text for x in segments if x) for segments in (self.wanted, self.unwanted))
        return -1.0 if wanted == unwanted else float(wanted)


def flat(text: str) -> str:
    return " ".join((text or "").split())


def aligned(texts: Sequence[str], truth: str) -> list[float]:
    """For each block the share of its words that the truth has at a place no other block claims."""
    true = [word.lower() for word in WORD.findall(truth)]
    blocks = [[word.lower() for word in WORD.findall(text)] for text in texts]
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in range(len(true) - GRAM + 1):
        places[tuple(true[i : i + GRAM])].append(i)
    used = bytearray(len(true))
    labels = [0.0] * len(blocks)
    spans: list[tuple[int, int] | None] = [None] * len(blocks)
    long = [i for i, words in enumerate(blocks) if len(words) >= SHORT]
    for i in sorted(long, key=lambda i: -len(blocks[i])):
        labels[i], found = _claimed(blocks[i], places, used)
        if labels[i] >= 0.5:
            spans[i] = (min(found), max(found) + GRAM)
            for place in found:
                used[place : place + GRAM] = b"\1" * GRAM
    for i, (low, high) in enumerate(_gaps(spans, len(true))):
        words = blocks[i]
        if words and len(words) < SHORT:
            for place in range(low, min(high, low + 4000) - len(words) + 1):
                if true[place : place + len(words)] == words and not any(used[place : place + len(words)]):
                    labels[i] = 1.0
                    used[place : place + len(words)] = b"\1" * len(words)
                    break
    return labels


def _claimed(words: list[str], places: dict[tuple[str, ...], list[int]], used: bytearray) -> tuple[float, list[int]]:
    hit = bytearray(len(words))
    found: list[int] = []
    for k in range(len(words) - GRAM + 1):
        candidates = places.get(tuple(words[k : k + GRAM]), ())
        following = [place for place in candidates if found and place == found[-1] + 1 and not used[place]]
        place = next(iter(following or (place for place in candidates if not used[place])), None)
        if place is not None:
            hit[k : k + GRAM] = b"\1" * GRAM
            found.append(place)
    return sum(hit) / len(words), found


def _gaps(spans: Sequence[tuple[int, int] | None], end: int) -> list[tuple[int, int]]:
    """For each block the part of the truth between what long blocks before and after it have claimed."""
    lows, highs = [], []
    low, high = 0, end
    for span in spans:
        lows.append(low)
        if span and span[1] - low < 0.9 * end + 50:
            low = max(low, span[1])
    for span in reversed(spans):
        highs.append(high)
        if span:
            high = min(high, span[0])
    pairs = zip(lows, reversed(highs), strict=True)
    return [(max(0, a - 2), min(end, b + 2)) if a < b else (max(0, b - 5), min(end, a + 8)) for a, b in pairs]


def examples() -> Iterator[Example]:
    for kind in SETS:
        by_record = truths(DATA / kind)
        with (DATA / f"{kind}.warc.gz").open("rb") as file:
            for record in ArchiveIterator(file):
                truth = by_record.get(record.rec_headers.get_header("WARC-Record-ID").lower())
                if record.rec_type == "response" and truth:
                    yield Example(kind, truth, decode(record.content_stream().read(), None))


def fitted(pages: Sequence[Example]) -> Any:
    rows = np.concatenate([page.rows for page in pages])
    labels = np.concatenate([page.labels for page in pages])
    weights = np.concatenate([page.weights for page in pages])
    kept = weights > 0
    weights = weights[kept] / weights[kept].mean()
    data = lightgbm.Dataset(rows[kept], labels[kept].clip(0, 1), weight=weights, feature_name=list(NAMES))
    return lightgbm.train(SETTINGS, data, TREES)


def models_of_folds(pages: Sequence[Example]) -> list[Any]:
    """For each fold a model that has seen no page of it."""
    return [fitted([page for page in pages if page.fold != fold]) for fold in range(FOLDS)]


def held_out(pages: Sequence[Example], models: Sequence[Any]) -> list[Any]:
    """For each page the probabilities by a model that has seen no page of its site."""
    return [predicted(models[page.fold], page) for page in pages]


def predicted(model: Any, page: Example) -> Any:
    if not len(page.rows):
        return np.zeros(0)
    early = model.predict(page.rows, raw_score=True, num_iteration=EARLY)
    whole = model.predict(page.rows, raw_score=True)
    return 1 / (1 + np.exp(-np.where(early < HOPELESS, early, whole)))


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + GRAM]) for i in range(max(1, len(words) - GRAM + 1))) if words else Counter()


def precision_recall(page: Example, text: str) -> tuple[float, float]:
    true, ours = shingles(page.truth), shingles(text)
    common = (true & ours).total()
    return common / (ours.total() or 1), common / (true.total() or 1)


def text_of(page: Example, chances: Any) -> str:
    taken = choose(page.blocks, list(chances))
    return "\n".join(block.text for block, take in zip(page.blocks, taken, strict=True) if take)


def figures(pages: Sequence[Example], chances: Sequence[Any]) -> dict[str, float]:
    """F1 as the scores define it: of mean precision and recall of shingles, or of segments."""
    result: dict[str, float] = {}
    for kind in SETS[:2]:
        found = [precision_recall(p, text_of(p, c)) for p, c in zip(pages, chances, strict=True) if p.kind == kind]
        precision, recall = (sum(values) / len(found) for values in zip(*found, strict=True))
        result[kind] = 2 * precision * recall / (precision + recall)
    hits = misses = wrong = 0
    for page, chance in zip(pages, chances, strict=True):
        if page.kind == SETS[2]:
            text = flat(text_of(page, chance))
            hit = sum(segment in text for segment in page.wanted)
            hits, misses = hits + hit, misses + len(page.wanted) - hit
            wrong += sum(segment in text for segment in page.unwanted)
    result[SETS[2]] = 2 * hits / (2 * hits + misses + wrong)
    return {kind: round(value, 4) for kind, value in result.items()}


def f1(page: Example, text: str) -> float:
    precision, recall = precision_recall(page, text)
    return 2 * precision * recall / (precision + recall) if precision else 0.0


def credible(pages: Sequence[Example], chances: Sequence[Any]) -> list[Example]:
    """The pages to train on; blocks without a label get one where the model is sure and the segments agree."""
    kept = []
    for page, chance in zip(pages, chances, strict=True):
        text = text_of(page, chance)
        if page.truth:
            if f1(page, text) >= UNTRUE:
                kept.append(page)
            continue
        kept.append(page)
        whole = flat(text)
        if all(x in whole for x in page.wanted) and not any(x in whole for x in page.unwanted):
            sure = (page.labels < 0) & ((chance < 0.1) | (chance > 0.85))
            words = max(60.0, float(page.sizes[chance > 0.5].sum()))
            page.labels = np.where(sure, chance > 0.5, page.labels)
            page.weights = np.where(sure, np.minimum((page.sizes + 1) / words, 0.3) / 3, page.weights)
    return kept


def head(held_out: dict[str, Any]) -> dict[str, Any]:
    """What is to know of the model."""
    return {
        "answer": "log-odds that a block is of its page's article",
        "learned_by": "python -m bench.train_extractor",
        "learned_from": sha256_of(DATA / f"{kind}.{part}.gz" for kind in SETS for part in ("jsonl", "warc")),
        "trained_with": trained_with(SETTINGS, TREES),
        "held_out": {"figure": "F1 of texts, or of segments; no page of the site was seen"} | held_out,
        **STOP,
    }


def trees(model: Any) -> list[Any]:
    return trees_of(model, NAMES, digits=DIGITS)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--only-validate", action="store_true", help="write no model")
    arguments.add_argument("--folds", type=Path, metavar="FOLDER")
    chosen = arguments.parse_args()
    pages = list(examples())
    first = held_out(pages, models_of_folds(pages))
    print("first", figures(pages, first))
    kept = credible(pages, first)
    models = models_of_folds(kept)
    unseen = figures(pages, held_out(pages, models))
    print("cross-validated", unseen)
    print(f"{len(pages) - len(kept)} pages left out of training")
    if chosen.folds:
        for fold, model in enumerate(models):
            (chosen.folds / f"fold_{fold}.json").write_text(written(STOP, NAMES, trees(model)), encoding="utf-8")
    elif not chosen.only_validate:
        model = fitted(kept)
        print("on its own data", figures(pages, [predicted(model, page) for page in pages]))
        known = head({"by": "python -m bench.train_extractor"} | unseen)
        MODEL.write_text(written(known, NAMES, trees(model)), encoding="utf-8")


if __name__ == "__main__":
    main()
