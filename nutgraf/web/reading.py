"""An article's text as a reader sees it: headings, lists, quotations, tables and the posts of a live blog as such."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from nutgraf.records import Article, Passage, PassageKind, Quote
from nutgraf.web.prose import Run, marks_of, runs_between
from nutgraf.web.shown import Moment, View, moment

_TOP = 3  # the level of the first headings: below the page's title and the name of its part
_LOWEST = 6
_DEEPEST = 6  # lists in lists that are shown as such

Line = tuple[Run, ...]


class ListItem(View, frozen=True):
    """An item of a list, with the lists in it."""

    lines: tuple[Line, ...]
    lists: tuple["ShownBlock", ...] = ()


class ShownBlock(View, frozen=True):
    """One or several lines of a kind: the cells of a table stand in ``rows``, a list in ``items``."""

    kind: PassageKind
    level: int = 0
    lines: tuple[Line, ...] = ()
    rows: tuple[tuple[Line, ...], ...] = ()
    items: tuple[ListItem, ...] = ()
    ordered: bool = False


class TextPart(View, frozen=True):
    """The text, or one post of a live blog; ``title`` is empty where the post itself has it."""

    blocks: tuple[ShownBlock, ...]
    post: bool = False
    at: Moment | None = None
    title: str = ""


class _Shown(NamedTuple):
    """A passage with what is marked in it."""

    passage: Passage
    runs: Line


def text_parts(article: Article, quotes: Sequence[Quote], now: datetime) -> tuple[TextPart, ...]:
    """A text in its parts; every line of one of which nothing more is known is a paragraph."""
    marks = marks_of(article.text, quotes, article.links)
    shown = [_Shown(passage, runs_between(article.text, passage.start, passage.end, marks)) for passage in _of(article)]
    levels = sorted({one.passage.level for one in shown if one.passage.kind == "heading" and one.passage.level})
    parts: list[TextPart] = []
    at = 0
    for post in sorted(article.posts, key=lambda post: post.start):
        before, inside = _between(shown, at, post.start), _between(shown, max(at, post.start), post.end)
        if before:
            parts.append(TextPart(blocks=tuple(_blocks(before, levels))))
        if inside:
            time = moment(post.at, now) if post.at else None
            title = "" if post.title in article.text[post.start : post.end] else post.title
            parts.append(TextPart(blocks=tuple(_blocks(inside, levels)), post=True, at=time, title=title))
        at = max(at, post.end)
    if after := _between(shown, at, len(article.text)):
        parts.append(TextPart(blocks=tuple(_blocks(after, levels))))
    return tuple(parts)


def _of(article: Article) -> list[Passage]:
    """The article's passages, or its lines where it has none."""
    if article.passages:
        return [one for one in article.passages if article.text[one.start : one.end].strip()]
    found: list[Passage] = []
    start = 0
    for line in article.text.split("\n"):
        if line.strip():
            found.append(Passage(kind="paragraph", start=start, end=start + len(line)))
        start += len(line) + 1
    return found


def _between(shown: Sequence[_Shown], start: int, end: int) -> list[_Shown]:
    return [one for one in shown if start <= one.passage.start < end]


def _blocks(shown: Sequence[_Shown], levels: Sequence[int]) -> Iterator[ShownBlock]:
    """Lines that belong together as one block; headings never leave a level out."""
    last = _TOP - 1
    for kind, group in groupby(
        shown, key=lambda one: "item" if one.passage.level and _in_list(one) else one.passage.kind
    ):
        lines = list(group)
        if kind == "item":
            yield from _lists(lines, 1)
        elif kind == "row":
            yield ShownBlock(kind="row", rows=tuple(_cells(one.runs) for one in lines))
        elif kind in {"quote", "preformatted"}:
            yield ShownBlock(kind=lines[0].passage.kind, lines=tuple(one.runs for one in lines))
        else:
            for one in lines:
                level = 0
                if kind == "heading" and one.passage.level:
                    level = last = min(_TOP + levels.index(one.passage.level), last + 1, _LOWEST)
                yield ShownBlock(kind=one.passage.kind, level=level, lines=(one.runs,))


def _in_list(one: _Shown) -> bool:
    return one.passage.kind in {"item", "paragraph"}


def _lists(shown: Sequence[_Shown], depth: int) -> Iterator[ShownBlock]:
    """The lists that some lines make: deeper ones in the item before them."""
    items: list[tuple[list[_Shown], bool]] = []
    for one in shown:
        begins = one.passage.kind == "item" and (one.passage.level <= depth or depth == _DEEPEST)
        if begins or not items:
            items.append(([one], one.passage.ordered))
        else:
            items[-1][0].append(one)
    for ordered, group in groupby(items, key=lambda item: item[1]):
        yield ShownBlock(kind="item", ordered=ordered, items=tuple(_item(lines, depth) for lines, _ in group))


def _item(lines: Sequence[_Shown], depth: int) -> ListItem:
    own = [one for number, one in enumerate(lines) if number == 0 or one.passage.level <= depth or depth == _DEEPEST]
    deeper = [one for one in lines if not any(one is other for other in own)]
    return ListItem(lines=tuple(one.runs for one in own), lists=tuple(_lists(deeper, depth + 1)) if deeper else ())


def _cells(runs: Line) -> tuple[Line, ...]:
    """A row's cells, whatever is marked across them."""
    cells: list[list[Run]] = [[]]
    for run in runs:
        for number, text in enumerate(run.text.split(" | ")):
            if number:
                cells.append([])
            if text:
                cells[-1].append(Run(text=text, quote=run.quote, speaker=run.speaker, link=run.link))
    return tuple(map(tuple, cells))
