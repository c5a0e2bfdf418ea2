"""The name of the site in what is told as a title, and what parts it from the title."""

import re
from collections.abc import Sequence
from functools import lru_cache

from nutgraf.core.languages.patterns import Pattern
from nutgraf.core.text.plain import word_key

_SIGNS = r"|\-\u2013\u2014\u2015·•»«~‹›\\◆◇★☆✦●▪■‧∙⋆❘→"  # what parts a title from a site's name, with spaces around it
_GLUED = r"|»«›‹｜❘"  # the same without spaces
_BARRED = rf"\s*(?:[{_GLUED}]+|::+)\s*|_{{1,3}}(?=\S)"
SEPARATOR = re.compile(rf"\s+[{_SIGNS}:/@]+\s+|{_BARRED}|(?<=\w):\s+")
STRONG = re.compile(rf"\s+[{_SIGNS}]+\s+|{_BARRED}")
BARS = re.compile(_BARRED)
_DIVIDING = re.compile(rf"\s+[{_SIGNS}]\s+|\s*[|｜❘]\s*")
_PAGE_NUMBER = Pattern("refusal", r"(?:%pages)\.?\s?\d{1,4}(?:\s?(?:/|\w{1,4})\s?\d{1,4})?", re.IGNORECASE)
# Chosen with the pages in view that bench/floors.toml names.
_PARTS_OF_NAME = 2  # parts of a site's name between dashes; more are its sections
SPACED = 6  # times that a name with all that stands between its letters can be longer than they are
_LONGEST_SITE = 40
NAME = 5  # letters from which a name within another is no accident


def site_in(title_bar: str, title: str) -> str | None:
    """The site's name in a title bar: the short part that is left beside the title, at a bar or else at a dash."""
    barred = _beside(BARS.split(title_bar), title)
    return barred if barred and len(STRONG.split(barred)) <= _PARTS_OF_NAME else _beside(STRONG.split(title_bar), title)


def _beside(parts: Sequence[str], title: str) -> str | None:
    told = [part for one in parts if (part := one.strip()) and not _PAGE_NUMBER.fullmatch(part)]
    key = word_key(title)
    others = [part for part in told if word_key(part) not in key]
    return others[0] if key and len(others) == 1 < len(told) and len(others[0]) <= _LONGEST_SITE else None


def without_site(text: str, site: set[str]) -> str:
    """The text without leading and trailing parts that name the site; ``site`` holds its names as word keys."""
    marks = separators(text)
    longest = SPACED * max(map(len, site), default=0)
    last = [(mark, word_key(text[mark.end() :])) for mark in marks if len(text) - mark.end() <= longest]
    named = [mark for mark, tail in last if tail in site]
    named += [mark for mark, tail in last if _DIVIDING.fullmatch(mark[0]) and _nearly_names(tail, site)]
    if named:
        return without_site(text[: named[0].start()], site)
    for mark in reversed(marks):
        if word_key(text[: mark.start()]) in site:
            return text[mark.end() :].strip()
    first, _, rest = text.strip().partition(" ")
    return rest.strip() if rest and "." in first and word_key(first) in site else text.strip()


@lru_cache(256)
def separators(text: str) -> tuple[re.Match[str], ...]:
    """What can part a title from a site's name; what is told as a title is so in several places of a page."""
    return tuple(SEPARATOR.finditer(text))


def _nearly_names(key: str, site: set[str]) -> bool:
    """Whether a part of a title is nearly a name of the site: "Daily News" of the-daily-news.example."""
    return any(
        min(len(key), len(name)) >= NAME and (key in name or name in key) and len(key) < 2 * len(name) < 4 * len(key)
        for name in site
    )


def names_blog(heading: str, title_bar: str, headlines: Sequence[str]) -> bool:
    """Whether a heading is only what the title bar has beside a longer headline, as the name of a blog is."""
    parts = STRONG.split(title_bar)
    key, bar = word_key(heading), word_key(title_bar)
    if len(parts) > 1 and key == word_key(parts[-1]) and len(key) < len(word_key(parts[0])):
        return True
    if not (bar.startswith(key) or bar.endswith(key)):
        return False
    others = (other for headline in headlines if len(other := word_key(headline)) > len(key) and key not in other)
    return any(bar == other + key or (bar.startswith(key) and bar.endswith(other)) for other in others)
