"""A copy beside its original, with what the two share marked."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from nutgraf.core.fingerprint.alignment import SharedPassage, shared_passages
from nutgraf.errors import NotFound
from nutgraf.records import Article, Filed
from nutgraf.store.protocol import Store
from nutgraf.web.lines import Line, line
from nutgraf.web.shown import Part, View, counted, reasons


class Stretch(View, frozen=True):
    """Some text; ``shared`` is the number of the passage that the other text has, too."""

    text: str
    shared: int | None = None
    first: bool = False


class Side(View, frozen=True):
    """One of two texts."""

    line: Line
    paragraphs: tuple[tuple[Stretch, ...], ...]


class BesidePage(View, frozen=True):
    """A copy and its original."""

    copy: Side
    original: Side
    share: str
    copied: tuple[Part, ...]
    passages: str
    via: Line | None


def compared_text(article: Article) -> str:
    """What of an article is compared: its text, or the excerpt where no more is known."""
    return article.text or article.excerpt


def copy_and_original(store: Store, article: str) -> tuple[Filed, Filed]:
    """A copy and what it copies. Raises NotFound where the article is no copy, or either is not known."""
    copy = store.article(article)
    if copy.copy is None:
        raise NotFound(article, "the article is no copy")
    return copy, store.article(copy.copy.of)


def beside_page(copy: Filed, original: Filed, via: Filed | None, now: datetime) -> BesidePage:
    """A copy and its original as their page shows them."""
    found = shared_passages(compared_text(copy.article), compared_text(original.article))
    mine = [(one.start, one.end, number) for number, one in enumerate(found, 1)]
    link = copy.copy
    return BesidePage(
        copy=Side(line=line(copy, now), paragraphs=_marked(compared_text(copy.article), mine)),
        original=Side(line=line(original, now), paragraphs=_marked(compared_text(original.article), _apart(found))),
        share=f"{link.share:.0%}" if link else "",
        copied=reasons(link.reasons) if link else (),
        passages=counted(len(found), "passage"),
        via=line(via, now) if via else None,
    )


def _apart(found: Sequence[SharedPassage]) -> list[tuple[int, int, int]]:
    """The passages as spans of the other text, each cut to what no earlier one of it covers."""
    kept: list[tuple[int, int, int]] = []
    end = 0
    spans = sorted((one.other_start, one.other_end, number) for number, one in enumerate(found, 1))
    for start, stop, number in spans:
        if stop > end:
            kept.append((max(start, end), stop, number))
            end = stop
    return kept


def _marked(text: str, spans: Sequence[tuple[int, int, int]]) -> tuple[tuple[Stretch, ...], ...]:
    """The paragraphs of a text, cut where a passage begins or ends; the spans are in order and apart."""
    breaks = {at for at, character in enumerate(text) if character == "\n"}
    edges = {edge for start, stop, _ in spans for edge in (start, stop)}
    cuts = sorted({0, len(text), *breaks, *(after + 1 for after in breaks), *edges})
    paragraphs: list[list[Stretch]] = [[]]
    waiting = iter(spans)
    span = next(waiting, None)
    for start, stop in pairwise(cuts):
        while span and span[1] <= start:
            span = next(waiting, None)
        if text[start:stop] == "\n":
            paragraphs.append([])
            continue
        number = span[2] if span and span[0] <= start else None
        first = number is not None and span is not None and span[0] == start
        paragraphs[-1].append(Stretch(text=text[start:stop], shared=number, first=first))
    return tuple(tuple(paragraph) for paragraph in paragraphs if paragraph)
