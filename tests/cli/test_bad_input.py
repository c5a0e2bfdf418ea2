"""Bad input is normal input: through the command line, a right answer or one line that says what is wrong."""

import gzip
import json
import resource
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from command_line import COMET, LOCK, complaint, fine, json_lines, nutgraf, rows, start, summed_up

pytestmark = pytest.mark.slow

MB = 1_000_000
NOISE = Random(1).randbytes(5000)  # noqa: S311 - no secret
SENTENCES = [
    "The lock at Orle closes on Monday, and nobody in the town seems to know for how long it will be.",
    "Its keeper, who has lived beside the river all her life, said that the gates are older than the railway.",
    "Barges from the upper river must unload at the mill, where the quay was mended only two summers ago.",
    "The authority promised to publish a plan before the end of the week, as it had promised once before.",
]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def page(title: str = "Lock at Orle closes", *more: str, head: str = "") -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in (*SENTENCES, *more))
    article = f"<article><h1>{title}</h1>{paragraphs}</article>"
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{article}</body></html>"


def feed(*items: str, prologue: str = "") -> str:
    listed = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0"?>{prologue}<rss version="2.0"><channel><title>Orle Post</title>{listed}</channel></rss>'
    )


def item(number: int = 0, title: str = "Lock at Orle closes", more: str = "") -> str:
    link = f"https://post.example/{number}"
    return f"<title>{title}</title><link>{link}</link><description>{' '.join(SENTENCES)} ({number})</description>{more}"


def warc(*blocks: bytes, content_type: str = "text/html", **headers: str) -> bytes:
    """A WARC file of these bodies, a gzip member each."""
    records = b""
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    for number, body in enumerate(blocks):
        block = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n{lines}\r\n".encode() + body
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Date: 2026-03-02T08:00:00Z\r\nWARC-Target-URI: https://post.example/{number}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        records += gzip.compress(head.encode() + block + b"\r\n\r\n")
    return records


def refused(*arguments: str, code: int = 65) -> str:
    """The one line of a command that can do nothing."""
    result = nutgraf(*arguments)
    assert result.exit_code == code
    return complaint(result)


