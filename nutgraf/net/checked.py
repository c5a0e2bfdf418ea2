"""A network backend that resolves a name, checks the addresses, and calls the very address that it checked.

A name that answers differently the second time (DNS rebinding) so gains nothing. The connection pool is given sealed
names, which no resolver can resolve and only this backend can open: where the check is not made, no connection is.
"""

import asyncio
import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass
from ssl import SSLContext

import httpcore2

from nutgraf.errors import Disallowed, Unreachable
from nutgraf.net.address import is_local_name, is_metadata, is_public, same_address

# An empty label is no name in DNS (RFC 1035, 3.1), and .invalid never exists (RFC 6761).
_SEALS = {"..trusted.invalid": True, "..public.invalid": False}
_THREADS_A_SLOT = 2  # a lookup that was given up keeps its thread till the resolver gives up too


@dataclass
class Grant:
    """How many bytes a server may still send for one request, on the way and around its answer."""

    left: int


GRANT: ContextVar[Grant] = ContextVar("GRANT")


def sealed(host: str, *, trusted: bool) -> str:
    """A host's name for the pool, which so keeps connections on behalf of who is ``trusted`` there for them alone."""
    return host + next(seal for seal, trusts in _SEALS.items() if trusts is trusted)


def _unsealed(name: str) -> tuple[str, bool]:
    for seal, trusted in _SEALS.items():
        if name.endswith(seal):
            host = name.removesuffix(seal)
            return host, trusted and is_local_name(host)
    raise Disallowed(name, "is called without a check of its address")


class CheckedBackend(httpcore2.AsyncNetworkBackend):
    """Connects to public addresses, and on behalf of who is trusted there to others too; names are sealed."""

    def __init__(self, *, allow_private: bool, concurrency: int) -> None:
        self._network = httpcore2.AnyIOBackend()
        self._allow_private = allow_private
        self._threads = ThreadPoolExecutor(concurrency * _THREADS_A_SLOT, "resolver")

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface's own parameter
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """A connection to the first address of a sealed ``host`` that may be called and answers. Raises Disallowed."""
        name, trusted = _unsealed(host)
        last: Exception = httpcore2.ConnectError("no address")
        for address in self._callable(name, await self._resolve(name, port), trusted=trusted):
            try:
                stream = await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.NetworkError, httpcore2.TimeoutException) as e:
                last = e
            else:
                return _GrantedStream(stream)
        raise last

    def _callable(self, host: str, addresses: list[str], *, trusted: bool) -> list[str]:
        allowed = [address for address in addresses if self._may_call(host, address, trusted=trusted)]
        if addresses and not allowed:
            raise Disallowed(host, _why_not(addresses[0]))
        return allowed

    def _may_call(self, host: str, address: str, *, trusted: bool) -> bool:
        if is_metadata(address):
            return trusted and same_address(host, address)
        return trusted or self._allow_private or is_public(address)

    async def _resolve(self, host: str, port: int) -> list[str]:
        """Addresses of a host in the system's order. ``localhost`` and what is below it never leaves the machine."""
        name = host.strip("[]").rstrip(".").lower()
        if name == "localhost" or name.endswith(".localhost"):
            name = "localhost"
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._threads, _look_up, name, port)
        except (OSError, UnicodeError) as e:
            raise httpcore2.ConnectError(f"no address for {host}") from e
        return list(dict.fromkeys(found))

    async def sleep(self, seconds: float) -> None:
        """Waits."""
        await asyncio.sleep(seconds)

    def close(self) -> None:
        """Lets the threads of the resolver go; those that still wait for it end when it does."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look_up(name: str, port: int) -> list[str]:
    return [str(info[4][0]) for info in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]


def _why_not(address: str) -> str:
    if is_metadata(address):
        return (
            f"{address} is no public address but a link-local one or a cloud's metadata service, "
            "called only for a source that you name by this very address"
        )
    return (
        f"{address} is no public address; it is called only for a source that you name by its own address, "
        "or with fetching.allow_private = true"
    )


class _GrantedStream(httpcore2.AsyncNetworkStream):
    """A connection whose server sends no more for a request than was granted. Raises Unreachable."""

    def __init__(self, stream: httpcore2.AsyncNetworkStream) -> None:
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - as above
        data = await self._stream.read(max_bytes, timeout)
        grant = GRANT.get()
        grant.left -= len(data)
        if grant.left < 0:
            raise Unreachable("", "sends more around its answer than an answer takes")
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - as above
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - as above
    ) -> httpcore2.AsyncNetworkStream:
        return _GrantedStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
