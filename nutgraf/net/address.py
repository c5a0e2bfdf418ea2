"""Which addresses are public, which are a cloud's metadata service, and which names only one's own network holds.

A page on the network can name any address: the router, a cloud's metadata service, a database on this machine.
Only public unicast addresses are called, and those of a place that the user named as a source.
"""

import csv
from functools import cache
from importlib.resources import files
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

import ada_url

from nutgraf.records import Record

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

# Names that no public name server can hold (RFC 6761, RFC 6762, RFC 8375, RFC 9476, ICANN's .internal).
_LOCAL_SUFFIXES = (".localhost", ".local", ".internal", ".home.arpa", ".test", ".lan", ".alt")
_NAT64 = IPv6Network("64:ff9b::/96")
_UNICAST = IPv6Network("2000::/3")  # all that IANA has given out; the rest is reserved (RFC 4291, 2.4)


class AddressBlock(Record, frozen=True):
    """A row of ``special_addresses.csv``, which says what ``reachable`` may be."""

    block: str
    name: str
    source: str
    reachable: str


@cache
def special_blocks() -> tuple[AddressBlock, ...]:
    """The table of special addresses, in its order."""
    text = files(__package__).joinpath("special_addresses.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple(AddressBlock(**row) for row in rows)


def is_public(address: str) -> bool:
    """Whether an IP address is public unicast, an IPv4 address inside an IPv6 one being held to the same."""
    ends = _ends(address)
    return bool(ends) and all(_reachable(end) == "true" for end in ends)


def is_metadata(address: str) -> bool:
    """Whether an IP address is link-local or a cloud's metadata service, or has one of these inside."""
    return any(end.is_link_local or _reachable(end) == "metadata" for end in _ends(address))


def is_local_name(host: str) -> bool:
    """Whether a host is an IP address or a name that its user's own network alone can answer for.

    Only such a host is called at a private address because a user named it: the owner of a public name could point
    it anywhere afterwards.
    """
    name = host.strip("[]").rstrip(".").lower()
    if same_address(name, name):
        return True
    return "." not in name or name.endswith(_LOCAL_SUFFIXES)


def is_own_network(url: str) -> bool:
    """Whether a URL's host can be nowhere but on its user's own network."""
    host = ada_url.URL(url).hostname if origin(url) else ""
    return bool(host) and is_local_name(host) and not is_public(host.strip("[]"))


def same_address(host: str, address: str) -> bool:
    """Whether a URL's host is, literally, this IP address."""
    named = _parsed(host.strip("[]"))
    return named is not None and named == _parsed(address)


def origin(url: str) -> str:
    """A URL's scheme, host and port, as in ``http://localhost:3000``; "" where it has none (RFC 6454)."""
    try:
        parsed = ada_url.URL(url)
    except ValueError:
        return ""
    return parsed.origin if parsed.protocol in {"http:", "https:"} else ""


def _parsed(address: str) -> Address | None:
    try:
        return ip_address(address.partition("%")[0])
    except ValueError:
        return None


def _ends(address: str) -> tuple[Address, ...]:
    """What packets to an address come to: itself, or the IPv4 addresses inside; nothing where it is no address.

    Inside of mapped, 6to4, Teredo (server and client) and NAT64 ones (RFC 4291, 3056, 4380, 6052).
    """
    parsed = _parsed(address)
    if not isinstance(parsed, IPv6Address):
        return (parsed,) if parsed else ()
    if inner := parsed.ipv4_mapped or parsed.sixtofour:
        return (inner,)
    if parsed.teredo:
        return parsed.teredo
    return (IPv4Address(int(parsed) & 0xFFFFFFFF),) if parsed in _NAT64 else (parsed,)


def _reachable(address: Address) -> str:
    for network, reachable in _longest_first():
        if address in network:
            return reachable
    return "true" if isinstance(address, IPv4Address) or address in _UNICAST else "no"


@cache
def _longest_first() -> list[tuple[Network, str]]:
    blocks = [(ip_network(block.block), block.reachable) for block in special_blocks()]
    return sorted(blocks, key=lambda row: row[0].prefixlen, reverse=True)
