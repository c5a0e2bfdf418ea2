"""Which article an item is: one that is known by its id or own address, or by another name where more agrees.

names of a batch -> store -> Memory ; identified(window, item, memory) -> the item under the id of the article it is
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final, NamedTuple

from msgspec.structs import replace

from nutgraf.core.text.plain import words
from nutgraf.engine.copies.overlap import titles_alike
from nutgraf.engine.copies.standing.sketches import NOTHING as NOTHING_STANDING
from nutgraf.engine.copies.standing.sketches import shared_shingles
from nutgraf.engine.supersede import BODY
from nutgraf.engine.window.window import Window
from nutgraf.naming.addresses import name_key
from nutgraf.records import Bearer, Known, Name, Prepared

ENOUGH: Final = {"address": 1, "reached": 1, "given": 1, "number": 2}  # agreement that a name of a kind asks for
CONTRADICTED: Final = -2
_MUCH, _SOME, _NEARLY_NONE = 0.5, 0.25, 0.1  # shares of the shorter text
_RUN: Final = 10  # shingles: shorter texts say little
_TITLE: Final = 4  # words from which on the same title is no rubric
_OTHER_TITLE: Final = 0.2
_APART: Final = timedelta(hours=20)


class Memory(NamedTuple):
    """What the store knows of the names in a batch: who bears them, what is known of these, what sources call them."""

    bearers: Mapping[str, Bearer]
    known: Mapping[str, Known]
    given: Mapping[str, frozenset[str]]


NOTHING: Final = Memory({}, {}, {})


def candidates(item: Prepared, memory: Memory) -> set[str]:
    """The articles that an item may be."""
    bearers = (memory.bearers.get(name.key) for name in item.names)
    return {item.article.id, *(bearer.article for bearer in bearers if bearer)}


def identified(window: Window, item: Prepared, memory: Memory) -> Prepared:
    """The item with the id of the article that it is, and with those of its names that are to be filed."""
    doubted: set[str] = set()
    for article in _by_own_name(item, memory):
        known = window.get(article) or memory.known.get(article)
        if known and not _is_another(known, item, memory):
            return _filed(item, article, memory)
        if known:
            doubted.add(article)
    for article in _by_other_names(item, memory, doubted):
        known = window.get(article) or memory.known.get(article)
        if known and _is_enough(known, item, memory):
            return _filed(item, article, memory)
    return _filed(_apart(item) if doubted else item, "", memory)


def _by_own_name(item: Prepared, memory: Memory) -> Iterator[str]:
    yield item.article.id
    for name in item.names:
        bearer = memory.bearers.get(name.key)
        if bearer and bearer.kind == name.kind == "address":
            yield bearer.article


def _by_other_names(item: Prepared, memory: Memory, doubted: set[str]) -> Iterator[str]:
    found = (memory.bearers.get(name.key) for name in item.names)
    yield from dict.fromkeys(bearer.article for bearer in found if bearer and bearer.article not in doubted)


def _is_enough(known: Known, item: Prepared, memory: Memory) -> bool:
    """Whether enough agrees besides the names in common, each of which after the first counts as much as a title."""
    common = [
        max(ENOUGH[name.kind], ENOUGH[bearer.kind])
        for name in item.names
        if (bearer := memory.bearers.get(name.key)) and bearer.article == known.article.id
    ]
    return agreement(known, item, counted=min(common) > 1) + len(common) - 1 >= min(common)


def _is_another(known: Known, item: Prepared, memory: Memory) -> bool:
    """Whether two entries of one address are two articles: their source calls them differently, and nothing agrees."""
    given = {name.key for name in item.names if name.is_given}
    others = memory.given.get(known.article.id, frozenset())
    entries_alone = BODY not in known.fingerprint.digests and BODY not in item.fingerprint.digests
    differ = bool(given and others) and given.isdisjoint(others)
    return entries_alone and differ and agreement(known, item) <= CONTRADICTED


def agreement(known: Known, item: Prepared, *, counted: bool = False) -> int:
    """How much title, text and time of two states agree; below 0 they contradict each other.

    Of a source that may just have ``counted`` its items, times that are days apart tell more.
    """
    return _titles(known, item) + _texts(known, item) + _times(known, item, -2 if counted else -1)


def _titles(known: Known, item: Prepared) -> int:
    mine, other = set(words(known.article.title)), set(words(item.article.title))
    if not mine or not other:
        return 0
    if mine == other and len(mine) >= _TITLE:
        return 2
    if titles_alike(known.article, item.article):
        return 1
    return -1 if len(mine & other) < _OTHER_TITLE * max(len(mine), len(other)) else 0


def _texts(known: Known, item: Prepared) -> int:
    both, mine, other, _ = shared_shingles(known.fingerprint, item.fingerprint, NOTHING_STANDING)
    shorter = min(mine, other)
    if shorter < _RUN:
        return 0
    share = both / shorter
    if share >= _SOME:
        return 2 if share >= _MUCH else 1
    return -1 if share < _NEARLY_NONE and known.article.partial == item.article.partial else 0


def _times(known: Known, item: Prepared, apart: int) -> int:
    one, other = known.article.published, item.article.published
    if not one or not other:
        return 0
    if one == other:
        return 1 if "day" in {known.article.known_to, item.article.known_to} else 2
    return apart if abs(one - other) > _APART else 0


def _apart(item: Prepared) -> Prepared:
    """An item as an article of its own that has its address in common with another."""
    given = tuple(name for name in item.names if name.is_given)
    digests = (item.fingerprint.digests.get(field, "") for field in ("title", "text", "excerpt"))
    id_ = name_key("apart", *(name.key for name in given), *digests)
    return replace(item, article=replace(item.article, id=id_), names=given)


def _filed(item: Prepared, article: str, memory: Memory) -> Prepared:
    """The item as that article, or as its own, with the names by which it is not known yet."""
    id_ = article or item.article.id
    names = tuple(name for name in item.names if _is_news(name, id_, memory.bearers.get(name.key)))
    return replace(item, article=replace(item.article, id=id_), names=names)


def _is_news(name: Name, article: str, bearer: Bearer | None) -> bool:
    """Whether a name is to be filed: nobody's own address becomes another's, a source may give a name anew."""
    if bearer is None:
        return True
    if bearer.article == article:
        return name.kind == "address" != bearer.kind
    return bearer.kind != "address"
