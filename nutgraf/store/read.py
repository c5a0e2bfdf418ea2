"""What is asked of the tables; each function reads on the connection it is given."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, TypeAlias, TypeVar

import msgspec
from msgspec.structs import replace
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    Text,
    and_,
    exists,
    func,
    or_,
    select,
    tuple_,
    type_coerce,
)

from nutgraf.errors import Gone, NotFound
from nutgraf.records import (
    Article,
    ArticleAdded,
    ArticleRevised,
    Capture,
    Filed,
    Hit,
    Known,
    Logged,
    Look,
    Revision,
    Source,
    Stage,
    Story,
    TopicCount,
    with_topics,
    without_text,
)
from nutgraf.store.apply import SEARCH, topic_key
from nutgraf.store.history import State, states
from nutgraf.store.news import among, removals
from nutgraf.store.protocol import StoryOrder
from nutgraf.store.schema import (
    article,
    capture,
    change,
    chapter,
    copy_link,
    fingerprint,
    given,
    look,
    membership,
    placement,
    release_state,
    removal,
    source,
    story,
    story_alias,
    tagging,
    topic,
)
from nutgraf.store.search_text import MAX_LENGTH, phrases, snippet

T = TypeVar("T")
AnyRow: TypeAlias = Row[*tuple[Any, ...]]

# Rows fetched at a time while streaming.
STREAMED = 200
# More than any reader pages through, less than any database's limit.
_MOST = 2**31

# What the window goes by is not told of sources, imports, captures that wait, or of what was let out.
_ASIDE = (
    *("source_kept", "source_removed", "pages_looked_at", "import_begun", "import_ended", "import_undone"),
    *("capture_taken", "released"),
)

_joined = (
    article.outerjoin(membership, membership.c.article == article.c.id)
    .outerjoin(copy_link, copy_link.c.article == article.c.id)
    .outerjoin(placement, placement.c.article == article.c.id)
    .outerjoin(chapter, chapter.c.article == article.c.id)
)
_of_article: tuple[ColumnElement[Any], ...] = (
    article.c.id,
    article.c.record,
    article.c.quality,
    article.c.revision,
    article.c.added,
    membership.c.story,
    copy_link.c.record.label("copy"),
    placement.c.apart,
    chapter.c.affair,
)
_listed = select(
    *_of_article,
    tagging.c.tags,
    membership.c.reasons,
    release_state.c.released,
    release_state.c.by,
).select_from(
    _joined.outerjoin(release_state, release_state.c.article == article.c.id).outerjoin(
        tagging, tagging.c.article == article.c.id
    )
)
_filed = _listed.add_columns(article.c.quotes, article.c.text)
_known = select(*_of_article, fingerprint.c.record.label("fingerprint")).select_from(
    _joined.join(fingerprint, fingerprint.c.article == article.c.id)
)


class _Made(msgspec.Struct):
    """What a list is told of an article's new state; all else in the row is passed over."""

    number: int = 1
    changed: tuple[str, ...] = ()


_decode_made = msgspec.json.Decoder(_Made).decode


def stream(
    connection: Connection, query: Select[*tuple[Any, ...]], to: Callable[[AnyRow], T], size: int = STREAMED
) -> Iterator[T]:
    """What the rows of a query stand for, never all of them in memory."""
    with connection.execution_options(yield_per=size).execute(query) as result:
        for row in result:
            yield to(row)


# ---------------------------------------------------------------- captures


def _capture(row: AnyRow) -> Capture:
    taken: Capture = row.record
    return replace(taken, body=row.body)


def pending(connection: Connection, limit: int, after: str | None, until: str | None) -> list[Capture]:
    """Captures without an outcome, by turn and then in order of arrival."""
    query = select(capture.c.record, capture.c.body).where(capture.c.outcome.is_(None))
    if after is not None:
        place = connection.execute(select(capture.c.turn, capture.c.number).where(capture.c.id == after)).one_or_none()
        if place is not None:
            query = query.where(tuple_(capture.c.turn, capture.c.number) > tuple_(place.turn, place.number))
    if until is not None:
        query = query.where(capture.c.turn < until)
    order = query.order_by(capture.c.turn, capture.c.number)
    return [_capture(row) for row in connection.execute(order.limit(_bound(limit)))]


