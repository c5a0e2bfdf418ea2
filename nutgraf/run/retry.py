"""Trying captures again that were rejected: what this nutgraf cannot read, a later one may."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from nutgraf.errors import NotFound
from nutgraf.records import CaptureReopened
from nutgraf.run.inputs import plain_id
from nutgraf.run.processes.worker import LOST
from nutgraf.store.protocol import Store


def reopen(store: Store, named: Sequence[str], now: datetime) -> None:
    """Has rejected captures wait to be decided anew: those named by id or reason, without any all that were lost.

    Raises NotFound for what is neither; then none does.
    """
    captures = dict.fromkeys(_rejected(store, named) if named else store.rejected(LOST))
    store.apply([CaptureReopened(capture=capture) for capture in captures], now)


def _rejected(store: Store, named: Sequence[str]) -> Iterator[str]:
    known = store.rejected()
    for name in named:
        captures = store.rejected([name]) or [one for one in known if plain_id(name) == plain_id(one)]
        if not captures and name not in LOST:
            raise NotFound(name, "no capture of that id was rejected, and none for that reason")
        yield from captures
