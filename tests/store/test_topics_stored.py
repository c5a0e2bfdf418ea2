from collections.abc import Sequence

import pytest
from alembic import command
from alembic.config import Config
from builders import NOON, added, article, joined, prepared, revised, story, tag
from msgspec.structs import replace
from sqlalchemy import text

from nutgraf.records import Change, Entry, RecordExtras, StoryUpdated, Tag, Tagged, TopicCount
from nutgraf.store.database import connect, reading, writing
from nutgraf.store.migrations import upgrade
from nutgraf.store.protocol import Store

LONG = "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(9_000))


def tagged_as(name: str, *tags: Tag, topics: Sequence[str] = ()) -> Change:
    of = article(name, topics=tuple(topics))
    return replace(added(of), prepared=replace(prepared(of), tagged=tags))


def test_an_article_has_its_own_topics_then_its_tags(store: Store) -> None:
    store.apply([tagged_as("a", tag("Ports"), tag("Cranes"), topics=("Orle", "PORTS"))], NOON)
    filed = store.article("a")
    assert filed.article.topics == ("Orle", "PORTS", "Cranes")
    assert filed.tagged == (tag("Ports"), tag("Cranes"))
    assert store.topics() == [TopicCount(name=name, articles=1) for name in ("Cranes", "Orle", "PORTS")]
    store.apply([tagged_as("b", tag("Orle"), topics=("orle",))], NOON)
    assert store.topics(limit=2) == [TopicCount(name="Orle", articles=2), TopicCount(name="Cranes", articles=1)]
    assert store.topics(limit=2, offset=2) == [TopicCount(name="PORTS", articles=1)]


def test_tags_take_the_place_of_those_before(store: Store) -> None:
    store.apply([tagged_as("a", tag("Ports"), topics=("Orle",)), tagged_as("b", tag("Ports"))], NOON)
    store.apply([Tagged(article="a", tags=(tag("Birds", 5),))], NOON)
    assert [filed.tagged for filed in store.articles(["a", "b"])] == [(tag("Birds", 5),), (tag("Ports"),)]
    assert [topic.name for topic in store.topics()] == ["Birds", "Orle", "Ports"]
    store.apply([revised(article("a", 1))], NOON)
    assert store.article("a").tagged == ()
    assert [topic.name for topic in store.topics()] == ["Ports"]
    assert [row.article.topics for row in store.revisions("a")] == [("Orle",), ()]


def test_stories_on_a_topic_are_those_with_an_article_on_it(store: Store) -> None:
    changes = [tagged_as("a"), tagged_as("b", tag("Ports")), tagged_as("c", topics=("ports",)), tagged_as("d")]
    changes += [joined("a", "a"), joined("b", "a"), joined("c", "c"), joined("d", "d")]
    changes += [StoryUpdated(story=story(name, hours=hours)) for hours, name in enumerate("acd")]
    store.apply(changes, NOON)
    assert [one.id for one in store.stories(topic="PORTS")] == ["c", "a"]
    assert [one.id for one in store.stories(1, 1, "latest", "ports")] == ["a"]
    assert (store.story_count("Ports"), store.story_count("port"), store.story_count()) == (2, 0, 3)


@pytest.mark.parametrize("name", ["a\0b", LONG, "'; DROP TABLE topic; --", "%"])
def test_any_name_is_a_topic(store: Store, name: str) -> None:
    store.apply([tagged_as("a", topics=(name, name.replace("\0", "\ufffd"))), joined("a", "a")], NOON)
    store.apply([StoryUpdated(story=story("a"))], NOON)
    assert [one.id for one in store.stories(topic=name)] == ["a"]
    assert len(store.topics()) == 1


def test_a_published_record_keeps_to_the_topics_it_prints(store: Store) -> None:
    extras = RecordExtras(printed=Entry(topics=("Orle",)))
    of = article("a", topics=("Orle",), extras=extras)
    store.apply([replace(added(of), prepared=replace(prepared(of), tagged=(tag("Ports"),)))], NOON)
    assert (store.article("a").article.topics, store.article("a").tagged) == (("Orle",), (tag("Ports"),))


def test_topics_that_were_stored_before_there_was_a_table_are_listed(new_store_url: str) -> None:
    name, engine = connect(new_store_url)
    with writing(engine, name) as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "nutgraf.store:migrations")
        command.upgrade(config, "0002")
        records = {"a": '{"topics": ["Orle", "ORLE", "x\\u0000y"]}', "b": "{}"}
        for number, (id_, record) in enumerate(records.items()):
            row = {"id": id_, "number": number, "record": record, "time": "2026-03-02 12:00:00"}
            connection.execute(
                text(
                    "INSERT INTO article VALUES "
                    "(:id, :number, :number, 1, :time, :time, :time, '{}', '[]', :record, '')"
                ),
                row,
            )
        upgrade(connection, name)
    with reading(engine, name) as connection:
        listed = connection.execute(text("SELECT article, key, name FROM topic ORDER BY key")).all()
    assert [tuple(row) for row in listed] == [("a", "orle", "Orle"), ("a", "x\ufffdy", "x\ufffdy")]
    engine.dispose()
