"""A story as one vector of terms: that of its latest independent articles, and when and in what languages they came."""

from array import array
from math import isnan, nan
from typing import Final

from nutgraf.engine.likeness.vocabulary import unpacked

MOST_TERMS: Final = 768  # of the latest articles: what a long affair is about now finds its next report
MOST_MEANINGS: Final = 16  # the judge learned with both (docs/decisions/0014)


class Slot:
    """What the index keeps of an article: terms (None of a copy), when it came (hours), language, meaning."""

    def __init__(  # noqa: PLR0913, PLR0917 - its fields, in a class that mypyc makes small
        self,
        article: str,
        story: str,
        terms: "array[int] | None",
        published: float,
        seen: float,
        language: str,
        meaning: bytes,
    ) -> None:
        self.article = article
        self.story = story
        self.terms = terms
        self.published = published
        self.seen = seen
        self.language = language
        self.meaning = meaning


class Centroid:
    """The sum of a story's latest independent articles; the times are those of all its articles, copies too."""

    def __init__(self, slots: list[Slot]) -> None:
        self.weights: dict[int, float] = {}
        self.count = 0  # independent articles, all of them
        self.summed = 0  # those whose terms are in the sum
        self.held = 0  # the terms that these hold, together
        self.first = nan
        self.last = nan
        self.first_seen = nan
        self.last_seen = nan
        self.languages: set[str] = set()
        self.meanings: list[bytes] = []
        self.meaning: object = None  # their sum, once somebody made it
        for slot in reversed(slots):
            self._add(slot)

    def _add(self, slot: Slot) -> None:
        if not isnan(slot.published):
            self.first = slot.published if isnan(self.first) else min(self.first, slot.published)
            self.last = slot.published if isnan(self.last) else max(self.last, slot.published)
        self.first_seen = slot.seen if isnan(self.first_seen) else min(self.first_seen, slot.seen)
        self.last_seen = slot.seen if isnan(self.last_seen) else max(self.last_seen, slot.seen)
        self.languages.add(slot.language)
        if slot.terms is None:
            return
        self.count += 1
        if slot.meaning and len(self.meanings) < MOST_MEANINGS:
            self.meanings.append(slot.meaning)
        if self.held + len(slot.terms) > MOST_TERMS and self.summed:
            return
        self.held += len(slot.terms)
        self.summed += 1
        for number, weight in unpacked(slot.terms):
            self.weights[number] = self.weights.get(number, 0.0) + weight
