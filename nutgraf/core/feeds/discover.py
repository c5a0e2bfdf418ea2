"""The feeds a page links to."""

from selectolax.lexbor import LexborHTMLParser

from nutgraf.core.feeds.entry import once
from nutgraf.core.formats.charset import decode
from nutgraf.core.formats.taming import tame
from nutgraf.core.formats.url import normalise

_FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/x.atom+xml",
        "application/x-atom+xml",
        "text/rss+xml",
        "text/atom+xml",
    }
)
_ALSO_OTHERS = frozenset({"application/json", "application/xml", "text/xml"})  # types of much else than feeds
_FEED_WORDS = ("feed", "rss", "atom")
_NOT_FEEDS = ("oembed", "wp-json", "comments/feed", "/api/")
_COMMON_PATHS = ("feed/", "rss.xml", "atom.xml", "feed.xml", "index.xml", "rss", "feed.json", "sitemap-news.xml")


def feed_links(body: bytes, url: str) -> list[str]:
    """Addresses of the feeds that a page names by ``rel=alternate`` (or ``rel=feed``), in its order, each once.

    Feeds of comments are left out. See https://www.rssboard.org/rss-autodiscovery.
    """
    tree = LexborHTMLParser(tame(decode(body)))
    first = tree.css_first("base[href]")
    base = normalise(first.attributes.get("href") or "", url) if first is not None else None
    links = (
        normalise(href.strip(), base or url)
        for node in tree.css("link[rel][href], a[rel][type][href]")
        if (href := node.attributes.get("href")) and _names_feed(node.attributes, href)
    )
    return list(once(links))


def _names_feed(attributes: dict[str, str | None], href: str) -> bool:
    relations = (attributes.get("rel") or "").lower().split()
    mime = (attributes.get("type") or "").partition(";")[0].strip().lower()
    address = href.lower()
    if ("alternate" not in relations and "feed" not in relations) or any(part in address for part in _NOT_FEEDS):
        return False
    if mime in _FEED_TYPES:
        return True
    likely = any(word in f"{address} {(attributes.get('title') or '').lower()}" for word in _FEED_WORDS)
    return likely if mime in _ALSO_OTHERS else "feed" in relations and not mime


def guessed_feeds(url: str) -> list[str]:
    """Addresses where sites without links to their feeds often have one: guesses, to be tried politely in turn."""
    return list(once(normalise(f"/{path}", url) for path in _COMMON_PATHS))
