import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from nutgraf.errors import OutOfResources
from nutgraf.run.processes import workers
from nutgraf.run.processes.batch import CHUNK_BYTES, LIMITS, ordered_map
from nutgraf.run.processes.worker import LARGEST_RESULT, Failure, Limits
from nutgraf.run.processes.workers import end_workers

pytestmark = pytest.mark.slow  # whole processes and servers

BAD = 13
SOON = Limits(seconds=1.0)
TIGHT = Limits(memory=200 << 20)


def double(number: int) -> int:
    return 2 * number


def double_or_die(number: int) -> int:
    if number == BAD:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def double_or_exit(number: int) -> int:
    if number == BAD:
        os._exit(0)
    return 2 * number


def double_or_devour(number: int) -> int:
    eaten = [bytearray(1 << 24) for _ in range(1000)] if number == BAD else []
    return 2 * number + len(eaten)


def double_or_sleep(number: int) -> int:
    if number == BAD:
        time.sleep(1000)
    return 2 * number


def double_or_spin(number: int) -> int:
    while number == BAD:
        pass
    return 2 * number


def double_or_backtrack(number: int) -> int:
    """Hangs in C, where no other thread of the process can go on."""
    return 2 * number + bool(number == BAD and re.match("(a+)+$", "a" * 60 + "b"))


def double_or_raise(number: int) -> int:
    if number == BAD:
        raise KeyError(number)
    return 2 * number


def double_or_leave(number: int) -> int:
    if number == BAD:
        sys.exit("enough")
    return 2 * number


def double_or_recurse(number: int) -> int:
    return double_or_recurse(number) if number == BAD else 2 * number


def double_or_be_huge(number: int) -> int | bytes:
    return bytes(LARGEST_RESULT + 1) if number == BAD else 2 * number


def double_or_be_unpackable(number: int) -> object:
    return (lambda: number) if number == BAD else 2 * number


class Odd:
    """What can be packed and not unpacked."""

    def __reduce__(self) -> tuple[type, tuple[str]]:
        return int, ("odd",)


def double_or_be_odd(number: int) -> object:
    return Odd() if number == BAD else 2 * number


def marked(folder: Path, number: int) -> int:
    """Dies the first time that it is at the bad number."""
    if number == BAD and not (folder / "mark").exists():
        (folder / "mark").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


class Unloadable:
    """A function that no worker can load."""

    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return raising, ("",)

    def __call__(self, number: int) -> int:
        """What it would give."""
        return number


def raising(_: str) -> None:
    raise MemoryError


class Ending:
    """A function that ends each worker that loads it."""

    def __reduce__(self) -> tuple[Callable[[int], object], tuple[int]]:
        return os._exit, (3,)

    def __call__(self, number: int) -> int:
        """What it would give."""
        return number


def lost(number: int, problem: Failure) -> str:
    assert number == BAD
    assert problem.detail
    return problem.reason


def expected(count: int, bad: object) -> list[tuple[int, object]]:
    return [(n, bad if n == BAD else 2 * n) for n in range(count)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(ordered_map(double, range(50), jobs, lost)) == [(n, 2 * n) for n in range(50)]


def test_nothing_comes_of_nothing() -> None:
    assert list(ordered_map(double, [], 2, lost)) == []


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("function", "reason"),
    [
        (double_or_die, "crashed"),
        (double_or_exit, "crashed"),
        (double_or_devour, "out_of_memory"),
        (double_or_raise, "failed"),
        (double_or_leave, "failed"),
        (double_or_recurse, "failed"),
        (double_or_be_huge, "failed"),
        (double_or_be_unpackable, "failed"),
        (double_or_be_odd, "failed"),
        (double_or_sleep, "too_slow"),
        (double_or_spin, "too_slow"),
        (double_or_backtrack, "too_slow"),
    ],
)
def test_an_item_that_cannot_be_done_is_the_only_one_lost(
    function: Callable[[int], object], reason: str, jobs: int
) -> None:
    limits = {"too_slow": SOON, "out_of_memory": TIGHT}.get(reason, LIMITS)
    assert list(ordered_map(function, range(30), jobs, lost, limits)) == expected(30, reason)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_done_the_second_time_is_not_lost(tmp_path: Path, jobs: int) -> None:
    assert list(ordered_map(partial(marked, tmp_path), range(30), jobs, lost)) == expected(30, 2 * BAD)


def test_what_cannot_be_handed_on_is_the_only_one_lost() -> None:
    items = [1, lambda: 2, 3]
    got = ordered_map(repr, items, 1, lambda _, problem: problem.reason)
    assert [result for _, result in got] == ["1", "failed", "3"]


