"""A store that may only be read is read: by every command that shows, and by the desk."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import demo_desk
import httpx
import psycopg
import pytest
from conftest import database
from demo_desk import FLOOD_ID
from sqlalchemy import make_url, text

from nutgraf.errors import StoreError, StoreTooNew
from nutgraf.records import Released
from nutgraf.store.database import connect, writing
from nutgraf.store.sql import open_store

pytestmark = pytest.mark.slow  # whole processes and servers

# Root may write to all that is its own, whatever its mode: this takes that from it before the program runs.
PLAIN = """
import ctypes, os, sys
if os.getuid() == 0:
    PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
    assert ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0) == 0
os.execv(sys.argv[1], sys.argv[1:])
"""
NUTGRAF = "from nutgraf.cli import main; main()"
# Runs commands one after another, and prints for each its exit code, output and complaint.
SEVERAL = """
import json, sys
from click.testing import CliRunner
from nutgraf.cli import main
done = [CliRunner().invoke(main, words) for words in json.loads(sys.argv[1])]
print(json.dumps([(one.exit_code, one.stdout, one.stderr) for one in done]))
"""
SHOWN = (
    ["stories"],
    ["stories", "--json"],
    ["story", FLOOD_ID],
    ["article", FLOOD_ID],
    ["search", "wall"],
    ["sources"],
)


def as_plain_user(*words: str) -> list[str]:
    """A Python program as a command whose user is bound by the modes of files."""
    return [sys.executable, "-c", PLAIN, sys.executable, "-c", *words]


def told(url: str, *commands: list[str]) -> list[tuple[int, str, str]]:
    """What commands say of a store: exit code, output, complaint."""
    words = json.dumps([[*one, "--store", url] for one in commands])
    done = subprocess.run(as_plain_user(SEVERAL, words), capture_output=True, text=True, check=True, timeout=120)  # noqa: S603
    assert "Traceback" not in done.stdout
    return [(code, out, err) for code, out, err in json.loads(done.stdout)]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with a store of the day, which may be written to again after the test."""
    made = tmp_path / "kept"
    made.mkdir()
    store = open_store(f"sqlite:///{made / 'desk.db'}")
    demo_desk.fill(store)
    store.close()
    yield made
    made.chmod(0o755)
    for path in made.iterdir():
        path.chmod(0o644)


def shut(folder: Path, *, file: bool = True, place: bool = True) -> str:
    """Takes the right to write to the store, to its folder, or to both; the store's URL."""
    for path in folder.iterdir():
        path.chmod(0o444 if file else 0o644)
    folder.chmod(0o555 if place else 0o755)
    return f"sqlite:///{folder / 'desk.db'}"


@pytest.mark.slow
@pytest.mark.parametrize(("file", "place"), [(True, True), (False, True), (True, False)])
def test_what_may_only_be_read_is_shown(folder: Path, tmp_path: Path, *, file: bool, place: bool) -> None:
    expected = told(f"sqlite:///{folder / 'desk.db'}", *SHOWN)
    assert [code for code, _, _ in expected] == [0] * len(SHOWN)
    url = shut(folder, file=file, place=place)
    before = {path.name for path in folder.iterdir()}
    *shown, published = told(url, *SHOWN, ["publish", str(tmp_path / "site")])
    assert (shown, published[0]) == (expected, 0)
    assert list((tmp_path / "site" / "_news").iterdir())
    if place:
        assert {path.name for path in folder.iterdir()} == before


