"""Scores how reports are taken for likely translations of each other, or left alone.

Usage: python -m bench.translations stories/meantime.jsonl.gz (below ../shared/data), or its whole path

A set whose stories are each one text in several languages tells what is found. Figures: the share of pairs within a
story that are taken for translations (pair_recall); of articles, all but one of a story being translations (recall);
the same where every other text is cut to its first two thirds (cut_recall); the share of the pairs so taken that are of
one story, among all pairs of articles of one affair, as the part of the id before the hyphen names it (precision).

A set in one language tells what is left alone: pairs of one story that share less than a tenth of their runs of words,
as if each were in another language and of one meaning. Names are then spelled alike, which makes it harder. Figure: the
share of pairs that is not taken for translations (spared).

The thresholds were chosen with all of these in view: every figure is in_sample_.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from bench.story_sets import rows_of
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
_ANY_MEANING = bytes([1])


def known(rows: Iterable[dict[str, Any]], meaning: Meaning | None) -> Iterator[Known | None]:
    """What the engine knows of rows with a text, None of others; all of them are of one time."""
    bare = ({name: value for name, value in row.items() if name != "story" and value is not None} for row in rows)
    for _, item in prepared_rows(bare, 1, meaning, get_ready if meaning else None):
        if not isinstance(item, Prepared) or not item.fingerprint.landmarks:
            yield None
            continue
        article = replace(without_text(item.article), published=SAME_TIME, seen=SAME_TIME, credit=None)
        yield Known(article=article, fingerprint=item.fingerprint, quality=Score(total=0))


def is_pair(one: Known, other: Known) -> bool:
    """Whether one of two is taken for a likely translation of the other."""
    return bool(likely_translations([one, other]))


def found_in(rows: Sequence[dict[str, Any]]) -> dict[str, object]:
    """The figures of a set of stories in several languages."""
    whole = [one for one in known(rows, meaning_of) if one is not None]
    cut = [one for one in known(map(_cut, rows), meaning_of) if one is not None]
    story = {str(row["id"]): str(row["story"]) for row in rows}
    pairs = [(a, b) for a, b in combinations(whole, 2) if _affair(a) == _affair(b)]
    within = claimed = right = 0
    for a, b in pairs:
        same, likely = story[a.article.id] == story[b.article.id], is_pair(a, b)
        within += same
        claimed += likely
        right += same and likely
    return {
        "articles": len(whole),
        "in_sample_precision": right / max(1, claimed),
        "in_sample_pair_recall": right / max(1, within),
        "in_sample_recall": _recall(whole, story),
        "in_sample_cut_recall": _recall([*whole[::2], *cut[1::2]], story),
    }


def _affair(one: Known) -> str:
    return one.article.id.partition("-")[0]


def _cut(row: dict[str, Any]) -> dict[str, Any]:
    text = str(row["text"])
    return row | {"text": text[: int(len(text) * CUT)]}


def _recall(reports: Iterable[Known], story: dict[str, str]) -> float:
    """The share of likely translations among all but one of each story's articles."""
    stories: dict[str, list[Known]] = {}
    for one in reports:
        stories.setdefault(story[one.article.id], []).append(one)
    found = sum(len(likely_translations(members)) for members in stories.values())
    return found / sum(len(members) - 1 for members in stories.values())


def left_alone(rows: Sequence[dict[str, Any]]) -> dict[str, object]:
    """The figures of a set in one language."""
    with_text = [row for row in rows if row.get("text")]
    stories: dict[str, list[Known]] = {}
    for number, (row, one) in enumerate(zip(with_text, known(with_text, None), strict=True)):
        if one is not None:
            stories.setdefault(row["story"], []).append(_as_foreign(one, number))
    pairs = spared = 0
    for members in stories.values():
        for one, other in combinations(members[:COMPARED_MOST], 2):
            if resemblance(one, other) <= SHARED_MOST:
                pairs += 1
                spared += not is_pair(one, other)
    return {"pairs": pairs, "in_sample_spared": spared / max(1, pairs)}


def _as_foreign(one: Known, number: int) -> Known:
    """A report as if it were in a language of its own and meant what all others mean."""
    return replace(
        one,
        article=replace(one.article, language=f"x{number}"),
        fingerprint=replace(one.fingerprint, meaning=_ANY_MEANING),
    )


def main(path: str) -> None:
    """Prints the figures of a set."""
    name = Path(path).name.removesuffix(".jsonl.gz")
    rows = rows_of(name)
    languages = Counter(row.get("language") for row in rows)
    one_language = 2 * max(languages.values()) > len(rows)
    print(json.dumps({"set": name} | (left_alone(rows) if one_language else found_in(rows))))


if __name__ == "__main__":
    main(sys.argv[1])
