"""Text that a page has but does not show by itself: in noscript elements, and in the state that scripts start from."""

import json
import re
from collections.abc import Iterator
from typing import Final

from nutgraf.core.page import Page
from nutgraf.core.text import clean, strip_html

_NOSCRIPT: Final = re.compile(r"</?noscript\b[^>]{0,200}>", re.IGNORECASE)
_STRING: Final = re.compile(r'[:\[,(=]\s{0,9}"([^"\\]*+(?:\\.[^"\\]*+)*)"', re.DOTALL)  # a value, not a key
_LEAST: Final = 60  # characters of a paragraph in a state
_NESTED: Final = 1000  # characters of a string that can hold a state of its own
_DEEPEST: Final = 3
_MOST: Final = 4000  # strings of a script
_CODE: Final = re.compile(r"[{}\[\]<>=\\]|https?:|[;,]\S*[;,]\S*;|\w\(|&\w+=")
_SENTENCE: Final = re.compile(r"\w[^\s]{0,30}[.!?…。！？।؟]|[다요]\.")
_LONGEST_WORD: Final = 20  # letters on average, in languages of ASCII letters


def without_scripts(page: Page) -> Page | None:
    """The page as it is where no scripts run, with its noscript elements opened; None where it has none."""
    opened, many = _NOSCRIPT.subn("", page.html)
    return Page(opened, page.url) if many else None


def text_in_state(page: Page) -> str:
    """The paragraphs among the strings of that script which has most of them, one a line."""
    best: list[str] = []
    for script in page.nodes('script:not([src]):not([type*="ld+json"])', 100):
        told = list(dict.fromkeys(_paragraphs(script.text(deep=True) or "", 0)))
        best = max(best, told, key=lambda lines: sum(map(len, lines)))
    return "\n".join(best)


def _paragraphs(state: str, depth: int) -> Iterator[str]:
    for number, found in enumerate(_STRING.finditer(state)):
        if number == _MOST:
            return
        if len(found[1]) < _LEAST:
            continue
        try:
            value: str = json.loads(f'"{found[1]}"', strict=False)
        except ValueError:
            continue
        if "<p" in value:
            yield from (line for line in strip_html(value).split("\n") if _is_prose(line))
        elif '"' in value and len(value) >= _NESTED and depth < _DEEPEST:
            yield from _paragraphs(value, depth + 1)
        elif _is_prose(line := clean(value)):
            yield line


def _is_prose(line: str) -> bool:
    return (
        len(line) >= _LEAST
        and not _CODE.search(line)
        and _SENTENCE.search(line) is not None
        and (not line.isascii() or len(line) < _LONGEST_WORD * line.count(" "))
    )
