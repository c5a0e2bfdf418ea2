"""The waves of a round: what is decided together, in an order that no answer's time can change.

steps (entries by their place in the listing, pages looked at again) ─ each page once ─ by turn ─ waves of ten places
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from nutgraf.records import Look
from nutgraf.run.turns import tick, turn, turn_again

PLACES = 10  # docs/decisions/0019, as the next
LAST = 99_999


@dataclass(frozen=True)
class Step:
    """One thing to be fetched: what does it when told its turn, and the page that it is about.

    ``look`` is what is known of the page once it was looked at again; ``at`` the address of its source, which says more
    of it than its id does: what is served on another port, or mirrored, keeps its order.
    """

    wave: int
    source: str
    place: int
    url: str | None
    act: Callable[[str], Coroutine[object, object, bool]]
    look: Look | None = None
    at: str = ""

    def turn(self, started: datetime) -> str:
        """Its turn in a round that started then."""
        of, source = tick(started, self.wave), self.at or self.source
        return turn_again(of, source, self.look.article) if self.look else turn(of, source, self.place)


@dataclass
class Wave:
    """Steps that are decided together, in order of their turns, with the tasks that do them."""

    tick: str
    steps: list[tuple[str, Step]]
    tasks: list[asyncio.Task[bool]] = field(default_factory=list)

    async def done(self) -> tuple[Look, ...]:
        """Waits until all has come, failed or been given up; what was looked at again."""
        await asyncio.wait(self.tasks)
        pairs = zip(self.steps, self.tasks, strict=True)
        return tuple(step.look for (_, step), task in pairs if step.look and _is_done(task))


def _is_done(task: asyncio.Task[bool]) -> bool:
    return task.done() and not task.cancelled() and task.exception() is None


def wave_of(place: int, first: int = 0) -> int:
    """The wave of a place in a listing, where the first of them are taken in wave ``first``."""
    return min(first + place // PLACES, LAST)


def cut(steps: Iterable[Step], started: datetime, claimed: set[str]) -> Iterator[Wave]:
    """The steps by waves, none of them empty; a page that comes twice, or is ``claimed`` already, is its first's."""
    by_turn = sorted(((step.turn(started), step) for step in steps), key=lambda pair: pair[0])
    mine: list[tuple[str, Step]] = []
    for of, step in by_turn:
        if step.url is None or step.url not in claimed:
            mine.append((of, step))
        if step.url is not None:
            claimed.add(step.url)
    for wave, those in groupby(mine, key=lambda pair: pair[1].wave):
        yield Wave(tick(started, wave), list(those))
