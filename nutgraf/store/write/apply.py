"""The one way to write: changes, in order, to the tables and to the log of them.

Changes are folded into rows first, the last of a key winning, and each table is then written with one statement:
the same end as one by one, for a tenth of the time. Merges alone look at what is stored; they come first, and what the
changes themselves placed in the story that is gone was moved while folding.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from msgspec.structs import replace
from sqlalchemy import Connection, func, select

from nutgraf.records import ArticleAdded, ArticleRevised, CaptureTaken, Change, Fingerprint, QuotesMeant, Removed
from nutgraf.store import schema
from nutgraf.store.write.fold import fold
from nutgraf.store.write.news import news
from nutgraf.store.write.removing import TakesOut, take_out
from nutgraf.store.write.rows import Rows, Values
from nutgraf.store.write.tables import insert_rows, write_rows


def apply(connection: Connection, changes: Sequence[Change], now: datetime) -> int:
    """Writes what is news of the changes, in the connection's transaction; the number of the last change ever."""
    last: int = connection.scalar(select(func.coalesce(func.max(schema.change.c.number), 0))) or 0
    for takes_out, some in groupby(news(connection, changes), lambda change: isinstance(change, TakesOut)):
        last = (_take_out if takes_out else _put)(connection, list(some), last, now)
    return last


def _put(connection: Connection, changes: Sequence[Change], last: int, now: datetime) -> int:
    rows = Rows()
    for number, change in enumerate(changes, last + 1):
        rows.log.append(_logged(number, now, change, fold(change, rows, number)))
    write_rows(connection, rows)
    return last + len(changes)


def _take_out(connection: Connection, changes: Sequence[Change], last: int, now: datetime) -> int:
    """What is taken out is taken out of what was there before these changes, and of the log up to them."""
    gone = [change for change in changes if isinstance(change, TakesOut)]
    numbered = enumerate(gone, last + 1)
    log = [_logged(no, now, one, one.article if isinstance(one, Removed) else None) for no, one in numbered]
    take_out(connection, gone)
    insert_rows(connection, schema.change, log)
    return last + len(changes)


def _logged(number: int, now: datetime, change: Change, article: str | None) -> Values:
    kind = change.__struct_config__.tag
    return {"number": number, "at": now, "kind": kind, "article": article, "payload": _without_bytes(change)}


def _without_bytes(change: Change) -> Change:
    """The change as the log keeps it: bodies, fingerprints and meanings stand in their own tables."""
    match change:
        case CaptureTaken():
            return replace(change, capture=replace(change.capture, body=b""))
        case ArticleAdded() | ArticleRevised():
            return replace(change, prepared=replace(change.prepared, fingerprint=Fingerprint()))
        case QuotesMeant():
            return replace(change, meanings=dict.fromkeys(change.meanings, ()))
        case _:
            return change
