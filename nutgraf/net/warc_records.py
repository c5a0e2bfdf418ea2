"""The records of a WARC file (ISO 28500, section 4), told apart by their lengths as long as these are right.

A length is right where the next record, or the end, follows what it counts. Where it is not, the record goes to the
next line that begins one (``WARC/1.1`` and a header field): of a file with a wrong length all other records are read.
Damaged gzip: ``warc_stream``.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

from nutgraf.net.warc_stream import WarcStream
from nutgraf.unpack import BEFORE_WARC_RECORDS

Headers: TypeAlias = dict[str, str]

_LENGTH: Final = re.compile(r"\+?([0-9]{1,18})")
_FIELD: Final = re.compile(r"([\w-]+)[ \t]*:[ \t]*(.*)", re.ASCII)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
_FOLDED: Final = re.compile(r"\r?\n[ \t]+")
_LAST_LINES: Final = re.compile(rb"(?:\r?\n){1,2}\Z")
# Wrong lengths for whose sake a file is read twice; with more of them, none is believed before its end is seen.
_MOST_REREAD: Final = 3
_MOST_UNDONE: Final = 100


class WarcRecord(NamedTuple):
    """A record by its name in messages; header fields go by their names in lower case, the first of a name counts."""

    name: str
    headers: Headers
    block: bytes


class Trouble(NamedTuple):
    """What is wrong with a record or with the end of the file; ``too_large``: only that it is over the limit."""

    reason: str
    headers: Headers = {}  # noqa: RUF012 - never changed
    too_large: bool = False


def read_records(stream: WarcStream, limit: int) -> Iterator[WarcRecord | Trouble]:
    """The records of a file in its order, blocks of more than ``limit`` bytes left out; what is wrong in its place.

    Damaged gzip costs the record in which it lies; it goes on with the next member.
    """
    reader = _Reader(stream, limit)
    yield from reader.records()
    while stream.go_on():
        yield from reader.records()


class _Reader:
    """Reads record after record, and remembers how often a length was wrong."""

    def __init__(self, stream: WarcStream, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._count = 0
        self._reread = 0
        self._undone = 0
        self._has_told_the_end = False
        self._last = "the beginning"
        self._begin = 0  # of the record at hand

    def records(self) -> Iterator[WarcRecord | Trouble]:
        """The records up to the end, or to gzip that is damaged."""
        stream = self._stream
        self._has_told_the_end = False
        while stream.find_record():
            self._begin = stream.position
            name, headers = self._header()
            if headers is None:
                yield Trouble(f"{stream.damage or f'cut in the header of {name}'}, after {self._last}")
                return
            self._last = name
            yield from self._record(name, headers)
        if not self._has_told_the_end and (stream.damage or self._last == "the beginning"):
            yield Trouble(f"{stream.damage or 'no whole WARC record in it'}, after {self._last}")

    def _header(self) -> tuple[str, Headers | None]:
        """The next record's name and header; None where the file ends in it."""
        self._count += 1
        lines = self._stream.take_header()
        headers = None if lines is None else _headers(lines)
        return f"record {(headers or {}).get('warc-record-id') or f'number {self._count}'}", headers

    def _record(self, name: str, headers: Headers) -> Iterator[WarcRecord | Trouble]:
        """The record behind a header, or what is wrong with it, or both."""
        written = headers.get("content-length")
        length = _LENGTH.fullmatch((written or "").strip())
        if length is None:
            told = "has no Content-Length" if written is None else f"has the Content-Length {written[:40]!r}"
            yield Trouble(f"{name} {told}; it was left out")
        elif int(length[1]) > self._limit:
            yield self._large(name, headers, int(length[1]))
        else:
            yield from self._sized(name, headers, int(length[1]))

    def _sized(self, name: str, headers: Headers, length: int) -> Iterator[WarcRecord | Trouble]:
        stream = self._stream
        block = self._block(length)
        if len(block) < length or stream.is_torn(self._begin):
            yield self._short(name, len(block), length)
        elif not stream.is_at_record():
            yield Trouble(f"{name} is much longer than its Content-Length of {length}; it was left out")
        elif block[length:].strip(BEFORE_WARC_RECORDS):
            yield Trouble(f"{name} is longer than its Content-Length of {length}; it was taken as it is")
            yield WarcRecord(name, headers, _LAST_LINES.sub(b"", block))
        else:
            yield WarcRecord(name, headers, block[:length])

    def _block(self, length: int) -> bytes:
        """So many bytes where a record, or the end, follows them; otherwise all before that, as far as the limit."""
        stream = self._stream
        if self._undone < _MOST_UNDONE:
            block = stream.take(length)
            if len(block) == length and stream.is_at_record():
                return block
            self._undone += 1
            stream.put_back(block)
        return stream.take_before_record(self._limit)

    def _short(self, name: str, size: int, length: int) -> Trouble:
        if not self._stream.is_at_end() and not self._stream.is_torn(self._begin):
            return Trouble(f"{name} is shorter than its Content-Length of {length}; it was left out")
        self._has_told_the_end = True
        damage = self._stream.damage
        return Trouble(f"{damage}, in {name}" if damage else f"cut in {name}, after {size} of {length} bytes")

    def _large(self, name: str, headers: Headers, length: int) -> Trouble:
        """Passes over a record of more bytes than the limit; where that is not its length, up to the next one."""
        begin = self._stream.position
        if self._reread < _MOST_REREAD:
            if self._stream.skip(length) == length and self._stream.is_at_record():
                return Trouble(f"{name} has {length} bytes", headers, too_large=True)
            self._reread += 1
            self._stream.go_back(begin)
            return Trouble(f"{name} is shorter than its Content-Length of {length}; it was left out")
        return Trouble(f"{name} has {length} bytes", headers, too_large=True)


def _headers(lines: bytes) -> Headers:
    headers: Headers = {}
    for line in _FOLDED.sub(" ", lines.decode("utf-8", "replace")).split("\n"):
        if field := _FIELD.match(_CONTROL.sub("", line)):
            headers.setdefault(field[1].lower(), field[2].strip())
    return headers