@contextmanager
def site(**bodies: str | bytes) -> Iterator[str]:
    """A server of these bodies by name; ``{base}`` in them is its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = bodies.get(self.path.strip("/"))
            self.send_response(404 if body is None else 200)
            text = body.replace("{base}", base) if isinstance(body, str) else body
            content = text.encode() if isinstance(text, str) else text or b""
            if content[:2] == b"\x1f\x8b":
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            with suppress(ConnectionError):  # the reader may have had enough
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    Path("nutgraf.toml").write_text("[fetching]\nhost_delay = 0\n")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield base
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# ---------------------------------------------------------------- no article at all


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"%PDF-1.7\n\xff\xfe", NOISE, b"SQLite format 3\0"],
)
@pytest.mark.parametrize("name", ["x.html", "x.png", "x"])
def test_not_html(here: Path, name: str, content: bytes) -> None:
    (here / name).write_bytes(content)
    result = nutgraf("extract", name)
    assert "rejected" in result.stdout or complaint(result).startswith(f"{name}: ")
    result = nutgraf("import", name)
    assert result.stdout.startswith("1 rejected") or complaint(result).startswith(f"{name}: ")
    assert rows("stories", "--json") == []


def test_not_html_in_an_archive(here: Path) -> None:
    (here / "x.warc.gz").write_bytes(
        warc(b"%PDF-1.7\n\xff\xfe\0" * 100, b"\0\xff" * 5000, content_type="application/pdf")
    )
    assert all(row["rejected"] and row["detail"] for row in rows("extract", "x.warc.gz"))
    assert "2 rejected" in fine("import", "x.warc.gz")


def test_not_html_from_the_network() -> None:
    with site(feed=b"\x89PNG\r\n\x1a\n" + bytes(range(256))) as base:
        assert refused("run", "--once", f"{base}/feed", code=69).startswith(f"{base}/feed: ")
    assert rows("stories", "--json") == []


def test_empty(here: Path) -> None:
    (here / "x.html").write_bytes(b"")
    (here / "space.html").write_bytes(b" \n")
    (here / "none.jsonl").write_bytes(b"\n\n")
    assert refused("import", "x.html") == "x.html: the file is empty"
    for name in ("space.html", "none.jsonl"):
        assert nutgraf("import", name).exit_code in {0, 65}
        assert nutgraf("group", name).stdout == ""
    with site(feed=b"") as base:
        assert refused("run", "--once", f"{base}/feed", code=69).startswith(f"{base}/feed: ")


def test_fifty_megabytes(here: Path) -> None:
    whole = page().encode()
    (here / "x.html").write_bytes(whole + b"<p>more</p>" * (50 * MB // 11))
    (here / "x.txt").write_bytes(b"more and more " * (51 * MB // 14))
    (here / "x.jsonl").write_bytes(b'{"title": "' + b"x" * 50 * MB + b'"}\n' + json.dumps(COMET).encode())
    (here / "x.warc.gz").write_bytes(warc(b"<p>more</p>" * (50 * MB // 11), whole))
    for name in ("x.html", "x.txt"):
        assert "0000000 bytes" in refused("import", name)
    for name in ("x.jsonl", "x.warc.gz"):
        result = nutgraf("import", name)
        assert "20000000" in complaint(result)
        assert (result.exit_code, summed_up(result.stdout)) == (65, "1 added; 1 more stories\n")


def test_fifty_megabytes_from_the_network() -> None:
    big = page().encode() + b"<p>more</p>" * (50 * MB // 11)
    listed = feed(
        "<title>Lock at Orle closes</title><link>{base}/big</link>", "<title>Two</title><link>{base}/small</link>"
    )
    with site(feed=listed, big=big, small=page("Lock opens again")) as base:
        result = nutgraf("run", "--once", f"{base}/feed")
        assert complaint(result).startswith(f"{base}/big: ")
        assert (result.exit_code, result.stdout) == (
            0,
            "2 added; 2 more stories\n",
        ) or "1 more stories" in result.stdout
        assert "20" in refused("run", "--once", f"{base}/big", "--store", "sqlite:///other.db", code=69)


def test_a_gzip_bomb(here: Path) -> None:
    bomb = gzip.compress(page().encode() + b" " * 200 * MB)
    assert len(bomb) < 2 * MB
    (here / "x.html.gz").write_bytes(bomb)
    (here / "x.warc.gz").write_bytes(warc(bomb, Content_Encoding="gzip"))
    for name in ("x.html.gz", "x.warc.gz"):
        assert "more than 20000000 bytes" in refused("import", name)
    with site(feed=bomb) as base:
        assert refused("run", "--once", f"{base}/feed", code=69).startswith(f"{base}/feed: ")


# ---------------------------------------------------------------- charsets


@pytest.mark.parametrize(
    ("written", "declared", "said"),
    [
        ("windows-1252", "utf-8", None),
        ("utf-8", "iso-8859-1", None),
        ("utf-8", None, "iso-8859-1"),
        ("windows-1251", "windows-1251", "utf-8"),
        ("shift_jis", "shift_jis", "utf-8"),
        ("utf-16", None, None),
        ("utf-8", "x-nosuch", "nosuch-either"),
    ],
)
def test_a_wrong_or_lying_charset(here: Path, written: str, declared: str | None, said: str | None) -> None:
    title, more = {
        "windows-1251": (
            "Шлюз закрыт до июня",
            "Никто в городе не знает, надолго ли он закрыт, говорит смотрительница.",
        ),
        "shift_jis": ("閘門は六月まで閉鎖", "閘門がいつまで閉鎖されるのか、町の人は誰も知らないと管理人は話した。"),
    }.get(
        written,
        ("Écluse fermée jusqu’à l’été", "La gardienne, née près du fleuve, a déclaré que les portes sont usées."),
    )
    head = f'<meta charset="{declared}">' if declared else ""
    body = page(title, *[more] * 8, head=head).encode(written)
    (here / "x.html").write_bytes(body)
    (here / "x.warc.gz").write_bytes(warc(body, content_type=f"text/html; charset={said}" if said else "text/html"))
    for row in (*rows("extract", "x.html"), *rows("extract", "x.warc.gz")):
        assert row["title"] == title
        assert more in row["text"]


def test_bytes_of_no_charset(here: Path) -> None:
    (here / "x.html").write_bytes(page("Lock at \xff\xfe Orle").encode("latin-1") + b"\x80\x81\xc3(" * 50)
    (row,) = rows("extract", "x.html")
    assert "rejected" not in row
    assert summed_up(fine("import", "x.html")) == "1 added; 1 more stories\n"


# ---------------------------------------------------------------- XML

EXPLODING = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghijk", "bcdefghijkl", strict=True))
    + "]>"
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY l SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>'


@pytest.mark.parametrize("prologue", [EXPLODING, EXTERNAL])
def test_an_external_or_exploding_entity(here: Path, prologue: str) -> None:
    (here / "x.xml").write_text(feed(item(1, title="Lock &l; closes"), item(2), prologue=prologue))
    (here / "x.opml").write_text(
        f'<?xml version="1.0"?>{prologue}<opml version="2.0"><body>'
        '<outline text="&l;" xmlUrl="http://127.0.0.1:9/feed"/></body></opml>'
    )
    result = nutgraf("import", "x.xml")
    assert result.exit_code in {0, 65}
    assert len(result.output) < 1000
    told = fine("stories") if result.exit_code == 0 else ""
    opml = nutgraf("run", "--once", "x.opml")
    assert opml.exit_code in {65, 69}
    assert "root:" not in told + opml.output + result.output
    assert "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" not in told + opml.output
    assert (here / "nutgraf.db").stat().st_size < MB


def test_a_feed_of_ten_thousand_entries(here: Path) -> None:
    (here / "x.xml").write_text(feed(*(item(number, f"Item {number}") for number in range(10_000))))
    titles = [row["title"] for row in rows("extract", "x.xml")]
    assert titles == [f"Item {number}" for number in range(10_000)]


def test_a_feed_of_ten_thousand_entries_from_the_network() -> None:
    """A round takes what it can; the rest comes in the next rounds."""
    entries = (
        f"<title>{row['title']}</title><guid isPermaLink='false'>{n}</guid><description>{row['text']}</description>"
        for n, row in enumerate(islice(many(), 10_000))
    )
    with site(feed=feed(*entries)) as base:
        assert nutgraf("run", "--once", f"{base}/feed").exit_code == 0
        before = len(stored_captures())
        assert nutgraf("run", "--once").exit_code == 0
    assert 0 < before < len(set(stored_captures())) == len(stored_captures())


def stored_captures() -> list[str]:
    with closing(sqlite3.connect("nutgraf.db")) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM capture")]


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    "date",
    ["2099-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "soon", "1e99"],
)
def test_dates_in_the_future_or_in_1970(here: Path, date: str) -> None:
    json_lines(here / "x.jsonl", [LOCK | {"published": date}, COMET])
    (here / "x.xml").write_text(feed(item(more=f"<pubDate>{date}</pubDate>")))
    (here / "x.html").write_text(page(head=f'<meta property="article:published_time" content="{date}">'))
    assert [row.get("published") for row in rows("extract", "x.jsonl", "x.xml", "x.html")] == [
        None, COMET["published"], None, None,
    ]  # fmt: skip
    fine("import", "x.jsonl", "x.xml", "x.html")
    times = [story[key] for story in rows("stories", "--json") for key in ("first", "latest")]
    assert all("2026" <= time < "2090" for time in times)
    fine("stories")
    fine("publish", "site")


PASSWORD = "hunter2sesame"  # noqa: S105 - what must not be seen
WITH_PASSWORD = f"//ada:{PASSWORD}@localhost:9/feed"


def seen(here: Path) -> list[str]:
    """Files that a password stands in, those that it was read from left out."""
    found = [path for path in here.rglob("*") if path.is_file() and PASSWORD.encode() in path.read_bytes()]
    return [str(path.relative_to(here)) for path in found if path.parent.name != "inputs"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "--once", f"http:{WITH_PASSWORD}"],
        ["run", "--once", f"ftp:{WITH_PASSWORD}"],
        ["run", "--once", f"http:{WITH_PASSWORD}", "nosuch.opml"],
        ["run", "--once", "inputs/list.txt"],
        ["run", "--once", "inputs/bad.txt"],
        ["run", "--once", "inputs/feeds.opml"],
        ["run", "--once", "--settings", "inputs/nutgraf.toml"],
        ["import", f"http:{WITH_PASSWORD}"],
        ["stories", "--store", f"postgresql:{WITH_PASSWORD}"],
        ["stories", "--store", f"mysql:{WITH_PASSWORD}"],
        ["stories", "--store", f"nonsense:{WITH_PASSWORD}x y"],
    ],
    ids=lambda arguments: " ".join(arguments).replace(PASSWORD, "PASSWORD"),
)
def test_a_password_in_an_address_is_neither_shown_nor_stored(here: Path, arguments: list[str]) -> None:
    (here / "inputs").mkdir()
    (here / "inputs/list.txt").write_text(f"http:{WITH_PASSWORD}\n")
    (here / "inputs/bad.txt").write_text(f"ftp:{WITH_PASSWORD}\n")
    (here / "inputs/nutgraf.toml").write_text(f'sources = ["http:{WITH_PASSWORD}"]\n')
    outline = f'<outline text="x" xmlUrl="http:{WITH_PASSWORD}"/>'
    (here / "inputs/feeds.opml").write_text(f'<opml version="2.0"><body>{outline}</body></opml>')
    result = nutgraf(*arguments)
    assert result.exit_code in {65, 69, 74}
    assert PASSWORD not in result.output
    complaint(result)
    if (here / "nutgraf.db").exists():
        assert PASSWORD not in fine("sources") + fine("sources", "--json") + fine("sources", "--opml")
    assert seen(here) == []


@pytest.mark.parametrize(
    "name",
    ["x.jsonl", "x.xml", "x.warc.gz", "x.md", "x.html", "x.txt"],
)
def test_a_password_in_what_is_read_is_neither_shown_nor_stored(here: Path, name: str) -> None:
    url = f"https://ada:{PASSWORD}@post.example/lock"
    (here / "inputs").mkdir()
    linked = f"<title>Lock</title><link>{url}</link><guid>{url}</guid><description>{SENTENCES[0]}</description>"
    record = page(head=f'<link rel="canonical" href="{url}"><link rel="amphtml" href="{url}/amp">')
    contents = {
        "x.jsonl": json.dumps(LOCK | {"id": url, "url": url, "original_url": url, "images": [{"url": url}]}).encode(),
        "x.xml": feed(linked).encode(),
        "x.html": record.encode(),
        "x.warc.gz": gzip.compress(
            gzip.decompress(warc(record.encode())).replace(b"https://post.example/0", url.encode())
        ),
        "x.md": f'---\ntitle: "Lock"\nexcerpt: "It closes."\nwebUrl: "{url}"\ntype: article\n---\n'.encode(),
        "x.txt": f"Lock at Orle closes\n\n{' '.join(SENTENCES)}\n".encode(),
    }
    (here / "inputs" / name).write_bytes(contents[name])
    assert summed_up(fine("import", f"inputs/{name}")) == "1 added; 1 more stories\n"
    (article,) = rows("stories", "--json")[0]["articles"]
    fine("publish", "site")
    told = (
        fine("article", article)
        + fine("article", article, "--json")
        + fine("stories")
        + fine("extract", f"inputs/{name}")
    )
    assert PASSWORD not in told
    assert seen(here) == []


ESCAPES = "Lock\x1b]0;owned\x07 \x1b[31mat\x9b2J Orle\r\b\x00 closes\x7f"


def controls(told: str) -> set[str]:
    return {letter for letter in told if (ord(letter) < 32 and letter != "\n") or 127 <= ord(letter) < 160}


def test_control_characters_never_reach_the_terminal(here: Path) -> None:
    text = f"{SENTENCES[0]} {ESCAPES} {SENTENCES[1]}"
    json_lines(here / "x.jsonl", [LOCK | {"title": ESCAPES, "text": text, "provider": ESCAPES, "authors": [ESCAPES]}])
    (here / "x.html").write_text(page(ESCAPES, text, head=f'<meta name="author" content="{ESCAPES}">'), "utf-8")
    (here / "x.txt").write_text(f"{ESCAPES}\n\n{text}\n", "utf-8")
    result = nutgraf("import", "x.jsonl", "x.html", "x.txt", f"nosuch{ESCAPES}".replace("\0", ""))
    assert result.exit_code == 65
    told = [result.output, fine("stories"), fine("search", "lock"), fine("publish", "site"), fine("extract", "x.html")]
    for story in rows("stories", "--json"):
        told += [fine("story", story["id"]), fine("stories", "--json")]
        for article in story["articles"]:
            told += [fine("article", article), fine("article", article, "--json")]
    told += [path.read_text("utf-8") for path in (here / "site").rglob("*") if path.is_file()]
    told += [nutgraf("story", f"nosuch{ESCAPES}").output, nutgraf(f"nosuch{ESCAPES}").output]
    told += [nutgraf("quotes", "nosuch\x1b[31m").output, nutgraf("stories", "--store", "x\x1b[31m").output]
    for one in told:
        assert controls(one) == set()


def test_control_characters_in_what_a_server_says() -> None:
    with site(feed=feed("<title>Two</title><link>{base}/\x1b]0;owned\x07</link>"), page=b"\x1b[31m") as base:
        told = nutgraf("run", "--once", f"{base}/feed", f"{base}/page", f"{base}/\x1b[31mnone").output
    assert controls(told) == set()
    assert controls(fine("sources")) == set()


@pytest.mark.parametrize(
    "title",
    [
        '"quoted": and --- more',
        "---",
        "'single' {{ liquid }} {% raw %}",
        "key: value # remark",
        "- [a, b] & *anchor !tag | > %",
        "<script>alert(1)</script> and <b>bold",
        "&lt;b&gt; &amp;amp; &quot;",
        'back\\slash \\n \\" end\\',
        "null",
        "2026-01-01",
        "~",
        "yes",
    ],
)
def test_yaml_or_html_in_a_title(here: Path, title: str) -> None:
    json_lines(here / "x.jsonl", [LOCK | {"title": title, "authors": [title], "provider": title}])
    (here / "nutgraf.toml").write_text('[publishing]\nrelease = "all"\n')
    fine("import", "x.jsonl")
    (story,) = rows("stories", "--json")
    shown = story["title"]  # markup is what a title's writer meant to be read as such
    assert shown == title or "<" in title or "&" in title
    fine("publish", "site")
    (record,) = (here / "site/_news").iterdir()
    head = record.read_text("utf-8").split("\n---\n")[0].removeprefix("---\n")
    assert yaml.safe_load(head)["title"] == shown
    assert json.loads((here / "site/feed.json").read_text("utf-8"))["items"][0]["title"] == shown
    assert json.loads((here / "site/api/news/index.json").read_text("utf-8"))
    assert "<script>" not in (here / "site/feed.xml").read_text("utf-8")
    (again,) = rows("extract", record)
    assert again["title"] == shown or "<" in shown


# ---------------------------------------------------------------- files that end too early


@pytest.mark.parametrize("keep", [0.3, 0.5, 0.95])
def test_a_warc_cut_in_the_middle(here: Path, keep: float) -> None:
    whole = warc(*(page(f"Lock number {n} closes", f"Number {n}. " * 20).encode() for n in range(12)))
    (here / "x.warc.gz").write_bytes(whole[: int(len(whole) * keep)])
    result = nutgraf("import", "x.warc.gz")
    assert result.exit_code == 65
    assert "too early" in complaint(result) or "cut in" in complaint(result)
    added = int(result.stdout.split(" added")[0])
    assert 12 * keep - 2 < added <= 12 * keep
    (here / "x.warc.gz").write_bytes(whole)
    assert fine("import", "x.warc.gz").startswith(f"{12 - added} added")


@pytest.mark.parametrize(
    "bad", [b"{", b'"text"', b"[1, 2]", b'{"id": "x"}', b'{"id": 3, "title": 7}', b"\xff\xfe{}", b"{" * 9999]
)
def test_json_lines_with_one_bad_line(here: Path, bad: bytes) -> None:
    lines = [json.dumps(row | {"id": row["url"]}).encode() for row in (LOCK, COMET)]
    (here / "x.jsonl").write_bytes(b"\n".join([lines[0], bad, lines[1]]) + b"\n")
    result = nutgraf("import", "x.jsonl")
    assert complaint(result).startswith("x.jsonl:2: ")
    assert (result.exit_code, summed_up(result.stdout)) == (65, "2 added; 2 more stories\n")
    for name in ("group", "copies", "quotes"):
        filtered = nutgraf(name, "x.jsonl")
        assert "Traceback" not in filtered.output
        answered = [json.loads(line) for line in filtered.stdout.splitlines()]
        good = [row["id"] for row in answered if not row.get("rejected")]
        assert good == [LOCK["url"], COMET["url"]]
        assert len(answered) == 3 or complaint(filtered).startswith("x.jsonl:2: ")
        assert filtered.exit_code in {0, 65}


# ---------------------------------------------------------------- disks, stores and ports


def limited(size: int) -> Callable[[], None]:
    """Lets a process write no file larger than this, as a full disk would."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def many() -> Iterator[dict[str, Any]]:
    number = 0
    while True:
        number += 1
        text = " ".join(f"{word}{number}" for word in " ".join(SENTENCES).split())
        yield {"url": f"https://post.example/{number}", "title": f"Report number {number}", "text": text}


