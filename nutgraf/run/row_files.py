"""Rows of articles out of a file: JSON Lines, one JSON document, or a table; a bad one costs no other.

A file is read once, from its beginning to its end, and so may be a pipe.
"""

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain
from typing import BinaryIO, Final, NamedTuple

import msgspec

from nutgraf.config import MEGABYTE
from nutgraf.core.files.envelopes import rows_in
from nutgraf.core.files.row_names import NO_NAMES, Names
from nutgraf.core.files.tables import is_table, read_table
from nutgraf.core.text.characters import whole_json
from nutgraf.errors import InputError, TooLarge, cause

MAX_BYTES: Final = 20 * MEGABYTE  # of one row
MAX_DOCUMENT: Final = 50 * MEGABYTE

_UNREADABLE = (OSError, EOFError, zlib.error)
_LOOKED_AT: Final = 1 << 16  # bytes of what may be a header
_BLANK: Final = b"\0 \t\r\n\x1e"
_MARK: Final = b"\xef\xbb\xbf"
_LINE_ENDS: Final = re.compile(rb"\r(?!\n)")
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")


class FoundRow(NamedTuple):
    """A decoded row, or what is wrong with it; ``source`` names it in messages."""

    source: str
    row: object | InputError


def read_rows(file: BinaryIO, path: str, names: Names = NO_NAMES) -> Iterator[FoundRow]:
    """The rows in a file; ``path`` is its name in messages, and by its ending may tell that it is a table."""
    number = 0
    try:
        first = file.readline(MAX_BYTES)
        while first and not first.strip(_BLANK + _MARK):
            number += 1
            first = file.readline(MAX_BYTES)
        if _is_table(first, path, names):
            yield from _table(first, file, path, names, number)
            return
        if first.startswith(_WIDE):
            first, file = b"", BytesIO(_text(first + file.read(MAX_DOCUMENT)).encode())
        lines: Iterable[BinaryIO] = (BytesIO(first), file)
        if first.strip(_BLANK).removeprefix(_MARK).startswith(b"[") or not _is_json(first):
            body = first + file.read(max(0, MAX_DOCUMENT - len(first)))
            rows = _rows_of_document(body, names) if len(body) < MAX_DOCUMENT else None
            if rows is not None:
                yield from _found(path, rows)
                return
            lines = (BytesIO(body + (b"" if body.endswith(b"\n") else file.readline(MAX_BYTES))), file)
        for line in chain.from_iterable(map(_lines, lines)):
            number += 1
            yield from _line(f"{path}:{number}", line, names)
    except _UNREADABLE as e:
        yield FoundRow("", InputError(f"{path}:{number + 1}", f"cannot be read: {cause(e)}"))


def is_table_file(head: bytes, name: str, names: Names = NO_NAMES) -> bool:
    """Whether a file that begins so is a table with a header."""
    first = next((line for line in _ended(head).splitlines(keepends=True) if line.strip(_BLANK + _MARK)), b"")
    return _is_table(first, name, names)


def _is_table(first: bytes, name: str, names: Names) -> bool:
    if first.lstrip(_BLANK + _MARK)[:1] in {b"{", b"[", b"<", b""} and not first.startswith(_WIDE):
        return False
    return is_table(_text(_ended(first[:_LOOKED_AT]).partition(b"\n")[0]), name, names)


def _table(first: bytes, file: BinaryIO, path: str, names: Names, skipped: int) -> Iterator[FoundRow]:
    if first.startswith(_WIDE) or (b"\r" in first and b"\n" not in first):  # lines that end otherwise
        whole = first + file.read(MAX_DOCUMENT)
        lines: Iterable[str] = _text(whole).splitlines(keepends=True)
    else:
        lines = map(_text, chain([first], file))
    for found in read_table(lines, MAX_BYTES, names):
        yield FoundRow(f"{path}:{found.line + skipped}", found.row)


def _ended(data: bytes) -> bytes:
    """Data whose lines end as they do on today's machines."""
    return _LINE_ENDS.sub(b"\n", data) if b"\n" not in data else data


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError:
        from nutgraf.core.formats.charset import decode  # noqa: PLC0415 - most files are UTF-8

        return decode(line).replace("\0", "")


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Lines; None for one that is too long."""
    while line := file.readline(MAX_BYTES):
        long = len(line) == MAX_BYTES
        while long and line and not line.endswith(b"\n"):
            line = file.readline(MAX_BYTES)
        yield None if long else line


def _line(source: str, line: bytes | None, names: Names) -> Iterator[FoundRow]:
    if line is None:
        yield FoundRow(source, TooLarge(source, f"a row of more than {MAX_BYTES} bytes"))
    elif text := line.removeprefix(_MARK).strip(_BLANK).removesuffix(b","):
        try:
            row = _decoded(text)
        except (ValueError, RecursionError) as e:
            yield FoundRow(source, InputError(source, f"no JSON: {e}"))
        else:
            held = None if isinstance(row, list) else rows_in(row, names)
            yield from _found(source, held) if held else [FoundRow(source, row)]


def _found(path: str, rows: Iterable[object]) -> Iterator[FoundRow]:
    return (FoundRow(f"{path}: row {place}", row) for place, row in enumerate(rows, 1))


def _decoded(text: bytes) -> object:
    """JSON; also with NaN, control characters in strings and other encodings than UTF-8. Raises ValueError."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError):
        from nutgraf.core.formats.charset import decode  # noqa: PLC0415 - as above

        return json.loads(whole_json(decode(text)), strict=False, parse_constant=lambda _: None)


def _is_json(text: bytes) -> bool:
    try:
        _decoded(text.strip(_BLANK).removeprefix(_MARK))
    except (ValueError, RecursionError):
        return False
    return True


def _rows_of_document(body: bytes, names: Names) -> list[object] | None:
    """The rows of one JSON document: those that it lists, or the one that it is; None for none."""
    try:
        document = _decoded(body.strip(_BLANK).removeprefix(_MARK))
    except (ValueError, RecursionError):
        return None
    rows = rows_in(document, names)
    return [document] if rows is None else rows
