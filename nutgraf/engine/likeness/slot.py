"""What is kept of an article to compare it with others, in whole numbers: sums of them are the same in any order."""

from array import array
from math import isnan, log
from typing import Final

ONE: Final = 4096  # the length of an article's vector of terms
ABROAD: Final = 2  # words that are in common in two languages count for one in so many
MILLION: Final = 1_000_000  # the unit of similarities
STRANGE: Final = 4.0  # days from which time speaks against a story more and more (docs/decisions/0030)
_MOST: Final = 30.0
_DAY: Final = 24.0  # hours
_HALF_DAY: Final = 12.0


class Slot:
    """An article as it is compared: terms (None of a copy), meaning, when it came (hours), language.

    ``evergreen`` is how likely it could stand on any day, in thousandths.

    ``published`` is not a number where it is not known, and noon where ``whole_day`` is all that is known.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - its fields, in a class that mypyc makes small
        self,
        article: str,
        story: str,
        terms: "array[int] | None",
        meaning: bytes,
        published: float,
        seen: float,
        language: str,
        *,
        whole_day: bool,
        evergreen: int = 0,
    ) -> None:
        self.article = article
        self.story = story
        self.terms = terms
        self.meaning = meaning
        self.published = published
        self.seen = seen
        self.language = language
        self.whole_day = whole_day
        self.evergreen = evergreen


def hours_apart(one: Slot, other: Slot) -> float:
    """How far two articles are apart in time.

    By publication where both are dated, else by when they were seen: what is not known speaks neither way.
    """
    if isnan(one.published) or isnan(other.published):
        return abs(one.seen - other.seen)
    hours = abs(one.published - other.published)
    return max(0.0, hours - _HALF_DAY) if one.whole_day != other.whole_day else hours


def strangeness(hours: float, strange: float = STRANGE) -> int:
    """What such a time speaks against two articles being of one story: log(1 + days) + (days / strange)^2, millionths.

    The first day says much and the third little; after a week the same words are about something else.
    """
    days = hours / _DAY
    return int((log(1.0 + days) + min((days / strange) * (days / strange), _MOST)) * MILLION)


def time_between(mine: Slot, others: list[Slot], count: int) -> tuple[int, float]:
    """The means of ``strangeness`` and of the hours apart over a story's reports.

    ``count`` is theirs without the article itself, which is no time apart from itself.
    """
    total, thousandths = 0, 0
    for slot in others:
        hours = hours_apart(mine, slot)
        total += strangeness(hours)
        thousandths += int(hours * 1000)
    return total // count, thousandths / (1000 * count)
