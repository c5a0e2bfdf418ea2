"""Rows out of files of any kind that holds some, read once from beginning to end."""

import gzip
import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from nutgraf.errors import InputError, TooLarge
from nutgraf.records import Capture
from nutgraf.run.inputs import read_inputs
from nutgraf.run.row_files import MAX_BYTES, read_rows

ROW = {"title": "Fähre", "text": "Sie fährt."}
NOW = datetime(2026, 1, 2, tzinfo=UTC)
LINE = json.dumps(ROW, ensure_ascii=False)


def rows(data: bytes, name: str = "rows") -> list[object]:
    return [found.row for found in read_rows(BytesIO(data), name)]


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (f"{LINE}\n{LINE}\n".encode(), 2),
        (f"\ufeff{LINE}\r\n\r\n{LINE}".encode(), 2),
        (f"[{LINE},{LINE}]".encode(), 2),
        (f"[\n{LINE},\n{LINE}\n]\n".encode(), 2),
        (json.dumps([ROW, ROW], indent=1).encode(), 2),
        (json.dumps(ROW, indent=1).encode(), 1),
        (json.dumps({"status": "ok", "articles": [ROW, ROW]}).encode(), 2),
        (json.dumps({"data": {"results": [ROW, ROW]}}, indent=1).encode(), 2),
        (f'{{"items": [{LINE}]}}\n{{"items": [{LINE}, {LINE}]}}\n'.encode(), 3),
        (f"{LINE},\n{LINE},\n".encode(), 2),
        (f"{LINE}\n{LINE}\n".encode("utf-16"), 2),
        (json.dumps([ROW, ROW], indent=1, ensure_ascii=False).encode("utf-16-le").join([b"\xff\xfe", b""]), 2),
        ('title, text\n"Fähre", "Sie fährt."\n'.encode(), 1),
        (f"\n \n{LINE}\n".encode(), 1),
        ("title,text\nFähre,Sie fährt.\n".encode(), 1),
        ("\ufefftitle,text\nFähre,Sie fährt.\n".encode(), 1),
        ("title,text\nFähre,Sie fährt.\n".encode("cp1252"), 1),
        ("title\ttext\nFähre\tSie fährt.\n".encode("utf-16"), 1),
        ("title,text\rFähre,Sie fährt.\r".encode(), 1),
        ("\n\ntitle,text\nFähre,Sie fährt.\n".encode(), 1),
        ("title,text\nFä\0hre,Sie fährt.\n".encode(), 1),
        (b"", 0),
    ],
)
def test_files_of_rows(data: bytes, count: int) -> None:
    assert rows(data) == [ROW] * count


def test_what_is_bad_is_told_by_its_line() -> None:
    found = list(read_rows(BytesIO(f"{LINE}\nno\n[1]\n{LINE}\n".encode()), "r.jsonl"))
    assert [one.source for one in found] == ["r.jsonl:1", "r.jsonl:2", "r.jsonl:3", "r.jsonl:4"]
    assert isinstance(found[1].row, InputError)
    assert found[3].row == ROW


def test_rows_of_an_answer_are_told_by_their_place_in_it() -> None:
    found = list(read_rows(BytesIO(f'{LINE}\n{{"items": [{LINE}, 5, {LINE}]}}\n'.encode()), "r.jsonl"))
    assert [one.source for one in found] == ["r.jsonl:1", "r.jsonl:2: row 1", "r.jsonl:2: row 2", "r.jsonl:2: row 3"]


@pytest.mark.slow
def test_a_row_or_cell_that_is_too_long_costs_no_other() -> None:
    long = "x" * (MAX_BYTES + 10)
    first, error, last = rows(f'{LINE}\n{{"text": "{long}"}}\n{LINE}\n'.encode())
    assert (first, last, type(error)) == (ROW, ROW, TooLarge)
    error, last = rows(f"title,text\nA,{long}\nFähre,Sie fährt.\n".encode())
    assert (last, type(error)) == (ROW, InputError)


@pytest.mark.parametrize("name", ["news.csv", "news.csv.gz", "news.txt"])
def test_a_table_is_imported_by_its_name_or_its_columns(tmp_path: Path, name: str) -> None:
    data = 'headline,link,content\nFähre,https://a.example/1,"<p>Sie <b>fährt</b>.</p><p>Ja.</p><br><br>"\n'.encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    (capture,) = read_inputs([tmp_path], NOW)
    assert isinstance(capture, Capture)
    assert capture.entry
    assert (capture.entry.title, capture.entry.url) == ("Fähre", "https://a.example/1")
    assert (capture.entry.content or "").startswith("<p>Sie")


def test_a_table_of_something_else_is_told(tmp_path: Path) -> None:
    (tmp_path / "feeds.csv").write_text("name,url\nPost,https://post.example/feed\n")
    (error,) = read_inputs([tmp_path], NOW)
    assert isinstance(error, InputError)
    assert "a table whose columns (name, url)" in error.reason
    assert error.source == f"{tmp_path}/feeds.csv:1"
