"""The documentation is true: its examples run, its tables name what the code has, its links lead somewhere."""

import ast
import gzip
import json
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import which
from typing import get_args

import click
import msgspec
import pytest
from click.testing import CliRunner
from litestar import Litestar

from nutgraf.cli import main
from nutgraf.cli.program import INTERRUPTED
from nutgraf.config import Fetching, Settings
from nutgraf.errors import NutgrafError
from nutgraf.publish.pages import Listed, render_page
from nutgraf.publish.records import Related, render_record
from nutgraf.records import Article, Capture, Change, Entry, Filed, Image, Provider, RecordExtras, Score
from nutgraf.run.ingest import open_window, settle
from nutgraf.run.item_filters import extract
from nutgraf.run.live import Live, add_sources, run_live
from nutgraf.run.source_list import sources_from
from nutgraf.store import schema
from nutgraf.store.sql import open_store
from nutgraf.web.app import make_app
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
    run_live(Live(store, settings, lambda: datetime.now(UTC), settle=lambda: settle(store, window)), once=True)
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


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_the_commands_work_on_postgresql(store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("items.jsonl").write_text('{"id": "1", "title": "Harbour strike ends after nine days"}\n')
    Path("nutgraf.toml").write_text(f'store = "{store_url}"\n')
    shell = Shell()
    assert told(shell.run("nutgraf import items.jsonl")) == ["1 added; 1 more stories"]
    assert "Harbour strike ends" in shell.run("nutgraf search harbour")
    assert told(shell.run("nutgraf import items.jsonl")) == ["nothing new; 0 more stories"]


# ---------------------------------------------------------------- tables held to the code


def cells(text: str, column: int = 0) -> list[str]:
    """What stands as code in a column of the tables of a page."""
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in text.splitlines() if line.startswith("|")]
    return [cell.strip()[1:-1] for row in rows if re.fullmatch(r"`[^`]+`", cell := row[column].strip())]


def section(page: str, heading: str) -> str:
    """A page's text below a heading, up to the next of that rank."""
    rank = heading.partition(" ")[0]
    return text_of(page).partition(f"{heading}\n")[2].partition(f"\n{rank} ")[0]


def fields_of(kind: type[msgspec.Struct], prefix: str = "") -> Iterator[tuple[str, str]]:
    """The keys of the settings with their defaults, as they are written in TOML."""
    for field in msgspec.structs.fields(kind):
        value = field.default
        if isinstance(value, msgspec.Struct):
            yield from fields_of(type(value), f"{prefix}{field.name}.")
        else:
            yield f"{prefix}{field.name}", "—" if value is None else msgspec.json.encode(value).decode()


def test_every_setting_stands_with_its_default() -> None:
    rows = [row for row in text_of("reference/settings.md").splitlines() if row.startswith("| `")]
    assert {tuple(part.strip(" `") for part in row.split("|")[1:3]) for row in rows} == set(fields_of(Settings))


def commands() -> dict[str, click.Command]:
    context = click.Context(main)
    return {name: command for name in main.list_commands(context) if (command := main.get_command(context, name))}


@pytest.mark.parametrize("name", list(commands()))
def test_every_option_of_a_command_stands_in_its_synopsis_and_table(name: str) -> None:
    told = section("reference/commands.md", f"## nutgraf {name}")
    synopsis = told.partition("```text\n")[2].partition("```")[0]
    parameters = commands()[name].params
    options = {opt for p in parameters if isinstance(p, click.Option) for opt in p.opts}
    arguments = [p.make_metavar(click.Context(main)) for p in parameters if isinstance(p, click.Argument)]
    assert synopsis.startswith(f"nutgraf {name} ")
    assert synopsis.strip().endswith(" ".join(arguments))
    assert set(re.findall(r"--[a-z-]+", synopsis)) == options
    shared = {cell.split()[0] for cell in cells(text_of("reference/commands.md").partition("## ")[0])}
    assert {cell.split()[0] for cell in cells(told)} == options - shared


def test_no_command_is_told_of_that_there_is_not() -> None:
    told = re.findall(r"^## nutgraf (\w+)$", text_of("reference/commands.md"), re.MULTILINE)
    assert told == list(commands())


def test_every_exit_code_of_an_error_stands_in_the_table() -> None:
    rows = section("reference/commands.md", "## Exit codes").splitlines()
    codes = {int(found[1]) for row in rows if (found := re.match(r"\| (\d+) ", row))}
    errors = [NutgrafError, *subclasses(NutgrafError)]
    assert codes == {0, 2, INTERRUPTED} | {error.exit_code for error in errors}


def subclasses(kind: type[NutgrafError]) -> Iterator[type[NutgrafError]]:
    for below in kind.__subclasses__():
        yield below
        yield from subclasses(below)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Litestar]:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('app')}/nutgraf.db")
    yield make_app(store, Settings(), lambda: datetime.now(UTC))
    store.close()


def test_every_route_stands_in_the_page_of_the_api(app: Litestar) -> None:
    told = set(re.findall(r"`GET (/\S*)`", text_of("reference/api.md")))
    routes = {re.sub(r":\w+}", "}", route.path) for route in app.routes}
    assert told == routes - {"/api/v1/{path}"}  # what Litestar has beside its document


