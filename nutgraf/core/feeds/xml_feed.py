"""RSS and Atom, in all their versions, by one table of names.

Elements go by the names that ``xmltree`` gives them: RSS without prefix, the rest with their namespace's usual one.
"""

import binascii
from base64 import b64decode
from html import escape
from itertools import chain

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
    person,
    size,
    with_source,
)
from nutgraf.core.formats.url import normalise, same_site, without_credentials
from nutgraf.core.formats.xmltree import Element, base_of, element_text, inner_markup, language_at, name, parse_xml
from nutgraf.errors import NotAFeed
from nutgraf.records import ArticleKind, Entry, Image

_ROOTS = frozenset({"rss", "rdf:rdf", "channel", "atom:feed", "feed", "atom:entry", "rdf", "item"})
_ITEMS = frozenset({"item", "atom:entry", "entry"})
_CHANNELS = frozenset({"channel", "atom:feed", "feed"})
_TITLE = ("atom:title", "title", "dc:title", "media:title")
_SUMMARY = ("atom:summary", "description", "summary", "dc:description", "itunes:summary", "media:description")
_CONTENT = ("atom:content", "content:encoded", "xhtml:body", "xhtml:div", "content", "fullitem", "body")
_PUBLISHED = (
    "atom:published", "pubdate", "atom:issued", "dcterms:issued", "dc:date", "dcterms:created", "atom:created",
    "published", "news:publication_date", "date",
)  # fmt: skip
_MODIFIED = ("atom:updated", "atom:modified", "dcterms:modified", "updated", "lastbuilddate")
_TAGS = ("category", "atom:category", "dc:subject", "media:category")
_KEYWORDS = ("media:keywords", "itunes:keywords", "news:keywords")
_CREDIT = ("atom:rights", "dc:rights", "media:credit", "media:copyright", "copyright", "dc:source")
_HTML_TYPES = frozenset({"html", "text/html", "xhtml", "application/xhtml+xml"})
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_AUTHORS = ("atom:author", "author", "dc:creator", "dc:author", "itunes:author")

_SELF = ""  # the name under which fields keep the element that holds them
Fields = dict[str, list[Element]]


def read(body: bytes, url: str, charset: str | None) -> Feed:
    """The RSS or Atom feed in ``body``. Raises NotAFeed."""
    root = parse_xml(body, charset)
    if name(root) == "other:rss":
        space = root.tag.partition("}")[0] + "}"
        for element in root.iter(f"{space}*"):
            element.tag = element.tag.removeprefix(space)
    items = [element for element in root.iter() if name(element) in _ITEMS]
    if name(root) not in _ROOTS and not items:
        raise NotAFeed("", f"XML, but no feed: its root is <{name(root)}>")
    channel = next((element for element in root.iter() if name(element) in _CHANNELS), root)
    fields = _fields(channel, root)
    base = normalise(url) or _link(fields, "self", None)
    feed = _feed(fields, base)
    logo = next(
        (
            link
            for e in fields.get("image", [])
            for u in e
            if name(u) == "url" and (link := normalise(element_text(u).strip(), base))
        ),
        None,
    )
    authors = _authors(fields)
    own = (base or url, logo)
    entries = tuple(_entry(_fields(item), base, feed, authors, own) for item in items if len(item) or item.attrib)
    return replace(feed, entries=entries, skipped=len(items) - len(entries))


def _fields(*holders: Element) -> Fields:
    """The child elements by name; those of a media group or switch count as the item's own."""
    fields: Fields = {_SELF: list(holders)}
    for child in chain.from_iterable(holders):
        label = name(child)
        if label in {"media:group", "media:content", "rdf:bag", "items"}:
            for inner in child:
                fields.setdefault(name(inner), []).append(inner)
        fields.setdefault(label, []).append(child)
    return fields


def _feed(fields: Fields, base: str | None) -> Feed:
    return Feed(
        title=_title(fields, base),
        url=_link(fields, "alternate", base),
        language=_language(fields, None),
        next_url=_link(fields, "next", base) or _link(fields, "prev-archive", base),
        ttl=_ttl(fields),
        hub=_link(fields, "hub", base),
    )


