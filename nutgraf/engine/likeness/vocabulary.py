"""Terms as numbers, and which articles of the window hold each: an inverted index in a few bytes a posting."""

from array import array
from bisect import bisect_left
from typing import Final

from nutgraf.core.fingerprint.rarity import rarity

WEIGHT_BITS: Final = 8
_WEIGHT_UNIT: Final = 8.0  # weights are multiples of 1/8
LARGEST: Final = 255


class Vocabulary:
    """Numbers for terms, given back when no article holds them any more."""

    def __init__(self) -> None:
        self.total = 0
        self._numbers: dict[str, int] = {}
        self._terms: list[str] = []
        self._holders: list[array[int]] = []
        self.frequencies: list[int] = []  # how many articles hold each term
        self.rarities = array("B")  # how rare each is among all articles, in eighths
        self._spare: list[int] = []

    def put(self, article: int, terms: dict[str, float]) -> "array[int]":
        """Makes an article (its number, by order of arrival) a holder of terms; gives them packed."""
        packed = array("I")
        for term, weight in terms.items():
            number = self._numbers.get(term, -1)
            if number < 0:
                number = self._new(term)
            holders = self._holders[number]
            if not holders or holders[-1] < article:
                holders.append(article)
            else:
                holders.insert(bisect_left(holders, article), article)
            self.frequencies[number] += 1
            packed.append(number << WEIGHT_BITS | packed_weight(weight))
        self.total += 1
        return packed

    def _new(self, term: str) -> int:
        if self._spare:
            number = self._spare.pop()
            self._terms[number] = term
            self.rarities[number] = rarity_of(term)
        else:
            number = len(self._terms)
            self._terms.append(term)
            self._holders.append(array("I"))
            self.frequencies.append(0)
            self.rarities.append(rarity_of(term))
        self._numbers[term] = number
        return number

    def take(self, article: int, packed: "array[int]") -> None:
        """Undoes ``put``."""
        for one in packed:
            number: int = one >> WEIGHT_BITS
            holders = self._holders[number]
            del holders[bisect_left(holders, article)]
            self.frequencies[number] -= 1
            if not holders:
                del self._numbers[self._terms[number]]
                self._terms[number] = ""
                self._holders[number] = array("I")
                self._spare.append(number)
        self.total -= 1

    def asked(self, terms: dict[str, float]) -> "tuple[array[int], int]":
        """The terms that an article holds, packed; and what those that none holds weigh, as a sum of squares."""
        packed = array("I")
        unknown = 0
        for term, weight in terms.items():
            number = self._numbers.get(term, -1)
            if number >= 0:
                packed.append(number << WEIGHT_BITS | packed_weight(weight))
            else:
                rare = packed_weight(weight) * rarity_of(term)
                unknown += rare * rare
        return packed, unknown

    def term(self, number: int) -> str:
        """The term that has a number."""
        return self._terms[number]

    def told(self, packed: "array[int]") -> dict[str, float]:
        """Packed terms as they were put."""
        found: dict[str, float] = {}
        for one in packed:
            number: int = one >> WEIGHT_BITS
            found[self._terms[number]] = (one & LARGEST) / _WEIGHT_UNIT
        return found

    def holders(self, number: int) -> "array[int]":
        """The numbers of the articles that hold a term, oldest first."""
        return self._holders[number]


def packed_weight(weight: float) -> int:
    """A weight in eighths, as far as a byte holds it."""
    return min(LARGEST, int(weight * _WEIGHT_UNIT))


def rarity_of(term: str) -> int:
    """How rare a term is among all articles, in eighths."""
    return int(rarity(term) * 8)
