"""Bytes to text, by the WHATWG encoding standard where the page tells the truth, by its bytes where it lies."""

import codecs
import re

from charset_normalizer import from_bytes

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_PRESCAN = 4096  # the standard reads 1,024 bytes; news pages put more before the declaration
_META = re.compile(rb"""<meta[^>]{1,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""<\?xml[^>]{1,100}?encoding\s{0,9}=\s{0,9}["']([\w:.-]{2,40})""", re.IGNORECASE)
_SAMPLE = 65_536
_FEW = 0.02

# Labels which the standard gives another meaning than Python does (https://encoding.spec.whatwg.org/#names-and-labels).
_WHATWG = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "cp1252": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "johab": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
}
_LABELS_UNKNOWN_TO_PYTHON = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "x-x-big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-mac-roman": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "iso-8859-8-i": "iso8859-8",
    "iso88591": "cp1252",
    "unicode-1-1-utf-8": "utf-8",
    "utf8mb4": "utf-8",
    "ks_c_5601-1987": "cp949",
    "windows-949": "cp949",
    "dos-874": "cp874",
    "windows-874": "cp874",
}


def codec_of(label: str | None) -> str | None:
    """Python's codec for an encoding label as the web means it, or None for a label nobody knows."""
    name = (label or "").strip(" \t\r\n\f\"';").lower()
    if not name or not name.isascii() or "\0" in name:
        return None
    if name in _LABELS_UNKNOWN_TO_PYTHON:
        return _LABELS_UNKNOWN_TO_PYTHON[name]
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    if not info._is_text_encoding or info.name in {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7"}:  # noqa: SLF001
        return None
    return _WHATWG.get(info.name, info.name)


def decode(body: bytes, transport: str | None = None) -> str:
    """The text of a page: byte order mark, valid UTF-8, what the transport or the page declares, detection.

    ``transport`` is the charset of the HTTP header. Never raises; bytes that fit no encoding become U+FFFD.
    """
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    sent, written = codec_of(transport), _declared(body[:_PRESCAN])
    if "iso2022_jp" not in {sent, written} and (text := _utf8(body)) is not None:
        return text
    # A server's default is Latin-1 whatever the page is in, so the page is asked first then.
    order = (written, sent) if sent == "cp1252" else (sent, written)
    for codec in filter(None, order):
        if (text := _decoded(body, codec)) is not None:
            return text
    return _detected(body)


def _declared(head: bytes) -> str | None:
    found = _META.search(head) or _XML.search(head)
    codec = codec_of(found[1].decode("ascii", "replace")) if found else None
    return "utf-8" if codec in {"utf-16-le", "utf-16-be"} else codec


def _utf8(body: bytes) -> str | None:
    try:
        text, used = codecs.utf_8_decode(body, "strict", False)  # noqa: FBT003 - not final: the last character may be cut
    except UnicodeDecodeError:
        return None
    return text if used > len(body) - 4 and not _looks_utf16(body) else None


def _looks_utf16(body: bytes) -> bool:
    head = body[:200]
    return head.count(0) > len(head) // 3


def _decoded(body: bytes, codec: str) -> str | None:
    text = body.decode(codec, "replace")
    wrong = text.count("\ufffd")
    beyond_ascii = sum(len(run) for run in re.findall(rb"[\x80-\xff]+", body))
    return text if wrong <= 1 + _FEW * beyond_ascii else None


def _detected(body: bytes) -> str:
    if _looks_utf16(body):
        return body.decode("utf-16-le" if body[1:2] == b"\0" else "utf-16-be", "replace")
    best = from_bytes(re.sub(rb"<[^>]{0,2000}>", b" ", body[: 4 * _SAMPLE])[:_SAMPLE]).best()
    return body.decode(_WHATWG.get(codec_of(best.encoding) or "", best.encoding) if best else "cp1252", "replace")
