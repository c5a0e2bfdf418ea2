"""Threads set apart for some of what is asked, so that the rest never waits behind it.

All other routes share the threads of the event loop. What may take long has few of its own and a line of bounded
length before them; what must always be answered has one that nothing else is done in.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TypeVar

from litestar.exceptions import ServiceUnavailableException

T = TypeVar("T")


class Lane:
    """At most ``threads`` things at a time, and at most ``line`` more that wait."""

    def __init__(self, name: str, threads: int, line: int) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=f"desk {name}")
        self._places = BoundedSemaphore(threads + line)

    async def do(self, work: Callable[[], T]) -> T:
        """What comes of the work. Raises ServiceUnavailableException at once where the line is full."""
        if not self._places.acquire(blocking=False):
            raise ServiceUnavailableException(
                detail="Too many ask for this at once; ask again in a few seconds.", headers={"retry-after": "5"}
            )
        done = self._threads.submit(work)
        done.add_done_callback(lambda _: self._places.release())  # also of what nobody waits for any more
        return await asyncio.wrap_future(done)
