"""JSON-LD in pages: schema.org articles picked out, and what they claim."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from nutgraf.core.claims.claim import RECORDING, Claims, is_false, is_titled, pixels
from nutgraf.core.formats.dates import Stamp, read_stamp
from nutgraf.core.page.linked_data import Node
from nutgraf.core.page.parsed import Page
from nutgraf.core.text.characters import unescaped
from nutgraf.core.text.plain import clean, strip_html
from nutgraf.records import ArticleKind, Image

_MOST = 2000  # nodes read of one page; against data without end; chosen, not measured

# The more exactly a type means an article, the higher.
_ARTICLE_TYPES = {"liveblogposting": 6, "newsarticle": 6, "reportagenewsarticle": 6, "opinionnewsarticle": 6,
                  "analysisnewsarticle": 6, "backgroundnewsarticle": 6, "reviewnewsarticle": 6,
                  "askpublicnewsarticle": 6, "satiricalarticle": 6, "advertisercontentarticle": 6, "article": 5,
                  "blogposting": 5, "techarticle": 5,
                  "scholarlyarticle": 5, "report": 5, "socialmediaposting": 4, "recipe": 4, "howto": 3, "review": 3,
                  "podcastepisode": 4, "radioepisode": 4, "tvepisode": 4, "videoobject": 2, "audioobject": 2,
                  "imagegallery": 4, "mediagallery": 4, "discussionforumposting": 3, "creativework": 2,
                  "webpage": 1, "itempage": 1, "collectionpage": 0}  # fmt: skip
_FROM_HERE_AN_ARTICLE = 4
_RECORDINGS = {"videoobject", "audioobject"}
_KINDS: dict[str, ArticleKind] = {
    "liveblogposting": "liveblog", "opinionnewsarticle": "opinion", "videoobject": "video", "tvepisode": "video",
    "audioobject": "audio", "podcastepisode": "audio", "radioepisode": "audio", "imagegallery": "gallery",
    "mediagallery": "gallery",
}  # fmt: skip


class LiveUpdate(NamedTuple):
    """A post of a live blog; ``markup`` is its text, as HTML or plain."""

    title: str
    markup: str
    at: Stamp | None


def nodes_of(page: Page) -> list[Node]:
    """All typed JSON-LD nodes of a page that can be the page's own, in order."""
    return [node for node, is_own in page.linked_nodes if is_own][:_MOST]


def types_of(node: Node) -> list[str]:
    """The lower-case schema.org types of a node, without their address."""
    return [name.rpartition("/")[2].rpartition(":")[2].lower() for name in _strings(node.get("@type"))]


def _rank(node: Node) -> int:
    return max((_ARTICLE_TYPES.get(name, 5 if name.endswith("article") else -1) for name in types_of(node)), default=-1)


def claims(page: Page) -> Claims:
    """What the page's JSON-LD says of its article."""
    nodes = nodes_of(page)
    by_id = {node_id: node for node in nodes for node_id in _strings(node.get("@id")) if len(node) > 1}
    ranked = [(rank, node) for node in nodes if (rank := _rank(node)) > 0]
    if not ranked:
        return Claims(site_name=_site_name(nodes))
    own = {url for url in (page.url, page.link("canonical")) if url}
    rank, main = max(ranked, key=lambda item: (item[0] >= _FROM_HERE_AN_ARTICLE, _is_at(item[1], own, page), item[0]))
    found = _claims_of(main, rank, nodes, by_id)
    if found.published and _RECORDINGS & set(types_of(main)) and not (_is_at(main, own, page) or _titles(main, page)):
        found = replace(found, published=replace(found.published, source=RECORDING), modified=None)
    return replace(found, kind="liveblog") if any(map(_is_live, nodes)) else found


def live_updates(page: Page) -> list[LiveUpdate]:
    """The posts of the page's live blog that its JSON-LD tells of, as they stand there."""
    blogs = [_updates(node) for node in nodes_of(page)]
    found = (
        LiveUpdate(
            title=_text(node.get("headline")) or _text(node.get("name")) or "",
            markup=unescaped(
                next(_strings(node.get("articleBody") or node.get("text") or node.get("description")), "")
            ),
            at=_date(node, "datePublished", "dateCreated", "dateModified"),
        )
        for node in max(blogs, key=len, default=[])[:_MOST]
    )
    return [update for update in found if update.title or update.markup]


def _is_live(node: Node) -> bool:
    return bool(node.get("liveBlogUpdate")) and "liveblogposting" in types_of(node)


def _updates(blog: Node) -> list[Node]:
    value = blog.get("liveBlogUpdate")
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]


