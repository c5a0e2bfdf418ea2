"""The window: what is remembered of recent articles and open stories, indexed in memory.

Everything in it follows from the articles it knows, so that rebuilt from the store it equals the one that evolved.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from typing import Self

from msgspec.structs import replace

from nutgraf.engine.window.copy_index import CopyIndex
from nutgraf.engine.window.effects import added, after, subject
from nutgraf.engine.window.remembered import remembered
from nutgraf.engine.window.shelf import Shelf
from nutgraf.engine.window.story_index import StoryIndex
from nutgraf.records import ArticleAdded, Change, Known, Removed, StoriesMerged

_EVER = datetime.min.replace(tzinfo=UTC)
WITNESSES = 3  # articles that must have come by a time before it is the window's: the web lies about the hour, too


class Window:
    """Articles first seen in the last ``days``, and whatever else is in their stories: a story goes as a whole.

    The window ends where the third latest article was first seen, so that what one capture claims closes no story; with
    other ``witnesses``, where that many were.
    """

    def __init__(self, days: float, witnesses: int = WITNESSES) -> None:
        self.days = days
        self._witnesses = witnesses
        self.copy_index = CopyIndex()
        self.story_index = StoryIndex()
        self._articles = Shelf(lambda article: self.story_index.told(self._arrivals[article]))
        self._arrivals: dict[str, int] = {}
        self._arrived = 0
        self._copies: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._held: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._ages: list[tuple[datetime, str]] = []
        self._due: dict[str, datetime] = {}
        self._latest: list[datetime] = []

    @classmethod
    def rebuilt(cls, known: Iterable[Known], days: float, latest: Iterable[datetime] | None = None) -> Self:
        """The window over what the store knows of its articles, in order of arrival.

        ``latest`` are the times at which the latest articles were first seen, where that is not to be taken from these.
        """
        window = cls(days)
        times: list[datetime] = []
        for article in known:
            window._put(article)
            times.append(added(article))
        for time in times if latest is None else latest:
            window._note(time)
        window._forget()
        return window

    @property
    def latest(self) -> tuple[datetime, ...]:
        """When the latest articles were first seen, earliest first: where the window ends."""
        return tuple(self._latest)

    def get(self, article: str) -> Known | None:
        """What is known of an article; None when it never came or is forgotten."""
        return self._articles.get(article)

    def known(self, article: str) -> Known:
        """What is known of an article that the window holds."""
        found = self._articles.get(article)
        if found is None:
            raise KeyError(article)
        return found

    def arrival(self, article: str) -> int:
        """A number that orders articles by when they came; one that has not come is after all others."""
        return self._arrivals.get(article, self._arrived)

    def members(self, story: str) -> list[str]:
        """Ids of the articles in a story, in order of arrival."""
        return self.story_index.articles(story)

    def stories(self) -> list[str]:
        """Ids of all stories."""
        return self.story_index.stories()

    def held(self, story: str) -> list[Known]:
        """The articles that an editor placed in a story, in no order."""
        return [self.known(article) for article in self._held.get(story, ())]

    def copies(self, original: str) -> list[str]:
        """Ids of the articles that copy one, in order of arrival."""
        return sorted(self._copies.get(original, ()), key=self.arrival)

    def copy_count(self, original: str) -> int:
        """How many articles copy one."""
        return len(self._copies.get(original, ()))

    def snapshot(self) -> tuple[Known, ...]:
        """All that is known, in order of arrival: equal for windows that decide alike."""
        return tuple(map(self.known, self._articles))

    def evolve(self, changes: Iterable[Change]) -> None:
        """Takes the changes in, then forgets the stories in which nothing new was seen for ``days``."""
        altered: dict[str, Known] = {}
        for change in changes:
            if isinstance(change, ArticleAdded):
                self._note(change.prepared.article.seen)
            if isinstance(change, StoriesMerged):
                self._put_all(altered)
                for article in self.members(change.gone):
                    self._put(replace(self.known(article), story=change.kept))
            elif isinstance(change, Removed):
                self._put_all(altered)
                self._remove(change)
            elif article_id := subject(change):
                known = after(altered.get(article_id) or self.get(article_id), change)
                if known is not None:
                    altered[article_id] = known
        self._put_all(altered)
        self._forget()

    def _note(self, time: datetime) -> None:
        """Notes when an article was first seen."""
        insort(self._latest, time)
        del self._latest[: -self._witnesses]

    def _put_all(self, altered: dict[str, Known]) -> None:
        """Takes in what several changes made of each article."""
        for known in altered.values():
            self._put(known)
        altered.clear()

    def _put(self, known: Known) -> None:
        known = remembered(known)
        article = known.article.id
        before = self.get(article)
        if before == known:
            return
        if before is None:
            number = self._arrivals[article] = self._arrived
            self._arrived += 1
            self.copy_index.add(known)
            self.story_index.add(number, known)
        else:
            number = self._arrivals[article]
            if before.fingerprint != known.fingerprint or before.article != known.article:
                self.copy_index.replace(before, known)
            self._unlist(before)
            self.story_index.replace(number, before, known)
        told = (known.fingerprint.terms, known.fingerprint.meaning)
        self._articles.put(known, whole=self.story_index.told(number) != told)
        self._list(known, before)

    def _list(self, known: Known, before: Known | None) -> None:
        article = known.article.id
        story = known.home
        if known.held:
            self._held[story][article] = None
        if story not in self._due or added(known) < self._due[story]:
            self._look_at(story, added(known))
        if before and (left := before.home) != story and self.members(left):
            self._look_at(left, _EVER)
        if known.copy:
            self._copies[known.copy.of][article] = None

    def _unlist(self, known: Known) -> None:
        story = known.home
        if known.held:
            _discard(self._held, story, known.article.id)
        if known.copy:
            _discard(self._copies, known.copy.of, known.article.id)

    def _forget(self) -> None:
        try:
            since = self._latest[0] - timedelta(days=self.days)
        except (IndexError, OverflowError):
            return
        while self._ages and self._ages[0][0] < since:
            time, story = heappop(self._ages)
            if self._due.get(story) != time:
                continue
            del self._due[story]
            members = self.members(story)
            latest = max((added(self.known(member)) for member in members), default=_EVER)
            if latest >= since:
                self._look_at(story, latest)
                continue
            for member in members:
                self._drop(self.known(member))

    def _look_at(self, story: str, time: datetime) -> None:
        """Notes when a story can be forgotten at the earliest, in the place of what was noted before."""
        if self._due.get(story) != time:
            self._due[story] = time
            heappush(self._ages, (time, story))

    def _remove(self, change: Removed) -> None:
        known, heir = self.get(change.article), self.get(change.heir) if change.heir else None
        if known is None:
            return
        self._drop(known)
        if heir:
            self._put(replace(heir, affair=known.affair))
        if self.members(story := known.story or change.article):
            self._look_at(story, _EVER)

    def _drop(self, known: Known) -> None:
        article = known.article.id
        self._unlist(known)
        self.copy_index.remove(known)
        self.story_index.remove(self._arrivals[article])
        self._articles.drop(article)
        del self._arrivals[article]


def _discard(sets: defaultdict[str, dict[str, None]], key: str, member: str) -> None:
    del sets[key][member]
    if not sets[key]:
        del sets[key]