@pytest.mark.parametrize("room", [0, 100_000, 400_000])
def test_a_full_disk(here: Path, room: int) -> None:
    json_lines(here / "x.jsonl", list(islice(many(), 60)))
    with start("import", "x.jsonl", cwd=here, preexec_fn=limited(room)) as process:
        told, complaints = process.communicate(timeout=60)
    assert (process.returncode, told) == (74, "")
    (line,) = complaints.splitlines()
    assert line.startswith("nutgraf: nutgraf.db: ")
    assert fine("import", "x.jsonl").startswith("60 added") or room == 400_000
    assert sum(len(story["articles"]) for story in rows("stories", "--json")) == 60


def test_a_disk_too_full_to_publish(here: Path) -> None:
    json_lines(here / "x.jsonl", [LOCK | {"text": LOCK["text"] * 1000}])
    (here / "nutgraf.toml").write_text(f'[publishing]\nkey = "{"00" * 32}"\n')
    fine("import", "x.jsonl")
    with start("publish", "site", cwd=here, preexec_fn=limited(100_000)) as process:
        told, complaints = process.communicate(timeout=60)
    assert (process.returncode, told) == (73, "")
    (line,) = complaints.splitlines()
    assert line.startswith("nutgraf: site/")
    assert "cannot be written" in line
    assert "1 records" in fine("publish", "site")
    assert not list((here / "site").rglob("*part*"))