def rejected(connection: Connection, reasons: Collection[str]) -> list[str]:
    """Ids of the captures that were rejected, for one of some reasons where any are named, in order of arrival."""
    query = select(capture.c.id).where(capture.c.outcome == "rejected").order_by(capture.c.number)
    return list(connection.scalars(query.where(capture.c.reason.in_(reasons)) if reasons else query))


def has_capture(connection: Connection, wanted: str) -> bool:
    """Whether there is a capture of that id."""
    return bool(connection.scalar(select(exists().where(capture.c.id == wanted))))


def turn(connection: Connection, wanted: str) -> str | None:
    """The turn of the capture of that id, None where there is none."""
    found: str | None = connection.scalar(select(capture.c.turn).where(capture.c.id == wanted))
    return found


def waiting(connection: Connection, since: str, until: str) -> list[Capture]:
    """Pending captures by turn, without their bytes: those from ``since`` on that come before ``until``."""
    between = (capture.c.turn >= since, capture.c.turn < until)
    query = select(capture.c.record).where(capture.c.outcome.is_(None), *between)
    return list(connection.scalars(query.order_by(capture.c.turn, capture.c.number)))


def given_of(connection: Connection, said: Collection[str]) -> set[str]:
    """Those of these digests that are stored."""
    return {row.said for row in among(connection, select(given.c.said), given.c.said, said)}


def one_capture(connection: Connection, wanted: str) -> Capture:
    """A capture by id. Raises NotFound."""
    row = connection.execute(select(capture.c.record, capture.c.body).where(capture.c.id == wanted)).one_or_none()
    if row is None:
        raise NotFound(wanted, "no capture has this id")
    return _capture(row)


def captures(connection: Connection) -> Iterator[Capture]:
    """All captures in order of arrival."""
    query = select(capture.c.record, capture.c.body).order_by(capture.c.number)
    # A body can be large: few at a time.
    return stream(connection, query, _capture, size=8)


# ---------------------------------------------------------------- articles


def _to_known(row: AnyRow) -> Known:
    return Known(
        article=without_text(row.record),
        fingerprint=row.fingerprint,
        quality=row.quality,
        number=row.revision,
        story=row.story,
        copy=row.copy,
        added=row.added,
        held=row.apart is not None,
        apart=row.apart or (),
        affair=row.affair,
    )


def _to_filed(row: AnyRow) -> Filed:
    listed = _to_listed(row, replace(row.record, text=row.text))
    return replace(listed, quotes=row.quotes)


def _to_listed(row: AnyRow, shown: Article) -> Filed:
    return Filed(
        article=with_topics(shown, row.tags or ()),
        quality=row.quality,
        tagged=row.tags or (),
        story=row.story,
        joined=row.reasons or (),
        copy=row.copy,
        revisions=row.revision,
        released=bool(row.released),
        withdrawn=row.released is False and row.by == "editor",
        held=row.apart is not None,
    )


def window(connection: Connection, since: datetime) -> Iterator[Known]:
    """Articles added since a time and all others of their stories, in order of arrival."""
    stories = select(membership.c.story).join(article, article.c.id == membership.c.article)
    recent = article.c.added >= since
    query = _known.where(or_(recent, membership.c.story.in_(stories.where(recent))))
    return stream(connection, query.order_by(article.c.arrived), _to_known)


def latest(connection: Connection, limit: int) -> list[datetime]:
    """The latest times articles were added, though they were removed since, latest first."""
    columns = (article.c.added, removal.c.added)
    found = [connection.scalars(select(one).order_by(one.desc()).limit(_bound(limit))) for one in columns]
    return sorted(chain(*found), reverse=True)[:limit]


def looks(connection: Connection, since: datetime, steps: int) -> list[Look]:
    """Articles whose present state was seen since a time, with fewer looks at it than so many."""
    same = and_(look.c.article == article.c.id, look.c.seen == article.c.seen)
    done = func.coalesce(look.c.steps, 0)
    query = select(article.c.id, article.c.seen, done.label("steps")).select_from(article.outerjoin(look, same))
    query = query.where(article.c.seen >= since, done < steps).order_by(article.c.seen, article.c.id)
    return [Look(article=row.id, seen=row.seen, steps=row.steps) for row in connection.execute(query)]


