"""Characters as they come in: halves of surrogate pairs, controls, and marks that turn the direction of writing.

Some generators write a character beyond U+FFFF as its two UTF-16 halves, each as a character reference, as a JSON
escape or even in UTF-8. Two halves are the character that was meant; one alone is none, and becomes U+FFFD.
"""

import re
import unicodedata
from html import unescape
from typing import Final

BIDI_PAIRS: Final = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
BIDI_CONTROLS: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Overrides (U+202D, U+202E) reorder letters at will and have no honest use in news text.
BIDI_OVERRIDES: Final = "\u202d\u202e"
BIDI: Final = re.compile(f"[{BIDI_CONTROLS}]")
SPACES: Final = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"  # the controls that are white space to str.split
CONTROLS: Final = tuple(chr(code) for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc")

_REFERENCE: Final = r"&#(?:0*+5[5-7][0-9]{3}(?![0-9])|[xX]0*+[dD][89a-fA-F][0-9a-fA-F]{2}(?![0-9a-fA-F]));?"
_ESCAPE: Final = r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
_HALVES: Final = re.compile(f"(?:[\ud800-\udfff]|{_REFERENCE})+")
_REFERRED_HALVES: Final = re.compile(f"{_REFERENCE}(?:{_REFERENCE})*")  # the same, sooner, where there are no others
_REFERRED_IN_UTF8: Final = re.compile(_REFERENCE.encode())
# Of JSON, what is written as references alone is left to whoever reads the markup: to JSON they are plain letters.
_ESCAPED_HALVES: Final = re.compile(rf"(?:{_ESCAPE}|{_REFERENCE})+|\\.", re.DOTALL)
_HALF: Final = re.compile("([\ud800-\udfff])|&#(?:0*([0-9]+)|[xX]0*([0-9a-fA-F]+));?|\\\\u([0-9a-fA-F]{4})")
_FIRST_HALF: Final = re.compile(_ESCAPE)
_UTF8_HALVES: Final = re.compile(rb"(?:\xed[\xa0-\xbf][\x80-\xbf])+")

_ODD_IN_PROSE: Final = re.compile(f"[\0-\x08\v\f\x0e-\x1f\x7f-\x9f{BIDI_CONTROLS}\ud800-\udfff]")
_IN_DOCUMENTS: Final = dict.fromkeys(map(ord, CONTROLS)) | {ord(space): space for space in "\t\n\r\x85"}
_DROPPED: Final = dict.fromkeys(map(ord, (*CONTROLS, *BIDI_OVERRIDES)))
_IN_PROSE: Final = _DROPPED | dict.fromkeys(map(ord, SPACES), " ") | {9: "\t", 10: "\n", 13: "\r"}
_IN_NAMES: Final = _DROPPED | dict.fromkeys(map(ord, BIDI_CONTROLS)) | dict.fromkeys(map(ord, SPACES), " ")


def whole(text: str) -> str:
    """A text in which halves of surrogate pairs, as they are or as character references, are characters again."""
    if not _is_encodable(text):
        return _HALVES.sub(_joined, text)
    return _REFERRED_HALVES.sub(_joined, text) if "&#" in text else text


def utf8_refers_to_halves(body: bytes) -> bool:
    """Whether UTF-8 has references to halves of surrogate pairs, which takes half as long to see as in its text."""
    return _REFERRED_IN_UTF8.search(body) is not None


def whole_json(text: str) -> str:
    """JSON, or a script, in which escaped halves of surrogate pairs are characters again."""
    return _ESCAPED_HALVES.sub(_joined_escapes, text) if _FIRST_HALF.search(text) else text


def whole_utf8(body: bytes) -> bytes:
    """UTF-8 in which halves of surrogate pairs that were encoded each by itself (CESU-8) are characters again."""
    return _UTF8_HALVES.sub(lambda found: paired(found[0].decode("utf-8", "surrogatepass")).encode("utf-8"), body)


def unescaped(text: str) -> str:
    """The text with its character references resolved, those to the halves of a pair together."""
    return unescape(whole(text))


def prose(text: str) -> str:
    """A text without controls, and with its bidirectional controls only where they are balanced; lines stay lines."""
    if "&#" not in text and not _ODD_IN_PROSE.search(text):
        return text
    text = text.translate(_IN_PROSE)
    return whole(text if is_balanced(text) else BIDI.sub("", text))


def one_line(text: str) -> str:
    """A name, or whatever else stands on one line, without controls and bidirectional controls.

    The marks that text written from right to left needs within a line (U+200E, U+200F, U+061C) stay.
    """
    return whole(text if text.isprintable() else text.translate(_IN_NAMES))


def without_controls(text: str) -> str:
    """A document without the controls that no format of text allows; its lines stay lines."""
    return text.translate(_IN_DOCUMENTS) if _ODD_IN_PROSE.search(text) else text


def is_balanced(text: str) -> bool:
    """Whether all embeddings and isolates that a text opens are closed, in order, and no others."""
    opened: list[str] = []
    for control in BIDI.findall(text):
        if control in BIDI_PAIRS:
            opened.append(BIDI_PAIRS[control])
        elif not opened or opened.pop() != control:
            return False
    return not opened


def _is_encodable(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _joined(found: re.Match[str]) -> str:
    return paired("".join(map(_half, _HALF.finditer(found[0]))))


def _joined_escapes(found: re.Match[str]) -> str:
    return _joined(found) if _FIRST_HALF.search(found[0]) else found[0]


def _half(found: re.Match[str]) -> str:
    raw, decimal, hexadecimal, escaped = found.groups()
    return raw or chr(int(decimal) if decimal else int(hexadecimal or escaped, 16))


def paired(text: str) -> str:
    """A text as UTF-16 has it: two halves of a surrogate pair are a character, one alone is U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
