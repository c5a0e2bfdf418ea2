"""What a box of a page makes of the text in it: a paragraph, a heading, an item of a list, a quotation."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from nutgraf.core.page.blocks.layout import Layout
from nutgraf.records import PassageKind

_HEADINGS: Final = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "summary": 0, "dt": 0}
_LISTS: Final = frozenset({"ul", "ol", "menu"})
_KINDS: Final[dict[str, PassageKind]] = {
    "blockquote": "quote",
    "pre": "preformatted",
    "figcaption": "caption",
    "caption": "caption",
    "table": "paragraph",
}
_CAPTIONED: Final = frozenset({"p", "div", "dd"})
_TELLING: Final = frozenset({*_HEADINGS, *_LISTS, "li", *_KINDS})


class Place(NamedTuple):
    """What text in a box is; ``item`` is the box of the list's item that it stands in, ``depth`` counts the lists."""

    kind: PassageKind = "paragraph"
    level: int = 0
    ordered: bool = False
    item: int = -1
    depth: int = 0


PARAGRAPH: Final = Place()


class Places:
    """The places of a page's boxes, worked out for those that are asked for and what they stand in."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._known: dict[int, Place] = {0: PARAGRAPH}

    def of(self, box: int) -> Place:
        """What text right in a box is."""
        known, parents = self._known, self._layout.parents
        passed: list[int] = []
        while box not in known:
            passed.append(box)
            box = parents[box]
        place = known[box]
        for inner in reversed(passed):
            place = known[inner] = self._inside(place, inner)
        return place

    def _inside(self, outer: Place, box: int) -> Place:
        tag = self._layout.tags[box]
        if tag in _CAPTIONED:
            names = self._layout.names[box]
            return Place("caption") if names and "caption" in names.lower() else outer
        if tag not in _TELLING:
            return outer
        if tag in _HEADINGS:
            return outer._replace(kind="heading", level=_HEADINGS[tag])
        if tag in _LISTS:
            return outer._replace(ordered=tag == "ol", depth=outer.depth + 1)
        if tag == "li":
            depth = max(1, outer.depth)
            return Place("item", depth, outer.ordered, box, depth)
        return Place(_KINDS[tag])


def outer_boxes(layout: Layout, box: int) -> Iterator[int]:
    """A box and those around it, innermost first."""
    while box >= 0:
        yield box
        box = layout.parents[box]
