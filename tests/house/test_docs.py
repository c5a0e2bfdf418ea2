"""The documentation is true: its examples run, its links lead somewhere (its tables: test_docs_tables)."""

import gzip
import json
import re
import shlex
import signal
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import which
from threading import Timer
from time import monotonic, sleep

import pytest
from click.testing import CliRunner
from command_line import COMET, LOCK, LOCK_COPY, json_lines, start
from conftest import database
from places import ROOT

from nutgraf.cli import main
from nutgraf.config import Fetching, Settings
from nutgraf.core.feeds.opml import write_opml
from nutgraf.run.follow import open_window
from nutgraf.run.ingest import settle
from nutgraf.run.live.rounds import Live, add_sources, run_live
from nutgraf.run.source_list import sources_from
from nutgraf.store.sql import open_store
from sample_press import Press

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
DOCUMENTS = [*PAGES, *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))]

TYPED = ("sh", "console")  # without and with what is printed
SHOWN = ("text", "json", "toml", "yaml", "html", "ini", "python", "pycon")
FENCE = re.compile(
    r"(?:<!-- not run: ([^\n]+) -->\n|`([\w./-]+)`:\n\n?)?^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE
)
ID = re.compile(r"\b[0-9a-f]{16}\b")
IMPORT = re.compile(r"^import (\d+);", re.MULTILINE)

DESK = "http://127.0.0.1:8080/"
POSTGRESQL = "postgresql://news@localhost/nutgraf"
PATIENCE = 120  # seconds for a process to say that it is there


def text_of(page: str) -> str:
    return (DOCS / page).read_text("utf-8")


def typed(page: Path) -> bool:
    """Whether a page says what to type."""
    return any(kind in TYPED for _, _, kind, _ in FENCE.findall(page.read_text("utf-8")))


EXAMPLES = [page for page in DOCUMENTS if typed(page)]


# ---------------------------------------------------------------- examples


class Shell:
    """Runs the lines of a page's examples one after another, as a reader would type them in one folder.

    ``ID`` stands for the first id in what was printed before, ``N`` for the number of the last import. What goes on
    until Ctrl-C gets that as soon as it is at work; with ``&`` behind it, when the page is done.
    """

    def __init__(self) -> None:
        self.code = 0
        self.names = {"ID": "ID", "N": "N"}
        self.desk = DESK
        self.behind: list[subprocess.Popen[str]] = []

    def run(self, line: str) -> str:
        """What a line prints, on standard error too."""
        if line == "echo $?":
            return str(self.code)
        line = line.replace(DESK, self.desk)
        printed = self._going_on(line) if goes_on(line) else self._piped(line)
        self.names["ID"] = next(iter(ID.findall(printed)), self.names["ID"])
        self.names["N"] = next(iter(IMPORT.findall(printed)), self.names["N"])
        return printed.replace(self.desk, DESK)

    def close(self) -> None:
        """Ends what runs behind the others."""
        for process in self.behind:
            interrupt(process)

    def _words(self, line: str) -> list[str]:
        return [self.names.get(word, word) for word in shlex.split(line)]

    def _going_on(self, line: str) -> str:
        words = self._words(line.removesuffix(" &"))
        process = start(*words[1:], cwd=Path.cwd())
        printed = ""
        if "serve" in line:
            printed = first_line(process)
            self.desk = printed.split()[2]
        if words[1] == "run":
            wait_for_sources()
        if line.endswith(" &"):
            self.behind.append(process)
            return printed
        return printed + interrupt(process)

    def _piped(self, line: str) -> str:
        told, piped = "", b""
        command, _, target = line.partition(" > ")
        for stage in command.split(" | "):
            piped, complaint = self._stage(self._words(stage), piped)
            told += complaint
        if target:
            Path(target).write_bytes(piped)
            piped = b""
        return told + piped.decode()

    def _stage(self, words: list[str], piped: bytes) -> tuple[bytes, str]:
        if words[0] == "nutgraf":
            result = CliRunner().invoke(main, words[1:], input=piped)
            if result.exception and not isinstance(result.exception, SystemExit):
                raise result.exception
            self.code = result.exit_code
            return result.stdout_bytes, result.stderr
        if which(words[0]) is None:
            pytest.skip(f"{words[0]} is not installed")
        done = subprocess.run(words, input=piped, capture_output=True, check=True)  # noqa: S603 - our own documents
        return done.stdout, done.stderr.decode()


def goes_on(line: str) -> bool:
    """Whether a command ends only with Ctrl-C."""
    return line.startswith(("nutgraf serve", "nutgraf run")) and "--once" not in line


