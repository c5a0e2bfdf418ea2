"""Imports, and the changes that say how far they are."""

from datetime import datetime
from typing import Literal, TypeAlias

from nutgraf.records.record import Record

ImportState: TypeAlias = Literal["open", "ended", "undone"]


class ImportBegun(Record, frozen=True, tag="import_begun"):
    """An import of these paths began; the number of this row is the import's, ``turn`` that of all its captures."""

    paths: tuple[str, ...]
    at: datetime
    turn: str


class ImportEnded(Record, frozen=True, tag="import_ended"):
    """All that the import of that number took is decided."""

    number: int


class ImportUndone(Record, frozen=True, tag="import_undone"):
    """What the import of that number took can be taken again, but for what an article still rests on."""

    number: int


class Import(Record, frozen=True):
    """An import by its number: what it was told to read, when it began, and the turn of what it took."""

    number: int
    paths: tuple[str, ...]
    at: datetime
    turn: str
    state: ImportState = "open"
