"""``nutgraf quotes``: each row by itself, so that any split over processes gives the same."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from nutgraf.core.quotes import find_quotes

Row = Mapping[str, object]

_ALONE = 1000  # rows that are done before other processes would have started


def quotes(rows: Iterable[Row], jobs: int = 1) -> Iterator[dict[str, object]]:
    """For each row its ``id`` and the ``quotes`` in its ``text``, offsets in characters of ``text`` as it came."""
    waiting = iter(rows)
    yield from map(_quotes, islice(waiting, _ALONE))
    for row in waiting:
        from nutgraf.run.batch import ordered_map  # noqa: PLC0415 - processes are for long inputs

        yield _quotes(row)
        yield from (found for _, found in ordered_map(_quotes, waiting, jobs, _lost))


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


def _lost(row: Row) -> dict[str, object]:
    return {"id": row.get("id"), "quotes": [], "rejected": "crashed", "detail": "reading it ended the process"}
