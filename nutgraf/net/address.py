"""Which addresses may be called, and a network backend that resolves a name, checks, and calls what it checked.

A page on the network can name any address: the router, a cloud's metadata service, a database on this machine.
Only public unicast addresses are called. The check is made on the very address that is connected to, so that a name
which answers differently the second time (DNS rebinding) gains nothing.
"""

import asyncio
import socket
from collections.abc import Collection, Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpcore

from nutgraf.errors import Disallowed

# Names that no public name server can hold (RFC 6761, RFC 6762, RFC 8375, RFC 9476, ICANN's .internal).
_LOCAL_SUFFIXES = (".localhost", ".local", ".internal", ".home.arpa", ".test", ".lan", ".alt")
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address is public unicast, an IPv4 address inside an IPv6 one being held to the same."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _embedded(parsed) if isinstance(parsed, IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for: mapped, 6to4, Teredo or NAT64 (RFC 4291, 3056, 4380, 6052)."""
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None


def is_local_name(host: str) -> bool:
    """Whether a host is an IP address or a name that its user's own network alone can answer for.

    Only such a host is called at a private address because a user named it: the owner of a public name could point
    it anywhere afterwards.
    """
    name = host.strip("[]").rstrip(".").lower()
    try:
        ip_address(name.partition("%")[0])
    except ValueError:
        return "." not in name or name.endswith(_LOCAL_SUFFIXES)
    return True


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Connects to public addresses, and to those of the ``trusted`` places (``host:port``) wherever they are."""

    def __init__(self, *, allow_private: bool, trusted: Collection[str]) -> None:
        self._network = httpcore.AnyIOBackend()
        self._allow_private = allow_private
        self._trusted = frozenset(place for place in trusted if is_local_name(place.rpartition(":")[0]))

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface's own parameter
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first address of ``host`` that may be called and answers. Raises Disallowed."""
        last: httpcore.NetworkError | httpcore.TimeoutException = httpcore.ConnectError("no address")
        for address in self._callable(host, port, await _resolve(host, port)):
            try:
                return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.NetworkError, httpcore.TimeoutException) as e:
                last = e
        raise last

    def _callable(self, host: str, port: int, addresses: list[str]) -> list[str]:
        if self._allow_private or f"{host}:{port}" in self._trusted:
            return addresses
        public = [address for address in addresses if is_public(address)]
        if addresses and not public:
            raise Disallowed(
                host, f"{addresses[0]} is no public address; set fetching.allow_private = true to call such addresses"
            )
        return public

    async def sleep(self, seconds: float) -> None:
        """Waits."""
        await asyncio.sleep(seconds)


async def _resolve(host: str, port: int) -> list[str]:
    """Addresses of a host in the system's order. ``localhost`` and what is below it never leaves the machine."""
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        name = "localhost"
    try:
        found = await asyncio.get_running_loop().getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as e:
        raise httpcore.ConnectError(f"no address for {host}") from e
    return list(dict.fromkeys(str(info[4][0]) for info in found))
