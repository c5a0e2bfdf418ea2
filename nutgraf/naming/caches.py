"""The way back from an AMP cache or viewer: whose document it is that they serve.

https://amp.dev/documentation/guides-and-tutorials/learn/amp-caches-and-cors/amp-cache-urls
"""

import re
from typing import Final

# cdn.ampproject.org/c/s/…, a.cdn.ampproject.org/v/s/…, www.google.de/amp/s/…, a.bing-amp.com/c/s/…
_SERVED: Final = re.compile(
    r"https?://(?:(?:[\w-]+\.)*(?:cdn\.ampproject\.org|bing-amp\.com|amp\.cloudflare\.com)(?::\d+)?/[a-z]{1,3}"
    r"|(?:www\.|m\.)?(?:google\.(?:[a-z]{2,3}\.)?[a-z]{2,3}|bing\.com)/amp)/"
    r"(?P<secure>s/)?(?P<rest>[^/?#\s]+\.[^/?#\s.]+(?:[/?#].*)?)",
    re.IGNORECASE | re.DOTALL,
)
_ADDED: Final = re.compile(r"(?<=[?&])(?:amp_(?:js_v|gsa|ct|r|latest_update_time|lite|markup)|usqp)=[^&#]*&?")
_QUESTION: Final = re.compile("%3f", re.IGNORECASE)
_NESTED: Final = 3


def original_address(url: str) -> str:
    """The address of the document itself, where a cache or viewer of AMP pages serves it; any other as it is."""
    for _ in range(_NESTED):
        served = _SERVED.fullmatch(url)
        if served is None:
            break
        url = f"http{'s' if served['secure'] else ''}://{_without_added(served['rest'].partition('#')[0])}"
    return url


def _without_added(address: str) -> str:
    """An address without what caches add to it; viewers write its question mark as part of the path."""
    if "?" not in address:
        address = _QUESTION.sub("?", address, count=1)
    return _ADDED.sub("", address).rstrip("?&") if "?" in address else address
