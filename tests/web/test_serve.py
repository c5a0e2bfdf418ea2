import os
import signal
import socket
import threading
import time
from collections.abc import Iterator

import demo_desk
import httpx
import pytest
from desk_client import news_day
from litestar import Litestar

from nutgraf.config import Serving, Settings
from nutgraf.errors import NutgrafError, SettingsError
from nutgraf.web.app import make_app
from nutgraf.web.serve import listen, serve, serving


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Litestar]:
    with news_day(tmp_path_factory.mktemp("desk")) as store:
        yield make_app(store, Settings(), lambda: demo_desk.NOW)


def test_it_serves_in_a_thread_while_the_block_runs(app: Litestar) -> None:
    with serving(app, Serving(port=0)) as url:
        assert url.startswith("http://127.0.0.1:")
        answer = httpx.get(f"{url}api/v1/health")
        assert answer.json()["status"] == "ok"
        assert "server" not in answer.headers
        head = httpx.head(url)
        assert (head.status_code, head.content) == (200, b"")
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)


def test_it_stops_when_the_block_fails(app: Litestar) -> None:
    before = threading.active_count()
    with pytest.raises(ZeroDivisionError), serving(app, Serving(port=0)):
        raise ZeroDivisionError
    assert not any(thread.name == "nutgraf desk" for thread in threading.enumerate())
    assert threading.active_count() <= before + 40  # Litestar's worker threads are shared, and stay


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_and_handlers_are_put_back(app: Litestar, name: signal.Signals) -> None:
    answers: list[int] = []

    def ask_then_stop(url: str) -> None:
        def run() -> None:
            answers.append(httpx.get(url).status_code)
            os.kill(os.getpid(), name)

        threading.Thread(target=run).start()

    handler = signal.getsignal(name)
    started = time.monotonic()
    serve(app, Serving(port=0), ask_then_stop)
    assert answers == [200]
    assert time.monotonic() - started < 10
    assert signal.getsignal(name) is handler


def test_a_port_in_use_is_told_in_one_line_before_anything_starts(app: Litestar) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(NutgrafError) as caught, serving(app, Serving(port=port)):
            pytest.fail("must not start")
        assert str(port) in str(caught.value)
        assert "in use" in str(caught.value)
        assert "\n" not in str(caught.value)
        with pytest.raises(NutgrafError):
            serve(app, Serving(port=port), lambda _: None)


@pytest.mark.parametrize(
    ("host", "port"),
    [("no such host", 0), ("host.invalid", 0), ("127.0.0.1", 65536), ("127.0.0.1", -1), ("\ud800", 0), ("x" * 300, 0)],
)
def test_what_is_no_address_is_told(host: str, port: int) -> None:
    with pytest.raises(SettingsError):
        listen(Serving(host=host, port=port))


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(NutgrafError, match="cannot listen"):
        listen(Serving(host="192.0.2.1", port=0))


def test_the_address_can_be_taken_again_at_once(app: Litestar) -> None:
    with serving(app, Serving(port=0)) as url:
        assert httpx.get(url).status_code == 200
    port = int(url.rsplit(":", 1)[1].rstrip("/"))
    with serving(app, Serving(port=port)) as again:
        assert httpx.get(again).status_code == 200
