"""The text of an article with its structure: what each line of it is on the page, and where its links lead."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from nutgraf.core.page.blocks.layout import Block
from nutgraf.core.page.parsed import Page
from nutgraf.core.page.places import PARAGRAPH, Place, Places
from nutgraf.core.text.characters import unescaped
from nutgraf.core.text.plain import clean_block, clean_folded, spans_in_clean
from nutgraf.records import Link, Passage, Post

_Piece: TypeAlias = tuple[str, LexborNode | None]

CELLS: Final = frozenset({"td", "th"})
_BETWEEN_CELLS: Final = " | "
_MOST_IN_ITEM: Final = 3  # lines of one item of a list; more make it a box of layout; chosen, not measured


# Where a text is from, in the words of ``nutgraf extract --explain``.
BLOCKS: Final = "blocks"
STATED: Final = "JSON-LD articleBody"
UPDATES: Final = "JSON-LD liveBlogUpdate"
NOSCRIPT: Final = "noscript"
SCRIPTS: Final = "state in a script"


class Body(NamedTuple):
    """A text, one paragraph a line, and how it is built; ``source`` says where it is from."""

    text: str
    passages: tuple[Passage, ...] = ()
    links: tuple[Link, ...] = ()
    posts: tuple[Post, ...] = ()
    source: str = BLOCKS


class _Line(NamedTuple):
    """A line of the text: where it lies, its place on the page, and the part of a table that its cells stand in."""

    start: int
    end: int
    place: Place
    table: int = -1
    cells: int = 0


def body_of_text(text: str) -> Body:
    """A text of which nothing more is known than its lines."""
    passages: list[Passage] = []
    start = 0
    for line in text.split("\n") if text else ():
        passages.append(Passage(kind="paragraph", start=start, end=start + len(line)))
        start += len(line) + 1
    return Body(text, tuple(passages))


def body_of_markup(markup: str, url: str | None) -> Body:
    """All the text of some HTML, or of some plain text, that stands on the page of that URL."""
    if "<" not in markup:
        return body_of_text(clean_block(unescaped(markup)))
    page = Page(markup, url)
    return body_of_blocks(page, page.layout.blocks)


def joined(parts: Iterable[Body]) -> Body:
    """Texts one below the other, empty ones left out."""
    texts: list[str] = []
    passages: list[Passage] = []
    links: list[Link] = []
    start = 0
    for part in parts:
        if part.text:
            texts.append(part.text)
            passages += [replace(one, start=start + one.start, end=start + one.end) for one in part.passages]
            links += [replace(one, start=start + one.start, end=start + one.end) for one in part.links]
            start += len(part.text) + 1
    return Body("\n".join(texts), tuple(passages), tuple(links))


def body_of_blocks(page: Page, blocks: Sequence[Block]) -> Body:
    """The text that some blocks of a page make, one block a line; the cells of a table's row stand on one line."""
    places = Places(page.layout)
    written: list[str] = []
    lines: list[_Line] = []
    links: list[Link] = []
    start = 0
    for run in _rows(page, blocks):
        line = run[0].text if len(run) == 1 else _BETWEEN_CELLS.join(block.text for block in run)
        if not (line := clean_folded(line)):
            continue
        written.append(line)
        lines.append(_line(page, places, run, start, start + len(line)))
        if run[0].anchors or len(run) > 1:
            links += _links(page, run, line, start)
        start += len(line) + 1
    return Body("\n".join(written), tuple(_passages(lines)), tuple(links))


def _rows(page: Page, blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks, those that are cells of one row together."""
    runs: list[list[Block]] = []
    row = -1
    for block in blocks:
        row_before, row = row, page.layout.parents[block.box] if block.tag in CELLS else -1
        if row >= 0 and row == row_before:
            runs[-1].append(block)
        else:
            runs.append([block])
    return runs


def _line(page: Page, places: Places, run: Sequence[Block], start: int, end: int) -> _Line:
    box = run[0].box
    if run[0].tag in CELLS:
        parents = page.layout.parents
        return _Line(start, end, PARAGRAPH, parents[parents[box]] if parents[box] else 0, len(run))
    return _Line(start, end, places.of(box))


def _passages(lines: Sequence[_Line]) -> Iterator[Passage]:
    """What each line is, the others known: a lone cell is a row only in a table, and boxes can be made of lists."""
    tables = {line.table for line in lines if line.cells > 1}
    held = Counter(line.place.item for line in lines)
    boxes = {item for item, count in held.items() if count > _MOST_IN_ITEM}
    boxes |= {line.place.item for line in lines if line.place.kind == "heading"}
    begun: set[int] = set()
    for start, end, place, table, _ in lines:
        kind, level, ordered = place.kind, place.level, place.ordered
        if table in tables:
            kind = "row"
        elif kind == "item":
            if place.item in boxes:
                kind, level = "paragraph", 0
            elif place.item in begun:
                kind = "paragraph"
            begun.add(place.item)
        yield Passage(kind=kind, start=start, end=end, level=level, ordered=ordered and kind == "item")


def _links(page: Page, run: Sequence[Block], line: str, start: int) -> Iterator[Link]:
    """The links in a line, with their places in the text."""
    pieces: list[_Piece] = []
    for number, block in enumerate(run):
        if number:
            pieces.append((_BETWEEN_CELLS, None))
        pieces += _pieces(block)
    for (_, node), (first, last) in zip(pieces, spans_in_clean([text for text, _ in pieces], line), strict=False):
        if node is not None and first < last and (url := _target(page, node)):
            yield Link(start=start + first, end=start + last, url=url)


def _pieces(block: Block) -> Iterator[_Piece]:
    """A block's text as the page has it, in and out of links by turns."""
    at = 0
    for node, first, behind in block.anchors:
        yield "".join(block.parts[at:first]), None
        yield "".join(block.parts[first:behind]), node
        at = behind
    yield "".join(block.parts[at:]), None


def _target(page: Page, node: LexborNode) -> str | None:
    """Where a link leads, if elsewhere: one to a place on the same page is none."""
    written = node.attributes.get("href")
    url = page.resolve(written)
    return None if url == page.url and "#" in (written or "") else url
