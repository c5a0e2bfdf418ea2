"""WARC files (ISO 28500) and WACZ packages, as captures.

Plain or gzip, one member a record or one around all. Responses and resources become captures; pictures, styles and
scripts are passed over.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from nutgraf.config import MEGABYTE
from nutgraf.errors import InputError, TooLarge, cause
from nutgraf.net.headers import read_content_type
from nutgraf.net.warc_records import Headers, Trouble, WarcRecord, read_records
from nutgraf.net.warc_stream import WarcStream
from nutgraf.records import Capture
from nutgraf.unpack import GZIP_MAGIC, unpacked, unpacker

MAX_BYTES = 20 * MEGABYTE  # of one page, unpacked

_READ = {"response", "resource"}
_HEADERS = MEGABYTE  # more than the HTTP headers of a record ever take
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(r"HTTP/[\d.]+\s+(\d{3})")
_NO_DOCUMENT = re.compile(
    r"(?:image|audio|video|font)/|text/(?:css|dns|javascript)|application/(?:x-)?(?:javascript|font)"
)
_CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")
_UNREADABLE = (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError)


def read_warc(path: Path, max_bytes: int = MAX_BYTES) -> Iterator[Capture | InputError]:
    """The captures in a WARC or WACZ file, in its order; what cannot be read comes as an InputError in its place.

    A file that ends in the middle of a record gives all whole records and then an InputError that says where.
    ``max_bytes`` limits each page, after its content coding is undone.
    """
    try:
        with path.open("rb") as file:
            if file.read(4) == b"PK\x03\x04":
                yield from _read_package(path, max_bytes)
            else:
                file.seek(0)
                yield from _read_stream(file, str(path), max_bytes)
    except _UNREADABLE as e:
        yield InputError(str(path), f"cannot be read: {cause(e)}")


def _read_package(path: Path, max_bytes: int) -> Iterator[Capture | InputError]:
    """The WARC files in a WACZ package (https://specs.webrecorder.net/wacz/1.1.1/), by name."""
    with zipfile.ZipFile(path) as package:
        names = sorted(name for name in package.namelist() if re.search(r"\.warc(?:\.gz)?$", name))
        if not names:
            yield InputError(str(path), "a zip file without WARC files in it")
        for name in names:
            try:
                with package.open(name) as file:
                    yield from _read_stream(file, f"{path}/{name}", max_bytes)
            except _UNREADABLE as e:
                yield InputError(f"{path}/{name}", f"cannot be read: {cause(e)}")


def _read_stream(file: IO[bytes], source: str, max_bytes: int) -> Iterator[Capture | InputError]:
    try:
        for item in read_records(WarcStream(file), max_bytes + _HEADERS):
            if isinstance(item, Trouble):
                if not item.too_large:
                    yield InputError(source, item.reason)
                elif _is_read(item.headers):
                    yield TooLarge(source, f"{item.reason}; the limit is {max_bytes}")
            elif _is_read(item.headers) and (found := _read_record(item, max_bytes)) is not None:
                if isinstance(found, InputError):
                    found = type(found)(source, f"{item.name}: {found.reason}")
                yield found
    except _UNREADABLE as e:
        yield InputError(source, f"cannot be read: {cause(e)}")


def _is_read(headers: Headers) -> bool:
    return headers.get("warc-type", "").lower() in _READ


def _read_record(record: WarcRecord, max_bytes: int) -> Capture | InputError | None:
    """The capture in a record's block, None where it is no document."""
    told, block = record.headers, record.block
    url = told.get("warc-target-uri", "").strip("<> ")
    record_id = told.get("warc-record-id")
    status, headers, body = _http(block) or (200, {"content-type": told.get("content-type", "")}, block)
    content_type = headers.get("content-type", "")
    if not _is_document(content_type, body):
        return None
    at = _time(told.get("warc-date"))
    if at is None or not record_id:
        return InputError("", "it has no WARC-Date" if at is None else "it has no WARC-Record-ID")
    try:
        body = _decoded(body, headers, max_bytes)
    except InputError as e:
        return e
    kind, charset = read_content_type(content_type)
    return Capture(
        id=record_id,
        at=at,
        url=url if url.startswith(("http://", "https://")) else None,
        status=status,
        content_type=kind or "text/html",
        charset=charset,
        body=body,
    )


def _http(block: bytes) -> tuple[int, dict[str, str], bytes] | None:
    """Status, headers (by name in lower case) and body of an HTTP response; None where it is none."""
    end = _HEAD_END.search(block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    first, *lines = head.decode("latin-1").splitlines() or [""]
    status = _STATUS.match(first)
    if status is None:
        return None
    pairs = (line.partition(":") for line in lines)
    return int(status[1]), {key.strip().lower(): value.strip() for key, _, value in pairs}, body


def _is_document(content_type: str, body: bytes) -> bool:
    """Whether it can be a page, by its bytes where the label says it is none."""
    start = body[:512].lstrip().lower()
    return not _NO_DOCUMENT.match(content_type.lower()) or start.startswith((b"<!doctype html", b"<html"))


def _time(value: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(value or "")
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):  # the first or last day of all can be told in another zone
        return None


def _decoded(body: bytes, headers: dict[str, str], max_bytes: int) -> bytes:
    """A body without transfer and content coding; many tools undo them and leave the headers as they were.

    Raises InputError, TooLarge.
    """
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = _unchunked(body)
    coding = headers.get("content-encoding", "").lower()
    if (not coding and not body.startswith(GZIP_MAGIC)) or body.lstrip()[:1] in {b"<", b"{", b""}:
        return _within(body, max_bytes)
    unpack = unpacker(coding)
    if unpack is None:
        raise InputError("", f"its content coding {coding!r} is not known")
    try:
        return _within(unpacked(unpack, body, max_bytes), max_bytes)
    except ValueError as e:
        raise InputError("", f"its {coding} content is damaged: {e}") from e


def _within(body: bytes, max_bytes: int) -> bytes:
    if len(body) > max_bytes:
        raise TooLarge("", f"it unpacks to more than {max_bytes} bytes")
    return body


def _unchunked(body: bytes) -> bytes:
    """A body without HTTP/1.1 chunks (RFC 9112, 7.1), or as it is where it has none."""
    parts: list[bytes] = []
    position = 0
    while chunk := _CHUNK.match(body, position):
        size = int(chunk[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[chunk.end() : chunk.end() + size])
        position = chunk.end() + size
    return b"".join(parts) if parts and position >= len(body) else body
