"""Which recent pages are looked at again: their time has come, by what is stored, and no look has been at them since.

articles of sources, by their last change ─ steps that are due, less steps that are done ─ captures
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from nutgraf.core.formats.politeness import RECHECKS, recheck_span, steps_due
from nutgraf.core.text.plain import digest
from nutgraf.errors import NotFound
from nutgraf.records import Capture, Known, Look, Record
from nutgraf.store.protocol import Store

# Chosen, not measured; what SPREAD does: docs/decisions/0019.
LOOKS_A_ROUND = 1000
EXAMINED = 4000
SPREAD = 50
BATCH = 200

_EVER = datetime.min.replace(tzinfo=UTC)


class Recheck(Record, frozen=True):
    """A page to be looked at again, as it was taken (without its bytes), and what is known of it after the look."""

    capture: Capture
    look: Look

    @property
    def wave(self) -> int:
        """The wave of a round that it belongs to: the same whatever else is due."""
        return int(digest("wave", self.look.article), 16) % SPREAD


class Rechecks(Record, frozen=True):
    """What is ``due``, and what is ``done`` with: pages that no source that is watched brought."""

    due: tuple[Recheck, ...] = ()
    done: tuple[Look, ...] = ()


def due_rechecks(store: Store, started: datetime, window: timedelta, shortest: timedelta) -> Rechecks:
    """The pages to be looked at again in a round that ``started`` then, as many as a round takes.

    A page whose look was missed, because no round was or it was broken off, is due until the window has forgotten it.
    """
    looks = [
        replace(look, steps=steps)
        for look in store.looks(_back(started, window + recheck_span(shortest)), len(RECHECKS))
        if (steps := steps_due(look.seen, started, shortest)) > look.steps
    ]
    captures = _captures(store, looks[:EXAMINED])
    watched = {source.id for source in store.sources()}
    due: list[Recheck] = []
    done: list[Look] = []
    for look, capture in zip(looks, captures, strict=False):
        if len(due) == LOOKS_A_ROUND:
            break
        if capture and capture.source in watched and capture.body:
            due.append(Recheck(capture=replace(capture, body=b""), look=look))
        else:
            done.append(replace(look, steps=len(RECHECKS)))
    return Rechecks(due=tuple(due), done=tuple(done))


def _back(started: datetime, by: timedelta) -> datetime:
    try:
        return started - by
    except OverflowError:
        return _EVER


def _captures(store: Store, looks: Sequence[Look]) -> Iterator[Capture | None]:
    for i in range(0, len(looks), BATCH):
        known = store.known([look.article for look in looks[i : i + BATCH]])
        for look in looks[i : i + BATCH]:
            yield _capture(store, known.get(look.article))


def _capture(store: Store, known: Known | None) -> Capture | None:
    try:
        return store.capture(known.article.capture) if known else None
    except NotFound:  # it was removed meanwhile
        return None
