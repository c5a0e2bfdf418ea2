"""Keys of addresses: the same for all that lead to one article, as far as the address itself tells."""

import re
from hashlib import sha256
from typing import Final
from urllib.parse import unquote

from ada_url import URL

from nutgraf.naming.caches import original_address
from nutgraf.naming.channels import route_of, without_channel

_ESCAPED: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED: Final = re.compile(r"[A-Za-z0-9._~-]")


def plain_address(url: str) -> str:
    """An address in normal form without what only says by which channel a reader came; any other as it is."""
    if "?" not in url:
        return url
    parsed = _parsed(url)
    if parsed is None:
        return url
    kept = without_channel(parsed.search[1:])
    if kept == parsed.search[1:]:
        return url
    parsed.search = kept
    return parsed.href


def address_key(url: str) -> str | None:
    """What of an address says which article is meant; None for what is no http or https URL.

    Neither the scheme counts nor a leading ``www.``, a slash at the end, a fragment that is no route, or what names a
    channel. An AMP cache's address is that of what it serves. The order of parameters counts, for ids there are any.
    """
    parsed = _parsed(original_address(url))
    if parsed is None:
        return None
    host = parsed.hostname.rstrip(".")
    bare = host.removeprefix("www.")
    port = f":{parsed.port}" if parsed.port else ""
    query = _with_plain_escapes(without_channel(parsed.search[1:]))
    path = _with_plain_escapes(parsed.pathname).rstrip("/")
    end = f"?{query}" if query else ""
    return f"{bare if '.' in bare else host}{port}{path}{end}{route_of(parsed.hash)}"


def keys_of(url: str) -> tuple[str, ...]:
    """The names under which a store files the article with this address."""
    key = address_key(url)
    return (name_key("address", key),) if key else ()


def name_key(*parts: str) -> str:
    """A name in 16 hexadecimal characters, as ids of articles are."""
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _parsed(url: str) -> URL | None:
    try:
        parsed = URL(url)
    except ValueError:
        return None
    return parsed if parsed.protocol in {"http:", "https:"} else None


def _with_plain_escapes(written: str) -> str:
    """A part of an address, with letters that need no escape unescaped and the others' digits in upper case."""
    return _ESCAPED.sub(_escape, written) if "%" in written else written


def _escape(found: re.Match[str]) -> str:
    letter = unquote(found[0], errors="replace")
    return letter if _UNRESERVED.fullmatch(letter) else found[0].upper()
