"""What goes wrong with a database: one clear line, and nothing half written."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from builders import NOON, added, article, capture, joined, linked, reported, taken
from sqlalchemy import Engine, event

from nutgraf.errors import StoreError, StoreTooNew
from nutgraf.records import CaptureDecided, CaptureTaken, Change, Released
from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with one article, closed."""
    path = tmp_path / "store.db"
    store = open_store(f"sqlite:///{path}")
    store.apply(reported(article("a")), NOON)
    store.close()
    return path


def execute(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "^'': is no store: use sqlite:///FILE or postgresql://USER@HOST/DATABASE$"),
        ("nutgraf.db", "^'nutgraf.db': is no store: use sqlite"),
        ("mysql://root:secret@host/db", r"mysql://root:\*\*\*@host/db: is no store: use sqlite"),
        ("sqlite://", "is lost when the program ends: name a file"),
        ("sqlite:///:memory:", "is lost when the program ends: name a file"),
        ("sqlite:////nowhere/at/all/store.db", "there is no directory /nowhere/at/all: create it"),
        ("postgresql://[::1", "^'postgresql://.*': is no store: use sqlite"),
        ("postgresql://host:port/x", "is no store: use sqlite"),
        ("sqlite://host/store.db", "names a host, which SQLite has none of"),
        ("sqlite:///store.db?mode=ro", "takes no mode: the one option is timeout"),
        ("sqlite:///store.db?uri=perhaps", "takes no uri: the one option is timeout"),
        ("sqlite:///store.db?timeout=soon", "has a timeout that is no number of seconds"),
        ("sqlite:////proc/store.db", "/proc/store.db: cannot be opened"),
        ("postgresql://u:secret@127.0.0.1:1/x", r"u:\*\*\*@127.0.0.1:1/x: .*refused"),
        ("postgresql+nothing://u@127.0.0.1:1/x", "refused"),
        ("postgresql://u@127.0.0.1:1/x?nonsense=1", "nonsense"),
    ],
)
def test_a_url_that_leads_to_no_store(url: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as raised:
        open_store(url)
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_directory_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(f"sqlite:///{tmp_path}")


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"These are notes and no database. " * 100)
    with pytest.raises(StoreError, match=r"notes\.txt: is no SQLite database: name another file"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes().startswith(b"These are notes")


def test_a_damaged_file(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xab" * (len(whole) - 8192))
    with pytest.raises(StoreError, match="is damaged"), closing(open_store(f"sqlite:///{file}")) as store:  # noqa: PT012
        list(store.all_articles())
        store.apply(reported(article("b")), NOON)


def test_a_record_that_cannot_be_read(file: Path) -> None:
    execute(file, "UPDATE article SET record = '{}'")
    with closing(open_store(f"sqlite:///{file}")) as store:
        with pytest.raises(StoreError, match="missing required field `id`"):
            store.article("a")
        with pytest.raises(StoreError, match="missing required field `id`"):
            list(store.window(NOON))


def test_a_body_that_cannot_be_unpacked(file: Path) -> None:
    execute(file, "UPDATE capture SET body = x'00'")
    with closing(open_store(f"sqlite:///{file}")) as store, pytest.raises(StoreError):
        list(store.captures())


def test_a_read_only_file_can_be_read(file: Path) -> None:
    with closing(open_store(f"sqlite:///file:{file}?mode=ro&uri=true")) as store:
        assert store.article("a").article == article("a")
        with pytest.raises(StoreError, match=r"store\.db: cannot be written: it is read-only"):
            store.apply(reported(article("b")), NOON)


@pytest.mark.skipif(os.geteuid() == 0, reason="root can write to any file")
def test_a_file_without_the_right_to_write(file: Path) -> None:
    file.chmod(0o400)
    with closing(open_store(f"sqlite:///{file}")) as store, pytest.raises(StoreError, match="it is read-only"):
        store.apply(reported(article("b")), NOON)


def test_a_file_that_another_process_is_writing(file: Path) -> None:
    with closing(open_store(f"sqlite:///{file}?timeout=0.05")) as store, closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is locked by another process: try again"):
            store.apply(reported(article("b")), NOON)
        assert store.article("a").article == article("a")
        other.rollback()
        store.apply(reported(article("b")), NOON)


@pytest.fixture
def small_disk() -> Iterator[Callable[[int], None]]:
    """Limits how many pages the next connections may fill: what SQLite then says is what it says of a full disk."""
    pages: list[int] = []

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        for most in pages:
            connection.execute(f"PRAGMA max_page_count = {most}")

    event.listen(Engine, "connect", limit)
    yield pages.append
    event.remove(Engine, "connect", limit)


def test_a_full_disk_loses_nothing(file: Path, small_disk: Callable[[int], None]) -> None:
    small_disk(60)
    with closing(open_store(f"sqlite:///{file}")) as store:
        before = store.changes()
        with pytest.raises(StoreError, match="cannot be written: the disk is full"):
            store.apply([CaptureTaken(capture=capture("big", body=os.urandom(10**6)))], NOON)
        assert store.changes() == before
        assert not store.has_capture("big")
        store.apply([taken("small")], NOON)
        assert [one.id for one in store.pending()] == ["small"]


def test_a_disk_too_full_for_a_new_store(tmp_path: Path, small_disk: Callable[[int], None]) -> None:
    small_disk(5)
    with pytest.raises(StoreError, match="the disk is full"):
        open_store(f"sqlite:///{tmp_path}/new.db")


FILLS_A_DISK = """
import os, resource, sys
from builders import NOON, capture
from nutgraf.errors import StoreError
from nutgraf.records import CaptureTaken
from nutgraf.store.sql import open_store
store = open_store(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    store.apply([CaptureTaken(capture=capture(str(i), body=os.urandom(10_000))) for i in range(100)], NOON)
except StoreError as e:
    print(e)
"""


def test_a_write_that_the_system_refuses(file: Path) -> None:
    done = subprocess.run(  # noqa: S603 - a program of our own
        [sys.executable, "-c", FILLS_A_DISK, f"sqlite:///{file}"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith(f"{file}: ")
    with closing(open_store(f"sqlite:///{file}")) as store:
        assert len(store.changes()) == 5


def test_a_store_of_a_newer_nutgraf(new_store_url: str) -> None:
    open_store(new_store_url).close()
    if new_store_url.startswith("sqlite"):
        execute(Path(new_store_url.removeprefix("sqlite:///")), "UPDATE nutgraf_version SET version_num = '9999'")
    else:
        psycopg = pytest.importorskip("psycopg")
        with psycopg.connect(new_store_url) as connection:
            connection.execute("UPDATE nutgraf_version SET version_num = '9999'")
    with pytest.raises(StoreTooNew, match="was written by a newer nutgraf: upgrade nutgraf"):
        open_store(new_store_url)


def test_another_programs_database(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    execute(path, "CREATE TABLE article (title TEXT)")
    with pytest.raises(StoreError, match="table article already exists"):
        open_store(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("article",)]


# ---------------------------------------------------------------- changes that cannot be


@pytest.mark.parametrize(
    "wrong",
    [
        [CaptureDecided(capture="never taken", outcome="same")],
        [joined("nothing", "a")],
        [linked("nothing", "a")],
        [Released(article="nothing", released=True, by="editor")],
        [added(article("lone surrogate", title="\ud800"))],
        [added(article("no zone", published=datetime(2025, 1, 1)))],  # noqa: DTZ001 - that is the point
    ],
    ids=lambda wrong: type(wrong[0]).__name__,
)
def test_of_changes_with_a_wrong_one_none_is_written(store: Store, wrong: Sequence[Change]) -> None:
    store.apply(reported(article("a")), NOON)
    before = store.changes()
    with pytest.raises(StoreError) as raised:
        store.apply([*reported(article("b")), taken("c"), *wrong], NOON)
    assert "\n" not in str(raised.value)
    assert store.changes() == before
    assert [one.article.id for one in store.all_articles()] == ["a"]
    assert store.pending() == []
    assert store.story_count() == 1
    store.apply(reported(article("b")), NOON)


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="names no time zone"):
        store.apply([taken("c")], datetime(2025, 1, 1))  # noqa: DTZ001
    assert not store.has_capture("c")


def test_odd_ids_are_just_not_found(store: Store) -> None:
    for odd in ("", "\0", "\ud800", "'; --", "x" * 100_000):
        assert not store.has_capture(odd)
        assert store.known([odd]) == {}
        assert store.copies(odd) == []