def _entry(
    fields: Fields, base: str | None, feed: Feed, authors: tuple[str, ...], own: tuple[str, str | None]
) -> Entry:
    url = _entry_url(fields, base)
    content = next((markup for e in _all(fields, _CONTENT) if (markup := _content(e, base))), None)
    excerpt, content = description(
        next((markup for e in _all(fields, _SUMMARY) if (markup := _markup(e, base))), None), content
    )
    modified = first_date(_texts(fields, _MODIFIED))
    entry = Entry(
        id=_identity(fields),
        url=url,
        title=_title(fields, base),
        excerpt=excerpt,
        content=content,
        authors=_authors(fields) or authors,
        published=first_date(_texts(fields, _PUBLISHED)) or modified,
        modified=modified,
        language=_language(fields, feed.language),
        kind=_kind(fields),
        images=_images(fields, base),
        provider=own_provider(url, feed, *own),
        tags=_tags(fields),
        credit=next((text for e in _all(fields, _CREDIT) if (text := _plain(e, base))), None),
    )
    return _with_source(entry, fields, base)


def _all(fields: Fields, names: tuple[str, ...]) -> list[Element]:
    """The elements of these names, in the order of the names."""
    return [element for label in names for element in fields.get(label, ())]


def _texts(fields: Fields, names: tuple[str, ...]) -> list[str]:
    return [text for element in _all(fields, names) if (text := element_text(element).strip())]


def _markup(element: Element, base: str | None) -> str:
    """An element's content as HTML, by the ``type`` and ``mode`` that Atom gives it."""
    mime = (element.get("type") or "").strip().lower()
    if element.get("mode", "").lower() == "base64" or mime == "application/octet-stream":
        return _from_base64(element_text(element))
    markup = inner_markup(element, base)
    if name(element).startswith("atom:") and not len(element) and mime not in _HTML_TYPES and _is_text(element, mime):
        return escape(markup, quote=False)
    return markup


def _is_text(element: Element, mime: str) -> bool:
    """Whether Atom says the content is plain text; version 0.3 says so by ``mode``."""
    return mime in {"", "text", "text/plain"} and element.get("mode", "xml").lower() != "escaped"


def _from_base64(text: str) -> str:
    try:
        return b64decode(text).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _content(element: Element, base: str | None) -> str:
    """The markup of a content element, unless it is no text."""
    mime = (element.get("type") or "").strip().lower()
    if "/" in mime and not mime.startswith("text/") and mime not in {*_HTML_TYPES, "application/octet-stream"}:
        return ""
    return _markup(element, base).strip()


def _plain(element: Element, base: str | None) -> str | None:
    return inline(_markup(element, base))


def _title(fields: Fields, base: str | None) -> str | None:
    return next((text for e in _all(fields, _TITLE) if (text := _plain(e, base))), None)


def _language(fields: Fields, inherited: str | None) -> str | None:
    told = next(iter(_texts(fields, ("language", "dc:language"))), None)
    return language_tag(told) or language_tag(language_at(fields[_SELF][0])) or inherited


def _link(fields: Fields, rel: str, base: str | None) -> str | None:
    """The address of a link relation: Atom's ``href``, or the text of RSS's ``link``."""
    found: list[tuple[bool, str]] = []
    for element in _all(fields, ("link", "atom:link")):
        href = element.get("href")
        relation = (element.get("rel") or "alternate").strip().lower().rpartition("/")[2]
        value = href if href is not None and relation == rel else element_text(element) if href is None else ""
        if value.strip() and (href is not None or rel == "alternate"):
            link = normalise(value.strip(), base_of(element, base))
            if link:
                found.append(((element.get("type") or "text/html").lower() not in _HTML_TYPES, link))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _entry_url(fields: Fields, base: str | None) -> str | None:
    """Where an item is: the address before a feed service's redirection, the link, or a guid that is one."""
    told = [(e, element_text(e)) for e in _all(fields, ("feedburner:origlink",))]
    guids = [
        (e, element_text(e))
        for e in _all(fields, ("guid", "atom:id", "id"))
        if e.get("ispermalink", e.get("isPermaLink", "true")).lower() != "false"
    ]
    sources = [(e, e.get("src") or "") for e in fields.get("atom:content", ())]
    about = _about(fields)
    return (
        next((link for e, value in told if (link := normalise(value.strip(), base_of(e, base)))), None)
        or _link(fields, "alternate", base)
        or next((link for e, value in sources if value and (link := normalise(value.strip(), base_of(e, base)))), None)
        or next((link for _, value in guids if (link := normalise(value.strip()))), None)
        or (normalise(about, base) if about else None)
    )


