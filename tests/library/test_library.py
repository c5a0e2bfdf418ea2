"""`import nutgraf` as programs and notebooks use it: its names, its pages, quotations and feeds."""

import ast
import doctest
import importlib
import inspect
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from command_line import COMET, LOCK, fine
from places import ROOT

import nutgraf
from nutgraf.errors import InputError, NotAFeed, TooLarge
from nutgraf.run.filters.quotes import quotes as quotes_of_rows

DOCS = ROOT / "docs"
FENCE = re.compile(r"(?:`([\w./-]+)`:\n\n)?^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


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


HEAVY = {
    "selectolax",
    "lxml",
    "sqlalchemy",
    "alembic",
    "numpy",
    "onnxruntime",
    "tokenizers",
    "click",
    "rich",
    "litestar",
    "httpcore2",
}


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
        ("group", {"selectolax", "numpy"}),
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
    (by_filter,) = quotes_of_rows([row])
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


@pytest.mark.parametrize("body", [b"", "", "<p>A page</p>", b"{}", b"[1]", b"\0\1\2", b"%PDF-1.7", None, 3], ids=repr)
def test_what_is_no_feed_is_an_error_that_names_it(body: Any) -> None:  # noqa: ANN401 - whatever is handed in
    with pytest.raises(NotAFeed) as caught:
        nutgraf.feed(body, "https://post.example/feed")
    assert caught.value.source == "https://post.example/feed"
    with pytest.raises(nutgraf.NutgrafError):
        nutgraf.feed(body)


def test_a_feed_that_is_too_large_is_an_error() -> None:
    with pytest.raises(TooLarge):
        nutgraf.feed(bytes(50_000_001), "https://post.example/feed")
