"""Tells what ``nutgraf group`` gets right and wrong in a public set of stories, and what is wrong in the worst of them.

Usage: python bench/grouping_report.py SET [--shuffle SEED] [--worst 50] [--meanings FOLDER]
(SET is a file's name in ../shared/data/stories without its ending; FOLDER keeps the meanings for the next time.)

Prints B-cubed figures (Bagga and Baldwin, 1998), the pairs of articles by their languages, and the worst stories: those
that came apart cost recall, those that were taken together cost precision. What a story costs is the F1 that the set
would gain were it alone put right, to first order.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple, TypeAlias
from unittest.mock import patch

from bench.story_sets import b_cubed, meanings_of, prepared, rows_of
from nutgraf.records import Prepared, Rejected
from nutgraf.run.filters import group as group_filter
from nutgraf.run.filters.rows_in_order import Row, RowTask

PAIRED = 40  # articles of a story whose pairs are counted: a large one would be all of the table
PARTS = 6  # parts of a story that are shown
TITLES = 3  # examples of a part
TITLE = 90  # characters of one
Pair: TypeAlias = tuple[str, str]


class Item(NamedTuple):
    """An article, the story it belongs to, and the one that it was put into."""

    row: dict[str, Any]
    gold: str
    found: str

    @property
    def language(self) -> str:
        """Its language, as the set has it."""
        return self.row.get("language") or "?"

    @property
    def hour(self) -> float | None:
        """When it was published, in hours of the era."""
        when = self.row.get("published")
        return datetime.fromisoformat(when).timestamp() / 3600 if when else None


class Wrong(NamedTuple):
    """A story that came apart or was taken together, what that costs, and its parts, largest first."""

    kind: str
    story: str
    cost: float
    parts: list[list[Item]]


def grouped(rows: Sequence[dict[str, Any]], vectors: Mapping[str, bytes] | None = None) -> list[Item]:
    """The articles with the stories that the filter puts them into; one that it rejects is alone.

    Vectors, where they are kept, stand for what the model would say.
    """

    def with_kept(rows: Iterable[Row], jobs: int, *_: object) -> Iterator[tuple[RowTask, Prepared | Rejected]]:
        return prepared(rows, vectors or {}, jobs)

    bare = ({key: value for key, value in row.items() if key != "story" and value is not None} for row in rows)
    with patch.object(group_filter, "prepared_rows", with_kept) if vectors is not None else nullcontext():
        answers = list(group_filter.group(bare))
    return [
        Item(row, str(row["story"]), str(answer["story"] or f"rejected {number}"))
        for number, (row, answer) in enumerate(zip(rows, answers, strict=True))
    ]


def gathered(items: Iterable[Item], side: str) -> dict[str, list[Item]]:
    """The articles of each story, ``side`` being ``gold`` or ``found``."""
    stories: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        stories[getattr(item, side)].append(item)
    return stories


def pairs_of(stories: Iterable[list[Item]], other: str) -> dict[Pair, Counter[bool]]:
    """The pairs within stories by their languages, and how many of them the other side has together as well."""
    pairs: dict[Pair, Counter[bool]] = defaultdict(Counter)
    for story in stories:
        for one, two in combinations(story[:PAIRED], 2):
            first, second = sorted((one.language, two.language))
            pairs[first, second][getattr(one, other) == getattr(two, other)] += 1
    return pairs


def language_table(items: Sequence[Item]) -> Iterator[str]:
    """Recall and precision of pairs by their languages, most frequent first, and over all within and across them."""
    belong = pairs_of(gathered(items, "gold").values(), "found")
    put = pairs_of(gathered(items, "found").values(), "gold")
    frequent = sorted(belong.keys() | put.keys(), key=lambda pair: (-belong[pair].total() - put[pair].total(), pair))
    groups = [(f"{one}-{two}", [(one, two)]) for one, two in frequent]
    same = [pair for pair in frequent if pair[0] == pair[1]]
    across = [pair for pair in frequent if pair[0] != pair[1]]
    yield f"{'languages':12} {'belong':>8} {'recall':>7} {'put':>8} {'precision':>9}"
    for name, pairs in [("within one", same), ("across", across), *groups]:
        recall = sum((belong[pair] for pair in pairs), Counter[bool]())
        precision = sum((put[pair] for pair in pairs), Counter[bool]())
        yield f"{name:12} {recall.total():8} {share(recall):>7} {precision.total():8} {share(precision):>9}"


def share(pairs: Counter[bool]) -> str:
    return f"{pairs[True] / pairs.total():.3f}" if pairs else "-"


def wrongs(items: Sequence[Item], precision: float, recall: float) -> list[Wrong]:
    """All stories that are not as they should be, costliest first."""
    square = (precision + recall) ** 2
    sides = (
        ("came apart", "gold", "found", 2 * precision**2 / square),
        ("taken together", "found", "gold", 2 * recall**2 / square),
    )
    found: list[Wrong] = []
    for kind, side, other, slope in sides:
        for story, inside in gathered(items, side).items():
            parts = sorted(gathered(inside, other).values(), key=len, reverse=True)
            loss = sum(len(part) * (1 - len(part) / len(inside)) for part in parts)
            found.append(Wrong(kind, story, slope * loss / len(items), parts))
    return sorted((one for one in found if one.cost), key=lambda one: -one.cost)


def told(wrong: Wrong, sizes: dict[str, Counter[str]]) -> Iterator[str]:
    """A wrong story in words: what it is made of, by whose articles, and when."""
    inside = [item for part in wrong.parts for item in part]
    apart = wrong.kind == "came apart"
    yield f"{wrong.kind}: {wrong.story}, costs {wrong.cost:.5f}; {len(inside)} articles in {len(wrong.parts)} parts"
    yield f"    {languages(inside)}{hours(inside, inside)}"
    for part in wrong.parts[:PARTS]:
        where = part[0].found if apart else part[0].gold
        size = sizes["found" if apart else "gold"][where]
        yield f"    {len(part)} of {size} in {where}: {languages(part)}{hours(part, inside)}"
        yield from (f"        {title(item)}" for item in part[:: max(1, len(part) // TITLES)][:TITLES])
    if rest := wrong.parts[PARTS:]:
        small = [item for part in rest for item in part]
        yield f"    {len(small)} in {len(rest)} smaller parts: {languages(small)}"


def languages(items: Iterable[Item]) -> str:
    return " ".join(f"{language} {count}" for language, count in Counter(item.language for item in items).most_common())


def hours(items: Iterable[Item], all_: Iterable[Item]) -> str:
    """When articles were published, from the first of all on: the first, the middle and the last of them."""
    here = [hour for item in items if (hour := item.hour) is not None]
    start = min((hour for item in all_ if (hour := item.hour) is not None), default=0.0)
    if not here:
        return ""
    return f"; hours {min(here) - start:.0f} to {max(here) - start:.0f}, median {median(here) - start:.0f}"


def title(item: Item) -> str:
    return f"[{item.language}] {(item.row.get('title') or item.row.get('excerpt') or '')[:TITLE]}"


def report(items: Sequence[Item], worst: int) -> Iterator[str]:
    """All that is told of a grouping, line by line."""
    gold, found = [item.gold for item in items], [item.found for item in items]
    precision, recall, f1 = b_cubed(gold, found)
    yield f"{len(items)} articles, {len(set(gold))} stories, {len(set(found))} found"
    yield f"B-cubed precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}"
    yield from ("", *language_table(items), "")
    bad = wrongs(items, precision, recall)
    for kind in ("came apart", "taken together"):
        costs = [one.cost for one in bad if one.kind == kind]
        yield f"{kind}: {len(costs)} stories cost {sum(costs):.4f}"
    shown = bad[:worst]
    yield f"the {len(shown)} worst cost {sum(one.cost for one in shown):.4f}"
    sizes = {"gold": Counter(gold), "found": Counter(found)}
    for number, one in enumerate(shown, 1):
        first, *others = told(one, sizes)
        yield from ("", f"{number}. {first}", *others)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("set")
    options.add_argument("--shuffle", type=int, metavar="SEED")
    options.add_argument("--worst", type=int, default=50)
    options.add_argument("--meanings", type=Path, metavar="FOLDER")
    chosen = options.parse_args()
    rows = rows_of(chosen.set, chosen.shuffle)
    items = grouped(rows, meanings_of(chosen.set, chosen.meanings) if chosen.meanings else None)
    print(chosen.set)
    print(*report(items, chosen.worst), sep="\n")


if __name__ == "__main__":
    main()
