"""What outlets say as captures, and how they are taken in and decided."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from builders import NOON
from hypothesis import strategies as st
from msgspec.structs import replace
from streams import DAYS

from nutgraf.config import Grouping, Settings
from nutgraf.errors import EditRefused, StoreError
from nutgraf.records import Capture, Entry
from nutgraf.run.follow import Following, open_window
from nutgraf.run.ingest import take
from nutgraf.store.protocol import Store
from nutgraf.web import edits

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SETTINGS = Settings()
SHORT = Settings(grouping=Grouping(window_days=DAYS))
NEWS = [
    "The lock at Orle closes on Monday for repairs that will take until June, the keeper of the lock has said.",
    "A postman and a teacher have found a comet with a telescope that they had built together in a barn.",
    "Salmon have returned to the upper river for the first time since the dam was built a hundred years ago.",
    "The bank raised its key rate by half a point on Thursday, which hardly anybody had expected of it.",
    "Rovers won the cup with a goal in the last minute after they had been behind for most of the match.",
]


def told(number: int, hours: float = 0, text: str = "", **fields: object) -> Capture:
    """What an outlet says of one of the news, as an entry."""
    entry = Entry(
        url=f"https://outlet{number}.example/{number}",
        title=f"Item {number}",
        content=text or NEWS[number % len(NEWS)] + f" Nobody in outlet {number} disagreed.",
        language="en",
    )
    told = Capture(id=f"c{number}", at=NOON + timedelta(hours=hours), url=entry.url, entry=entry)
    return replace(told, **fields)


def taken(store: Store, *captures: Capture) -> None:
    assert list(take(store, captures)) == list(captures)


class FullStore:
    """A store whose disk is full from some write on."""

    def __init__(self, store: Store, writes: int) -> None:
        self._store = store
        self._left = writes

    @contextmanager
    def alone(self) -> Iterator[object]:
        """The store alone, with as much room."""
        whole = self._store
        with whole.alone() as self._store:
            yield self
        self._store = whole

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def apply(self, *arguments: object) -> int:
        """Writes, as long as there is room."""
        self._left -= 1
        if self._left < 0:
            raise StoreError("store.db", "cannot be written: the disk is full")
        return self._store.apply(*arguments)  # type: ignore[arg-type]


def agree(store: Store, following: Following, how: Settings = SETTINGS) -> None:
    following.catch_up(store)
    opened = open_window(store, how)
    assert following.seen == opened.seen or store.decided(following.seen) == []
    assert following.window.snapshot() == opened.window.snapshot()


def edit(data: st.DataObject, store: Store) -> None:
    """Any edit, or one that is refused."""
    stories = sorted(story.id for story in store.stories())
    articles = sorted(filed.article.id for filed in store.all_articles())
    some = st.lists(st.sampled_from(articles), max_size=3)
    how = data.draw(st.sampled_from(["merge", "split", "move", "undo"]))
    try:
        if how == "merge":
            edits.merge(store, data.draw(st.lists(st.sampled_from(stories), min_size=2, max_size=3)), NOW)
        elif how == "split":
            found = store.story(data.draw(st.sampled_from(stories)))
            edits.split(store, found.id, data.draw(st.lists(st.sampled_from(found.articles), max_size=3)), NOW)
        elif how == "move":
            edits.move(store, data.draw(some), data.draw(st.sampled_from(stories)), NOW)
        else:
            edits.undo(store, data.draw(st.integers(1, store.last())), NOW)
    except EditRefused:
        pass
