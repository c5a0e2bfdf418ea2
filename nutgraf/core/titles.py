"""The title of an article as it is printed, without the name of the site."""

import re
from collections.abc import Sequence

from nutgraf.core.text import words

_SEPARATOR = re.compile(r"\s+[|\-\u2013\u2014·•:»«~/]+\s+|\s*[|»«›]+\s*|(?<=\w):\s+|_{1,3}(?=\S)")
_STRONG = re.compile(r"\s+[|\-\u2013\u2014·•»«~]+\s+|\s*[|»«›]+\s*|_{1,3}(?=\S)")
_TELLING = 10  # letters from which a title found within another is no accident


def best_title(
    headings: Sequence[str],
    headlines: Sequence[str],
    title_bar: str,
    site_names: Sequence[str],
    subheadings: Sequence[str] = (),
) -> str:
    """The title among what the page shows, what its metadata says (in order of trust), and what its title bar says.

    A heading wins where the metadata or the title bar agrees with it, or where it is the only one and no site name; a
    heading of the second level where the title bar has it.
    """
    site = {word_key(name) for name in site_names if name}
    stripped = [short for text in headlines if (short := without_site(text, site)) and word_key(short) not in site]
    shown = [text for text in headings if word_key(text) not in site and not _names_site(text, title_bar)]
    for heading in shown:
        if any(agree(heading, text) for text in (*headlines, title_bar) if text):
            return _without_kicker(without_site(heading, site), stripped)
    if len(headings) == 1 and shown:
        return shown[0]
    bar = word_key(title_bar)
    for heading in subheadings:
        if len(key := word_key(heading)) > _TELLING and key in bar and key not in site:
            return heading
    if stripped:
        return stripped[0]
    return _longest_part(without_site(title_bar, site)) or next(iter(headings), "")


def word_key(text: str) -> str:
    """A text by its words alone, for comparing names."""
    return "".join(words(text))


def agree(one: str, other: str) -> bool:
    """Whether two titles say the same: one within the other, or most words shared."""
    first, second = word_key(one), word_key(other)
    if min(len(first), len(second)) > _TELLING and (first in second or second in first):
        return True
    a, b = set(words(one)), set(words(other))
    return len(a & b) > len(a | b) / 2


def without_site(text: str, site: set[str]) -> str:
    """The text without leading and trailing parts that name the site; ``site`` holds its names as word keys."""
    marks = list(_SEPARATOR.finditer(text))
    for mark in marks:
        if word_key(text[mark.end() :]) in site:
            return without_site(text[: mark.start()], site)
    for mark in reversed(marks):
        if word_key(text[: mark.start()]) in site:
            return text[mark.end() :].strip()
    return text.strip()


def _names_site(heading: str, title_bar: str) -> bool:
    """Whether a heading is only the last part of a longer title bar, as the name of a blog is."""
    parts = _STRONG.split(title_bar)
    key = word_key(heading)
    return len(parts) > 1 and key == word_key(parts[-1]) and len(key) < len(word_key(parts[0]))


def _without_kicker(heading: str, headlines: Sequence[str]) -> str:
    """The heading as the metadata spells it where both have the same words, or it has a line more above or below."""
    key = word_key(heading)
    for headline in headlines[:2]:
        inner = word_key(headline)
        if inner == key:
            return headline if len(headline) > len(heading) else heading
    inner_keys = [word_key(headline) for headline in headlines[:2]]
    if (
        inner_keys
        and len(set(inner_keys)) == 1
        and len(inner_keys[0]) > _TELLING
        and (key.endswith(inner_keys[0]) or key.startswith(inner_keys[0]))
    ):
        return headlines[0]
    return heading


def _longest_part(title_bar: str) -> str:
    return max(_STRONG.split(title_bar), key=len).strip()
