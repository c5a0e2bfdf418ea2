import gzip
import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from places import DATA

from nutgraf.errors import InputError, TooLarge
from nutgraf.records import Capture
from nutgraf.run.inputs import MAX_BYTES, plain_id, read_inputs

NOW = datetime(2024, 1, 2, 8, tzinfo=UTC)

PAGE = b"<!doctype html><title>Ferry</title><p>It runs."
RSS = b"<rss><channel><title>Harbour</title><item><title>a</title><link>https://harbour.example/a</link></item></channel></rss>"
TEXT = "Ferry runs again\n\nThe ferry to the islands runs again.\n"
RECORD = """---
category: news
title: "Ferry runs again"
excerpt: "It runs."
publishedDateTime: 2024-01-02T07:00:00Z
webUrl: "https://harbour.example/ferry"
type: article
quality: 5
heat: 1
published: false

related:
  - title: "A related one"
    excerpt: "It ran."
    publishedDateTime: 2024-01-01T07:00:00Z
    webUrl: "https://other.example/related"
    type: article
    quality: 3
---
"""


def rows(*titles: str) -> bytes:
    return b"".join(json.dumps({"id": title, "title": title}).encode() + b"\n" for title in titles)


def warc(body: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
        f"WARC-Target-URI: https://harbour.example/w\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def read(*paths: Path) -> list[Capture | InputError]:
    return list(read_inputs(paths, NOW))


def captures(items: Iterable[Capture | InputError]) -> list[Capture]:
    return [item for item in items if isinstance(item, Capture)]


def titles(items: Iterable[Capture | InputError]) -> list[str | None]:
    return [capture.entry.title for capture in captures(items) if capture.entry]


def test_a_folder_of_everything_in_order_of_path(tmp_path: Path) -> None:
    for name, content in {
        "1.warc.gz": gzip.compress(warc(PAGE)),
        "2/page": PAGE,
        "2/page.gz": gzip.compress(PAGE),
        "3.xml": RSS,
        "4.jsonl.gz": gzip.compress(rows("b", "c")),
        "5.txt": TEXT.encode(),
        "6.md": RECORD.encode(),
        "7.json": b'[{"title": "d"}, {"title": "e"}]',
        "8.txt": b"https://harbour.example/1\nhttps://harbour.example/2\n",
        ".hidden": b"x",
        "9/.git/config": b"x",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    items = read(tmp_path)
    assert not [item for item in items if isinstance(item, InputError)]
    assert [item.entry.title or item.entry.url if item.entry else plain_id(item.id) for item in captures(items)] == [
        "<urn:uuid:1>",
        "a",
        "b",
        "c",
        "Ferry runs again",
        "Ferry runs again",
        "A related one",
        "d",
        "e",
        "https://harbour.example/1",
        "https://harbour.example/2",
        f"{tmp_path}/2/page",
        f"{tmp_path}/2/page.gz",
    ]


def test_times_and_ids(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(warc(PAGE))
    (tmp_path / "b.html").write_bytes(PAGE)
    record, page = captures(read(tmp_path))
    assert (record.id, record.at, record.url) == (
        "<urn:uuid:1>",
        datetime(2020, 1, 1, tzinfo=UTC),
        "https://harbour.example/w",
    )
    assert (page.at, page.url, page.body) == (NOW, None, PAGE)
    assert plain_id(page.id) == str(tmp_path / "b.html") != page.id
    assert plain_id(record.id) == record.id


def test_a_changed_page_is_another_capture_and_an_equal_one_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a#1.html"
    ids = []
    for body in (PAGE, PAGE + b" Not any more.", PAGE):
        path.write_bytes(body)
        ids += [capture.id for capture in captures(read(path))]
    assert ids[0] == ids[2] != ids[1]
    assert {plain_id(name) for name in ids} == {str(path)}


def test_the_same_entry_is_the_same_capture_wherever_it_stands(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(RECORD)
    (tmp_path / "b.md").write_text(RECORD.replace("/ferry", "/boat"))
    first, related, second, again = captures(read(tmp_path))
    assert related == again
    assert len({first.id, related.id, second.id}) == 3
    assert first.entry is not None
    assert first.entry.extras is not None
    assert [entry.title for entry in first.entry.extras.related] == ["A related one"]
    assert (related.url, related.body) == ("https://other.example/related", b"")


def test_one_bad_row_costs_no_other_and_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + rows("a") + b'{"title": \n\n' + b'{"title": 5}\n[1]\n' + rows("b")[:-1])
    items = read(path)
    assert titles(items) == ["a", "b"]
    errors = [item for item in items if isinstance(item, InputError)]
    assert [error.source for error in errors] == [f"{path}:2", f"{path}:4", f"{path}:5"]
    assert "`title`" in errors[1].reason


def test_a_bad_first_row_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"{bad\n" + rows("a", "b"))
    items = read(path)
    assert isinstance(items[0], InputError)
    assert items[0].source == f"{path}:1"
    assert titles(items) == ["a", "b"]


@pytest.mark.parametrize(
    "content",
    [
        b'{"title": "a\x01b", "published": NaN}\n',
        '{"title": "Fähre"}\n'.encode("cp1252"),
        b'{\n "title": "a",\n "text": "b"\n}',
        b'[\n {"title": "a"}\n]',
        b'{"title": "a"}\r\n\x00\r\n',
    ],
)
def test_rows_that_are_not_quite_json_lines(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(content)
    (capture,) = read(path)
    assert isinstance(capture, Capture)


def test_deep_json_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "deep.json").write_bytes(b'{"title": ' + b"[" * 200_000 + b"\n" + rows("a"))
    error, capture = read(tmp_path)
    assert isinstance(error, InputError)
    assert isinstance(capture, Capture)


def test_json_page(tmp_path: Path) -> None:
    item = {"title": "Ferry", "webUrl": "https://harbour.example/ferry", "publishedDateTime": "2024-01-02T07:00:00Z"}
    (tmp_path / "index.json").write_text(json.dumps({"page": 1, "value": [item]}))
    assert titles(read(tmp_path)) == ["Ferry"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("record.md", b'---\ntitle: "Ferry \0run\x07s"\nexcerpt: "\xe2\x80\xae\x1b[2J"\n---\n'),
        ("record.md", b'---\ntitle: "Ferry r\\0u\\x9Bns"\nexcerpt: "\\u202E\\uD83D"\n---\n'),
        ("page.json", b'{"page": 1, "value": [{"title": "Ferry \0run\x07s", "excerpt": "\x1b[2J"}]}'),
        ("page.json", b'{"page": 1, "value": [{"title": "Ferry r\\u0000u\\u009bns", "excerpt": "\\u202e"}]}'),
        ("rows.jsonl", b'{"title": "Ferry \0run\x07s", "section": "\x1b[2J"}\n'),
        ("feed.xml", b"<rss><channel><item><title>Ferry \0run&#7;s</title></item></channel></rss>"),
        ("note.txt", b"Ferry \0run\x07s\n\nIt does so every day, the harbour office said on Monday."),
    ],
)
def test_controls_in_a_file_cost_no_article(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert titles(read(tmp_path / name)) == ["Ferry runs"]


def test_what_holds_no_articles_by_design_is_silent(tmp_path: Path) -> None:
    (tmp_path / "topic.yaml").write_text("taxonomy: topic\n_id: ports\nname: Ports\n")
    (tmp_path / "org.md").write_text("---\ntaxonomy: organization\nname: Harbour\n---\n")
    assert read(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.html", b"", "the file is empty"),
        ("empty.gz", gzip.compress(b"", mtime=0), "the file is empty"),
        ("blank.txt", b" \n\n", "no kind of file"),
        ("cut.html.gz", gzip.compress(PAGE * 9000, mtime=0)[:-20], "cannot be read"),
        ("cut.jsonl.gz", gzip.compress(rows("a") * 9000, mtime=0)[:-20], "cannot be read"),
        ("damaged.gz", gzip.compress(PAGE, mtime=0)[:12] + b"\xff" * 40, "cannot be read"),
        ("twice.gz", gzip.compress(gzip.compress(PAGE, mtime=0), mtime=0), "gzip inside gzip"),
        ("picture.png", b"\x89PNG\r\n\x1a\n", "no kind of file"),
        ("list.opml", b"<opml><body/></opml>", "nutgraf run"),
        ("feed.json", b'{"version": "https://jsonfeed.org/version/1", "items": 3}', "list of items"),
        ("record.md", b"---\nsomething: else\n---\n", "title"),
        ("cut.warc", warc(PAGE)[:-20], "cut in"),
        ("not.wacz", b"PK\x03\x04 no zip", "zip"),
    ],
)
def test_one_bad_file_is_an_error_that_names_it(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "zzz.html").write_bytes(PAGE)
    *items, page = read(tmp_path)
    assert isinstance(page, Capture)
    assert isinstance(items[-1], InputError)
    assert str(tmp_path / name) in items[-1].source
    assert told in items[-1].reason


def test_missing_unreadable_and_odd_paths(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    missing, loop, device = read(tmp_path / "missing", tmp_path / "loop", Path("/dev/null"))
    assert isinstance(missing, InputError)
    assert "No such file" in missing.reason
    assert isinstance(loop, InputError)
    assert isinstance(device, InputError)


@pytest.mark.parametrize("name", ["big.html", "big.txt", "big.html.gz"])
def test_more_than_fits(tmp_path: Path, name: str) -> None:
    body = (PAGE if "html" in name else b"words ") + b"x" * 50_000_000
    (tmp_path / name).write_bytes(gzip.compress(body, 1) if name.endswith("gz") else body)
    (error,) = read(tmp_path / name)
    assert isinstance(error, TooLarge)
    assert error.reason.endswith("000000 bytes")


def test_a_row_too_long_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(rows("a") + b'{"title": "' + b"x" * (MAX_BYTES + 10) + b'"}\n' + rows("b"))
    items = read(path)
    assert titles(items) == ["a", "b"]
    assert isinstance(items[1], TooLarge)
    assert items[1].source == f"{path}:2"


def test_seeds_and_their_related_entries() -> None:
    if not (DATA / "seeds").is_dir():
        pytest.skip("the shared seeds are not here")
    items = read(DATA / "seeds")
    assert not [item for item in items if isinstance(item, InputError)]
    assert len(captures(items)) == 23
    assert len({capture.id for capture in captures(items)}) == 22  # both records name one of the entries


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("extraction/wcxb_dev", 710),
        ("extraction/trafilatura_eval", 990),
        ("extraction/fundus_parsers", 249),
        ("dates/htmldate_default", 800),
    ],
)
def test_every_page_of_the_shared_archives_comes(name: str, pages: int) -> None:
    path = DATA / f"{name}.warc.gz"
    if not path.is_file():
        pytest.skip(f"{path.name} is not here")
    items = read(path)
    assert len(captures(items)) == len(items) == pages


