"""The entries of a feed."""

from nutgraf.core.feeds.entry import Feed
from nutgraf.core.feeds.feed import read_feed
from nutgraf.errors import NotAFeed
from nutgraf.library.given import bytes_of, kind_of


def feed(body: str | bytes, url: str | None = None, *, charset: str | None = None) -> Feed:
    """The feed in what was got: RSS, Atom or JSON Feed, of any version, mended where it is broken.

    ``url`` is where it was got, by which its relative addresses are resolved; ``charset`` what the transport said of
    the bytes. Times of entries are in the zone in which they are written; ``ttl`` is in seconds.

    Raises NotAFeed, and TooLarge over 50 MB.
    """
    content = bytes_of(body)
    if content is None:
        raise NotAFeed(url or "", f"a feed is str or bytes, not {kind_of(body)}")
    return read_feed(content, url or "", charset)
