from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from zlib import compress

import msgspec
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from builders import NOON, added, article, at, capture
from sqlalchemy import Connection, MetaData, Table, inspect, text

from nutgraf.engine.stories.placing import OPENED
from nutgraf.naming import keys_of
from nutgraf.records import Article, Bearer, Entry, LookedAgain
from nutgraf.store import migrations
from nutgraf.store.database import connect, reading, writing
from nutgraf.store.migrations import upgrade, version
from nutgraf.store.protocol import Store
from nutgraf.store.schema import HEAD, VERSION_TABLE, metadata
from nutgraf.store.sql import open_store
from nutgraf.store.write.fold import PLACED


@pytest.fixture
def connection(new_store_url: str) -> Iterator[Connection]:
    """A connection to a new store's database."""
    open_store(new_store_url).close()
    name, engine = connect(new_store_url)
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
    assert "quotes_due IS NOT NULL" in definitions


def test_queries_of_many_rows_use_their_index(connection: Connection) -> None:
    queries = {
        "story_rank": "SELECT * FROM story ORDER BY rank DESC, id DESC LIMIT 50",
        "story_latest": "SELECT * FROM story ORDER BY latest DESC, id DESC LIMIT 50",
        "story_quotes_due": "SELECT * FROM story WHERE quotes_due IS NOT NULL AND id > 'a' ORDER BY id LIMIT 50",
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


def test_a_second_upgrade_does_nothing(new_store_url: str) -> None:
    name, engine = connect(new_store_url)
    with writing(engine, name) as connection:
        assert version(connection) is None
        upgrade(connection, name)
        upgrade(connection, name)
        assert version(connection) == HEAD
    with reading(engine, name) as connection:
        assert set(metadata.tables) < set(inspect(connection).get_table_names())
    engine.dispose()


def test_many_can_open_a_new_store_at_once(new_store_url: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        for store in list(pool.map(open_store, [new_store_url] * 8)):
            assert store.changes() == []
            store.close()


def upgraded_from_0004(new_store_url: str, *hours: float) -> Store:
    """The store of an older version with an article of each of these hours, all in one story, the last held there."""
    name, engine = connect(new_store_url)
    with writing(engine, name) as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "nutgraf.store:migrations")
        command.upgrade(config, "0004")
        before = MetaData()
        before.reflect(connection)
        for number, hour in enumerate(hours, 1):
            _insert(connection, before.tables, number, article(f"a{number}", hour))
        connection.execute(before.tables["placement"].insert(), {"article": f"a{len(hours)}", "apart": "[]"})
        record = msgspec.json.encode(capture("pending")).decode()
        waiting = {"number": 9, "id": "pending", "at": NOON, "record": record, "body": compress(b"")}
        connection.execute(before.tables["capture"].insert(), waiting)
    engine.dispose()
    return open_store(new_store_url)


def _insert(connection: Connection, tables: Mapping[str, Table], number: int, one: Article) -> None:
    payload = msgspec.json.encode(added(one)).decode()
    row = {"number": number, "at": one.seen, "kind": "article_added", "article": one.id, "payload": payload}
    connection.execute(tables["change"].insert(), row)
    times = dict.fromkeys(("added", "seen", "dated"), one.seen)
    numbers = {"arrived": number, "changed": number, "revision": 1}
    texts = {"id": one.id, "quality": '{"total":1}', "quotes": "[]", "text": ""}
    record = msgspec.json.encode(one).decode()
    connection.execute(tables["article"].insert(), times | numbers | texts | {"record": record})
    connection.execute(tables["membership"].insert(), {"article": one.id, "story": "a1", "reasons": "[]"})


def test_a_store_of_before_gets_a_mark_of_the_last_look_and_a_reason_for_every_member(new_store_url: str) -> None:
    """Both are what an older version did not write."""
    with closing(upgraded_from_0004(new_store_url, 0, 1)) as store:
        assert store.last_look() == store.last() == 3
        assert store.changes(after=2)[0].change == LookedAgain()
        assert [one.joined[0].name for one in store.articles(["a1", "a2"])] == [OPENED, PLACED]


def test_pages_that_were_done_with_before_looks_were_kept_are_looked_at_no_more(new_store_url: str) -> None:
    with closing(upgraded_from_0004(new_store_url, 0, 24 * 9)) as store:
        assert [look.article for look in store.looks(at(0), 6)] == ["a2"]
        assert [(one.id, store.turn(one.id)) for one in store.pending()] == [("pending", "")]


def _put(connection: Connection, tables: Mapping[str, Table], number: int, one: Article, entry: Entry) -> None:
    """An article of a version before names with the capture that brought it."""
    _insert(connection, tables, number, one)
    record = msgspec.json.encode(capture(one.capture, body=b"", entry=entry)).decode()
    row = {"number": number, "id": one.capture, "turn": "", "at": one.seen, "record": record, "body": compress(b"")}
    connection.execute(tables["capture"].insert(), row | {"outcome": "added", "article": one.id})


def test_articles_of_before_are_known_by_their_addresses_and_their_sources_names(new_store_url: str) -> None:
    """Their ids stay; of two that one address would make one now, the first keeps it."""
    name, engine = connect(new_store_url)
    with writing(engine, name) as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "nutgraf.store:migrations")
        command.upgrade(config, "0007")
        before = MetaData()
        before.reflect(connection)
        for number, url in enumerate(("http://news.example/a", "https://www.news.example/a/?ref=rss"), 1):
            entry = Entry(id="post-4711", url="https://feeds.example/r/1") if number == 1 else Entry(id="post-4712")
            _put(connection, before.tables, number, article(f"a{number}", url=url, canonical_url=url), entry)
    engine.dispose()
    with closing(open_store(new_store_url)) as store:
        assert [one.article.id for one in store.articles(["a1", "a2"])] == ["a1", "a2"]
        own = keys_of("https://news.example/a")
        assert store.bearers(own) == {own[0]: Bearer(article="a1", kind="address")}
        assert store.bearers(keys_of("https://feeds.example/r/1")).popitem()[1] == Bearer(article="a1", kind="reached")
        assert {name.kind for name in store.names_of(["a1"])["a1"]} == {"address", "reached", "given"}
        assert [name.kind for name in store.names_of(["a2"])["a2"]] == ["given"]


def test_an_article_is_known_by_its_address_as_that_is_cut_now(new_store_url: str) -> None:
    """Its id stays, and so do the names that it had."""
    name, engine = connect(new_store_url)
    url = "https://news.example/a?itid=hp-top-table"
    with writing(engine, name) as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "nutgraf.store:migrations")
        command.upgrade(config, "0009")
        before = MetaData()
        before.reflect(connection)
        _insert(connection, before.tables, 1, article("a1", url=url, canonical_url=url))
        connection.execute(before.tables["article_name"].insert(), {"key": "k", "article": "a1", "kind": "address"})
    engine.dispose()
    with closing(open_store(new_store_url)) as store:
        assert store.bearers(["k", *keys_of("https://news.example/a")]).keys() == {"k", *keys_of(url)}
        assert [one.article.id for one in store.articles(["a1"])] == ["a1"]