def test_a_read_only_disk(here: Path) -> None:
    json_lines(here / "x.jsonl", [LOCK])
    fine("import", "x.jsonl")
    read_only = ("--store", "sqlite:///file:nutgraf.db?mode=ro&uri=true")
    (story,) = rows("stories", "--json", *read_only)
    assert "it is read-only" in refused("release", story["id"], *read_only, code=74)
    json_lines(here / "y.jsonl", [COMET])
    assert "it is read-only" in refused("import", "y.jsonl", *read_only, code=74)
    assert "cannot be written" in refused("publish", "/proc/site", *read_only, code=73)
    assert "directory" in refused("import", "x.jsonl", "--store", "sqlite:////proc/nutgraf.db", code=74)


def test_a_store_of_a_newer_version(here: Path) -> None:
    json_lines(here / "x.jsonl", [LOCK])
    fine("import", "x.jsonl")
    with closing(sqlite3.connect("nutgraf.db")) as connection:
        connection.execute("UPDATE nutgraf_version SET version_num = '9999'")
        connection.commit()
    before = (here / "nutgraf.db").read_bytes()
    for command in (["stories"], ["import", "x.jsonl"], ["publish", "site"], ["run", "--once"], ["serve"]):
        assert refused(*command, code=74) == "nutgraf.db: was written by a newer nutgraf: upgrade nutgraf"
    assert (here / "nutgraf.db").read_bytes() == before


