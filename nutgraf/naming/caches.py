"""The way back from an AMP cache or viewer: whose document it is that they serve.

https://amp.dev/documentation/guides-and-tutorials/learn/amp-caches-and-cors/amp-cache-urls
"""

import re
from typing import Final

# cdn.ampproject.org/c/s/…, a.cdn.ampproject.org/v/s/…, www.google.de/amp/s/…, a.bing-amp.com/c/s/…
_SERVED: Final = re.compile(
    r"https?://(?:(?:[\w-]+\.)*(?:(?:cdn\.)?ampproject\.(?:org|net)|bing-amp\.com|amp\.cloudflare\.com|mipcdn\.com"
    r"|mipcache\.bdstatic\.com)(?::\d+)?/[a-z]{1,3}"
    r"|(?:www\.|m\.)?(?:google\.(?:[a-z]{2,3}\.)?[a-z]{2,3}|bing\.com)/amp|yandex\.[a-z.]{2,6}/turbo)/"
    r"(?P<secure>s/)?(?:https?://)?(?P<rest>[^/?#\s%]+\.[^/?#\s.%]+(?:(?:[/?#]|%2f).*)?)",
    re.IGNORECASE | re.DOTALL,
)
# yandex.ru/turbo/site.example/s/path, site-example.turbopages.org/site.example/s/path
_TURBO: Final = re.compile(
    r"https?://(?:yandex\.[a-z.]{2,6}/turbo|[\w-]+\.turbopages\.org)/(?:turbo/)?(?P<host>[\w-]+(?:\.[\w-]+)+)(?P<secure>/s)?"
    r"(?P<path>/[^\s]*)?",
    re.IGNORECASE,
)
_ADDED: Final = re.compile(r"(?<=[?&])(?:amp_(?:js_v|gsa|ct|r|latest_update_time|lite|markup)|usqp)=[^&#]*&?")
_QUESTION: Final = re.compile("%3f", re.IGNORECASE)
_SLASH: Final = re.compile("%2f", re.IGNORECASE)
_NESTED: Final = 3


def original_address(url: str) -> str:
    """The address of the document itself, where a cache or viewer of AMP pages serves it; any other as it is."""
    for _ in range(_NESTED):
        if turbo := _TURBO.fullmatch(url):
            return f"http{'s' if turbo['secure'] else ''}://{turbo['host']}{turbo['path'] or '/'}"
        served = _SERVED.fullmatch(url)
        if served is None:
            break
        url = f"http{'s' if served['secure'] else ''}://{_without_added(served['rest'].partition('#')[0])}"
    return url


def _without_added(address: str) -> str:
    """An address without what caches add to it; viewers write its question mark as part of the path."""
    if "/" not in address:
        address = _SLASH.sub("/", address)
    if "?" not in address:
        address = _QUESTION.sub("?", address, count=1)
    return _ADDED.sub("", address).rstrip("?&") if "?" in address else address
