"""What is asked of the tables; each function reads on the connection it is given."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, FromClause, Row, Select, and_, exists, func, or_, select, tuple_

from nutgraf.errors import NotFound
from nutgraf.records import (
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
    Story,
    TopicCount,
    with_topics,
    without_text,
)
from nutgraf.store.apply import SEARCH, topic_key
from nutgraf.store.news import among
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
    source,
    story,
    story_alias,
    tagging,
    topic,
)
from nutgraf.store.search_text import phrases, snippet

T = TypeVar("T")
AnyRow: TypeAlias = Row[*tuple[Any, ...]]

# Rows fetched at a time while streaming.
STREAMED = 200
# More than any reader pages through, less than any database's limit.
_MOST = 2**31

# What the window goes by is not told of sources, of captures that wait, or of what was let out.
_ASIDE = ("source_kept", "pages_looked_at", "capture_taken", "released")

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
_filed = select(
    *_of_article,
    article.c.quotes,
    tagging.c.tags,
    membership.c.reasons,
    release_state.c.released,
    release_state.c.by,
    article.c.text,
).select_from(
    _joined.outerjoin(release_state, release_state.c.article == article.c.id).outerjoin(
        tagging, tagging.c.article == article.c.id
    )
)
_known = select(*_of_article, fingerprint.c.record.label("fingerprint")).select_from(
    _joined.join(fingerprint, fingerprint.c.article == article.c.id)
)


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


def has_capture(connection: Connection, wanted: str) -> bool:
    """Whether there is a capture of that id."""
    return bool(connection.scalar(select(exists().where(capture.c.id == wanted))))


def turn(connection: Connection, wanted: str) -> str | None:
    """The turn of the capture of that id, None where there is none."""
    found: str | None = connection.scalar(select(capture.c.turn).where(capture.c.id == wanted))
    return found


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
    return Filed(
        article=with_topics(replace(row.record, text=row.text), row.tags or ()),
        quality=row.quality,
        quotes=row.quotes,
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


def newest(connection: Connection) -> datetime | None:
    """The latest time an article was added."""
    found: datetime | None = connection.scalar(select(func.max(article.c.added)))
    return found


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


def one_article(connection: Connection, wanted: str) -> Filed:
    """An article by id. Raises NotFound."""
    found = filed(connection, [wanted])
    if not found:
        raise NotFound(wanted, "no article has this id")
    return found[0]


def all_articles(connection: Connection) -> Iterator[Filed]:
    """Every article, newest publication first, then by id."""
    return stream(connection, _filed.order_by(article.c.dated.desc(), article.c.id), _to_filed)


def copies(connection: Connection, original: str) -> list[str]:
    """Ids of the copies of an article, in order of arrival."""
    query = select(article.c.id).join(copy_link, copy_link.c.article == article.c.id)
    return list(connection.scalars(query.where(copy_link.c.original == original).order_by(article.c.arrived)))


def revisions(connection: Connection, wanted: str) -> list[Revision]:
    """Every state of an article, oldest first. Raises NotFound."""
    kinds = ("article_added", "article_revised")
    query = select(change.c.at, change.c.payload).where(change.c.article == wanted, change.c.kind.in_(kinds))
    found = [_to_revision(row.at, row.payload) for row in connection.execute(query.order_by(change.c.number))]
    if not found:
        raise NotFound(wanted, "no article has this id")
    return found


def _to_revision(at: datetime, made: ArticleAdded | ArticleRevised) -> Revision:
    state = made.prepared.article
    if isinstance(made, ArticleAdded):
        return Revision(article=state, number=1, at=at)
    return Revision(article=state, number=made.number, at=at, changed=made.changed)


def search(connection: Connection, words: str, limit: int, offset: int) -> list[Hit]:
    """Articles with all the words, best match first."""
    wanted = phrases(words)
    if not wanted:
        return []
    ids = SEARCH[connection.dialect.name].find(connection, wanted, _bound(limit), _bound(offset))
    return [
        Hit(article=hit.article, story=hit.story, snippet=snippet((hit.article.text, hit.article.excerpt), wanted))
        for hit in filed(connection, ids)
    ]


# ---------------------------------------------------------------- stories


def one_story(connection: Connection, wanted: str) -> Story:
    """A story by its id or an alias of it. Raises NotFound."""
    kept = select(story_alias.c.kept).where(story_alias.c.gone == wanted).scalar_subquery()
    for condition in (story.c.id == wanted, story.c.id == kept):
        found: Story | None = connection.scalar(select(story.c.record).where(condition))
        if found is not None:
            return found
    raise NotFound(wanted, "no story has this id")


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
    return list(connection.scalars(select(source.c.record).order_by(source.c.url, source.c.id)))


def changes(connection: Connection, after: int, limit: int) -> list[Logged]:
    """The log after a number, in order."""
    query = select(change).where(change.c.number > after).order_by(change.c.number).limit(_bound(limit))
    return list(map(_to_logged, connection.execute(query)))


def decided(connection: Connection, after: int, limit: int) -> list[Logged]:
    """Of the log after a number what the window goes by, in order."""
    query = select(change).where(change.c.number > after, change.c.kind.not_in(_ASIDE)).order_by(change.c.number)
    return [_to_logged(row) for row in connection.execute(query.limit(_bound(limit)))]


def last(connection: Connection) -> int:
    """The number of the last row of the log."""
    return connection.scalar(select(func.max(change.c.number))) or 0


def _to_logged(row: AnyRow) -> Logged:
    return Logged(number=row.number, at=row.at, change=row.payload)


def _bound(number: int) -> int:
    return max(0, min(number, _MOST))
