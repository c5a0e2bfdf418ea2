"""Reads one thing in a process of its own: nothing in what came can end the rest, or hold it up for long."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from nutgraf.errors import InputError
from nutgraf.run.processes.batch import ordered_map
from nutgraf.run.processes.threads import in_thread
from nutgraf.run.processes.worker import Failure, Limits

T = TypeVar("T")
R = TypeVar("R")

AT_ONCE = 2  # chosen, not measured; the limits are against listings that hang or take all memory
LIMITS = Limits(memory=1 << 30, seconds=20.0)


def read_apart(read: Callable[[T], R], item: T, source: str, limits: Limits = LIMITS) -> R:
    """What ``read(item)`` gives; ``read`` must be importable by name, or a ``partial`` of such a one.

    Raises the InputError that it raises, and one for whatever else keeps it from giving anything, tried twice; and
    OutOfResources.
    """
    ((_, outcome),) = ordered_map(partial(_tried, read), [item], 1, partial(_lost, source), limits)
    if isinstance(outcome, InputError):
        raise outcome
    return outcome


def _tried(read: Callable[[T], R], item: T) -> R | InputError:
    try:
        return read(item)
    except InputError as e:
        return type(e)(e.source, e.reason)  # without what it came from, which need not be a thing to send


def _lost(source: str, _item: object, problem: Failure) -> InputError:
    return InputError(source, problem.detail)


class Reader:
    """Has things read apart while the network goes on, so few at once that what takes long leaves others room."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(AT_ONCE)

    async def read(self, read: Callable[[T], R], item: T, source: str) -> R:
        """As ``read_apart``."""
        async with self._room:
            return await in_thread(read_apart, read, item, source)
