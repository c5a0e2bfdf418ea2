"""Feeds of the released articles: Atom (RFC 4287) and JSON Feed 1.1.

Every time in them is one of the content, so that the same content gives the same bytes. Which articles: ``site``.
"""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from nutgraf.core.formats.tidy import tidy_article
from nutgraf.core.text.plain import clean, strip_html
from nutgraf.publish.front_matter import time
from nutgraf.publish.seal import Json
from nutgraf.records import Article, Filed, Record

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
_IDS = UUID("5d0f3c52-8a46-5b1c-9f0b-6f2f6c3a7d11")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # both formats want a time even where nothing was published
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Channel(Record, frozen=True):
    """What a feed says of itself; ``home`` and ``url`` are absolute URLs."""

    title: str
    home: str
    url: str


def render_atom(channel: Channel, items: Sequence[Filed]) -> str:
    """An Atom feed of these articles, in their order."""
    feed = ET.Element("feed", xmlns=ATOM)
    _element(feed, "id", channel.url)
    _element(feed, "title", channel.title)
    _element(feed, "updated", time(max((_updated(item.article) for item in items), default=_NEVER)))
    _element(_element(feed, "author"), "name", channel.title)
    _element(feed, "link", rel="self", type="application/atom+xml", href=channel.url)
    _element(feed, "link", rel="alternate", href=channel.home)
    _element(feed, "generator", "nutgraf")
    for item in items:
        _entry(feed, tidy_article(item.article))
    ET.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _entry(feed: ET.Element, article: Article) -> None:
    entry = _element(feed, "entry", attributes=_language(article))
    _element(entry, "id", feed_id(article))
    _element(entry, "title", clean(article.title))
    _element(entry, "updated", time(_updated(article)))
    if article.published:
        _element(entry, "published", time(article.published))
    if article.provider.name:
        _element(_element(entry, "author"), "name", article.provider.name)
    if article.url:
        _element(entry, "link", rel="alternate", href=article.url)
        _element(entry, "summary", _summary(article))
    else:  # RFC 4287, 4.1.2: an entry without an alternate link must have content
        _element(entry, "content", _summary(article))
    for topic in article.topics:
        _element(entry, "category", term=topic)


def _element(
    parent: ET.Element, name: str, text: str | None = None, attributes: Iterable[tuple[str, str]] = (), **more: str
) -> ET.Element:
    element = ET.SubElement(parent, name, {key: _xml(value) for key, value in (*attributes, *more.items())})
    element.text = None if text is None else _xml(text)
    return element


def _language(article: Article) -> list[tuple[str, str]]:
    return [("xml:lang", article.language)] if article.language else []


def _xml(text: str) -> str:
    """The text without what XML 1.0 cannot hold, escaped or not."""
    return _NOT_XML.sub("\ufffd", text)


def render_json_feed(channel: Channel, items: Sequence[Filed]) -> str:
    """A JSON Feed of these articles, in their order."""
    feed: dict[str, Json] = {
        "version": JSON_FEED,
        "title": channel.title,
        "home_page_url": channel.home,
        "feed_url": channel.url,
        "items": [_item(tidy_article(item.article)) for item in items],
    }
    return json.dumps(feed, ensure_ascii=False, indent=2).encode("utf-8", "replace").decode() + "\n"


def _item(article: Article) -> Json:
    fields: dict[str, Json] = {
        "id": feed_id(article),
        "url": article.url,
        "title": clean(article.title),
        "content_text": _summary(article),
        "image": article.images[0].url if article.images else None,
        "date_published": time(article.published) if article.published else None,
        "date_modified": time(_updated(article)),
        "authors": [{"name": article.provider.name}] if article.provider.name else None,
        "tags": list(article.topics) or None,
        "language": article.language,
    }
    return {name: value for name, value in fields.items() if value is not None}


def feed_id(article: Article) -> str:
    """The permanent id of an article in every feed, an IRI made of its own id."""
    return uuid5(_IDS, article.id).urn


def _updated(article: Article) -> datetime:
    return max(filter(None, (article.modified, article.published)), default=article.seen)


def _summary(article: Article) -> str:
    return clean(strip_html(article.excerpt))
