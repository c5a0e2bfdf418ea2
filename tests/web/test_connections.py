"""A desk that is held up on purpose, by connections that ask slowly or take slowly, answers all the same."""

import logging
import re
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event

import demo_desk
import httpx
import pytest
from demo_desk import FLOOD_ID
from desk_client import filled, news_day
from msgspec.structs import replace

from nutgraf.config import Serving, Settings
from nutgraf.store.protocol import Store
from nutgraf.web import connections
from nutgraf.web.app import make_app
from nutgraf.web.quiet import OnceAMinute, quiet_logs
from nutgraf.web.serve import serving

pytestmark = pytest.mark.slow  # whole processes and servers

FEW_FILES = 256
HALF_OPEN = 400
POST = b"POST /stories/x/merge HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-www-form-urlencoded\r\n"


@contextmanager
def served(here: Path) -> Iterator[tuple[int, Path]]:
    """The port and the log of a desk that is served by a process of its own, which may open few files."""
    log = here / "log"
    serve = "from nutgraf.cli import main; main()"
    nutgraf = [sys.executable, "-c", serve, "serve", "--port", "0", "--store", f"sqlite:///{here / 'desk.db'}"]
    limited = ["/bin/sh", "-c", f'ulimit -n {FEW_FILES}; exec "$@"', "sh", *nutgraf]
    with (
        log.open("wb") as err,
        subprocess.Popen(limited, stdout=subprocess.PIPE, stderr=err, text=True, cwd=here) as process,  # noqa: S603 - ourselves
    ):
        assert process.stdout is not None
        try:
            told = re.search(r":(\d+)/", process.stdout.readline())
            assert told, log.read_text()
            yield int(told[1]), log
            assert process.poll() is None
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def opened(port: int, sent: bytes) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), timeout=30)
    made.sendall(sent)
    return made


