"""What each kind of change does to the tables.

Changes are folded into rows first, the last of a key winning, and each table is then written with one statement:
the same end as one by one, for a tenth of the time. Merges alone look at what is stored; they come first, and what the
changes themselves placed in the story that is gone was moved while folding.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, singledispatch
from hashlib import sha256
from itertools import groupby
from types import ModuleType
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Executable, Table, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from nutgraf.records import (
    ArticleAdded,
    ArticleRevised,
    CaptureDecided,
    CaptureReopened,
    CaptureTaken,
    Change,
    CopyLinked,
    CopyUnlinked,
    Fingerprint,
    ImportBegun,
    ImportEnded,
    LookedAgain,
    PagesLookedAt,
    Placed,
    Prepared,
    Reason,
    Released,
    Removed,
    Score,
    SourceKept,
    StoriesMerged,
    StoryJoined,
    StoryUpdated,
    Tag,
    Tagged,
)
from nutgraf.store import schema, search_postgresql, search_sqlite
from nutgraf.store.news import news
from nutgraf.store.removing import TakesOut, end_imports, erase_removed, take_out
from nutgraf.store.search_text import Indexed, indexed

SEARCH: Mapping[str, ModuleType] = {"sqlite": search_sqlite, "postgresql": search_postgresql}

MOST_KEY = 200
PLACED = "placed"
BY_AN_EDITOR = (Reason(name=PLACED, value=1.0, note="by an editor"),)

_Values = dict[str, Any]


class Rows:
    """What some changes come to: for each table its rows by their key, ready to be written."""

    def __init__(self) -> None:
        self.log: list[_Values] = []
        self.sources: dict[str, _Values] = {}
        self.looks: dict[str, _Values] = {}
        self.captures: list[_Values] = []
        self.given: dict[str, _Values] = {}
        self.decisions: dict[str, _Values] = {}
        self.articles: dict[str, _Values] = {}
        self.fingerprints: dict[str, _Values] = {}
        self.words: dict[str, Indexed] = {}
        self.qualities: dict[str, Score] = {}
        self.links: dict[str, _Values | None] = {}
        self.members: dict[str, _Values] = {}
        self.chapters: dict[str, _Values] = {}
        self.placements: dict[str, _Values] = {}
        self.stories: dict[str, _Values] = {}
        self.merges: list[StoriesMerged] = []
        self.taggings: dict[str, _Values] = {}
        self.topics: dict[tuple[str, bool], list[_Values]] = {}
        self.releases: dict[str, _Values] = {}
        self.imports: dict[int, _Values] = {}
        self.ended: list[int] = []


def apply(connection: Connection, changes: Sequence[Change], now: datetime) -> int:
    """Writes what is news of the changes, in the connection's transaction; the number of the last change ever."""
    last: int = connection.scalar(select(func.coalesce(func.max(schema.change.c.number), 0))) or 0
    for takes_out, some in groupby(news(connection, changes), lambda change: isinstance(change, TakesOut)):
        last = (_take_out if takes_out else _put)(connection, list(some), last, now)
    return last


def _put(connection: Connection, changes: Sequence[Change], last: int, now: datetime) -> int:
    rows = Rows()
    for number, change in enumerate(changes, last + 1):
        rows.log.append(_logged(number, now, change, fold(change, rows, number)))
    _write(connection, rows)
    return last + len(changes)


def _take_out(connection: Connection, changes: Sequence[Change], last: int, now: datetime) -> int:
    """What is taken out is taken out of what was there before these changes, and of the log up to them."""
    gone = [change for change in changes if isinstance(change, TakesOut)]
    numbered = enumerate(gone, last + 1)
    log = [_logged(no, now, one, one.article if isinstance(one, Removed) else None) for no, one in numbered]
    take_out(connection, gone)
    _insert(connection, schema.change, log)
    return last + len(changes)


def _logged(number: int, now: datetime, change: Change, article: str | None) -> _Values:
    kind = change.__struct_config__.tag
    return {"number": number, "at": now, "kind": kind, "article": article, "payload": _without_bytes(change)}


def _without_bytes(change: Change) -> Change:
    """The change as the log keeps it: bodies and fingerprints stand in their own tables."""
    match change:
        case CaptureTaken():
            return replace(change, capture=replace(change.capture, body=b""))
        case ArticleAdded() | ArticleRevised():
            return replace(change, prepared=replace(change.prepared, fingerprint=Fingerprint()))
        case _:
            return change


# ---------------------------------------------------------------- one function a change: what rows it comes to


@singledispatch
def fold(change: Change, rows: Rows, number: int) -> str | None:
    """Adds what a change comes to; gives the id of the article it is about, if it is about one."""
    raise NotImplementedError(type(change).__name__, rows, number)


@fold.register
def source_kept(change: SourceKept, rows: Rows, number: int) -> None:
    """The source as it is now."""
    del number
    kept = change.source
    rows.sources[kept.id] = {"id": kept.id, "url": kept.url, "removed": False, "record": kept}


