"""The changes decided so far about one capture, and what is known as if they had been made already."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec.structs import replace

from nutgraf.engine.window.copy_index import CopyIndex
from nutgraf.engine.window.effects import after, subject
from nutgraf.engine.window.window import Window
from nutgraf.records import Change, CopyLinked, Known, Removed, StoriesMerged


class Draft:
    """Reads like the window with ``changes`` made; the window itself is not touched."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.changes: list[Change] = []
        self._altered: dict[str, Known] = {}
        self._removed: set[str] = set()
        self._index: CopyIndex | None = None
        self._linked: Counter[str] = Counter()
        self._joined: defaultdict[str, dict[str, None]] = defaultdict(dict)

    @property
    def copy_index(self) -> CopyIndex:
        """Finds articles with the same text among those of the window that were not removed.

        It looks at a few only of those that share something: those that are gone must not take their place.
        """
        if not self._removed:
            return self.window.copy_index
        if self._index is None:
            self._index = CopyIndex()
            for known in self.window.snapshot():
                if known.article.id not in self._removed:
                    self._index.add(known)
        return self._index

    def add(self, change: Change) -> None:
        """Adds a change."""
        self.changes.append(change)
        if isinstance(change, StoriesMerged):
            for member in self.members(change.gone):
                self._alter(replace(member, story=change.kept))
        elif isinstance(change, Removed):
            self._removed.add(change.article)
            self._index = None
            if change.heir:
                self._alter(replace(self.known(change.heir), affair=self.known(change.article).affair))
        elif article := subject(change):
            if isinstance(change, CopyLinked):
                self._linked[change.link.of] += 1
            known = after(self.get(article), change)
            if known is not None:
                self._alter(known)

    def _alter(self, known: Known) -> None:
        self._altered[known.article.id] = known
        if known.story:
            self._joined[known.story][known.article.id] = None

    def get(self, article: str) -> Known | None:
        """What is known of an article, None where it was removed."""
        if article in self._removed:
            return None
        return self._altered.get(article) or self.window.get(article)

    def known(self, article: str) -> Known:
        """What is known of an article that there must be."""
        return self._altered.get(article) or self.window.known(article)

    def members(self, story: str) -> list[Known]:
        """The articles of a story, in order of arrival."""
        found = self.all({*self.window.members(story), *self._joined.get(story, ())})
        return [known for known in found if known.story == story]

    def held(self, story: str) -> list[Known]:
        """The articles that an editor placed in a story, in no order."""
        before = [known for known in self.window.held(story) if not self._is_touched(known.article.id)]
        altered = [self._altered[article] for article in self._joined.get(story, ()) if article not in self._removed]
        return before + [known for known in altered if known.held and known.story == story]

    def _is_touched(self, article: str) -> bool:
        return article in self._altered or article in self._removed

    def group(self, original: str) -> list[Known]:
        """An original and its copies, in order of arrival; nothing when the article is not known."""
        altered = (known.article.id for known in self._altered.values())
        found = self.all({original, *self.window.copies(original), *altered})
        return [known for known in found if original in (known.article.id, known.copy and known.copy.of)]

    def copy_count(self, original: str) -> int:
        """How many copies of an article there are in the window, or were linked since."""
        return self.window.copy_count(original) + self._linked[original]

    def all(self, articles: Iterable[str]) -> list[Known]:
        """What is known of these, in order of arrival."""
        known = (self.get(article) for article in sorted(articles, key=lambda a: (self.window.arrival(a), a)))
        return [one for one in known if one is not None]