def _identity(fields: Fields) -> str | None:
    """The source's own name for an item."""
    found = next(iter(_texts(fields, ("atom:id", "guid", "id", "dc:identifier"))), None) or _about(fields)
    return without_credentials(found) if found else None


def _about(fields: Fields) -> str | None:
    about = fields[_SELF][0].get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    return str(about) if about else None


def _authors(fields: Fields) -> tuple[str, ...]:
    """Names of authors: Atom's with children, RSS's as text, an Atom source's where the entry has none."""
    found: list[str | None] = []
    for element in _all(fields, _AUTHORS):
        named = [element_text(child) for child in element if name(child) in {"atom:name", "name", "itunes:name"}]
        found += [person(text) for text in named] if len(element) else [person(element_text(element))]
    if not any(found):
        found += [author for source in fields.get("atom:source", ()) for author in _authors(_fields(source))]
    return once(found)


def _tags(fields: Fields) -> tuple[str, ...]:
    terms = [e.get("label") or e.get("term") or e.get("text") or element_text(e) for e in _all(fields, _TAGS)]
    keywords = [word for text in _texts(fields, _KEYWORDS) for word in text.split(",")]
    return once(inline(tag) for tag in (*terms, *keywords))


def _images(fields: Fields, base: str | None) -> tuple[Image, ...]:
    """Pictures a feed names: media content, thumbnails, enclosures, a podcast's cover."""
    media = [e for e in fields.get("media:content", ()) if _is_picture(e)]
    enclosed = [e for e in fields.get("enclosure", ()) if _is_picture(e)]
    linked = [e for e in fields.get("atom:link", ()) if e.get("rel") == "enclosure" and _is_picture(e)]
    shown = [*media, *fields.get("media:thumbnail", ()), *enclosed, *linked, *fields.get("itunes:image", ())]
    return images_once(
        Image(url=link, width=size(e.get("width")), height=size(e.get("height")))
        for e in shown
        if (value := e.get("url") or e.get("href")) and (link := normalise(value.strip(), base_of(e, base)))
    )


def _is_picture(element: Element) -> bool:
    mime = (element.get("type") or "").lower()
    if mime or element.get("medium"):
        return mime.startswith("image/") or element.get("medium") == "image"
    path = (element.get("url") or "").partition("?")[0].lower()
    return path.endswith((".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"))


def _kind(fields: Fields) -> ArticleKind | None:
    if "yt:videoid" in fields:
        return "video"
    linked = [e for e in fields.get("atom:link", ()) if e.get("rel") == "enclosure"]
    return media_kind(e.get("type") or "" for e in (*fields.get("enclosure", ()), *linked))


def _with_source(entry: Entry, fields: Fields, base: str | None) -> Entry:
    """The entry with what ``<source>`` or Atom's ``via`` says of where it was first."""
    for element in _all(fields, ("source", "atom:source")):
        inner = _fields(element)
        told = element.get("url") or _link(inner, "alternate", base) or _link(inner, "self", base)
        label = _title(inner, base) if len(element) else inline(element_text(element))
        entry = with_source(entry, label, normalise(told.strip(), base) if told else None)
    via = _link(fields, "via", base)
    return with_source(entry, None, via) if via and not same_site(via, entry.url) else entry


def _ttl(fields: Fields) -> int | None:
    """Seconds a feed may be kept: RSS's ``ttl`` (minutes) or the syndication module's period and frequency."""
    minutes = next(iter(_texts(fields, ("ttl",))), "")
    if minutes.isascii() and minutes.isdigit() and len(minutes) < 6:  # noqa: PLR2004 (more is no number of minutes)
        return 60 * int(minutes) or None
    period = _PERIODS.get(next(iter(_texts(fields, ("sy:updateperiod",))), "").lower())
    frequency = next(iter(_texts(fields, ("sy:updatefrequency",))), "1")
    if period is None or not (frequency.isascii() and frequency.isdigit() and 0 < len(frequency) < 5):  # noqa: PLR2004
        return None
    return period // max(1, int(frequency))
