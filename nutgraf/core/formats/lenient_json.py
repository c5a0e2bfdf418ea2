"""JSON as pages have it: read leniently, mended where that is safe."""

import json
import re

from nutgraf.core.text.characters import unescaped, whole_json

_OPENING = re.compile(r"\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)")
_CLOSING = re.compile(r"(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*+;?\s*$")
_TAIL = 100  # characters at the end where a wrapping can close; chosen, not measured
# A string or comment that does not end goes to the end: tried anew at each quote, the search would be quadratic.
_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]++|\\.)*"?|,(?=\s*[}\]])|/\*.*?(?:\*/|\Z)', re.DOTALL)
_BAD_ESCAPE = re.compile(r'\\(\\|["/bfnrt]|u[0-9a-fA-F]{4})|\\')


def load(text: str) -> list[object]:
    """The JSON values of a script, several one after another too; mended, or none where that is not safe."""
    text = whole_json(_unwrapped(text.strip()).strip().rstrip(";"))
    for mend in (str, _mended, unescaped):
        values = _values(mend(text))
        if values:
            return values
    return []


def _unwrapped(text: str) -> str:
    """The text without a comment or CDATA section around it."""
    if opening := _OPENING.match(text):
        text = text[opening.end() :]
    closing = _CLOSING.search(text, max(0, len(text) - _TAIL))
    return text[: closing.start()] if closing else text


def _mended(text: str) -> str:
    """Trailing commas, comments and escapes that JSON does not know are taken out; strings keep what they say."""
    text = _BAD_ESCAPE.sub(lambda found: found[0] if found[1] else "", text)
    return _STRING_OR_COMMA.sub(lambda found: found[0] if found[0][0] == '"' else "", text)


def _values(text: str) -> list[object]:
    decoder = json.JSONDecoder(strict=False)
    values: list[object] = []
    position = 0
    while position < len(text):
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            return values
        values.append(value)
        while position < len(text) and text[position] in " \t\r\n,;":
            position += 1
    return values
