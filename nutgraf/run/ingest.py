"""The one loop from captures to stories: prepare in parallel, decide in order, apply, evolve.

    captures -> take -> store (pending) -> prepare ┐
                                                   ▼
     catch up with others ; store.apply(changes) <- decide(window, prepared) ; window.evolve(changes)
                                                   ▼
                  what quotations mean, where a story that changed is in several languages (run/quoted.py)

A capture is stored before anything is decided about it, and what is decided is applied together with the fact that
it was decided: killed at any instant, the next call of ``settle`` goes on where the last one was. Captures of the same
time share a transaction, which for files makes the store several times as fast.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TypeAlias

from msgspec.structs import replace

from nutgraf.config import MEGABYTE
from nutgraf.core.topics.tagging import Topics
from nutgraf.engine.pipeline.decide import decide
from nutgraf.engine.pipeline.identity import Memory, candidates, identified
from nutgraf.engine.pipeline.prepare import prepare
from nutgraf.engine.stories.second_look import LOOK_EVERY, look
from nutgraf.errors import InputError, NotFound
from nutgraf.meaning.vectors import teller
from nutgraf.records import (
    Capture,
    CaptureDecided,
    CaptureTaken,
    Change,
    Known,
    Prepared,
    Rejected,
)
from nutgraf.run.events import Clock
from nutgraf.run.follow import Following
from nutgraf.run.naming import memory_of
from nutgraf.run.processes.batch import ordered_map
from nutgraf.run.processes.worker import Failure
from nutgraf.run.processes.workers import start_workers
from nutgraf.run.quoted import tell_quotations
from nutgraf.run.removing import turned_away
from nutgraf.run.turns import tick_of
from nutgraf.store.protocol import Store

BATCH = 16  # captures decided in one transaction, which others wait for; chosen, not measured
BATCH_BYTES = 4 * MEGABYTE  # the same of large ones

_Item: TypeAlias = tuple[Capture, Prepared | Rejected]


def now_in_utc() -> datetime:
    """What the clock says."""
    return datetime.now(UTC)


# ---------------------------------------------------------------- taking


def take(store: Store, captures: Iterable[Capture | InputError]) -> Iterator[Capture | InputError]:
    """Puts captures into the store as they come, and hands each on; what could not be read is handed on alone."""
    batch: list[Capture] = []
    for item in captures:
        if batch and not (isinstance(item, Capture) and _has_room(batch, item)):
            yield from _take(store, batch)
            batch = []
        if isinstance(item, Capture):
            batch.append(item)
        else:
            yield item
    if batch:
        yield from _take(store, batch)


def _has_room(batch: Sequence[Capture], item: Capture) -> bool:
    size = sum(len(capture.body) for capture in batch) + len(item.body)
    return len(batch) < BATCH and size <= BATCH_BYTES and item.at == batch[0].at


def _take(store: Store, batch: Sequence[Capture]) -> Sequence[Capture]:
    store.apply([CaptureTaken(capture=capture) for capture in batch], batch[0].at)
    return batch


# ---------------------------------------------------------------- deciding


def get_ready(jobs: int) -> None:
    """Starts the processes that ``settle`` will need, so that they load what they need meanwhile."""
    start_workers(prepare, jobs)


def settle(
    store: Store,
    following: Following,
    jobs: int = 1,
    topics: Topics | None = None,
    *,
    until: str | None = None,
    clock: Clock = now_in_utc,
) -> Iterator[CaptureDecided]:
    """Decides every pending capture whose turn comes before ``until``, and says what became of each.

    Each is decided at the time of its capture, so that a backfill and a live run decide alike; one from beyond the
    ``clock`` at the clock's. What others wrote is taken in first, and nobody writes between that and what is decided:
    no edit is overlooked, no capture decided twice. ``topics`` tag the articles. After an error the window is ahead of
    the store: it must be opened anew.
    """
    meaning, begin = teller(wanted=following.meaning)
    preparing = partial(prepare, topics=topics, meaning=meaning)
    deciding = _Deciding(store, following, clock)
    pending = _pending(store, until, clock)
    for batch in _batches(ordered_map(preparing, pending, jobs, _lost, begin=begin)):
        yield from deciding.decide(batch)
    deciding.end()
    if following.meaning:
        tell_quotations(store, jobs, clock)


class _Deciding:
    """Decides batches of captures in their turn, with a second look where one is due."""

    def __init__(self, store: Store, following: Following, clock: Clock) -> None:
        self._store = store
        self._following = following
        self._clock = clock
        self._elsewhere: set[str] = set()
        self._last: Capture | None = None  # the last one decided, where that is known

    def decide(self, batch: Sequence[_Item]) -> list[CaptureDecided]:
        """What becomes of a batch's captures, all of one time; decided and stored in one transaction."""
        decided: list[Change] = []
        with self._store.alone() as alone:
            self._catch_up(alone)
            waiting = [one for one in batch if one[0].id not in self._elsewhere]
            while waiting:
                changes, waiting = self._decide_some(alone, waiting)
                self._following.seen = alone.apply(changes, batch[0][0].at)
                decided += changes
        return [change for change in decided if isinstance(change, CaptureDecided)]

    def _decide_some(self, alone: Store, waiting: list[_Item]) -> tuple[list[Change], list[_Item]]:
        """The changes of as many captures as can be decided with what is stored now, and the captures left."""
        memory = memory_of(alone, [item for _, item in waiting if isinstance(item, Prepared)])
        known = self._identified(waiting, memory)
        changes: list[Change] = []
        for capture, item in turned_away(alone, known):
            before, self._last = self._last_decided(alone), capture
            if before is None or tick_of(before.turn) != tick_of(capture.turn):
                changes += self._look()  # its tick ended without one, as where a process was killed just then
            changes += self._decide(item, memory.known.get(_article(item) or ""))
        return changes, waiting[len(known) :]

    def _identified(self, waiting: Sequence[_Item], memory: Memory) -> list[_Item]:
        """The first captures, each as the article that it is, up to one that may be the same as one before it."""
        found: list[_Item] = []
        concerned: set[str] = set()
        for capture, item in waiting:
            if isinstance(item, Prepared):
                may_be = candidates(item, memory)
                if not concerned.isdisjoint(may_be):
                    break
                concerned |= may_be
                found.append((capture, identified(self._following.window, item, memory)))
            else:
                found.append((capture, item))
        return found

    def end(self) -> None:
        """Looks again at what changed, for here a tick ends; at the time of its last capture."""
        if self._following.touched.came:
            with self._store.alone() as alone:
                self._catch_up(alone)
                last = self._last_decided(alone)
                if changes := self._look():
                    self._following.seen = alone.apply(changes, last.at if last else self._clock())

    def _catch_up(self, alone: Store) -> None:
        if captures := self._following.catch_up(alone):
            self._elsewhere |= captures
            self._last = None

    def _last_decided(self, alone: Store) -> Capture | None:
        """The capture decided last, by whomever; None where nothing was since the last look, or it is gone."""
        last = self._following.touched.last
        with suppress(NotFound):
            return self._last or (alone.capture(last) if last else None)
        return None

    def _decide(self, item: Prepared | Rejected, prior: Known | None) -> list[Change]:
        """The changes that a capture makes, and those of a second look where so many articles came since the last."""
        changes = list(decide(self._following.window, item, prior))
        self._following.take(changes)
        return changes + (self._look() if self._following.touched.articles >= LOOK_EVERY else [])

    def _look(self) -> list[Change]:
        if not self._following.touched.came:
            return []
        changes = list(look(self._following.window, self._following.touched.stories))
        self._following.take(changes)
        return changes


def _pending(store: Store, until: str | None, clock: Clock) -> Iterator[Capture]:
    after = None
    while batch := store.pending(BATCH, after, until):
        now = clock()
        yield from (replace(capture, at=now) if capture.at > now else capture for capture in batch)
        after = batch[-1].id


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Items of one time; none that may be one article share a batch, so that the store knows whose a name is."""
    batch: list[_Item] = []
    passed: set[str] = set()
    for capture, item in items:
        names = {item.article.id, *(name.key for name in item.names)} if isinstance(item, Prepared) else set()
        if batch and (len(batch) == BATCH or capture.at != batch[0][0].at or not passed.isdisjoint(names)):
            yield batch
            batch, passed = [], set()
        batch.append((capture, item))
        passed |= names
    if batch:
        yield batch


def _article(item: Prepared | Rejected) -> str | None:
    return item.article.id if isinstance(item, Prepared) else None


def _lost(capture: Capture, problem: Failure) -> Rejected:
    return Rejected(capture=capture.id, url=capture.url, reason=problem.reason, detail=problem.detail)
