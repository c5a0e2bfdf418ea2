"""The connection to a database, and its errors in one line that says what to do."""

import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import msgspec
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError, StatementError

from nutgraf.errors import StoreError

KINDS = "sqlite:///FILE or postgresql://USER@HOST/DATABASE"
MAKES_ONE = "`nutgraf run` or `nutgraf import` makes one"
NOT_THERE = f"there is no such store yet: {MAKES_ONE}"
# How long a writer waits for another one, in seconds; a URL can say otherwise with ?timeout=.
SQLITE_TIMEOUT = "30"
# Any number will do that no other program uses for its own locks.
_WRITER_LOCK = 0x6E757467
_READ_ONLY = "cannot be written: it is read-only"
_PLAIN_WORDS = {
    "database is locked": "is locked by another process: try again when that is done",
    "database table is locked": "is locked by another process: try again when that is done",
    "database or disk is full": "cannot be written: the disk is full",
    "no space left on device": "cannot be written: the disk is full",
    "readonly database": _READ_ONLY,
    "read-only transaction": _READ_ONLY,
    "file is not a database": "is no SQLite database: name another file",
    "disk image is malformed": "is damaged: restore it from a copy, or replay the captures into a new one",
    "unable to open database file": "cannot be opened: the directory cannot be written to",
    "permission denied for": "cannot be read or written: this user may not; ask its owner for the right",
    "must be owner of": "cannot be written: this user does not own its tables",
}

_LOG_ASIDE = "cannot be read here: its last changes stand in {0}-wal. Copy both to where you may write, and open that"


def connect(url: str | URL, *, read_only: bool = False) -> tuple[str, Engine]:
    """An engine for a store's URL, and the store's name in messages; with ``read_only`` it refuses to write.

    Raises StoreError for a URL that is no store's.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as e:  # ValueError: a port that is no number
        raise StoreError(repr(url), f"is no store: use {KINDS}") from e
    match parsed.get_backend_name():
        case "sqlite":
            return _sqlite(parsed, read_only=read_only)
        case "postgresql" | "postgres":
            return _postgresql(parsed, read_only=read_only)
        case _:
            raise StoreError(parsed.render_as_string(), f"is no store: use {KINDS}")


def _sqlite(url: URL, *, read_only: bool) -> tuple[str, Engine]:
    if not url.database or ":memory:" in url.database or url.query.get("mode") == "memory":
        raise StoreError(str(url), "is lost when the program ends: name a file, as in sqlite:///nutgraf.db")
    _check_options(url)
    path = Path(url.database.removeprefix("file:"))
    if read_only and not os.path.isfile(path):  # noqa: PTH113 - also where it may not be looked into
        raise StoreError(str(path), f"is no file: {MAKES_ONE}" if os.path.exists(path) else NOT_THERE)  # noqa: PTH110
    if not os.path.isdir(path.parent):  # noqa: PTH112 - also where it may not be looked into
        raise StoreError(str(path), f"there is no directory {path.parent}: create it")
    if os.path.exists(path) and not os.access(path, os.R_OK):  # noqa: PTH110 - as above
        raise StoreError(str(path), "cannot be read: this user may not")
    if "timeout" not in url.query:
        url = url.update_query_dict({"timeout": SQLITE_TIMEOUT})
    return str(path), _of_a_file_to_read(path, url) if read_only or _may_only_be_read(path) else _of_a_file(url)


def _check_options(url: URL) -> None:
    """Refuses what SQLAlchemy would pass over with a warning, or stumble over later."""
    if url.host or url.username or url.port:
        raise StoreError(
            url.render_as_string(), "names a host, which SQLite has none of: sqlite:///FILE has three slashes"
        )
    unknown = sorted(url.query.keys() - {"timeout"})
    if unknown and url.query.get("uri") != "true":
        raise StoreError(str(url), f"takes no {unknown[0]}: the one option is timeout, in seconds")
    try:
        float(str(url.query.get("timeout", 0)))
    except ValueError as e:
        raise StoreError(str(url), "has a timeout that is no number of seconds") from e


def _of_a_file(url: URL) -> Engine:
    engine = create_engine(url.set(drivername="sqlite+pysqlite"))
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _may_only_be_read(path: Path) -> bool:
    """Whether a database is there and nothing can be written to it, or beside it, where SQLite has to write, too."""
    if not os.path.exists(path):  # noqa: PTH110 - also where it may not be looked at
        return False
    return not all(os.access(one, os.W_OK) for one in (path, path.parent))


def _of_a_file_to_read(path: Path, url: URL) -> Engine:
    """Connections that only read. None is kept: each looks anew whether others write."""
    seconds = float(str(url.query["timeout"]))

    def connected() -> sqlite3.Connection:
        address = f"{path.absolute().as_uri()}?mode=ro"
        if _may_only_be_read(path) and not _has_bytes(f"{path}-wal"):
            # SQLite would make the files by which readers agree with writers; without a log there is no writer.
            address += "&immutable=1"
        try:
            connection = sqlite3.connect(address, timeout=seconds, uri=True, check_same_thread=False)
            with ExitStack() as unless_it_reads:
                unless_it_reads.callback(connection.close)
                connection.execute("SELECT 1 FROM sqlite_schema")
                unless_it_reads.pop_all()
        except sqlite3.OperationalError as e:
            if "unable to open" in str(e) and _has_bytes(f"{path}-wal"):
                raise StoreError(str(path), _LOG_ASIDE.format(path)) from e
            raise
        connection.isolation_level = None
        return connection

    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):  # which SQLite would find out late
            raise StoreError(str(path), _READ_ONLY)
        connection.exec_driver_sql("BEGIN")

    engine = create_engine("sqlite+pysqlite://", creator=connected, poolclass=NullPool)
    event.listen(engine, "begin", begin)
    return engine


def _has_bytes(file: str) -> bool:
    try:
        return Path(file).stat().st_size > 0
    except OSError:
        return False


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


def _postgresql(url: URL, *, read_only: bool) -> tuple[str, Engine]:
    name = url.render_as_string()
    try:
        engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except ImportError as e:
        raise StoreError(name, "needs psycopg: pip install 'nutgraf[postgresql]'") from e
    return name, engine.execution_options(postgresql_readonly=True) if read_only else engine


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
