import os
import signal
from collections.abc import Iterator

import pytest

from nutgraf.run.batch import ordered_map


def double(number: int) -> int:
    return 2 * number


def double_or_die(number: int) -> int:
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def lost(number: int) -> int:
    return -number


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(ordered_map(double, range(50), jobs, lost)) == [(n, 2 * n) for n in range(50)]


@pytest.mark.slow
def test_an_item_that_kills_its_worker_is_the_only_one_lost() -> None:
    results = dict(ordered_map(double_or_die, range(40), 2, lost))
    assert results == {n: -13 if n == 13 else 2 * n for n in range(40)}


def test_items_are_taken_only_as_far_ahead_as_needed() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for n in range(10_000):
            taken.append(n)
            yield n

    results = ordered_map(double, items(), 2, lost)
    next(results)
    assert len(taken) < 200
    results.close()