def _is_at(node: Node, own: set[str], page: Page) -> bool:
    urls = [*_strings(node.get("url")), *_strings(node.get("mainEntityOfPage")), *_strings(node.get("@id"))]
    entity = node.get("mainEntityOfPage")
    if isinstance(entity, dict):
        urls += [*_strings(entity.get("@id")), *_strings(entity.get("url"))]
    return any(page.resolve(url) in own for url in urls)


def _titles(node: Node, page: Page) -> bool:
    return is_titled(page, [_text(node.get("name")) or _text(node.get("headline")) or ""])


def _claims_of(main: Node, rank: int, nodes: list[Node], by_id: dict[str, Node]) -> Claims:
    publisher = _linked(main.get("publisher") or main.get("sourceOrganization"), by_id)
    is_article = rank >= _FROM_HERE_AN_ARTICLE
    logo = next((image for node in publisher for image in _images(node.get("logo"), by_id)), None)
    return Claims(
        title=_text(main.get("headline")) or (_text(main.get("name")) if is_article or rank > 1 else None),
        excerpt=_text(main.get("description")) or _text(main.get("abstract")),
        authors=tuple(_names(main.get("author") or main.get("creator") or (main.get("contributor")), by_id)),
        published=_date(main, "datePublished", "uploadDate", "dateCreated"),
        modified=_date(main, "dateModified"),
        language=_text(main.get("inLanguage")),
        kind=next((_KINDS[name] for name in types_of(main) if name in _KINDS), None) if rank > 1 else None,
        section=_text(main.get("articleSection")),
        site_name=next((name for node in publisher if (name := _text(node.get("name")))), None) or _site_name(nodes),
        logo=logo,
        images=tuple(_images(main.get("image") or main.get("thumbnailUrl"), by_id)),
        tags=tuple(_tags(main.get("keywords"))),
        credit=_text(main.get("creditText")) or _text(main.get("license")),
        url=next(_strings(main.get("url")), None),
        paywalled=_paywalled([main, *(node for node in nodes if "webpage" in types_of(node))]) if is_article else None,
        is_article=is_article,
    )


def _site_name(nodes: list[Node]) -> str | None:
    for node in nodes:
        if "website" in types_of(node) and (name := _text(node.get("name"))):
            return name
    return None


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield value.strip()
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, str) and item.strip():
                yield item.strip()


def _text(value: object) -> str | None:
    """The first text of a value, without markup and entities, which many sites leave in their JSON-LD."""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("alternateName")
    for text in _strings(value):
        if plain := clean(strip_html(unescaped(text)).replace("\n", " ")):
            return plain
    return None


def _date(node: Node, *names: str) -> Stamp | None:
    dates = (read_stamp(text, f"JSON-LD {name}") for name in names for text in _strings(node.get(name)))
    return next(filter(None, dates), None)


def _linked(value: object, by_id: dict[str, Node]) -> list[Node]:
    """The nodes that a property holds, those named by ``@id`` looked up, bare strings as nodes with name and URL."""
    items = value if isinstance(value, list) else [value]
    found: list[Node] = []
    for item in items[:50]:
        if isinstance(item, list):
            found += _linked(item, by_id)
        elif isinstance(item, dict):
            known = by_id.get(str(item.get("@id")), {})
            found.append({**known, **item})
        elif isinstance(item, str):
            found.append(by_id.get(item) or {"name": item, "url": item})
    return found


def _names(value: object, by_id: dict[str, Node]) -> Iterator[str]:
    for node in _linked(value, by_id):
        names = list(_strings(node.get("name")))
        if not names and (node.get("givenName") or node.get("familyName")):
            names = [" ".join([*_strings(node.get("givenName")), *_strings(node.get("familyName"))])]
        yield from (clean(unescaped(name)) for name in names)


def _images(value: object, by_id: dict[str, Node]) -> Iterator[Image]:
    for node in _linked(value, by_id):
        url = next((url for name in ("url", "contentUrl", "@id") for url in _strings(node.get(name))), None)
        if url and not url.startswith("#"):
            yield Image(url=url, width=_side(node.get("width")), height=_side(node.get("height")))


def _side(value: object) -> int | None:
    if isinstance(value, dict):
        value = value.get("value")
    return pixels(str(value).strip())


def _tags(value: object) -> Iterator[str]:
    for node in _linked(value, {}):
        name = _text(node.get("name")) or _text(node.get("termCode"))
        yield from filter(None, map(str.strip, re.split(r"[,;]", name or "")))


def _paywalled(nodes: list[Node]) -> bool | None:
    """Whether an article or a part of it is not free, by the first of its nodes that says so."""
    for node in nodes:
        stated = (one.get("isAccessibleForFree") for one in (node, *_linked(node.get("hasPart"), {})))
        told = [closed for value in stated if (closed := is_false(value)) is not None]
        if told:
            return any(told)
    return None
