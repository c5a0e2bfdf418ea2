"""Bytes to text, by the WHATWG encoding standard where the page tells the truth, by its bytes where it lies."""

import codecs
import re
from typing import Final

import endec

from nutgraf.core.formats.charset_guess import best_encoding
from nutgraf.core.text.characters import whole_utf8

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)
_PRESCAN: Final = 16_384  # the standard reads 1,024 bytes; news pages put more before the declaration
_COMMENT: Final = re.compile(rb"<!--(?:(?!-->).)*(?:-->|$)", re.DOTALL)
_META: Final = re.compile(rb"""<meta[^>]{1,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{2,40})""", re.IGNORECASE)
_XML: Final = re.compile(rb"""<\?xml[^>]{1,100}?encoding\s{0,9}=\s{0,9}["']([\w:.-]{2,40})""", re.IGNORECASE)
_TAG_IN_UTF16: Final = re.compile(rb"[\0\t\n\r ]{0,200}(?:<\0|\0<)")
_UTF16: Final = frozenset(
    "utf-16 utf-16le utf-16be unicode ucs-2 csunicode iso-10646-ucs-2 unicodefeff unicodefffe".split()
)
_UTF8: Final = frozenset("utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8".split())
# What the standard does not decode at all, for it was used to smuggle markup.
_REPLACED: Final = frozenset("replacement hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr csiso2022kr".split())
_SHIFTS: Final = (b"\x1b$", b"\x1b(", b"~{")  # beginnings of what is not ASCII in encodings of seven bits
_BEYOND_ASCII: Final = bytes(range(0x80, 0x100))
_GOOD: Final = 4  # bytes beyond ASCII in UTF-8 for each that is broken: less is another encoding; chosen, not measured


def encoding_of(label: str | None) -> str | None:
    """The label of an encoding as the standard knows it, or None for one that it does not know."""
    name = (label or "").strip(" \t\r\n\f\"';").lower()
    if not name or not name.isascii() or "\0" in name:
        return None
    for known in (name, _alias(name)):
        try:
            endec.decode(b"", known)
        except LookupError:
            continue
        return known
    return None


def _alias(name: str) -> str:
    """The name that Python has for an encoding, which is a label of the standard more often than what people write."""
    try:
        return codecs.lookup(name).name.replace("_", "-")
    except LookupError:
        return ""


def decode(body: bytes, transport: str | None = None) -> str:
    """The text of a page: byte order mark, UTF-8 where it is that, what the transport or the page declares, a guess.

    ``transport`` is the charset of the HTTP header. Never raises; bytes that fit no encoding become U+FFFD.
    """
    return decode_page(body, transport)[0]


def decode_page(body: bytes, transport: str | None = None) -> tuple[str, bytes | None]:
    """As ``decode``, with the bytes where they are the text in UTF-8 as they stand."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _decoded(body[len(mark) :], name), None
    if (wide := _utf16(body)) is not None:
        return _decoded(body, wide), None
    text = _utf8(body)
    if text is None and (mended := whole_utf8(body)) != body and (text := _utf8(mended)) is not None:
        return text, None
    if text is not None and not (text.isascii() and any(shift in body for shift in _SHIFTS)):
        return text, body if body[-4:].isascii() else None  # a last character may be cut
    declared = [name for name in (encoding_of(transport), _written(body[:_PRESCAN])) if name]
    return (_legacy(body, declared) if text is None else _seven_bits(body, text, declared)), None


def _legacy(body: bytes, declared: list[str]) -> str:
    """What is no valid UTF-8: a little broken, as declared, or in the encoding in which it reads best."""
    if (broken := _broken_utf8(body)) is not None:
        return broken
    if "x-user-defined" in declared[:1]:
        return _decoded(body, "x-user-defined")
    possible = [name for name in declared if name not in _UTF16 | _REPLACED and name not in _UTF8]
    return _decoded(body, best_encoding(body, possible)).removesuffix("\ufffd")


def _written(head: bytes) -> str | None:
    """What the page itself declares; as bytes that can be read so are no UTF-16, the standard takes that for UTF-8."""
    head = _COMMENT.sub(b"", head)
    found = _META.search(head) or _XML.search(head)
    name = encoding_of(found[1].decode("ascii", "replace")) if found else None
    return "utf-8" if name in _UTF16 else "windows-1252" if name == "x-user-defined" else name


def _utf8(body: bytes) -> str | None:
    """The text of valid UTF-8, less a last character that is cut."""
    try:
        text, used = codecs.utf_8_decode(body, "strict", False)  # noqa: FBT003 - the last character may be cut
    except UnicodeDecodeError:
        return None
    return text if used == len(body) or not text.isascii() else None


def _broken_utf8(body: bytes) -> str | None:
    """UTF-8 of which a few bytes are broken, whatever is declared: hardly any text of another encoding looks so."""
    text = _decoded(body, "utf-8")
    beyond = len(body) - len(body.translate(None, _BEYOND_ASCII))
    return text if text.count("\ufffd") * _GOOD <= beyond else None


def _seven_bits(body: bytes, text: str, declared: list[str]) -> str:
    """ASCII with what can be shifts to another character set."""
    if not _REPLACED.isdisjoint(declared):
        return "\ufffd"
    return _decoded(body, "iso-2022-jp").removesuffix("\ufffd") if b"\x1b$" in body else text


def _utf16(body: bytes) -> str | None:
    """Which UTF-16 the bytes are, by the zeros in what is ASCII; None for none."""
    head = body[:200]
    if head.count(0) <= len(head) // 3 and not _TAG_IN_UTF16.match(body):
        return None
    return "utf-16le" if head[::2].count(0) < head[1::2].count(0) else "utf-16be"


def _decoded(body: bytes, name: str) -> str:
    return endec.decode(body, name, "replace", bom="ignore")
