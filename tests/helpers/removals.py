"""Removing, as a test asks for it, and what a reader sees then."""

from deciding import NOW, SETTINGS, taken

from nutgraf.records import Capture, CaptureDecided, Source
from nutgraf.run.follow import open_window
from nutgraf.run.ingest import settle
from nutgraf.run.removing import Removal, carry_out, of_import, of_named
from nutgraf.store.protocol import Store

FEED = Source(id="s", url="https://feeds.example/s")


def decided(store: Store, *new: Capture) -> dict[str, CaptureDecided]:
    taken(store, *new)
    return {decision.capture: decision for decision in settle(store, open_window(store, SETTINGS))}


def removed(store: Store, target: str) -> Removal:
    return carry_out(store, lambda alone: of_named(alone, target), NOW)


def undone(store: Store, number: int) -> Removal:
    return carry_out(store, lambda alone: of_import(alone, number), NOW)


def decided_state(store: Store) -> list[object]:
    """What a reader sees: articles with all that was decided of them, and stories."""
    return [list(store.all_articles()), sorted(store.stories(1000), key=lambda story: story.id), store.topics()]
