"""An ordered map over worker processes that survives the loss of a worker."""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 8
AHEAD = 3


def ordered_map(
    function: Callable[[T], R], items: Iterable[T], jobs: int, lost: Callable[[T], R]
) -> Generator[tuple[T, R], None, None]:
    """Each item with ``function(item)``, in the order of the items, computed in ``jobs`` processes.

    With one job everything happens in this process. An item that kills its worker (out of memory, a fault in a C
    library) gets ``lost(item)``; the others are not affected. ``function`` is sent to each process once: it must be
    importable by name, or a ``partial`` of such a one.
    """
    if jobs <= 1:
        for item in items:
            yield item, function(item)
        return
    chunks = _chunks(items)
    ahead: deque[tuple[list[T], Future[list[R]]]] = deque()
    pool = _pool(jobs, function)
    try:
        while True:
            for chunk in islice(chunks, jobs * AHEAD - len(ahead)):
                ahead.append((chunk, pool.submit(_map, chunk)))
            if not ahead:
                return
            chunk, future = ahead.popleft()
            try:
                results = future.result()
            except BrokenProcessPool:
                pool = _pool(jobs, function)
                results = list(_one_by_one(function, chunk, lost))
                ahead = deque((waiting, pool.submit(_map, waiting)) for waiting, _ in ahead)
            yield from zip(chunk, results, strict=True)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


class _Worker:
    """What a worker process was given to do when it started."""

    function: Callable[[Any], Any]


def _pool(jobs: int, function: Callable[[T], R]) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start, initargs=(function,))


def _start(function: Callable[[T], R]) -> None:
    """Leaves Ctrl-C to the parent, and ends the worker when that is gone, killed or not."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_wait_for_parent, daemon=True).start()
    _Worker.function = function


def _wait_for_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _map(chunk: list[T]) -> list[Any]:
    return [_Worker.function(item) for item in chunk]


def _one_by_one(function: Callable[[T], R], chunk: list[T], lost: Callable[[T], R]) -> Iterator[R]:
    """The results of a chunk that killed its worker, in a worker that is only replaced when it dies."""
    pool = _pool(1, function)
    try:
        for item in chunk:
            try:
                yield from pool.submit(_map, [item]).result()
            except BrokenProcessPool:
                pool = _pool(1, function)
                yield lost(item)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
