"""The store on SQLAlchemy Core: SQLite for one machine, PostgreSQL where there is one."""

# ruff: noqa: D102 - the Store protocol says what each method does

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine

from nutgraf.errors import StoreError
from nutgraf.records import (
    Affair,
    ArticleAdded,
    ArticleRevised,
    Bearer,
    Brought,
    Capture,
    Change,
    Filed,
    Hit,
    Import,
    Known,
    Logged,
    Look,
    Name,
    Revision,
    Source,
    Stage,
    Story,
    TopicCount,
)
from nutgraf.store import read, schema
from nutgraf.store.database import connect, failures, reading, writing
from nutgraf.store.migrations import check_known, upgrade, version
from nutgraf.store.protocol import Store, StoryOrder
from nutgraf.store.write.apply import apply

T = TypeVar("T")


def open_store(url: str | URL, *, read_only: bool = False) -> Store:
    """The store at ``sqlite:///FILE`` or ``postgresql://…``, created or brought to the newest version where needed.

    One that may only be read is opened to be read, as any is with ``read_only``. Raises StoreError when it cannot be
    opened, StoreTooNew when a newer nutgraf wrote it.
    """
    name, engine = connect(url, read_only=read_only)
    try:
        with reading(engine, name) as connection:
            present = version(connection)
        if present != schema.HEAD:
            _bring_up_to_date(engine, name, present)
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine, name)


def _bring_up_to_date(engine: Engine, name: str, present: str | None) -> None:
    check_known(present, name)
    try:
        with writing(engine, name) as connection, failures(name):
            upgrade(connection, name)
    except StoreError as e:
        if present is None or not e.reason.startswith("cannot be"):
            raise
        told = f"was written by an older nutgraf (its tables are {present}, not {schema.HEAD}) and has to be brought"
        raise StoreError(name, f"{told} up to date by a command that may write to it, but {e.reason}") from e


