"""Markup that a published record carries for others to show: a video, a player, a picture."""

import re
from html import unescape
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from nutgraf.core.text.characters import prose

# What a browser takes for a scheme once it has dropped the white space and controls that it ignores (WHATWG URL).
_IGNORED: Final = re.compile(r"[\0-\x20]+")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WEB: Final = {"http:", "https:"}
# Tags out of place, which the parser drops here, may be in place where the markup is put.
_WRITTEN: Final = re.compile(r"=[\"']?(?:javascript|vbscript|data|file):", re.IGNORECASE)
_RUN: Final = {"javascript:", "vbscript:", "data:", "file:"}  # in whatever attribute
_ADDRESSES: Final = frozenset(
    "action background cite data formaction href longdesc manifest ping poster profile src srcset usemap "
    "xlink:href".split()
)


def safe_embed(markup: str) -> str | None:
    """The markup as it is, without controls; None where an address in it is neither http nor https nor relative."""
    markup = prose(markup)
    if _WRITTEN.search(_IGNORED.sub("", unescape(markup))):
        return None
    tree = LexborHTMLParser(f"<body>{markup}")
    for node in tree.css("*"):
        for attribute, value in node.attributes.items():
            if value and not _is_safe(attribute.lower(), value):
                return None
    return markup or None


def _is_safe(attribute: str, value: str) -> bool:
    if attribute == "srcdoc":
        return safe_embed(value) is not None
    places = value.split(",") if attribute == "srcset" else [value]
    schemes = [found[0].lower() for place in places if (found := _SCHEME.match(_IGNORED.sub("", place)))]
    return all(scheme in _WEB or (attribute not in _ADDRESSES and scheme not in _RUN) for scheme in schemes)
