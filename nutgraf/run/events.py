"""What a round of collecting tells of itself while it goes on."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal, TypeAlias

from nutgraf.records import Record

What: TypeAlias = Literal["listed", "held", "unchanged", "failed", "taken", "entry_only", "same", "missed"]


class Event(Record, frozen=True):
    """One thing that happened in a round; ``source`` is the source's id.

    To the source at ``url``: ``listed`` with how many ``pages`` are to be taken, ``held`` where what it gave before is
    not taken again under new addresses, ``unchanged``, ``failed``. To the page at ``url``: ``taken``, ``entry_only``
    where it cannot be had, ``same`` where a known one was looked at again, ``missed`` where that failed.
    """

    what: What
    source: str
    url: str
    detail: str = ""
    pages: int = 0


Tell: TypeAlias = Callable[[Event], None]
Clock: TypeAlias = Callable[[], datetime]
