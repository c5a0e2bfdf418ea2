"""Full text in SQLite: FTS5, https://www.sqlite.org/fts5.html."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

from nutgraf.store.search.text import Indexed, Phrase

# A revised article gets a new row; the old one stays behind and belongs to no article, for an index without its own
# copy of the text can delete a row only when told every word of it as it was.
_INSERT = text("INSERT INTO search (rowid, title, byline, body) VALUES (:number, :title, :byline, :body)")
_FORGET = text(
    "INSERT INTO search (search, rowid, title, byline, body) VALUES ('delete', :number, :title, :byline, :body)"
)
_THERE = text("SELECT rowid FROM search WHERE rowid = :number")
# What is deleted stays in the index until its parts are merged.
_OPTIMIZE = text("INSERT INTO search (search) VALUES ('optimize')")
_FIND = text(
    "SELECT article.id FROM search JOIN article ON article.changed = search.rowid WHERE search MATCH :query"
    " ORDER BY bm25(search, 10, 5, 1), article.dated DESC, article.id LIMIT :limit OFFSET :offset"
)


def index(connection: Connection, articles: Iterable[Indexed]) -> None:
    """Makes articles findable by their words, and no longer by those they had."""
    if rows := _rows(articles):
        connection.execute(_INSERT, rows)


def forget(connection: Connection, articles: Iterable[Indexed]) -> None:
    """Takes the words of articles out of the index, where they are; they must be told just as they were put in."""
    there = (one for one in articles if connection.scalar(_THERE, {"number": one.number}) is not None)
    if rows := _rows(there):
        connection.execute(_FORGET, rows)
        connection.execute(_OPTIMIZE)


def _rows(articles: Iterable[Indexed]) -> list[dict[str, object]]:
    return [
        {"number": a.number, "title": " ".join(a.title), "byline": " ".join(a.byline), "body": " ".join(a.body)}
        for a in articles
    ]


def find(connection: Connection, phrases: Sequence[Phrase], limit: int, offset: int) -> Sequence[str]:
    """Ids of the articles with all the phrases, best match first; ``phrases`` must not be empty."""
    query = " ".join(f'"{" ".join(phrase.words)}"{" *" if phrase.prefix else ""}' for phrase in phrases)
    return connection.scalars(_FIND, {"query": query, "limit": limit, "offset": offset}).all()
