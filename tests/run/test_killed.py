"""Law 4: killed at any instant, what is left in the end is what an undisturbed run leaves, pair by pair."""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from killing import finish, finish_killed, import_all, left_by, run_round, warc_of

from nutgraf.store.sql import open_store
from sample_press import Press
from sample_press.__main__ import BETWEEN_ROUNDS

pytestmark = pytest.mark.slow

NOW = datetime(2026, 10, 15, 12, 20, tzinfo=UTC)
KILLS = int(os.environ.get("NUTGRAF_KILLS", "20"))  # of an import, and as many of a run


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press(NOW) as running:
        yield running


def left(url: str, folder: Path) -> dict[str, Any]:
    with closing(open_store(url)) as store:
        assert store.pending() == []
        return left_by(store, folder, NOW)


def assert_same(folder: Path, killed: Callable[[random.Random, str], int]) -> None:
    """Does it in one store after another until it was killed often enough; ``killed`` gives how often it was in one."""
    undisturbed = left(f"sqlite:///{folder}/whole.db", folder / "whole")
    assert len(undisturbed["stories"]) > 1
    chance, kills, times = random.Random(9), 0, 0  # noqa: S311 - no secret
    while kills < KILLS:
        times += 1
        url = f"sqlite:///{folder}/{times}.db"
        kills += killed(chance, url)
        found = left(url, folder / str(times))
        for what, told in undisturbed.items():
            assert found[what] == told, what


def test_an_import_killed_at_any_instant_comes_to_the_same(press: Press, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "press.warc").write_bytes(warc_of(press))
    seconds = finish(import_all, f"sqlite:///{tmp_path}/whole.db", str(archive), NOW)

    def killed(chance: random.Random, url: str) -> int:
        return finish_killed(chance, seconds / 2, import_all, url, str(archive), NOW)

    assert_same(tmp_path, killed)


def test_a_run_killed_at_any_instant_comes_to_the_same(press: Press, tmp_path: Path) -> None:
    rounds = ((1, NOW - BETWEEN_ROUNDS), (2, NOW))
    seconds = 0.0
    for press.round, now in rounds:
        seconds = max(seconds, finish(run_round, f"sqlite:///{tmp_path}/whole.db", press.sources, now))

    def killed(chance: random.Random, url: str) -> int:
        kills = 0
        for press.round, now in rounds:
            kills += finish_killed(chance, seconds, run_round, url, press.sources, now)
        return kills

    assert_same(tmp_path, killed)
