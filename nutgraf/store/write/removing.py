"""Taking out what was removed: rows, words for search, and the text wherever the log or a capture has it.

What stays says that something was there: ids, addresses, times, and the changes themselves. A copy of it is an
article of its own.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, exists, insert, select, update

from nutgraf.records import (
    REMOVED,
    Article,
    CaptureTaken,
    Fingerprint,
    ImportUndone,
    Prepared,
    Removed,
    Score,
    SourceRemoved,
    StoryUpdated,
)
from nutgraf.store import schema
from nutgraf.store.read.asking import CHUNK, among
from nutgraf.store.read.history import LoggedState, states
from nutgraf.store.schema import article, capture, change, chapter, import_, membership, removal, source, story
from nutgraf.store.search import postgresql, sqlite
from nutgraf.store.search.text import indexed

TakesOut = Removed | SourceRemoved | ImportUndone

_OF_ARTICLE = (
    schema.fingerprint,
    schema.quote_meaning,
    schema.article_name,
    schema.look,
    schema.membership,
    schema.chapter,
    schema.placement,
    schema.copy_cut,
    schema.copy_link,
    schema.tagging,
    schema.topic,
    schema.release_state,
)


def take_out(connection: Connection, changes: Sequence[TakesOut]) -> None:
    """Does what these changes say to the tables, and to the log up to them."""
    if removals := [change for change in changes if isinstance(change, Removed)]:
        _remove(connection, removals)
    for one in changes:
        if isinstance(one, SourceRemoved):
            connection.execute(update(source).where(source.c.id == one.source).values(removed=True))
        elif isinstance(one, ImportUndone):
            _undo(connection, one.number)


def _remove(connection: Connection, removals: Sequence[Removed]) -> None:
    ids = [one.article for one in removals]
    found = among(connection, select(article.c.id, article.c.added), article.c.id, ids)
    added = {row.id: row.added for row in found}
    stories = among(connection, select(membership.c.story).distinct(), membership.c.article, ids)
    left = {row.story for row in stories}
    told = list(states(connection, ids))
    _bequeath(connection, removals)
    _unindex(connection, ids, told)
    _erase(connection, told)
    _untitle(connection, told)
    erase_captures(connection, capture.c.article, ids)
    for table in _OF_ARTICLE:
        _delete(connection, table, table.c.article, ids)
    _delete(connection, article, article.c.id, ids)
    _end(connection, left)
    _note(connection, removals, added)


def _note(connection: Connection, removals: Sequence[Removed], added: Mapping[str, datetime]) -> None:
    """Notes under which ids nothing is to come again; an article's own id goes before another name of it."""
    named = {id_: one for one in removals for id_ in one.also} | {one.article: one for one in removals}
    before = {row.id: row.added for row in among(connection, select(removal), removal.c.id, named)}
    rows = [
        {
            "id": id_,
            "article": one.article,
            "for_good": one.by != "import",
            "added": max(added[one.article], before.get(id_, added[one.article])),
        }
        for id_, one in named.items()
    ]
    _delete(connection, removal, removal.c.id, named)
    connection.execute(insert(removal), rows)


def _delete(connection: Connection, table: Table, column: ColumnElement[Any], values: Collection[str]) -> None:
    listed = list(values)
    for start in range(0, len(listed), CHUNK):
        connection.execute(delete(table).where(column.in_(listed[start : start + CHUNK])))


def _bequeath(connection: Connection, removals: Sequence[Removed]) -> None:
    """A story goes on under its heir's id with the affair that it continued."""
    heirs = {one.heir for one in removals if one.heir}
    there = {row.id for row in among(connection, select(article.c.id), article.c.id, heirs)}
    for one in removals:
        if one.heir in there:
            connection.execute(delete(chapter).where(chapter.c.article == one.heir))
            connection.execute(update(chapter).where(chapter.c.article == one.article).values(article=one.heir))


def _end(connection: Connection, stories: Collection[str]) -> None:
    """A story without articles is none."""
    empty = ~exists().where(membership.c.story == story.c.id)
    listed = list(stories)
    for start in range(0, len(listed), CHUNK):
        connection.execute(delete(story).where(story.c.id.in_(listed[start : start + CHUNK]), empty))


