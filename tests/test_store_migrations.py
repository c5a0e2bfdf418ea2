from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from builders import article, at, reported, taken
from sqlalchemy import Connection, inspect, text

from nutgraf.store import migrations
from nutgraf.store.database import connect, reading, writing
from nutgraf.store.migrations import upgrade, version
from nutgraf.store.schema import HEAD, VERSION_TABLE, metadata
from nutgraf.store.sql import open_store


@pytest.fixture
def connection(store_url: str) -> Iterator[Connection]:
    """A connection to a new store's database."""
    open_store(store_url).close()
    name, engine = connect(store_url)
    with reading(engine, name) as opened:
        yield opened
    engine.dispose()


def test_the_head_is_the_last_migration() -> None:
    assert ScriptDirectory(str(Path(migrations.__file__).parent)).get_current_head() == HEAD


def test_the_migrations_come_to_the_tables_of_the_schema(connection: Connection) -> None:
    context = MigrationContext.configure(
        connection,
        opts={
            "version_table": VERSION_TABLE,
            # The tables of full text are each database's own.
            "include_name": lambda name, kind, _parents: kind != "table" or not name.startswith("search"),
            "compare_type": True,
        },
    )
    assert compare_metadata(context, metadata) == []


def test_partial_and_descending_indexes_are_those_of_the_schema(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        definitions = " ".join(connection.scalars(text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")))
    else:
        definitions = " ".join(connection.scalars(text("SELECT indexdef FROM pg_indexes")))
    assert "dated DESC" in definitions
    assert "outcome IS NULL" in definitions


def test_queries_of_many_rows_use_their_index(connection: Connection) -> None:
    queries = {
        "story_rank": "SELECT * FROM story ORDER BY rank DESC, id DESC LIMIT 50",
        "story_latest": "SELECT * FROM story ORDER BY latest DESC, id DESC LIMIT 50",
        "article_dated": "SELECT * FROM article ORDER BY dated DESC, id",
        "capture_pending": "SELECT * FROM capture WHERE outcome IS NULL ORDER BY turn, number LIMIT 100",
        "change_article": "SELECT * FROM change WHERE article = 'a' ORDER BY number",
        "membership_story": "SELECT * FROM membership WHERE story = 'a'",
    }
    if connection.dialect.name == "sqlite":
        explain = "EXPLAIN QUERY PLAN "
    else:
        for other_way in ("seqscan", "bitmapscan", "sort"):
            connection.execute(text(f"SET enable_{other_way} = off"))
        explain = "EXPLAIN "
    for index, query in queries.items():
        plan = "\n".join(str(row) for row in connection.execute(text(explain + query)))
        assert index in plan
        assert "TEMP B-TREE" not in plan
        assert "Sort" not in plan


def test_a_second_upgrade_does_nothing(store_url: str) -> None:
    name, engine = connect(store_url)
    with writing(engine, name) as connection:
        assert version(connection) is None
        upgrade(connection, name)
        upgrade(connection, name)
        assert version(connection) == HEAD
    with reading(engine, name) as connection:
        assert set(metadata.tables) < set(inspect(connection).get_table_names())
    engine.dispose()


def test_many_can_open_a_new_store_at_once(store_url: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        for store in list(pool.map(open_store, [store_url] * 8)):
            assert store.changes() == []
            store.close()


def test_pages_that_were_done_with_before_looks_were_kept_are_looked_at_no_more(store_url: str) -> None:
    store = open_store(store_url)
    store.apply([*reported(article("old", 0)), *reported(article("new", 24 * 9))], at(24 * 9))
    store.apply([taken("pending")], at(24 * 10))
    store.close()
    name, engine = connect(store_url)
    with writing(engine, name) as connection:
        for statement in (
            "DROP INDEX capture_pending",
            "ALTER TABLE capture DROP COLUMN turn",
            "CREATE INDEX capture_pending ON capture (number) WHERE outcome IS NULL",
            "DROP TABLE given",
            "DROP TABLE look",
            "UPDATE nutgraf_version SET version_num = '0004'",
        ):
            connection.execute(text(statement))
    engine.dispose()
    store = open_store(store_url)
    assert [look.article for look in store.looks(at(0), 6)] == ["new"]
    assert [(capture.id, store.turn(capture.id)) for capture in store.pending()] == [("pending", "")]
    store.close()
