"""`nutgraf.extract`, `extract_many`, `group` and `copies`: what the filters do, and whatever is handed in."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import msgspec
import pytest
from command_line import COMET, LOCK, LOCK_COPY, fine, json_lines, rows

import nutgraf
from nutgraf.errors import SettingsError
from nutgraf.run.filters.extract import extract as extract_rows

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)

PAGE = (
    '<html lang="de"><title>Die Schleuse schließt für Monate</title><article><h1>Die Schleuse schließt für Monate</h1>'
    "<p>Die Schleuse in Orle schließt am Montag für größere Arbeiten, die bis in den Juni dauern werden.</p>"
    "<p>„Darauf haben wir zehn Jahre gewartet“, sagte Jörg Müßig, der Wärter der Schleuse am Fluss.</p></article>"
)
EMPTY = ("", None)


# ---------------------------------------------------------------- extract


def fields(found: nutgraf.Article | nutgraf.Rejected) -> dict[str, object]:
    """What was found, less what tells one capture of it from another."""
    return {name: value for name, value in msgspec.structs.asdict(found).items() if name not in {"capture", "seen"}}


@pytest.mark.parametrize(
    ("page", "charset"),
    [
        (PAGE.encode(), None),
        (PAGE.encode("utf-16"), None),
        (PAGE.encode("utf-8-sig"), "latin-1"),
        (PAGE.encode("cp1252"), None),
        (PAGE.encode("cp1252"), "windows-1252"),
        (bytearray(PAGE.encode()), None),
        (memoryview(PAGE.encode()), "nonsense"),
    ],
    ids=["utf-8", "utf-16", "mark", "guessed", "told", "bytearray", "memoryview"],
)
def test_bytes_of_any_encoding_are_the_page(page: bytes, charset: str | None) -> None:
    url = "https://post.example/schleuse"
    told = nutgraf.extract(page, url, charset=charset, now=NOW)
    assert isinstance(told, nutgraf.Article)
    assert told.title == "Die Schleuse schließt für Monate"
    assert "Jörg Müßig" in told.text
    assert fields(told) == fields(nutgraf.extract(PAGE, url, now=NOW))


def test_a_str_is_taken_as_it_is_whatever_it_declares() -> None:
    declared = PAGE.replace("<title>", '<meta charset="koi8-r"><title>')
    found = nutgraf.extract(f"\ufeff{declared} \ud83d\ude00 \udc00", now=NOW)
    assert fields(found) == fields(nutgraf.extract(PAGE, now=NOW))


def test_an_article_has_the_time_and_the_address_at_which_it_was_got() -> None:
    page = PAGE.replace("<title>", '<meta property="article:published_time" content="2026-03-08T10:00:00Z"><title>')
    url = "https://reader:secret@post.example/schleuse?utm_source=x"
    found = nutgraf.extract(page, url, now=NOW)
    assert isinstance(found, nutgraf.Article)
    assert (found.seen, found.url, found.published) == (NOW, "https://post.example/schleuse", None)
    later = nutgraf.extract(page, url, now=NOW.astimezone(timezone(timedelta(hours=9))) + timedelta(days=5))
    assert isinstance(later, nutgraf.Article)
    assert later.published == datetime(2026, 3, 8, 10, tzinfo=UTC)
    unasked = nutgraf.extract(page, url)
    assert isinstance(unasked, nutgraf.Article)
    assert abs(datetime.now(UTC) - unasked.seen) < timedelta(minutes=5)


NO_PAGES = [
    (b"", "empty"),
    ("", "empty"),
    (b" \0\n", "empty"),
    (b"%PDF-1.7\n%\xe2\xe3", "not_html"),
    ("just words", "not_html"),
    (b"\x89PNG\r\n\x1a\n", "not_html"),
    ("<p></p>", "too_short"),
    (None, "not_html"),
    (3, "not_html"),
    (["<p>"], "not_html"),
]


@pytest.mark.parametrize(("page", "reason"), NO_PAGES, ids=lambda value: repr(value)[:12])
def test_what_is_no_page_says_so(page: Any, reason: str) -> None:  # noqa: ANN401 - whatever is handed in
    found = nutgraf.extract(page, "https://a:b@post.example/x")
    assert isinstance(found, nutgraf.Rejected)
    assert (found.reason, found.url) == (reason, "https://post.example/x")
    assert found.detail


@pytest.mark.parametrize(
    "url", [None, "", "nonsense", "mailto:a@b.example", "http://[", "\0", "h" * 5000, 3, float("nan")]
)
def test_an_address_that_is_none_is_as_absent(url: Any) -> None:  # noqa: ANN401 - whatever is handed in
    found = nutgraf.extract(PAGE, url)
    assert isinstance(found, nutgraf.Article)
    assert found.canonical_url is None


@pytest.mark.parametrize(
    "ask",
    [
        lambda now: nutgraf.extract(PAGE, now=now),
        lambda now: nutgraf.extract_many([], now=now),
        lambda now: nutgraf.extract_many([(PAGE, None)], jobs=2, now=now),
    ],
)
@pytest.mark.parametrize("now", [NOW.replace(tzinfo=None), NOW.date(), "2026-03-04", 3], ids=repr)
def test_a_time_without_a_zone_is_refused_at_once(ask: Callable[[object], object], now: object) -> None:
    with pytest.raises(SettingsError, match="now: is no time with a zone"):
        ask(now)


# ---------------------------------------------------------------- extract_many


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_page_stops_another_and_all_come_in_order(jobs: int) -> None:
    capture = nutgraf.Capture(id="c", at=NOW, body=PAGE.encode(), entry=nutgraf.Entry(title="Told by its feed"))
    broken = nutgraf.Capture(id="d", at=cast("datetime", None), body=PAGE.encode() + b"<time>3 March 2026</time>")
    pages: list[Any] = [(PAGE, None), EMPTY, capture, None, "ab", (PAGE,), (PAGE, None, None), broken, [PAGE, "x"]]
    found = list(nutgraf.extract_many(pages, jobs=jobs, now=NOW))
    told = [one.title if isinstance(one, nutgraf.Article) else one.reason for one in found]
    title = "Die Schleuse schließt für Monate"
    assert told == [title, "empty", title, *["not_html"] * 4, "failed", title]
    assert found[2].capture == "c"
    assert cast("nutgraf.Rejected", found[3]).detail == "a page is (html, url) or a Capture, not None"
    assert [fields(one) for one in found[:2]] == [fields(nutgraf.extract(*page, now=NOW)) for page in pages[:2]]


@pytest.mark.parametrize("jobs", [1, 2])
def test_pages_are_taken_as_they_are_needed(jobs: int) -> None:
    taken = 0

    def pages() -> Iterator[tuple[str, None]]:
        nonlocal taken
        while True:
            taken += 1
            yield PAGE, None

    assert isinstance(next(nutgraf.extract_many(pages(), jobs)), nutgraf.Article)
    assert taken < 1000


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_pages_raise_is_the_caller_s(jobs: int) -> None:
    def pages() -> Iterator[tuple[str, None]]:
        yield PAGE, None
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(nutgraf.extract_many(pages(), jobs))


def test_it_finds_what_the_filter_finds() -> None:
    captures = [
        nutgraf.Capture(id=str(at), at=NOW, body=page) for at, page in enumerate([PAGE.encode(), b"", b"%PDF-"])
    ]
    by_filter = [json.loads(msgspec.json.encode(row)) for row in extract_rows(captures)]
    for row, found in zip(by_filter, nutgraf.extract_many(captures), strict=True):
        told = json.loads(msgspec.json.encode(msgspec.structs.asdict(found)))
        told |= {"rejected": told.get("reason"), "amp_cache_url": None}
        assert row == {name: told[name] for name in row}


# ---------------------------------------------------------------- group and copies

ROWS: list[dict[str, object]] = [{"id": "lock", **LOCK}, {"id": "copy", **LOCK_COPY}, {"id": 3, **COMET}]


def test_rows_are_grouped_as_the_command_groups_them(tmp_path: Path) -> None:
    file = json_lines(tmp_path / "rows.jsonl", ROWS)
    assert json.loads(json.dumps(list(nutgraf.group(ROWS)))) == rows("group", file)
    assert json.loads(json.dumps(list(nutgraf.copies(ROWS)))) == rows("copies", file)


def test_settings_are_those_of_the_engine() -> None:
    late = "2026-03-08T08:00:00Z"
    days: list[dict[str, object]] = [
        ROWS[0],
        ROWS[2] | {"published": late},
        {"id": "late", **LOCK_COPY, "published": late},
    ]
    assert [row["story"] for row in nutgraf.group(days)] == ["lock", "3", "lock"]
    short = nutgraf.Grouping(window_days=1)
    assert [row["story"] for row in nutgraf.group(days, settings=short)] == ["lock", "3", "late"]


def page_of(row: dict[str, str]) -> tuple[str, str]:
    """A page that says what a row says."""
    head = f'<html lang="en"><link rel="canonical" href="{row["url"]}">'
    head += f'<meta property="article:published_time" content="{row["published"]}">'
    return f"{head}<article><h1>{row['title']}</h1><p>{row['text']}</p></article>", row["url"]


def test_articles_go_from_one_function_to_the_next() -> None:
    pages = [page_of(LOCK), page_of(LOCK_COPY), EMPTY, page_of(COMET)]
    found = list(nutgraf.extract_many(pages))
    ids = [one.id if isinstance(one, nutgraf.Article) else one.capture for one in found]
    grouped = list(nutgraf.group(iter(found)))
    assert [row["id"] for row in grouped] == ids
    assert [row["story"] for row in grouped] == [ids[0], ids[0], None, ids[3]]
    assert (grouped[2]["rejected"], grouped[2]["detail"]) == ("bad_row", "the row is no article: empty")
    assert [row["of"] for row in nutgraf.copies(found)] == [None, ids[0], None, None]


def test_an_article_is_the_row_that_the_command_makes_of_it(tmp_path: Path) -> None:
    names = [tmp_path / "a.html", tmp_path / "b.html", tmp_path / "c.html"]
    for name, row in zip(names, (LOCK, LOCK_COPY, COMET), strict=True):
        name.write_text(page_of(row)[0], "utf-8")
    printed = fine("extract", *names)
    articles = list(nutgraf.extract_many((name.read_bytes(), None) for name in names))
    number = {cast("nutgraf.Article", one).id: str(names[at]) for at, one in enumerate(articles)} | {None: None}
    for command, ask, key in (("group", nutgraf.group, "story"), ("copies", nutgraf.copies, "of")):
        expected = [(row["id"], row[key]) for row in rows(command, "-", stdin=printed)]
        assert [(number[cast("str", r["id"])], number[cast("str", r[key])]) for r in ask(articles)] == expected


def test_rows_of_python_are_as_good_as_those_of_json() -> None:
    provider = nutgraf.extract(*page_of(LOCK))
    assert isinstance(provider, nutgraf.Article)
    of_python: list[dict[str, object]] = [
        row
        | {
            "published": datetime.fromisoformat(str(row["published"])),
            "authors": ("Ada Quay",),
            "section": float("nan"),
        }
        for row in ROWS
    ]
    of_json = [row | {"authors": ["Ada Quay"]} for row in ROWS]
    assert list(nutgraf.group(of_python)) == list(nutgraf.group(of_json))
    assert list(nutgraf.group(map(MappingProxyType, of_python))) == list(nutgraf.group(of_json))
    dated = [{"id": 1, "title": "A day", "published": NOW.date(), "provider": provider.provider}]
    assert "rejected" not in next(nutgraf.group(dated))


within_itself: list[object] = []
within_itself.append(within_itself)

BAD_ROWS = [
    ({"id": 1}, "the row has none of title, excerpt, text, url, canonical_url"),
    ({"id": 1, "title": 3}, "`title` must be a string, not a number"),
    ({"id": 1, "title": "x", "authors": [3]}, "`authors` must be a list of strings, not a number"),
    ({"id": 1, "title": "x", "images": "y"}, "`images` must be a list, not a string"),
    ({"id": [1], "title": "x"}, "`id` must be a string, not a list"),
    ({"id": 1, "title": "x", "tags": within_itself}, "the row is no article: it holds itself"),
    ({"id": 1, "rejected": "too_short"}, "the row is no article: too_short"),
    ({}, "the row has none of title, excerpt, text, url, canonical_url"),
    (None, "the row is no article: it is None"),
    ("a row", "the row is no article: it is str"),
    ([1, 2], "the row is no article: it is list"),
]


@pytest.mark.parametrize("ask", [nutgraf.group, nutgraf.copies])
def test_a_bad_row_is_answered_in_its_place_and_stops_no_other(
    ask: Callable[[list[Any]], Iterator[dict[str, object]]],
) -> None:
    bad = [row for row, _ in BAD_ROWS]
    first, *answers, last = ask([ROWS[0], *bad, ROWS[2]])
    assert (first["id"], last["id"]) == ("lock", 3)
    assert "rejected" not in first | last
    assert [answer["rejected"] for answer in answers] == ["bad_row"] * len(bad)
    assert [answer["detail"] for answer in answers] == [detail for _, detail in BAD_ROWS]
    assert [answer["id"] for answer in answers] == [row.get("id") if isinstance(row, dict) else None for row in bad]


def test_a_row_of_extract_goes_by_its_capture() -> None:
    row = {name: value for name, value in ROWS[0].items() if name != "id"}
    assert next(nutgraf.group([row | {"capture": "a.html"}]))["id"] == "a.html"
    assert next(nutgraf.copies([row]))["id"] is None


def test_no_rows_have_no_answers() -> None:
    assert list(nutgraf.group([])) == list(nutgraf.copies([])) == []
