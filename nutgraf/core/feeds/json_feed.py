"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from html import escape
from typing import Any, TypeAlias

from msgspec.structs import replace

from nutgraf.core.feeds.entry import (
    Feed,
    description,
    first_date,
    images_once,
    inline,
    language_tag,
    media_kind,
    once,
    own_provider,
)
from nutgraf.core.formats.charset import decode
from nutgraf.core.formats.dates import dated
from nutgraf.core.formats.url import normalise, without_credentials
from nutgraf.core.formats.xmltree import without_cdata
from nutgraf.core.formats.zones import countries_of
from nutgraf.core.text.characters import whole_json
from nutgraf.errors import NotAFeed
from nutgraf.records import Entry, Image

Object: TypeAlias = dict[str, Any]


def read(body: bytes, url: str) -> Feed:
    """The JSON Feed in ``body``. Raises NotAFeed."""
    try:
        document = json.loads(whole_json(decode(body)), strict=False)
    except (ValueError, RecursionError) as e:
        raise NotAFeed("", f"no JSON: {e}") from e
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise NotAFeed("", "JSON, but no JSON Feed: it has no list of items")
    base = normalise(_string(document, "feed_url") or "", url) or normalise(url)
    feed = Feed(
        title=inline(_string(document, "title")),
        url=normalise(_string(document, "home_page_url") or "", base) if document.get("home_page_url") else None,
        language=language_tag(_string(document, "language")),
        next_url=normalise(_string(document, "next_url") or "", base) if document.get("next_url") else None,
        hub=next(
            (hub_url for hub in _objects(document, "hubs") if (hub_url := normalise(_string(hub, "url") or ""))), None
        ),
    )
    logo = normalise(_string(document, "icon") or "", base) if document.get("icon") else None
    authors = _authors(document)
    entries = [_entry(item, base, feed, authors, own=(url, logo)) for item in items if isinstance(item, dict)]
    kept = tuple(entry for entry in entries if entry.url or entry.title or entry.content or entry.excerpt)
    return replace(feed, entries=kept, skipped=len(items) - len(kept))


def _entry(item: Object, base: str | None, feed: Feed, authors: tuple[str, ...], own: tuple[str, str | None]) -> Entry:
    identity = item.get("id")
    identity = str(identity) if isinstance(identity, str | int | float) and str(identity) else None
    url = next(
        (
            link
            for value in (_string(item, "url"), _string(item, "external_url"), identity)
            if value and (link := normalise(value, base if value != identity else None))
        ),
        None,
    )
    text = _string(item, "content_text")
    content = _string(item, "content_html") or (escape(text, quote=False) if text else None)
    excerpt, content = description(_string(item, "summary"), content)
    countries = countries_of(feed.language, base)
    modified = first_date([_string(item, "date_modified")], countries)
    published = first_date([_string(item, "date_published")], countries) or modified
    pictures = [_string(item, "image"), _string(item, "banner_image")]
    attachments = [str(_string(attachment, "mime_type")) for attachment in _objects(item, "attachments")]
    entry = Entry(
        id=without_credentials(identity) if identity else None,
        url=url,
        title=inline(_string(item, "title")),
        excerpt=excerpt,
        content=content,
        authors=_authors(item) or authors,
        language=language_tag(_string(item, "language")) or feed.language,
        kind=media_kind(attachments),
        images=images_once(Image(url=link) for value in pictures if value and (link := normalise(value, base))),
        provider=own_provider(url, feed, *own),
        tags=once(inline(tag) for tag in _list(item, "tags") if isinstance(tag, str)),
    )
    return dated(entry, published, modified)


def _authors(holder: Object) -> tuple[str, ...]:
    """Version 1.1 has ``authors``, version 1.0 one ``author``."""
    people = [*_objects(holder, "authors"), *([holder["author"]] if isinstance(holder.get("author"), dict) else [])]
    return once(inline(_string(someone, "name")) for someone in people)


def _string(holder: Object, key: str) -> str | None:
    value = holder.get(key)
    return without_cdata(value) if isinstance(value, str) and value.strip() else None


def _list(holder: Object, key: str) -> list[Any]:
    value = holder.get(key)
    return value if isinstance(value, list) else []


def _objects(holder: Object, key: str) -> list[Object]:
    return [value for value in _list(holder, key) if isinstance(value, dict)]
