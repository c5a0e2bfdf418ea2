"""The states of articles, as the log has them: those since an article was last removed, where it ever was."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from nutgraf.records import ArticleAdded, ArticleRevised
from nutgraf.store.news import among
from nutgraf.store.schema import change

_STATES = ("article_added", "article_revised")


class State(NamedTuple):
    """A row of the log with a state of an article."""

    number: int
    at: datetime
    made: ArticleAdded | ArticleRevised


def states(connection: Connection, articles: Collection[str]) -> Iterator[State]:
    """Every state of these articles, those of each in order."""
    removed = select(change.c.article, func.max(change.c.number).label("number")).where(change.c.kind == "removed")
    gone = among(connection, removed.group_by(change.c.article), change.c.article, articles)
    since = {row.article: row.number for row in gone}
    query = select(change.c.number, change.c.at, change.c.article, change.c.payload).where(change.c.kind.in_(_STATES))
    for row in among(connection, query.order_by(change.c.number), change.c.article, articles):
        if row.number > since.get(row.article, 0):
            yield State(row.number, row.at, row.payload)
