"""``nutgraf extract --explain`` and ``--html``: what people read when a result is wrong."""

import re
from html import unescape
from pathlib import Path

import pytest
from command_line import LOCK, complaint, fine, json_lines, nutgraf
from ferry_page import COMMENTS, page

from nutgraf.core.explain.article import Explanation, JudgedBlock
from nutgraf.core.explain.fields import Field
from nutgraf.publish.explained import IndexLine, render_explanation, render_index

LOCK_PAGE = f"""<!doctype html>
<html lang="en"><head><title>{LOCK["title"]} | Orle Post</title><meta property="og:site_name" content="Orle Post">
<meta property="article:published_time" content="2026-03-02T08:00:00+01:00"></head>
<body><div class="menu"><a href="/river">River</a></div>
<article class="article-body"><h1>{LOCK["title"]}</h1><p class="byline">By Ada Quay</p>
<p>The lock at Orle closes on Monday for repairs that will take until June, the waterway office said.</p>
<p>Barges from the upper river must unload at Millrace, and the railway will run more trains.</p>
<h2>What comes next</h2>
<p>The office will publish the plans in April, and the work will begin as soon as the ice has gone.</p></article>
<div class="related"><p>More news from the river <a href="/m">every morning in your inbox</a></p></div>
</body></html>
"""
FIELDS = """\
lock.html
an article
  title      Lock at Orle closes for repairs (h1)
             not title bar: Lock at Orle closes for repairs | Orle Post
  authors    Ada Quay (byline)
  published  2026-03-02T08:00:00+01:00 (meta article:published_time)
  modified   none
  language   en (text, page)
  kind       article (nothing says otherwise)
  section    none
  outlet     Orle Post (Open Graph)
  credit     none
  canonical  none
"""
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a page."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lock.html").write_text(LOCK_PAGE, "utf-8")
    return tmp_path


@pytest.mark.usefixtures("here")
def test_fields_come_first_each_with_its_place() -> None:
    assert fine("extract", "--explain", "lock.html").startswith(FIELDS)


@pytest.mark.usefixtures("here")
def test_blocks_come_in_order_each_with_what_became_of_it() -> None:
    lines = fine("extract", "--explain", "lock.html").splitlines()
    (summary,) = (number for number, line in enumerate(lines) if "blocks taken" in line)
    assert re.fullmatch(r"\d of 8 blocks taken; \d\d% needed", lines[summary])
    blocks = [line for line in lines[summary + 1 :] if line[0] in "+-"]
    shapes = [re.sub(r" +", " ", re.sub(r"\d+%", "N%", line)) for line in blocks]
    assert shapes[0] == "- short link div.menu River"
    assert shapes[3] == "+ N% likely p The lock at Orle closes on Monday for repairs that will…"
    assert shapes[5].startswith("+ N% ")
    assert shapes[7] == "- N% unlikely p More news from the river every morning in your inbox"
    judged = [line for line in lines[summary + 1 :] if line[0] == " "]
    assert len(judged) == 7
    assert all(re.match(r" +in [\w.-]+(; [^;]+ [+-]\d\.\d)*$", line) for line in judged)


def test_each_of_many_is_headed_by_its_capture(here: Path) -> None:
    (here / "none.html").write_text("<p>Hello.")
    items = json_lines(here / "items.jsonl", [LOCK])
    result = nutgraf("extract", "--explain", "lock.html", "nosuch.html", "none.html", items)
    assert complaint(result) == "nosuch.html: cannot be read: No such file or directory"
    assert result.exit_code == 65
    first, second, third = result.stdout.split("\n\n")
    assert first.startswith("lock.html\n")
    assert second.startswith("none.html\nrejected (too_short): neither title nor text\n")
    assert third.split("\n", 2)[1] == LOCK["url"]
    assert "an article, as its entry tells it (the page: none)\n" in third
    assert f"  title      {LOCK['title']} (entry)\n" in third
    again = nutgraf("extract", "--explain", "--jobs", "2", "lock.html", "nosuch.html", "none.html", items)
    assert again.stdout == result.stdout


