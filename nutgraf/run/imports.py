"""Imports by number: what one took can be told by its turn, and one that was broken off goes on as what it was.

paths -> open_import -> Importing.taking (captures in the import's turn) -> ... -> Importing.end
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from msgspec.structs import replace

from nutgraf.errors import InputError
from nutgraf.records import Capture, ImportBegun, ImportEnded
from nutgraf.run.turns import tick, turn
from nutgraf.store.protocol import Store


class Importing:
    """An import under way: ``started`` is the time of what has none of its own, ``turn`` that of all it takes.

    It has a ``number`` once there was something to take.
    """

    def __init__(self, store: Store, paths: tuple[str, ...], started: datetime, number: int | None) -> None:
        self.started = started
        self.turn = turn(tick(started), "import")
        self.number = number
        self._store = store
        self._paths = paths

    def taking(self, captures: Iterable[Capture | InputError]) -> Iterator[Capture | InputError]:
        """The captures in the import's turn; it begins with the first that was not taken before."""
        for item in captures:
            if isinstance(item, InputError):
                yield item
                continue
            if self.number is None and not self._store.has_capture(item.id):
                begun = ImportBegun(paths=self._paths, at=self.started, turn=self.turn)
                self.number = self._store.apply([begun], self.started)
            yield replace(item, turn=self.turn)

    def end(self, now: datetime) -> None:
        """Says that all is decided that it took."""
        if self.number is not None:
            self._store.apply([ImportEnded(number=self.number)], now)


def open_import(store: Store, paths: Sequence[str], now: datetime) -> Importing:
    """The import of these paths that was broken off, or a new one."""
    named = tuple(paths)
    for one in reversed(store.imports()):
        if one.state == "open" and one.paths == named:
            return Importing(store, named, one.at, one.number)
    return Importing(store, named, now, None)
