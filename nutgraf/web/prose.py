"""Text in pieces: quotations, words found and differences marked, so that a template escapes each piece by itself."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple, TypeVar

from nutgraf.core.text.revisions import FieldChange, Op
from nutgraf.records import Link, Quote
from nutgraf.web.shown import View

Span = TypeVar("Span", Quote, Link)

_FOUND = re.compile("\u2039([^\u2039\u203a]*)\u203a")
_CONTEXT = 240


class Run(View, frozen=True):
    """Some text; ``quote`` is the number of the quotation it is part of, ``speaker`` who is said to have said it.

    ``link`` is where it leads.
    """

    text: str
    quote: int | None = None
    speaker: str | None = None
    link: str | None = None


class Marks(NamedTuple):
    """What is marked in a text: quotations with their numbers, and links, each apart from the other of its kind."""

    quotes: Sequence[tuple[int, Quote]]
    links: Sequence[tuple[int, Link]] = ()


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
    marks = marks_of(text, quotes, ())
    start = 0
    for line in text.split("\n"):
        if line.strip():
            found.append(list(runs_between(text, start, start + len(line), marks)))
        start += len(line) + 1
    return found


def marks_of(text: str, quotes: Sequence[Quote], links: Sequence[Link]) -> Marks:
    """What is to be marked: a span that overlaps an earlier one, or lies outside of the text, is left out."""
    return Marks(_apart(text, quotes), _apart(text, [link for link in links if web_link(link.url)]))


def _apart(text: str, spans: Sequence[Span]) -> list[tuple[int, Span]]:
    kept: list[tuple[int, Span]] = []
    end = 0
    for span in sorted(spans, key=lambda span: span.start):
        if end <= span.start < span.end <= len(text):
            kept.append((len(kept) + 1, span))
            end = span.end
    return kept


def runs_between(text: str, start: int, end: int, marks: Marks) -> tuple[Run, ...]:
    """A part of a text, cut where a quotation or a link begins or ends."""
    quotes, links = _overlapping(marks.quotes, start, end), _overlapping(marks.links, start, end)
    edges = [(one.start, one.end) for _, one in quotes] + [(one.start, one.end) for _, one in links]
    cuts = sorted({start, end, *(cut for cut in chain(*edges) if start < cut < end)})
    runs: list[Run] = []
    for first, last in pairwise(cuts):
        number, quote = next(((n, one) for n, one in quotes if one.start <= first < one.end), (None, None))
        link = next((one.url for _, one in links if one.start <= first < one.end), None)
        speaker = quote.speaker.name if quote and quote.speaker else None
        runs.append(Run(text=text[first:last], quote=number, speaker=speaker, link=link))
    return tuple(runs)


def _overlapping(spans: Sequence[tuple[int, Span]], start: int, end: int) -> Sequence[tuple[int, Span]]:
    here = bisect_right(spans, start, key=lambda span: span[1].end)
    return spans[here : bisect_left(spans, end, key=lambda span: span[1].start)]


def web_link(url: str | None) -> str | None:
    """A URL that may stand in a link: an imported record may name any scheme, and a browser would run some."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


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
