"""What is watched."""

from datetime import datetime
from typing import Literal, TypeAlias

from nutgraf.records.record import Record

SourceKind: TypeAlias = Literal["feed", "sitemap", "page"]
NamedBy: TypeAlias = Literal["user", "list", "page"]


class Source(Record, frozen=True):
    """A feed, sitemap or page that is watched, with the state of its last fetch.

    ``named_by`` tells who named it: the user by its address, a list such as OPML, or the page of the source
    ``found_on``.
    """

    id: str
    url: str
    named_by: NamedBy = "user"
    found_on: str | None = None
    kind: SourceKind = "feed"
    title: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    checked: datetime | None = None
    due: datetime | None = None
    failures: int = 0
    error: str | None = None
