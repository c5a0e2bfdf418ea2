"""The connection to a database, and its errors in one line that says what to do."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import msgspec
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError, StatementError

from nutgraf.errors import StoreError

KINDS = "sqlite:///FILE or postgresql://USER@HOST/DATABASE"
# How long a writer waits for another one, in seconds; a URL can say otherwise with ?timeout=.
SQLITE_TIMEOUT = "30"
# Any number will do that no other program uses for its own locks.
_WRITER_LOCK = 0x6E757467
_PLAIN_WORDS = {
    "database is locked": "is locked by another process: try again when that is done",
    "database table is locked": "is locked by another process: try again when that is done",
    "database or disk is full": "cannot be written: the disk is full",
    "no space left on device": "cannot be written: the disk is full",
    "readonly database": "cannot be written: it is read-only",
    "read-only transaction": "cannot be written: it is read-only",
    "file is not a database": "is no SQLite database: name another file",
    "disk image is malformed": "is damaged: restore it from a copy, or replay the captures into a new one",
    "unable to open database file": "cannot be opened: the directory cannot be written to",
}


def connect(url: str) -> tuple[str, Engine]:
    """An engine for a store's URL, and the store's name in messages. Raises StoreError for a URL that is no store's."""
    try:
        parsed = make_url(url)
    except ArgumentError as e:
        raise StoreError(repr(url), f"is no store: use {KINDS}") from e
    match parsed.get_backend_name():
        case "sqlite":
            return _sqlite(parsed)
        case "postgresql" | "postgres":
            return _postgresql(parsed)
        case _:
            raise StoreError(parsed.render_as_string(), f"is no store: use {KINDS}")


def _sqlite(url: URL) -> tuple[str, Engine]:
    if not url.database or ":memory:" in url.database or url.query.get("mode") == "memory":
        raise StoreError(str(url), "is lost when the program ends: name a file, as in sqlite:///nutgraf.db")
    path = Path(url.database.removeprefix("file:"))
    if not path.parent.is_dir():
        raise StoreError(str(path), f"there is no directory {path.parent}: create it")
    if "timeout" not in url.query:
        url = url.update_query_dict({"timeout": SQLITE_TIMEOUT})
    engine = create_engine(url.set(drivername="sqlite+pysqlite"))
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return str(path), engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver would begin transactions by rules of its own; _begin_sqlite does.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    # The file keeps this mode; while one connection switches it, others are told that it is locked.
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = WAL")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and then writes cannot wait for another writer: it must say at once what it wants.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(url: URL) -> tuple[str, Engine]:
    name = url.render_as_string()
    try:
        return name, create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except ImportError as e:
        raise StoreError(name, "needs psycopg: pip install 'nutgraf[postgresql]'") from e


@contextmanager
def reading(engine: Engine, name: str) -> Iterator[Connection]:
    """A connection that sees the store as it is at one moment. Raises StoreError."""
    with failures(name), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, name: str) -> Iterator[Connection]:
    """A transaction, the only one that writes at its time. Raises StoreError; then nothing was written.

    What is raised in the block, which may not be about the database at all, comes out of it as it is.
    """
    with ExitStack() as opened:
        with failures(name):
            connection = opened.enter_context(engine.connect().execution_options(writes=True))
            opened.enter_context(connection.begin())
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITER_LOCK})
        yield connection
        with failures(name):
            opened.close()


@contextmanager
def failures(name: str) -> Iterator[None]:
    """Turns what goes wrong with a database, or with what is put in or found there, into StoreError."""
    try:
        yield
    except StatementError as e:
        raise StoreError(name, _in_plain_words(e.orig or e)) from e
    except (SQLAlchemyError, msgspec.MsgspecError, zlib.error, OSError, ValueError, OverflowError) as e:
        raise StoreError(name, _in_plain_words(e)) from e


def _in_plain_words(error: BaseException) -> str:
    line = next(iter(str(error).strip().splitlines()), type(error).__name__)
    return next((plain for said, plain in _PLAIN_WORDS.items() if said in line.casefold()), line)
