"""Open stories by the terms and meanings of their independent reports, and how alike an article is to each."""

from array import array
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from math import nan
from typing import NamedTuple, TypeVar

from nutgraf.engine.likeness.judge import Alike
from nutgraf.engine.likeness.search import holders_of
from nutgraf.engine.likeness.slot import Slot
from nutgraf.engine.likeness.vocabulary import Vocabulary
from nutgraf.engine.window.homes import Homes
from nutgraf.engine.window.meaning_index import MeaningIndex, unit
from nutgraf.engine.window.story_sums import Comparison, Report, Sum
from nutgraf.engine.window.term_vectors import Terms, unit_terms
from nutgraf.meaning.evergreen import evergreen
from nutgraf.records import Article, Known

CANDIDATES = 8  # stories that an article is compared with for its words
BY_MEANING = 6  # articles whose stories it is compared with for its meaning
_KEPT = 4_096  # sums, and vectors; so that memory stays bounded; chosen, not measured
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HOUR = 3_600
_NOON = 12.0  # hours
_NEW = -1  # the number of an article that is not in the index

K = TypeVar("K")
V = TypeVar("V")


class Compared(NamedTuple):
    """A story and how alike an article is to it."""

    story: str
    alike: Alike


class StoryIndex:
    """Stories by the terms and meanings of their independent articles; articles go by number, in order of arrival."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._meanings = MeaningIndex(self._told)
        self._slots: dict[int, Slot] = {}
        self._members: defaultdict[str, list[int]] = defaultdict(list)
        self._homes = Homes()
        self._sums: dict[str, Sum] = {}
        self._unpacked: dict[int, Report] = {}
        self._last: tuple[dict[str, float], Terms] | None = None  # the terms that were asked about last
        self._comparison = Comparison()

    def add(self, number: int, known: Known) -> None:
        """Adds an article to its story; a copy tells nothing of what that is about."""
        independent = known.copy is None
        self._last = None
        slot = _slot(known, self._vocabulary.put(number, known.fingerprint.terms) if independent else None)
        self._slots[number] = slot
        self._enter(number, slot)
        if slot.meaning:
            self._meanings.put(number, slot.meaning)

    def remove(self, number: int) -> None:
        """Undoes ``add``."""
        slot = self._slots.pop(number)
        self._unpacked.pop(number, None)
        self._last = None
        if slot.terms is not None:
            self._vocabulary.take(number, slot.terms)
        if slot.meaning:
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
        story = slot.story
        insort(self._members[story], number)
        self._homes.put(number, story, self._slots)
        if slot.terms is not None:
            self._homes.count(story, 1)
            if (summed := self._sums.get(story)) is not None:
                summed.add(self._report(number, slot, slot.terms))

    def _leave(self, number: int, slot: Slot) -> None:
        story = slot.story
        members = self._members[story]
        members.remove(number)
        if slot.terms is not None:
            self._homes.count(story, -1)
            self._sums.pop(story, None)
        if not members:
            del self._members[story]
            self._homes.drop(story)

    def _told(self) -> Iterator[tuple[int, bytes]]:
        """The articles that mean something, with their meanings."""
        return ((number, slot.meaning) for number, slot in self._slots.items() if slot.meaning)

    def told(self, number: int) -> tuple[dict[str, float], bytes]:
        """The terms and the meaning of an article that is no copy; of one that is, nothing."""
        slot = self._slots[number]
        return self._vocabulary.told(slot.terms) if slot.terms else {}, slot.meaning

    def stories(self) -> list[str]:
        """Ids of all stories."""
        return list(self._members)

    def articles(self, story: str) -> list[str]:
        """Ids of the articles in a story, in order of arrival."""
        return [self._slots[number].article for number in self._members.get(story, ())]

    def independent(self, story: str) -> list[int]:
        """The numbers of the independent articles in a story, in order of arrival."""
        return [number for number in self._members.get(story, ()) if self._slots[number].terms is not None]

    def reports(self, numbers: Iterable[int]) -> list[Report]:
        """The independent reports among articles."""
        slots = ((number, self._slots[number]) for number in numbers)
        return [self._report(number, slot, slot.terms) for number, slot in slots if slot.terms is not None]

    def _report(self, number: int, slot: Slot, terms: "array[int]") -> Report:
        if (kept := self._unpacked.get(number)) is not None:
            return kept
        report = Report(number, slot, unit_terms(terms, self._vocabulary), unit(slot.meaning))
        _keep(self._unpacked, number, report)
        return report

    def compare(self, known: Known) -> list[Compared]:
        """The stories most like an article that is in none."""
        asked = Report(_NEW, _slot(known, None), self._asked(known), unit(known.fingerprint.meaning))
        return self._compare([asked])[0]

    def compare_again(self, numbers: Iterable[int]) -> list[list[Compared]]:
        """The stories most like each of several reports, by their numbers, as if it were in none."""
        return self._compare(self.reports(numbers))

    def _compare(self, asked: Sequence[Report]) -> list[list[Compared]]:
        nearest = self._meanings.nearest_of([report.meaning for report in asked], BY_MEANING + 1)
        stories = [self._candidates(report, near) for report, near in zip(asked, nearest, strict=True)]
        found = self._comparison.alike(asked, [[self._sum(story) for story in several] for several in stories])
        return [
            [Compared(story, alike) for story, alike in zip(*one, strict=True) if alike]
            for one in zip(stories, found, strict=True)
        ]

    def _candidates(self, asked: Report, nearest: Sequence[int]) -> list[str]:
        """The stories that an article is compared with: by its rarest terms, and by what it means."""
        extra = asked.number != _NEW
        stories = self._homes.promising(holders_of(*asked.terms.told, self._vocabulary), CANDIDATES + extra)
        near = [self._slots[number].story for number in nearest[: BY_MEANING + extra] if number != asked.number]
        return list(dict.fromkeys(stories + near))

    def alike_to(self, report: Report, others: Iterable[Report]) -> Alike | None:
        """How alike a report and others are: what ``compare`` gives where these make a story; None where none is."""
        return self._comparison.alike([report], [[_sum_of(others)]])[0][0]

    def shared(self, known: Known, story: str) -> list[str]:
        """The terms that an article and a story have in common, those first that weigh most."""
        return self._comparison.shared(self._asked(known), self._sum(story), self._vocabulary)

    def _asked(self, known: Known) -> Terms:
        told = known.fingerprint.terms
        if self._last is None or self._last[0] is not told:
            packed, unknown = self._vocabulary.asked(told)
            self._last = told, unit_terms(packed, self._vocabulary, unknown)
        return self._last[1]

    def _sum(self, story: str) -> Sum:
        if (kept := self._sums.get(story)) is not None:
            return kept
        summed = _sum_of(self.reports(self.independent(story)))
        _keep(self._sums, story, summed)
        return summed


def _keep(kept: dict[K, V], key: K, value: V) -> None:
    """Keeps what was made for as long as there is room."""
    if len(kept) >= _KEPT:
        del kept[next(iter(kept))]
    kept[key] = value


def _sum_of(reports: Iterable[Report]) -> Sum:
    summed = Sum()
    for report in reports:
        summed.add(report)
    return summed


def _slot(known: Known, terms: "array[int] | None") -> Slot:
    article = known.article
    whole_day = article.known_to == "day"
    published = _hours(article.published) + (_NOON if whole_day else 0.0)
    language = primary_language(article)
    seen, any_day = _hours(article.seen), evergreen(known.fingerprint.meaning)
    meaning = b"" if terms is None else known.fingerprint.meaning
    return Slot(
        article.id, known.home, terms, meaning, published, seen, language, whole_day=whole_day, evergreen=any_day
    )


def primary_language(article: Article) -> str:
    """The language of an article without script and region, "" where it is not known."""
    return (article.language or "").partition("-")[0]


def _hours(time: datetime | None) -> float:
    return (time - _EPOCH).total_seconds() / _HOUR if time else nan
