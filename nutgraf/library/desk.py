"""What a store holds, for programs that only read it."""

import os
from types import TracebackType
from typing import Self

from sqlalchemy import URL

from nutgraf.errors import StoreError
from nutgraf.records import Filed, Hit, Logged, Revision, Source, Story
from nutgraf.store.database import MAKES_ONE
from nutgraf.store.protocol import Store, StoryOrder
from nutgraf.store.sql import open_store


class Desk:
    """A store that is read: stories, articles, and how they came to be. For ``with``, and safe to share by threads.

    ``store`` is ``sqlite:///FILE``, ``postgresql://…`` or the path of a file. It is opened so that nothing can be
    written to it, and may grow meanwhile: each answer is of the store as it is then. Times are UTC.

    Raises StoreError where there is no store, or one that cannot be read or has to be brought up to date first;
    StoreTooNew where a newer nutgraf wrote it. Every method raises StoreError when the store cannot be read any more.
    """

    def __init__(self, store: str | os.PathLike[str]) -> None:
        self._store = _opened(store)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the store."""
        self._store.close()

    def stories(
        self, limit: int = 50, offset: int = 0, order: StoryOrder = "heat", topic: str | None = None
    ) -> list[Story]:
        """Stories, the hottest first, or with ``order`` "latest" the newest.

        With the name of a topic, in any case, only those with at least one article on it.
        """
        return self._store.stories(limit, offset, order, topic)

    def story(self, story: str) -> Story:
        """One story by its id, or by that of one that became part of it. Raises NotFound; Gone if it was removed."""
        return self._store.story(story)

    def article(self, article: str) -> Filed:
        """One article by its id, with its text, quotations, and all that was decided. Raises NotFound, Gone."""
        return self._store.article(article)

    def revisions(self, article: str) -> list[Revision]:
        """Every state of an article, oldest first. Raises NotFound, Gone."""
        return self._store.revisions(article)

    def search(self, words: str, limit: int = 50, offset: int = 0) -> list[Hit]:
        """Articles that contain all the words, without their texts, best match first; no words find nothing."""
        return self._store.search(words, limit, offset)

    def sources(self) -> list[Source]:
        """All sources that are watched, by URL."""
        return self._store.sources()

    def changes(self, after: int = 0, limit: int = 1000) -> list[Logged]:
        """Rows of the change table with a number greater than ``after``, in order."""
        return self._store.changes(after, limit)


def _opened(store: str | os.PathLike[str]) -> Store:
    place = os.fspath(store)
    try:
        return open_store(place if "://" in place else URL.create("sqlite", database=place), read_only=True)
    except StoreError as e:
        if not e.reason.startswith("cannot be written"):  # the tables, which are not there
            raise
        raise StoreError(e.source, f"is no store of nutgraf: {MAKES_ONE}") from e
