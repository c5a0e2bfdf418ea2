"""The judge of stories: one probability from how alike an article and a story's reports are, with the share of each.

    similarity = words + MEANING * meaning + FOREIGN * meaning of those in other languages
                 - TIME * days - EVERGREEN * evergreen
    log-odds   = STEEP * (similarity - ENOUGH)

``words`` and ``meaning`` are mean cosines over a story's reports, ``days`` is the mean of ``slot.strangeness``, and
``evergreen`` that of how likely both could stand on any day, and so tell of no event. A mean over all pairs is average
link (Sokal and Michener, 1958). The numbers were chosen by bench/judge_stories.py, which tells what they would be
without each set, and how that comes out then (docs/decisions/0030).
"""

from math import exp
from typing import Final, NamedTuple

from nutgraf.engine.likeness.slot import MILLION, STRANGE

ENOUGH: Final = 0.38
PAIR: Final = 0.13  # that two single reports need more
MEANING: Final = 1.0
FOREIGN: Final = 0.6
TIME: Final = 0.2
EVERGREEN: Final = 0.4
APART: Final = 1.0  # of what two stories are more alike within than to each other, that speaks against joining them
STEEP: Final = 8.0
UNIT: Final = 1000  # of log-odds

_MOST = 40.0


class Alike(NamedTuple):
    """How alike an article and a story are: means over its reports, in millionths, but for the ``hours`` between.

    ``meaning`` is None where nobody knows it: then words stand for it. ``foreign`` is that of the reports in other
    languages, as a part of all. ``reports`` is how many the story has, ``abroad``: all are in other
    languages.
    """

    words: int
    time: int
    hours: float
    meaning: int | None = None
    foreign: int = 0
    reports: int = 2
    abroad: bool = False
    evergreen: int = 0


class Numbers(NamedTuple):
    """What a judge goes by: others than these only where numbers are chosen."""

    enough: float = ENOUGH
    pair: float = PAIR
    meaning: float = MEANING
    foreign: float = FOREIGN
    time: float = TIME
    evergreen: float = EVERGREEN
    apart: float = APART
    strange: float = STRANGE


class Shares(NamedTuple):
    """What each thing adds to the log-odds, in thousandths."""

    prior: int
    words: int
    time: int
    meaning: int
    language: int
    evergreen: int

    @property
    def odds(self) -> int:
        """All together."""
        return self.prior + self.words + self.time + self.meaning + self.language + self.evergreen


NUMBERS: Final = Numbers()
_PRIOR: Final = round(-STEEP * ENOUGH * UNIT)
_PRIOR_OF_ONE: Final = round(-STEEP * (ENOUGH + PAIR) * UNIT)
_PER: Final = STEEP * UNIT / MILLION


def shares(alike: Alike) -> Shares:
    """The log-odds that an article belongs to a story, by what speaks for and against it."""
    words = alike.words if alike.meaning is not None else round(alike.words * (1 + MEANING))
    return Shares(
        _PRIOR_OF_ONE if alike.reports == 1 or alike.abroad else _PRIOR,
        round(_PER * words),
        round(-_PER * TIME * alike.time),
        round(_PER * MEANING * (alike.meaning or 0)),
        round(_PER * FOREIGN * alike.foreign),
        round(-_PER * EVERGREEN * alike.evergreen),
    )


def probability(thousandths: int) -> float:
    """The probability of log-odds."""
    return 1.0 / (1.0 + exp(-max(-_MOST, min(_MOST, thousandths / UNIT))))
