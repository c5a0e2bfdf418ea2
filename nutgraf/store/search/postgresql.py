"""Full text in PostgreSQL: a tsvector with a GIN index, https://www.postgresql.org/docs/current/textsearch.html."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

from nutgraf.store.search.text import MAX_TOKENS, Indexed, Phrase

# The vector is written as a literal: the database's parser would take words apart in its own way.
_INSERT = text(
    "INSERT INTO search (article, words) VALUES (:article, CAST(:words AS tsvector))"
    " ON CONFLICT (article) DO UPDATE SET words = excluded.words"
)
_FORGET = text("DELETE FROM search WHERE article = :article")
_FIND = text(
    "SELECT article.id FROM search JOIN article ON article.id = search.article, CAST(:query AS tsquery) AS query"
    " WHERE search.words @@ query"
    " ORDER BY ts_rank('{0.1, 0.1, 0.5, 1.0}', search.words, query, 1) DESC, article.dated DESC, article.id"
    " LIMIT :limit OFFSET :offset"
)
_MAX_POSITIONS = 255  # of a word: PostgreSQL keeps no more than 256
# Room between title, byline and body, so that no phrase runs over their ends.
_GAP = 2


def index(connection: Connection, articles: Iterable[Indexed]) -> None:
    """Makes articles findable by their words, and no longer by those they had."""
    rows = [{"article": article.article, "words": _vector(article)} for article in articles]
    if rows:
        connection.execute(_INSERT, rows)


def forget(connection: Connection, articles: Iterable[str]) -> None:
    """Takes the words of articles out of the index, by their ids."""
    if rows := [{"article": article} for article in articles]:
        connection.execute(_FORGET, rows)


def find(connection: Connection, phrases: Sequence[Phrase], limit: int, offset: int) -> Sequence[str]:
    """Ids of the articles with all the phrases, best match first; ``phrases`` must not be empty."""
    query = " & ".join(f"({_query(phrase)})" for phrase in phrases)
    return connection.scalars(_FIND, {"query": query, "limit": limit, "offset": offset}).all()


def _query(phrase: Phrase) -> str:
    return " <-> ".join(f"'{word}'" for word in phrase.words) + (":*" if phrase.prefix else "")


def _vector(article: Indexed) -> str:
    places: dict[str, list[str]] = {}
    at = 1
    for words, weight in ((article.title, "A"), (article.byline, "B"), (article.body, "D")):
        for position, word in enumerate(words[: MAX_TOKENS - at], at):
            places.setdefault(word, []).append(f"{position}{weight}")
        at = min(MAX_TOKENS, at + len(words) + _GAP)
    return " ".join(f"'{word}':{','.join(found[:_MAX_POSITIONS])}" for word, found in places.items())