@fold.register
def pages_looked_at(change: PagesLookedAt, rows: Rows, number: int) -> None:
    """How often each page was looked at again."""
    del number
    rows.looks |= {one.article: {"article": one.article, "seen": one.seen, "steps": one.steps} for one in change.looks}


@fold.register
def capture_taken(change: CaptureTaken, rows: Rows, number: int) -> None:
    """A capture without an outcome: it is pending."""
    taken = change.capture
    rows.given |= {said: {"said": said} for said in taken.said}
    rows.captures.append(
        {
            "number": number,
            "id": taken.id,
            "turn": taken.turn,
            "at": taken.at,
            "record": replace(taken, body=b""),
            "body": taken.body,
        }
    )


@fold.register
def capture_decided(change: CaptureDecided, rows: Rows, number: int) -> str | None:
    """The outcome of a capture: it is pending no more."""
    del number
    rows.decisions[change.capture] = {
        "of": change.capture,
        "outcome": change.outcome,
        "article": change.article,
        "reason": change.reason,
        "detail": change.detail,
    }
    return change.article


@fold.register
def capture_reopened(change: CaptureReopened, rows: Rows, number: int) -> None:
    """A capture without an outcome again."""
    del number
    none = dict.fromkeys(("outcome", "article", "reason", "detail"))
    rows.decisions[change.capture] = {"of": change.capture, **none}


@fold.register
def article_added(change: ArticleAdded, rows: Rows, number: int) -> str:
    """An article's first state."""
    return _article(rows, change.prepared, change.quality, number, revision=1)


@fold.register
def article_revised(change: ArticleRevised, rows: Rows, number: int) -> str:
    """An article's new state; the old one stays in the log."""
    return _article(rows, change.prepared, change.quality, number, revision=change.number)


def _article(rows: Rows, prepared: Prepared, quality: Score, number: int, revision: int) -> str:
    article = prepared.article
    earlier = rows.articles.get(article.id)
    rows.articles[article.id] = {
        "id": article.id,
        "arrived": earlier["arrived"] if earlier else number,
        "changed": number,
        "revision": revision,
        "added": earlier["added"] if earlier else article.seen,
        "seen": article.seen,
        "dated": article.published or article.seen,
        "quality": quality,
        "quotes": prepared.quotes,
        "record": replace(article, text=""),
        "text": article.text,
    }
    rows.fingerprints[article.id] = {"article": article.id, "record": prepared.fingerprint}
    rows.words[article.id] = indexed(article, number)
    rows.qualities.pop(article.id, None)
    rows.topics[article.id, True] = _topics(article.id, article.topics, printed=True)
    _tags(rows, article.id, prepared.tagged)
    return article.id


def _tags(rows: Rows, article: str, tags: Sequence[Tag]) -> None:
    rows.taggings[article] = {"article": article, "tags": tags}
    rows.topics[article, False] = _topics(article, [tag.name for tag in tags], printed=False)


def _topics(article: str, names: Sequence[str], *, printed: bool) -> list[_Values]:
    by_key = {topic_key(name): name for name in reversed(names)}
    return [{"article": article, "printed": printed, "key": key, "name": name} for key, name in by_key.items()]


def topic_key(name: str) -> str:
    """What is the same of the names of one topic, short enough for any database's index."""
    key = name.casefold().replace("\0", "\ufffd")
    return key if len(key) <= MOST_KEY else sha256(key.encode("utf-8", "replace")).hexdigest()


@fold.register
def copy_linked(change: CopyLinked, rows: Rows, number: int) -> str:
    """What an article copies, and its quality as a copy."""
    del number
    link = change.link
    rows.links[link.article] = {"article": link.article, "original": link.of, "record": link}
    rows.qualities[link.article] = change.quality
    return link.article


@fold.register
def copy_unlinked(change: CopyUnlinked, rows: Rows, number: int) -> str:
    """An article that copies nothing, and its quality as its own."""
    del number
    rows.links[change.article] = None
    rows.qualities[change.article] = change.quality
    return change.article


@fold.register
def story_joined(change: StoryJoined, rows: Rows, number: int) -> str:
    """The one story an article belongs to, and the affair that it continues with it."""
    del number
    if affair := change.affair:
        rows.chapters[change.article] = {"article": change.article, "affair": affair.of, "reasons": affair.reasons}
    rows.members[change.article] = {"article": change.article, "story": change.story, "reasons": change.reasons}
    return change.article


@fold.register
def placed(change: Placed, rows: Rows, number: int) -> str:
    """The story in which an editor wants an article: that is all the reason there is."""
    del number
    rows.members[change.article] = {"article": change.article, "story": change.story, "reasons": BY_AN_EDITOR}
    rows.placements[change.article] = {"article": change.article, "apart": change.apart}
    return change.article


@fold.register
def story_updated(change: StoryUpdated, rows: Rows, number: int) -> None:
    """A story as it is now."""
    del number
    story = change.story
    rows.stories[story.id] = {"id": story.id, "rank": story.rank, "latest": story.latest, "record": story}


