"""What was decided of a field: the value, the place that was believed, and what other places say."""

from collections.abc import Iterable
from typing import Final, Generic, NamedTuple, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

# Places, in the words of ``nutgraf extract --explain``.
ADDRESS: Final = "address"
ENTRY: Final = "entry"
PAGE: Final = "page"
TEXT: Final = "text"
UNSAID: Final = "nothing says otherwise"

_NOTHING: Final = (None, "", ())


class Said(NamedTuple, Generic[T_co]):
    """A place, and what it says of a field."""

    place: str
    value: T_co


class Found(NamedTuple, Generic[T_co]):
    """A value with the place that it was taken from; ``said`` is what the places say that are asked in any case."""

    value: T_co
    source: str = ""
    said: tuple[Said[T_co], ...] = ()

    @property
    def instead(self) -> tuple[Said[T_co], ...]:
        """What is said that is another value."""
        return tuple(dict.fromkeys(one for one in self.said if one.value not in (*_NOTHING, self.value)))


def first_said(asked: Iterable[Said[T]], nothing: T, said: tuple[Said[T], ...] = ()) -> Found[T]:
    """What the first place says that says something, those behind it not being asked; ``nothing`` where none does."""
    for place, value in asked:
        if value:
            return Found(value, place, said)
    return Found(nothing, "", said)


def fed(value: T) -> Found[T]:
    """What an entry says, where nobody else is asked."""
    return Found(value, ENTRY if value else "")
