"""Stories, and the topics by which they are found."""

from collections.abc import Sequence

from sqlalchemy import Connection, FromClause, Select, func, select

from nutgraf.records import Story, TopicCount
from nutgraf.store.protocol import StoryOrder
from nutgraf.store.read.asking import among, bound
from nutgraf.store.read.removed import missing
from nutgraf.store.schema import membership, story, story_alias, topic, topic_key


def one_story(connection: Connection, wanted: str) -> Story:
    """A story by its id or an alias of it. Raises NotFound, Gone."""
    kept: str | None = connection.scalar(select(story_alias.c.kept).where(story_alias.c.gone == wanted))
    for id_ in (wanted, kept):
        found: Story | None = connection.scalar(select(story.c.record).where(story.c.id == id_))
        if found is not None:
            return found
    raise missing(connection, wanted, kept or wanted, "story")


def stories(connection: Connection, limit: int, offset: int, order: StoryOrder, on: str | None) -> list[Story]:
    """Stories by heat or by their latest report; with ``on``, those with an article on that topic."""
    key = story.c.rank if order == "heat" else story.c.latest
    query = select(story.c.record).order_by(key.desc(), story.c.id.desc()).limit(bound(limit)).offset(bound(offset))
    return list(connection.scalars(query if on is None else query.where(story.c.id.in_(_stories_on(on)))))


def quotes_due(connection: Connection, limit: int, after: str) -> list[Story]:
    """Stories whose articles' quotations are to be told by what they mean, by id, after one of them."""
    query = select(story.c.record).where(story.c.quotes_due.is_not(None), story.c.id > after).order_by(story.c.id)
    return list(connection.scalars(query.limit(bound(limit))))


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
    query = query.order_by(count.desc(), topic.c.key).limit(bound(limit)).offset(bound(offset))
    return [TopicCount(name=row.name, articles=row.articles) for row in connection.execute(query)]


def stories_of(connection: Connection, articles: Sequence[str]) -> dict[str, Story]:
    """The stories of these articles, by story id."""
    joined: FromClause = story.join(membership, membership.c.story == story.c.id)
    query = select(story.c.id, story.c.record).select_from(joined)
    return {row.id: row.record for row in among(connection, query, membership.c.article, set(articles))}
