"""The window of a process that decides, kept level with what others write to the same store: editors, another run.

store.decided(after) -> changes, with the fingerprints that the log leaves out -> window.evolve
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from nutgraf.config import Settings
from nutgraf.engine.stories.second_look import Touched
from nutgraf.engine.window.window import WITNESSES, Window
from nutgraf.records import ArticleAdded, ArticleRevised, CaptureDecided, Change, Fingerprint, StoryUpdated
from nutgraf.store.protocol import Store

_EVER = datetime.min.replace(tzinfo=UTC)


class Following:
    """A window with the number of the last change that it has taken in, and what the next second look is about.

    ``meaning`` says whether what comes gets a vector of what it means.
    """

    def __init__(self, window: Window, seen: int, *, meaning: bool = True) -> None:
        self.window = window
        self.seen = seen
        self.meaning = meaning
        self.touched = Touched()

    def take(self, changes: Sequence[Change]) -> None:
        """Takes in what was just decided."""
        self.window.evolve(changes)
        self.touched.take(changes)

    def catch_up(self, store: Store) -> set[str]:
        """Takes in what others decided since, and gives the captures that they decided."""
        captures: set[str] = set()
        complete = True
        while rows := store.decided(self.seen):
            changes = [row.change for row in rows]
            captures.update(change.capture for change in changes if isinstance(change, CaptureDecided))
            self.touched.take(changes)
            if complete:
                self._evolve(changes, _fingerprints(store, changes))
                complete = self._is_complete(changes)
            self.seen = rows[-1].number
        if not complete:
            self.window = _rebuilt(store, self.window.days, datetime.now(UTC))
        return captures

    def _evolve(self, changes: Iterable[Change], fingerprints: Mapping[str, Fingerprint]) -> None:
        """A capture at a time, as whoever decided them did."""
        group: list[Change] = []
        for change in changes:
            group.append(change)
            if isinstance(change, CaptureDecided):
                self.window.evolve(_as_decided(group, fingerprints))
                group = []
        self.window.evolve(_as_decided(group, fingerprints))

    def _is_complete(self, changes: Iterable[Change]) -> bool:
        """Whether no story has come to hold both what the window knows and what it has forgotten."""
        stories = {change.story.id: change.story for change in changes if isinstance(change, StoryUpdated)}
        return all(len(self.window.members(story.id)) in {0, len(story.articles)} for story in stories.values())


def open_window(store: Store, settings: Settings, now: datetime | None = None) -> Following:
    """The window as the store left it, and what changed since the last second look; ``now`` is the clock's time."""
    seen = store.last()
    window = _rebuilt(store, settings.grouping.window_days, now or datetime.now(UTC))
    following = Following(window, seen, meaning=settings.grouping.meaning)
    after = store.last_look()
    while rows := [row for row in store.decided(after) if row.number <= seen]:
        following.touched.take([row.change for row in rows])
        after = rows[-1].number
    return following


def _rebuilt(store: Store, days: float, now: datetime) -> Window:
    """A window that ends at ``now`` at the latest: what a clock that ran ahead has left behind does not close it."""
    latest = [min(time, now) for time in store.latest(WITNESSES)]
    return Window.rebuilt(store.window(_back(min(latest), days) if latest else now), days, latest)


def _back(end: datetime, days: float) -> datetime:
    try:
        return end - timedelta(days=days)
    except OverflowError:
        return _EVER


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
