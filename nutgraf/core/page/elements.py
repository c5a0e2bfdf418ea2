"""The elements of a page by what they are asked for: no search of its tree is made twice, and one finds most."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

_ASKED_FOR: Final = ("h1", "h2", "title", "base", "meta", "script", "time", "input", "pre", "a", "link")  # by many
# What most pages are asked for by classes and microdata.
_CLASSES: Final = (
    "agency", "credit", "entry-source", "article-source", "source", "agentur", "quelle", "dateline", "byline",
)  # fmt: skip
_MARKS: Final = ", ".join(("[itemprop]", *(f'[class~="{name}" i]' for name in _CLASSES)))
_SEARCH: Final = ", ".join((*_ASKED_FOR, "a[rel]", "link[rel]"))  # finds a link that has a relation twice


class Elements:
    """The elements of a parsed page, in document order."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._tree = tree
        self._found: dict[str, list[LexborNode]] = {}

    def matching(self, selector: str) -> list[LexborNode]:
        """Those that a CSS selector finds; one that several of its alternatives find is there as often."""
        found = self._found.get(selector)
        if found is None:
            found = self._found[selector] = self._tree.css(selector)
        return found

    def tagged(self, tag: str) -> list[LexborNode]:
        """Those of a tag that many ask for."""
        return self._asked_for[0][tag]

    @cached_property
    def _asked_for(self) -> tuple[dict[str, list[LexborNode]], list[LexborNode]]:
        """The elements that many ask for, by their tags, and the links among them that have a relation."""
        found: defaultdict[str, list[LexborNode]] = defaultdict(list)
        related: list[LexborNode] = []
        last = 0
        for node in self._tree.css(_SEARCH):
            if node.mem_id == last:
                related.append(node)
            else:
                last = node.mem_id
                found[node.tag or ""].append(node)
        return found, related

    def anchors(self) -> Iterator[tuple[LexborNode, str]]:
        """The links in the text that lead somewhere, each with its address as it is written."""
        for node in self.tagged("a"):
            href = node.attrs.sget("href", None)
            if href is not None:
                yield node, href

    def marked(self, *classes: str, microdata: str | None = None) -> list[LexborNode]:
        """Those that have one of some classes, of which all are asked for by many, or a property in microdata."""
        wanted = frozenset(classes)
        return [
            node
            for node, its, names in self._marked
            if not wanted.isdisjoint(its) or (names is not None and microdata in names)
        ]

    @cached_property
    def microdata(self) -> list[tuple[LexborNode, frozenset[str]]]:
        """Those that are properties in microdata, each with the names that it has as one."""
        return [(node, names) for node, _, names in self._marked if names is not None]

    @cached_property
    def _marked(self) -> list[tuple[LexborNode, frozenset[str], frozenset[str] | None]]:
        """Those with marks, each with its classes and its names as a property, if it is one."""
        found: list[tuple[LexborNode, frozenset[str], frozenset[str] | None]] = []
        last = 0
        for node in self._tree.css(_MARKS):
            if node.mem_id != last:
                last = node.mem_id
                attributes = node.attrs
                named = attributes.sget("itemprop", None)
                names = None if named is None else frozenset(named.split())
                found.append((node, _words_of(attributes.sget("class")), names))
        return found

    def related(self, *relations: str) -> list[LexborNode]:
        """The links, in the text or the head, that have one of these relations."""
        if self._all_relations.isdisjoint(relations):
            return []
        return [node for node, its in self._relations if not its.isdisjoint(relations)]

    @cached_property
    def linked(self) -> dict[str, list[LexborNode]]:
        """The ``<link>`` elements that lead somewhere, by their relations."""
        found: dict[str, list[LexborNode]] = {}
        for node, relations in self._relations:
            if node.tag == "link" and "href" in node.attrs:
                for relation in relations:
                    found.setdefault(relation, []).append(node)
        return found

    @cached_property
    def _relations(self) -> list[tuple[LexborNode, frozenset[str]]]:
        return [(node, _words_of(node.attrs.sget("rel"))) for node in self._asked_for[1]]

    @cached_property
    def _all_relations(self) -> set[str]:
        return {relation for _, its in self._relations for relation in its}


@lru_cache(1024)
def _words_of(attribute: str) -> frozenset[str]:
    return frozenset(attribute.lower().split())
