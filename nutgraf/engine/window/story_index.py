"""Open stories by the terms and meanings of their independent reports, and how alike an article is to each."""

from array import array
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from math import nan
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from nutgraf.engine.likeness.judge import Alike
from nutgraf.engine.likeness.search import promising
from nutgraf.engine.likeness.slot import MILLION, Slot, asked_terms, unit_terms
from nutgraf.engine.likeness.sums import Sum, shared_terms, time_between, words_in_common
from nutgraf.engine.likeness.vocabulary import Vocabulary
from nutgraf.engine.window.meaning_index import UNIT, MeaningIndex, Vector, unit
from nutgraf.meaning.evergreen import evergreen
from nutgraf.records import Article, Known

CANDIDATES = 8  # stories that an article is compared with for its words
BY_MEANING = 6  # articles whose stories it is compared with for its meaning
_SUMS_KEPT = 4_096  # so that memory stays bounded; chosen, not measured
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HOUR = 3_600
_NOON = 12.0  # hours
_NEW = -1  # the number of an article that is not in the index


_Meanings: TypeAlias = dict[str, tuple[int, npt.NDArray[np.float64]]]


class Compared(NamedTuple):
    """A story and how alike an article is to it."""

    story: str
    alike: Alike


class Report(NamedTuple):
    """An independent report as it is compared: its number, what is kept of it, its unit vectors."""

    number: int
    slot: Slot
    terms: dict[int, int]
    meaning: Vector | None


class StoryIndex:
    """Stories by the terms and meanings of their independent articles; articles go by number, in order of arrival."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._meanings = MeaningIndex()
        self._slots: dict[int, Slot] = {}
        self._members: defaultdict[str, list[int]] = defaultdict(list)
        self._reports: defaultdict[str, int] = defaultdict(int)
        self._sums: dict[str, Sum] = {}

    def add(self, number: int, known: Known) -> None:
        """Adds an article to its story; a copy tells nothing of what that is about."""
        independent = known.copy is None
        slot = _slot(known, self._vocabulary.put(number, known.fingerprint.terms) if independent else None)
        if independent and (meaning := unit(known.fingerprint.meaning)) is not None:
            self._meanings.put(number, meaning)
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
        self._sums.pop(slot.story, None)

    def _leave(self, number: int, slot: Slot) -> None:
        self._reports[slot.story] -= slot.terms is not None
        members = self._members[slot.story]
        members.remove(number)
        self._sums.pop(slot.story, None)
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

    def reports(self, numbers: Iterable[int]) -> list[Report]:
        """The independent reports among articles."""
        slots = ((number, self._slots[number]) for number in numbers)
        return [
            Report(number, slot, unit_terms(slot.terms, self._vocabulary), self._meanings.get(number))
            for number, slot in slots
            if slot.terms is not None
        ]

    def compare(self, known: Known, without: int | None = None) -> list[Compared]:
        """The stories most like an article; ``without``: as if the article of that number, it itself, were in none."""
        terms, meaning = asked_terms(known.fingerprint.terms, self._vocabulary), unit(known.fingerprint.meaning)
        asked = Report(_NEW if without is None else without, _slot(known, None), terms, meaning)
        extra = without is not None
        stories = promising(terms, self._vocabulary, self._slots, self._reports, CANDIDATES + extra)
        if meaning is not None:
            near = self._meanings.nearest(meaning, BY_MEANING + extra)
            stories += [self._slots[number].story for number in near if number != without]
        judged = ((story, _alike(asked, self._sum(story))) for story in dict.fromkeys(stories))
        return [Compared(story, alike) for story, alike in judged if alike]

    def shared(self, known: Known, story: str) -> list[str]:
        """The terms that an article and a story have in common, those first that weigh most."""
        mine = asked_terms(known.fingerprint.terms, self._vocabulary)
        return shared_terms(mine, self._sum(story), self._vocabulary)

    def _sum(self, story: str) -> Sum:
        if (kept := self._sums.get(story)) is not None:
            return kept
        summed = _sum_of(self.reports(self._members.get(story, ())))
        if len(self._sums) >= _SUMS_KEPT:
            del self._sums[next(iter(self._sums))]
        self._sums[story] = summed
        return summed


def alike_to(report: Report, others: Sequence[Report]) -> Alike | None:
    """How alike a report and others are: what ``compare`` gives where these make a story; None where there is none."""
    return _alike(report, _sum_of(others))


def _alike(asked: Report, summed: Sum) -> Alike | None:
    own = asked.number in summed.slots
    count = summed.count - own
    if not count:
        return None
    language = asked.slot.language
    words = words_in_common(asked.terms, language, summed, count, own)
    time = time_between(asked.slot, summed, count)
    meant = _meant(summed, language, asked.meaning, own=own)
    any_day = asked.slot.evergreen * (summed.evergreen - own * asked.slot.evergreen) // count
    abroad = summed.languages.get(language, 0) == own
    return Alike(words, *time, *meant, reports=count, abroad=abroad, evergreen=any_day)


def _sum_of(reports: Iterable[Report]) -> Sum:
    summed = Sum()
    meanings: _Meanings = {}
    for report in reports:
        summed.add(report.number, report.slot, report.terms)
        if report.meaning is not None:
            count, before = meanings.get(report.slot.language, (0, np.zeros(len(report.meaning))))
            meanings[report.slot.language] = (count + 1, before + report.meaning)
    summed.meanings = meanings
    return summed


def _meant(summed: Sum, language: str, asked: Vector | None, *, own: bool) -> tuple[int | None, int]:
    """The mean cosine of an article's meaning and those of a story's reports, and what of it is other languages'."""
    meanings = summed.meanings
    if asked is None or not isinstance(meanings, dict):
        return None, 0
    products = {other: int(vector @ asked) for other, (_, vector) in meanings.items()}
    count = sum(number for number, _ in meanings.values())
    if own:
        products[language] -= int(asked @ asked)
        count -= 1
    if not count:
        return None, 0
    unit_square = UNIT * UNIT * count
    foreign = sum(product for other, product in products.items() if other != language)
    return sum(products.values()) * MILLION // unit_square, foreign * MILLION // unit_square


def _slot(known: Known, terms: "array[int] | None") -> Slot:
    article = known.article
    whole_day = article.known_to == "day"
    published = _hours(article.published) + (_NOON if whole_day else 0.0)
    language = primary_language(article)
    seen, any_day = _hours(article.seen), evergreen(known.fingerprint.meaning)
    return Slot(article.id, known.home, terms, published, seen, language, whole_day=whole_day, evergreen=any_day)


def primary_language(article: Article) -> str:
    """The language of an article without script and region, "" where it is not known."""
    return (article.language or "").partition("-")[0]


def _hours(time: datetime | None) -> float:
    return (time - _EPOCH).total_seconds() / _HOUR if time else nan
