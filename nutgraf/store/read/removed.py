"""What is there no more."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from nutgraf.errors import Gone, NotFound
from nutgraf.store.read.asking import among
from nutgraf.store.schema import article, removal


def removals(connection: Connection, ids: Collection[str]) -> dict[str, bool]:
    """Which of these articles were removed, and whether for good; one that is there was not."""
    found = among(connection, select(removal.c.id, removal.c.for_good), removal.c.id, ids)
    gone = {row.id: row.for_good for row in found}
    there = present(connection, gone)
    return {id_: for_good for id_, for_good in gone.items() if id_ not in there}


def present(connection: Connection, ids: Collection[str]) -> set[str]:
    """Those of these articles that are there."""
    return {row.id for row in among(connection, select(article.c.id), article.c.id, ids)}


def missing(connection: Connection, wanted: str, told: str, what: str) -> NotFound:
    """The error for an id that nothing has, by the id of the article that would have it."""
    if told in removals(connection, [told]):
        return Gone(wanted, f"the {what} with this id was removed")
    return NotFound(wanted, f"no {what} has this id")
