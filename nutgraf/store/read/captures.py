"""What was got, and the pages that are to be looked at again."""

from collections.abc import Collection, Iterator
from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import Connection, and_, exists, func, select, tuple_

from nutgraf.errors import NotFound
from nutgraf.records import Capture, Look
from nutgraf.store.read.asking import AnyRow, among, bound, stream
from nutgraf.store.schema import article, capture, given, look


def pending(connection: Connection, limit: int, after: str | None, until: str | None) -> list[Capture]:
    """Captures without an outcome, by turn and then in order of arrival."""
    query = select(capture.c.record, capture.c.body).where(capture.c.outcome.is_(None))
    if after is not None:
        place = connection.execute(select(capture.c.turn, capture.c.number).where(capture.c.id == after)).one_or_none()
        if place is not None:
            query = query.where(tuple_(capture.c.turn, capture.c.number) > tuple_(place.turn, place.number))
    if until is not None:
        query = query.where(capture.c.turn < until)
    order = query.order_by(capture.c.turn, capture.c.number)
    return [_capture(row) for row in connection.execute(order.limit(bound(limit)))]


def rejected(connection: Connection, reasons: Collection[str]) -> list[str]:
    """Ids of the captures that were rejected, for one of some reasons where any are named, in order of arrival."""
    query = select(capture.c.id).where(capture.c.outcome == "rejected").order_by(capture.c.number)
    return list(connection.scalars(query.where(capture.c.reason.in_(reasons)) if reasons else query))


def has_capture(connection: Connection, wanted: str) -> bool:
    """Whether there is a capture of that id."""
    return bool(connection.scalar(select(exists().where(capture.c.id == wanted))))


def turn(connection: Connection, wanted: str) -> str | None:
    """The turn of the capture of that id, None where there is none."""
    found: str | None = connection.scalar(select(capture.c.turn).where(capture.c.id == wanted))
    return found


def waiting(connection: Connection, since: str, until: str) -> list[Capture]:
    """Pending captures by turn, without their bytes: those from ``since`` on that come before ``until``."""
    between = (capture.c.turn >= since, capture.c.turn < until)
    query = select(capture.c.record).where(capture.c.outcome.is_(None), *between)
    return list(connection.scalars(query.order_by(capture.c.turn, capture.c.number)))


def given_of(connection: Connection, said: Collection[str]) -> set[str]:
    """Those of these digests that are stored."""
    return {row.said for row in among(connection, select(given.c.said), given.c.said, said)}


def one_capture(connection: Connection, wanted: str) -> Capture:
    """A capture by id. Raises NotFound."""
    row = connection.execute(select(capture.c.record, capture.c.body).where(capture.c.id == wanted)).one_or_none()
    if row is None:
        raise NotFound(wanted, "no capture has this id")
    return _capture(row)


def captures(connection: Connection) -> Iterator[Capture]:
    """All captures in order of arrival."""
    query = select(capture.c.record, capture.c.body).order_by(capture.c.number)
    # A body can be large: few at a time.
    return stream(connection, query, _capture, size=8)


def _capture(row: AnyRow) -> Capture:
    taken: Capture = row.record
    return replace(taken, body=row.body)


def looks(connection: Connection, since: datetime, steps: int) -> list[Look]:
    """Articles whose present state was seen since a time, with fewer looks at it than so many."""
    same = and_(look.c.article == article.c.id, look.c.seen == article.c.seen)
    done = func.coalesce(look.c.steps, 0)
    query = select(article.c.id, article.c.seen, done.label("steps")).select_from(article.outerjoin(look, same))
    query = query.where(article.c.seen >= since, done < steps).order_by(article.c.seen, article.c.id)
    return [Look(article=row.id, seen=row.seen, steps=row.steps) for row in connection.execute(query)]
