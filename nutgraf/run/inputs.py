"""Files and folders as captures: everything that nutgraf reads besides the network.

WARC and WACZ, saved pages, feeds, sitemaps, JSON Lines, tables, published records and JSON pages of a topic site, plain
text; each packed with gzip or not, told apart by its bytes.

Ids: a WARC record keeps its own. A saved page is its path with a digest of its bytes, so that a changed file is
another capture; ``plain_id`` gives the path back. An entry is a digest of what it says, so that the same entry is the
same capture wherever it stands.
"""

import gzip
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from nutgraf.config import MEGABYTE
from nutgraf.core.feeds.feed import read_feed
from nutgraf.core.feeds.sitemap import read_sitemap
from nutgraf.core.files.frontmatter import read_record
from nutgraf.core.files.json_pages import read_pages
from nutgraf.core.files.row_names import NO_NAMES, Names
from nutgraf.core.files.rows import entry_of_row
from nutgraf.core.files.saved_text import read_saved_text
from nutgraf.core.formats.charset import decode
from nutgraf.core.formats.sniff import HEAD, Kind, sniff
from nutgraf.core.formats.url import without_credentials
from nutgraf.core.text.characters import without_controls
from nutgraf.core.text.plain import digest
from nutgraf.errors import InputError, TooLarge, cause
from nutgraf.net.warc import read_warc
from nutgraf.records import Capture, Entry
from nutgraf.run.row_files import is_table_file, read_rows
from nutgraf.unpack import GZIP_MAGIC

MAX_BYTES = 20 * MEGABYTE  # of one page; this and the next chosen, not measured
MAX_LIST_BYTES = 50 * MEGABYTE  # of one feed, sitemap, JSON document or text

_PART = 512  # bytes read at a time: of a file that was cut off, those before are kept; chosen, not measured
_DAMAGED = (gzip.BadGzipFile, EOFError, zlib.error)
_UNREADABLE = (OSError, *_DAMAGED)
_PAGE_ID = re.compile(r"#sha256:[0-9a-f]{16}\Z")

Entries = Callable[[bytes, str], Iterable[Entry]]


def read_inputs(paths: Iterable[Path], now: datetime, names: Names = NO_NAMES) -> Iterator[Capture | InputError]:
    """The captures in files and folders, folders in order of path; ``now`` is the time of what has none of its own.

    ``names`` are those of fields of rows and columns of tables that are not known otherwise.

    Never raises for an input: what cannot be read comes as an InputError, and the rest goes on. Hidden files in
    folders are passed over, and a topic site's lists of topics and organisations hold no articles. A published record
    is followed by its related entries.
    """
    for path in paths:
        for file in _files(path):
            if isinstance(file, InputError):
                yield file
            else:
                yield from _read(file, now, names)


def plain_id(capture_id: str) -> str:
    """A capture's id as people name it: the path of a saved page without the digest; other ids as they are."""
    return _PAGE_ID.sub("", capture_id)


def _files(path: Path) -> Iterator[Path | InputError]:
    if path.is_dir():
        unreadable: list[OSError] = []
        for folder, folders, names in os.walk(path, onerror=unreadable.append):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (_file(Path(folder, name)) for name in sorted(names) if not name.startswith("."))
        yield from (InputError(str(e.filename), cause(e)) for e in unreadable)
    else:
        yield _file(path)


def _file(path: Path) -> Path | InputError:
    """A path of what can be read to an end, as of a pipe or device nobody knows."""
    return InputError(str(path), "neither a file nor a folder") if path.exists() and not path.is_file() else path


def _read(path: Path, now: datetime, names: Names) -> Iterator[Capture | InputError]:
    """One file's captures."""
    try:
        kind = _kind(path, names)
        if kind in {"warc", "wacz"}:
            yield from map(_without_password, read_warc(path))
        elif kind == "jsonlines":
            yield from _rows(path, now, names)
        elif kind == "page":
            yield _page(path, _content(path, MAX_BYTES), now)
        elif kind in _LISTS:
            for entry in _LISTS[kind](_content(path, MAX_LIST_BYTES), str(path)):
                yield from _entries(entry, now)
        elif kind != "taxonomy":
            yield InputError(str(path), _NOT_READ.get(kind, "no kind of file that nutgraf reads"))
    except InputError as e:
        yield e if e.source else type(e)(str(path), e.reason)
    except _UNREADABLE as e:
        yield InputError(str(path), f"cannot be read: {cause(e)}")


