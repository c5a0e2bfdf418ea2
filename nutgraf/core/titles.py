"""The title of an article as it is printed, without the name of the site."""

import re
from collections.abc import Sequence

from nutgraf.core.text import words

_SEPARATOR = re.compile(r"\s+[|\-\u2013\u2014·•:»«~/]+\s+|\s*[|»«›]+\s*|(?<=\w):\s+|_{1,3}(?=\S)")
_STRONG = re.compile(r"\s+[|\-\u2013\u2014·•»«~]+\s+|\s*[|»«›]+\s*|_{1,3}(?=\S)")
_DIVIDING = re.compile(r"\s+[|\-\u2013\u2014·•»]\s+|\s*[|]\s*")
_BAR = re.compile(r"\s*[|•»]\s*")
_DECORATION = re.compile(r"^[\s#|•]+(?=\w)|\s[\s|•⋆★*–—-]*$")
_SHORT_TAIL = 2
_LONGEST_SITE = 40
_NAME = 5  # letters from which a name within another is no accident
_TELLING = 10  # letters from which a title found within another is no accident


def best_title(
    headings: Sequence[str],
    headlines: Sequence[str],
    title_bar: str,
    site_names: Sequence[str],
    subheadings: Sequence[str] = (),
    sections: Sequence[str] = (),
) -> str:
    """The title among what the page shows, what its metadata says (in order of trust), and what its title bar says."""
    title = _best(headings, headlines, title_bar, site_names, subheadings)
    *_, last = [None, *_STRONG.finditer(title)]
    if last and word_key(title[last.end() :]) in {word_key(section) for section in sections}:
        title = title[: last.start()]
    return _DECORATION.sub("", title) or title


def _best(
    headings: Sequence[str],
    headlines: Sequence[str],
    title_bar: str,
    site_names: Sequence[str],
    subheadings: Sequence[str],
) -> str:
    """The title as it stands there.

    A heading wins where the metadata or the title bar agrees with it, or where it is the only one and no site name; a
    heading of the second level where the title bar has it.
    """
    site = {key for name in site_names if (key := word_key(name))}
    stripped = [short for text in headlines if (short := without_site(text, site)) and word_key(short) not in site]
    shown = [
        text
        for text in headings
        if word_key(text) not in site and not _names_blog(text, title_bar, (*stripped, *subheadings))
    ]
    if heading := _agreed(shown, stripped, title_bar):
        return _without_kicker(without_site(heading, site), stripped)
    if heading := _printed_below(stripped, subheadings):
        return _without_kicker(heading, stripped)
    if len(headings) == 1 and shown:
        return without_site(shown[0], site)
    bar = word_key(title_bar)
    for heading in subheadings:
        if len(key := word_key(heading)) > _TELLING and key in bar and key not in site:
            return heading
    if stripped:
        return _without_short_tail(stripped[0])
    return _longest_part(without_site(title_bar, site)) or next(iter(headings), "")


def _agreed(headings: Sequence[str], headlines: Sequence[str], title_bar: str) -> str | None:
    """The heading that is one of the headlines word by word, else the first that agrees with one or the title bar."""
    keys = {word_key(headline) for headline in headlines}
    exact = (heading for heading in headings if word_key(heading) in keys)
    similar = (heading for heading in headings if any(agree(heading, text) for text in (*headlines, title_bar) if text))
    return next(exact, None) or next(similar, None)


def _printed_below(headlines: Sequence[str], subheadings: Sequence[str]) -> str | None:
    """The heading of the second level that is one of the headlines."""
    keys = {key for headline in headlines if len(key := word_key(headline)) > _TELLING}
    return next((subheading for subheading in subheadings if word_key(subheading) in keys), None)


def site_in(title_bar: str, title: str) -> str | None:
    """The site's name in a title bar: the short part that is left beside the title."""
    parts = [part.strip() for part in _STRONG.split(title_bar) if part.strip()]
    key = word_key(title)
    others = [part for part in parts if word_key(part) not in key]
    return others[0] if key and len(others) == 1 < len(parts) and len(others[0]) <= _LONGEST_SITE else None


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
        tail = word_key(text[mark.end() :])
        if tail in site or (_DIVIDING.fullmatch(mark[0]) and _nearly_names(tail, site)):
            return without_site(text[: mark.start()], site)
    for mark in reversed(marks):
        if word_key(text[: mark.start()]) in site:
            return text[mark.end() :].strip()
    return text.strip()


def _nearly_names(key: str, site: set[str]) -> bool:
    """Whether a part of a title is nearly a name of the site: "Daily News" of the-daily-news.example."""
    return any(
        min(len(key), len(name)) >= _NAME and (key in name or name in key) and len(key) < 2 * len(name) < 4 * len(key)
        for name in site
    )


def _names_blog(heading: str, title_bar: str, headlines: Sequence[str]) -> bool:
    """Whether a heading is only what the title bar has beside a longer headline, as the name of a blog is."""
    parts = _STRONG.split(title_bar)
    key, bar = word_key(heading), word_key(title_bar)
    if len(parts) > 1 and key == word_key(parts[-1]) and len(key) < len(word_key(parts[0])):
        return True
    if not (bar.startswith(key) or bar.endswith(key)):
        return False
    others = (other for headline in headlines if len(other := word_key(headline)) > len(key) and key not in other)
    return any(bar == other + key or (bar.startswith(key) and bar.endswith(other)) for other in others)


def _without_kicker(heading: str, headlines: Sequence[str]) -> str:
    """The heading as the metadata spells it where both have the same words; without what it has above the title."""
    key = word_key(heading)
    for headline in headlines[:2]:
        inner = word_key(headline)
        if inner == key:
            return headline if len(headline) > len(heading) else heading
    for headline in headlines[:2]:
        inner = word_key(headline)
        if len(inner) > _TELLING and key.endswith(inner):
            return headline
        if len(inner) > _TELLING and any(word_key(heading[: mark.start()]) == inner for mark in _BAR.finditer(heading)):
            return headline
    return heading


def _without_short_tail(headline: str) -> str:
    """A headline that the page prints nowhere, without a last part of a word or two, which is a section or the site."""
    *_, mark = [None, *_BAR.finditer(headline)]
    if (
        mark
        and len(tail := words(headline[mark.end() :])) <= _SHORT_TAIL
        and len(tail) < len(words(headline[: mark.start()]))
    ):
        return headline[: mark.start()]
    return headline


def _longest_part(title_bar: str) -> str:
    return max(_STRONG.split(title_bar), key=len).strip()