def known(connection: Connection, wanted: Sequence[str]) -> dict[str, Known]:
    """What deciding needs of these articles, by id."""
    return {row.id: _to_known(row) for row in among(connection, _known, article.c.id, set(wanted))}


def members(connection: Connection, stories: Sequence[str]) -> list[Known]:
    """The articles of these stories, in order of arrival."""
    query = _known.add_columns(article.c.arrived)
    rows = sorted(among(connection, query, membership.c.story, set(stories)), key=lambda row: row.arrived)
    return list(map(_to_known, rows))


def filed(connection: Connection, wanted: Sequence[str]) -> list[Filed]:
    """These articles, in that order."""
    found = {row.id: _to_filed(row) for row in among(connection, _filed, article.c.id, set(wanted))}
    return [found[one] for one in wanted if one in found]


def listed(connection: Connection, wanted: Sequence[str]) -> list[Filed]:
    """These articles as lists show them, in that order: neither their texts nor their quotations are read."""
    rows = among(connection, _listed, article.c.id, set(wanted))
    found = {row.id: _to_listed(row, without_text(row.record)) for row in rows}
    return [found[one] for one in wanted if one in found]


def one_article(connection: Connection, wanted: str) -> Filed:
    """An article by id. Raises NotFound, Gone."""
    found = filed(connection, [wanted])
    if not found:
        raise _missing(connection, wanted, wanted, "article")
    return found[0]


def _missing(connection: Connection, wanted: str, told: str, what: str) -> NotFound:
    """The error for an id that nothing has, by the id of the article that would have it."""
    if told in removals(connection, [told]):
        return Gone(wanted, f"the {what} with this id was removed")
    return NotFound(wanted, f"no {what} has this id")


def all_articles(connection: Connection) -> Iterator[Filed]:
    """Every article, newest publication first, then by id."""
    return stream(connection, _filed.order_by(article.c.dated.desc(), article.c.id), _to_filed)


def copies(connection: Connection, original: str) -> list[str]:
    """Ids of the copies of an article, in order of arrival."""
    query = select(article.c.id).join(copy_link, copy_link.c.article == article.c.id)
    return list(connection.scalars(query.where(copy_link.c.original == original).order_by(article.c.arrived)))


def revisions(connection: Connection, wanted: str) -> list[Revision]:
    """Every state of an article, oldest first. Raises NotFound, Gone."""
    found = [_to_revision(state) for state in states(connection, [wanted])]
    if not found:
        raise _missing(connection, wanted, wanted, "article")
    return found


def stages(connection: Connection, wanted: str) -> list[Stage]:
    """That an article was seen in each of its states, oldest first; none of what they say is kept.

    Raises NotFound, Gone.
    """
    kinds = ("article_added", "article_revised")
    payload = type_coerce(change.c.payload, Text).label("payload")
    gone = select(func.coalesce(func.max(change.c.number), 0)).where(
        change.c.article == wanted, change.c.kind == "removed"
    )
    query = select(change.c.at, payload).where(change.c.article == wanted, change.c.kind.in_(kinds))
    since = query.where(change.c.number > gone.scalar_subquery())
    found = [_to_stage(row.at, row.payload) for row in connection.execute(since.order_by(change.c.number))]
    if not found:
        raise _missing(connection, wanted, wanted, "article")
    return found


def _to_stage(at: datetime, payload: str) -> Stage:
    made = _decode_made(payload)
    return Stage(number=made.number, at=at, changed=made.changed)


def _to_revision(state: State) -> Revision:
    made, article_ = state.made, state.made.prepared.article
    if isinstance(made, ArticleAdded):
        return Revision(article=article_, number=1, at=state.at)
    return Revision(article=article_, number=made.number, at=state.at, changed=made.changed)


def states_of(connection: Connection, articles: Sequence[str]) -> dict[str, list[ArticleAdded | ArticleRevised]]:
    """How the states of these articles were decided, those of each in order."""
    found: dict[str, list[ArticleAdded | ArticleRevised]] = {}
    for state in states(connection, articles):
        found.setdefault(state.made.prepared.article.id, []).append(state.made)
    return found


