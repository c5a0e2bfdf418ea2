"""Feeds of readers' comments, which are no source: told by their address or title on a page, or by what they list."""

import re
from collections.abc import Iterable
from typing import Final

_READERS: Final = (
    r"comments|kommentare|kommentarer|commentaires|comentarios|coment[aá]rios|commenti|reacties|komentarze|"
    r"koment[aá][rř][iíe]|kommentit|yorumlar|hozz[aá]sz[oó]l[aá]sok|コメント|댓글|σχόλια|تعليقات"
)
# Words that also head an outlet's opinions, and are readers' comments only beside the word for a feed.
_EITHER: Final = (
    r"comment|kommentar|comentario|comentário|commento|reactie|komentarz[a-y]*|комментари\w+|коментар\w+|评论|評論|"
    r"yorum"
)
_FEED: Final = r"feed|rss|atom|flux|fl[oö]de|лента|стрічка|str[oø]m|kana[lł]|订阅|フィード|피드|beslemesi"
_IN_ADDRESS: Final = re.compile(
    rf"(?<![^\W_])(?:all|latest|recent|new)?(?:{_READERS})(?![^\W_])|withcomments", re.IGNORECASE
)
_IN_TITLE: Final = re.compile(
    rf"(?<![^\W_])(?:{_READERS})(?:feed|rss)?(?![a-z])|(?<![^\W_])(?:{_EITHER})(?![^\W_]).{{0,60}}(?:{_FEED})|(?:{_FEED})\W{{0,3}}(?:{_EITHER})",
    re.IGNORECASE,
)
_OPINIONS: Final = re.compile(r"meinung|opini|leitartikel|debat|edito", re.IGNORECASE)
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
