"""By what an article is known again."""

from typing import Literal, TypeAlias

from nutgraf.records.record import Record

NameKind: TypeAlias = Literal["address", "reached", "given", "number"]


class Name(Record, frozen=True):
    """What an article is called by, as a digest: its own address, one by which it was reached, or its source's name.

    ``given`` is such a name that is likely no other item's, ``number`` one that may be just its place in a list.
    """

    key: str
    kind: NameKind

    @property
    def is_given(self) -> bool:
        """Whether its source calls it so, be it by its place in a list."""
        return self.kind in {"given", "number"}


class Bearer(Record, frozen=True):
    """Whose a name is, and how."""

    article: str
    kind: NameKind


class Named(Record, frozen=True, tag="named"):
    """An article was seen, unchanged, under names that it was not known by."""

    article: str
    names: tuple[Name, ...]