@pytest.mark.slow
def test_half_open_connections_neither_stop_the_desk_nor_fill_its_log(tmp_path: Path) -> None:
    with news_day(tmp_path):
        pass
    held_up = (b"", b"G", b"GET / HTTP/1.1\r\nhost: localhost\r\nx: ", POST + b"content-length: 900\r\n\r\nstory=")
    with served(tmp_path) as (port, log), ExitStack() as stack:
        for sent in held_up:
            for _ in range(HALF_OPEN // len(held_up)):
                stack.enter_context(opened(port, sent))
        for _ in range(3):
            assert httpx.get(f"http://127.0.0.1:{port}/", timeout=30).status_code == 200
            assert httpx.get(f"http://127.0.0.1:{port}/api/v1/health", timeout=30).status_code == 200
        for _ in range(300):
            stack.enter_context(opened(port, b"no HTTP at all\r\n\r\n"))
        assert httpx.get(f"http://127.0.0.1:{port}/sources", timeout=30).status_code == 200
        assert log.stat().st_size < 4_000


store = pytest.fixture(filled)


@pytest.fixture
def desk(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a desk that waits for nobody."""
    for name in ("HEAD", "BODY", "TAKE", "_LOOK"):
        monkeypatch.setattr(connections, name, 0.1)
    with serving(make_app(store, Settings(), lambda: demo_desk.NOW), Serving(port=0)) as url:
        yield int(url.rsplit(":", 1)[1].rstrip("/"))


def all_of(asked: socket.socket) -> bytes:
    asked.settimeout(30)
    parts = []
    try:
        while part := asked.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


@pytest.mark.parametrize(
    "sent", [b"G", b"GET / HTTP/1.1\r\nhost: localhost\r\n", POST + b"content-length: 9\r\n\r\nstory="]
)
def test_a_request_that_does_not_come_is_told_so_and_ended(
    desk: int, sent: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(desk, sent) as asked:
        assert all_of(asked).startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert "Traceback" not in caplog.text


def test_a_connection_that_says_nothing_is_ended(desk: int) -> None:
    with opened(desk, b"") as asked:
        assert all_of(asked) == b""


def test_a_body_in_many_small_parts_does_not_hold_on(desk: int) -> None:
    with opened(desk, POST + b"transfer-encoding: chunked\r\n\r\n") as asked:
        asked.settimeout(0.05)
        for _ in range(600):
            try:
                asked.sendall(b"1\r\nx\r\n")
                if asked.recv(100).startswith(b"HTTP/1.1 408"):
                    return
            except TimeoutError:
                continue
            except ConnectionError:
                return
    pytest.fail("it was let go on")


def test_an_answer_that_is_not_taken_is_not_kept(desk: int, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    article = store.article(FLOOD_ID)
    large = replace(article, article=replace(article.article, text="Much more. " * 3_000_000))
    monkeypatch.setattr(store, "article", lambda _: large)
    ended, lost = Event(), connections.Connection.connection_lost

    def seen(self: connections.Connection, exc: Exception | None) -> None:
        lost(self, exc)
        ended.set()

    monkeypatch.setattr(connections.Connection, "connection_lost", seen)
    with opened(desk, f"GET /api/v1/articles/{FLOOD_ID} HTTP/1.1\r\nhost: localhost\r\n\r\n".encode()) as asked:
        assert ended.wait(60)
        assert len(all_of(asked)) < 33_000_000


def test_what_takes_the_desk_long_is_not_ended(desk: int, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    topics = store.topics

    def slowly(*given: int) -> object:
        Event().wait(1)
        return topics(*given)

    monkeypatch.setattr(store, "topics", slowly)
    assert httpx.get(f"http://127.0.0.1:{desk}/topics", timeout=30).status_code == 200


# ---------------------------------------------------------------- how many


def test_the_one_that_waited_longest_makes_room(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nutgraf.web.serve.room", lambda: 3)
    with (
        serving(make_app(store, Settings(), lambda: demo_desk.NOW), Serving(port=0)) as url,
        ExitStack() as stack,
    ):
        port = int(url.rsplit(":", 1)[1].rstrip("/"))
        asked = [stack.enter_context(opened(port, b"GET / HTTP/1.1\r\n")) for _ in range(3)]
        assert httpx.get(url).status_code == 200
        assert all_of(asked[0]).startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
        asked[1].sendall(b"host: localhost\r\nconnection: close\r\n\r\n")
        assert all_of(asked[1]).startswith(b"HTTP/1.1 200 OK\r\n")


def test_where_all_are_being_answered_a_newcomer_is_turned_away(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nutgraf.web.serve.room", lambda: 2)
    begun, end, topics = Event(), Event(), store.topics

    def slowly(*given: int) -> object:
        begun.set()
        assert end.wait(30)
        return topics(*given)

    monkeypatch.setattr(store, "topics", slowly)
    with serving(make_app(store, Settings(), lambda: demo_desk.NOW), Serving(port=0)) as url, ExitStack() as stack:
        port = int(url.rsplit(":", 1)[1].rstrip("/"))
        whole = b"GET /topics HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
        asked = [stack.enter_context(opened(port, whole))]
        assert begun.wait(30)
        begun.clear()
        asked.append(stack.enter_context(opened(port, whole)))
        assert begun.wait(30)
        with opened(port, b"") as newcomer:
            assert all_of(newcomer).startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
        end.set()
        assert all(all_of(one).startswith(b"HTTP/1.1 200 OK\r\n") for one in asked)


def test_there_is_room_for_as_many_as_files_can_be_open(monkeypatch: pytest.MonkeyPatch) -> None:
    for soft, most in ((256, 64), (1024, 256), (1_000_000, 256), (8, 16), (resource.RLIM_INFINITY, 256)):
        monkeypatch.setattr(resource, "getrlimit", lambda _, soft=soft: (soft, soft))
        assert connections.room() == most


# ---------------------------------------------------------------- the log


def test_a_log_has_one_line_a_minute_of_one_cause(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("nutgraf.web")
    with quiet_logs():
        for number in range(500):
            log.warning("it failed %d times", number)
            log.error("GET %s failed", f"/{number}", exc_info=KeyError(number))
        log.warning("another")
    assert [record.getMessage() for record in caplog.records] == ["it failed 0 times", "GET /0 failed", "another"]
    log.warning("it failed %d times", 500)
    assert caplog.records[-1].getMessage() == "it failed 500 times"


def test_a_log_says_how_often_it_was_silent() -> None:
    once = OnceAMinute()
    records = [logging.LogRecord("x", logging.WARNING, "", 0, "full", (), None) for _ in range(3)]
    for record, at in zip(records, (0.0, 59.0, 60.0), strict=True):
        record.created = at
    assert [once.filter(record) for record in records] == [True, False, True]
    assert records[-1].getMessage() == "full (and 1 times more since it was last told)"
