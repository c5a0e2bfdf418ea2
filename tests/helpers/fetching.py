"""Fetching for a test: within a time, and as for a source that the user named."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import pytest

from nutgraf.config import Fetching
from nutgraf.core.formats.politeness import read_robots
from nutgraf.net import checked
from nutgraf.net.fetch import Fetched, Fetcher

T = TypeVar("T")
QUICK = Fetching(timeout=1.0, max_bytes=1_000_000, host_delay=0.0)


def run(main: Coroutine[Any, Any, T]) -> T:
    async def bounded() -> T:
        async with asyncio.timeout(20):
            return await main

    return asyncio.run(bounded())


class OnBehalf(Fetcher):
    """A fetcher that fetches for one source, which the user named."""

    def __init__(self, base: str, settings: Fetching) -> None:
        super().__init__(settings, read_robots)
        self._base = base

    async def get(
        self, url: str, etag: str | None = None, last_modified: str | None = None, *, trust: str | None = None
    ) -> Fetched:
        """As the fetcher's, with trust where the source is."""
        return await super().get(url, etag, last_modified, trust=trust or self._base)


def fetcher(base: str, settings: Fetching = QUICK) -> Fetcher:
    return OnBehalf(base, settings)


def all_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every name is on this machine, for the moment."""
    monkeypatch.setattr(checked, "_look_up", lambda *_: ["127.0.0.1"])
