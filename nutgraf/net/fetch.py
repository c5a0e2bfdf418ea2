"""Fetches pages and feeds politely and within limits: nothing an answer does can cost more than was granted.

get -> for each hop: the host's turn -> robots.txt -> delay -> a free slot -> one request, bounded in time and bytes
"""

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from types import TracebackType
from typing import Protocol, Self

import ada_url

from nutgraf.config import Fetching
from nutgraf.errors import Disallowed, FetchError, TooLarge, Unreachable
from nutgraf.net.address import is_own_network, origin
from nutgraf.net.client import Answer, Client
from nutgraf.net.headers import read_content_type
from nutgraf.records import Record
from nutgraf.unpack import unpacker

MAX_REDIRECTS = 5
ROBOTS_BYTES = 512_000
ROBOTS_AGE = 3600.0
CLOSED_AGE = 600.0
STRIKES = 3
REST = 300.0

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OVERLOADED = frozenset({429, 503})
_MEDIA = ("audio/", "video/", "image/", "font/")


class Fetched(Record, frozen=True):
    """An answer, whatever its status. ``url`` is where it came from after redirects.

    ``content_type`` is without parameters and in lower case, ``charset`` what the header said. ``body`` is unpacked;
    it stays empty when the status is 400 or more, and for pictures, sound and film. ``retry_after`` is the header,
    ``links`` are the values of all headers ``Link``.
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
    links: tuple[str, ...] = ()


class Rules(Protocol):
    """What a site allows: ``closed`` while its rules cannot be read, ``delay`` in seconds."""

    closed: bool
    delay: float

    def allows(self, url: str) -> bool:
        """Whether the URL may be fetched."""
        ...


ReadRobots = Callable[[int, bytes, str], Rules]


class _Host:
    """One place's state: whose turn it is, its rules, and until when it is left alone (in the loop's time).

    The rules are those for who is trusted there and those for anybody else, who may not even be let in.
    """

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.rules: dict[bool, tuple[Rules | FetchError, float]] = {}
        self.free_at = 0.0
        self.rest_until = 0.0
        self.strikes = 0


class Fetcher:
    """The only way to the web: ``async with Fetcher(...) as fetcher: await fetcher.get(url)``.

    One request at a time for each host, with its delay in between; robots.txt read once an hour at most; no cookies;
    only public addresses, save on behalf of a source that the user named there. A host that fails three times in a
    row, or says it is overloaded, is left alone for five minutes. ``read_robots`` makes rules of a status, a body and
    the user agent.
    """

    def __init__(self, settings: Fetching, read_robots: ReadRobots) -> None:
        self._settings = settings
        self._read_robots = read_robots
        self._hosts: dict[str, _Host] = {}
        self._slots = asyncio.Semaphore(settings.concurrency)
        self._client = Client(settings)

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.__aexit__(kind, error, trace)

    async def get(
        self, url: str, etag: str | None = None, last_modified: str | None = None, *, trust: str | None = None
    ) -> Fetched:
        """The answer to a GET, conditional where a validator is given; redirects are followed, five at most.

        ``trust`` is the place (``net.address.place``) of the source on whose behalf it is fetched, where the user
        named that source: there alone an address need not be public, and no longer once a redirect led elsewhere.

        Raises Disallowed, Unreachable or another FetchError, or TooLarge; each waits no longer than the timeout for
        an answer once its turn has come.
        """
        validators = {"if-none-match": etag, "if-modified-since": last_modified}
        headers = {
            name: value for name, value in validators.items() if value and value.isascii() and value.isprintable()
        }
        hop = _address(url)
        trusted = bool(trust)
        for _ in range(MAX_REDIRECTS + 1):
            trusted = trusted and origin(hop) == trust
            answer = await self._in_turn(hop, headers, trusted=trusted and is_own_network(hop))
            if isinstance(answer, Fetched):
                return answer
            hop = answer
        raise FetchError(_shown(url), f"more than {MAX_REDIRECTS} redirects")

    async def _in_turn(self, url: str, headers: dict[str, str], *, trusted: bool) -> Fetched | str:
        host = self._hosts.setdefault(origin(url), _Host())
        async with host.turn:
            rules = await self._rules(host, url, trusted=trusted)
            if not rules.allows(url):
                raise Disallowed(url, "robots.txt cannot be read now" if rules.closed else "robots.txt disallows it")
            _refuse_while_resting(host, url)
            await asyncio.sleep(host.free_at - _now())
            try:
                async with self._slots:
                    answer = await self._ask(url, headers, self._settings.max_bytes, trusted=trusted)
            except Unreachable:
                _strike(host, 1)
                raise
            finally:
                host.free_at = _now() + max(self._settings.host_delay, rules.delay)
            overloaded = isinstance(answer, Fetched) and answer.status in _OVERLOADED
            _strike(host, STRIKES if overloaded else -host.strikes)
            return answer

    async def _rules(self, host: _Host, url: str, *, trusted: bool) -> Rules:
        rules, until = host.rules.get(trusted, (None, 0.0))
        if rules is None or until < _now():
            try:
                rules = await self._fetch_rules(origin(url), trusted=trusted)
            except FetchError as e:
                rules = e
            failed = isinstance(rules, FetchError) or rules.closed
            host.rules[trusted] = rules, _now() + (CLOSED_AGE if failed else ROBOTS_AGE)
        if isinstance(rules, FetchError):
            raise type(rules)(url, f"robots.txt: {rules.reason}", rules.status)
        return rules

    async def _fetch_rules(self, site: str, *, trusted: bool) -> Rules:
        """The rules of a place. RFC 9309: redirects are followed to any host; after five there are no rules."""
        url = f"{site}/robots.txt"
        for _ in range(MAX_REDIRECTS + 1):
            trusted = trusted and origin(url) == site
            async with self._slots:
                answer = await self._ask(url, {}, ROBOTS_BYTES, trusted=trusted, cut=True)
            if isinstance(answer, Fetched):
                return self._read_robots(answer.status, answer.body, self._settings.user_agent)
            url = answer
        return self._read_robots(404, b"", self._settings.user_agent)

    async def _ask(
        self, url: str, headers: dict[str, str], limit: int, *, trusted: bool, cut: bool = False
    ) -> Fetched | str:
        """One request: its answer, or where it redirects to."""
        timeout = self._settings.timeout
        try:
            async with asyncio.timeout(timeout), self._client.get(url, headers, limit, trusted=trusted) as answer:
                location = answer.header("location")
                if answer.status in _REDIRECTS and location:
                    return _address(location, url)
                return await _read(url, answer, limit, cut=cut)
        except TimeoutError as e:
            raise Unreachable(url, f"no whole answer within {timeout:g} seconds") from e


async def _read(url: str, answer: Answer, limit: int, *, cut: bool) -> Fetched:
    content_type, charset = read_content_type(answer.header("content-type"))
    bodiless = answer.status >= HTTPStatus.BAD_REQUEST or content_type.startswith(_MEDIA)
    return Fetched(
        url=url,
        status=answer.status,
        content_type=content_type,
        charset=charset.lower() if charset else None,
        body=b"" if bodiless else await _body(url, answer, limit, cut=cut),
        etag=answer.header("etag") or None,
        last_modified=answer.header("last-modified") or None,
        not_modified=answer.status == HTTPStatus.NOT_MODIFIED,
        retry_after=answer.header("retry-after") or None,
        links=tuple(answer.all_headers("link")),
    )


async def _body(url: str, answer: Answer, limit: int, *, cut: bool) -> bytes:
    """The unpacked body; one over the limit is cut there, or raises TooLarge."""
    coding = ", ".join(answer.all_headers("content-encoding"))
    unpack = unpacker(coding)
    if unpack is None:
        raise FetchError(url, f"its content coding {coding[:40]!r} was not asked for", answer.status)
    body = bytearray()
    try:
        while packed := await answer.piece():
            for piece in unpack(packed):
                body += piece
                if len(body) > limit:
                    if cut:
                        return bytes(body[:limit])
                    raise TooLarge(url, f"more than {limit:,} bytes; raise fetching.max_bytes to take it")
    except ValueError as e:
        raise FetchError(url, f"its {coding} coding is broken", answer.status) from e
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