def _unindex(connection: Connection, ids: Sequence[str], told: Sequence[LoggedState]) -> None:
    if connection.dialect.name == "sqlite":
        sqlite.forget(connection, [indexed(state.made.prepared.article, state.number) for state in told])
    else:
        postgresql.forget(connection, ids)


# ---------------------------------------------------------------- erasing


def _erase(connection: Connection, told: Sequence[LoggedState]) -> None:
    """Leaves of an article's states in the log that they were there, and when."""
    _rewrite(
        connection,
        {
            number: replace(made, prepared=_bare(made.prepared.article), quality=Score(total=made.quality.total))
            for number, _, made in told
        },
    )


def _bare(was: Article) -> Prepared:
    kept = Article(
        id=was.id,
        capture=was.capture,
        seen=was.seen,
        url=was.url,
        canonical_url=was.canonical_url,
        published=was.published,
        modified=was.modified,
    )
    return Prepared(article=kept, fingerprint=Fingerprint())


def _untitle(connection: Connection, told: Sequence[LoggedState]) -> None:
    """Takes the titles of what was removed out of the summaries of the stories that it was in."""
    titles = {(state.made.prepared.article.id, state.made.prepared.article.title) for state in told}
    since = min((state.number for state in told), default=0)
    query = select(change.c.number, change.c.payload).where(change.c.kind == "story_updated", change.c.number > since)
    found: dict[int, StoryUpdated] = {}
    for number, made in connection.execute(query.execution_options(yield_per=CHUNK)):
        if made.story.title and any((member, made.story.title) in titles for member in made.story.articles):
            found[number] = replace(made, story=replace(made.story, title=""))
    _rewrite(connection, found)


def erase_captures(connection: Connection, column: ColumnElement[Any], values: Collection[str]) -> None:
    """Leaves of the captures with these values their ids, times and addresses."""
    query = select(capture.c.number, capture.c.record)
    bare = {row.number: replace(row.record, entry=None) for row in among(connection, query, column, values)}
    if not bare:
        return
    statement = update(capture).where(capture.c.number == bindparam("of"))
    rows = [{"of": number, "told": record, "bytes": b""} for number, record in bare.items()]
    connection.execute(statement.values(record=bindparam("told"), body=bindparam("bytes")), rows)
    _rewrite(connection, {number: CaptureTaken(capture=record) for number, record in bare.items()})


def erase_removed(connection: Connection, decisions: Iterable[Mapping[str, Any]]) -> None:
    """Keeps nothing of captures of what was removed when it comes again."""
    gone = [one["of"] for one in decisions if (one["outcome"], one["reason"]) == ("rejected", REMOVED)]
    erase_captures(connection, capture.c.id, gone)


def _rewrite(connection: Connection, payloads: Mapping[int, Any]) -> None:
    if payloads:
        statement = update(change).where(change.c.number == bindparam("of")).values(payload=bindparam("told"))
        connection.execute(statement, [{"of": number, "told": told} for number, told in payloads.items()])


def end_imports(connection: Connection, numbers: Sequence[int]) -> None:
    """Notes that these imports are done."""
    if numbers:
        ended = import_.c.number.in_(numbers) & (import_.c.state == "open")
        connection.execute(update(import_).where(ended).values(state="ended"))


def _undo(connection: Connection, number: int) -> None:
    """Forgets the captures of an import, but for those that the present state of an article is from."""
    turn = select(import_.c.turn).where(import_.c.number == number).scalar_subquery()
    query = select(capture.c.id, capture.c.article).where(capture.c.turn == turn)
    taken = {row.id: row.article for row in connection.execute(query)}
    present = among(connection, select(article.c.record), article.c.id, set(filter(None, taken.values())))
    kept = {row.record.capture for row in present}
    gone = [id_ for id_ in taken if id_ not in kept]
    erase_captures(connection, capture.c.id, gone)
    _delete(connection, capture, capture.c.id, gone)
    connection.execute(update(import_).where(import_.c.number == number).values(state="undone"))
