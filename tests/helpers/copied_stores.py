"""Stores that are copies of one that was made once: for a test, or for each example of a property."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store


@contextmanager
def another(begun: Path) -> Iterator[Store]:
    """A store like the one in that file, which is closed; it is gone afterwards."""
    with (
        tempfile.TemporaryDirectory() as directory,
        closing(open_store(f"sqlite:///{shutil.copy(begun, directory)}")) as store,
    ):
        yield store


def copied(empty: Path, tmp_path: Path) -> Iterator[Store]:
    """An empty store, as a fixture for where one kind of database will do: ``store = pytest.fixture(copied)``."""
    with closing(open_store(f"sqlite:///{shutil.copy(empty, tmp_path)}")) as store:
        yield store
