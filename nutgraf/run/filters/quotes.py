"""``nutgraf quotes``: each row by itself, so that any split over processes gives the same."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from nutgraf.core.quotes.find import find_quotes

if TYPE_CHECKING:
    from nutgraf.run.processes.worker import Failure

Row = Mapping[str, object]

_ALONE = 1000  # rows that are done before other processes would have started,
_SHORT = 100_000  # unless there are so many characters in one


def quotes(rows: Iterable[Row], jobs: int = 1) -> Iterator[dict[str, object]]:
    """For each row its ``id`` and the ``quotes`` in its ``text``, offsets in characters of ``text`` as it came."""
    waiting = iter(rows)
    for number, row in enumerate(waiting):
        if number < _ALONE and len(str(row.get("text"))) <= _SHORT:
            yield _quotes_here(row)
            continue
        from nutgraf.run.processes.batch import ordered_map  # noqa: PLC0415 - processes are for long inputs

        yield from (found for _, found in ordered_map(_quotes, chain([row], waiting), jobs, _lost))


def _quotes_here(row: Row) -> dict[str, object]:
    try:
        return _quotes(row)
    except Exception as e:  # noqa: BLE001 - whatever is wrong with one row is no other's business
        from nutgraf.run.processes.worker import problem_of  # noqa: PLC0415 - as above

        return _lost(row, problem_of(e))


def _quotes(row: Row) -> dict[str, object]:
    text, language = row.get("text"), row.get("language")
    if not isinstance(text, str):
        return {"id": row.get("id"), "quotes": [], "rejected": "no_text", "detail": "the row has no text"}
    found = find_quotes(text, language if isinstance(language, str) else None)
    return {
        "id": row.get("id"),
        "quotes": [
            {
                "start": quote.start,
                "end": quote.end,
                "speaker": quote.speaker,
                "cue": quote.cue,
                "partial": quote.partial,
            }
            for quote in found
        ],
    }


def _lost(row: Row, problem: "Failure") -> dict[str, object]:
    return {"id": row.get("id"), "quotes": [], "rejected": problem.reason, "detail": problem.detail}
