from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest

from nutgraf.net.address import is_metadata, is_own_network, is_public, origin, same_address, special_blocks

# Of each block: whether the address before it, its first, its last, and the one after it are public; "-" for none.
PUBLIC = {
    "0.0.0.0/8": "-FFT",
    "0.0.0.0/32": "-FFF",
    "10.0.0.0/8": "TFFT",
    "100.64.0.0/10": "TFFT",
    "100.100.100.200/32": "FFFF",
    "127.0.0.0/8": "TFFT",
    "168.63.129.16/32": "TFFT",
    "169.254.0.0/16": "TFFT",
    "172.16.0.0/12": "TFFT",
    "192.0.0.0/24": "TFFT",
    "192.0.0.0/29": "TFFF",
    "192.0.0.8/32": "FFFT",
    "192.0.0.9/32": "FTTT",
    "192.0.0.10/32": "TTTF",
    "192.0.0.170/32": "FFFF",
    "192.0.0.171/32": "FFFF",
    "192.0.0.192/32": "FFFF",
    "192.0.2.0/24": "TFFT",
    "192.31.196.0/24": "TTTT",
    "192.52.193.0/24": "TTTT",
    "192.88.99.0/24": "TFFT",
    "192.88.99.2/32": "FFFF",
    "192.168.0.0/16": "TFFT",
    "192.175.48.0/24": "TTTT",
    "198.18.0.0/15": "TFFT",
    "198.51.100.0/24": "TFFT",
    "203.0.113.0/24": "TFFT",
    "224.0.0.0/4": "TFFF",
    "240.0.0.0/4": "FFF-",
    "255.255.255.255/32": "FFF-",
    "::1/128": "FFFF",
    "::/128": "-FFF",
    "::ffff:0:0/96": "FFFF",
    "64:ff9b::/96": "FFFF",
    "64:ff9b:1::/48": "FFFF",
    "100::/64": "FFFF",
    "100:0:0:1::/64": "FFFF",
    "2001::/23": "TFFT",
    "2001::/32": "TFFF",
    "2001:1::1/128": "FTTT",
    "2001:1::2/128": "TTTT",
    "2001:1::3/128": "TTTF",
    "2001:2::/48": "FFFF",
    "2001:3::/32": "FTTF",
    "2001:4:112::/48": "FTTF",
    "2001:10::/28": "FFFT",
    "2001:20::/28": "FTTT",
    "2001:30::/28": "TTTF",
    "2001:db8::/32": "TFFT",
    "2002::/16": "TFFT",
    "2620:4f:8000::/48": "TTTT",
    "3fff::/20": "TFFT",
    "5f00::/16": "FFFF",
    "fc00::/7": "FFFF",
    "fd00:c1::a9fe:a9fe/128": "FFFF",
    "fd00:ec2::/32": "FFFF",
    "fd20:ce::254/128": "FFFF",
    "fe80::/10": "FFFF",
    "fec0::/10": "FFFF",
    "ff00::/8": "FFF-",
}


def around(block: str) -> list[str]:
    """The addresses before, first, last and after a block, "" where there is none."""
    network = ip_network(block)
    kind = type(network.network_address)
    first, last = int(network[0]), int(network[-1])
    top = 2**network.max_prefixlen
    return [str(kind(number)) if 0 <= number < top else "" for number in (first - 1, first, last, last + 1)]


@pytest.mark.parametrize(("block", "expected"), PUBLIC.items())
def test_what_is_public_at_the_edges_of_every_special_block(block: str, expected: str) -> None:
    told = ["-" if not address else "FT"[is_public(address)] for address in around(block)]
    assert "".join(told) == expected


def test_every_special_block_has_its_edges_tested() -> None:
    assert {block.block for block in special_blocks()} == set(PUBLIC)


def test_the_table_says_where_each_row_is_from() -> None:
    for block in special_blocks():
        assert block.name
        assert block.source
        assert block.reachable in {"true", "false", "na", "no", "metadata"}
        # Python 3.13 writes what is mapped with dots; the registry and the table do not.
        assert str(ip_network(block.block)).replace("::ffff:0.0.0.0/", "::ffff:0:0/") == block.block


