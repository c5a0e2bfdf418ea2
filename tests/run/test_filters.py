import json
from collections.abc import Iterator

import pytest
from engine_cases import OTHER, WIRE

from nutgraf.engine.copies.overlap import share_of
from nutgraf.meaning.vectors import get_ready, meaning_of
from nutgraf.records import Prepared, Reason
from nutgraf.run.filters import quotes as quotes_filter
from nutgraf.run.filters.copies import copies
from nutgraf.run.filters.group import group
from nutgraf.run.filters.rows_in_order import Row, prepared_rows

ROWS: list[dict[str, object]] = [
    {"id": "late", "title": "Harbour", "text": WIRE, "published": "2026-03-02T10:00:00Z"},
    {"id": 7, "title": "Recount in the hill districts", "text": OTHER, "published": "2026-03-02T11:00:00Z"},
    {"id": "first", "title": "Crane falls", "text": WIRE, "published": "2026-03-02T09:00:00Z"},
]


def test_copies_name_the_original_that_came_last() -> None:
    found = list(copies(ROWS))
    assert [(row["id"], row["of"]) for row in found] == [("late", "first"), (7, None), ("first", None)]
    assert found[0]["share"] == 1.0
    assert share_of([Reason(**reason) for reason in found[0]["reasons"]]) == found[0]["share"]  # type: ignore[attr-defined]


def test_groups_are_named_by_their_first_row() -> None:
    assert [(row["id"], row["story"]) for row in group(ROWS)] == [("late", "late"), (7, "7"), ("first", "late")]


def test_rows_come_back_as_they_went_in_whatever_they_are() -> None:
    rows: list[dict[str, object]] = [
        {"id": "empty"},
        {"id": "same", "title": "Crane falls"},
        {"id": "same", "title": "Crane falls"},
        {"title": "No id"},
        {"id": "wrong", "title": 5},
        {"id": "future", "title": "From the year 2099", "published": "2099-01-01T00:00:00Z"},
        {"id": "old", "title": "From the year 1970", "published": "1970-01-01"},
    ]
    for found in (list(group(rows)), list(copies(rows))):
        assert [row["id"] for row in found] == [row.get("id") for row in rows]
        assert [row["id"] for row in found if row.get("rejected")] == ["empty", "wrong"]
        json.dumps(found)


def test_no_rows() -> None:
    nothing: Iterator[dict[str, object]] = iter(())
    assert list(group(nothing)) == []


@pytest.mark.slow
def test_any_number_of_processes_gives_the_same_answer() -> None:
    rows = [{**row, "id": f"{row['id']}-{n}"} for n in range(12) for row in ROWS]
    assert list(copies(rows, 2)) == list(copies(rows))
    assert list(group(rows, 2)) == list(group(rows))


def test_quotes_are_the_same_in_any_number_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotes_filter, "_ALONE", 2)
    rows: list[dict[str, object]] = [{"id": n, "text": f"“We close lock {n},” said Ada Byrne."} for n in range(7)]
    rows += [{"id": "no text"}, {"id": "odd", "text": 5}, {"id": "empty", "text": ""}]
    serial = list(quotes_filter.quotes(rows))
    assert [row["id"] for row in serial] == [row["id"] for row in rows]
    assert [row.get("rejected") for row in serial[-3:]] == ["no_text", "no_text", None]
    assert list(quotes_filter.quotes(rows, 2)) == serial


def meanings(rows: list[Row], jobs: int) -> list[bytes]:
    items = [item for _, item in prepared_rows(rows, jobs, meaning_of, get_ready)]
    return [item.fingerprint.meaning for item in items if isinstance(item, Prepared)]


def test_meanings_are_the_same_in_however_many_processes() -> None:
    rows: list[Row] = [
        {"id": f"{number}", "title": f"Crane {number} falls", "text": WIRE[number:]} for number in range(20)
    ]
    one, several = (meanings(rows, jobs) for jobs in (1, 3))
    assert one == several
    assert all(one)
