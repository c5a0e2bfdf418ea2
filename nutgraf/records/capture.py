"""What was got, and what became of it."""

from datetime import datetime
from typing import Literal, TypeAlias

from nutgraf.records.entry import Entry
from nutgraf.records.record import Record

Outcome: TypeAlias = Literal["added", "revised", "same", "rejected"]


class Capture(Record, frozen=True):
    """One thing as it was got at one time: the bytes of a page, or only an entry, or both.

    ``id`` is the WARC-Record-ID, the path of a file, or a digest of what was got. ``body`` is empty when only the
    entry is known. ``charset`` is what the transport said. ``turn`` orders captures for deciding
    (``nutgraf.run.turns``). ``said`` are digests of what its source's entry says, by which the same thing is known when
    the source gives it under another address (``nutgraf.core.feeds.repeats``).
    """

    id: str
    at: datetime
    url: str | None = None
    status: int = 200
    content_type: str = "text/html"
    charset: str | None = None
    body: bytes = b""
    source: str | None = None
    entry: Entry | None = None
    turn: str = ""
    said: tuple[str, ...] = ()


class Look(Record, frozen=True):
    """How many ``steps`` of looking again at an article's page are done, for the state of it ``seen`` then."""

    article: str
    seen: datetime
    steps: int = 0


class Rejected(Record, frozen=True):
    """A capture that is no article, with the reason in a word (``reason``) and in a sentence (``detail``)."""

    capture: str
    reason: str
    detail: str = ""
    url: str | None = None


class Brought(Record, frozen=True):
    """A capture by what brought it, and what became of it; without an outcome it is pending."""

    capture: str
    turn: str
    source: str | None = None
    outcome: Outcome | None = None
    article: str | None = None