def test_every_parameter_of_the_api_stands_with_its_route(app: Litestar) -> None:
    rows = [row for row in text_of("reference/api.md").splitlines() if row.startswith("| `GET /api")]
    told = {row.split("`")[1].removeprefix("GET "): set(re.findall(r"`(\w+)`", row.split("|")[2])) for row in rows}
    for path, item in (app.openapi_schema.to_schema()["paths"]).items():
        names = {p["name"] for p in item["get"].get("parameters", []) if p["in"] == "query"}
        values = {"heat", "latest"}
        assert told[path] - values == names, path


def calls(folder: str, names: set[str]) -> Iterator[tuple[str, ast.Call]]:
    """Every call of some functions in a part of the package, with the module's constants put in."""
    for path in sorted((ROOT / "nutgraf" / folder).glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        constants = {
            node.targets[0].id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                yield node.func.id, ast.fix_missing_locations(_Constants(constants).visit(node))


class _Constants(ast.NodeTransformer):
    def __init__(self, known: dict[str, ast.expr]) -> None:
        self.known = known

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.known.get(node.id, node)


def named(call: ast.Call, keyword: str) -> str | None:
    values = [k.value for k in call.keywords if k.arg == keyword]
    return values[0].value if values and isinstance(values[0], ast.Constant) else None


def test_every_reason_stands_in_the_page_of_reasons() -> None:
    made = {named(call, "name") for folder in ("core", "engine") for _, call in calls(folder, {"Reason"})}
    told = [
        name
        for heading in (
            "Quality of an article",
            "Heat of a story",
            "Why an article is in its story",
            "Why an article is a copy",
        )
        for name in cells(section("reference/reasons.md", f"## {heading}"))
    ]
    assert None not in made, "a reason is named by what is no constant"
    assert set(told) == made
    assert len(told) == len(set(told))


def test_every_rejection_stands_in_the_page_of_reasons() -> None:
    made = {named(call, "reason") for folder in ("core", "engine", "run") for _, call in calls(folder, {"Rejected"})}
    positional = [call.args[1] for _, call in calls("core", {"_rejected"})]
    made |= {arg.value for arg in positional if isinstance(arg, ast.Constant)}
    written = re.compile(r'"rejected": "(\w+)"')
    made |= {
        name for path in (ROOT / "nutgraf" / "run").glob("*.py") for name in written.findall(path.read_text("utf-8"))
    }
    assert set(cells(section("reference/reasons.md", "## Why a capture is no article"))) == made - {None}


def test_every_kind_of_page_that_is_refused_stands_in_the_page_of_reasons() -> None:
    source = (ROOT / "nutgraf" / "core" / "refusal.py").read_text("utf-8")
    kinds = re.findall(r'return "([^"]+)"', source)
    told = section("reference/reasons.md", "## Why a capture is no article")
    assert kinds
    assert set(re.findall(r'"([^"]+)"', " ".join(told.split()))) == set(kinds)


def test_every_table_and_change_stands_in_the_page_of_what_is_stored() -> None:
    assert set(cells(section("reference/stored.md", "## Tables"))) == set(schema.metadata.tables)
    kinds = {kind.__struct_config__.tag: kind for kind in get_args(Change)}
    assert set(cells(section("reference/stored.md", "## Changes"))) == set(kinds)
    for row in section("reference/stored.md", "## Changes").splitlines():
        if row.startswith("| `"):
            _, kind, _, holds, _ = row.split("|")
            assert set(kinds[kind.strip(" `")].__struct_fields__) <= set(re.findall(r"`(\w+)`", holds)), kind


def test_every_field_of_rows_stands_in_the_page_of_rows() -> None:
    source = (ROOT / "nutgraf" / "core" / "rows.py").read_text("utf-8").partition("def _type")[0]
    read = set(re.findall(r'\(row, "(\w+)"', source)) | {"id", "provider"}
    assert set(cells(section("reference/rows.md", "## Articles in"))) == read
    row = next(iter(extract([Capture(id="page", at=datetime.now(UTC), entry=Entry(title="Lock closed"))])))
    assert cells(section("reference/rows.md", "## extract")) == list(row)


def test_every_key_of_records_and_pages_stands_in_the_page_of_records() -> None:
    image = Image(url="https://post.example/a.jpg", width=2, height=1, cached=True)
    article = Article(
        id="1",
        capture="1",
        seen=datetime(2026, 3, 2, tzinfo=UTC),
        published=datetime(2026, 3, 2, tzinfo=UTC),
        url="https://post.example/1",
        amp_url="https://post.example/amp/1",
        topics=("Nature",),
        images=(image,),
        provider=Provider(name="Harbour Post"),
        extras=RecordExtras(featured_content="x"),
    )
    filed = Filed(article=article, quality=Score(total=1))
    related = [Related(entry=Entry(url="https://post.example/2"), quality=1)]
    record = render_record(filed, related, 0, released=True, key=bytes(32))
    keys = re.findall(r"^(\w+):", record, re.MULTILINE)
    assert cells(section("reference/records.md", "## Records")) == keys
    page = json.loads(render_page(1, [Listed(filed=filed, path="x", heat=0)], more=False))
    assert cells(section("reference/records.md", "## JSON pages")) == list(page["value"][0])


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
