"""The ids of captures from the network: digests that tell what was taken, so that nothing is taken twice."""

from datetime import UTC, datetime
from hashlib import sha256

from nutgraf.core.formats.url import normalise
from nutgraf.core.text.plain import digest
from nutgraf.records import Entry, Source


def url_of(entry: Entry) -> str | None:
    """The address of an entry's page in normal form, None where it has none, or shares it with other items."""
    return normalise(entry.url) if entry.url and not entry.shares_url else None


def page_id(url: str, modified: datetime | None = None) -> str:
    """The id of a page's first capture, which tells that it was taken; of a later one, that this state of it was."""
    return digest("page", url, modified.astimezone(UTC).isoformat()) if modified else digest("page", url)


def again_id(url: str, before: str, body: bytes) -> str:
    """The id of a page whose bytes are not those of the capture ``before``."""
    return digest("again", url, before, sha256(body).hexdigest())


def waiting_id(capture: str) -> str:
    """The id under which an entry is taken while its page cannot be had, which may pass."""
    return digest("waiting", capture)


def item_id(source: Source, entry: Entry) -> str:
    """The id of an entry without a page, which is all there is to capture."""
    parts = (entry.id, entry.title, entry.excerpt, entry.content)
    return digest("item", source.id, *(part or "" for part in parts))