@fold.register
def stories_merged(change: StoriesMerged, rows: Rows, number: int) -> None:
    """The articles of a story that is gone belong to the one that is kept; who opened it, for the merge's reasons."""
    del number
    rows.stories.pop(change.gone, None)
    for member in rows.members.values():
        if member["story"] == change.gone:
            member["story"] = change.kept
            if member["article"] == change.gone and change.reasons:
                member["reasons"] = change.reasons
    rows.merges.append(change)


@fold.register
def looked_again(change: LookedAgain, rows: Rows, number: int) -> None:
    """A mark in the log, and no more."""
    del change, rows, number


@fold.register
def tagged(change: Tagged, rows: Rows, number: int) -> str:
    """What an article is about."""
    del number
    _tags(rows, change.article, change.tags)
    return change.article


@fold.register
def released(change: Released, rows: Rows, number: int) -> str:
    """Whether an article is let out."""
    del number
    rows.releases[change.article] = {"article": change.article, "released": change.released, "by": change.by}
    return change.article


@fold.register
def import_begun(change: ImportBegun, rows: Rows, number: int) -> None:
    """An import that is under way."""
    told = {"at": change.at, "turn": change.turn, "paths": change.paths}
    rows.imports[number] = {"number": number, "state": "open", **told}


@fold.register
def import_ended(change: ImportEnded, rows: Rows, number: int) -> None:
    """An import that is done."""
    del number
    rows.ended.append(change.number)


# ---------------------------------------------------------------- writing the rows


def _write(connection: Connection, rows: Rows) -> None:
    for merged in rows.merges:
        _merge(connection, merged)
    _insert(connection, schema.change, rows.log)
    _upsert(connection, schema.source, rows.sources.values())
    _upsert(connection, schema.look, rows.looks.values())
    _insert(connection, schema.capture, rows.captures)
    _upsert(connection, schema.given, rows.given.values())
    _decide(connection, rows.decisions.values())
    erase_removed(connection, rows.decisions.values())
    _upsert(connection, schema.article, rows.articles.values(), keep=("arrived", "added"))
    _upsert(connection, schema.fingerprint, rows.fingerprints.values())
    SEARCH[connection.dialect.name].index(connection, rows.words.values())
    _rate(connection, rows.qualities)
    _link(connection, rows.links)
    _upsert(connection, schema.membership, rows.members.values())
    _upsert(connection, schema.chapter, rows.chapters.values())
    _upsert(connection, schema.placement, rows.placements.values())
    _revive(connection, rows.stories)
    _upsert(connection, schema.story, rows.stories.values())
    _upsert(connection, schema.tagging, rows.taggings.values())
    _list(connection, rows.topics)
    _upsert(connection, schema.release_state, rows.releases.values())
    _insert(connection, schema.import_, list(rows.imports.values()))
    end_imports(connection, rows.ended)


def _insert(connection: Connection, table: Table, rows: Sequence[_Values]) -> None:
    if rows:
        connection.execute(table.insert(), rows)


def _upsert(connection: Connection, table: Table, rows: Iterable[_Values], keep: tuple[str, ...] = ()) -> None:
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


def _decide(connection: Connection, decisions: Iterable[_Values]) -> None:
    if values := list(decisions):
        named: _Values = {name: bindparam(name) for name in ("outcome", "article", "reason", "detail")}
        capture = schema.capture
        connection.execute(update(capture).where(capture.c.id == bindparam("of")).values(named), values)


def _rate(connection: Connection, qualities: Mapping[str, Score]) -> None:
    if qualities:
        statement = update(schema.article).where(schema.article.c.id == bindparam("of"))
        values = [{"of": article, "score": score} for article, score in qualities.items()]
        connection.execute(statement.values(quality=bindparam("score")), values)


def _link(connection: Connection, links: Mapping[str, _Values | None]) -> None:
    _upsert(connection, schema.copy_link, (link for link in links.values() if link))
    if undone := [{"of": article} for article, link in links.items() if link is None]:
        connection.execute(delete(schema.copy_link).where(schema.copy_link.c.article == bindparam("of")), undone)


def _revive(connection: Connection, stories: Iterable[str]) -> None:
    """A story that has a summary is no alias of another, though its id may have been one."""
    if living := [{"of": story} for story in stories]:
        alias = schema.story_alias
        connection.execute(delete(alias).where(alias.c.gone == bindparam("of")), living)


def _list(connection: Connection, topics: Mapping[tuple[str, bool], Sequence[_Values]]) -> None:
    """Lists articles under their topics, and no more under those they were on."""
    if topics:
        of, printed = schema.topic.c.article == bindparam("of"), schema.topic.c.printed == bindparam("as_printed")
        listed = [{"of": article, "as_printed": as_printed} for article, as_printed in topics]
        connection.execute(delete(schema.topic).where(of, printed), listed)
    _insert(connection, schema.topic, [row for rows in topics.values() for row in rows])


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