def first_line(process: subprocess.Popen[str]) -> str:
    """The first line that a process prints; it is killed if it never does."""
    assert process.stdout
    late = Timer(PATIENCE, process.kill)
    late.start()
    line = process.stdout.readline()
    late.cancel()
    assert line, process.communicate()
    return line


def wait_for_sources() -> None:
    """Waits until each source of the store in this folder was asked."""
    last = monotonic() + PATIENCE
    while monotonic() < last:
        sources = CliRunner().invoke(main, ["sources", "--json"]).stdout.splitlines()
        if sources and all("checked" in json.loads(source) for source in sources):
            return
        sleep(0.2)
    pytest.fail("no source was asked")


def interrupt(process: subprocess.Popen[str]) -> str:
    """Presses Ctrl-C, and gives what the process printed until it ended well."""
    process.send_signal(signal.SIGINT)
    printed, complaint = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, complaint
    return printed + complaint


def pattern_of(shown: list[str]) -> str:
    """Shown lines as a pattern: ``…`` stands for anything in its line, a line of it alone for any lines."""
    lines = (
        r"(?:.*\n)*?" if line == "…" else ".*".join(map(re.escape, re.split(r"\s*…\s*", line))) + r"\n"
        for line in shown
    )
    return "".join(lines)


def told(printed: str) -> list[str]:
    """Lines without empty ones and without the spaces that only align them."""
    return [" ".join(line.split()) for line in printed.splitlines() if line.strip()]


def steps(kind: str, block: str) -> Iterator[tuple[str, list[str]]]:
    """Each line to type, with the lines shown below it."""
    if kind == "sh":
        lines = (line.partition(" # ")[0].strip() for line in block.splitlines())
        yield from ((line, []) for line in lines if line)
        return
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, shown = part.partition("\n")
        yield line, told(shown)


def run_examples(text: str, shell: Shell) -> None:
    """Saves what a page says is to be saved, types what it says is to be typed, and compares what it shows."""
    for excuse, name, kind, block in FENCE.findall(text):
        if name:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(block)
        elif kind in TYPED and not excuse:
            for line, shown in steps(kind, block):
                before = shell.code
                printed = shell.run(line)
                assert not before or line == "echo $?", f"after exit code {before}, {line}"
                if line == "echo $?":
                    shell.code = 0
                if shown:
                    assert re.fullmatch(pattern_of(shown), "\n".join([*told(printed), ""])), f"{line}\n{printed}"
    assert not shell.code


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press() as press:
        yield press


