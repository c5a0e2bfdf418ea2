"""Microdata (schema.org in attributes) of the article that a page shows."""

import re
from itertools import islice
from typing import Final, TypeAlias

from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from nutgraf.core.claims.claim import RECORDING, Claims, is_false, is_titled
from nutgraf.core.formats.dates import Stamp, read_stamp
from nutgraf.core.page.cards import is_on_card
from nutgraf.core.page.parsed import Page, ancestors, stands_in, text_of
from nutgraf.records import Image

Properties: TypeAlias = list[tuple[LexborNode, frozenset[str]]]

_ARTICLE: Final = re.compile("Article|BlogPosting|Report")
_MOST: Final = 10  # elements of a name

_PARTS = re.compile(r"(?:Video|Image|Audio|Media|Comment|Review|Clip)", re.IGNORECASE)
_CARD = 300  # characters


def claims(page: Page) -> Claims:
    """What the microdata of the first article on the page says; of the whole page where no article is marked."""
    if not page.elements.microdata:
        return Claims()
    scope = next((node for node in page.tree.css("[itemtype]") if _is_article(node)), None)
    root = scope or page.tree.root
    if root is None:
        return Claims()
    own = _properties(page, root)
    said = own if scope else []
    return Claims(
        title=_first(said, "headline"),
        excerpt=_first(said, "description"),
        authors=tuple(_authors(page, root, _named(own, "author", "creator")[:_MOST])),
        published=_date(page, own, "datePublished"),
        modified=_date(page, own, "dateModified"),
        section=_first(own, "articleSection"),
        site_name=_publisher(said),
        credit=_first(own, "creditText"),
        paywalled=is_false(_first(own if scope else _properties(page, page.tree.head or root), "isAccessibleForFree")),
        images=tuple(Image(url=url) for node in _named(said, "image")[:1] if (url := _link(node))),
        tags=tuple(tag for tag in (_first(own, "keywords") or "").split(",") if tag.strip()),
        is_article=scope is not None,
    )


def _properties(page: Page, root: LexborNode) -> Properties:
    """The properties in an element, it being one too."""
    known: dict[int, bool] = {}
    marked = page.elements.microdata
    return [one for one in marked if stands_in(one[0], lambda outer: outer.mem_id == root.mem_id, known)]


def _named(properties: Properties, *names: str) -> list[LexborNode]:
    return [node for node, its in properties for name in names if name in its]


def _is_article(node: LexborNode) -> bool:
    return _ARTICLE.search(node.attributes.get("itemtype") or "") is not None


def _value(node: LexborNode) -> str:
    for name in ("content", "datetime"):
        if value := (node.attributes.get(name) or "").strip():
            return value
    return text_of(node)


def _first(properties: Properties, name: str) -> str | None:
    return next((value for node in _named(properties, name)[:5] if (value := _value(node))), None)


def _date(page: Page, properties: Properties, name: str) -> Stamp | None:
    """The first date of that name that is of no card beside the article; one of a recording where there is no other."""
    recorded = None
    for node in _named(properties, name)[:_MOST]:
        item = next((outer for outer in ancestors(node) if "itemscope" in outer.attributes), None)
        if item is not None and _is_card(page, item):
            continue
        stamp = read_stamp(_value(node), f"microdata {name}", countries=page.countries)
        if stamp and (item is None or not _is_part(page, item)):
            return stamp
        recorded = recorded or stamp
    return replace(recorded, source=RECORDING) if recorded else None


def _is_part(page: Page, item: LexborNode) -> bool:
    """Whether an item is a picture, a recording or a comment, without the heading or the name that the page has."""
    if not _PARTS.search(item.attributes.get("itemtype") or "") or item.css_first("h1") is not None:
        return False
    return not is_titled(page, map(_value, item.css('[itemprop~="name"], [itemprop~="headline"]')[:_MOST]))


def _is_card(page: Page, item: LexborNode) -> bool:
    """Whether an item is too short for the article, and without the heading that the page has."""
    headed = item.css_first("h1") is not None or not page.headings()
    return not headed and item.css_first("a[href]") is not None and len(text_of(item)) < _CARD


def _authors(page: Page, root: LexborNode, marked: list[LexborNode]) -> list[str]:
    """The authors of an article, not those of others in it; where no article is marked, those who stand together."""
    nodes = [node for node in marked if not page.in_margin(node)]
    is_scope = "itemtype" in root.attributes
    nodes = [node for node in nodes if _is_of(node, root)] if is_scope else _beside_first(page, nodes)
    names: list[str] = []
    for node in nodes:
        named = node.css('[itemprop~="name"]')
        names += [_value(name) for name in named[:5]] if named else [_value(node)]
    return [name for name in names if name]


def _is_of(node: LexborNode, article: LexborNode) -> bool:
    """Whether a node is not another article's that is shown within this one."""
    for outer in ancestors(node.parent):
        if outer.mem_id == article.mem_id:
            return True
        if _is_article(outer):
            return False
    return True


def _beside_first(page: Page, marked: list[LexborNode]) -> list[LexborNode]:
    """The first node that is not of another article's teaser, and those that stand with it in one box or two."""
    nodes = [node for node in marked if not is_on_card(page, node)]
    near = {outer.mem_id for node in nodes[:1] for outer in islice(ancestors(node.parent), 2) if outer.tag != "body"}
    return [
        node for node in nodes if any(outer.mem_id in near for outer in islice(ancestors(node.parent), 2))
    ] or nodes[:1]


def _publisher(properties: Properties) -> str | None:
    publisher = next(iter(_named(properties, "publisher")), None)
    name = publisher.css_first('[itemprop~="name"]') if publisher else None
    return _value(name) or None if name else None


def _link(node: LexborNode) -> str | None:
    inner = (
        node
        if any(node.attributes.get(name) for name in ("src", "content", "href"))
        else node.css_first("img, [itemprop~=url]")
    )
    return (
        next((url for name in ("src", "content", "href") if (url := inner.attributes.get(name))), None)
        if inner
        else None
    )