def test_a_file_that_is_no_store(here: Path) -> None:
    (here / "nutgraf.db").write_bytes(b"something else entirely " * 500)
    assert "is no SQLite database: name another file" in refused("stories", code=74)


def test_a_port_in_use(here: Path) -> None:
    json_lines(here / "x.jsonl", [LOCK])
    fine("import", "x.jsonl")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = refused("serve", "--port", str(port), code=1)
        assert told == f"http://127.0.0.1:{port}/: cannot listen there (Address already in use); try another --port"
        Path("nutgraf.toml").write_text(f'sources = ["http://localhost:9/"]\n[serving]\nport = {port}\n')
        assert refused("run", "--serve", "--once", code=1) == told


HALVES = "Grin &#55357;&#56832; and &#xD83D; alone"
ESCAPED_HALVES = r"Grin \ud83d\ude00 and \ud83d alone"
GRIN = "Grin \U0001f600 and \ufffd alone"


def test_halves_of_surrogate_pairs_stop_no_run(here: Path) -> None:
    news = (
        f"<urlset xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>{{base}}/page</loc><news:news>"
        f"<news:title>{HALVES}</news:title><news:publication><news:name>{HALVES}</news:name></news:publication>"
        f"<news:keywords>{HALVES}</news:keywords></news:news></url></urlset>"
    )
    with site(
        rss=feed(item(1, HALVES, f"<guid>{HALVES}</guid><category>{HALVES}</category><author>{HALVES}</author>"))
        .replace("Orle Post", HALVES)
        .replace("https://post.example", "{base}"),
        json=f"""{{"version": "https://jsonfeed.org/version/1.1", "title": "{ESCAPED_HALVES}", "items": [
        {{"id": "{ESCAPED_HALVES}", "title": "{ESCAPED_HALVES}", "tags": ["{ESCAPED_HALVES}"],
        "authors": [{{"name": "{ESCAPED_HALVES}"}}], "content_text": "{ESCAPED_HALVES} {SENTENCES[0]}"}}]}}""",
        map=news,
        page=page(HALVES, HALVES),
        **{"1": page(HALVES, HALVES, "And another paragraph.")},
    ) as base:
        (here / "nutgraf.toml").write_text("[fetching]\nallow_private = true\nhost_delay = 0.0\n")
        sources = "".join(f"<outline text='{HALVES}' xmlUrl='{base}/{name}'/>" for name in ("rss", "json"))
        (here / "feeds.opml").write_text(f"<opml><body>{sources}</body></opml>")
        for _ in range(2):
            fine("run", "--once", "feeds.opml", f"{base}/map")
    found = [article["article"] for one in rows("stories", "--json") for article in stored(*one["articles"])]
    assert [one["title"] for one in found] == [GRIN] * 3
    assert fine("article", found[0]["id"]).startswith(GRIN)
    fine("sources")
    fine("publish", "site")
    assert len(list(here.glob("site/_news/*.md"))) == 3


def stored(*ids: str) -> list[dict[str, Any]]:
    return [row for one in ids for row in rows("article", one, "--json")]


@pytest.mark.parametrize("command", [["group", "--by-words"], ["copies"], ["quotes"]])
def test_halves_of_surrogate_pairs_stop_no_filter(here: Path, command: list[str]) -> None:
    text = f'"{ESCAPED_HALVES} {SENTENCES[0]}"'
    written = [f'{{"id": "{one}", "title": "t", "text": {text}, "section": {text}}}' for one in (r"a\ud800", "b")]
    halves = '{"id": "c", "text": "Grin \ud83d\ude00 \ud83d"}'.encode("utf-8", "surrogatepass")
    (here / "rows.jsonl").write_bytes("\n".join(written).encode() + b"\n" + halves)
    assert [row["id"] for row in rows(*command, "rows.jsonl")] == ["a\ufffd", "b", "c"]
