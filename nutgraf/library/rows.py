"""Articles that are given to be compared, as rows of a file."""

from collections.abc import Mapping
from datetime import date
from math import isnan
from typing import TypeAlias

from msgspec import Struct, to_builtins

from nutgraf.library.given import kind_of
from nutgraf.records import Article, Rejected

Row: TypeAlias = Mapping[str, object] | Article | Rejected


def plain_row(given: object) -> dict[str, object]:
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
