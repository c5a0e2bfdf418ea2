"""Open stories as centroids of their latest independent articles, found by terms they hold and by what they mean."""

from bisect import insort
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from math import isnan, nan
from typing import NamedTuple

from nutgraf.engine.likeness.centroid import Centroid, Slot
from nutgraf.engine.likeness.features import Query, rank, row, shared_terms
from nutgraf.engine.likeness.search import promising
from nutgraf.engine.likeness.vocabulary import Vocabulary
from nutgraf.engine.meaning_index import MeaningIndex, Vector, length, product, summed, vector
from nutgraf.records import Known

CANDIDATES = 8  # stories that an article is compared with for its words
BY_MEANING = 4  # and for its meaning; the judge learned with both (docs/decisions/0014)
_CENTROIDS_KEPT = 4_096  # so that memory stays bounded; chosen, not measured
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HOUR = 3_600
_UNDATED_SLACK = 6.0  # hours: what is undated may have come in any order about then; chosen, not measured


class Compared(NamedTuple):
    """A story with the numbers (``features.NAMES``) by which an article was compared with it."""

    story: str
    row: list[float]


class StoryIndex:
    """Stories by the terms and meanings of their independent articles; articles go by number, in order of arrival."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._meanings = MeaningIndex()
        self._slots: dict[int, Slot] = {}
        self._members: defaultdict[str, list[int]] = defaultdict(list)
        self._reports: defaultdict[str, int] = defaultdict(int)
        self._centroids: dict[str, Centroid] = {}

    @property
    def size(self) -> int:
        """How many articles there are."""
        return len(self._slots)

    def add(self, number: int, known: Known) -> None:
        """Adds an article to its story; a copy tells when the story was reported, but not what it is about."""
        story = known.home
        independent = known.copy is None
        slot = Slot(
            known.article.id,
            story,
            self._vocabulary.put(number, known.fingerprint.terms) if independent else None,
            _hours(known.article.published),
            _hours(known.article.seen),
            primary_language(known),
            known.fingerprint.meaning,
        )
        if independent and slot.meaning:
            self._meanings.put(number, slot.meaning)
        self._slots[number] = slot
        self._enter(number, slot)

    def remove(self, number: int) -> None:
        """Undoes ``add``."""
        slot = self._slots.pop(number)
        if slot.terms is not None:
            self._vocabulary.take(number, slot.terms)
            self._meanings.take(number)
        self._leave(number, slot)

    def replace(self, number: int, before: Known, after: Known) -> None:
        """Takes an article as it is now in the place of what it was."""
        same = (before.copy is None) == (after.copy is None) and before.fingerprint == after.fingerprint
        if not same or before.article != after.article:
            self.remove(number)
            self.add(number, after)
            return
        slot = self._slots[number]
        self._leave(number, slot)
        slot.story = after.home
        self._enter(number, slot)

    def _enter(self, number: int, slot: Slot) -> None:
        insort(self._members[slot.story], number)
        self._reports[slot.story] += slot.terms is not None
        self._centroids.pop(slot.story, None)

    def _leave(self, number: int, slot: Slot) -> None:
        self._reports[slot.story] -= slot.terms is not None
        members = self._members[slot.story]
        members.remove(number)
        self._centroids.pop(slot.story, None)
        if not members:
            del self._members[slot.story], self._reports[slot.story]

    def terms(self, number: int) -> dict[str, float]:
        """The terms of an article that is no copy."""
        packed = self._slots[number].terms
        return self._vocabulary.told(packed) if packed else {}

    def stories(self) -> list[str]:
        """Ids of all stories."""
        return list(self._members)

    def articles(self, story: str) -> list[str]:
        """Ids of the articles in a story, in order of arrival."""
        return [self._slots[number].article for number in self._members.get(story, ())]

    def compare(self, known: Known, also: Sequence[str] = (), without: int | None = None) -> list[Compared]:
        """The stories most like an article, and those in ``also``; ``without``: as if that article were in none."""
        query = Query(known.fingerprint.terms, self._vocabulary)
        meaning = known.fingerprint.meaning
        stories = promising(query, self._slots, self._reports, CANDIDATES + (without is not None))
        asked = vector(meaning) if meaning else None
        published, seen, language = _hours(known.article.published), _hours(known.article.seen), primary_language(known)
        if meaning:
            near = self._meanings.nearest(meaning, BY_MEANING + (without is not None))
            stories += [self._slots[number].story for number in near if number != without]
        found: list[Compared] = []
        for story in dict.fromkeys([*stories, *also]):
            centroid = self._centroid(story, without)
            if centroid.count:
                hours, alike = _apart(published, seen, centroid), _alike(centroid, asked)
                found.append(Compared(story, row(query, centroid, hours, alike, language)))
        rank([one.row for one in found])
        return found

    def are_foreign(self, story: str, other: str) -> bool:
        """Whether two stories have no language in common."""
        return self._centroid(story, None).languages.isdisjoint(self._centroid(other, None).languages)

    def shared(self, known: Known, story: str) -> list[str]:
        """The terms that an article and a story have in common, those first that weigh most."""
        return shared_terms(Query(known.fingerprint.terms, self._vocabulary), self._centroid(story, None))

    def _centroid(self, story: str, without: int | None) -> Centroid:
        members = self._members[story]
        if without is not None and self._slots[without].story == story:
            return Centroid([self._slots[number] for number in members if number != without])
        if (kept := self._centroids.get(story)) is not None:
            return kept
        centroid = Centroid([self._slots[number] for number in members])
        if len(self._centroids) >= _CENTROIDS_KEPT:
            del self._centroids[next(iter(self._centroids))]
        self._centroids[story] = centroid
        return centroid


def _alike(centroid: Centroid, asked: Vector | None) -> float:
    if asked is None or not centroid.meanings:
        return nan
    if centroid.meaning is None:
        centroid.meaning = summed(centroid.meanings)
    return product(centroid.meaning, asked) / (length(centroid.meaning) * length(asked))


def primary_language(known: Known) -> str:
    """The language of an article without script and region, "" where it is not known."""
    return (known.article.language or "").partition("-")[0]


def _hours(time: datetime | None) -> float:
    return (time - _EPOCH).total_seconds() / _HOUR if time else nan


def _apart(published: float, seen: float, centroid: Centroid) -> float:
    """Hours from a story's articles to one that came then, 0 where it falls among them.

    By publication where both are dated, else by when they were seen; not a number where that says nothing.
    """
    if not isnan(published) and not isnan(centroid.first):
        return max(centroid.first - published, published - centroid.last, 0.0)
    between = max(centroid.first_seen - seen, seen - centroid.last_seen, 0.0)
    return between if between > _UNDATED_SLACK else nan
