"""JSON as pages have it: read leniently, mended where that is safe."""

import json
import re
from html import unescape

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|"
    r"\]\]>)\s*+;?\s*$"
)
# A string or comment that does not end goes to the end: tried anew at each quote, the search would be quadratic.
_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]++|\\.)*"?|,(?=\s*[}\]])|/\*.*?(?:\*/|\Z)', re.DOTALL)
_BAD_ESCAPE = re.compile(r'\\(\\|["/bfnrt]|u[0-9a-fA-F]{4})|\\')


def load(text: str) -> list[object]:
    """The JSON values of a script, several one after another too; mended, or none where that is not safe."""
    text = _WRAPPING.sub("", text).strip().rstrip(";")
    for mend in (str, _mended, unescape):
        values = _values(mend(text))
        if values:
            return values
    return []


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
