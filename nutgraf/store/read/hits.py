"""Articles by their words."""

from sqlalchemy import Connection, func, select

from nutgraf.records import Hit
from nutgraf.store.read.articles import listed
from nutgraf.store.read.asking import bound
from nutgraf.store.schema import article
from nutgraf.store.search import SEARCH
from nutgraf.store.search.text import MAX_LENGTH, phrases, snippet


def search(connection: Connection, words: str, limit: int, offset: int) -> list[Hit]:
    """Articles with all the words, best match first."""
    wanted = phrases(words)
    if not wanted:
        return []
    ids = SEARCH[connection.dialect.name].find(connection, wanted, bound(limit), bound(offset))
    return [
        Hit(
            article=hit.article,
            story=hit.story,
            snippet=snippet((_beginning(connection, hit.article.id), hit.article.excerpt), wanted),
        )
        for hit in listed(connection, ids)
    ]


def _beginning(connection: Connection, wanted: str) -> str:
    """As much of an article's text as can be found by its words."""
    query = select(func.substr(article.c.text, 1, MAX_LENGTH)).where(article.c.id == wanted)
    return connection.scalar(query) or ""
