"""What was changed between two states of an article, as pieces that a reader can follow."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from nutgraf.records import Article, Record

Op: TypeAlias = Literal["same", "removed", "added"]

_WORD = re.compile(r"\S+\s*|\s+")
_MAX_UNITS = 2000  # lines or words; chosen, not measured


class FieldChange(Record, frozen=True):
    """A field that differs, as pieces: without the added ones it reads as before, without the removed ones as after."""

    field: str
    pieces: tuple[tuple[Op, str], ...]


def changes_between(before: Article, after: Article) -> tuple[FieldChange, ...]:
    """The fields a reader sees that differ between two states of an article, with what was removed and added."""
    return tuple(
        FieldChange(field=field, pieces=tuple(_pieces(old, new)))
        for field in ("title", "excerpt", "text", "authors", "published", "modified")
        if (old := _shown(before, field)) != (new := _shown(after, field))
    )


def _shown(article: Article, field: str) -> str:
    value: str | datetime | tuple[str, ...] | None = getattr(article, field)
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value or ""


def _pieces(old: str, new: str) -> Iterator[tuple[Op, str]]:
    """Differences by paragraph, and by word inside the paragraphs that differ."""
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for op, before, after in _runs(old_lines, new_lines):
        if op == "same":
            yield "same", before
        else:
            yield from _word_pieces(before, after)


def _word_pieces(old: str, new: str) -> Iterator[tuple[Op, str]]:
    for op, before, after in _runs(_WORD.findall(old), _WORD.findall(new)):
        if op == "same":
            yield "same", before
            continue
        if before:
            yield "removed", before
        if after:
            yield "added", after


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    if max(len(old), len(new)) > _MAX_UNITS:  # difflib is quadratic
        yield "changed", "".join(old), "".join(new)
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield ("same" if tag == "equal" else "changed"), "".join(old[i1:i2]), "".join(new[j1:j2])
