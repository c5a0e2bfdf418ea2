"""The order in which captures are decided, whichever of them came first: a tick, then a source, then a place in it.

A tick is what is decided together: one wave of a round of collecting, or one import. Ticks and turns are texts that
sort as they come, so that any database orders by them.
"""

from datetime import UTC, datetime

_END = "~"  # after every sign that stands in a turn
EVERYTHING = _END  # after every turn of any tick


def tick(started: datetime, wave: int = 0) -> str:
    """The tick of a wave of a round, or of an import, that started then; later ones sort after it."""
    return f"{round_of(started)}{wave:05d}"


def round_of(started: datetime) -> str:
    """What the ticks and turns of a round, or of an import, that started then begin with."""
    return f"{started.astimezone(UTC):%Y%m%dT%H%M%S.%f}-"


def turn(of: str, source: str = "", place: int = 0) -> str:
    """The turn in a tick of what stands at a place of a source."""
    return f"{of} {source} {place:07d}"


def turn_again(of: str, source: str, article: str) -> str:
    """The turn in a tick of an article's page that is looked at again: after all that its source lists."""
    return f"{of} {source} {_END}{article}"


def is_again(of: str) -> bool:
    """Whether a turn is that of a page that is looked at again."""
    return of.rpartition(" ")[2].startswith(_END)


def tick_of(of: str) -> str:
    """The tick that a turn belongs to, empty for a capture that has none."""
    return of.partition(" ")[0]


def end_of(of: str) -> str:
    """What sorts after every turn of a tick, and before every turn of the next."""
    return of + _END
