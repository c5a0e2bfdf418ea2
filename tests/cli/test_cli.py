import json
import os
import pty
import select
import shlex
import signal
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import click
import httpx
import pytest
from command_line import COMET, LOCK, LOCK_COPY, NUTGRAF, complaint, fine, json_lines, nutgraf, rows, start, summed_up

from nutgraf import __version__
from nutgraf.cli import main
from nutgraf.cli.program import Program
from nutgraf.records import Source, SourceKept
from nutgraf.store.sql import open_store

KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
PROGRAM: Program = main
COMMANDS = PROGRAM.list_commands(click.Context(main))
STORY_KEYS = {
    "id", "title", "articles", "outlets", "independent", "languages", "heat",
    "first", "first_precision", "latest", "latest_precision",
}  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A store of three articles in two stories."""
    folder = tmp_path_factory.mktemp("filled")
    items = json_lines(folder / "items.jsonl", [LOCK, LOCK_COPY, COMET])
    assert "3 added; 2 more stories" in fine("import", items, "--store", f"sqlite:///{folder}/nutgraf.db")
    return (folder / "nutgraf.db").read_bytes()


@pytest.fixture
def desk(here: Path, filled: bytes) -> Path:
    """A folder with a store to work in."""
    (here / "nutgraf.db").write_bytes(filled)
    return here


# ---------------------------------------------------------------- help


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("rest", [[""], ["x", ""], ["--", ""], ["x", "--store="], ["x", "--store", ""]])
def test_an_empty_argument_is_a_mistake_and_never_the_folder_one_is_in(
    here: Path, command: str, rest: list[str]
) -> None:
    json_lines(here / "items.jsonl", [LOCK])
    result = nutgraf(command, *rest)
    assert result.exit_code == 2
    assert f"is empty (see `main {command} --help`)" in complaint(result)
    assert [path.name for path in here.iterdir()] == ["items.jsonl"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_text_with_an_example(command: str) -> None:
    usage, *text = fine(command, "--help").splitlines()
    assert usage.startswith(f"Usage: main {command} [OPTIONS]")
    assert any(line.strip().startswith(f"nutgraf {command}") for line in text)
    assert max(map(len, text)) <= 100


def test_help_names_every_command_and_says_something_of_each() -> None:
    lines = [line.split(maxsplit=1) for line in fine("--help").splitlines() if line.startswith("  ")]
    told = {words[0]: words[1] for words in lines if len(words) == 2}
    assert set(COMMANDS) <= told.keys()
    assert all(not told[command].endswith("...") for command in COMMANDS)


def test_version() -> None:
    assert fine("--version").strip().endswith(__version__)


# ---------------------------------------------------------------- what is printed


@pytest.mark.usefixtures("desk")
def test_stories_as_json_lines() -> None:
    comet, lock = rows("stories", "--json", "--order", "latest")
    assert comet.keys() == lock.keys() == STORY_KEYS
    assert lock["title"] == LOCK["title"]
    assert lock["articles"][0] == lock["id"]
    assert (len(lock["articles"]), lock["outlets"], lock["independent"]) == (2, 2, 1)
    assert (lock["languages"], lock["first"], lock["latest"]) == (["en"], LOCK["published"], LOCK_COPY["published"])
    assert isinstance(lock["heat"], int)
    assert rows("stories", "--json", "--limit", "1", "--order", "latest") == [comet]
    assert rows("story", lock["id"], "--json") == [lock]


@pytest.mark.usefixtures("desk")
def test_articles_hits_and_sources_as_json_lines() -> None:
    (hit,) = rows("search", "--json", "postman")
    assert hit.keys() == {"article", "story", "snippet"}
    assert "‹postman›" in hit["snippet"]
    (filed,) = rows("article", hit["article"]["id"], "--json")
    assert filed["article"]["title"] == COMET["title"]
    assert filed["quality"]["total"] == round(sum(part["value"] for part in filed["quality"]["parts"]))
    assert filed["story"] == hit["story"]
    assert rows("sources", "--json") == []


@pytest.mark.usefixtures("desk")
def test_what_people_read_names_ids_in_full_and_has_no_control_sequences() -> None:
    (lock,) = (row for row in rows("stories", "--json") if row["title"] == LOCK["title"])
    told = fine("stories")
    assert f"{lock['id']}  heat " in told
    assert "2 of 2 stories" in told
    whole = fine("story", lock["id"])
    original, copy = lock["articles"]
    assert f"copies {original}: 100% of its text" in whole
    assert copy in whole
    one = fine("article", original)
    assert f"copied by {copy}" in one
    assert "Ada Quay: “We have waited for this for ten years,”" in one
    assert "1 found" in fine("search", "comet")
    assert fine("search", "zebra") == "nothing found\n"
    assert "\x1b" not in told + whole + one


def test_a_story_lists_its_articles_in_the_order_in_which_they_were_published(here: Path) -> None:
    fine("import", json_lines(here / "items.jsonl", [LOCK_COPY, LOCK]))
    (story,) = rows("stories", "--json")
    told = fine("story", story["id"])
    assert told.index("2026-03-02 08:00  Orle Post") < told.index("2026-03-02 09:30  Echo")


def test_sources_that_pages_named_are_told_from_the_users(here: Path) -> None:
    page = Source(id="p", url="https://a.example/", kind="page")
    found = Source(id="f", url="https://a.example/rss", named_by="page", found_on="p")
    stray = Source(id="s", url="https://b.example/rss", named_by="page", found_on="gone")
    store = open_store(f"sqlite:///{here / 'nutgraf.db'}")
    store.apply([SourceKept(source=source) for source in (page, found, stray)], datetime.now(UTC))
    store.close()
    lines = [" ".join(line.split()) for line in fine("sources").splitlines()]
    assert lines[0] == "kind url checked due named by error"
    assert [line.rpartition(" date ")[2] for line in lines[1:]] == ["user", "https://a.example/", "page"]
    assert [(row["url"], row.get("named_by"), row.get("found_on")) for row in rows("sources", "--json")] == [
        (page.url, None, None),
        (found.url, "page", "p"),
        (stray.url, "page", "gone"),
    ]


def test_sources_are_listed_and_handed_on_as_opml(here: Path) -> None:
    address = "http://localhost:9/" + "feed" * 40
    assert nutgraf("run", "--once", address).exit_code == 69
    assert address in fine("sources").split()
    assert [(row["url"], row["failures"]) for row in rows("sources", "--json")] == [(address, 1)]
    (here / "feeds.opml").write_text(fine("sources", "--opml"), "utf-8")
    assert [node.get("xmlUrl") for node in ET.parse(here / "feeds.opml").iter("outline")] == [address]  # noqa: S314
    other = nutgraf("run", "--once", "feeds.opml", "--store", "sqlite:///other.db")
    assert complaint(other).startswith(address)


@pytest.mark.usefixtures("desk")
def test_what_an_editor_releases_is_published_until_it_is_withdrawn() -> None:
    articles = [article for story in rows("stories", "--json") for article in story["articles"]]
    assert "3 records, 0 released" in fine("publish", "site")
    assert fine("release", *articles[:2]) == "2 released\n"
    assert "3 records, 2 released" in fine("publish", "site")
    assert fine("withdraw", articles[0], articles[0]) == "1 withdrawn\n"
    assert "3 records, 1 released" in fine("publish", "site")
    assert "0 files written" in fine("publish", "site")


@pytest.mark.usefixtures("desk")
def test_an_unknown_id_among_others_releases_none() -> None:
    article = rows("stories", "--json")[0]["id"]
    assert nutgraf("release", article, "nosuch").exit_code == 66
    assert "0 released" in fine("publish", "site")


def test_sealed_fields_open_with_the_key(desk: Path) -> None:
    (desk / "nutgraf.toml").write_text(f'[publishing]\nkey = "{KEY}"\n')
    fine("publish", "site")
    (record,) = Path("site/_news").glob("*comet*")
    assert json.loads(fine("unseal", record, "--key", KEY))["text"] == COMET["text"]
    wrong = nutgraf("unseal", record, "--key", "ff" * 32)
    assert (wrong.exit_code, wrong.stdout) == (77, "")
    assert "another key" in complaint(wrong)


def test_settings_are_taken_from_the_folder_unless_named(here: Path) -> None:
    (here / "nutgraf.toml").write_text('store = "sqlite:///from-folder.db"\n')
    (here / "other.toml").write_text('store = "sqlite:///from-file.db"\n')
    items = json_lines(here / "items.jsonl", [COMET])
    for more in ((), ("--settings", "other.toml"), ("--settings", "other.toml", "--store", "sqlite:///named.db")):
        assert summed_up(fine("import", items, *more)) == "1 added; 1 more stories\n"
    assert {path.name for path in here.glob("*.db")} == {"from-folder.db", "from-file.db", "named.db"}


def test_importing_again_takes_nothing_twice(here: Path) -> None:
    (here / "folder").mkdir()
    items = json_lines(here / "folder/items.jsonl", [LOCK, LOCK_COPY, LOCK, COMET])
    assert summed_up(fine("import", items)) == "3 added; 2 more stories\n"
    before = rows("stories", "--json")
    assert fine("import", "folder", items, "--jobs", "2") == "nothing new; 0 more stories\n"
    assert rows("stories", "--json") == before


# ---------------------------------------------------------------- filters


def test_filters_answer_a_row_for_a_row_in_order(here: Path) -> None:
    items = [item | {"id": f"row-{number}"} for number, item in enumerate((LOCK, LOCK_COPY, COMET))]
    path = json_lines(here / "rows.jsonl", items)
    keys = {
        "group": {"id", "story", "reasons"},
        "copies": {"id", "of", "share", "reasons"},
        "quotes": {"id", "quotes"},
    }
    answers = {name: rows(name, path) for name in keys}
    for name, answer in answers.items():
        assert [row["id"] for row in answer] == ["row-0", "row-1", "row-2"]
        assert all(row.keys() == keys[name] for row in answer)
        assert rows(name, "-", stdin=path.read_text("utf-8")) == answer
    assert [row["story"] for row in answers["group"]] == ["row-0", "row-0", "row-2"]
    assert [row["of"] for row in answers["copies"]] == [None, "row-0", None]
    (quote,) = answers["quotes"][0]["quotes"]
    assert quote.keys() == {"start", "end", "speaker", "cue", "partial"}
    assert LOCK["text"][quote["speaker"]["start"] : quote["speaker"]["end"]] == quote["speaker"]["name"] == "Ada Quay"
    assert not list(here.glob("*.db"))


def test_extract_answers_a_row_for_a_page(here: Path) -> None:
    (here / "a.html").write_text(f"<title>{LOCK['title']}</title><article><p>{LOCK['text']}</p></article>", "utf-8")
    (here / "b.html").write_text("<html></html>")
    page, none = rows("extract", "a.html", "b.html")
    named = (
        "capture url canonical_url amp_url title excerpt text authors published modified language images provider kind"
    )
    assert set(named.split()) <= page.keys()
    assert (page["capture"], page["title"]) == ("a.html", LOCK["title"])
    assert none.keys() == {"capture", "url", "rejected", "detail"}
    assert rows("extract", "a.html", "b.html", "--jobs", "2") == [page, none]


# ---------------------------------------------------------------- errors and exit codes


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("import", 2, "Missing argument 'FILE...' (see `"),
        ("--nosuch", 2, "No such option '--nosuch' (see `"),
        ("nosuch", 2, "No such command 'nosuch' (see `"),
        ("stories --limit 0", 2, "Invalid value for '--limit'"),
        ("stories --order warmth", 2, "Invalid value for '--order'"),
        ("stories --store sqlite:///nosuch.db", 74, "there is no such store yet: `nutgraf run` or `nutgraf import`"),
        ("publish site --store sqlite:///nosuch.db?timeout=1", 74, "there is no such store yet"),
        ("import x.html --store sqlite:///nosuch/new.db", 74, "there is no directory nosuch: create it"),
        ("stories --store nonsense", 74, "is no store: use sqlite:///FILE or postgresql://"),
        ("story nosuch", 66, "nosuch: "),
        ("article nosuch", 66, "nosuch: "),
        ("withdraw nosuch", 66, "nosuch: "),
        ("run --once", 78, "no sources yet: name a URL or an OPML file"),
        ("run ftp://example.org/feed", 65, "is no http or https URL"),
        ("run nosuch.opml", 65, "nosuch.opml: No such file or directory"),
        ("stories --settings nosuch.toml", 78, "nosuch.toml: No such file or directory"),
        ("stories --settings bad.toml", 78, "bad.toml: "),
        ("stories --settings typo.toml", 78, "`sotre`"),
        ("publish bad.toml/site", 73, "bad.toml/site: cannot be written"),
        ("unseal nosuch.md --key 00", 65, "nosuch.md: cannot be read: No such file"),
        ("unseal . --key 00", 65, ".: cannot be read: Is a directory"),
        ("unseal nutgraf.db --key 00", 65, "nutgraf.db: is no published record"),
        ("quotes nosuch.jsonl", 65, "nosuch.jsonl: No such file or directory"),
        ("extract nosuch.html", 65, "nosuch.html: cannot be read: No such file"),
    ],
)
def test_an_error_is_one_line_and_an_exit_code(desk: Path, command: str, code: int, said: str) -> None:
    (desk / "bad.toml").write_text("store = [\n")
    (desk / "typo.toml").write_text('sotre = "sqlite:///nutgraf.db"\n')
    result = nutgraf(*shlex.split(command))
    assert said in complaint(result)
    assert (result.exit_code, result.stdout) == (code, "")


def test_one_unreadable_file_costs_no_other(here: Path) -> None:
    items = json_lines(here / "items.jsonl", [COMET])
    result = nutgraf("import", "nosuch.html", items)
    assert complaint(result) == "nosuch.html: cannot be read: No such file or directory"
    assert (result.exit_code, summed_up(result.stdout)) == (65, "1 added; 1 more stories\n")


@pytest.mark.slow
def test_no_traceback_where_the_output_cannot_be_written(desk: Path) -> None:
    for command in ("stories", "stories --json"):
        with open("/dev/full", "w") as full, start(*command.split(), cwd=desk, stdout=full) as process:  # noqa: PTH123
            told = process.communicate()[1]
        assert (process.returncode, told) == (73, "nutgraf: cannot write: No space left on device\n")


@pytest.mark.slow
@pytest.mark.parametrize("command", ["stories", "stories --json", "sources --opml", "nosuch", "group -"])
def test_no_traceback_where_the_standard_streams_are_closed(desk: Path, command: str) -> None:
    for closed in (">&-", "<&- >&-", "2>&1 >&-"):
        shell = ["/bin/sh", "-c", f'exec "$@" {closed}', "sh", str(NUTGRAF), *command.split()]
        told = subprocess.run(shell, cwd=desk, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)  # noqa: S603 - ourselves
        assert (told.returncode, "Traceback" in told.stderr + told.stdout) == (2 if command == "nosuch" else 0, False)


def test_letters_that_the_terminal_does_not_have_are_replaced(desk: Path) -> None:
    with start("search", "waited", cwd=desk, env={"PYTHONIOENCODING": "ascii"}) as process:
        told, complaints = process.communicate()
    assert (process.returncode, complaints) == (0, "")
    assert "?We have ?waited? for this for ten years,?" in told


# ---------------------------------------------------------------- pipes and terminals


@pytest.mark.parametrize(
    "command", ["quotes rows.jsonl", pytest.param("run --once --settings many.toml", marks=pytest.mark.slow)]
)
def test_a_reader_that_has_enough_ends_it_in_silence(here: Path, command: str) -> None:
    json_lines(here / "rows.jsonl", [{"id": number, "text": "“Yes,” said Ada Quay. " * 9} for number in range(500)])
    listed = ", ".join(f'"http://localhost:9/{number}"' for number in range(300))
    (here / "many.toml").write_text(f"sources = [{listed}]\n[fetching]\nhost_delay = 0\n")
    if command.startswith("run"):
        nutgraf(*command.split())
        command = "sources"
    script = f"{shlex.quote(str(NUTGRAF))} {command} | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], cwd=here, capture_output=True, text=True, check=True)  # noqa: S603, S607
    assert done.stderr == ""
    assert done.stdout.splitlines()[1:] == ["0"]


def on_a_terminal(process: subprocess.Popen[str], leader: int, seconds: float) -> str:
    """What a process writes to its terminal for a time."""
    told = b""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and process.poll() is None:
        if select.select([leader], [], [], left)[0]:
            told += os.read(leader, 4096)
    return told.decode()


@pytest.mark.slow
def test_a_progress_bar_shows_on_a_terminal_after_two_seconds(here: Path) -> None:
    leader, follower = pty.openpty()
    began = time.monotonic()
    row = json.dumps({"id": "a", "text": "A text."}) + "\n"
    environment = {"TERM": "xterm-256color"}
    with start("quotes", "-", cwd=here, stdin=subprocess.PIPE, stderr=follower, env=environment) as process:
        assert process.stdin is not None
        early = on_a_terminal(process, leader, began + 1.8 - time.monotonic())
        process.stdin.write(row)
        process.stdin.flush()
        late = on_a_terminal(process, leader, 3)
        answer, _ = process.communicate()
    os.close(follower)
    os.close(leader)
    assert early == ""
    assert "quotes" in late
    assert "\x1b" in late
    assert json.loads(answer)["id"] == "a"
    assert "\x1b" not in answer


# ---------------------------------------------------------------- serve


@pytest.mark.slow
def test_serve_says_where_it_is_and_ends_with_ctrl_c(desk: Path) -> None:
    with start("serve", "--port", "0", cwd=desk, env={"PYTHONUNBUFFERED": "1"}) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[2]
        assert LOCK["title"] in httpx.get(address).text
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        _, complaints = process.communicate(timeout=10)
    assert time.monotonic() - began < 2
    assert (process.returncode, complaints) == (0, "")


@pytest.mark.parametrize("command", ["group", "copies", "quotes"])
@pytest.mark.parametrize(
    "deep", ["[" * 100_000, '{"a":' * 100_000, '{"id":"a","text":' + "[" * 100_000 + "]" * 100_000]
)
def test_a_row_nested_without_end_is_told_and_the_others_are_read(command: str, deep: str) -> None:
    result = nutgraf(command, "-", stdin=f'{deep}\n{{"id": "b", "title": "Ferry runs", "text": "It runs."}}\n')
    assert complaint(result).startswith("-:1: ")
    assert (result.exit_code, json.loads(result.stdout)["id"]) == (65, "b")


def test_a_slip_in_the_number_of_jobs_starts_no_processes_by_the_thousand(here: Path) -> None:
    assert nutgraf("import", "--jobs", "99999999", "x", "--store", f"sqlite:///{here}/new.db").exit_code == 2
