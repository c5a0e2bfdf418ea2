"""The values that a page's scripts carry for the scripts to show: JSON, state objects, templates, strings."""

import json
import re
from collections.abc import Iterator
from typing import Final

from nutgraf.core.formats.lenient_json import load
from nutgraf.core.page.parsed import Page
from nutgraf.core.text.characters import paired, whole_json

# Chosen, not measured: against pages made to take long.
_MOST_SCRIPTS: Final = 200
_MOST_CHARACTERS: Final = 4_000_000
_SHORTEST: Final = 500  # characters of a script that can hold an article
_MOST_FAILURES: Final = 8  # objects that are no JSON: each is read as far as it is some
_ASSIGNED: Final = re.compile(r"[=(,]\s{0,5}(?:(?=[{\[])|JSON\.parse\(\s{0,5}(?=[\"']))")
_STATE: Final = re.compile(r"=\s{0,5}(?:[{\[]|JSON\.parse)|__NUXT__")
_UNDEFINED: Final = re.compile(r"(?<=[:,\[])\s?undefined(?=\s?[,}\]])")
_LITERAL: Final = re.compile(r'"((?:[^"\\\n]|\\.)*)(?:"|\\?(?:\n|\Z))')
_QUOTED: Final = re.compile(r"'((?:[^'\\\n]|\\.)*)(?:'|\\?(?:\n|\Z))")
_ESCAPED_OR_QUOTE: Final = re.compile(r"\\.|\"")
_FLIGHT: Final = re.compile(r"self\.__next_f\.push\(\[1,\s?$")
_FLIGHT_ROW: Final = re.compile(r"(?:[0-9a-f]{0,6}:(?:T([0-9a-f]{1,6}),)?)?")


def script_values(page: Page) -> Iterator[object]:
    """What scripts hold: templates and strings as they are, JSON decoded."""
    left = _MOST_CHARACTERS
    flight: list[str] = []
    for node in page.nodes("script:not([src])", _MOST_SCRIPTS):
        text = node.text(deep=True)
        if not _SHORTEST <= len(text) <= left and "__next_f" not in text:
            continue
        left -= len(text)
        kind = (node.attributes.get("type") or "").lower()
        if "ld+json" in kind:
            continue
        if "json" in kind:
            yield from load(text)
        elif "template" in kind or "html" in kind:
            yield text
        elif "__next_f" in text:
            flight += _flight_chunks(text)
        elif _STATE.search(text):
            yield from _assigned(_UNDEFINED.sub("null", whole_json(text)))
    yield from _flight_rows(paired("".join(flight)))  # a piece can end between two halves


def _assigned(text: str) -> Iterator[object]:
    """The objects that a script assigns or passes on; its longer strings where there is none that can be read."""
    decoder = json.JSONDecoder(strict=False)
    position, failures, found = 0, 0, False
    while failures < _MOST_FAILURES and (start := _ASSIGNED.search(text, position)):
        position = start.end()
        if text[position] in "\"'":
            value, position = _parsed_literal(text, position)
        else:
            try:
                value, position = decoder.raw_decode(text, position)
            except (ValueError, RecursionError):
                failures += 1
                continue
        if value:
            found = True
            yield value
    if not found:
        yield from (_decoded(literal[1]) for literal in _LITERAL.finditer(text) if len(literal[1]) >= _SHORTEST)


def _parsed_literal(text: str, position: int) -> tuple[object, int]:
    """The value of a string that a script gives to JSON.parse."""
    literal = (_LITERAL if text[position] == '"' else _QUOTED).match(text, position)
    if literal is None:
        return None, position + 1
    written = literal[1]
    if text[position] == "'":
        written = _ESCAPED_OR_QUOTE.sub(_in_double_quotes, written)
    return load(_decoded(written)), literal.end()


def _in_double_quotes(found: re.Match[str]) -> str:
    return {'"': '\\"', "\\'": "'"}.get(found[0], found[0])


def _decoded(written: str) -> str:
    """What a string literal says; nothing where it is none of JSON's."""
    try:
        return str(json.loads(f'"{written}"', strict=False))
    except ValueError:
        return ""


def _flight_chunks(text: str) -> Iterator[str]:
    """The pieces of the stream in which server components of React send their state."""
    for literal in _LITERAL.finditer(text):
        if _FLIGHT.search(text, max(0, literal.start() - 40), literal.start()):
            yield _decoded(literal[1])


def _flight_rows(stream: str) -> Iterator[object]:
    """The rows of that stream: texts, which say how many bytes they have, and JSON."""
    position = 0
    while position < len(stream) and (row := _FLIGHT_ROW.match(stream, position)):
        position = row.end()
        if row[1]:
            size = int(row[1], 16)
            text = stream[position : position + size].encode("utf-8", "replace")[:size].decode("utf-8", "ignore")
            yield text
            position += len(text)
        else:
            end = stream.find("\n", position)
            end = len(stream) if end < 0 else end
            if stream[position : position + 1] in {"[", "{"}:
                yield from load(stream[position:end])
            position = end + 1
