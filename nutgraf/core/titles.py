"""The title of an article as it is printed, without the name of the site."""

import re

from nutgraf.core.text import words

_SEPARATOR = re.compile(r"\s+[|\-–—·•:»«~/]+\s+|\s*[|»«]+\s*|(?<=\w):\s+|_{1,3}(?=\S)")  # noqa: RUF001


def best_title(heading: str | None, headlines: list[str], page_title: str, site_names: list[str]) -> str:
    """The title among what the page shows (``heading``), what its metadata says (in order of trust) and its title bar.

    The heading wins where the metadata or the title bar agrees with it.
    """
    site = {word_key(name) for name in site_names if name}
    stripped = [without_site(text, site) for text in (*headlines, page_title) if text]
    if heading and word_key(heading) not in site:
        for text in (*headlines, page_title):
            if text and agree(heading, text):
                return heading
    for text in stripped:
        if text and word_key(text) not in site:
            return text
    return heading or (stripped[0] if stripped else "")


def word_key(text: str) -> str:
    """A text by its words alone, for comparing names."""
    return "".join(words(text))


def agree(one: str, other: str) -> bool:
    """Whether two titles say the same: one within the other, or most words shared."""
    first, second = word_key(one), word_key(other)
    if first and (first in second or second in first) and min(len(first), len(second)) > 10:  # noqa: PLR2004 - a word or two say nothing
        return True
    a, b = set(words(one)), set(words(other))
    return len(a & b) > 0.5 * len(a | b)


def without_site(text: str, site: set[str]) -> str:
    """The text without leading and trailing parts that name the site; ``site`` holds its names as word keys."""
    marks = list(_SEPARATOR.finditer(text))
    for mark in marks:
        if word_key(text[mark.end() :]) in site:
            return without_site(text[: mark.start()], site)
    for mark in reversed(marks):
        if word_key(text[: mark.start()]) in site:
            return text[mark.end() :]
    return text.strip()
