"""What a user named as sources: URLs, OPML files, lists of URLs in a text file."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from nutgraf.core.feeds.opml import read_opml
from nutgraf.core.formats.url import normalise
from nutgraf.core.text.plain import digest
from nutgraf.errors import InputError, NotAFeed, TooLarge
from nutgraf.records import Source

MAX_BYTES = 20_000_000  # against a file that is no list; chosen, not measured


def source_of(url: str) -> Source | None:
    """A source not yet looked at, or None where the URL is not of http or https; its kind is found by looking."""
    address = normalise(url.strip())
    return Source(id=digest(address), url=address) if address else None


def sources_from(arguments: Sequence[str]) -> list[Source]:
    """Sources out of http(s) URLs, paths of OPML files, and paths of text files with one URL a line; each once.

    A URL, here or in a text file, is the user's own; OPML mostly comes from elsewhere. In a text file, empty lines and
    those that begin with ``#`` are passed over. Raises InputError for what is none of these.
    """
    listed: dict[str, Source] = {}
    for source in (source for argument in arguments for source in _read(argument)):
        known = listed.setdefault(source.id, source)
        if source.named_by == "user":
            listed[source.id] = replace(known, named_by="user")
    return list(listed.values())


def _read(argument: str) -> Iterator[Source]:
    if (source := source_of(argument)) is not None:
        yield source
    elif "://" in argument:
        raise InputError(argument.rpartition("@")[2], "is no http or https URL")
    else:
        yield from _read_file(Path(argument))


def _read_file(path: Path) -> Iterator[Source]:
    body = _bytes(path)
    try:
        yield from (replace(source, named_by="list") for source in read_opml(body))
    except NotAFeed:
        yield from _read_lines(path, body)


def _read_lines(path: Path, body: bytes) -> Iterator[Source]:
    for number, line in enumerate(body.decode("utf-8-sig", "replace").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        source = source_of(text)
        if source is None:
            raise InputError(f"{path}:{number}", "is no http or https URL, and the file is no OPML")
        yield source


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TooLarge(str(path), f"more than {MAX_BYTES:,} bytes of sources")
        return path.read_bytes()
    except OSError as e:
        reason = e.strerror or "cannot be read"
        raise InputError(str(path), f"{reason} (the address of a source begins with https:// or http://)") from e
    except ValueError as e:
        raise InputError(repr(path), "is neither a URL nor a path") from e
