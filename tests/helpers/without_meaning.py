"""Without the model of meanings, which takes seconds to load in each process: where words are enough for a test."""

from collections.abc import Iterator

import pytest

from nutgraf.run import ingest

BY_WORDS = {"meaning_of": None, "get_meaning_ready": None}  # in nutgraf.run.ingest


@pytest.fixture(autouse=True, scope="module")
def by_words() -> Iterator[None]:
    """What a file's tests prepare has no meaning."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in BY_WORDS.items():
            patch.setattr(ingest, name, value)
        yield
