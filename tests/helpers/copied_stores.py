"""A store for each example of a property: the copy of one that was made once."""

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
