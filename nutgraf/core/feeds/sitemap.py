"""Sitemaps: lists of pages and of other sitemaps, with the news and image extensions, in XML or as lines of text.

https://www.sitemaps.org/protocol.html; news: https://developers.google.com/search/docs/crawling-indexing/sitemaps.
"""

from nutgraf.core.feeds.entry import MAX_BYTES, first_date, images_once, inline, language_tag, once
from nutgraf.core.formats.charset import decode
from nutgraf.core.formats.tidy import tidy_entry
from nutgraf.core.formats.url import normalise, registrable_domain
from nutgraf.core.formats.xmltree import Element, element_text, name, parse_xml
from nutgraf.errors import InputError, NotAFeed, TooLarge
from nutgraf.records import Entry, Image, Provider, Record
from nutgraf.unpack import GZIP_MAGIC, Zlib, unpacked


class Sitemap(Record, frozen=True):
    """The pages a sitemap lists, and the addresses of the sitemaps it lists."""

    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """The sitemap in ``body``, packed with gzip or not; ``url`` resolves relative addresses.

    Raises NotAFeed, and TooLarge where it unpacks to more than 50 MB.
    """
    try:
        body = _gunzip(body)
        return (
            _read_xml(body, url)
            if body.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<")
            else _read_lines(body)
        )
    except TooLarge as e:
        raise TooLarge(url, e.reason) from e
    except InputError as e:
        raise NotAFeed(url, e.reason) from e


def _gunzip(body: bytes) -> bytes:
    """What gzip members unpack to; what is not gzip comes back as it is.

    Raises TooLarge over MAX_BYTES, InputError where the data is damaged or ends too early.
    """
    if not body.startswith(GZIP_MAGIC):
        return body
    unpack = Zlib()
    try:
        found = unpacked(unpack, body, MAX_BYTES)
    except ValueError as e:
        raise InputError("", f"damaged gzip: {e}") from e
    if len(found) > MAX_BYTES:
        raise TooLarge("", f"unpacks to more than {MAX_BYTES} bytes")
    if not unpack.whole:
        raise InputError("", "gzip that ends too early")
    return found


def _read_xml(body: bytes, url: str) -> Sitemap:
    root = parse_xml(body)
    if name(root) not in {"urlset", "sitemapindex"}:
        raise NotAFeed("", f"XML, but no sitemap: its root is <{name(root)}>")
    base = normalise(url)
    pages = [entry for element in root.iter() if name(element) == "url" and (entry := _entry(element, base))]
    maps = (
        normalise(location, base)
        for element in root.iter()
        if name(element) == "sitemap" and (location := _text(element, "loc"))
    )
    return Sitemap(entries=tuple(map(tidy_entry, pages)), sitemaps=once(maps))


def _entry(element: Element, base: str | None) -> Entry | None:
    location = _text(element, "loc")
    url = normalise(location, base) if location else None
    if url is None:
        return None
    news = next((child for child in element if name(child) == "news:news"), element)
    publication = next((child for child in news if name(child) == "news:publication"), element)
    outlet = inline(_text(publication, "news:name"))
    modified = first_date([_text(element, "lastmod")])
    return Entry(
        url=url,
        title=inline(_text(news, "news:title")),
        published=first_date([_text(news, "news:publication_date")]),
        modified=modified,
        language=language_tag(_text(publication, "news:language")),
        images=images_once(_images(element, base)),
        provider=Provider(name=outlet, domain=registrable_domain(url)) if outlet else None,
        tags=once(inline(word) for word in (_text(news, "news:keywords") or "").split(",")),
    )


def _images(element: Element, base: str | None) -> list[Image]:
    located = (_text(child, "image:loc") for child in element if name(child) == "image:image")
    return [Image(url=link) for value in located if value and (link := normalise(value, base))]


def _text(element: Element, label: str) -> str | None:
    return next((text for child in element if name(child) == label and (text := element_text(child).strip())), None)


def _read_lines(body: bytes) -> Sitemap:
    """A text sitemap: one absolute address a line, and nothing else."""
    lines = [stripped for raw in decode(body).splitlines() if (stripped := raw.strip())]
    urls = [normalise(value) if value.startswith(("http://", "https://")) else None for value in lines]
    if not urls or None in urls:
        raise NotAFeed("", "no sitemap: neither XML nor one address a line")
    return Sitemap(entries=tuple(Entry(url=url) for url in once(urls)))
