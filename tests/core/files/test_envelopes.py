"""Rows out of what interfaces answer."""

from typing import Any

import pytest

from nutgraf.core.files.envelopes import rows_in

ROWS: list[dict[str, Any]] = [
    {"title": "Brücke zu", "url": "https://post.example/1", "authors": [{"name": "Ada Quay"}]},
    {"headline": "Le pont", "link": "https://post.example/2", "content": "Le pont reste fermé."},
]


@pytest.mark.parametrize(
    "document",
    [
        ROWS,
        {"articles": ROWS},
        {"status": "ok", "totalResults": 2, "items": ROWS},
        {"data": {"results": ROWS, "facets": [{"name": "x", "count": 3}]}},
        {"title": "Post", "description": "All news", "items": ROWS},
        {"rss": {"channel": {"title": "Post", "item": ROWS}}},
        {"took": 3, "hits": {"total": 2, "hits": ROWS}},
        {"content": ROWS, "totalPages": 4},
        {"whatever": ROWS},
        {"meta": {"authors": [{"name": "A"}, {"name": "B"}, {"name": "C"}]}, "of": {"today": ROWS}},
        [{"articles": ROWS[:1]}, {"articles": ROWS[1:]}],
    ],
)
def test_a_list_of_rows_is_found(document: object) -> None:
    assert rows_in(document) == ROWS


@pytest.mark.parametrize(
    "document",
    [
        5,
        None,
        ROWS[0],
        {"title": "Brücke zu", "text": "Die Brücke ist zu.", "items": ROWS},
        {"title": "Brücke zu", "url": "https://post.example/1", "related": ROWS},
        {"articles": []},
        {"articles": [{"name": "A"}, {"name": "B"}]},
        {"images": [{"url": "https://post.example/i.jpg", "title": ""}]},
        {"a": {"b": {"c": {"d": {"e": {"f": ROWS}}}}}},
    ],
)
def test_a_row_is_no_list_of_rows(document: object) -> None:
    assert rows_in(document) is None


def test_names_that_the_user_gave_count() -> None:
    rows = [{"kop": "Brug dicht", "lijf": "De brug is dicht."}]
    assert rows_in({"stukken": rows}) is None
    assert rows_in({"stukken": rows}, {"kop": "title", "lijf": "text"}) == rows
