"""Fetches pages and feeds politely and within limits: nothing an answer does can cost more than was granted.

get -> for each hop: the host's turn -> robots.txt -> delay -> a free slot -> one request, bounded in time and bytes
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from email.message import Message
from types import TracebackType
from typing import Protocol, Self

import ada_url
import httpcore
import httpx

from nutgraf.config import Fetching
from nutgraf.errors import Disallowed, FetchError, NutgrafError, TooLarge, Unreachable
from nutgraf.net.address import CheckedBackend
from nutgraf.net.unpack import ACCEPTED, unpacker
from nutgraf.records import Record

MAX_REDIRECTS = 5
ROBOTS_BYTES = 512_000
ROBOTS_AGE = 3600.0
CLOSED_AGE = 600.0
STRIKES = 3
REST = 300.0

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OVERLOADED = frozenset({429, 503})
_MEDIA = ("audio/", "video/", "image/", "font/")
_ACCEPT = "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.8"


class Fetched(Record, frozen=True):
    """An answer, whatever its status. ``url`` is where it came from after redirects.

    ``content_type`` is without parameters and in lower case, ``charset`` what the header said. ``body`` is unpacked;
    it stays empty when the status is 400 or more, and for pictures, sound and film. ``retry_after`` is the header.
    """

    url: str
    status: int
    content_type: str = ""
    charset: str | None = None
    body: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    not_modified: bool = False
    retry_after: str | None = None


class Rules(Protocol):
    """What a site allows: ``closed`` while its rules cannot be read, ``delay`` in seconds."""

    closed: bool
    delay: float

    def allows(self, url: str) -> bool:
        """Whether the URL may be fetched."""
        ...


ReadRobots = Callable[[int, bytes, str], Rules]


class _Host:
    """One origin's state: whose turn it is, its rules, and until when it is left alone (in the loop's time)."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.rules: Rules | FetchError | None = None
        self.rules_until = 0.0
        self.free_at = 0.0
        self.rest_until = 0.0
        self.strikes = 0


class Fetcher:
    """The only way to the web: ``async with Fetcher(...) as fetcher: await fetcher.get(url)``.

    One request at a time for each host, with its delay in between; robots.txt read once an hour at most; no cookies;
    only public addresses, save those of the ``trusted`` places (``host:port``, what the user named). A host that
    fails three times in a row, or says it is overloaded, is left alone for five minutes. ``read_robots`` makes rules
    of a status, a body and the user agent.
    """

    def __init__(self, settings: Fetching, read_robots: ReadRobots, trusted: Collection[str] = ()) -> None:
        self._settings = settings
        self._read_robots = read_robots
        self._hosts: dict[str, _Host] = {}
        self._slots = asyncio.Semaphore(settings.concurrency)
        self._transport = _CheckedTransport(settings, trusted)

    async def __aenter__(self) -> Self:
        await self._transport.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.__aexit__(kind, error, trace)

    async def get(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """The answer to a GET, conditional where a validator is given; redirects are followed, five at most.

        Raises Disallowed, Unreachable or another FetchError, or TooLarge; each waits no longer than the timeout for
        an answer once its turn has come.
        """
        validators = {"if-none-match": etag, "if-modified-since": last_modified}
        headers = {
            name: value for name, value in validators.items() if value and value.isascii() and value.isprintable()
        }
        hop = _address(url)
        for _ in range(MAX_REDIRECTS + 1):
            answer = await self._in_turn(hop, headers)
            if isinstance(answer, Fetched):
                return answer
            hop = answer
        raise FetchError(_shown(url), f"more than {MAX_REDIRECTS} redirects")

    async def _in_turn(self, url: str, headers: dict[str, str]) -> Fetched | str:
        host = self._hosts.setdefault(_origin(url), _Host())
        async with host.turn:
            rules = await self._rules(host, url)
            if not rules.allows(url):
                raise Disallowed(url, "robots.txt cannot be read now" if rules.closed else "robots.txt disallows it")
            _refuse_while_resting(host, url)
            await asyncio.sleep(host.free_at - _now())
            try:
                async with self._slots:
                    answer = await self._ask(url, headers, self._settings.max_bytes)
            except Unreachable:
                _strike(host, 1)
                raise
            finally:
                host.free_at = _now() + max(self._settings.host_delay, rules.delay)
            overloaded = isinstance(answer, Fetched) and answer.status in _OVERLOADED
            _strike(host, STRIKES if overloaded else -host.strikes)
            return answer

    async def _rules(self, host: _Host, url: str) -> Rules:
        if host.rules is None or host.rules_until < _now():
            try:
                host.rules = await self._fetch_rules(f"{_origin(url)}/robots.txt")
            except FetchError as e:
                host.rules = e
            failed = isinstance(host.rules, FetchError) or host.rules.closed
            host.rules_until = _now() + (CLOSED_AGE if failed else ROBOTS_AGE)
        if isinstance(host.rules, FetchError):
            raise type(host.rules)(url, f"robots.txt: {host.rules.reason}", host.rules.status)
        return host.rules

    async def _fetch_rules(self, url: str) -> Rules:
        """The rules at a URL. RFC 9309: redirects are followed to any host; after five there are no rules."""
        for _ in range(MAX_REDIRECTS + 1):
            async with self._slots:
                answer = await self._ask(url, {}, ROBOTS_BYTES, cut=True)
            if isinstance(answer, Fetched):
                return self._read_robots(answer.status, answer.body, self._settings.user_agent)
            url = answer
        return self._read_robots(404, b"", self._settings.user_agent)

    async def _ask(self, url: str, headers: dict[str, str], limit: int, *, cut: bool = False) -> Fetched | str:
        """One request: its answer, or where it redirects to."""
        timeout = self._settings.timeout
        try:
            async with asyncio.timeout(timeout), self._answer(url, headers) as response:
                location = response.headers.get("location")
                if response.status_code in _REDIRECTS and location:
                    return _address(location, url)
                return await _read(url, response, limit, cut=cut)
        except NutgrafError:
            raise
        except (TimeoutError, httpx.TimeoutException) as e:
            raise Unreachable(url, f"no whole answer within {timeout:g} seconds") from e
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as e:
            raise Unreachable(url, _reason(e)) from e

    @asynccontextmanager
    async def _answer(self, url: str, headers: dict[str, str]) -> AsyncIterator[httpx.Response]:
        request = httpx.Request(
            "GET",
            url,
            headers={
                "user-agent": self._settings.user_agent,
                "accept": _ACCEPT,
                "accept-encoding": ACCEPTED,
                **headers,
            },
            extensions={"timeout": httpx.Timeout(self._settings.timeout, pool=None).as_dict()},
        )
        response = await self._transport.handle_async_request(request)
        try:
            yield response
        finally:
            await response.aclose()


class _CheckedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport over connections to checked addresses only, without the environment's proxies."""

    def __init__(self, settings: Fetching, trusted: Collection[str]) -> None:
        super().__init__(http2=True)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=settings.concurrency,
            http2=True,
            network_backend=CheckedBackend(allow_private=settings.allow_private, trusted=trusted),
        )


