"""What would hold up the network is done in threads: long questions to the store, and all that is written there."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import ParamSpec, TypeVar

from nutgraf.records import Change
from nutgraf.store.protocol import Store

P = ParamSpec("P")
T = TypeVar("T")


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What the function gives, which is run to its end even where the task that waits for it is cancelled."""
    running = asyncio.ensure_future(asyncio.to_thread(function, *args, **kwargs))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait({running})
        running.exception()  # seen: nobody is left to hear of it
        raise


class Writer:
    """Writes to the store, one thing after the other; whoever decides may write in between."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._turn = asyncio.Lock()

    async def write(self, change: Change, now: datetime) -> None:
        """Writes a change. Raises StoreError."""
        async with self._turn:
            await in_thread(self.store.apply, [change], now)
