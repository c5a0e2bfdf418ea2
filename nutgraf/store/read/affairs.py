"""Affairs: stories that continue one another.

A story names the affair it continues by the id that this had when the story opened. Where that story became part of
another since, its alias leads there, and so on to the story that continues nothing.
"""

from collections.abc import Iterable
from heapq import nlargest

from sqlalchemy import Connection, exists, select

from nutgraf.records import Affair, Chapter
from nutgraf.store.read.asking import among
from nutgraf.store.schema import chapter, story, story_alias


def affair(connection: Connection, wanted: str, limit: int) -> Affair | None:
    """The affair of a story, by its id or an alias, with its latest stories, earliest first; None where it is alone."""
    root = _root(connection, wanted)
    found = _continuing(connection, root)
    times = among(connection, select(story.c.id, story.c.latest), story.c.id, found)
    latest = nlargest(limit, ((row.latest, row.id) for row in times))
    if len(latest) < 2:  # noqa: PLR2004 - one alone is no affair
        return None
    if not connection.scalar(select(exists().where(story.c.id == root))):  # its articles were removed
        root = _eldest(connection, found)
    query = select(story.c.id, story.c.record, chapter.c.reasons).select_from(
        story.outerjoin(chapter, chapter.c.article == story.c.id)
    )
    rows = among(connection, query, story.c.id, [one for _, one in latest])
    chapters = [Chapter(story=row.record, reasons=() if row.id == root else row.reasons or ()) for row in rows]
    return Affair(id=root, chapters=tuple(sorted(chapters, key=lambda one: (one.story.first, one.story.id))))


def _root(connection: Connection, wanted: str) -> str:
    """The story that an affair began with; merges may have closed a ring, which goes by the least of its ids."""
    path = [_kept(connection, wanted)]
    while continued := connection.scalar(select(chapter.c.affair).where(chapter.c.article == path[-1])):
        found = _kept(connection, continued)
        if found in path:
            return min(path[path.index(found) :])
        path.append(found)
    return path[-1]


def _eldest(connection: Connection, stories: set[str]) -> str:
    rows = among(connection, select(story.c.id, story.c.record), story.c.id, stories)
    eldest: str = min((row.record.first, row.id) for row in rows)[1]
    return eldest


def _kept(connection: Connection, wanted: str) -> str:
    found: str | None = connection.scalar(select(story_alias.c.kept).where(story_alias.c.gone == wanted))
    return found or wanted


def _continuing(connection: Connection, root: str) -> set[str]:
    """The present stories of an affair, by id."""
    found, new = {root}, {root}
    while new:
        gone = among(connection, select(story_alias.c.gone), story_alias.c.kept, new)
        new = _opened(connection, new | {row.gone for row in gone}) - found
        found |= new
    return found


def _opened(connection: Connection, affairs: Iterable[str]) -> set[str]:
    query = select(story.c.id).join(chapter, chapter.c.article == story.c.id)
    return {row.id for row in among(connection, query, chapter.c.affair, set(affairs))}
