"""Rows in order of arrival, each prepared by itself: what ``nutgraf group`` and ``nutgraf copies`` fold over.

rows -> tasks -> prepare (in parallel) -> the rows' articles, in the order of the rows
"""

from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from nutgraf.core.extract import extract
from nutgraf.core.rows import entry_of_row
from nutgraf.core.signature import fingerprint
from nutgraf.engine.pipeline import Meaning, in_utc
from nutgraf.engine.window import WITNESSES
from nutgraf.errors import InputError
from nutgraf.records import Article, Capture, Entry, Prepared, Reason, Rejected
from nutgraf.run.batch import ordered_map

Row = Mapping[str, object]
_EVER = datetime.min.replace(tzinfo=UTC)
Reading: TypeAlias = Callable[[Capture], Article | Rejected]


class Task(NamedTuple):
    """A row to prepare: its id as it came, its number, its time of arrival, and its entry or what is wrong with it."""

    id: object
    number: int
    at: datetime
    entry: Entry | str


def prepared_rows(
    rows: Iterable[Row], jobs: int, meaning: Meaning | None = None
) -> Iterator[tuple[Task, Prepared | Rejected]]:
    """Each row with its article, under the row's own id where it has one, or with why it is none."""
    return ordered_map(partial(_prepare, meaning=meaning), tasks(rows), jobs, lost)


def tasks(rows: Iterable[Row]) -> Iterator[Task]:
    """Rows arrive when the latest of them so far were published, so that old news leaves the window.

    That is where the window ends: one date far ahead moves it no more than one capture does.
    """
    now = datetime.now(UTC)
    latest: list[datetime] = []
    for number, row in enumerate(rows):
        entry: Entry | str
        try:
            entry = entry_of_row(row)
        except InputError as e:
            entry = e.reason
        if not isinstance(entry, str) and entry.published:
            insort(latest, min(now, max(_EVER, entry.published)).astimezone(UTC))
            del latest[:-WITNESSES]
        yield Task(row.get("id"), number, latest[0] if latest else now, entry)


def _prepare(task: Task, meaning: Meaning | None) -> Prepared | Rejected:
    """What deciding on stories needs of a row's article: no quotations, no topics."""
    article = article_of(task)
    if isinstance(article, Rejected):
        return article
    told = meaning(article) if meaning else b""
    return Prepared(article=article, fingerprint=fingerprint(article), meaning=told)


def article_of(task: Task, reading: Reading = extract) -> Article | Rejected:
    """The row's article, under the row's own id where it has one, without what else is prepared of it."""
    if isinstance(task.entry, str):
        return _bad_row(task, task.entry)
    article = reading(Capture(id=str(task.number), at=task.at, entry=task.entry))
    if isinstance(article, Rejected):
        return article
    return replace(in_utc(article), id=task.entry.id or article.id)


def _bad_row(task: Task, detail: str) -> Rejected:
    return Rejected(capture=str(task.number), reason="bad_row", detail=detail)


def lost(task: Task) -> Rejected:
    """What is said of a row that ended the process which read it."""
    return Rejected(capture=str(task.number), reason="crashed", detail="reading it ended the process")


def plain(reasons: Iterable[Reason]) -> list[dict[str, object]]:
    """Reasons as a row holds them."""
    return [{"name": reason.name, "value": reason.value, "note": reason.note} for reason in reasons]
