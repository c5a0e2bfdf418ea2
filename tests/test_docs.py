"""The documentation is true: its examples run, its links lead somewhere (its tables: test_docs_tables)."""

import gzip
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import which

import pytest
from click.testing import CliRunner

from nutgraf.cli import main
from nutgraf.config import Fetching, Settings
from nutgraf.run.follow import open_window
from nutgraf.run.ingest import settle
from nutgraf.run.live.rounds import Live, add_sources, run_live
from nutgraf.run.source_list import sources_from
from nutgraf.store.sql import open_store
from sample_press import Press

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
EXAMPLES = [page for folder in ("tutorial", "how-to") for page in sorted((DOCS / folder).glob("*.md"))]

FENCE = re.compile(r"(?:`([\w./-]+)`:\n\n?)?^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ID = re.compile(r"\b[0-9a-f]{16}\b")


def text_of(page: str) -> str:
    return (DOCS / page).read_text("utf-8")


# ---------------------------------------------------------------- examples


class Shell:
    """Runs the lines of a page's examples one after another, as a reader would type them in one folder.

    ``ID`` stands for the first id in what was printed before.
    """

    def __init__(self) -> None:
        self.code = 0
        self.id = "ID"

    def run(self, line: str) -> str:
        """What a line prints, on standard error too."""
        if line == "echo $?":
            return str(self.code)
        told, piped = "", b""
        command, _, target = line.partition(" > ")
        for stage in command.split(" | "):
            piped, complaint = self._stage([self.id if word == "ID" else word for word in shlex.split(stage)], piped)
            told += complaint
        if target:
            Path(target).write_bytes(piped)
            piped = b""
        printed = told + piped.decode()
        self.id = next(iter(ID.findall(printed)), self.id)
        return printed

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


def steps(block: str) -> Iterator[tuple[str, list[str]]]:
    """Each line to type, with the lines shown below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, shown = part.partition("\n")
        yield line, told(shown)


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


@pytest.mark.slow
@pytest.mark.parametrize("page", EXAMPLES, ids=lambda page: page.stem)
def test_the_examples_of_a_page_run_and_print_what_is_shown(
    page: Path, served: Callable[[str], str], demo: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "140")
    Path(".demo").mkdir()
    Path(".demo/nutgraf.db").write_bytes(demo)
    Path("nutgraf.toml").write_text("[fetching]\nhost_delay = 0\n")
    archive(Path("pages.warc.gz"))
    shell = Shell()
    for name, kind, block in FENCE.findall(served(page.read_text("utf-8"))):
        if name:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(block)
        elif kind == "console":
            for line, shown in steps(block):
                before = shell.code
                printed = shell.run(line)
                assert not before or line == "echo $?", f"after exit code {before}, {line}"
                if line == "echo $?":
                    shell.code = 0
                if shown:
                    assert re.fullmatch(pattern_of(shown), "\n".join([*told(printed), ""])), f"{line}\n{printed}"
    assert not shell.code


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


def documents() -> list[Path]:
    return [*PAGES, *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))]


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.stem)
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


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.stem)
def test_what_is_to_be_made_can_be_made(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"(?:^|`)make (\w+)", path.read_text("utf-8"), re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.stem)
def test_modules_that_are_named_exist(path: Path) -> None:
    named = re.findall(r"`((?:core|engine|store|net|publish|run|web|cli)/[\w./]+)`", path.read_text("utf-8"))
    assert [name for name in named if not (ROOT / "nutgraf" / name).exists()] == []


def test_the_picture_of_the_desk_is_a_picture() -> None:
    picture = DOCS / "desk.png"
    if not picture.exists():
        pytest.skip("docs/desk.png is not drawn yet")
    assert picture.read_bytes().startswith(b"\x89PNG")
