"""Whose a name is, and what an article is called by."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from nutgraf.records import Bearer, Name
from nutgraf.store.read.asking import among
from nutgraf.store.schema import article_name


def bearers(connection: Connection, keys: Collection[str]) -> dict[str, Bearer]:
    """The articles that bear these names, by key."""
    found = among(connection, select(article_name), article_name.c.key, keys)
    return {row.key: Bearer(article=row.article, kind=row.kind) for row in found}


def of_articles(connection: Connection, articles: Sequence[str]) -> dict[str, list[Name]]:
    """The names of these articles, by id, in order of their keys."""
    names: dict[str, list[Name]] = {}
    rows = among(connection, select(article_name), article_name.c.article, set(articles))
    for row in sorted(rows, key=lambda row: row.key):
        names.setdefault(row.article, []).append(Name(key=row.key, kind=row.kind))
    return names
