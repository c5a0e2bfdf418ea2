"""Numbers for articles, in order of arrival, in little more than the room of a pointer each."""

from array import array
from bisect import bisect_left
from sys import getsizeof


class Roster:
    """Gives each id a number greater than all before, and knows the ids of the numbers that are still in use."""

    def __init__(self) -> None:
        self._numbers = array("I")
        self._ids: list[str | None] = []
        self._next = 0
        self._gone = 0

    def __len__(self) -> int:
        return len(self._ids) - self._gone

    @property
    def size(self) -> int:
        """The bytes it takes, without the ids themselves."""
        return len(self._numbers) * self._numbers.itemsize + getsizeof(self._ids)

    def enter(self, article: str) -> int:
        """A number for an id."""
        number = self._next
        self._next += 1
        self._numbers.append(number)
        self._ids.append(article)
        return number

    def id(self, number: int) -> str | None:
        """The id of a number, None when it is given back."""
        place = bisect_left(self._numbers, number)
        return self._ids[place] if place < len(self._ids) and self._numbers[place] == number else None

    def leave(self, number: int) -> None:
        """Gives a number that is in use back."""
        self._ids[bisect_left(self._numbers, number)] = None
        self._gone += 1
        if 2 * self._gone > len(self._ids):
            kept = [place for place, article in enumerate(self._ids) if article is not None]
            self._numbers = array("I", [self._numbers[place] for place in kept])
            self._ids = [self._ids[place] for place in kept]
            self._gone = 0
