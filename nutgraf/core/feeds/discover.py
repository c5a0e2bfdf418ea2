"""The feeds a page links to."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from nutgraf.core.feeds.comments import names_comments
from nutgraf.core.feeds.entry import once
from nutgraf.core.feeds.feed_address import feed_address
from nutgraf.core.formats.charset import decode
from nutgraf.core.formats.taming import tame
from nutgraf.core.formats.url import normalise

Attributes: TypeAlias = dict[str, str | None]

_FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json+feed",
        "application/x.atom+xml",
        "application/x-atom+xml",
        "text/rss+xml",
        "text/atom+xml",
    }
)
_ALSO_OTHERS = frozenset({"application/json", "application/xml", "text/xml"})  # types of much else than feeds
_FEED_WORDS = ("feed", "rss", "atom")
_FEED_NAME: Final = re.compile(r"(?:^|[/._-])(?:feed|rss|atom)s?(?:[/._?-]|$)")
# <…>; rel="alternate"; type="application/rss+xml", of which each quoted value may hold what parts others.
_LINK: Final = re.compile(r"<([^<>]{1,2000})>((?:\s*+;\s*+[\w*!-]++(?:\s*+=\s*+(?:\"[^\"]*+\"|[^\s;,\"]++))?)*)")
_PARAMETER: Final = re.compile(r";\s*([\w*!-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))")
_NOT_FEEDS = ("oembed", "wp-json", "/api/")
_COMMON_PATHS = ("feed/", "rss.xml", "atom.xml", "feed.xml", "index.xml", "rss", "feed.json", "sitemap-news.xml")


def feed_links(body: bytes, url: str, headers: Iterable[str] = ()) -> list[str]:
    """Addresses of the feeds that a page names by ``rel=alternate`` (or ``rel=feed``), in its order, each once.

    Behind them those that ``headers``, its ``Link`` headers, name. Feeds of comments are left out.
    See https://www.rssboard.org/rss-autodiscovery.
    """
    tree = LexborHTMLParser(tame(decode(body)))
    first = tree.css_first("base[href]")
    base = normalise(first.attributes.get("href") or "", url) if first is not None else None
    nodes = tree.css("link[rel][href], a[rel][type][href]")
    told = [(base or url, node.attributes.get("href") or "", node.attributes) for node in nodes]
    told += [(url, href, attributes) for value in headers for href, attributes in _links_in(value)]
    return list(once(feed_address(href, at) for at, href, attributes in told if href and _names_feed(attributes, href)))


def _links_in(value: str) -> Iterator[tuple[str, Attributes]]:
    """The links in a header, with their parameters (RFC 8288); those of another page than the answer are left out."""
    for found in _LINK.finditer(value):
        told = [(name.lower(), quoted or bare) for name, quoted, bare in _PARAMETER.findall(found[2])]
        parameters: Attributes = {"rel": "", **dict(reversed(told))}  # the first of a name counts
        if "anchor" not in parameters:
            yield found[1], parameters


def _names_feed(attributes: Attributes, href: str) -> bool:
    told = {name: (value or "").strip().lower() for name, value in attributes.items()}
    relations, mime = told["rel"].split(), told.get("type", "").partition(";")[0].strip()
    address, title = href.strip().lower(), told.get("title", "")
    if ("alternate" not in relations and "feed" not in relations) or any(part in address for part in _NOT_FEEDS):
        return False
    if names_comments(unquote(address), title):
        return False
    if mime in _FEED_TYPES:
        return True
    if mime in _ALSO_OTHERS:
        return any(word in f"{address} {title}" for word in _FEED_WORDS)
    is_other_page = not told.keys().isdisjoint({"hreflang", "media"})
    return not mime and ("feed" in relations or (not is_other_page and bool(_FEED_NAME.search(address))))


def guessed_feeds(url: str) -> list[str]:
    """Addresses where sites without links to their feeds often have one: guesses, to be tried politely in turn."""
    return list(once(normalise(f"/{path}", url) for path in _COMMON_PATHS))
