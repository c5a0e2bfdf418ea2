"""``nutgraf topics``: each row by itself, so that any split over processes gives the same."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial

from nutgraf.core.extract import extract
from nutgraf.core.files.rows import Row, entry_of_row
from nutgraf.core.topics.tagging import Topics
from nutgraf.errors import InputError
from nutgraf.records import Capture, Rejected
from nutgraf.run.processes.batch import ordered_map
from nutgraf.run.processes.worker import Failure


def topics(rows: Iterable[Row], by: Topics, jobs: int = 1) -> Iterator[dict[str, object]]:
    """For each row its ``id`` and the ``topics`` it is about, best first; what is no article says why."""
    return (row for _, row in ordered_map(partial(_topics, by), rows, jobs, _lost))


def _topics(by: Topics, row: Row) -> dict[str, object]:
    try:
        found = extract(Capture(id="", at=datetime.now(UTC), entry=entry_of_row(row)))
    except InputError as e:
        return _untagged(row, "bad_row", e.reason)
    if isinstance(found, Rejected):
        return _untagged(row, found.reason, found.detail)
    return {"id": row.get("id"), "topics": by.tag(found)}


def _lost(row: Row, problem: Failure) -> dict[str, object]:
    return _untagged(row, problem.reason, problem.detail)


def _untagged(row: Row, reason: str, detail: str) -> dict[str, object]:
    return {"id": row.get("id"), "topics": [], "rejected": reason, "detail": detail}
