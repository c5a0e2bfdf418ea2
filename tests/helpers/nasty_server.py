"""A web server on loopback that does what servers do at their worst, one path for each."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import brotli

PAGE = b"<html><head><title>Quay reopens</title></head><body><p>The quay reopened on Monday.</p></body></html>"

Answer = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Asked:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass
class Server:
    """Where the server is, what it answers by path, and what it was asked."""

    base: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    busy: set[asyncio.Task[None]] = field(default_factory=set)
    open_most: int = 0

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answers one request and closes the connection."""
        self.busy.add(current := _current_task())
        self.open_most = max(self.open_most, len(self.busy))
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            first, *lines = head.decode("latin-1").strip().split("\r\n")
            path = first.split()[1]
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            self.asked.append(Asked(path, headers, asyncio.get_running_loop().time()))
            await _send(writer, self.answers.get(path, response(b"not here", status="404 Not Found")))
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client had enough
        finally:
            self.busy.discard(current)
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()


def _current_task() -> asyncio.Task[None]:
    task = asyncio.current_task()
    assert task is not None
    return task


@asynccontextmanager
async def serving(answers: Mapping[str, Answer] | None = None) -> AsyncIterator[Server]:
    """A running server with these answers besides the nasty ones; ``{base}`` in a body is where it is."""
    server = Server(answers={**NASTY, **(answers or {})})
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    server.base = f"http://127.0.0.1:{port}"
    try:
        yield server
    finally:
        listener.close()
        busy = list(server.busy)
        for task in busy:
            task.cancel()
        await asyncio.gather(*busy, return_exceptions=True)


def response(body: bytes = PAGE, *, status: str = "200 OK", length: int | None = None, **headers: str) -> bytes:
    """A whole answer; a header's name has ``_`` for ``-``, and ``length`` is what Content-Length claims."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", "Connection: close"]
    headers = {"content_type": "text/html; charset=utf-8", **headers}
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    """A redirect."""
    return response(b"", status=status, location=location)


async def _send(writer: asyncio.StreamWriter, answer: Answer) -> None:
    if isinstance(answer, bytes):
        writer.write(answer)
        await writer.drain()
    else:
        await answer(writer)


async def _drip(writer: asyncio.StreamWriter) -> None:
    """A byte now and then: no single read ever takes long."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def _drip_headers(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(10_000):
        writer.write(f"X-{number}: y\r\n".encode())
        await writer.drain()
        await asyncio.sleep(0.05)


async def _endless(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
    while True:
        writer.write(b"<p>more</p>" * 4096)
        await writer.drain()


async def _silent(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)
    writer.close()


async def _cut_chunked(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n<html>")
    await writer.drain()


_BOMB = gzip.compress(bytes(200_000_000), 9)
_BROTLI_BOMB = brotli.compress(bytes(200_000_000), quality=5)

NASTY: dict[str, Answer] = {
    "/good": response(etag='"one"', last_modified="Mon, 05 Jan 2026 10:00:00 GMT"),
    "/slow-drip": _drip,
    "/slow-headers": _drip_headers,
    "/silent": _silent,
    "/endless": _endless,
    "/cut-chunked": _cut_chunked,
    "/gzip": response(gzip.compress(PAGE), content_encoding="gzip"),
    "/gzip-members": response(gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:]), content_encoding="gzip"),
    "/brotli": response(brotli.compress(PAGE), content_encoding="br"),
    "/gzip-bomb": response(_BOMB, content_encoding="gzip"),
    "/brotli-bomb": response(_BROTLI_BOMB, content_encoding="br"),
    "/gzip-lie": response(PAGE, content_encoding="gzip"),
    "/unknown-coding": response(PAGE, content_encoding="compress"),
    "/too-short": response(PAGE, length=len(PAGE) + 100),
    "/too-long": response(PAGE, length=6),
    "/negative-length": response(PAGE, length=-5),
    "/loop": redirect("/loop"),
    "/to-file": redirect("file:///etc/passwd"),
    "/to-private": redirect("http://10.0.0.1/"),
    "/to-metadata": redirect("http://169.254.169.254/latest/meta-data/"),
    "/to-nowhere": redirect("http://[::bad/"),
    "/to-good": redirect("/good", "301 Moved Permanently"),
    "/latin": response("café".encode("latin-1"), content_type="text/html; charset=ISO-8859-1"),
    "/lying-charset": response("café".encode("latin-1"), content_type="text/html; charset=utf-8"),
    "/no-charset": response(content_type="Text/HTML"),
    "/film": response(b"x" * 1000, content_type="video/mp4"),
    "/unchanged": b'HTTP/1.1 304 Not Modified\r\nETag: "one"\r\nConnection: close\r\n\r\n',
    "/overloaded": response(b"later", status="429 Too Many Requests", retry_after="120"),
    "/broken": response(b"oops", status="500 Internal Server Error"),
    "/forbidden": response(b"no", status="403 Forbidden"),
    "/huge-headers": response(x_huge="y" * 400_000),
    "/no-http": b"220 smtp.example.org ESMTP\r\n",
    "/closed": b"",
    "/cookies": response(set_cookie="visitor=7; Path=/"),
}
