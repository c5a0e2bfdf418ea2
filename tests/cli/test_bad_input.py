"""Bad input is normal input: through the command line, a right answer or one line that says what is wrong."""

import gzip
import json
import sqlite3
from contextlib import closing
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from command_line import COMET, LOCK, complaint, fine, nutgraf, rows, summed_up
from made_input import feed, item, many, page, refused, site, warc

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("here")]

MB = 1_000_000
NOISE = Random(1).randbytes(5000)  # noqa: S311 - no secret


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
    result = nutgraf("extract", "x.warc.gz")
    refused_rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert all(row["rejected"] and row["detail"] for row in refused_rows)
    assert (result.exit_code, len(result.stderr.splitlines())) == (65, len(refused_rows))
    result = nutgraf("import", "x.warc.gz")
    assert (result.exit_code, "2 rejected" in result.stdout) == (65, True)


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
