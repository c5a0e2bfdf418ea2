"""What the JSON-LD scripts of a page hold, node by node: walked once, for all that ask."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, TypeAlias

from nutgraf.core.formats.lenient_json import load

Node: TypeAlias = dict[str, object]

_SALVAGED: Final = re.compile(
    r'"(headline|datePublished|dateModified|description|articleSection|name)"\s*:\s*"((?:[^"\\\n]|\\.){1,500})"'
)
_TYPE_OF_BROKEN: Final = re.compile(r'"@type"\s*:\s*(?:\[\s*)?"(\w*Article|BlogPosting|LiveBlogPosting)"')
_DEPTH: Final = 12  # against data without end; chosen, not measured
# Below these an article names other articles.
_ELSEWHERE: Final = frozenset({
    "haspart", "itemlistelement", "liveblogupdate", "relatedlink", "mentions", "citation", "ispartof",
    "isrelatedto", "comment", "review", "publisher", "author", "about", "suggestedanswer",
    "acceptedanswer", "video", "associatedmedia", "image", "breadcrumb", "potentialaction", "speakable",
    "subjectof",
})  # fmt: skip


class LinkedNode(NamedTuple):
    """A node, and whether it can be the page's own: what is named below some properties is something else."""

    node: Node
    is_own: bool


def nodes_in(scripts: Iterable[str]) -> list[LinkedNode]:
    """All nodes of some JSON-LD scripts, in order; of one that is beyond mending, its article's plain fields."""
    found: list[LinkedNode] = []
    for script in scripts:
        if values := load(script):
            found += _walk(values)
        elif salvaged := _salvaged(script):
            found.append(LinkedNode(salvaged, is_own=True))
    return found


def _walk(values: list[object]) -> Iterator[LinkedNode]:
    waiting: list[tuple[object, int, bool]] = [(values, 0, True)]
    while waiting:
        value, depth, is_own = waiting.pop()
        is_own = is_own and depth <= _DEPTH
        inner = depth + 1
        if isinstance(value, dict):
            yield LinkedNode(value, is_own)
            nested = [(key, item) for key, item in value.items() if isinstance(item, dict | list)]
            waiting += [(item, inner, is_own and key.lower() not in _ELSEWHERE) for key, item in reversed(nested)]
        elif isinstance(value, list):
            waiting += [(item, inner, is_own) for item in reversed(value) if isinstance(item, dict | list)]


def _salvaged(text: str) -> Node | None:
    """The plain fields of an article whose JSON is beyond mending."""
    kind = _TYPE_OF_BROKEN.search(text)
    if kind is None:
        return None
    fields: Node = {"@type": kind[1]}
    for name, value in _SALVAGED.findall(text[kind.start() :]):
        if name != "name":
            fields.setdefault(name, value.replace('\\"', '"').replace("\\/", "/"))
    return fields
