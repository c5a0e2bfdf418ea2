"""Values that no field should have, through the command line: dates, passwords, controls, markup, halves."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from command_line import COMET, LOCK, complaint, fine, json_lines, nutgraf, rows, summed_up
from made_input import SENTENCES, feed, item, page, site, warc

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("here")]


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
        {{"id": "another {ESCAPED_HALVES}", "title": "{ESCAPED_HALVES}", "tags": ["{ESCAPED_HALVES}"],
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


@pytest.mark.parametrize("command", [["group"], ["copies"], ["quotes"]])
def test_halves_of_surrogate_pairs_stop_no_filter(here: Path, command: list[str]) -> None:
    text = f'"{ESCAPED_HALVES} {SENTENCES[0]}"'
    written = [f'{{"id": "{one}", "title": "t", "text": {text}, "section": {text}}}' for one in (r"a\ud800", "b")]
    halves = '{"id": "c", "text": "Grin \ud83d\ude00 \ud83d"}'.encode("utf-8", "surrogatepass")
    (here / "rows.jsonl").write_bytes("\n".join(written).encode() + b"\n" + halves)
    assert [row["id"] for row in rows(*command, "rows.jsonl")] == ["a\ufffd", "b", "c"]
