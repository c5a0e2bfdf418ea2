"""Which of several articles on a page is meant, and which blocks are the others': pages that go on with the next."""

from collections.abc import Iterator, Sequence
from typing import Final

from selectolax.lexbor import LexborNode

from nutgraf.core.page.forms import blocks_in
from nutgraf.core.page.parsed import Page, ancestors, beginning_of, text_of
from nutgraf.core.text.plain import word_key, words

_MOST: Final = 40  # headings that are looked at
_LEAST: Final = 200  # characters of an article
_TELLING: Final = 10  # letters from which a title found within another is no accident
_HEADLINE: Final = 3  # words
_BYLINES: Final = 'time, [rel~="author" i], [class~="by" i], [class*="byline" i], [class~="author" i], [data-url]'


def blocks_of_others(page: Page, taken: Sequence[bool]) -> Iterator[int]:
    """The numbers of the blocks of other articles, each with its heading, behind the one that the page is named by."""
    if page.layout.tags.count("article") <= 1 and len(page.elements.tagged("h1")) <= 1:
        return
    nodes = page.elements.matching("h1, h2")[:_MOST]
    titles = [word_key(title) for title in (page.title, page.meta("og:title") or "")]
    own = next((at for at, node in enumerate(nodes) if _is_one_of(titles, node)), None)
    if own is None or len(nodes) == own + 1:
        return
    holding = {outer.mem_id: outer for outer in ancestors(nodes[own])}
    behind = nodes[own + 1 :]
    if not any(outer.tag == "article" for outer in holding.values()):
        behind = [node for node in behind if node.tag == nodes[own].tag == "h1"]
    seen: set[int] = set()
    for node in behind:
        box = _other_box(node, holding, nodes[own])
        if box is None or box.mem_id in seen or _is_one_of(titles, node) or not _is_article(box, node):
            continue
        seen.add(box.mem_id)
        blocks = blocks_in(page, box)
        before = (
            block.chars for block, is_taken in zip(page.layout.blocks[: blocks.start], taken, strict=False) if is_taken
        )
        if sum(before) >= _LEAST:
            yield from blocks


def _is_one_of(titles: Sequence[str], heading: LexborNode) -> bool:
    """Whether a heading is one of the titles that the page's head has, by their words."""
    key = word_key(text_of(heading))
    return len(key) > _TELLING and any(key in title or (len(title) > _TELLING and title in key) for title in titles)


def _other_box(heading: LexborNode, holding: dict[int, LexborNode], own: LexborNode) -> LexborNode | None:
    """The box of another article: an article element beside the page's own, or a box of the same name beside its."""
    inner = heading
    for outer in ancestors(heading):
        if outer.mem_id in holding:
            return inner if heading.tag == own.tag == "h1" and _is_alike(inner, outer, holding) else None
        if outer.tag == "article" and any(one.tag == "article" for one in holding.values()):
            return None if _is_in_own(outer, holding) else outer
        inner = outer
    return None


def _is_in_own(box: LexborNode, holding: dict[int, LexborNode]) -> bool:
    """Whether a box stands in the article element that holds the page's own heading."""
    return any(outer.tag == "article" and outer.mem_id in holding for outer in ancestors(box.parent))


def _is_alike(box: LexborNode, parent: LexborNode, holding: dict[int, LexborNode]) -> bool:
    """Whether a box is called like the one beside it that holds the page's own heading."""
    named = box.attributes.get("class")
    child = parent.first_child
    while child is not None:
        if child.mem_id in holding:
            return bool(named) and child.tag == box.tag and child.attributes.get("class") == named
        child = child.next
    return False


def _is_article(box: LexborNode, heading: LexborNode) -> bool:
    """Whether a box begins with a heading of the first level, or one and a byline, and has text of its own."""
    title = text_of(heading)
    begin = beginning_of(box, len(title) + _LEAST)[: len(title) + _LEAST]
    if len(begin) < _LEAST or not title or title not in begin:
        return False
    return heading.tag == "h1" or (len(words(title)) >= _HEADLINE and box.css_first(_BYLINES) is not None)
