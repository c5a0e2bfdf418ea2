"""A story as the sum of its independent reports: from sums follow the means over all pairs of reports."""

from typing import Final

from nutgraf.engine.likeness.slot import ABROAD, MILLION, ONE, Slot, hours_apart, strangeness
from nutgraf.engine.likeness.vocabulary import Vocabulary

_TERMS_SHOWN: Final = 5


class Sum:
    """The sum of reports, of each language by itself: their vectors of terms, and how many there are."""

    def __init__(self) -> None:
        self.terms: dict[str, dict[int, int]] = {}
        self.slots: dict[int, Slot] = {}
        self.languages: dict[str, int] = {}
        self.evergreen = 0
        self.meanings: object = None  # by language how many have one, and their sum: NumPy's, which is not compiled

    @property
    def count(self) -> int:
        """How many reports there are."""
        return len(self.slots)

    def add(self, number: int, slot: Slot, terms: dict[int, int]) -> None:
        """Adds an independent report with its vector of terms."""
        self.slots[number] = slot
        self.evergreen += slot.evergreen
        self.languages[slot.language] = self.languages.get(slot.language, 0) + 1
        summed = self.terms.setdefault(slot.language, {})
        for term, weight in terms.items():
            summed[term] = summed.get(term, 0) + weight


def words_in_common(mine: dict[int, int], language: str, story: Sum, count: int, own: int) -> int:
    """The mean cosine, in millionths, of an article's terms and those of a story's reports.

    It counts for one in ABROAD where they are in two languages: names alone are in common there, as subjects have them.
    ``own`` is 1 where the article is one of them and not to be compared with itself, and ``count`` that of the others.
    """
    product = 0
    for other, terms in story.terms.items():
        times = ABROAD if other == language else 1
        for number, weight in mine.items():
            product += times * weight * terms.get(number, 0)
    if own:
        for weight in mine.values():
            product -= ABROAD * weight * weight
    return product * MILLION // (ABROAD * ONE * ONE * count)


def time_between(mine: Slot, story: Sum, count: int) -> tuple[int, float]:
    """The means of ``strangeness`` and of the hours apart over a story's reports."""
    total, thousandths = 0, 0
    for slot in story.slots.values():
        hours = hours_apart(mine, slot)
        total += strangeness(hours)
        thousandths += int(hours * 1000)
    return total // count, thousandths / (1000 * count)


def shared_terms(mine: dict[int, int], story: Sum, vocabulary: Vocabulary) -> list[str]:
    """The terms that an article and a story have in common, those first that weigh most."""
    found = [
        (-weight * held, vocabulary.term(number))
        for number, weight in mine.items()
        if (held := sum([terms.get(number, 0) for terms in story.terms.values()]))
    ]
    found.sort()
    return [term for _, term in found[:_TERMS_SHOWN]]
