"""The window of a process that decides, kept level with what others write to the same store: editors, another run.

store.decided(after) -> changes, with the fingerprints that the log leaves out -> window.evolve
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from nutgraf.config import Settings
from nutgraf.engine.stories import Meaning
from nutgraf.engine.window import Window
from nutgraf.records import ArticleAdded, ArticleRevised, CaptureDecided, Change, Fingerprint, StoryUpdated
from nutgraf.run.meaning import load_meaning
from nutgraf.store.protocol import Store

EVER = datetime.min.replace(tzinfo=UTC)


class Following:
    """A window, the number of the last change that it has taken in, and who tells what an article means."""

    def __init__(self, window: Window, seen: int, meaning: Meaning | None = None) -> None:
        self.window = window
        self.seen = seen
        self.meaning = meaning

    def catch_up(self, store: Store) -> set[str]:
        """Takes in what others decided since, and gives the captures that they decided."""
        captures: set[str] = set()
        complete = True
        while rows := store.decided(self.seen):
            changes = [row.change for row in rows]
            captures.update(change.capture for change in changes if isinstance(change, CaptureDecided))
            if complete:
                self._evolve(changes, _fingerprints(store, changes))
                complete = self._is_complete(changes)
            self.seen = rows[-1].number
        if not complete:
            self.window = _rebuilt(store, self.window.days)
        return captures

    def _evolve(self, changes: Iterable[Change], fingerprints: Mapping[str, Fingerprint]) -> None:
        """A capture at a time, as whoever decided them did."""
        group: list[Change] = []
        for change in changes:
            group.append(change)
            if isinstance(change, CaptureDecided):
                self.window.evolve(_as_decided(group, fingerprints), _time(group))
                group = []
        self.window.evolve(_as_decided(group, fingerprints), _time(group))

    def _is_complete(self, changes: Iterable[Change]) -> bool:
        """Whether no story has come to hold both what the window knows and what it has forgotten."""
        stories = {change.story.id: change.story for change in changes if isinstance(change, StoryUpdated)}
        return all(len(self.window.members(story.id)) in {0, len(story.articles)} for story in stories.values())


def open_window(store: Store, settings: Settings) -> Following:
    """The window as the store left it."""
    seen = store.last()
    return Following(_rebuilt(store, settings.grouping.window_days), seen, load_meaning(settings.grouping))


def _rebuilt(store: Store, days: float) -> Window:
    newest = store.newest()
    if newest is None:
        return Window(days)
    window = Window.rebuilt(store.window(_back(newest, days)), days)
    window.evolve((), newest)
    return window


def _back(newest: datetime, days: float) -> datetime:
    try:
        return newest - timedelta(days=days)
    except OverflowError:
        return EVER


def _fingerprints(store: Store, changes: Iterable[Change]) -> dict[str, Fingerprint]:
    """The fingerprints of the present states of the articles that changes are about: any other is soon revised."""
    told = {c.prepared.article.id for c in changes if isinstance(c, ArticleAdded | ArticleRevised)}
    known = store.known(list(told)) if told else {}
    return {article: one.fingerprint for article, one in known.items()}


def _as_decided(changes: Iterable[Change], fingerprints: Mapping[str, Fingerprint]) -> list[Change]:
    """The changes as they were decided, with the fingerprints that the log leaves out; none of what is removed now."""
    found: list[Change] = []
    for change in changes:
        if not isinstance(change, ArticleAdded | ArticleRevised):
            found.append(change)
        elif print_ := fingerprints.get(change.prepared.article.id):
            found.append(replace(change, prepared=replace(change.prepared, fingerprint=print_)))
    return found


def _time(changes: Sequence[Change]) -> datetime:
    """The time of an article that was added: that alone moves the window on, as the store can tell when it was."""
    return max((c.prepared.article.seen for c in changes if isinstance(c, ArticleAdded)), default=EVER)
