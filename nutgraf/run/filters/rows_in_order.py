"""Rows in order of arrival, each prepared by itself: what ``nutgraf group`` and ``nutgraf copies`` fold over.

rows -> tasks -> prepare (in parallel) -> the rows' articles, in the order of the rows
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain, islice
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from nutgraf.core.extract import extract
from nutgraf.core.files.rows import entry_of_row
from nutgraf.core.score import length_of
from nutgraf.engine.pipeline.prepare import Meaning, fingerprint_of, in_utc
from nutgraf.errors import InputError
from nutgraf.records import Article, Capture, Entry, Prepared, Reason, Rejected
from nutgraf.run.processes.batch import ordered_map
from nutgraf.run.processes.worker import Failure

Row = Mapping[str, object]
Reading: TypeAlias = Callable[[Capture], Article | Rejected]
_EVER = datetime.min.replace(tzinfo=UTC)
# Chosen, not measured.
_LOOKED_AT = 1_000  # rows by which it is told in what order they come
_LATE = timedelta(days=14)
_FEW = 0.1  # of the dated rows, that may come late


class RowTask(NamedTuple):
    """A row to prepare: its id as it came, its number, its time of arrival, and its entry or what is wrong with it."""

    id: object
    number: int
    at: datetime
    entry: Entry | str


def prepared_rows(
    rows: Iterable[Row], jobs: int, meaning: Meaning | None, begin: Callable[[], object] | None = None
) -> Iterator[tuple[RowTask, Prepared | Rejected]]:
    """Each row with its article, under the row's own id where it has one, or with why it is none.

    ``meaning`` tells what an article means; ``begin`` is called once in each process before.
    """
    return ordered_map(partial(_prepare, meaning=meaning), tasks(rows), jobs, lost, begin=begin)


def tasks(rows: Iterable[Row]) -> Iterator[RowTask]:
    """Rows arrive when the latest of them so far was published, so that old news leaves the window.

    Where the first show that rows do not come in order of publication, all arrive now: nothing says which is old news.
    """
    now = datetime.now(UTC)
    read = ((row, _entry(row)) for row in rows)
    first = list(islice(read, _LOOKED_AT))
    clock = None if _in_order([entry for _, entry in first]) else now
    for number, (row, entry) in enumerate(chain(first, read)):
        published = None if isinstance(entry, str) else entry.published
        clock = min(now, max(clock or _EVER, published or (clock or now))).astimezone(UTC)
        yield RowTask(row.get("id"), number, clock, entry)


def _entry(row: Row) -> Entry | str:
    try:
        return entry_of_row(row)
    except InputError as e:
        return e.reason


def _in_order(entries: Iterable[Entry | str]) -> bool:
    """Whether few of those that are dated come long after one that was published later."""
    latest, late, dated = _EVER, 0, 0
    for entry in entries:
        if not isinstance(entry, str) and entry.published:
            dated += 1
            late += latest - entry.published > _LATE
            latest = max(latest, entry.published)
    return late <= _FEW * dated


def _prepare(task: RowTask, meaning: Meaning | None) -> Prepared | Rejected:
    """What deciding on stories needs of a row's article: no quotations, no topics."""
    article = row_article(task)
    if isinstance(article, Rejected):
        return article
    return Prepared(article=article, fingerprint=fingerprint_of(article, meaning), length=length_of(article))


def row_article(task: RowTask, reading: Reading = extract) -> Article | Rejected:
    """The row's article, under the row's own id where it has one, without what else is prepared of it."""
    if isinstance(task.entry, str):
        return _bad_row(task, task.entry)
    article = reading(Capture(id=str(task.number), at=task.at, entry=task.entry))
    if isinstance(article, Rejected):
        return article
    return replace(in_utc(article), id=task.entry.id or article.id)


def _bad_row(task: RowTask, detail: str) -> Rejected:
    return Rejected(capture=str(task.number), reason="bad_row", detail=detail)


def lost(task: RowTask, problem: Failure) -> Rejected:
    """What is said of a row that could not be read."""
    return Rejected(capture=str(task.number), reason=problem.reason, detail=problem.detail)


def plain_reasons(reasons: Iterable[Reason]) -> list[dict[str, object]]:
    """Reasons as a row holds them."""
    return [{"name": reason.name, "value": reason.value, "note": reason.note} for reason in reasons]