@pytest.mark.slow
def test_what_may_only_be_read_is_served_and_not_edited(folder: Path) -> None:
    url = shut(folder)
    with subprocess.Popen(  # noqa: S603 - ourselves
        as_plain_user(NUTGRAF, "serve", "--port", "0", "--store", url), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            address = re.search(r"http\S+", process.stdout.readline())
            assert address
            for path in ("", f"stories/{FLOOD_ID}", "search?q=wall", "api/v1/health"):
                assert httpx.get(address[0] + path, timeout=30).status_code == 200
            refused = httpx.post(f"{address[0]}api/v1/edits/1/undo", timeout=30)
            assert (refused.status_code, "it is read-only" in refused.json()["detail"]) == (503, True)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


@pytest.mark.slow
def test_what_would_write_says_that_it_cannot(folder: Path) -> None:
    url = shut(folder)
    writing = (["release", FLOOD_ID], ["undo", "1"], ["run", "--once", "http://127.0.0.1:9/feed"])
    for code, _, complaint in told(url, *writing):
        assert (code, complaint) == (74, f"nutgraf: {folder / 'desk.db'}: cannot be written: it is read-only\n")


@pytest.mark.slow
def test_a_store_of_an_older_version_says_why_it_is_not_read(folder: Path) -> None:
    for version, code, said in (
        ("0004", 74, "was written by an older nutgraf (its tables are 0004, not "),
        ("9999", 74, "was written by a newer nutgraf: upgrade nutgraf"),
    ):
        folder.chmod(0o755)
        with closing(sqlite3.connect(folder / "desk.db")) as raw:
            (folder / "desk.db").chmod(0o644)
            raw.execute("UPDATE nutgraf_version SET version_num = ?", (version,))
            raw.commit()
        ((exit_code, out, complaint),) = told(shut(folder), ["stories"])
        assert (exit_code, out, complaint.count("\n")) == (code, "", 1)
        assert said in complaint


@pytest.mark.slow
def test_what_another_program_has_not_put_into_the_file_yet_is_read_or_told_of(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "desk.db")) as writer:
        writer.execute("UPDATE story SET rank = rank + 1")
        writer.commit()
        expected = told(f"sqlite:///{folder / 'desk.db'}", ["stories"])
        assert {path.name for path in folder.iterdir()} == {"desk.db", "desk.db-shm", "desk.db-wal"}
        url = shut(folder)
        assert told(url, ["stories"]) == expected  # while the other program runs
        other = folder.parent / "copied"
        other.mkdir()
        for name in ("desk.db", "desk.db-wal"):
            shutil.copy(folder / name, other / name)
        ((code, out, complaint),) = told(shut(other), ["stories"])
        assert (code, out) == (74, "")
        assert complaint == (
            f"nutgraf: {other / 'desk.db'}: cannot be read here: its last changes stand in {other / 'desk.db'}-wal."
            " Copy both to where you may write, and open that\n"
        )
        other.chmod(0o755)


@pytest.mark.slow
def test_a_store_that_may_not_even_be_read_is_told_of(folder: Path) -> None:
    (folder / "desk.db").chmod(0)
    if os.getuid():  # root reads all the same
        assert told(f"sqlite:///{folder / 'desk.db'}", ["stories"])[0][0] == 74


def test_a_role_that_may_only_select_reads(postgresql: str) -> None:
    with database(postgresql) as url:
        store = open_store(url)
        demo_desk.fill(store)
        expected = store.stories(), store.search("wall"), store.topics(), store.article(FLOOD_ID)
        store.close()
        role = f"reader_{os.getpid()}"
        with psycopg.connect(url, autocommit=True) as owner:
            owner.execute(f"CREATE ROLE {role} LOGIN")
            owner.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")
        try:
            name, engine = connect(url)
            reader = open_store(_as_role(url, role))
            assert (reader.stories(), reader.search("wall"), reader.topics(), reader.article(FLOOD_ID)) == expected
            with pytest.raises(StoreError, match="cannot be read or written: this user may not"):
                reader.apply([Released(article=FLOOD_ID, released=True, by="editor")], demo_desk.NOW)
            reader.close()
            for version, error in (("0004", "was written by an older nutgraf"), ("9999", "a newer nutgraf")):
                with writing(engine, name) as connection:
                    connection.execute(text("UPDATE nutgraf_version SET version_num = :v"), {"v": version})
                with pytest.raises(StoreTooNew if version == "9999" else StoreError, match=error):
                    open_store(_as_role(url, role))
            engine.dispose()
        finally:
            with psycopg.connect(url, autocommit=True) as owner:
                owner.execute(f"DROP OWNED BY {role}")
                owner.execute(f"DROP ROLE {role}")


def _as_role(url: str, role: str) -> str:
    return make_url(url).set(username=role).render_as_string(hide_password=False)
