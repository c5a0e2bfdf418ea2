"""The first image that belongs to an article, for pages whose metadata name none."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from nutgraf.core.page.parsed import Page, ancestors
from nutgraf.records import Image

_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-full-src", "data-image", "src")
_NO_PICTURE = re.compile(
    r"logo|icon|avatar|gravatar|sprite|pixel|spacer|blank|placeholder|badge|button|emoji|banner|share|author|"
    r"(?:^|[/_-])1x1|\.svg(?:\?|$)|\.gif(?:\?|$)|doubleclick|/ads?/",
    re.IGNORECASE,
)
_LEAST_WIDTH, _LEAST_HEIGHT = 200, 100  # smaller ones are icons; chosen, not measured
_MOST = 60  # pictures looked at, however many a page has; chosen, not measured
_CANDIDATE = re.compile(r"(\S+)(?:\s+(\d+(?:\.\d+)?)([wx]))?\s*(?:,\s+|,?$)")


def content_image(page: Page) -> Image | None:
    """The first large image outside of margins and the site's own header, one of a figure before others."""
    bare: Image | None = None
    for node in page.nodes("img, amp-img", _MOST):
        if found := _picture(page, node):
            image, framed = found
            if framed:
                return image
            bare = bare or image
    return bare


def _picture(page: Page, node: LexborNode) -> tuple[Image, bool] | None:
    """The image as a picture and whether it stands in a figure; None for an icon, a logo or a tracking pixel."""
    attributes = node.attributes
    source, wide = _source(node)
    url = page.resolve(source)
    width, height = _stated_side(attributes.get("width")), _stated_side(attributes.get("height"))
    names = f"{url} {attributes.get('class') or ''} {attributes.get('id') or ''}"
    if url is None or _NO_PICTURE.search(names) or (width or _LEAST_WIDTH) < _LEAST_WIDTH:
        return None
    if (height or _LEAST_HEIGHT) < _LEAST_HEIGHT or page.in_margin(node):
        return None
    tags = [outer.tag for outer in ancestors(node)]
    if "header" in tags and "article" not in tags and "main" not in tags:
        return None
    framed = "figure" in tags or "picture" in tags
    if not (framed or width or "article" in tags or "main" in tags):
        return None
    if wide and wide != width:
        width, height = wide, round(height * wide / width) if width and height else None
    return Image(url=url, width=width, height=height), framed


def _source(node: LexborNode) -> tuple[str | None, int | None]:
    """The address of the picture, the widest of a set, the lazy one before the placeholder; and how wide it is."""
    parent = node.parent
    kin = [node, *parent.css("source[srcset], source[data-srcset]")] if parent and parent.tag == "picture" else [node]
    sets = (written for one in kin for written in _written(one, _SETS))
    sizes = [
        (float(found[2] or 1), found[3], found[1])
        for written in sets
        for found in _CANDIDATE.finditer(written[:10_000])
        if not found[1].startswith("data:")
    ]
    if sizes:
        size, unit, source = max(sizes, key=lambda one: one[0])
        return source, int(size) if unit == "w" else None
    return next(iter(_written(node, _SOURCES)), None), None


def _written(node: LexborNode, names: Sequence[str]) -> list[str]:
    """What the element has in these attributes, in their order, save pictures that stand in the page itself."""
    attributes = node.attributes
    values = ((attributes.get(name) or "").strip() for name in names)
    return [value for value in values if value and not value.startswith("data:")]


def _stated_side(value: str | None) -> int | None:
    digits = (value or "").strip().removesuffix("px")
    return int(digits[:6]) or None if digits.isascii() and digits.isdigit() else None
