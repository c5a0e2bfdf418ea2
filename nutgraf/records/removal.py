"""Changes: what is taken out."""

from typing import Literal, TypeAlias

import msgspec

from nutgraf.records.record import Record

RemovedBy: TypeAlias = Literal["article", "source", "import"]

REMOVED = "removed"  # why a capture is rejected whose article was taken out


class Removed(Record, frozen=True, tag="removed"):
    """An article was taken out of everything, and its words with it, when ``target`` was to be removed.

    It never comes back, under its id or one of ``also``, but where an import is undone. ``heir`` is the article that
    its story goes by from now on, where it was named by this one. ``digests`` tell what was removed without saying it.
    """

    article: str
    by: RemovedBy
    target: str
    also: tuple[str, ...] = ()
    heir: str | None = None
    digests: dict[str, str] = msgspec.field(default_factory=dict)


class SourceRemoved(Record, frozen=True, tag="source_removed"):
    """A source is watched no more, until somebody names it again."""

    source: str
