"""Text in pieces: quotations, words found and differences marked, so that a template escapes each piece by itself."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from nutgraf.core.revisions import FieldChange, Op
from nutgraf.records import Quote
from nutgraf.web.shown import View

_FOUND = re.compile("\u2039([^\u2039\u203a]*)\u203a")
_CONTEXT = 240


class Run(View, frozen=True):
    """Some text; ``quote`` is the number of the quotation it is part of, ``speaker`` who is said to have said it."""

    text: str
    quote: int | None = None
    speaker: str | None = None


class Snippet(View, frozen=True):
    """Some text of a search result, and whether it is a word that was searched for."""

    text: str
    found: bool


class Piece(View, frozen=True):
    """Some text of a difference."""

    op: Op
    text: str


class Difference(View, frozen=True):
    """A field's difference."""

    field: str
    pieces: tuple[Piece, ...]


def paragraphs(text: str, quotes: Sequence[Quote]) -> list[list[Run]]:
    """A text's paragraphs, in runs in or out of a quotation; one that overlaps an earlier one is left out."""
    found: list[list[Run]] = []
    spans = _apart(text, quotes)
    start = 0
    for line in text.split("\n"):
        runs = list(_runs(text, start, start + len(line), spans))
        if any(run.text.strip() for run in runs):
            found.append(runs)
        start += len(line) + 1
    return found


def _apart(text: str, quotes: Sequence[Quote]) -> list[tuple[int, Quote]]:
    kept: list[tuple[int, Quote]] = []
    end = 0
    for quote in sorted(quotes, key=lambda quote: quote.start):
        if end <= quote.start < quote.end <= len(text):
            kept.append((len(kept) + 1, quote))
            end = quote.end
    return kept


def _runs(text: str, start: int, end: int, spans: Sequence[tuple[int, Quote]]) -> Iterator[Run]:
    at = start
    here = bisect_right(spans, start, key=lambda span: span[1].end)
    beyond = bisect_left(spans, end, key=lambda span: span[1].start)
    for number, quote in spans[here:beyond]:
        first, last = max(quote.start, start), min(quote.end, end)
        if at < first:
            yield Run(text=text[at:first])
        yield Run(text=text[first:last], quote=number, speaker=quote.speaker.name if quote.speaker else None)
        at = last
    if at < end:
        yield Run(text=text[at:end])


def snippet(marked: str) -> tuple[Snippet, ...]:
    """A search result's snippet, the words between U+2039 and U+203A marked."""
    pieces = _FOUND.split(marked)  # every second one was between the marks
    return tuple(Snippet(text=piece, found=bool(index % 2)) for index, piece in enumerate(pieces) if piece)


def difference(change: FieldChange) -> Difference:
    """A field's difference; what is the same is cut to its ends, where it is long."""
    given = list(_space_apart(change.pieces))
    last = len(given) - 1
    pieces = (
        Piece(op=op, text=_context(text, first=index == 0, last=index == last) if op == "same" else text)
        for index, (op, text) in enumerate(given)
    )
    return Difference(field=change.field, pieces=tuple(pieces))


def _space_apart(pieces: Sequence[tuple[Op, str]]) -> Iterator[tuple[Op, str]]:
    """The same difference, with the space after a replaced word (a line's end, often) outside of what is marked."""
    after = ""
    for (op, text), (next_op, following) in zip(pieces, [*pieces[1:], ("same", "")], strict=True):
        kept = text
        if (op, next_op) == ("removed", "added"):
            after = _common_space(text, following)
            kept = text.removesuffix(after)
        elif op == "added":
            kept = text.removesuffix(after)
        yield op, kept
        if op == "added" and after:
            yield "same", after
            after = ""


def _common_space(one: str, other: str) -> str:
    space = one[len(one.rstrip()) :]
    return space if other.endswith(space) else ""


def _context(text: str, *, first: bool, last: bool) -> str:
    """The ends of a long stretch that is the same, those beside a change, cut between words where there are any."""
    if len(text) <= 2 * _CONTEXT:
        return text
    head, tail = text[:_CONTEXT], text[-_CONTEXT:]
    head = "" if first else head[: head.rfind(" ") + 1 or None]
    tail = "" if last else tail[tail.find(" ") + 1 :]
    return f"{head}[…] {tail}"
