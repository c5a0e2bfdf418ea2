"""Chooses the numbers of the judge of stories on the labelled sets, and tells what each set gets without its own say.

Usage: python -m bench.judge_stories [--meanings FOLDER] [SET ...]
(SET is one of story_sets.SETS, all where none is named; FOLDER keeps the meanings for the next time.)

The independent reports of a set are grouped at once, by the engine's own average link; copies go with their originals.
Numbers are chosen one after another, from plain average link on, for the highest mean of B-cubed F1 (Bagga and Baldwin,
1998) over the sets in view, and of those that are as good the more cautious ones. What bench/evergreen.py learns
without the set tells which pages are for any day. Prints a line of JSON a set, with the figures by numbers chosen
while it was left out, those by the shipped numbers (``in_sample_``) and the former numbers; a last line has the numbers
chosen over all sets.
"""

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple, TypeAlias

import msgspec

from bench.evergreen import NEWS, Pages
from bench.story_sets import SETS, b_cubed, meanings_of, prepared, rows_of
from nutgraf.engine.likeness.judge import NUMBERS, Numbers
from nutgraf.engine.pipeline.decide import decide
from nutgraf.engine.stories.average_link import Clusters, Matrix, Parts, parts, strangenesses, weighed
from nutgraf.engine.window.window import Window
from nutgraf.records import Rejected

PARTS_OF = {"mixed": {"basil", "meantime", "wikinews_galaxy"}}  # sets that are made of others
EVER = 100_000.0  # days: nothing leaves the window
# How much words, meaning and time count is no choice: the first two alike, and of time these sets know nothing, for in
# none is what recurs day by day (docs/decisions/0030).
PLAIN = Numbers(pair=0.0, foreign=0.0, evergreen=0.0, apart=0.0, strange=6.0)
CHOICES = {
    "evergreen": (0.0, 0.2, 0.4, 0.6),
    "strange": (3.0, 4.0, 6.0),
    "apart": (0.0, 0.5, 1.0),
    "pair": (0.0, 0.08, 0.13, 0.18),
    "foreign": (0.0, 0.3, 0.6, 0.8),
}
ENOUGH = (0.29, 0.32, 0.35, 0.38, 0.41)
ROUNDS = 2
NOISE = 0.003  # of the mean, within which numbers are as good as others: then those that ask for more
FIGURES = ("b3_precision", "b3_recall", "b3_f1")

Figures: TypeAlias = tuple[float, float, float]
Table: TypeAlias = Callable[[str, Numbers], Figures]


class Labelled(NamedTuple):
    """A set as it is grouped: of each article the story and the place of its report, and what each two have in common.

    ``strange`` has that part by the number that it depends on.
    """

    gold: list[str]
    places: list[int]
    parts: Parts
    strange: dict[float, Matrix]

    def alike(self, numbers: Numbers) -> Matrix:
        """How alike each two reports are."""
        return weighed(self.parts._replace(strange=self.strange[numbers.strange]), numbers)

    def figures(self, numbers: Numbers, enough: Iterable[float]) -> dict[float, Figures]:
        """B-cubed precision, recall and F1, by how much is enough: what less joins begins where more stopped."""
        found, figures = Clusters(self.alike(numbers), self.parts.abroad, numbers=numbers), {}
        for limit in sorted(enough, reverse=True):
            found.join_all(limit)
            stories = {place: f"{story}" for story, places in found.rows.items() for place in places}
            figures[limit] = b_cubed(self.gold, [stories[place] for place in self.places])
        return figures