def _without_password(item: Capture | InputError) -> Capture | InputError:
    if isinstance(item, InputError) or item.url is None:
        return item
    return msgspec.structs.replace(item, url=without_credentials(item.url))


_NOT_READ: dict[Kind, str] = {
    "opml": "a list of sources, not of articles: give it to `nutgraf run`",
    "gzip": "gzip inside gzip",
}


def _open(path: Path) -> BinaryIO:
    """A file as it is read on, unpacked where it is gzip."""
    with path.open("rb") as file:
        packed = file.read(2) == GZIP_MAGIC
    return cast(BinaryIO, gzip.open(path, "rb")) if packed else path.open("rb")


def _kind(path: Path, names: Names) -> Kind:
    name = path.name.lower().removesuffix(".gz")
    try:
        head = _head(path)
    except _DAMAGED:
        if name.endswith(".warc"):
            return "warc"  # of which what comes behind the damage can be read
        raise
    if not head:
        raise InputError(str(path), "the file is empty")
    return "jsonlines" if is_table_file(head, name, names) else sniff(head, "", name)


def _head(path: Path) -> bytes:
    """The beginning of a file, as far as it can be read: one that was cut off is still told by it."""
    head = b""
    with _open(path) as file:
        while len(head) < HEAD:
            try:
                part = file.read(min(_PART, HEAD - len(head)))
            except _UNREADABLE:
                if not head:
                    raise
                break
            if not part:
                break
            head += part
    return head


def _content(path: Path, limit: int) -> bytes:
    """All of a file. Raises TooLarge where it unpacks to more than ``limit`` bytes."""
    with _open(path) as file:
        body = file.read(limit + 1)
    if len(body) > limit:
        raise TooLarge(str(path), f"more than {limit} bytes")
    return body


# ---------------------------------------------------------------- pages and entries


def _page(path: Path, body: bytes, now: datetime) -> Capture:
    name = os.fsencode(path).decode("utf-8", "replace")
    return Capture(id=f"{name}#sha256:{sha256(body).hexdigest()[:16]}", at=now, body=body)


def _entries(entry: Entry, now: datetime) -> Iterator[Capture]:
    """An entry's capture, and those of the entries related to it."""
    yield Capture(id=digest(msgspec.json.encode(entry).decode()), at=now, url=entry.url, entry=entry)
    for related in entry.extras.related if entry.extras else ():
        yield from _entries(related, now)


def _record(body: bytes, _source: str) -> Iterable[Entry]:
    return (read_record(without_controls(decode(body))),)


def _json_page(body: bytes, _source: str) -> Iterable[Entry]:
    return read_pages(without_controls(decode(body)))


def _text(body: bytes, source: str) -> Iterable[Entry]:
    entry = read_saved_text(decode(body))
    if not entry.title and not entry.content:
        raise InputError(source, "no text in it")
    return (entry,)


_LISTS: dict[Kind, Entries] = {
    "feed": lambda body, source: read_feed(body, source).entries,
    "sitemap": lambda body, source: read_sitemap(body, source).entries,
    "record": _record,
    "jsonpage": _json_page,
    "text": _text,
}


def _rows(path: Path, now: datetime, names: Names) -> Iterator[Capture | InputError]:
    """The captures of rows; a bad row is an InputError that says where it stands."""
    with _open(path) as file:
        for found in read_rows(file, str(path), names):
            try:
                if isinstance(found.row, InputError):
                    raise found.row
                yield from _entries(entry_of_row(found.row, names), now)
            except InputError as e:
                yield type(e)(e.source or found.source, e.reason)