def test_no_terminal_obeys_what_a_page_says(here: Path) -> None:
    (here / "x.html").write_text(page(after="<p class='\x1b[2J'>\x1b]0;x\x07 cleared</p>"))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", fine("extract", "--explain", "x.html"))


def test_a_folder_has_a_page_for_each_and_an_index(here: Path) -> None:
    (here / "none.html").write_text("<p>Hello.")
    result = nutgraf("extract", "--html", "why", "lock.html", "none.html", "nosuch.html")
    assert (result.exit_code, result.stdout) == (65, "why/index.html: 2 explained\n")
    assert sorted(path.name for path in Path("why").iterdir()) == ["0001.html", "0002.html", "index.html"]
    index, lock, none = ((here / "why" / name).read_text("utf-8") for name in ("index.html", "0001.html", "0002.html"))
    assert re.findall(r'href="([^"]+)" dir="auto">([^<]+)', index) == [
        ("0001.html", LOCK["title"]),
        ("0002.html", "no title"),
    ]
    assert "nosuch.html: cannot be read" in index
    assert "rejected (too_short): neither title nor text" in index
    assert "rejected (too_short): neither title nor text" in none
    assert lock.count("<details") == 8
    taken = re.findall(r'<details class="taken[^>]*>\n.*<span class="words" dir="auto">(.*?)</span>', lock)
    assert unescape(taken[0]).startswith("The lock at Orle closes on Monday")
    assert "names speak of" in lock
    first = (here / "why" / "0001.html").stat().st_mtime_ns
    fine("extract", "--html", "why", "lock.html")
    assert (here / "why" / "0001.html").stat().st_mtime_ns == first
    assert "1 captures" not in (here / "why" / "index.html").read_text("utf-8")


def test_both_can_be_had_at_once(here: Path) -> None:
    told = fine("extract", "--explain", "--html", "why", "lock.html")
    assert told.startswith(FIELDS)
    assert told.endswith("why/index.html: 1 explained\n")
    assert (here / "why" / "0001.html").exists()


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("lock.html/why", "lock.html/why: cannot be written: Not a directory"),
        ("full", "full: holds other files: name a new folder, or one of an earlier run"),
        (".", ".: holds other files"),
    ],
)
def test_a_folder_that_cannot_be_written_is_one_line(here: Path, folder: str, said: str) -> None:
    (here / "full").mkdir()
    (here / "full" / "index.html").write_text("mine")
    result = nutgraf("extract", "--html", folder, "lock.html")
    assert complaint(result).startswith(said)
    assert (result.exit_code, result.stdout) == (73, "")
    assert (here / "full" / "index.html").read_text() == "mine"


def test_whatever_a_page_says_is_shown_and_not_obeyed() -> None:
    block = JudgedBlock(HOSTILE, f"p.{HOSTILE}", 0.5, taken=True, why="likely", evidence=(("names", HOSTILE),))
    fields = (Field("title", HOSTILE, HOSTILE, ((HOSTILE, HOSTILE),)),)
    explained = Explanation(HOSTILE, f"javascript:{HOSTILE}", HOSTILE, True, fields, (block,), 0.4)  # noqa: FBT003
    line = IndexLine("0001.html", HOSTILE, HOSTILE, HOSTILE, True, HOSTILE, 1, 1)  # noqa: FBT003
    for html in (render_explanation(explained), render_index([line], [HOSTILE])):
        assert not re.search(r"<script|<img|href=\"javascript|&lt;/script>", html)
        assert unescape(html).count(HOSTILE) >= 4


@pytest.mark.usefixtures("here")
def test_a_page_asks_nobody_for_anything() -> None:
    fine("extract", "--html", "why", "lock.html")
    for path in Path("why").iterdir():
        html = path.read_text("utf-8")
        assert "default-src 'none'" in html
        assert not re.search(r"<(?:script|link|img|iframe|object|form)\b|\bsrc=|url\(|@import| on\w+=", html)


def test_comments_are_told_by_their_name(here: Path) -> None:
    (here / "x.html").write_text(page(after=COMMENTS))
    fine("extract", "--html", "why", "x.html")
    assert "names speak of comments" in (here / "why" / "0001.html").read_text("utf-8")