async def _read(url: str, response: httpx.Response, limit: int, *, cut: bool) -> Fetched:
    kind = Message()
    kind["content-type"] = response.headers.get("content-type", "")
    content_type = kind.get_content_type() if response.headers.get("content-type") else ""
    bodiless = response.status_code >= 400 or content_type.startswith(_MEDIA)  # noqa: PLR2004 - HTTP's own number
    return Fetched(
        url=url,
        status=response.status_code,
        content_type=content_type,
        charset=kind.get_content_charset(),
        body=b"" if bodiless else await _body(url, response, limit, cut=cut),
        etag=response.headers.get("etag") or None,
        last_modified=response.headers.get("last-modified") or None,
        not_modified=response.status_code == httpx.codes.NOT_MODIFIED,
        retry_after=response.headers.get("retry-after") or None,
    )


async def _body(url: str, response: httpx.Response, limit: int, *, cut: bool) -> bytes:
    """The unpacked body; one over the limit is cut there, or raises TooLarge."""
    coding = response.headers.get("content-encoding", "")
    unpack = unpacker(coding)
    if unpack is None:
        raise FetchError(url, f"its content coding {coding[:40]!r} was not asked for", response.status_code)
    body = bytearray()
    try:
        async for packed in response.aiter_raw():
            for piece in unpack(packed):
                body += piece
                if len(body) > limit:
                    if cut:
                        return bytes(body[:limit])
                    raise TooLarge(url, f"more than {limit:,} bytes; raise fetching.max_bytes to take it")
    except ValueError as e:
        raise FetchError(url, f"its {coding} coding is broken", response.status_code) from e
    return bytes(body)


def _address(url: str, base: str | None = None) -> str:
    """An http or https URL without credentials and fragment, as it is asked for. Raises Disallowed."""
    try:
        parsed = ada_url.URL(url, base)
    except ValueError:
        raise Disallowed(_shown(base or url), "is no URL" if base is None else "redirects to what is no URL") from None
    if parsed.protocol not in {"http:", "https:"}:
        reason = f"is {parsed.protocol} and not http" if base is None else f"redirects to a {parsed.protocol} URL"
        raise Disallowed(_shown(base or url), reason)
    parsed.username = parsed.password = parsed.hash = ""
    return parsed.href


def _origin(url: str) -> str:
    return ada_url.URL(url).origin


def _shown(url: str) -> str:
    """A URL for a message, without what may be a password."""
    scheme, mark, rest = url.partition("//")
    authority, slash, path = rest.partition("/")
    return f"{scheme}{mark}{authority.rpartition('@')[2]}{slash}{path}"[:200]


def _now() -> float:
    return asyncio.get_running_loop().time()


def _refuse_while_resting(host: _Host, url: str) -> None:
    if _now() < host.rest_until:
        raise Unreachable(url, "its host failed just now and is left alone for some minutes")


def _strike(host: _Host, count: int) -> None:
    host.strikes += count
    if host.strikes >= STRIKES:
        host.strikes = 0
        host.rest_until = _now() + REST


def _reason(error: Exception) -> str:
    text = " ".join(str(error).split())[:200]
    return text or type(error).__name__
