"""Disks that are full, stores that are none, ports that are taken: one line says so, and nothing is lost."""

import resource
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest
from command_line import COMET, LOCK, fine, json_lines, rows, start
from made_input import many, refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("here")]


def limited(size: int) -> Callable[[], None]:
    """Lets a process write no file larger than this, as a full disk would."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("room", [0, 100_000, 400_000])
def test_a_full_disk(here: Path, room: int) -> None:
    json_lines(here / "x.jsonl", list(islice(many(), 60)))
    with start("import", "x.jsonl", cwd=here, preexec_fn=limited(room)) as process:
        told, complaints = process.communicate(timeout=60)
    assert (process.returncode, told) == (74, "")
    (line,) = complaints.splitlines()
    assert line.startswith("nutgraf: nutgraf.db: ")
    assert fine("import", "x.jsonl").startswith("60 added") or room == 400_000
    assert sum(len(story["articles"]) for story in rows("stories", "--json")) == 60


def test_a_disk_too_full_to_publish(here: Path) -> None:
    json_lines(here / "x.jsonl", [LOCK | {"text": LOCK["text"] * 1000}])
    (here / "nutgraf.toml").write_text(f'[publishing]\nkey = "{"00" * 32}"\n')
    fine("import", "x.jsonl")
    with start("publish", "site", cwd=here, preexec_fn=limited(100_000)) as process:
        told, complaints = process.communicate(timeout=60)
    assert (process.returncode, told) == (73, "")
    (line,) = complaints.splitlines()
    assert line.startswith("nutgraf: site/")
    assert "cannot be written" in line
    assert "1 records" in fine("publish", "site")
    assert not list((here / "site").rglob("*part*"))


def test_a_read_only_disk(here: Path) -> None:
    json_lines(here / "x.jsonl", [LOCK])
    fine("import", "x.jsonl")
    read_only = ("--store", "sqlite:///file:nutgraf.db?mode=ro&uri=true")
    (story,) = rows("stories", "--json", *read_only)
    assert "it is read-only" in refused("release", story["id"], *read_only, code=74)
    json_lines(here / "y.jsonl", [COMET])
    assert "it is read-only" in refused("import", "y.jsonl", *read_only, code=74)
    assert "cannot be written" in refused("publish", "/proc/site", *read_only, code=73)
    assert "directory" in refused("import", "x.jsonl", "--store", "sqlite:////proc/nutgraf.db", code=74)


def test_a_store_of_a_newer_version(here: Path) -> None:
    json_lines(here / "x.jsonl", [LOCK])
    fine("import", "x.jsonl")
    with closing(sqlite3.connect("nutgraf.db")) as connection:
        connection.execute("UPDATE nutgraf_version SET version_num = '9999'")
        connection.commit()
    before = (here / "nutgraf.db").read_bytes()
    for command in (["stories"], ["import", "x.jsonl"], ["publish", "site"], ["run", "--once"], ["serve"]):
        assert refused(*command, code=74) == "nutgraf.db: was written by a newer nutgraf: upgrade nutgraf"
    assert (here / "nutgraf.db").read_bytes() == before


def test_a_file_that_is_no_store(here: Path) -> None:
    (here / "nutgraf.db").write_bytes(b"something else entirely " * 500)
    assert "is no SQLite database: name another file" in refused("stories", code=74)


def test_a_port_in_use(here: Path) -> None:
    json_lines(here / "x.jsonl", [LOCK])
    fine("import", "x.jsonl")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = refused("serve", "--port", str(port), code=1)
        assert told == f"http://127.0.0.1:{port}/: cannot listen there (Address already in use); try another --port"
        Path("nutgraf.toml").write_text(f'sources = ["http://localhost:9/"]\n[serving]\nport = {port}\n')
        assert refused("run", "--serve", "--once", code=1) == told
