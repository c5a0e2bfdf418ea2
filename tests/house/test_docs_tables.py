"""The tables of the reference name what the code has, all of it, and nothing else."""

import ast
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import get_args

import click
import msgspec
import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute
from places import ROOT

from nutgraf.cli import main
from nutgraf.cli.program import INTERRUPTED
from nutgraf.config import Settings
from nutgraf.core.page import asides
from nutgraf.core.page.blocks import passages
from nutgraf.errors import NutgrafError
from nutgraf.publish.pages import Listed, render_page
from nutgraf.publish.records import Related, render_record
from nutgraf.records import Article, Capture, Change, Entry, Filed, Image, Provider, RecordExtras, Score
from nutgraf.run.filters.extract import extract
from nutgraf.store import schema
from nutgraf.store.sql import open_store
from nutgraf.web.app import make_app

DOCS = ROOT / "docs"


def text_of(page: str) -> str:
    return (DOCS / page).read_text("utf-8")


def cells(text: str) -> list[str]:
    """What stands as code in the first column of tables."""
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in text.splitlines() if line.startswith("|")]
    return [cell.strip()[1:-1] for row in rows if re.fullmatch(r"`[^`]+`", cell := row[0].strip())]


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
    errors: list[type[NutgrafError]] = [NutgrafError, *subclasses(NutgrafError)]
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
    told = set(re.findall(r"`(GET|POST) (/\S*)`", text_of("reference/api.md")))
    routes = {
        (method, re.sub(r":\w+}", "}", route.path))
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for method in route.methods & {"GET", "POST"}
    }
    assert told == routes - {("GET", "/api/v1/{path}")}  # what Litestar has beside its document


def test_every_parameter_of_the_api_stands_with_its_route(app: Litestar) -> None:
    rows = [row for row in text_of("reference/api.md").splitlines() if re.match(r"\| `(GET|POST) /api", row)]
    told = {row.split("`")[1]: set(re.findall(r"`(\w+)`", row.split("|")[2])) for row in rows}
    schema = app.openapi_schema.to_schema()
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            names = {p["name"] for p in operation.get("parameters", []) if p["in"] == "query"}
            for content in operation.get("requestBody", {}).get("content", {}).values():
                names |= set(
                    schema["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]["properties"]
                )
            values = {"heat", "latest"}
            assert told[f"{method.upper()} {path}"] - values == names, path


def calls(folder: str, name: str) -> Iterator[ast.Call]:
    """Every call of a function in a part of the package, with the module's constants put in."""
    for path in sorted((ROOT / "nutgraf" / folder).rglob("*.py")):
        if path.name == "remembered.py":  # it gives back what others made
            continue
        tree = ast.parse(path.read_text("utf-8"))
        constants = {
            node.targets[0].id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield _Constants(constants).visit(node)


class _Constants(ast.NodeTransformer):
    def __init__(self, known: dict[str, ast.expr]) -> None:
        self.known = known

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.known.get(node.id, node)


def named(call: ast.Call, keyword: str) -> str | None:
    values = [constant(k.value) for k in call.keywords if k.arg == keyword]
    return values[0] if values else None


def constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def test_every_reason_stands_in_the_page_of_reasons() -> None:
    made = {named(call, "name") for folder in ("core", "engine", "store") for call in calls(folder, "Reason")}
    told = [
        cells(section("reference/reasons.md", f"## {heading}"))
        for heading in (
            "Quality of an article",
            "Heat of a story",
            "Why an article is in its story",
            "Why an article is a copy",
            "Why an article is a likely translation",
            "Why a statement in another language is the same",
            "Why an article is on a topic",
        )
    ]
    assert None not in made, "a reason is named by what is no constant"
    assert {name for names in told for name in names} == made
    assert all(len(names) == len(set(names)) for names in told)


@pytest.mark.slow
def test_every_rejection_stands_in_the_page_of_reasons() -> None:
    made = {named(call, "reason") for folder in ("core", "engine", "run") for call in calls(folder, "Rejected")}
    made |= {constant(call.args[1]) for call in calls("core", "_rejected")}
    made |= {constant(call.args[0]) for name in ("Failure", "_failure") for call in calls("run", name)}
    written = re.compile(r'"rejected": "(\w+)"')
    made |= {
        name for path in (ROOT / "nutgraf" / "run").rglob("*.py") for name in written.findall(path.read_text("utf-8"))
    }
    assert set(cells(section("reference/reasons.md", "## Why a capture is no article"))) == made - {None}


def test_every_kind_of_page_that_is_refused_stands_in_the_page_of_reasons() -> None:
    modules = ("fields/refusal.py", "files/no_article.py")
    sources = [(ROOT / "nutgraf" / "core" / module).read_text("utf-8") for module in modules]
    kinds = [kind for source in sources for kind in re.findall(r'return "([^"]+)"', source)]
    told = section("reference/reasons.md", "## Why a capture is no article")
    assert kinds
    assert set(re.findall(r'"([^"]+)"', " ".join(told.split()))) == set(kinds)


def test_every_reason_of_a_block_stands_in_the_page_of_reasons() -> None:
    whys = {
        value
        for module in (passages, asides)
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str)
    }
    assert whys > asides.ALL_TAKEN
    assert set(cells(section("reference/reasons.md", "## Why a block is taken or left"))) == whys


def test_every_table_and_change_stands_in_the_page_of_what_is_stored() -> None:
    assert set(cells(section("reference/stored.md", "## Tables"))) == set(schema.metadata.tables)
    kinds = {kind.__struct_config__.tag: kind for kind in get_args(Change)}
    assert set(cells(section("reference/stored.md", "## Changes"))) == set(kinds)
    for row in section("reference/stored.md", "## Changes").splitlines():
        if row.startswith("| `"):
            _, kind, _, holds, _ = row.split("|")
            assert set(kinds[kind.strip(" `")].__struct_fields__) <= set(re.findall(r"`(\w+)`", holds)), kind


def test_every_field_of_rows_stands_in_the_page_of_rows() -> None:
    source = (ROOT / "nutgraf" / "core" / "files" / "rows.py").read_text("utf-8").partition("def _type")[0]
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


def attributes(name: str) -> set[str]:
    """The fields of a type by its name, wherever in the package it stands."""
    made = re.compile(rf"^(?:class {name}\b|{name}: TypeAlias\b).*\n((?:[ ].*\n|\n)*)", re.MULTILINE)
    bodies = [body for path in (ROOT / "nutgraf").rglob("*.py") for body in made.findall(path.read_text("utf-8"))]
    assert bodies, f"no type is called {name}"
    return {field for body in bodies for field in re.findall(r"^    (\w+): ", body, re.MULTILINE)}


def test_what_the_glossary_says_is_in_the_code_is_there() -> None:
    rows = [row.split("|")[1:4] for row in text_of("reference/glossary.md").splitlines() if row.startswith("| ")][1:]
    words = [word.strip() for word, _, _ in rows]
    assert words == sorted(set(words))
    for _, _, held in rows:
        for name, _, field in (code.partition(".") for code in re.findall(r"`([^`]+)`", held)):
            assert {field} - {""} <= attributes(name), f"{name}.{field}"
