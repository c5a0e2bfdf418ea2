"""Inputs of any size, and what a larger one may cost: CPU times of this process are compared, not held to seconds."""

import gc
import time
from collections.abc import Callable, Iterable
from math import inf
from typing import TypeVar

import pytest

T = TypeVar("T")

TIMES = 4
MOST = 2.2  # times what is expected; work that grows by the square takes TIMES times that
TRIES = 12  # the least of them counts: what else runs on a machine only ever adds to a time
SHORTEST = 0.005  # seconds; what takes less is measured too badly to be compared


def repeated(piece: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """Makes a text of about so many characters, besides what stands before and after."""
    return lambda size: before + piece * (size // len(piece)) + after


def numbered(piece: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """As ``repeated``, with a number of its own for each ``%``."""

    def make(size: int) -> str:
        return before + "".join(piece.replace("%", str(number)) for number in range(size // len(piece))) + after

    return make


def nested(opening: str, closing: str, inside: str = "") -> Callable[[int], str]:
    """As ``repeated``, of pieces that are within each other."""
    return lambda size: inside.join(piece * (size // len(opening + closing)) for piece in (opening, closing))


def named(makers: Iterable[str], *slow: str) -> list[object]:
    """Their names as a test's parameters, the slow ones marked."""
    return [pytest.param(name, marks=pytest.mark.slow if name in slow else ()) for name in makers]


def assert_grows_with_size(make: Callable[[int], T], work: Callable[[T], object], size: int) -> None:
    """Of TIMES the size takes about TIMES as long."""
    small, large = make(size), make(TIMES * size)
    assert_takes_no_longer(lambda: work(large), than=lambda: work(small), times=TIMES)


def assert_takes_no_longer(work: Callable[[], object], than: Callable[[], object], times: float = 1) -> None:
    """Takes no longer than some other work, or so many times as long; MOST leaves room for noise."""
    expected, took = cpu_time(than), inf
    for _ in range(TRIES):
        expected, took = min(expected, cpu_time(than)), min(took, cpu_time(work))
        if took < MOST * times * max(expected, SHORTEST):
            return
    pytest.fail(f"takes {took:.3f} s, where {times * expected:.3f} s were expected of this machine")


def cpu_time(work: Callable[[], object]) -> float:
    """CPU seconds, without those of the collector of garbage, which depend on what else is in memory."""
    gc.disable()
    start = time.process_time()
    try:
        work()
        return time.process_time() - start
    finally:
        gc.enable()
