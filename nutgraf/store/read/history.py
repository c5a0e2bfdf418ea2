"""The states of articles, as the log has them: those since an article was last removed, where it ever was."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, Text, func, select, type_coerce

from nutgraf.records import ArticleAdded, ArticleRevised, Revision, Stage
from nutgraf.store.read.asking import among
from nutgraf.store.read.removed import missing
from nutgraf.store.schema import change

_STATES = ("article_added", "article_revised")


class LoggedState(NamedTuple):
    """A row of the log with a state of an article."""

    number: int
    at: datetime
    made: ArticleAdded | ArticleRevised


class _Made(msgspec.Struct):
    """What a list is told of an article's new state; all else in the row is passed over."""

    number: int = 1
    changed: tuple[str, ...] = ()


_decode_made = msgspec.json.Decoder(_Made).decode


def states(connection: Connection, articles: Collection[str]) -> Iterator[LoggedState]:
    """Every state of these articles, those of each in order."""
    removed = select(change.c.article, func.max(change.c.number).label("number")).where(change.c.kind == "removed")
    gone = among(connection, removed.group_by(change.c.article), change.c.article, articles)
    since = {row.article: row.number for row in gone}
    query = select(change.c.number, change.c.at, change.c.article, change.c.payload).where(change.c.kind.in_(_STATES))
    for row in among(connection, query.order_by(change.c.number), change.c.article, articles):
        if row.number > since.get(row.article, 0):
            yield LoggedState(row.number, row.at, row.payload)


def states_of(connection: Connection, articles: Sequence[str]) -> dict[str, list[ArticleAdded | ArticleRevised]]:
    """How the states of these articles were decided, those of each in order."""
    found: dict[str, list[ArticleAdded | ArticleRevised]] = {}
    for state in states(connection, articles):
        found.setdefault(state.made.prepared.article.id, []).append(state.made)
    return found


def revisions(connection: Connection, wanted: str) -> list[Revision]:
    """Every state of an article, oldest first. Raises NotFound, Gone."""
    found = [_to_revision(state) for state in states(connection, [wanted])]
    if not found:
        raise missing(connection, wanted, wanted, "article")
    return found


def stages(connection: Connection, wanted: str) -> list[Stage]:
    """That an article was seen in each of its states, oldest first; none of what they say is kept.

    Raises NotFound, Gone.
    """
    payload = type_coerce(change.c.payload, Text).label("payload")
    gone = select(func.coalesce(func.max(change.c.number), 0)).where(
        change.c.article == wanted, change.c.kind == "removed"
    )
    query = select(change.c.at, payload).where(change.c.article == wanted, change.c.kind.in_(_STATES))
    since = query.where(change.c.number > gone.scalar_subquery())
    found = [_to_stage(row.at, row.payload) for row in connection.execute(since.order_by(change.c.number))]
    if not found:
        raise missing(connection, wanted, wanted, "article")
    return found


def _to_revision(state: LoggedState) -> Revision:
    made, article_ = state.made, state.made.prepared.article
    if isinstance(made, ArticleAdded):
        return Revision(article=article_, number=1, at=state.at)
    return Revision(article=article_, number=made.number, at=state.at, changed=made.changed)


def _to_stage(at: datetime, payload: str) -> Stage:
    made = _decode_made(payload)
    return Stage(number=made.number, at=at, changed=made.changed)