class SqlStore:
    """The Store protocol, which says what each method does; safe to share between threads."""

    def __init__(self, engine: Engine, name: str, alone: Connection | None = None) -> None:
        self._engine = engine
        self._name = name
        self._alone = alone

    def apply(self, changes: Sequence[Change], now: datetime) -> int:
        with self._writing() as connection, failures(self._name):
            return apply(connection, changes, now)

    @contextmanager
    def alone(self) -> Iterator[Store]:
        with self._writing() as connection:
            yield SqlStore(self._engine, self._name, connection)

    def pending(self, limit: int = 100, after: str | None = None, until: str | None = None) -> list[Capture]:
        return self._read(lambda connection: read.captures.pending(connection, limit, after, until))

    def rejected(self, reasons: Collection[str] = ()) -> list[str]:
        return self._read(lambda connection: read.captures.rejected(connection, reasons))

    def waiting(self, since: str, until: str) -> list[Capture]:
        return self._read(lambda connection: read.captures.waiting(connection, since, until))

    def has_capture(self, capture: str) -> bool:
        return self._read(lambda connection: read.captures.has_capture(connection, capture))

    def turn(self, capture: str) -> str | None:
        return self._read(lambda connection: read.captures.turn(connection, capture))

    def given(self, said: Collection[str]) -> set[str]:
        return self._read(lambda connection: read.captures.given_of(connection, said))

    def capture(self, capture: str) -> Capture:
        return self._read(lambda connection: read.captures.one_capture(connection, capture))

    def captures(self) -> Iterator[Capture]:
        return self._stream(read.captures.captures)

    def window(self, since: datetime) -> Iterator[Known]:
        return self._stream(lambda connection: read.articles.window(connection, since))

    def looks(self, since: datetime, steps: int) -> list[Look]:
        return self._read(lambda connection: read.captures.looks(connection, since, steps))

    def latest(self, limit: int) -> list[datetime]:
        return self._read(lambda connection: read.articles.latest(connection, limit))

    def last_look(self) -> int:
        return self._read(read.log.last_look)

    def known(self, articles: Sequence[str]) -> dict[str, Known]:
        return self._read(lambda connection: read.articles.known(connection, articles))

    def bearers(self, keys: Collection[str]) -> dict[str, Bearer]:
        return self._read(lambda connection: read.names.bearers(connection, keys))

    def names_of(self, articles: Sequence[str]) -> dict[str, list[Name]]:
        return self._read(lambda connection: read.names.of_articles(connection, articles))

    def article(self, article: str) -> Filed:
        return self._read(lambda connection: read.articles.one_article(connection, article))

    def articles(self, articles: Sequence[str]) -> list[Filed]:
        return self._read(lambda connection: read.articles.filed(connection, articles))

    def quote_meanings(self, articles: Sequence[str]) -> dict[str, tuple[bytes, ...]]:
        return self._read(lambda connection: read.articles.quote_meanings(connection, articles))

    def listed(self, articles: Sequence[str]) -> list[Filed]:
        return self._read(lambda connection: read.articles.listed(connection, articles))

    def all_articles(self) -> Iterator[Filed]:
        return self._stream(read.articles.all_articles)

    def copies(self, original: str) -> list[str]:
        return self._read(lambda connection: read.articles.copies(connection, original))

    def revisions(self, article: str) -> list[Revision]:
        return self._read(lambda connection: read.history.revisions(connection, article))

    def states(self, articles: Sequence[str]) -> dict[str, list[ArticleAdded | ArticleRevised]]:
        return self._read(lambda connection: read.history.states_of(connection, articles))

    def stages(self, article: str) -> list[Stage]:
        return self._read(lambda connection: read.history.stages(connection, article))

    def story(self, story: str) -> Story:
        return self._read(lambda connection: read.stories.one_story(connection, story))

    def stories(
        self, limit: int = 50, offset: int = 0, order: StoryOrder = "heat", topic: str | None = None
    ) -> list[Story]:
        return self._read(lambda connection: read.stories.stories(connection, limit, offset, order, topic))

    def quotes_due(self, limit: int = 50, after: str = "") -> list[Story]:
        return self._read(lambda connection: read.stories.quotes_due(connection, limit, after))

    def story_count(self, topic: str | None = None) -> int:
        return self._read(lambda connection: read.stories.story_count(connection, topic))

    def topics(self, limit: int = 50, offset: int = 0) -> list[TopicCount]:
        return self._read(lambda connection: read.stories.topics(connection, limit, offset))

    def stories_of(self, articles: Sequence[str]) -> dict[str, Story]:
        return self._read(lambda connection: read.stories.stories_of(connection, articles))

    def affair(self, story: str, limit: int = 100) -> Affair | None:
        return self._read(lambda connection: read.affairs.affair(connection, story, limit))

    def members(self, stories: Sequence[str]) -> list[Known]:
        return self._read(lambda connection: read.articles.members(connection, stories))

    def search(self, words: str, limit: int = 50, offset: int = 0) -> list[Hit]:
        return self._read(lambda connection: read.hits.search(connection, words, limit, offset))

    def sources(self) -> list[Source]:
        return self._read(read.brought.sources)

    def removed(self, articles: Sequence[str]) -> set[str]:
        return self._read(lambda connection: read.brought.removed(connection, articles))

    def unwatched(self, sources: Sequence[str]) -> set[str]:
        return self._read(lambda connection: read.brought.unwatched(connection, sources))

    def imports(self) -> list[Import]:
        return self._read(read.brought.imports)

    def brought_by(self, *, source: str | None = None, turn: str | None = None) -> list[Brought]:
        return self._read(lambda connection: read.brought.by(connection, source, turn))

    def brought_to(self, articles: Sequence[str]) -> list[Brought]:
        return self._read(lambda connection: read.brought.to(connection, articles))

    def changes(self, after: int = 0, limit: int = 1000) -> list[Logged]:
        return self._read(lambda connection: read.log.changes(connection, after, limit))

    def decided(self, after: int = 0, limit: int = 1000) -> list[Logged]:
        return self._read(lambda connection: read.log.decided(connection, after, limit))

    def last(self) -> int:
        return self._read(read.log.last)

    def close(self) -> None:
        self._engine.dispose()

    def _read(self, question: Callable[[Connection], T]) -> T:
        with self._reading() as connection:
            return question(connection)

    def _stream(self, question: Callable[[Connection], Iterator[T]]) -> Iterator[T]:
        with self._reading() as connection:
            yield from question(connection)

    def _reading(self) -> AbstractContextManager[Connection]:
        return _within(self._alone, self._name) if self._alone else reading(self._engine, self._name)

    def _writing(self) -> AbstractContextManager[Connection]:
        return nullcontext(self._alone) if self._alone else writing(self._engine, self._name)


@contextmanager
def _within(connection: Connection, name: str) -> Iterator[Connection]:
    """A connection that has a transaction already."""
    with failures(name):
        yield connection
