"""OPML whose attributes are not written as XML has them, made XML: quotation marks and brackets within a value.

A value ends at the quotation mark behind which the tag ends or the next attribute begins, so that
``text="The "Quay" letter"`` is one.
"""

import re
from html import escape
from typing import Final

_OUTLINE: Final = re.compile(r"(?=<outline\b)", re.IGNORECASE)
_TAG: Final = re.compile(r"<outline\b", re.IGNORECASE)
_IS: Final = r"\s{0,20}=\s{0,20}[\"']"
_KNOWN: Final = r"(?:text|title|type|xmlUrl|htmlUrl|url|language|version|description|category|created)"
_ATTRIBUTE: Final = re.compile(r"[\s,;\"']*+([A-Za-z_][\w:.-]{0,60})\s{0,20}=\s{0,20}([\"']?)", re.ASCII)
_BARE_END: Final = re.compile(r"(?=\s|/?>)")
_END: Final = rf"(?=\s*+(?:/\s*+)?>|[\s,;]++[A-Za-z_][\w:.-]{{0,60}}{_IS}|{_KNOWN}{_IS}|[\s,;]++{_KNOWN}=[^\s\"'=<>])"
_ENDS: Final = {mark: re.compile(mark + _END, re.IGNORECASE) for mark in "\"'"}
_TAG_END: Final = re.compile(r"[\s,;\"']*+(/?)\s*+>")
_REFERENCE: Final = re.compile(r"&(?!#[0-9]{1,12};|#[xX][0-9a-fA-F]{1,12};|[A-Za-z][A-Za-z0-9]{1,31};)")


def mended_opml(text: str) -> str:
    """The text with the attributes of its outlines as XML has them; an outline that cannot be read stays as it is."""
    return "".join(_mended(part) if _TAG.match(part) else part for part in _OUTLINE.split(text))


def count_outlines(text: str) -> int:
    """How many outlines begin in the text, those in comments left out."""
    before, *parts = text.split("<!--")
    return sum(len(_TAG.findall(part)) for part in (before, *(part.partition("-->")[2] for part in parts)))


def _mended(part: str) -> str:
    """A part that begins with an outline, which ends before the next."""
    attributes: dict[str, str] = {}
    position = len("<outline")
    while begin := _ATTRIBUTE.match(part, position):
        end = (_ENDS[begin[2]] if begin[2] else _BARE_END).search(part, begin.end())
        if end is None:
            return part
        attributes.setdefault(begin[1], part[begin.end() : end.start()])
        position = end.end()
    end = _TAG_END.match(part, position)
    if end is None:
        return part
    written = "".join(f' {name}="{_value(value)}"' for name, value in attributes.items())
    return f"{part[: len('<outline')]}{written}{end[1]}>{part[end.end() :]}"


def _value(written: str) -> str:
    """A value in which references stay what they are."""
    return escape(_REFERENCE.sub("&amp;", written).replace("&", "\0")).replace("\0", "&")
