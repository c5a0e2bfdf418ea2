"""Takes captures and decides them without end, for ``test_laws_store`` to kill: python crashing_writer.py URL."""

import sys

from builders import NOON, article, capture, reported

from nutgraf.records import Capture, CaptureTaken
from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store


def take(store: Store, number: int) -> None:
    """Takes in the next two captures."""
    store.apply([CaptureTaken(capture=capture(f"c{number + i}", body=b"x" * 5000)) for i in range(2)], NOON)


def decide(store: Store, waiting: Capture) -> None:
    """Makes an article and a story of a capture."""
    changes = reported(article(waiting.id.replace("c", "a"), capture=waiting.id))
    store.apply(changes, NOON)


def main(url: str) -> None:
    """Goes on where the last one was killed."""
    store = open_store(url)
    number = sum(1 for _ in store.captures())
    print("ready", flush=True)  # noqa: T201 - what the test waits for
    while True:
        for waiting in store.pending():
            decide(store, waiting)
        take(store, number)
        number += 2


if __name__ == "__main__":
    main(sys.argv[1])
