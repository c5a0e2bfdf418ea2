"""Scores which reports are taken for likely translations of each other, and which are left alone.

Usage: python bench/translations.py FILE.jsonl.gz, a set of stories as they lie in ``../shared/data/stories``. Prints a
line of JSON; all thresholds were chosen with these sets in view, so every figure is in_sample_.

A set whose stories are one text each, in several languages, tells what is found:

    precision    of the pairs that are taken for translations, those of one story; compared are all articles of one
                 affair, which the part of an id before the hyphen names
    pair_recall  of the pairs of one story, those taken for translations
    recall       of the articles, all but one of a story being translations, those taken for such
    cut_recall   the same where every other text is cut to its first two thirds

A set in one language tells what is left alone: pairs of one story that share a tenth of their runs of words at most, as
if each report were in a language of its own, and all of one meaning. That is harder, for names are then spelled alike:

    spared       of these pairs, those not taken for translations
"""

import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
from msgspec.structs import replace

from nutgraf.engine.copies.nearest import resemblance
from nutgraf.engine.copies.translations import likely_translations
from nutgraf.engine.pipeline.prepare import Meaning
from nutgraf.meaning.vectors import get_ready, meaning_of
from nutgraf.records import Known, Prepared, Score, without_text
from nutgraf.run.filters.rows_in_order import prepared_rows

SAME_TIME = datetime(2026, 3, 1, tzinfo=UTC)
SHARED_MOST = 0.1
COMPARED_MOST = 40  # reports of one story, the first
CUT = 2 / 3
ANY_MEANING = bytes([1])

Row: TypeAlias = dict[str, Any]


def read(path: Path) -> list[Row]:
    """The rows that have a text."""
    rows: list[Row] = [msgspec.json.decode(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    return [row for row in rows if row.get("text")]


def known(rows: Iterable[Row], meaning: Meaning | None) -> list[Known]:
    """What the engine knows of rows, all of one time; those without landmarks are left out."""
    bare = ({name: value for name, value in row.items() if name != "story" and value is not None} for row in rows)
    items = [item for _, item in prepared_rows(bare, 1, meaning, get_ready if meaning else None)]
    return [
        Known(
            article=replace(without_text(item.article), published=SAME_TIME, seen=SAME_TIME, credit=None),
            fingerprint=item.fingerprint,
            quality=Score(total=0),
        )
        for item in items
        if isinstance(item, Prepared) and item.fingerprint.landmarks
    ]


def is_pair(one: Known, other: Known) -> bool:
    """Whether one of two is taken for a likely translation of the other."""
    return bool(likely_translations([one, other]))


def found_in(rows: Sequence[Row]) -> dict[str, object]:
    """The figures of a set in several languages."""
    story = {str(row["id"]): str(row["story"]) for row in rows}
    whole = known(rows, meaning_of)
    pairs = [
        (story[one.article.id] == story[other.article.id], is_pair(one, other))
        for one, other in combinations(whole, 2)
        if _affair(one) == _affair(other)
    ]
    right = sum(same and taken for same, taken in pairs)
    return {
        "articles": len(whole),
        "in_sample_precision": right / max(1, sum(taken for _, taken in pairs)),
        "in_sample_pair_recall": right / sum(same for same, _ in pairs),
        "in_sample_recall": _recall(whole, story),
        "in_sample_cut_recall": _recall(_every_other_cut(rows, whole), story),
    }


def _affair(one: Known) -> str:
    return one.article.id.partition("-")[0]


def _recall(reports: Iterable[Known], story: dict[str, str]) -> float:
    """The share of likely translations among all but one of each story's articles."""
    stories: defaultdict[str, list[Known]] = defaultdict(list)
    for one in reports:
        stories[story[one.article.id]].append(one)
    found = sum(len(likely_translations(members)) for members in stories.values())
    return found / sum(len(members) - 1 for members in stories.values())


def _every_other_cut(rows: Sequence[Row], whole: Sequence[Known]) -> list[Known]:
    """The reports, every other one of a text that was cut: title and lead mean what they did."""
    meanings = {one.article.id: one.fingerprint.meaning for one in whole}
    cut = known((row | {"text": row["text"][: int(len(row["text"]) * CUT)]} for row in rows[::2]), None)
    told = [_with_meaning(one, meanings.get(one.article.id, b"")) for one in cut]
    names = {str(row["id"]) for row in rows[::2]}
    return [*told, *(one for one in whole if one.article.id not in names)]


def _with_meaning(one: Known, meaning: bytes) -> Known:
    return replace(one, fingerprint=replace(one.fingerprint, meaning=meaning))


def left_alone(rows: Sequence[Row]) -> dict[str, object]:
    """The figures of a set in one language."""
    story = {str(row["id"]): str(row["story"]) for row in rows}
    stories: defaultdict[str, list[Known]] = defaultdict(list)
    for number, one in enumerate(known(rows, None)):
        foreign = replace(one, article=replace(one.article, language=f"x{number}"))
        stories[story[one.article.id]].append(_with_meaning(foreign, ANY_MEANING))
    taken = [
        is_pair(one, other)
        for members in stories.values()
        for one, other in combinations(members[:COMPARED_MOST], 2)
        if resemblance(one, other) <= SHARED_MOST
    ]
    return {"pairs": len(taken), "in_sample_spared": 1 - sum(taken) / max(1, len(taken))}


def main(path: Path) -> None:
    """Prints the figures of a set."""
    rows = read(path)
    languages = Counter(row.get("language") for row in rows)
    in_one = 2 * max(languages.values()) > len(rows)
    figures = {"set": path.name} | (left_alone(rows) if in_one else found_in(rows))
    print(msgspec.json.encode(figures).decode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
