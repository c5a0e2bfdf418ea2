"""``nutgraf group`` and ``nutgraf copies``: the live engine over rows, without a store.

rows -> captures -> prepare (in parallel) -> decide, evolve -> the last word on each row, in the order of the rows
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from msgspec.structs import replace

from nutgraf.config import Grouping
from nutgraf.core.rows import entry_of_row
from nutgraf.engine.pipeline import decide, prepare
from nutgraf.engine.window import Window
from nutgraf.errors import InputError
from nutgraf.records import (
    Capture,
    Change,
    CopyLink,
    CopyLinked,
    CopyUnlinked,
    Entry,
    Prepared,
    Reason,
    Rejected,
    StoriesMerged,
    StoryJoined,
)
from nutgraf.run.batch import ordered_map

Row = Mapping[str, object]
_EVER = datetime.min.replace(tzinfo=UTC)


class Answers:
    """What was decided in the end about each article: later changes go over earlier ones."""

    def __init__(self) -> None:
        self.joins: dict[str, StoryJoined] = {}
        self.links: dict[str, CopyLink] = {}
        self._aliases: dict[str, str] = {}

    def take(self, changes: Iterable[Change]) -> None:
        """Takes the changes of one decision in."""
        for change in changes:
            match change:
                case StoryJoined():
                    self.joins[change.article] = change
                    self._aliases.pop(change.story, None)  # forgotten, it was opened anew
                case StoriesMerged():
                    self._aliases[change.gone] = change.kept
                case CopyLinked():
                    self.links[change.link.article] = change.link
                case CopyUnlinked():
                    self.links.pop(change.article, None)
                case _:
                    pass

    def story(self, article: str) -> str:
        """The story an article is in after all merges."""
        story = self.joins[article].story
        while story in self._aliases:
            story = self._aliases[story]
        return story


def group(rows: Iterable[Row], jobs: int = 1) -> Iterator[dict[str, object]]:
    """For each row its ``id``, its ``story`` (the id of the story's first row) and the ``reasons`` it joined for.

    Rows come in order of arrival. What is no article has ``story`` null, and says why in ``rejected`` and ``detail``.
    """
    answers, items = _decided(rows, jobs)
    for row_id, item in items:
        if isinstance(item, Rejected):
            yield {"id": row_id, "story": None, "reasons": [], "rejected": item.reason, "detail": item.detail}
        else:
            reasons = answers.joins[item].reasons
            yield {"id": row_id, "story": answers.story(item), "reasons": _plain(reasons)}


def copies(rows: Iterable[Row], jobs: int = 1) -> Iterator[dict[str, object]]:
    """For each row its ``id``, the id ``of`` the original it copies or null, the ``share`` of text, the ``reasons``.

    Rows come in order of arrival. What is no article says why in ``rejected`` and ``detail``.
    """
    answers, items = _decided(rows, jobs)
    for row_id, item in items:
        if isinstance(item, Rejected):
            yield {
                "id": row_id,
                "of": None,
                "share": 0.0,
                "reasons": [],
                "rejected": item.reason,
                "detail": item.detail,
            }
        elif link := answers.links.get(item):
            yield {"id": row_id, "of": link.of, "share": link.share, "reasons": _plain(link.reasons)}
        else:
            yield {"id": row_id, "of": None, "share": 0.0, "reasons": []}


def _plain(reasons: Iterable[Reason]) -> list[dict[str, object]]:
    return [{"name": reason.name, "value": reason.value, "note": reason.note} for reason in reasons]


def _decided(rows: Iterable[Row], jobs: int) -> tuple[Answers, list[tuple[object, str | Rejected]]]:
    """The answers, and for each row its id with that of its article."""
    window, answers = Window(Grouping().window_days), Answers()
    items: list[tuple[object, str | Rejected]] = []
    for task, item in ordered_map(prepare_row, _tasks(rows), jobs, _lost):
        if isinstance(item, Rejected):
            items.append((task.id, item))
            continue
        changes = decide(window, item, task.at)
        window.evolve(changes, task.at)
        answers.take(changes)
        items.append((task.id, item.article.id))
    return answers, items


class Task(NamedTuple):
    """A row to prepare: its id as it came, its number, its time of arrival, and its entry or what is wrong with it."""

    id: object
    number: int
    at: datetime
    entry: Entry | str


def _tasks(rows: Iterable[Row]) -> Iterator[Task]:
    """Rows arrive when the latest of them so far was published, so that old news leaves the window."""
    now = datetime.now(UTC)
    clock: datetime | None = None
    for number, row in enumerate(rows):
        entry: Entry | str
        try:
            entry = entry_of_row(row)
        except InputError as e:
            entry = e.reason
        published = None if isinstance(entry, str) else entry.published
        clock = min(now, max(clock or _EVER, published or (clock or now))).astimezone(UTC)
        yield Task(row.get("id"), number, clock, entry)


def prepare_row(task: Task) -> Prepared | Rejected:
    """The row's article, under the row's own id where it has one."""
    if isinstance(task.entry, str):
        return Rejected(capture=str(task.number), reason="bad_row", detail=task.entry)
    item = prepare(Capture(id=str(task.number), at=task.at, entry=task.entry))
    if isinstance(item, Rejected) or task.entry.id is None:
        return item
    return replace(item, article=replace(item.article, id=task.entry.id))


def _lost(task: Task) -> Rejected:
    return Rejected(capture=str(task.number), reason="crashed", detail="reading it ended the process")
