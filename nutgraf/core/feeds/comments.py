"""Feeds of readers' comments, which are no source: told by their address or title on a page, or by what they list."""

import re
from collections.abc import Iterable
from typing import Final

from nutgraf.core.languages.patterns import Pattern

_FEED: Final = r"(?:feed|rss|atom|(?<![a-zà-ɏͰ-ӿ])%words(?![a-zà-ɏͰ-ӿ]))"
_EITHER: Final = r"(?<![^\W_])(?:%comments_or_opinions)(?![^\W_])"
_IN_ADDRESS: Final = Pattern(
    "feeds", r"(?<![^\W_])(?:all|latest|recent|new)?(?:%comments)(?![^\W_])|withcomments|\.disqus\.com/", re.IGNORECASE
)
_IN_TITLE: Final = Pattern(
    "feeds",
    rf"(?<![^\W_])(?:%comments)(?:feed|rss)?(?![a-z])|{_EITHER}.{{0,60}}{_FEED}"
    rf"|{_FEED}\W{{0,3}}(?:\w{{1,4}}\W{{1,2}}){{0,2}}{_EITHER}",
    re.IGNORECASE,
)
_OPINIONS: Final = Pattern("feeds", "%opinions", re.IGNORECASE)
_OF_COMMENT: Final = re.compile(
    r"#(?:[a-z]{0,12}comm?ent[a-z]{0,8}|kommentar[a-z]{0,3}|reactie|c)[-_]?\d|[?&](?:replytocom|showcomment)=\d",
    re.IGNORECASE,
)


def names_comments(address: str, title: str) -> bool:
    """Whether a page's link leads to a feed of its readers' comments."""
    if _OPINIONS.search(address) or _OPINIONS.search(title):
        return False
    return bool(_IN_ADDRESS.search(address) or _IN_TITLE.search(title))


def are_comments(addresses: Iterable[tuple[str, ...]]) -> bool:
    """Whether all items of a feed, by the addresses that each has, are comments under articles."""
    items = list(addresses)
    return bool(items) and all(any(map(_OF_COMMENT.search, item)) for item in items)
