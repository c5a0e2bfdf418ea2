"""The change table, in order."""

from sqlalchemy import Connection, func, select

from nutgraf.records import Logged
from nutgraf.store.read.asking import AnyRow, bound
from nutgraf.store.schema import change

# What the window goes by is not told of sources, imports, captures that wait, what was let out, or of names.
_ASIDE = (
    *("source_kept", "source_removed", "pages_looked_at", "import_begun", "import_ended", "import_undone"),
    *("capture_taken", "released", "named", "quotes_meant"),
)


def changes(connection: Connection, after: int, limit: int) -> list[Logged]:
    """The log after a number, in order."""
    query = select(change).where(change.c.number > after).order_by(change.c.number).limit(bound(limit))
    return list(map(_to_logged, connection.execute(query)))


def decided(connection: Connection, after: int, limit: int) -> list[Logged]:
    """Of the log after a number what the window goes by, in order."""
    query = select(change).where(change.c.number > after, change.c.kind.not_in(_ASIDE)).order_by(change.c.number)
    return [_to_logged(row) for row in connection.execute(query.limit(bound(limit)))]


def last_look(connection: Connection) -> int:
    """The number of the last second look, found from the end of the log."""
    query = select(change.c.number).where(change.c.kind == "looked_again")
    return connection.scalar(query.order_by(change.c.number.desc()).limit(1)) or 0


def last(connection: Connection) -> int:
    """The number of the last row of the log."""
    return connection.scalar(select(func.max(change.c.number))) or 0


def _to_logged(row: AnyRow) -> Logged:
    return Logged(number=row.number, at=row.at, change=row.payload)
