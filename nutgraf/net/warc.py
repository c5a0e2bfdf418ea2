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
from typing import IO, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from zlib_ng import zlib_ng

from nutgraf.config import MEGABYTE
from nutgraf.errors import InputError, TooLarge
from nutgraf.net.headers import read_content_type
from nutgraf.net.unpack import unpacker
from nutgraf.records import Capture

MAX_BYTES = 20 * MEGABYTE  # of one page, unpacked

_READ = (WarcRecordType.response, WarcRecordType.resource)
_GZIP = b"\x1f\x8b"
_STEP = 1 << 16
_HEADERS = MEGABYTE  # more than the HTTP headers of a record ever take
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(r"HTTP/[\d.]+\s+(\d{3})")
_NO_DOCUMENT = re.compile(
    r"(?:image|audio|video|font)/|text/(?:css|dns|javascript)|application/(?:x-)?(?:javascript|font)"
)
_CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")
# Its type stubs take the class for an instance.
_DAMAGED = cast("type[Exception]", zlib_ng.error)
_UNREADABLE = (OSError, EOFError, _DAMAGED, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError)


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
        yield InputError(str(path), f"cannot be read: {_told(e)}")


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
                yield InputError(f"{path}/{name}", f"cannot be read: {_told(e)}")


def _told(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


class _Unpacked:
    """A file unpacked as it is read, gzip members one after another; plain files pass through.

    Data that is damaged or ends inside a member ends the stream, and ``damage`` says where.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._packed = self._file.read(2)
        self._gzip = self._packed == _GZIP
        self._member = zlib_ng.decompressobj(16 + zlib_ng.MAX_WBITS)
        self._begun = False
        self._position = 0
        self._read = len(self._packed)
        self.damage: str | None = None

    def read(self, size: int = _STEP) -> bytes:
        """At most ``size`` bytes, none at the end."""
        out = b"" if self.damage else self._unpacked(size) if self._gzip else self._plain(size)
        self._position += len(out)
        return out

    def _plain(self, size: int) -> bytes:
        out, self._packed = self._packed, b""
        return out or self._file.read(size)

    def _unpacked(self, size: int) -> bytes:
        while True:
            if not self._packed:
                self._packed = self._file.read(_STEP)
                self._read += len(self._packed)
            if not self._packed:
                if self._begun:
                    self.damage = f"the gzip data ends too early, after {self._read} bytes"
                return b""
            try:
                out = self._member.decompress(self._packed, size)
            except _DAMAGED as e:
                self.damage = f"damaged gzip near byte {self._read - len(self._packed)}: {e}"
                return b""
            self._begun = True
            self._packed = self._member.unconsumed_tail
            if self._member.eof:
                self._packed = self._member.unused_data
                self._member = zlib_ng.decompressobj(16 + zlib_ng.MAX_WBITS)
                self._begun = False
            if out:
                return out

    def tell(self) -> int:
        """How many bytes were given."""
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:  # noqa: ARG002 (what a file has)
        """A stream cannot go back."""
        raise OSError("not seekable")

    def close(self) -> None:
        """The file belongs to whoever opened it."""


def _read_stream(file: IO[bytes], source: str, max_bytes: int) -> Iterator[Capture | InputError]:
    stream = _Unpacked(file)
    last = "the beginning"
    problem: str | None = "no whole WARC record in it"
    try:
        for count, record in enumerate(ArchiveIterator(stream, parse_http=False, stream_detect=False), 1):
            name = f"record {record.headers.get('WARC-Record-ID') or f'number {count}'}"
            length = record.headers.get("Content-Length")
            if length is None:
                problem = f"cut in the header of {name}"
                break
            problem = None
            last = name
            if record.record_type not in _READ:
                continue
            if record.content_length > max_bytes + _HEADERS:
                yield TooLarge(source, f"{name} has {length} bytes; the limit is {max_bytes}")
                continue
            block = record.reader.read()
            if len(block) < record.content_length:
                yield InputError(source, f"cut in {name}, after {len(block)} of {length} bytes")
                return
            item = _read_record(record, block, max_bytes)
            if item is not None:
                yield type(item)(source, f"{name}: {item.reason}") if isinstance(item, InputError) else item
    except _UNREADABLE as e:
        problem = f"no WARC: {_told(e)}"
    if problem := stream.damage or problem:
        yield InputError(source, f"{problem}, after {last}")


def _read_record(record: WarcRecord, block: bytes, max_bytes: int) -> Capture | InputError | None:
    """The capture in a record's block, None where it is no document."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    record_id = record.headers.get("WARC-Record-ID")
    status, headers, body = _http(block) or (200, {"content-type": record.headers.get("Content-Type") or ""}, block)
    content_type = headers.get("content-type", "")
    if not _is_document(content_type, body):
        return None
    at = _time(record.headers.get("WARC-Date"))
    if at is None or record_id is None:
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
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _decoded(body: bytes, headers: dict[str, str], max_bytes: int) -> bytes:
    """A body without transfer and content coding; many tools undo them and leave the headers as they were.

    Raises InputError, TooLarge.
    """
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = _unchunked(body)
    coding = headers.get("content-encoding", "").lower()
    if not coding or body.lstrip()[:1] in {b"<", b"{", b""}:
        return _within(body, max_bytes)
    unpack = unpacker(coding)
    if unpack is None:
        raise InputError("", f"its content coding {coding!r} is not known")
    parts: list[bytes] = []
    size = 0
    try:
        for part in unpack(body):
            parts.append(part)
            size += len(part)
            if size > max_bytes:
                break
    except ValueError as e:
        raise InputError("", f"its {coding} content is damaged: {e}") from e
    return _within(b"".join(parts), max_bytes)


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