def search(connection: Connection, words: str, limit: int, offset: int) -> list[Hit]:
    """Articles with all the words, best match first."""
    wanted = phrases(words)
    if not wanted:
        return []
    ids = SEARCH[connection.dialect.name].find(connection, wanted, _bound(limit), _bound(offset))
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


# ---------------------------------------------------------------- stories


def one_story(connection: Connection, wanted: str) -> Story:
    """A story by its id or an alias of it. Raises NotFound, Gone."""
    kept: str | None = connection.scalar(select(story_alias.c.kept).where(story_alias.c.gone == wanted))
    for id_ in (wanted, kept):
        found: Story | None = connection.scalar(select(story.c.record).where(story.c.id == id_))
        if found is not None:
            return found
    raise _missing(connection, wanted, kept or wanted, "story")


def stories(connection: Connection, limit: int, offset: int, order: StoryOrder, on: str | None) -> list[Story]:
    """Stories by heat or by their latest report; with ``on``, those with an article on that topic."""
    key = story.c.rank if order == "heat" else story.c.latest
    query = select(story.c.record).order_by(key.desc(), story.c.id.desc()).limit(_bound(limit)).offset(_bound(offset))
    return list(connection.scalars(query if on is None else query.where(story.c.id.in_(_stories_on(on)))))


def story_count(connection: Connection, on: str | None) -> int:
    """How many stories there are, or how many with an article on a topic."""
    query = select(func.count()).select_from(story)
    return connection.scalar(query if on is None else query.where(story.c.id.in_(_stories_on(on)))) or 0


def _stories_on(name: str) -> Select[tuple[str]]:
    joined = membership.join(topic, topic.c.article == membership.c.article)
    return select(membership.c.story).select_from(joined).where(topic.c.key == topic_key(name))


def topics(connection: Connection, limit: int, offset: int) -> list[TopicCount]:
    """The topics that articles are on, those of most articles first."""
    count = func.count(topic.c.article.distinct())
    query = select(func.min(topic.c.name).label("name"), count.label("articles")).group_by(topic.c.key)
    query = query.order_by(count.desc(), topic.c.key).limit(_bound(limit)).offset(_bound(offset))
    return [TopicCount(name=row.name, articles=row.articles) for row in connection.execute(query)]


def stories_of(connection: Connection, articles: Sequence[str]) -> dict[str, Story]:
    """The stories of these articles, by story id."""
    joined: FromClause = story.join(membership, membership.c.story == story.c.id)
    query = select(story.c.id, story.c.record).select_from(joined)
    return {row.id: row.record for row in among(connection, query, membership.c.article, set(articles))}


# ---------------------------------------------------------------- sources and the log


def sources(connection: Connection) -> list[Source]:
    """All sources, by URL."""
    watched = select(source.c.record).where(~source.c.removed)
    return list(connection.scalars(watched.order_by(source.c.url, source.c.id)))


def changes(connection: Connection, after: int, limit: int) -> list[Logged]:
    """The log after a number, in order."""
    query = select(change).where(change.c.number > after).order_by(change.c.number).limit(_bound(limit))
    return list(map(_to_logged, connection.execute(query)))


def decided(connection: Connection, after: int, limit: int) -> list[Logged]:
    """Of the log after a number what the window goes by, in order."""
    query = select(change).where(change.c.number > after, change.c.kind.not_in(_ASIDE)).order_by(change.c.number)
    return [_to_logged(row) for row in connection.execute(query.limit(_bound(limit)))]


def last_look(connection: Connection) -> int:
    """The number of the last second look, found from the end of the log."""
    query = select(change.c.number).where(change.c.kind == "looked_again")
    return connection.scalar(query.order_by(change.c.number.desc()).limit(1)) or 0


def last(connection: Connection) -> int:
    """The number of the last row of the log."""
    return connection.scalar(select(func.max(change.c.number))) or 0


def _to_logged(row: AnyRow) -> Logged:
    return Logged(number=row.number, at=row.at, change=row.payload)


def _bound(number: int) -> int:
    return max(0, min(number, _MOST))