def labelled(
    rows: Sequence[dict[str, Any]],
    vectors: Mapping[str, bytes],
    strange: Iterable[float] = (NUMBERS.strange,),
    evergreen: Mapping[str, int] | None = None,
) -> Labelled:
    """A set, its copies found by the engine; what is no article is not among it.

    ``evergreen``: how likely each article could stand on any day, where that is not to be asked of what is shipped.
    """
    window = Window(EVER, witnesses=1)
    articles: list[tuple[str, str]] = []
    for row, (_, item) in zip(rows, prepared(rows, vectors), strict=True):
        if not isinstance(item, Rejected):
            window.evolve(decide(window, item))
            articles.append((str(row["story"]), item.article.id))
    numbers = {window.arrival(_original(window, article)): None for _, article in articles}
    places = {number: place for place, number in enumerate(numbers)}
    reports = window.story_index.reports(numbers)
    if evergreen:
        for report in reports:
            report.slot.evergreen = evergreen[report.slot.article]
    return Labelled(
        [story for story, _ in articles],
        [places[window.arrival(_original(window, article))] for _, article in articles],
        parts(reports),
        {days: strangenesses(reports, days) for days in strange},
    )


def _original(window: Window, article: str) -> str:
    copy = window.known(article).copy
    return copy.of if copy else article


def table_of(sets: Mapping[str, Labelled]) -> Table:
    """The figures of sets by numbers, each asked for once."""
    kept: dict[tuple[str, Numbers], dict[float, Figures]] = {}

    def figures(name: str, numbers: Numbers) -> Figures:
        key = (name, numbers._replace(enough=0.0))
        if numbers.enough not in kept.setdefault(key, {}):
            kept[key] |= sets[name].figures(numbers, {*ENOUGH, numbers.enough})
        return kept[key][numbers.enough]

    return figures


def chosen(names: Iterable[str], table: Table) -> Numbers:
    """The numbers by which some sets are grouped best: one after another is chosen, until none changes.

    Of how much is enough, the most that is as good: the one-standard-error rule (Breiman et al., 1984).
    """
    names = list(names)

    def worth(numbers: Numbers) -> float:
        return mean(table(name, numbers)[2] for name in names)

    best = max((PLAIN._replace(enough=enough) for enough in ENOUGH), key=worth)
    for _ in range(ROUNDS):
        before = best
        for field, values in CHOICES.items():
            others = [best._replace(**{field: value}) for value in values]
            best = max((one._replace(enough=enough) for one in others for enough in ENOUGH), key=worth)
        if best == before:
            break
    as_good = (best._replace(enough=enough) for enough in ENOUGH)
    return max((one for one in as_good if worth(one) >= worth(best) - NOISE), key=lambda one: one.enough)


def without(left_out: str, names: Iterable[str]) -> list[str]:
    """The sets that have nothing in common with one."""
    return [
        name
        for name in names
        if name != left_out and name not in PARTS_OF.get(left_out, ()) and left_out not in PARTS_OF.get(name, ())
    ]


def told(name: str, names: Iterable[str], table: Table) -> dict[str, object]:
    """What a set gets by numbers that were chosen without it, and by the shipped ones."""
    numbers = chosen(without(name, names), table)
    left_out, shipped = table(name, numbers), table(name, NUMBERS)
    return (
        {"set": name}
        | {key: round(value, 4) for key, value in zip(FIGURES, left_out, strict=True)}
        | {f"in_sample_{key}": round(value, 4) for key, value in zip(FIGURES, shipped, strict=True)}
        | {"numbers": numbers._asdict()}
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--meanings", type=Path, metavar="FOLDER")
    options.add_argument("sets", nargs="*", metavar="SET")
    asked = options.parse_args()
    strange = {*CHOICES["strange"], NUMBERS.strange}
    pages = Pages(asked.meanings)
    table = table_of(
        {
            name: labelled(
                rows_of(name),
                meanings_of(name, asked.meanings),
                strange,
                pages.unseen(name) if name in {*NEWS, "mixed"} else None,
            )
            for name in SETS
        }
    )
    for name in asked.sets or SETS:
        print(msgspec.json.encode(told(name, SETS, table)).decode(), flush=True)
    print(msgspec.json.encode({"set": "all", "numbers": chosen(SETS, table)._asdict()}).decode())


if __name__ == "__main__":
    main()
