"""Serving the desk: its address is taken before anything starts, and a signal or leaving the block ends it cleanly."""

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, cast

import uvicorn
from litestar import Litestar
from litestar.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from nutgraf.config import Serving
from nutgraf.errors import NutgrafError, SettingsError
from nutgraf.web.connections import Connection, Crowd, room
from nutgraf.web.quiet import quiet_logs

_PATIENCE = 5  # seconds that a request under way is given to end
_LAST_PORT = 65535
_BACKLOG = 64  # connections that wait to be taken, and that are taken at once


class _Server(uvicorn.Server):
    """uvicorn, with bounded connections, which leaves signals to whoever calls it and says when it has started."""

    def __init__(self, app: Litestar, started: Callable[[], None]) -> None:
        crowd = Crowd(room())

        class Protocol(Connection):
            """A connection as uvicorn makes one."""

            def __init__(self, **given: Any) -> None:  # noqa: ANN401 - uvicorn's own affair
                super().__init__(crowd, H11Protocol(**given))

        super().__init__(
            uvicorn.Config(
                crowd.watched(cast("ASGIApp", app)),
                http=Protocol,
                backlog=_BACKLOG,
                lifespan="on",
                ws="none",
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=_PATIENCE,
            )
        )
        self._say_started = started

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Changes no signal handler."""
        yield

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serves with logs that nobody can fill."""
        with quiet_logs():
            await super().serve(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts, then says so."""
        await super().startup(sockets)
        self._say_started()


def listen(where: Serving) -> socket.socket:
    """A socket that listens where the desk is to be; port 0 takes a free one.

    Raises SettingsError when the host is no address of this machine or there is no such port, NutgrafError when the
    port is in use or must not be taken.
    """
    if not 0 <= where.port <= _LAST_PORT:
        raise SettingsError("serving.port", f"{where.port} is no port: name one from 1 to {_LAST_PORT}")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            where.host or None, where.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError) as e:
        raise SettingsError("serving.host", f"{where.host!r} is no address of this machine; try 127.0.0.1") from e
    bound = socket.socket(family, kind, protocol)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(_BACKLOG)
    except OSError as e:
        bound.close()
        raise NutgrafError(
            _url(where.host, where.port), f"cannot listen there ({e.strerror}); try another --port"
        ) from e
    return bound


def serve(app: Litestar, where: Serving, ready: Callable[[str], None]) -> None:
    """Serves until SIGINT or SIGTERM; ``ready`` is given the address once requests are answered.

    Must be called in the main thread. Raises as ``listen`` does, before anything starts.
    """
    with listen(where) as bound:
        server = _Server(app, lambda: ready(_url(where.host, bound.getsockname()[1])))

        def stop(_signal: int, _frame: FrameType | None) -> None:
            server.should_exit = True

        before = {name: signal.signal(name, stop) for name in (signal.SIGINT, signal.SIGTERM)}
        try:
            server.run([bound])
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)


@contextmanager
def serving(app: Litestar, where: Serving) -> Iterator[str]:
    """Serves in a thread while the block runs, and gives the address; signals stay the caller's.

    Raises as ``listen`` does, before anything starts.
    """
    with listen(where) as bound:
        started = threading.Event()
        server = _Server(app, started.set)
        thread = threading.Thread(target=server.run, args=([bound],), name="nutgraf desk")
        thread.start()
        try:
            while not started.wait(0.1):
                if not thread.is_alive():
                    raise NutgrafError(_url(where.host, where.port), "the desk did not start; see the log")
            yield _url(where.host, bound.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join()


def _url(host: str, port: int) -> str:
    """Where a browser finds a desk that listens there."""
    name = {"": "localhost", "0.0.0.0": "localhost", "::": "localhost"}.get(host, host)  # noqa: S104 - shown only
    return f"http://{f'[{name}]' if ':' in name else name}:{port}/"
