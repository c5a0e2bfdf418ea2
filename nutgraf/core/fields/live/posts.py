"""Live blogs: the posts that a page's JSON-LD tells of, dated, and found again in the text that the page shows."""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import chain, islice, takewhile
from operator import itemgetter
from typing import Final, NamedTuple

from nutgraf.core.claims.jsonld import live_updates
from nutgraf.core.formats.dates import plausible
from nutgraf.core.page.blocks.features import plain
from nutgraf.core.page.body import UPDATES, Body, body_of_markup, joined
from nutgraf.core.page.parsed import Page
from nutgraf.records import Passage, Post

# Chosen, not measured.
_KEY: Final = 40  # letters by which a line is known
_TELLING: Final = 12  # letters from which the beginning of a line is enough to know it by
_MOST_ALIKE: Final = 500  # lines that begin alike, and of them those that are looked at for one post
_MOST_SOUGHT: Final = 20
_ENOUGH: Final = 200  # characters of posts that the page does not show
_BEFORE: Final = 3  # lines between the time, the title and the text of a post
_SHORT: Final = 60
CLOCK: Final = re.compile(
    r"(?<![\d:.,])\d{1,2}\s?(?:[:h時时시]\s?\d\d(?:\s?[ap]\.?m\b)?(?![\d:])|\.\d\d\s?(?:uhr|hrs?|h|[ap]\.?m)\b|[ap]\.?m\b)",
    re.IGNORECASE,
)


class Update(NamedTuple):
    """A post of a live blog before it is found in the text."""

    title: str
    body: Body
    at: datetime | None


def with_posts(page: Page, body: Body, seen: datetime) -> Body:
    """The text of a live blog with the posts that its JSON-LD dates; made of them, where the page shows none."""
    updates = [
        Update(
            update.title,
            body_of_markup(update.markup, page.base),
            update.at.at if update.at and plausible(update.at.at, seen) else None,
        )
        for update in live_updates(page)
    ]
    posts = place_posts(body.text, updates)
    unseen = sum(len(update.body.text) for update in updates) >= _ENOUGH
    if unseen and len(posts) < min(2, len(updates)):
        return _written(body, updates)
    return body._replace(posts=posts)


def _written(shown: Body, updates: Sequence[Update]) -> Body:
    """What the page shows, with the posts after it, the newest first."""
    dated = [(update.at, update) for update in updates if update.at]
    if len(dated) == len(updates):
        updates = [update for _, update in sorted(dated, key=itemgetter(0), reverse=True)]
    parts = [shown]
    posts: list[Post] = []
    start = len(shown.text) + bool(shown.text)
    for update in updates:
        written = joined([_heading(update), update.body])
        if written.text:
            posts.append(Post(start=start, end=start + len(written.text), at=update.at, title=update.title))
            parts.append(written)
            start += len(written.text) + 1
    return joined(parts)._replace(posts=tuple(posts), source=UPDATES)


def _heading(update: Update) -> Body:
    if plain(update.body.text[: 2 * len(update.title)]).startswith(plain(update.title)):
        return Body("")
    return Body(update.title, (Passage(kind="heading", start=0, end=len(update.title)),))


# ---------------------------------------------------------------- posts in a text


def place_posts(text: str, updates: Sequence[Update]) -> tuple[Post, ...]:
    """The posts that the text has, in its order; each goes on to the next, the last as far as it is known to go."""
    if not updates or not text:
        return ()
    lines = _Lines(text)
    found = sorted((span, number) for number, update in enumerate(updates) if (span := lines.span(update)))
    posts: list[Post] = []
    for ((first, last), number), ((following, _), _) in zip(found, [*found, ((0, 0), 0)][1:], strict=True):
        behind = following - 1 if following else last
        update = updates[number]
        posts.append(Post(start=lines.starts[first], end=lines.ends[behind], at=update.at, title=update.title))
    return tuple(posts)


class _Lines:
    """The lines of a text by their first letters; each is the beginning of one post at most."""

    def __init__(self, text: str) -> None:
        self.texts = text.split("\n")
        self.keys = [_key(line) for line in self.texts]
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._by_letters: dict[str, list[int]] = {}
        self._begun: set[int] = set()
        start = 0
        for number, line in enumerate(self.texts):
            self.starts.append(start)
            self.ends.append(start + len(line))
            start += len(line) + 1
            alike = self._by_letters.setdefault(self.keys[number][:_TELLING], [])
            if len(alike) < _MOST_ALIKE:
                alike.append(number)

    def span(self, update: Update) -> tuple[int, int] | None:
        """The first and last line of a post."""
        keys = [key for line in update.body.text.split("\n") if (key := _key(line))]
        title = _key(update.title)
        found = self._text_below(title, keys[:_BEFORE])
        if found is None:
            return None
        first = self._first(found, title)
        if not self._begun.isdisjoint(range(first, found + 1)):
            return None
        self._begun.update(range(first, found + 1))
        known = {key[:_TELLING] for key in keys}
        nearby = range(found, min(len(self.keys), found + len(keys) + _BEFORE))
        return first, max((number for number in nearby if self.keys[number][:_TELLING] in known), default=found)

    def _text_below(self, title: str, keys: Sequence[str]) -> int | None:
        """The line in which the text of a post begins: one below its title, else the title itself, else any."""
        texts = [number for key in keys for number in self._like(key)]
        titles = self._like(title)
        below = (number for number in texts if any(0 < number - above <= _BEFORE for above in titles))
        return next(chain(below, reversed(titles), texts), None)

    def _like(self, key: str) -> list[int]:
        """The lines that begin as a key does, and begin no post yet."""
        numbers = self._by_letters.get(key[:_TELLING], []) if key else []
        fresh = (number for number in numbers if number not in self._begun and _alike(self.keys[number], key))
        return list(islice(fresh, _MOST_SOUGHT))

    def _first(self, number: int, title: str) -> int:
        """The line of the title above a line, else of the time above it, else the line itself."""
        above = range(number - 1, max(-1, number - 1 - _BEFORE), -1)
        number = next((one for one in above if title and _alike(self.keys[one], title)), number)
        above = range(number - 1, max(-1, number - _BEFORE), -1)
        short = takewhile(lambda one: len(self.texts[one]) <= _SHORT, above)
        return next((one for one in short if CLOCK.search(self.texts[one])), number)


def _key(line: str) -> str:
    return plain(line[: 4 * _KEY])[:_KEY]


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= _TELLING and longer.startswith(shorter))
