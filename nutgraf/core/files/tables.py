"""Tables of articles as text: a header that names the columns, then a row an article (CSV, RFC 4180, and its kin)."""

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final, NamedTuple

from nutgraf.core.files.row_names import NO_NAMES, Names, fields_of
from nutgraf.errors import InputError

DELIMITERS: Final = ",;\t|"

_ENDINGS: Final = (".csv", ".tsv", ".tab")
_SAYS_SOMETHING: Final = frozenset({"title", "text", "excerpt"})
_LEAST: Final = 2  # columns of a known name, where nothing else says that it is a table
_LONGEST_NAME: Final = 60
_LONGEST_HEADER: Final = 8192
_TOLD: Final = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_ABSENT: Final = frozenset({"", "NULL", "NaN", "nan", r"\N", "None"})
_LISTS: Final = frozenset({"images", "authors", "tags", "topics", "provider"})


class TableRow(NamedTuple):
    """A row by its columns' names, or what is wrong with it; ``line`` is the one that it begins in."""

    line: int
    row: dict[str, object] | InputError


def is_table(first_line: str, file_name: str, names: Names = NO_NAMES) -> bool:
    """Whether a file is a table, by its name or by the names of its columns."""
    if file_name.lower().removesuffix(".gz").endswith(_ENDINGS):
        return True
    header = _cells(first_line, _delimiter(first_line, names))
    fields = fields_of(header, names)
    short = all(len(name) <= _LONGEST_NAME for name in header)
    return short and len(fields) >= max(_LEAST, len(header) / 3) and not _SAYS_SOMETHING.isdisjoint(fields)


def read_table(lines: Iterable[str], most: int, names: Names = NO_NAMES) -> Iterator[TableRow]:
    """The rows of a table, cells of ``most`` characters at most; one that cannot be read costs no other."""
    csv.field_size_limit(most)
    waiting = iter(lines)
    before = list(islice(waiting, 1))
    told = _TOLD.fullmatch(before[0]) if before else None
    first = before if told is None else list(islice(waiting, 1))
    sample = "".join(first)
    delimiter = told[1] if told else _delimiter(sample, names)
    reader = csv.reader(chain(first, waiting), delimiter=delimiter, skipinitialspace=True)
    header: list[str] | None = None
    line = 1 + bool(told)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as e:
            yield TableRow(line, InputError("", f"no row of a table: {e}"))
        else:
            if header is None and any(cells):
                header = [name.strip().lstrip("\ufeff") for name in cells]
                if _SAYS_SOMETHING.isdisjoint(fields_of(header, names)):
                    yield TableRow(line, InputError("", _NO_NAMES.format(", ".join(header)[:200])))
                    return
            elif header is not None and any(cells):
                yield TableRow(line, _row(header, cells, names))
        line = reader.line_num + 1 + bool(told)


_NO_NAMES: Final = (
    "a table whose columns ({}) have none of the names of a title, text or excerpt; say which is which with "
    "--map NAME=title"
)


def _row(header: list[str], cells: list[str], names: Names) -> dict[str, object] | InputError:
    if any(cells[len(header) :]):
        return InputError("", f"{len(cells)} cells in a row, and the header has {len(header)}")
    row: dict[str, object] = {}
    for name, cell in zip(header, cells, strict=False):
        if name and cell.strip() not in _ABSENT:
            row.setdefault(f"{name}:{name}" if name in _LISTS and name not in names else name, cell)
    return row


def _delimiter(line: str, names: Names) -> str:
    """What the columns stand apart by: that which gives most names that are known, then most columns."""

    def told(delimiter: str) -> tuple[int, int]:
        cells = _cells(line, delimiter)
        return len(fields_of(cells, names)), len(cells)

    return max(DELIMITERS, key=told)


def _cells(line: str, delimiter: str) -> list[str]:
    begin = line[:_LONGEST_HEADER].lstrip("\ufeff")
    try:
        return [cell.strip() for cell in next(csv.reader([begin], delimiter=delimiter, skipinitialspace=True), [])]
    except csv.Error:
        return []
