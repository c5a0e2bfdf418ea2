from datetime import UTC, datetime
from typing import Any

import pytest

from nutgraf.core.files.rows import entry_of_row
from nutgraf.errors import InputError
from nutgraf.records import Entry, Image, Provider


def test_a_full_row() -> None:
    row = {
        "id": "r1",
        "url": "https://harbour.example/ferry?utm_medium=x",
        "title": " Ferry \n reopens ",
        "text": "The ferry runs.\nEvery day.",
        "authors": ["Ana Brandt", "Ana Brandt"],
        "published": "2024-01-02T08:00:00+01:00",
        "language": "en",
        "provider": {"name": "Harbour Gazette", "domain": "harbour.example", "founded": 1900},
        "images": [{"url": "https://harbour.example/a.jpg", "width": 8}],
        "kind": "video",
        "unknown": {"ignored": True},
    }
    assert entry_of_row(row) == Entry(
        id="r1",
        url="https://harbour.example/ferry",
        title="Ferry reopens",
        content="The ferry runs.\nEvery day.",
        authors=("Ana Brandt",),
        published=datetime(2024, 1, 2, 7, tzinfo=UTC),
        language="en",
        kind="video",
        images=(Image(url="https://harbour.example/a.jpg", width=8),),
        provider=Provider(name="Harbour Gazette", domain="harbour.example"),
    )


def test_a_provider_by_name_has_the_url_s_domain() -> None:
    entry = entry_of_row({"id": 3, "title": "t", "provider": "The Hill", "url": "http://thehill.example/a"})
    assert (entry.id, entry.provider) == ("3", Provider(name="The Hill", domain="thehill.example"))


def test_null_is_absent_and_a_date_nobody_understands_is_none() -> None:
    entry = entry_of_row({"title": "t", "excerpt": None, "authors": None, "published": "soon", "provider": None})
    assert entry == Entry(title="t")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"published": "2024-03-05"}, None),
        ({"published": "2024-03-05T00:00:00Z"}, None),
        ({"published": "2024-03-05T10:15:00Z"}, None),
        ({"published": "2024-03-05T10:15Z"}, "minute"),
        ({"published": "2024-03-05T10:15:00Z", "published_precision": "minute"}, "minute"),
        ({"published": "2024-03-05T10:15:00Z", "published_precision": "second"}, None),
        ({"published": "2024-03-05T00:00:00Z", "published_precision": "second"}, "second"),
        ({"published": "2024-03-05T00:00:00Z", "published_precision": "day"}, None),
        ({"published": "2024-03-05T10:15:00Z", "published_precision": "year"}, None),
        ({"published_precision": "day"}, None),
    ],
)
def test_how_exactly_a_row_knows_its_time(row: dict[str, str], expected: str | None) -> None:
    assert entry_of_row({"title": "t"} | row).published_precision == expected


def test_angle_brackets_of_plain_text_are_kept() -> None:
    assert entry_of_row({"text": "if a <b and c> d"}).content == "if a &lt;b and c&gt; d"


def test_canonical_url_of_an_extracted_row_is_the_article_s() -> None:
    row = {
        "capture": "x.html",
        "title": "t",
        "url": "https://a.example/1?ref=x",
        "canonical_url": "https://a.example/1",
    }
    assert entry_of_row(row).url == "https://a.example/1"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ([1], "a row must be an object, not a list"),
        (None, "not null"),
        ({"id": "x"}, "none of title"),
        ({"title": 5}, "`title` must be a string, not a number"),
        ({"title": "t", "id": True}, "`id` must be a string, not a boolean"),
        ({"title": "t", "text": ["a"]}, "`text`"),
        ({"title": "t", "authors": [1]}, "`authors`"),
        ({"title": "t", "authors": {"name": 5}}, "`authors`"),
        ({"title": "t", "provider": 5}, "`provider`"),
        ({"title": "t", "provider": {"name": 5}}, "`name`"),
        ({"title": "t", "images": "a.jpg"}, "`images`"),
        ({"title": "t", "published": {}}, "`published`"),
        ({"title": "t", "rejected": "not_html"}, "no article: not_html"),
    ],
)
def test_wrong_rows_are_refused_by_field(row: Any, told: str) -> None:  # noqa: ANN401 (that is what is tested)
    with pytest.raises(InputError) as caught:
        entry_of_row(row)
    assert told in caught.value.reason