def test_a_file_name_that_is_no_utf_8_is_read_all_the_same(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/bad\xff.html"
    Path(os.fsdecode(name)).write_bytes(PAGE)
    (capture,) = read_inputs([tmp_path], NOW)
    assert isinstance(capture, Capture)
    assert plain_id(capture.id).endswith("bad\ufffd.html")


def test_a_pipe_or_device_in_a_folder_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    (tmp_path / "b").symlink_to("/dev/zero")
    (tmp_path / "c.html").write_bytes(PAGE)
    *told, page = read_inputs([tmp_path], NOW)
    assert list(map(str, told)) == [f"{tmp_path / name}: neither a file nor a folder" for name in "ab"]
    assert isinstance(page, Capture)


def test_an_archive_whose_beginning_is_damaged_is_told_by_its_name(tmp_path: Path) -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!doctype html><title>Ferry</title><p>It runs."
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x>\r\nWARC-Date: 2026-01-02T10:00:00Z\r\n"
        f"WARC-Target-URI: https://harbour.example/1\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    whole = gzip.compress(head.encode() + block + b"\r\n\r\n")
    damaged = b"\x1f\x8b\x08\0" + b"x" * 60
    (tmp_path / "pages.warc.gz").write_bytes(damaged + whole)
    found = list(read_inputs([tmp_path], NOW))
    assert [type(one) for one in found] == [InputError, Capture]
    (tmp_path / "pages.warc.gz").rename(tmp_path / "pages.gz")
    assert [type(one) for one in read_inputs([tmp_path], NOW)] == [InputError]
