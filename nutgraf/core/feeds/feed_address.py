"""Addresses of feeds as feed readers write them: ``feed:https://…``, ``feed://…``, ``pcast://…``."""

import re
from typing import Final

from nutgraf.core.formats.url import normalise

_READERS: Final = re.compile(r"(?:feed|rss|itpc|pcast|podcast)(s?):(?://)?(.*)", re.IGNORECASE | re.DOTALL)
_WEB: Final = re.compile(r"https?:/", re.IGNORECASE)


def feed_address(written: str, base: str | None = None) -> str | None:
    """The http or https URL that is meant, in normal form; None where none is. ``base`` resolves a relative one."""
    address = written.strip()
    if found := _READERS.fullmatch(address):
        secure, rest = found.groups()
        address = rest if _WEB.match(rest) else f"http{secure.lower()}://{rest}"
    return normalise(address, base)
