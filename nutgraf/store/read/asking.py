"""How the tables are asked: many values at a time, many rows one after the other, and never too many."""

from collections.abc import Callable, Collection, Iterator
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select

T = TypeVar("T")
AnyRow: TypeAlias = Row[*tuple[Any, ...]]

# Databases limit how many values a statement can name.
CHUNK = 500

# Rows fetched at a time while streaming.
STREAMED = 200  # chosen, not measured

# More than any reader pages through, less than any database's limit.
_MOST = 2**31


def among(
    connection: Connection, query: Select[*tuple[Any, ...]], column: ColumnElement[Any], values: Collection[str]
) -> Iterator[AnyRow]:
    """The rows of a query whose column has one of the values, however many these are."""
    listed = list(values)
    for i in range(0, len(listed), CHUNK):
        yield from connection.execute(query.where(column.in_(listed[i : i + CHUNK])))


def stream(
    connection: Connection, query: Select[*tuple[Any, ...]], to: Callable[[AnyRow], T], size: int = STREAMED
) -> Iterator[T]:
    """What the rows of a query stand for, never all of them in memory."""
    with connection.execution_options(yield_per=size).execute(query) as result:
        for row in result:
            yield to(row)


def bound(number: int) -> int:
    """How many rows a query may be asked for or to pass over, whatever was named."""
    return max(0, min(number, _MOST))