def test_an_error_says_where_it_was() -> None:
    details = ordered_map(double_or_raise, [BAD], 1, lambda _, problem: problem.detail)
    ((_, detail),) = details
    assert str(detail).startswith("reading it raised KeyError (test_batch.py, line ")


@pytest.mark.parametrize("function", [Unloadable(), Ending()])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_worker_that_cannot_begin_is_one_error(function: Callable[[int], int], jobs: int) -> None:
    with pytest.raises(OutOfResources, match="cannot be started"):
        list(ordered_map(function, range(30), jobs, lost))


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_beginning_raises_is_no_item_s_fault(jobs: int) -> None:
    with pytest.raises(OutOfResources, match="cannot be started: RuntimeError: no model"):
        list(ordered_map(double, range(30), jobs, lost, begin=begin_without_model))


def begin_without_model() -> None:
    raise RuntimeError("no model")


def test_a_process_that_cannot_be_started_is_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    end_workers()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(OutOfResources, match="cannot be started: No such file"):
        list(ordered_map(double, range(30), 2, lost))


def test_where_there_is_room_for_one_worker_one_does_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    end_workers()
    started: list[object] = []

    def only_one(*arguments: object, **options: object) -> object:
        if started:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        started.append(arguments)
        return real(*arguments, **options)  # type: ignore[call-overload]

    real = subprocess.Popen
    monkeypatch.setattr(workers.subprocess, "Popen", only_one)  # type: ignore[attr-defined]
    assert list(ordered_map(double, range(50), 2, lost)) == [(n, 2 * n) for n in range(50)]


def test_a_worker_is_kept_for_the_next_map() -> None:
    first = {pid for _, pid in ordered_map(process_of, range(20), 1, lost)}
    second = {pid for _, pid in ordered_map(process_of, range(20), 1, lost)}
    assert first == second
    assert len(first) == 1


def process_of(_: int) -> int:
    return os.getpid()


def test_a_map_that_is_left_leaves_no_worker_at_work() -> None:
    results = ordered_map(process_of, range(10_000), 1, lost)
    _, process = next(results)
    results.close()
    end_workers()
    assert isinstance(process, int)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


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


def test_large_items_are_not_taken_ahead_by_the_dozen() -> None:
    taken: list[int] = []

    def items() -> Iterator[bytes]:
        for n in range(40):
            taken.append(n)
            yield bytes(CHUNK_BYTES)

    results = ordered_map(len, items(), 1, lambda _, problem: problem.reason)
    assert next(results) == (bytes(CHUNK_BYTES), CHUNK_BYTES)
    assert len(taken) <= 5
    results.close()


def test_an_error_of_the_items_comes_out_as_it_is() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        list(ordered_map(double, items(), 1, lost))


ORPHANING = """
import os, signal, sys
sys.path.insert(0, {here!r})
from test_batch import *
_, process = next(ordered_map(process_of, range(8), 1, lost))
print(process, flush=True)
results = ordered_map({function}, range(13, 20), 1, lost, {limits})
next(results)
"""


@pytest.mark.parametrize("signal_", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(("function", "limits"), [("double_or_spin", "LIMITS"), ("double_or_backtrack", "SOON")])
def test_no_worker_outlives_its_parent(signal_: signal.Signals, function: str, limits: str) -> None:
    code = ORPHANING.format(here=str(Path(__file__).parent), function=function, limits=limits)
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as parent:  # noqa: S603
        assert parent.stdout
        process = int(parent.stdout.readline())
        time.sleep(0.3)  # until it is at the item that never ends
        parent.send_signal(signal_)
        parent.wait(120)
    until = time.monotonic() + 120  # what hangs in C ends after so much time of the processor
    while _lives(process):
        assert time.monotonic() < until
        time.sleep(0.02)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text("ascii")


def test_no_more_workers_get_ready_than_there_are_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    end_workers()
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    started: list[object] = []

    def start(*arguments: object, **options: object) -> object:
        started.append(arguments)
        return real(*arguments, **options)  # type: ignore[call-overload]

    real = subprocess.Popen
    monkeypatch.setattr(workers.subprocess, "Popen", start)  # type: ignore[attr-defined]
    workers.start_workers(double, 5)
    assert len(started) == 2
    end_workers()


def test_a_worker_waits_for_its_own_kind_of_work() -> None:
    end_workers()
    workers.start_workers(double, 1)
    workers.start_workers(Path, 1)
    one, other = (workers.one_worker(module) for module in (Path.__module__, double.__module__))
    assert (one.module, other.module) == (Path.__module__, double.__module__)
    one.end()
    other.end()
