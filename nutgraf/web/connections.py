"""The connections of the desk: how many, how long a request may take to arrive, how long an answer to be taken.

uvicorn bounds none of these. All of it is done at two public seams: asyncio's protocol, which sees the bytes, and ASGI,
which sees how far a request is. What is handled is never cut off; what waits for its asker is, when it has waited too
long, or when there is no room left for others and it has waited longest.
"""

import asyncio
import logging
from typing import Literal, TypeAlias, cast

from litestar.exceptions import ClientException
from litestar.types import ASGIApp, HTTPReceiveMessage, Receive, Scope, Send

_LOG = logging.getLogger("nutgraf.web")

# Seconds: from the opening, or the answer before, to the end of a request's head; to the end of its body; and without
# a byte of an answer being taken.
HEAD, BODY, TAKE = 10.0, 30.0, 30.0
_LOOK = 1.0  # how often a connection is looked at
MOST = 256
_FEWEST = 16

Stage: TypeAlias = Literal["asking", "sending", "handled"]
_Peer: TypeAlias = tuple[str, int]

_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
_TOO_MANY = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


def room() -> int:
    """How many connections there may be: a part of the files that this process may have open."""
    try:
        import resource  # noqa: PLC0415 - Windows has no such limit
    except ImportError:
        return MOST
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST if soft == resource.RLIM_INFINITY else max(_FEWEST, min(MOST, soft // 4))


class Connection(asyncio.Protocol):
    """A connection, which hands all on to the protocol that speaks HTTP, and knows how far its request is."""

    transport: asyncio.Transport
    peer: _Peer

    def __init__(self, crowd: "Crowd", spoken: asyncio.Protocol) -> None:
        self._crowd, self._spoken = crowd, spoken
        self._loop = asyncio.get_running_loop()
        self.stage: Stage = "asking"
        self.since = self._moved = self._loop.time()
        self._begun = False
        self._left = 0
        self._look: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Finds a place among the others."""
        self.transport = cast("asyncio.Transport", transport)
        self.peer = tuple(transport.get_extra_info("peername")[:2])
        self._spoken.connection_made(transport)
        self._look = self._loop.call_later(_LOOK, self._look_at)
        self._crowd.enter(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Leaves its place to others."""
        if self._look:
            self._look.cancel()
        self._crowd.leave(self)
        self._spoken.connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Part of a request."""
        self._begun = True
        if not self.transport.is_closing():
            self._spoken.data_received(data)

    def eof_received(self) -> bool | None:
        """The asker will send no more."""
        return self._spoken.eof_received()

    def pause_writing(self) -> None:
        """The asker takes the answer slowly."""
        self._spoken.pause_writing()

    def resume_writing(self) -> None:
        """The asker has taken what was written."""
        self._spoken.resume_writing()

    def reached(self, stage: Stage) -> None:
        """A request was begun to be handled, has come in whole, or was answered."""
        if stage == "asking":
            self.since, self._begun = self._loop.time(), False
        self.stage = stage

    def waits(self) -> bool:
        """Whether it is the asker's turn: to send the rest of a request, or to take the answer."""
        return self.stage != "handled" or self.transport.get_write_buffer_size() > 0

    def turn_away(self, answer: bytes) -> None:
        """Ends the connection, with that answer where one is waited for."""
        if self.transport.get_write_buffer_size():
            self.transport.abort()
            return
        if self._begun:
            self.transport.write(answer)
        self.transport.close()

    def _look_at(self) -> None:
        now, left = self._loop.time(), self.transport.get_write_buffer_size()
        if left != self._left:
            self._left, self._moved = left, now
        elif left and now - self._moved > TAKE:
            self.transport.abort()
        elif not left and not self.transport.is_closing() and self._is_late(now):
            self.turn_away(_TOO_SLOW)
        self._look = self._loop.call_later(_LOOK, self._look_at)

    def _is_late(self, now: float) -> bool:
        return now - self.since > {"asking": HEAD, "sending": BODY, "handled": float("inf")}[self.stage]


class Crowd:
    """All connections of a server."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: dict[_Peer, Connection] = {}

    def enter(self, newcomer: Connection) -> None:
        """Makes room for a connection, or turns it away where all others are being answered."""
        self._open[newcomer.peer] = newcomer
        others = [one for one in self._open.values() if one is not newcomer and not one.transport.is_closing()]
        if len(others) < self._most:
            return
        waiting = [one for one in others if one.waits()]
        _LOG.warning("%d connections are open: the one that has waited longest is closed for a new one", len(others))
        if waiting:
            min(waiting, key=lambda one: one.since).turn_away(_TOO_MANY)
        else:
            newcomer.transport.write(_TOO_MANY)
            newcomer.transport.close()

    def leave(self, connection: Connection) -> None:
        """Forgets a connection."""
        if self._open.get(connection.peer) is connection:
            del self._open[connection.peer]

    def watched(self, app: ASGIApp) -> ASGIApp:
        """The application, with each connection told how far its request is."""

        async def watching(scope: Scope, receive: Receive, send: Send) -> None:
            connection = self._open.get(cast("_Peer", scope.get("client")))
            if connection is None:
                await app(scope, receive, send)
                return
            connection.reached("sending" if _has_body(scope) else "handled")

            async def received() -> HTTPReceiveMessage:
                message = cast("HTTPReceiveMessage", await receive())
                if message["type"] == "http.disconnect" and connection.stage == "sending":
                    raise ClientException(detail="The rest of the request did not come.")
                if not message.get("more_body"):
                    connection.reached("handled")
                return message

            try:
                await app(scope, cast("Receive", received), send)
            finally:
                connection.reached("asking")

        return watching


def _has_body(scope: Scope) -> bool:
    """Whether a request says that a body follows (RFC 9112, 6.3)."""
    return any(name in {b"content-length", b"transfer-encoding"} for name, _ in scope["headers"])
