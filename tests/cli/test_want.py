"""Where the machine has no memory, thread or process to give, every command says so in one line."""

import errno
import resource
import threading
from pathlib import Path

import pytest
from command_line import LOCK, complaint, json_lines, nutgraf, start

from nutgraf.cli import show
from nutgraf.cli.wanting import wanting
from nutgraf.errors import OutOfResources, StoreError
from nutgraf.run.processes import workers

KILOBYTE = 1 << 10
LEAST = 30_000
MORE = [60_000, 100_000, 150_000, 200_000, 300_000]
COMMANDS = [
    "extract page.html",
    "extract --explain page.html",
    "import page.html",
    "import --jobs 3 page.html",
    "run --once http://127.0.0.1:9/feed",
    "run --once --serve http://127.0.0.1:9/feed",
    "retry",
    "stories",
    "search lock",
    "publish site",
    "group items.jsonl",
    "copies --jobs 2 items.jsonl",
    "quotes items.jsonl",
    "--help",
]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_text("<title>Lock closes</title><p>The lock at Orle closes on Monday for repairs.")
    json_lines(tmp_path / "items.jsonl", [LOCK | {"id": "1"}])
    return tmp_path


def check(here: Path, kilobytes: int, command: str) -> None:
    limit = kilobytes * KILOBYTE

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    with start(*command.split(), cwd=here, preexec_fn=limited) as process:
        _, said = process.communicate(timeout=100)
    assert "Traceback" not in said
    if process.returncode == OutOfResources.exit_code:
        lines = said.splitlines()
        assert all(line.startswith("nutgraf: ") for line in lines)
        # A run may have said before what became of its source.
        assert len([line for line in lines if not line.startswith("nutgraf: http")]) == 1
    else:
        assert process.returncode >= 0


@pytest.mark.parametrize("command", ["extract page.html", "import page.html", "stories"])
def test_with_hardly_any_memory_a_command_says_so(here: Path, command: str) -> None:
    check(here, LEAST, command)


@pytest.mark.slow
@pytest.mark.parametrize("kilobytes", [LEAST, *MORE])
@pytest.mark.parametrize("command", COMMANDS)
def test_with_little_memory_a_command_does_its_work_or_says_so(here: Path, command: str, kilobytes: int) -> None:
    check(here, kilobytes, command)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (MemoryError(), "there is too little memory for this"),
        (RuntimeError("can't start new thread"), "no further thread or process can be started"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "there is too little memory for this"),
        (ImportError("lib.so: failed to map segment from shared object"), "there is too little memory for this"),
        (ExceptionGroup("two", [ValueError(), MemoryError()]), "there is too little memory for this"),
    ],
)
@pytest.mark.usefixtures("here")
def test_what_is_wanting_is_said_in_one_line(error: Exception, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> object:
        raise error

    monkeypatch.setattr(show, "load_settings", fails)
    result = nutgraf("stories")
    assert (complaint(result), result.exit_code) == (told, OutOfResources.exit_code)


def test_no_other_error_is_taken_for_want_of_memory() -> None:
    assert [wanting(error) for error in (ValueError("x"), OSError(errno.ENOENT, "x"), StoreError("x", "y"))] == [
        None
    ] * 3


@pytest.mark.usefixtures("here")
def test_a_worker_that_cannot_be_started_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> object:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    workers.end_workers()
    monkeypatch.setattr(workers, "_started", fails)
    for command in (["import", "page.html"], ["extract", "page.html"], ["group", "items.jsonl"]):
        result = nutgraf(*command)
        assert complaint(result).startswith("the process that is to read what comes in cannot be started: Resource")
        assert result.exit_code == OutOfResources.exit_code


@pytest.mark.usefixtures("here")
def test_a_thread_that_cannot_be_started_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    nutgraf("import", "items.jsonl")
    monkeypatch.setattr(threading.Thread, "start", fails)
    result = nutgraf("run", "--once", "--serve", "http://127.0.0.1:9/feed")
    assert complaint(result) == "no further thread or process can be started"
    assert result.exit_code == OutOfResources.exit_code
