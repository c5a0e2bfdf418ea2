"""What brought what, and what was removed of it: sources, imports, and the captures of both."""

from collections.abc import Sequence

from sqlalchemy import Connection, Text, select, type_coerce

from nutgraf.records import Brought, Import, Source
from nutgraf.store.read.asking import AnyRow, among
from nutgraf.store.read.removed import removals
from nutgraf.store.schema import capture, import_, source

_brought = select(capture.c.id, capture.c.turn, capture.c.record, capture.c.outcome, capture.c.article)


def sources(connection: Connection) -> list[Source]:
    """All sources, by URL."""
    watched = select(source.c.record).where(~source.c.removed)
    return list(connection.scalars(watched.order_by(source.c.url, source.c.id)))


def removed(connection: Connection, articles: Sequence[str]) -> set[str]:
    """Those of these articles that were removed for good."""
    return {id_ for id_, for_good in removals(connection, set(articles)).items() if for_good}


def unwatched(connection: Connection, sources: Sequence[str]) -> set[str]:
    """Those of these sources that were removed."""
    gone = among(connection, select(source.c.id).where(source.c.removed), source.c.id, set(sources))
    return {row.id for row in gone}


def imports(connection: Connection) -> list[Import]:
    """All imports, by number."""
    rows = connection.execute(select(import_).order_by(import_.c.number))
    return [Import(number=row.number, paths=row.paths, at=row.at, turn=row.turn, state=row.state) for row in rows]


def by(connection: Connection, source_: str | None, turn: str | None) -> list[Brought]:
    """The captures of a source, or those of a turn."""
    if source_ is None:
        return list(map(_to_brought, connection.execute(_brought.where(capture.c.turn == turn))))
    likely = type_coerce(capture.c.record, Text).contains(source_, autoescape=True)
    found = map(_to_brought, connection.execute(_brought.where(likely)))
    return [one for one in found if one.source == source_]


def to(connection: Connection, articles: Sequence[str]) -> list[Brought]:
    """The captures of these articles."""
    return list(map(_to_brought, among(connection, _brought, capture.c.article, set(articles))))


def _to_brought(row: AnyRow) -> Brought:
    taken = row.record
    return Brought(capture=row.id, turn=row.turn, source=taken.source, outcome=row.outcome, article=row.article)