@pytest.mark.parametrize("address", ["1.1.1.1", "223.255.255.255", "2000::", "2606:2800:220:1::1", "3ffe::1"])
def test_what_is_in_no_special_block_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", ["4000::1", "1fff::", "8000::1", "e000::1", "::2", "::8.8.8.8", "1::"])
def test_what_was_given_to_nobody_is_not_public(address: str) -> None:
    assert not is_public(address)


def inside(address: IPv4Address) -> dict[str, IPv6Address]:
    """IPv6 addresses that stand for an IPv4 one, by their kind."""
    number = int(address)
    server = int(IPv4Address("8.8.8.8"))
    return {
        "mapped": IPv6Address((0xFFFF << 32) + number),
        "6to4": IPv6Address((0x2002 << 112) + (number << 80) + 1),
        "NAT64": IPv6Address((0x64FF9B << 96) + number),
        "Teredo client": IPv6Address((0x20010000 << 96) + (server << 64) + (number ^ 0xFFFFFFFF)),
        "Teredo server": IPv6Address((0x20010000 << 96) + (number << 64) + (server ^ 0xFFFFFFFF)),
    }


@pytest.mark.parametrize("block", [block for block in PUBLIC if ":" not in block])
def test_an_address_inside_another_is_held_to_the_same(block: str) -> None:
    for address in filter(None, around(block)):
        for kind, holder in inside(IPv4Address(address)).items():
            assert is_public(str(holder)) is is_public(address), (kind, address)
            assert is_metadata(str(holder)) is is_metadata(address), (kind, address)


@pytest.mark.parametrize("address", ["10.0.0.1", "127.0.0.1", "169.254.169.254", "8.8.8.8"])
def test_compatible_addresses_were_withdrawn_and_are_never_public(address: str) -> None:
    assert not is_public(f"::{address}")


@pytest.mark.parametrize(
    ("address", "metadata"),
    [
        ("169.254.169.254", True),
        ("169.254.170.2", True),
        ("fe80::1%eth0", True),
        ("fd00:ec2::254", True),
        ("fd00:ec2::23", True),
        ("fd20:ce::254", True),
        ("100.100.100.200", True),
        ("168.63.129.16", True),
        ("192.168.1.1", False),
        ("fd00:ec3::1", False),
        ("8.8.8.8", False),
        ("metadata", False),
        ("", False),
    ],
)
def test_which_addresses_are_a_clouds_metadata_service(address: str, *, metadata: bool) -> None:
    assert is_metadata(address) is metadata


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://LOCALHOST:3000/feed?x#y", "http://localhost:3000"),
        ("https://localhost:3000", "https://localhost:3000"),
        ("http://127.1:80/", "http://127.0.0.1"),
        ("https://user:secret@[::1]:8443/", "https://[::1]:8443"),
        ("ftp://example.org/", ""),
        ("blob:https://example.org/x", ""),
        ("file:///etc/passwd", ""),
        ("example.org", ""),
        ("", ""),
    ],
)
def test_a_place_is_scheme_host_and_port(url: str, expected: str) -> None:
    assert origin(url) == expected


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("http://localhost/", True),
        ("http://wiki/a", True),
        ("http://10.0.0.1/", True),
        ("http://[fd00::1]/", True),
        ("http://8.8.8.8/", False),
        ("http://[2606:2800:220:1::1]/", False),
        ("https://example.org/", False),
        ("not a url", False),
    ],
)
def test_which_urls_are_on_ones_own_network(url: str, *, own: bool) -> None:
    assert is_own_network(url) is own


def test_the_same_address_however_it_is_written() -> None:
    assert same_address("[::FFFF:a00:1]", "::ffff:10.0.0.1")
    assert not same_address("10.0.0.1", "::ffff:10.0.0.1")
    assert not same_address("localhost", "localhost")
