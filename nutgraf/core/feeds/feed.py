"""Feeds: RSS 0.9x, 1.0 and 2.0 with their modules, Atom 0.3 and 1.0, JSON Feed.

RSS: https://www.rssboard.org/rss-specification; Atom: RFC 4287, paging: RFC 5005; JSON Feed:
https://www.jsonfeed.org/version/1.1/. All XML formats are read by one table of names in ``feed_xml``.
"""

from msgspec.structs import replace

from nutgraf.core.feeds import json_feed as feed_json
from nutgraf.core.feeds import xml_feed as feed_xml
from nutgraf.core.feeds.apart import told_apart
from nutgraf.core.feeds.entry import MAX_BYTES, Feed
from nutgraf.core.formats.tidy import tidy_entry, tidy_name
from nutgraf.errors import NotAFeed, TooLarge


def read_feed(body: bytes, url: str, charset: str | None = None) -> Feed:
    """The feed in ``body``, which came from ``url`` with ``charset`` as the transport's label.

    An entry that cannot be read is counted in ``skipped``; the others are kept, in the feed's order. Raises NotAFeed,
    and TooLarge over 50 MB.
    """
    if len(body) > MAX_BYTES:
        raise TooLarge(url, f"{len(body)} bytes of feed; the limit is {MAX_BYTES}")
    try:
        if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            feed = feed_json.read(body, url)
        else:
            feed = feed_xml.read(body, url, charset)
    except NotAFeed as e:
        raise NotAFeed(url, e.reason) from e
    return replace(feed, title=tidy_name(feed.title), entries=told_apart(map(tidy_entry, feed.entries)))
