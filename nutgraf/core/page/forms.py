"""The boxes of a page in which it asks its readers for an address, as for a newsletter."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborNode

from nutgraf.core.page.blocks.layout import lay_out
from nutgraf.core.page.parsed import Page, ancestors, beginning_of

_TELLING: Final = ("type", "name", "id", "placeholder", "autocomplete")  # attributes of a field that say what goes in
_ADDRESS: Final = "mail"
_MOST: Final = 10  # boxes
_MOST_FIELDS: Final = 100  # that are looked at
_LARGEST: Final = 600  # characters of such a box
_MOST_OF_ASCII: Final = 2  # characters that one becomes at most when a text is made clean, a space among them
_MOST_OF_OTHERS: Final = 4
_FIRST: Final = 20  # blocks of a box by which it is found; more would take long where all are alike
_KEEP: Final = frozenset({"article", "main", "body", "html"})


def blocks_of_forms(page: Page) -> Iterator[int]:
    """The numbers of the blocks that stand in a small box with a field for an address."""
    large: set[int] = set()
    for field in islice(filter(_asks_for_address, page.elements.tagged("input")[:_MOST_FIELDS]), _MOST):
        if (box := _box(page, field, large)) is not None:
            yield from blocks_in(page, box)


def _asks_for_address(field: LexborNode) -> bool:
    given = field.attributes
    return given.get("type") != "hidden" and any(_ADDRESS in (given.get(name) or "").lower() for name in _TELLING)


def _box(page: Page, field: LexborNode, large: set[int]) -> LexborNode | None:
    """The largest box around a field that is small and holds no main heading; those that are not are ``large``."""
    found = None
    for outer in ancestors(field.parent):
        if outer.tag in _KEEP or outer.mem_id in page.trunk or outer.mem_id in large:
            break
        if found is not None and _has_paragraphs_beside(outer, found):
            break
        if not _is_surely_small(outer) and len(beginning_of(outer, _LARGEST)) > _LARGEST:
            large.add(outer.mem_id)
            break
        found = outer
    return found


def _is_surely_small(box: LexborNode) -> bool:
    """Whether all text of a box is so short that it is, whatever becomes of its characters and the spaces in it."""
    text = box.text(deep=True)
    return len(text) * (_MOST_OF_ASCII if text.isascii() else _MOST_OF_OTHERS) < _LARGEST


def _has_paragraphs_beside(outer: LexborNode, inner: LexborNode) -> bool:
    """Whether a box has paragraphs right in it, beside the one further in: those are the text's."""
    child = outer.first_child
    while child is not None:
        if child.tag == "p" and child.mem_id != inner.mem_id and inner.tag != "form":
            return True
        child = child.next
    return False


def blocks_in(page: Page, box: LexborNode) -> range:
    """The numbers of a page's blocks that a box of it holds."""
    inner = [block.text for block in lay_out(box).blocks]
    blocks = page.layout.blocks
    first = inner[:_FIRST]
    for start, block in enumerate(blocks[: max(0, len(blocks) - len(inner) + 1)] if inner else ()):
        if block.text == first[0] and [block.text for block in blocks[start : start + len(first)]] == first:
            return range(start, start + len(inner))
    return range(0)
