"""The one loop from captures to stories: prepare in parallel, decide in order, apply, evolve.

    captures -> take -> store (pending) -> prepare ┐
                                                   ▼
                store.apply(changes) <- decide(window, prepared, now) ; window.evolve(changes)

A capture is stored before anything is decided about it, and what is decided is applied together with the fact that
it was decided: killed at any instant, the next call of ``settle`` goes on where the last one was.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from nutgraf.config import Settings
from nutgraf.engine.pipeline import decide, prepare
from nutgraf.engine.window import Window
from nutgraf.errors import InputError
from nutgraf.records import Capture, CaptureDecided, CaptureTaken, Known, Prepared, Rejected
from nutgraf.run.batch import ordered_map
from nutgraf.store.protocol import Store

BATCH = 64


def take(store: Store, captures: Iterable[Capture | InputError]) -> Iterator[Capture | InputError]:
    """Puts captures into the store as they come, and hands each on; what could not be read is handed on alone."""
    for item in captures:
        if isinstance(item, Capture):
            store.apply([CaptureTaken(capture=item)], item.at)
        yield item


def open_window(store: Store, settings: Settings) -> Window:
    """The window as the store left it."""
    days = settings.grouping.window_days
    newest = store.newest()
    since = newest - timedelta(days=days) if newest else datetime.min.replace(tzinfo=UTC)
    return Window.rebuilt(store.window(since), days)


def settle(store: Store, window: Window, jobs: int = 1) -> Iterator[CaptureDecided]:
    """Decides every pending capture, in order of arrival, and says what became of each.

    ``now`` is the time of the capture, so that a backfill and a live run decide alike.
    """
    for capture, item in ordered_map(prepare, _pending(store), jobs, _lost):
        changes = decide(window, item, capture.at, _prior(store, window, item))
        store.apply(changes, capture.at)
        window.evolve(changes, capture.at)
        yield from (change for change in changes if isinstance(change, CaptureDecided))


def _pending(store: Store) -> Iterator[Capture]:
    after = None
    while batch := store.pending(BATCH, after):
        yield from batch
        after = batch[-1].id


def _prior(store: Store, window: Window, item: Prepared | Rejected) -> Known | None:
    """What the store knows of an article that the window has forgotten."""
    if isinstance(item, Rejected) or window.get(item.article.id) is not None:
        return None
    return store.known([item.article.id]).get(item.article.id)


def _lost(capture: Capture) -> Rejected:
    return Rejected(capture=capture.id, url=capture.url, reason="crashed", detail="reading it ended the process")
