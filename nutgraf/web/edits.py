"""Edits of stories as an editor asks for them: read, decided and written while nobody else writes.

The desk, the API and the command line all edit by these. Stories and articles are named by id, alias or address.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeAlias

from nutgraf.engine.editing import edits
from nutgraf.engine.window.draft import Draft
from nutgraf.errors import NotFound
from nutgraf.records import (
    Change,
    CopyCut,
    CopyLink,
    CopyLinked,
    CopyUnlinked,
    Logged,
    Placed,
    Record,
    StoriesMerged,
    StoryUpdated,
)
from nutgraf.store.protocol import Store

PAGE = 1000
_MOST_ROWS = 9_000_000_000_000_000  # what any database counts
_Changes: TypeAlias = Sequence[Change]


class Edited(Record, frozen=True):
    """What an edit came to: its ``number``, by which it can be undone, and the stories that it left, by their ids.

    ``moved`` are the articles that are in another story now, each with the ids of the story before and the one after;
    ``cut`` is the article that is no copy now, ``linked`` the one that is a copy again; with ``translation``, the one
    that is no likely translation now, or is one again.
    """

    number: int
    stories: tuple[str, ...]
    moved: tuple[tuple[str, str, str], ...]
    cut: str | None = None
    linked: str | None = None
    translation: bool = False


def merge(store: Store, stories: Sequence[str], now: datetime) -> Edited:
    """Makes stories one. Raises NotFound, EditRefused, StoreError."""

    def edit(alone: Store) -> _Changes:
        found = [_story(alone, story) for story in stories]
        return edits.merge(edits.draft_of(alone.members(found)), found)

    return _carry_out(store, edit, now)


def split(store: Store, story: str, articles: Sequence[str], now: datetime) -> Edited:
    """Takes articles out of a story into one of their own. Raises as ``merge``."""

    def edit(alone: Store) -> _Changes:
        found = _story(alone, story)
        return edits.split(edits.draft_of(alone.members([found])), found, [named(article) for article in articles])

    return _carry_out(store, edit, now)


def move(store: Store, articles: Sequence[str], story: str, now: datetime) -> Edited:
    """Moves articles from whatever stories they are in into one. Raises as ``merge``."""

    def edit(alone: Store) -> _Changes:
        found, moving = _story(alone, story), [named(article) for article in articles]
        known = alone.known(moving)
        for article in moving:
            if article not in known:
                raise NotFound(article, "no article has this id")
        sources = {one.story for one in known.values() if one.story}
        return edits.move(edits.draft_of(alone.members([found, *sources])), moving, found)

    return _carry_out(store, edit, now)


def uncopy(store: Store, article: str, now: datetime) -> Edited:
    """Makes a copy or a likely translation a report of its own for good. Raises as ``merge``."""

    def edit(alone: Store) -> _Changes:
        wanted = named(article)
        known = alone.known([wanted]).get(wanted)
        if known is None:
            raise NotFound(wanted, "no article has this id")
        return edits.uncopy(_around(alone, wanted, known.copy), wanted)

    return _carry_out(store, edit, now)


def undo(store: Store, number: int, now: datetime) -> Edited:
    """Puts back what the edit of that number took elsewhere. Raises as ``merge``."""

    def edit(alone: Store) -> _Changes:
        changes = [row.change for row in _rows(alone, number)]
        if changes and isinstance(cut := changes[0], CopyCut):
            return edits.undo_cut(_around(alone, cut.article, cut.was), cut)
        placed = [change for change in changes if isinstance(change, Placed)]
        present = {was: _story(alone, was) for was in {one.was for one in placed if one.was != one.story}}
        stories = {one.story for one in placed} | set(present.values())
        return edits.undo(edits.draft_of(alone.members(list(stories))), placed, present)

    return _carry_out(store, edit, now)


def edit_of(store: Store, number: int) -> tuple[Edited, datetime] | None:
    """What an edit came to, and when; None where there is none of that number."""
    rows = _rows(store, number)
    return (_edited([row.change for row in rows], number), rows[0].at) if rows else None


def named(text: str) -> str:
    """The id that an address of the desk or the API ends in; an id is its own."""
    return text.strip().partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]


def _story(store: Store, story: str) -> str:
    return store.story(named(story)).id


def _around(store: Store, article: str, link: CopyLink | None) -> Draft:
    """A draft over the stories of an article, of what it copies and of the copies of both."""
    group = {article, link.of if link else article}
    group.update(copy for one in tuple(group) for copy in store.copies(one))
    stories = {known.home for known in store.known(list(group)).values()}
    return edits.draft_of(store.members(list(stories)))


def _carry_out(store: Store, edit: Callable[[Store], _Changes], now: datetime) -> Edited:
    with store.alone() as alone:
        changes = edit(alone)
        last = alone.apply(changes, now)
    return _edited(changes, last - len(changes) + 1)


def _edited(changes: _Changes, number: int) -> Edited:
    cut = next((change for change in changes if isinstance(change, CopyCut)), None)
    again = cut is not None and len(cut.apart) < len(cut.before)
    return Edited(
        number=number,
        stories=tuple(change.story.id for change in changes if isinstance(change, StoryUpdated)),
        moved=tuple(
            (change.article, change.was, change.story)
            for change in changes
            if isinstance(change, Placed) and change.was != change.story
        ),
        cut=cut.article if cut and not again else None,
        linked=cut.article if cut and again else None,
        translation=not any(isinstance(change, CopyUnlinked | CopyLinked) for change in changes),
    )


def _rows(store: Store, number: int) -> list[Logged]:
    """The rows of the change table that an edit came to, from placing articles or a cut to the stories' summaries."""
    rows: list[Logged] = []
    after = number - 1 if 0 < number < _MOST_ROWS else _MOST_ROWS
    while page := store.changes(after, PAGE):
        for row in page:
            summed_up = bool(rows) and isinstance(rows[-1].change, StoryUpdated)
            is_cut = bool(rows) and isinstance(rows[0].change, CopyCut)
            body = CopyUnlinked | CopyLinked if is_cut else Placed | StoriesMerged
            wanted = StoryUpdated if summed_up else body | StoryUpdated if rows else Placed | CopyCut
            if not isinstance(row.change, wanted):
                return rows
            rows.append(row)
        after = page[-1].number
    return rows
