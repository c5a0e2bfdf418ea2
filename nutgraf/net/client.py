"""Requests over checked connections: what httpcore2 does not do itself, and its errors as ours."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from types import TracebackType
from typing import Self

import ada_url
import httpcore2

from nutgraf.config import MEGABYTE, Fetching
from nutgraf.errors import NutgrafError, Unreachable
from nutgraf.net.checked import GRANT, CheckedBackend, Grant, sealed
from nutgraf.net.headers import LONGEST
from nutgraf.unpack import ACCEPTED

_ACCEPT = "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.8"
AROUND = MEGABYTE  # bytes that a server may send besides a body: headers, interim answers, frames of HTTP/2
_KEPT_FOR = 30.0  # seconds; a server lets go of a connection that nobody uses after a while, without a word in HTTP/2


class Answer:
    """A status, headers, and a body that is still to come, as it was sent."""

    def __init__(self, url: str, response: httpcore2.Response) -> None:
        self.status = response.status
        self._url = url
        self._headers = response.headers
        self._body = response.aiter_stream()
        self.is_whole = False

    def header(self, name: str) -> str:
        """The first header of a name in lower case, "" where there is none or it is longer than anybody writes."""
        return next(iter(self.all_headers(name)), "")

    def all_headers(self, name: str) -> list[str]:
        """The values of all headers of a name in lower case, as UTF-8 or else as Latin-1."""
        wanted = name.encode()
        return [_text(value) for key, value in self._headers if key.lower() == wanted and len(value) <= LONGEST]

    async def piece(self) -> bytes:
        """The next piece of the body, empty at its end. Raises Unreachable."""
        with _as_ours(self._url):
            async for piece in self._body:
                if piece:
                    return piece
        self.is_whole = True
        return b""

    async def aclose(self) -> None:
        """Leaves the rest of the body."""
        await self._body.aclose()


class Client:
    """The only maker of connections. No proxy of the environment, no cookies, no redirects followed."""

    def __init__(self, settings: Fetching) -> None:
        self._settings = settings
        self._backend = CheckedBackend(allow_private=settings.allow_private, concurrency=settings.concurrency)
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=httpcore2.default_ssl_context(),
            max_connections=settings.concurrency,
            keepalive_expiry=_KEPT_FOR,
            http2=True,
            network_backend=self._backend,
        )

    async def __aenter__(self) -> Self:
        await self._pool.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._pool.__aexit__(kind, error, trace)
        self._backend.close()

    @asynccontextmanager
    async def get(self, url: str, headers: dict[str, str], limit: int, *, trusted: bool) -> AsyncIterator[Answer]:
        """The answer to a GET of an http or https URL as ada_url writes it, which may take ``limit`` bytes as it comes.

        Raises Unreachable, Disallowed, TimeoutError.
        """
        GRANT.set(Grant(2 * limit + AROUND))
        request = self._request(url, headers, trusted=trusted)
        try:
            with _as_ours(url):
                response = await self._pool.handle_async_request(request)
        except BaseException:
            await self._hang_up(request)
            raise
        answer = Answer(url, response)
        try:
            yield answer
        finally:
            with suppress(Exception):  # the answer is had; a connection that cannot be closed well is closed by that
                await answer.aclose()
                await response.aclose()
            if not answer.is_whole:
                await self._hang_up(request)

    async def _hang_up(self, request: httpcore2.Request) -> None:
        """Closes the connections that nobody uses now: in HTTP/2, what was left unread would stand before the next."""
        for connection in self._pool.connections:
            if connection.can_handle_request(request.url.origin) and connection.is_idle():
                with suppress(Exception):
                    await connection.aclose()

    def _request(self, url: str, headers: dict[str, str], *, trusted: bool) -> httpcore2.Request:
        parsed = ada_url.URL(url)
        seconds = self._settings.timeout
        written = {
            "host": parsed.host,
            "user-agent": self._settings.user_agent,
            "accept": _ACCEPT,
            "accept-encoding": ACCEPTED,
            **headers,
        }
        return httpcore2.Request(
            "GET",
            httpcore2.URL(
                scheme=parsed.protocol.removesuffix(":"),
                host=sealed(parsed.hostname, trusted=trusted),
                port=int(parsed.port) if parsed.port else None,
                target=parsed.pathname + parsed.search,
            ),
            headers=list(written.items()),
            extensions={
                "timeout": {"connect": seconds, "read": seconds, "write": seconds},
                "sni_hostname": parsed.hostname.strip("[]").rstrip("."),
            },
        )


@contextmanager
def _as_ours(url: str) -> Iterator[None]:
    """Turns whatever is raised while a server is spoken with into Unreachable: a server can make it raise anything."""
    try:
        yield
    except (NutgrafError, TimeoutError) as e:
        if isinstance(e, NutgrafError) and not e.source:
            raise type(e)(url, e.reason) from e
        raise
    except httpcore2.TimeoutException as e:
        raise TimeoutError from e
    except Exception as e:
        raise Unreachable(url, _reason(e)) from e


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _reason(error: Exception) -> str:
    text = " ".join(str(error).split())[:200]
    return text or type(error).__name__
