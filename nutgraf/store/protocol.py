"""What the rest of nutgraf asks of a store; the one way to write is ``apply``."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Literal, Protocol, TypeAlias

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

StoryOrder: TypeAlias = Literal["heat", "latest"]


class Store(Protocol):
    """Articles, stories, sources and captures, and the change table that says how they came to be."""

    def apply(self, changes: Sequence[Change], now: datetime) -> int:
        """Writes the changes and a row in the change table for each, in one transaction.

        Returns the number of the last row. What is stored already writes nothing: a CaptureTaken whose id is known, a
        CaptureDecided or SourceKept equal to the one before; nor does a CaptureReopened of one that is not rejected, a
        Released by a rule or record where an editor decided, or what is said of an article that was removed. Raises
        StoreError, also for a capture decided that was
        never taken; then nothing was written.
        """
        ...

    def alone(self) -> "AbstractContextManager[Store]":
        """The store while nobody else can write to it: what is read there still holds when it is written there.

        All of the block is one transaction, and an error in it undoes it as a whole. Others that want to write wait:
        also those in the block that go by another way than what they are given.
        """
        ...

    def pending(self, limit: int = 100, after: str | None = None, until: str | None = None) -> list[Capture]:
        """Captures that were taken and not decided, by turn, in order of arrival where that is the same.

        Only those that come after capture ``after``, and those whose turn sorts before ``until``.
        """
        ...

    def rejected(self, reasons: Collection[str] = ()) -> list[str]:
        """Ids of the captures that were rejected, for one of these reasons where any are named, in order of arrival."""
        ...

    def waiting(self, since: str, until: str) -> list[Capture]:
        """Pending captures by turn, without their bytes: those from ``since`` on that come before ``until``."""
        ...

    def has_capture(self, capture: str) -> bool:
        """Whether a capture of that id was ever taken."""
        ...

    def turn(self, capture: str) -> str | None:
        """The turn of a capture, None where none of that id was ever taken."""
        ...

    def given(self, said: Collection[str]) -> set[str]:
        """Those of these digests that a capture was taken with (``Capture.said``)."""
        ...

    def capture(self, capture: str) -> Capture:
        """One capture, as it was taken. Raises NotFound."""
        ...

    def captures(self) -> Iterator[Capture]:
        """All captures in order of arrival: what a rebuild replays."""
        ...

    def window(self, since: datetime) -> Iterator[Known]:
        """Articles first seen since then, and all others of their stories, in order of arrival."""
        ...

    def latest(self, limit: int) -> list[datetime]:
        """The times at which the latest articles were first seen, be they removed since: by them the window ends."""
        ...

    def last_look(self) -> int:
        """The number of the last change ``looked_again``, 0 where there is none."""
        ...

    def looks(self, since: datetime, steps: int) -> list[Look]:
        """Articles whose present state was seen since then, by that time, with fewer looks at it than ``steps``."""
        ...

    def known(self, articles: Sequence[str]) -> dict[str, Known]:
        """What is stored of these articles, by id; ids that are not known are left out."""
        ...

    def bearers(self, keys: Collection[str]) -> dict[str, Bearer]:
        """The articles that bear these names (``nutgraf.naming``), by key; keys that nobody bears are left out."""
        ...

    def names_of(self, articles: Sequence[str]) -> dict[str, list[Name]]:
        """What these articles are called by, by id, in order of keys."""
        ...

    def article(self, article: str) -> Filed:
        """One article with its text. Raises NotFound; Gone, which is one, where it was removed."""
        ...

    def articles(self, articles: Sequence[str]) -> list[Filed]:
        """These articles, in that order; ids that are not known are left out."""
        ...

    def quote_meanings(self, articles: Sequence[str]) -> dict[str, tuple[bytes, ...]]:
        """What the quotations of these articles mean, each in order, by id; those that nobody told are left out."""
        ...

    def listed(self, articles: Sequence[str]) -> list[Filed]:
        """As ``articles``, but without texts, what says how these are built, and quotations: as lists show them."""
        ...

    def all_articles(self) -> Iterator[Filed]:
        """Every article, newest publication first, then by id."""
        ...

    def copies(self, original: str) -> list[str]:
        """Ids of the articles that were linked as copies of this one."""
        ...

    def revisions(self, article: str) -> list[Revision]:
        """Every state of an article, oldest first. Raises NotFound, Gone."""
        ...

    def states(self, articles: Sequence[str]) -> dict[str, list[ArticleAdded | ArticleRevised]]:
        """How the states of these articles were decided, oldest first, without fingerprints."""
        ...

    def stages(self, article: str) -> list[Stage]:
        """As ``revisions``, but only their numbers, times and what was changed. Raises NotFound."""
        ...

    def story(self, story: str) -> Story:
        """One story, by its id or an alias of it. Raises NotFound; Gone where its last article was removed."""
        ...

    def stories(
        self, limit: int = 50, offset: int = 0, order: StoryOrder = "heat", topic: str | None = None
    ) -> list[Story]:
        """Stories, hottest or newest first; the order by heat is the same at any time of asking.

        With the name of a topic, in any case, those with at least one article on it.
        """
        ...

    def quotes_due(self, limit: int = 50, after: str = "") -> list[Story]:
        """Stories in several languages that changed since their quotations were told, by id, from behind ``after``."""
        ...

    def story_count(self, topic: str | None = None) -> int:
        """How many stories there are, or how many with an article on that topic."""
        ...

    def topics(self, limit: int = 50, offset: int = 0) -> list[TopicCount]:
        """The topics that articles print or were tagged with, those of most articles first."""
        ...

    def stories_of(self, articles: Sequence[str]) -> dict[str, Story]:
        """The stories of these articles, by story id."""
        ...

    def affair(self, story: str, limit: int = 100) -> Affair | None:
        """The affair that a story belongs to, with its latest stories; None where it is the only one.

        Takes the id of a story or an alias of it; stories that became one of another affair are found there.
        """
        ...

    def members(self, stories: Sequence[str]) -> list[Known]:
        """The articles of these stories, by their ids alone, in order of arrival."""
        ...

    def search(self, words: str, limit: int = 50, offset: int = 0) -> list[Hit]:
        """Articles that contain all the words, without their texts, best match first.

        Any input is safe, no words find nothing.
        """
        ...

    def sources(self) -> list[Source]:
        """All sources that are watched, by URL."""
        ...

    def removed(self, articles: Sequence[str]) -> set[str]:
        """Those of these articles that were removed, or might be one that was, and never come again."""
        ...

    def unwatched(self, sources: Sequence[str]) -> set[str]:
        """Those of these sources that were removed."""
        ...

    def imports(self) -> list[Import]:
        """All imports, by number."""
        ...

    def brought_by(self, *, source: str | None = None, turn: str | None = None) -> list[Brought]:
        """The captures of a source, or those of a turn."""
        ...

    def brought_to(self, articles: Sequence[str]) -> list[Brought]:
        """The captures that became one of these articles, or a state of it."""
        ...

    def changes(self, after: int = 0, limit: int = 1000) -> list[Logged]:
        """Rows of the change table with a number greater than ``after``, in order."""
        ...

    def decided(self, after: int = 0, limit: int = 1000) -> list[Logged]:
        """As ``changes``, but only of articles, stories, and what became of captures: all that the window goes by."""
        ...

    def last(self) -> int:
        """The number of the last row of the change table, 0 where there is none."""
        ...

    def close(self) -> None:
        """Lets go of the database."""
        ...
