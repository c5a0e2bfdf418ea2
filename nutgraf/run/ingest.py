"""The one loop from captures to stories: prepare in parallel, decide in order, apply, evolve.

    captures -> take -> store (pending) -> prepare ┐
                                                   ▼
     catch up with others ; store.apply(changes) <- decide(window, prepared, now) ; window.evolve(changes)

A capture is stored before anything is decided about it, and what is decided is applied together with the fact that
it was decided: killed at any instant, the next call of ``settle`` goes on where the last one was. Captures of the same
time share a transaction, which for files makes the store several times as fast.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

from nutgraf.config import MEGABYTE
from nutgraf.core.topics import Topics
from nutgraf.engine.pipeline import decide, prepare
from nutgraf.engine.second_look import LOOK_EVERY, Touched, look
from nutgraf.engine.window import Window
from nutgraf.errors import InputError
from nutgraf.records import (
    ArticleAdded,
    Capture,
    CaptureDecided,
    CaptureTaken,
    Change,
    Prepared,
    Rejected,
)
from nutgraf.run.batch import ordered_map
from nutgraf.run.follow import EVER, Following
from nutgraf.store.protocol import Store

BATCH = 16
BATCH_BYTES = 4 * MEGABYTE

_Item: TypeAlias = tuple[Capture, Prepared | Rejected]


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


def settle(
    store: Store, following: Following, jobs: int = 1, topics: Topics | None = None, *, until: str | None = None
) -> Iterator[CaptureDecided]:
    """Decides every pending capture, in order of turns, and says what became of each; ``topics`` tag its article.

    Only those whose turn is before ``until``.

    ``now`` is the time of the capture, so that a backfill and a live run decide alike. What others wrote is taken in
    first, and nobody writes between that and what is decided: no edit is overlooked, no capture decided twice. After an
    error the window is ahead of the store: it must be opened anew.
    """
    elsewhere: set[str] = set()
    touched = Touched()
    preparing = partial(prepare, topics=topics) if topics else prepare
    for batch in _batches(ordered_map(preparing, _pending(store, until), jobs, _lost)):
        with store.alone() as alone:
            elsewhere |= following.catch_up(alone)
            changes = _decided(alone, following, [one for one in batch if one[0].id not in elsewhere])
            touched.take(changes)
            if touched.articles >= LOOK_EVERY:
                changes += _look(following.window, touched)
            following.seen = alone.apply(changes, batch[0][0].at)
        yield from (change for change in changes if isinstance(change, CaptureDecided))
    if touched.articles:
        with store.alone() as alone:
            following.catch_up(alone)
            if changes := _look(following.window, touched):
                following.seen = alone.apply(changes, batch[0][0].at)


def _look(window: Window, touched: Touched) -> list[Change]:
    """Looks a second time at the stories that changed, and has the window take in what that changes."""
    changes = look(window, touched.stories())
    window.evolve(changes, EVER)
    return list(changes)


def _decided(store: Store, following: Following, batch: Sequence[_Item]) -> list[Change]:
    priors = store.known([article for _, item in batch if (article := _article(item))])
    changes: list[Change] = []
    for capture, item in batch:
        prior = priors.get(_article(item) or "")
        decided = decide(following.window, item, capture.at, prior, following.meaning)
        following.window.evolve(decided, capture.at if _has_news(decided) else EVER)
        changes += decided
    return changes


def _has_news(changes: Iterable[Change]) -> bool:
    """Whether an article was added: that alone moves the window on, as the store can tell when it was."""
    return any(isinstance(change, ArticleAdded) for change in changes)


def _pending(store: Store, until: str | None) -> Iterator[Capture]:
    after = None
    while batch := store.pending(BATCH, after, until):
        yield from batch
        after = batch[-1].id


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Items of one time; no article comes twice in a batch, so that the store knows what the window has forgotten."""
    batch: list[_Item] = []
    articles: set[str | None] = set()
    for capture, item in items:
        article = _article(item)
        if batch and (len(batch) == BATCH or capture.at != batch[0][0].at or article in articles - {None}):
            yield batch
            batch, articles = [], set()
        batch.append((capture, item))
        articles.add(article)
    if batch:
        yield batch


def _article(item: Prepared | Rejected) -> str | None:
    return item.article.id if isinstance(item, Prepared) else None


def _lost(capture: Capture) -> Rejected:
    return Rejected(capture=capture.id, url=capture.url, reason="crashed", detail="reading it ended the process")
