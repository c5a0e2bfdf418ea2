"""Whether a page hardly shows more than the beginnings of other articles, each in a box with a link to it."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final

from selectolax.lexbor import LexborNode

from nutgraf.core.page.parsed import Page, ancestors, beginning_of, stands_in, text_of
from nutgraf.core.page.places import outer_boxes
from nutgraf.core.text.plain import clean, words

_FEWEST: Final = 4  # other articles that make a list
_HEADLINE: Final = 3  # words from which a link that stands alone is a headline
_SHORT_TITLE: Final = 3  # words of what a section or tag is called
_FEW: Final = 400  # characters of own text that a section's introduction has
_HARDLY: Final = 150  # characters of own text that are no article's, whatever it is called
_TEASER: Final = 600  # characters of a teaser at most
_MOST: Final = 400  # links, and lines, that are looked at
_AROUND: Final = 8  # elements around a link in which its box is sought
_FRAME: Final = frozenset({"header", "footer", "nav", "aside"})
_TOPS: Final = frozenset({"body", "main", "html"})
_LINE: Final = 30  # characters from which a line tells something
_LINKED: Final = 0.5  # of a line


def is_list_of_teasers(page: Page, title: str, text: str) -> bool:
    """Whether there are several teasers, and beside them no more than a section's title and introduction."""
    if any(len(line) > _TEASER for line in text.split("\n", _MOST)[:_MOST]):
        return False  # more of its own than lists have, and in no teaser
    leads = _leads(page)
    if len(leads) < _FEWEST:
        return False
    boxes = _alike(box for box in _boxes(leads) if len(beginning_of(box, _TEASER)) <= _TEASER)
    if len(boxes) < _FEWEST:
        return False
    told = [text_of(box) for box in boxes]
    own = _own(page, told, text)
    heading = next(iter(page.headings()), "") or title
    few = _FEW if len(words(heading)) <= _SHORT_TITLE else _HARDLY
    return own < few and own < sum(map(len, told))


def _leads(page: Page) -> dict[str, LexborNode]:
    """The links to other pages that stand for themselves and read like headlines, by where they lead."""
    leads: dict[str, LexborNode] = {}
    framed: dict[int, bool] = {}
    for link, href in islice(page.elements.anchors(), _MOST):
        written = href.strip()
        url = page.resolve(written) or written
        if not url or url.startswith("#") or url == page.url or url in leads:
            continue
        if not stands_in(link, _is_frame, framed) and _is_headline(link):
            leads[url] = link
    return leads


def _is_frame(box: LexborNode) -> bool:
    return box.tag in _FRAME


def _is_headline(link: LexborNode) -> bool:
    heading = link.css_first("h2, h3, h4, h5")
    text = text_of(heading or link)
    if len(words(text)) < _HEADLINE and len(text) < 2 * _HEADLINE:
        return False
    return heading is not None or not (_is_text(link.prev) or _is_text(link.next))


def _is_text(node: LexborNode | None) -> bool:
    return node is not None and node.is_text_node and bool((node.text_content or "").strip())


def _boxes(leads: dict[str, LexborNode]) -> list[LexborNode]:
    """The largest box around each link in which no other leads on."""
    holding: dict[int, int] = {}
    for link in leads.values():
        for outer in _outer(link):
            holding[outer.mem_id] = holding.get(outer.mem_id, 0) + 1
    alone = ([outer for outer in _outer(link) if holding[outer.mem_id] == 1] for link in leads.values())
    return [boxes[-1] for boxes in alone if boxes]


def _alike(boxes: Iterable[LexborNode]) -> list[LexborNode]:
    """The boxes of the shape that most of them have."""
    by_shape: dict[tuple[str | None, str | None], list[LexborNode]] = {}
    for box in boxes:
        by_shape.setdefault((box.tag, box.attributes.get("class")), []).append(box)
    return max(by_shape.values(), key=len, default=[])


def _outer(link: LexborNode) -> Iterator[LexborNode]:
    for number, outer in enumerate(ancestors(link)):
        if number > _AROUND or outer.tag in _TOPS:
            return
        yield outer


def _own(page: Page, told: Iterable[str], text: str) -> int:
    """How much the page tells outside of the boxes and its frame, be it taken for its text or not."""
    within = "\n".join(told)
    blocks = (block for block in page.layout.blocks if block.linked < _LINKED and not in_frame(page, block.box))
    lines = (line for block in blocks if len(line := clean(block.text)) >= _LINE)
    first = islice(dict.fromkeys(chain(text.split("\n"), lines)), _MOST)
    return sum(len(line) for line in first if line not in within)


def in_frame(page: Page, box: int) -> bool:
    """Whether a box of the page stands in its header, footer or navigation."""
    return any(page.layout.tags[outer] in _FRAME for outer in outer_boxes(page.layout, box))
