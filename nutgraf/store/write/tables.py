"""Writing the rows that changes come to, each table with one statement."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from sqlalchemy import Connection, Executable, Table, bindparam, delete, update
from sqlalchemy.dialects import postgresql, sqlite

from nutgraf.records import Score, StoriesMerged
from nutgraf.store import schema
from nutgraf.store.read.removed import present
from nutgraf.store.search import SEARCH
from nutgraf.store.write.removing import end_imports, erase_removed
from nutgraf.store.write.rows import Rows, Values


def write_rows(connection: Connection, rows: Rows) -> None:
    """Writes all rows, merges first."""
    for merged in rows.merges:
        _merge(connection, merged)
    insert_rows(connection, schema.change, rows.log)
    _upsert(connection, schema.source, rows.sources.values())
    _upsert(connection, schema.look, rows.looks.values())
    insert_rows(connection, schema.capture, rows.captures)
    _upsert(connection, schema.given, rows.given.values())
    _decide(connection, rows.decisions.values())
    erase_removed(connection, rows.decisions.values())
    _upsert(connection, schema.article, rows.articles.values(), keep=("arrived", "added"))
    _upsert(connection, schema.fingerprint, rows.fingerprints.values())
    _mean(connection, rows.meant)
    _upsert(connection, schema.article_name, rows.names.values())
    SEARCH[connection.dialect.name].index(connection, rows.words.values())
    _rate(connection, rows.qualities)
    _link(connection, rows.links)
    _upsert(connection, schema.membership, rows.members.values())
    _upsert(connection, schema.chapter, rows.chapters.values())
    _upsert(connection, schema.copy_cut, rows.cuts.values())
    _upsert(connection, schema.placement, rows.placements.values())
    _revive(connection, rows.stories)
    _upsert(connection, schema.story, rows.stories.values())
    _tell(connection, rows.told)
    _upsert(connection, schema.tagging, rows.taggings.values())
    _list(connection, rows.topics)
    _upsert(connection, schema.release_state, rows.releases.values())
    insert_rows(connection, schema.import_, list(rows.imports.values()))
    end_imports(connection, rows.ended)


def insert_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Inserts rows that are new, if there are any."""
    if rows:
        connection.execute(table.insert(), rows)


def _upsert(connection: Connection, table: Table, rows: Iterable[Values], keep: tuple[str, ...] = ()) -> None:
    """Inserts rows, or replaces those with the same key but for the columns to keep."""
    if values := list(rows):
        connection.execute(_upserting(connection.dialect.name, table, keep), values)


@cache
def _upserting(database: str, table: Table, keep: tuple[str, ...]) -> Executable:
    keys = [column.name for column in table.primary_key]
    insert = (sqlite if database == "sqlite" else postgresql).insert(table)
    changed = {c.name: insert.excluded[c.name] for c in table.c if c.name not in (*keys, *keep)}
    upsert: Executable = (
        insert.on_conflict_do_update(index_elements=keys, set_=changed) if changed else insert.on_conflict_do_nothing()
    )
    return upsert


def _decide(connection: Connection, decisions: Iterable[Values]) -> None:
    if values := list(decisions):
        named: Values = {name: bindparam(name) for name in ("outcome", "article", "reason", "detail")}
        capture = schema.capture
        connection.execute(update(capture).where(capture.c.id == bindparam("of")).values(named), values)


def _rate(connection: Connection, qualities: Mapping[str, Score]) -> None:
    if qualities:
        statement = update(schema.article).where(schema.article.c.id == bindparam("of"))
        values = [{"of": article, "score": score} for article, score in qualities.items()]
        connection.execute(statement.values(quality=bindparam("score")), values)


def _link(connection: Connection, links: Mapping[str, Values | None]) -> None:
    _upsert(connection, schema.copy_link, (link for link in links.values() if link))
    if undone := [{"of": article} for article, link in links.items() if link is None]:
        connection.execute(delete(schema.copy_link).where(schema.copy_link.c.article == bindparam("of")), undone)


def _mean(connection: Connection, meant: Mapping[str, Values | None]) -> None:
    """What the quotations of articles mean, of those that are there; and no more where they are others now."""
    if gone := [{"of": article} for article, row in meant.items() if row is None]:
        table = schema.quote_meaning
        connection.execute(delete(table).where(table.c.article == bindparam("of")), gone)
    told = {article: row for article, row in meant.items() if row}
    there = present(connection, told) if told else ()
    _upsert(connection, schema.quote_meaning, [told[article] for article in sorted(there)])


def _tell(connection: Connection, stories: Mapping[str, int]) -> None:
    story = schema.story
    if told := [{"of": of, "until": until} for of, until in stories.items()]:
        statement = update(story).where(story.c.id == bindparam("of"), story.c.quotes_due <= bindparam("until"))
        connection.execute(statement.values(quotes_due=None), told)


def _revive(connection: Connection, stories: Iterable[str]) -> None:
    """A story that has a summary is no alias of another, though its id may have been one."""
    if living := [{"of": story} for story in stories]:
        alias = schema.story_alias
        connection.execute(delete(alias).where(alias.c.gone == bindparam("of")), living)


def _list(connection: Connection, topics: Mapping[tuple[str, bool], Sequence[Values]]) -> None:
    """Lists articles under their topics, and no more under those they were on."""
    if topics:
        of, printed = schema.topic.c.article == bindparam("of"), schema.topic.c.printed == bindparam("as_printed")
        listed = [{"of": article, "as_printed": as_printed} for article, as_printed in topics]
        connection.execute(delete(schema.topic).where(of, printed), listed)
    insert_rows(connection, schema.topic, [row for rows in topics.values() for row in rows])


def _merge(connection: Connection, merged: StoriesMerged) -> None:
    story, alias, membership = schema.story, schema.story_alias, schema.membership
    if merged.reasons:
        opener = (membership.c.article == merged.gone, membership.c.story == merged.gone)
        connection.execute(update(membership).where(*opener).values(reasons=merged.reasons))
    connection.execute(update(membership).where(membership.c.story == merged.gone).values(story=merged.kept))
    connection.execute(update(alias).where(alias.c.kept == merged.gone).values(kept=merged.kept))
    # A story that was gone and is kept again is no alias of anything, least of all of itself.
    connection.execute(delete(alias).where(alias.c.gone == merged.kept))
    _upsert(connection, alias, [{"gone": merged.gone, "kept": merged.kept}])
    connection.execute(delete(story).where(story.c.id == merged.gone))
