"""What stands in a page's head, be it that a parser moved it: what a page says of itself belongs there.

An element that may not stand in a head ends it for the parser, and all behind it is found in the body; there embedded
players, readers' comments and cards of other articles bring links and tags of their own.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

_END: Final = re.compile(r"</head[\s>]|<body[\s>/]", re.IGNORECASE)
_NOT_READ: Final = re.compile(
    r"<!--.*?-->|<(script|style|noscript|template|iframe)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL
)
_ASIDE: Final = {"noscript", "template", "iframe", "svg"}
_DEPTH: Final = 60
_LONGEST: Final = 2_000_000  # characters of a head


def values_in_head(found: Sequence[LexborNode], html: str, selector: str, attribute: str) -> list[str]:
    """The values of an attribute of those of a page's elements that stand in its head, in order.

    ``selector`` finds the same elements in the page as it is written.
    """
    inside = [node for node in found if _stands_in_head(node)]
    if not inside and found:
        inside = _as_written(html, selector)
    return [value for node in inside if (value := node.attributes.get(attribute))]


def _stands_in_head(node: LexborNode) -> bool:
    names = [outer.tag for outer in _outer(node)]
    return "head" in names and _ASIDE.isdisjoint(names)


def _outer(node: LexborNode) -> Iterator[LexborNode]:
    outer = node.parent
    for _ in range(_DEPTH):
        if outer is None:
            return
        yield outer
        outer = outer.parent


def _as_written(html: str, selector: str) -> list[LexborNode]:
    """The elements that the page has before the end of its head as it was written, wherever a parser puts them."""
    end = _END.search(html, 0, _LONGEST)
    if end is None:
        return []
    return LexborHTMLParser(_NOT_READ.sub(" ", html[: end.start()])).css(selector)
