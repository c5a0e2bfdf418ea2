"""Microdata (schema.org in attributes) of the article that a page shows."""

from selectolax.lexbor import LexborNode

from nutgraf.core.claims.claim import Claims, is_false
from nutgraf.core.formats.dates import Stamp, read_stamp
from nutgraf.core.page.parsed import Page, text_of
from nutgraf.records import Image

_ARTICLE = '[itemtype*="Article"], [itemtype*="BlogPosting"], [itemtype*="Report"]'


def claims(page: Page) -> Claims:
    """What the microdata of the first article on the page says; of the whole page where no article is marked."""
    scope = page.tree.css_first(_ARTICLE)
    root = scope or page.tree.root
    if root is None or page.tree.css_first("[itemprop]") is None:
        return Claims()
    return Claims(
        title=_first(root, "headline") if scope else None,
        excerpt=_first(root, "description") if scope else None,
        authors=tuple(_authors(page, root)),
        published=_date(root, "datePublished"),
        modified=_date(root, "dateModified"),
        section=_first(root, "articleSection"),
        site_name=_publisher(root) if scope else None,
        credit=_first(root, "creditText"),
        paywalled=is_false(_first(root, "isAccessibleForFree")) if scope else None,
        images=tuple(Image(url=url) for url in [_link(root.css_first('[itemprop~="image"]'))] if url) if scope else (),
        tags=tuple(tag for tag in (_first(root, "keywords") or "").split(",") if tag.strip()),
        is_article=scope is not None,
    )


def _value(node: LexborNode) -> str:
    for name in ("content", "datetime"):
        if value := (node.attributes.get(name) or "").strip():
            return value
    return text_of(node)


def _first(root: LexborNode, name: str) -> str | None:
    return next((value for node in root.css(f'[itemprop~="{name}"]')[:5] if (value := _value(node))), None)


def _date(root: LexborNode, name: str) -> Stamp | None:
    nodes = root.css(f'[itemprop~="{name}"]')[:5]
    return next(filter(None, (read_stamp(_value(node), f"microdata {name}") for node in nodes)), None)


def _authors(page: Page, root: LexborNode) -> list[str]:
    names: list[str] = []
    for node in root.css('[itemprop~="author"], [itemprop~="creator"]')[:10]:
        if page.in_margin(node):
            continue
        named = node.css('[itemprop~="name"]')
        names += [_value(name) for name in named[:5]] if named else [_value(node)]
    return [name for name in names if name]


def _publisher(root: LexborNode) -> str | None:
    publisher = root.css_first('[itemprop~="publisher"]')
    name = publisher.css_first('[itemprop~="name"]') if publisher else None
    return _value(name) or None if name else None


def _link(node: LexborNode | None) -> str | None:
    if node is None:
        return None
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
