"""Which changes say something that is not stored yet: taking, deciding and keeping twice is harmless."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select

from nutgraf.errors import StoreError
from nutgraf.records import CaptureDecided, CaptureReopened, CaptureTaken, Change, Released, Source, SourceKept
from nutgraf.store.schema import capture, release_state, source

# Databases limit how many values a statement can name.
CHUNK = 500


def among(
    connection: Connection, query: Select[*tuple[Any, ...]], column: ColumnElement[Any], values: Collection[str]
) -> Iterator[Row[*tuple[Any, ...]]]:
    """The rows of a query whose column has one of the values, however many these are."""
    listed = list(values)
    for i in range(0, len(listed), CHUNK):
        yield from connection.execute(query.where(column.in_(listed[i : i + CHUNK])))


def news(connection: Connection, changes: Sequence[Change]) -> list[Change]:
    """The changes without those that are stored already, and without what would undo an editor's release.

    Raises StoreError when a capture is decided or reopened that was never taken.
    """
    stored = _Stored(connection, changes)
    return [change for change in changes if stored.learns(change)]


class _Stored:
    """What is stored of the things that some changes are about, kept up while these are gone through."""

    def __init__(self, connection: Connection, changes: Sequence[Change]) -> None:
        captures = {c.capture.id for c in changes if isinstance(c, CaptureTaken)}
        captures |= {c.capture for c in changes if isinstance(c, CaptureDecided | CaptureReopened)}
        sources = {c.source.id for c in changes if isinstance(c, SourceKept)}
        released = {c.article for c in changes if isinstance(c, Released)}
        self.decisions = dict(_decisions(connection, captures))
        self.sources: dict[str, Source] = {
            row.id: row.record for row in among(connection, select(source), source.c.id, sources)
        }
        by_editor = select(release_state.c.article).where(release_state.c.by == "editor")
        self.edited = {row.article for row in among(connection, by_editor, release_state.c.article, released)}

    def learns(self, change: Change) -> bool:
        match change:
            case CaptureTaken():
                new = change.capture.id not in self.decisions
                self.decisions.setdefault(change.capture.id, None)
            case CaptureDecided():
                new = self._decided(change)
            case CaptureReopened():
                new = self._reopened(change)
            case SourceKept():
                new = self.sources.get(change.source.id) != change.source
                self.sources[change.source.id] = change.source
            case Released(by="editor"):
                new = True
                self.edited.add(change.article)
            case Released():
                new = change.article not in self.edited
            case _:
                new = True
        return new

    def _decided(self, change: CaptureDecided) -> bool:
        before = self._known(change.capture)
        self.decisions[change.capture] = change
        return before != change

    def _reopened(self, change: CaptureReopened) -> bool:
        before = self._known(change.capture)
        if before is None or before.outcome != "rejected":
            return False
        self.decisions[change.capture] = None
        return True

    def _known(self, capture: str) -> CaptureDecided | None:
        if capture not in self.decisions:
            raise StoreError(capture, "this capture is decided on and was never taken")
        return self.decisions[capture]


def _decisions(connection: Connection, captures: Collection[str]) -> Iterator[tuple[str, CaptureDecided | None]]:
    columns = (capture.c.id, capture.c.outcome, capture.c.article, capture.c.reason, capture.c.detail)
    for row in among(connection, select(*columns), capture.c.id, captures):
        decided = CaptureDecided(
            capture=row.id, outcome=row.outcome, article=row.article, reason=row.reason, detail=row.detail or ""
        )
        yield row.id, decided if row.outcome else None