@pytest.fixture(scope="module")
def demo(press: Press, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A store like the one `make demo` leaves, of two of its outlets."""
    path = tmp_path_factory.mktemp("demo") / "nutgraf.db"
    store = open_store(f"sqlite:///{path}")
    settings = Settings(fetching=Fetching(host_delay=0))
    sources = [source for source in press.sources if "nordkap" in source or "tidewater" in source]
    add_sources(store, sources_from(sources), datetime.now(UTC))
    window = open_window(store, settings)
    run_live(
        Live(store, settings, lambda: datetime.now(UTC), settle=lambda until: settle(store, window, until=until)),
        once=True,
    )
    store.close()
    return path.read_bytes()


@pytest.fixture
def served(press: Press) -> Callable[[str], str]:
    """Puts sources of the sample press in the place of those that the documents name."""
    places = {
        "https://example.org/feed": press.sources[1],
        "https://example.net/sitemap-news.xml": next(s for s in press.sources if "sitemap.xml" in s),
        "https://example.com/": next(s for s in press.sources if s.endswith("/") and "echo" in s),
    }

    def serve(text: str) -> str:
        for named, real in places.items():
            text = text.replace(named, real)
        return text

    return serve


def archive(path: Path) -> None:
    """A WARC file of one page."""
    page = b"<title>Lock closed</title><h1>Lock closed</h1><p>The lock at Orle is closed until June for repairs.</p>"
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:9f1c2c1e-0d0c-4a53-8a35-d0a7d6a5b3c1>\r\n"
        "WARC-Date: 2026-03-04T10:00:00Z\r\nWARC-Target-URI: https://post.example/news/9\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    path.write_bytes(gzip.compress(head.encode() + block + b"\r\n\r\n"))


@pytest.fixture
def shell(
    served: Callable[[str], str], demo: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shell]:
    """A shell in a folder with what a reader has: the demo's store, and files of each kind that a page names."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "140")
    Path(".demo").mkdir()
    Path(".demo/nutgraf.db").write_bytes(demo)
    Path("nutgraf.toml").write_text("[fetching]\nhost_delay = 0\n[serving]\nport = 0\n")
    archive(Path("pages.warc.gz"))
    Path("saved.html").write_text(
        "<title>Bridge opens in May</title><p>The new bridge over the Orle opens on 4 May.</p>"
    )
    Path("note.txt").write_text("Ferry timetable changes\nThe ferry to Skerra leaves at seven from Monday.\n")
    Path("post.md").write_text("---\ntitle: Salmon return to the upper Orle\nwebUrl: https://daily.example/5\n---\n")
    Path("feeds.opml").write_bytes(write_opml(sources_from([served("https://example.org/feed")])))
    json_lines(Path("items.jsonl"), [LOCK, COMET])
    json_lines(Path("articles.jsonl"), [{"id": row["url"], **row} for row in (LOCK, LOCK_COPY, COMET)])
    Path("topics").mkdir()
    Path("topics/transport.yaml").write_text("taxonomy: topic\n_id: transport\nname: Transport\nkeywords: [barge]\n")
    shell = Shell()
    yield shell
    shell.close()


@pytest.mark.slow
@pytest.mark.parametrize("page", EXAMPLES, ids=lambda page: page.stem)
def test_the_examples_of_a_page_run_and_print_what_is_shown(
    page: Path, served: Callable[[str], str], shell: Shell, request: pytest.FixtureRequest
) -> None:
    text = served(page.read_text("utf-8"))
    if POSTGRESQL in text:
        text = text.replace(POSTGRESQL, request.getfixturevalue("postgresql_database"))
    run_examples(text, shell)


@pytest.fixture
def postgresql_database(postgresql: str) -> Iterator[str]:
    with database(postgresql) as url:
        yield url


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: page.stem)
def test_a_block_is_of_a_known_kind_and_says_where_it_is_not_run(page: Path) -> None:
    text = page.read_text("utf-8")
    fences = re.findall(r"^(.*)```(.*)$", text, re.MULTILINE)
    assert all((before, after) == ("", "") for before, after in fences[1::2])
    assert all(not before and kind in TYPED + SHOWN for before, kind in fences[::2])
    excused = [kind for excuse, _, kind, _ in FENCE.findall(text) if excuse]
    assert len(excused) == len(re.findall(r"^<!--", text, re.MULTILINE)), "a remark that excuses no block"
    assert set(excused) <= set(TYPED)


@pytest.mark.slow
@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_the_commands_work_on_postgresql(store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("items.jsonl").write_text('{"id": "1", "title": "Harbour strike ends after nine days"}\n')
    Path("nutgraf.toml").write_text(f'store = "{store_url}"\n')
    shell = Shell()
    taken_back = "import 1; `nutgraf remove --import 1` takes it back"
    assert told(shell.run("nutgraf import items.jsonl")) == ["1 added; 1 more stories", taken_back]
    assert "Harbour strike ends" in shell.run("nutgraf search harbour")
    assert told(shell.run("nutgraf import items.jsonl")) == ["nothing new; 0 more stories"]
    assert told(shell.run("nutgraf remove --import 1")) == ["1 article removed, and with them 1 story"]
    assert told(shell.run("nutgraf search harbour")) == ["nothing found"]


# ---------------------------------------------------------------- links and names


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"(?<!!)\[[^]]*\]\(([^)]+)\)", path.read_text("utf-8")):
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        assert found.exists(), target
        assert not anchor or anchor in anchors(found), target


def test_every_page_is_in_the_list_of_pages() -> None:
    listed = re.findall(r"\]\(([^)#]+)\)", text_of("README.md"))
    assert sorted(listed) == sorted(str(page.relative_to(DOCS)) for page in PAGES if page.name != "README.md")


def test_decisions_are_numbered_once() -> None:
    numbers = [page.name[:4] for page in (DOCS / "decisions").glob("*.md")]
    assert len(numbers) == len(set(numbers))
    assert all(text.startswith(f"# {int(page.name[:4])}. ") for page, text in decisions())


def decisions() -> list[tuple[Path, str]]:
    return [(page, page.read_text("utf-8")) for page in (DOCS / "decisions").glob("*.md")]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_what_is_to_be_made_can_be_made(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"(?:^|`)make (\w+)", path.read_text("utf-8"), re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_modules_that_are_named_exist(path: Path) -> None:
    named = re.findall(r"`((?:core|engine|store|net|publish|run|web|cli)/[\w./]+)`", path.read_text("utf-8"))
    assert [name for name in named if not (ROOT / "nutgraf" / name).exists()] == []


def test_the_picture_of_the_desk_is_a_picture() -> None:
    picture = DOCS / "desk.png"
    if not picture.exists():
        pytest.skip("docs/desk.png is not drawn yet")
    assert picture.read_bytes().startswith(b"\x89PNG")
