"""JSON pages: the released articles of a site, page by page, as a topic site's own scripts read them."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from nutgraf.core.formats.url import amp_cache_url
from nutgraf.publish.front_matter import time
from nutgraf.publish.records import as_printed
from nutgraf.publish.seal import Json
from nutgraf.records import Filed, Image, Provider, Record

JsonObject: TypeAlias = dict[str, Json]

_BODY = "\n"  # what a published record has after its front matter


class Listed(Record, frozen=True):
    """A released article as a page lists it: with the path of its record and the heat of its story."""

    filed: Filed
    path: str
    heat: int


def render_page(number: int, items: Sequence[Listed], *, more: bool) -> str:
    """One page, numbered from 1; ``more`` says whether another follows."""
    page = {"page": number, "value": [_item(item) for item in items], "nextPage": number + 1 if more else None}
    return json.dumps(page, ensure_ascii=False, indent=2).encode("utf-8", "replace").decode()


def _item(item: Listed) -> JsonObject:
    article = as_printed(item.filed.article)
    extras = article.extras
    return {
        "path": item.path,
        "title": article.title,
        "excerpt": article.excerpt,
        "sourceUrl": None,
        "webUrl": article.url if extras is None or extras.prints_web_url else None,
        "originalUrl": article.original_url or article.url,
        "featuredContent": extras.featured_content if extras else None,
        "highlight": None,
        "heat": item.heat,
        "tags": list(article.tags) or None,
        "images": _images(article.images),
        "content": _BODY,
        "type": article.kind,
        "ampWebUrl": article.amp_url,
        "cdnAmpWebUrl": amp_cache_url(article.amp_url) if article.amp_url else None,
        "publishedDateTime": _time(article.published),
        "updatedDateTime": _time(article.modified),
        "provider": _provider(article.provider),
        "locale": article.language.lower() if article.language else None,
        "categories": [extras.category if extras else "news"],
        "topics": list(article.topics) or None,
    }


def _provider(provider: Provider) -> JsonObject:
    return {
        "name": provider.name,
        "domain": provider.domain,
        "images": _images(provider.images),
        "publishers": None,
        "authors": None,
    }


def _images(images: Sequence[Image]) -> list[Json] | None:
    return [
        {
            "url": image.url,
            "width": image.width,
            "height": image.height,
            "title": None,
            "attribution": None,
            "isCached": image.cached,
        }
        for image in images
    ] or None


def _time(value: datetime | None) -> str | None:
    return time(value) if value else None
