"""Articles that are compared: what ``nutgraf group`` and ``nutgraf copies`` do."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from math import isnan
from typing import TypeAlias

from msgspec import Struct, to_builtins

from nutgraf.config import Grouping
from nutgraf.library.given import kind_of
from nutgraf.records import Article, Rejected
from nutgraf.run.filters import copies as copies_filter
from nutgraf.run.filters import group as group_filter

Row: TypeAlias = Mapping[str, object] | Article | Rejected


def group(rows: Iterable[Row], jobs: int = 1, settings: Grouping | None = None) -> Iterator[dict[str, object]]:
    """For each row its ``id``, its ``story`` (the id of the story's first row) and the ``reasons`` it joined for.

    A row is a mapping as the filters take them, an Article, or a Rejected, which is answered as what it is; in order of
    arrival. In mappings times may be datetimes, lists tuples, and NaN is as absent. ``jobs`` worker processes read the
    rows, at least one. All rows are read before the first answer comes. ``settings`` are those of the table
    ``grouping``.

    What is no article has ``story`` None, and says why in ``rejected`` and ``detail``. Raises OutOfResources where no
    process can be started, and what the iterable raises.
    """
    return group_filter.group(map(_row, rows), jobs, settings)


def copies(rows: Iterable[Row], jobs: int = 1) -> Iterator[dict[str, object]]:
    """For each row its ``id``, the id ``of`` the original it copies or None, the ``share`` (0 to 1), the ``reasons``.

    Where it was rather taken from another copy, the id of that one is in ``via``. Rows, ``jobs`` and what is no article
    are as for ``group``. Raises OutOfResources where no process can be started, and what the iterable raises.
    """
    return copies_filter.copies(map(_row, rows), jobs)


def _row(given: object) -> dict[str, object]:
    """A row as it would stand in a file; what is none says so."""
    match given:
        case Rejected():
            return {"id": given.capture, "rejected": given.reason}
        case Article():
            return _fields(to_builtins(given))
        case Mapping():
            return {"id": given.get("capture")} | _fields(given)
        case _:
            return {"id": None, "rejected": f"it is {kind_of(given)}"}


def _fields(given: Mapping[str, object]) -> dict[str, object]:
    try:
        return {key: _plain(value) for key, value in given.items()}
    except RecursionError:  # a list within itself
        return {"id": given.get("id"), "rejected": "it holds itself"}


def _plain(value: object) -> object:
    """A value of Python as JSON would have it."""
    match value:
        case date():
            return value.isoformat()
        case float() if isnan(value):
            return None
        case list() | tuple():
            return [_plain(one) for one in value]
        case Mapping():
            return {key: _plain(one) for key, one in value.items()}
        case Struct():
            return _plain(to_builtins(value))
        case _:
            return value
