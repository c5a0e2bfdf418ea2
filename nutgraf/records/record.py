"""The base of all records, and the numbers with reasons that they carry."""

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The base of all records: frozen, by keyword, defaults left out when written."""


class Reason(Record, frozen=True):
    """One named part of a decision, with its share of the number that was decided."""

    name: str
    value: float
    note: str = ""


class Score(Record, frozen=True):
    """A whole number that is the sum of its parts."""

    total: int
    parts: tuple[Reason, ...] = ()
