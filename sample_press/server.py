"""The HTTP server of the sample press, for the demo and the tests; on loopback alone.

Every outlet has a host name of its own, ``<outlet>.localhost`` (RFC 6761, section 6.3: such names are the loopback
address), because outlets are told apart by their registrable domains. Browsers know that rule by themselves.
"""

import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from sample_press.content import load_edition
from sample_press.pages import card
from sample_press.render import Resource, missing, site

_LOOPBACK = "127.0.0.1"
_NOT_MODIFIED = 304
_POLL = 0.05  # seconds until a shutdown is noticed


class _Server(ThreadingHTTPServer):
    """A server that takes it as normal that a client hangs up."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Press:
    """A running press: ``with Press(now) as press: ...``.

    ``now`` (aware) is what the dates are moved to; ``port`` 0 takes a free one. Set ``round`` to 2 to let pages
    change, a correction be printed and the live blog grow.
    """

    def __init__(self, now: datetime | None = None, port: int = 0) -> None:
        self.edition = load_edition(now or datetime.now(UTC))
        self.round = 1
        self._server = _Server((_LOOPBACK, port), _handler(self))
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_POLL,), name="sample-press", daemon=True
        )
        self._site = lru_cache(maxsize=None)(lambda key, number: site(self.edition, key, number, self.base_url))

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    @property
    def base_url(self) -> str:
        """The address of an outlet, with ``{outlet}`` where its key goes."""
        return f"http://{{outlet}}.localhost:{self.port}"

    @property
    def sources(self) -> list[str]:
        """The addresses to hand to ``nutgraf run``."""
        outlets = self.edition.outlets.values()
        return [self.base_url.format(outlet=outlet.key) + place for outlet in outlets for place in outlet.sources]

    def url(self, key: str) -> str:
        """The canonical address of an article, given as ``outlet/slug``."""
        return card(self.edition, self.edition.pieces[key], self.base_url).url

    def answer(self, host: str, target: str) -> Resource:
        """What is served for a Host header and a request target."""
        outlet = host.partition(".localhost")[0]
        if outlet not in self.edition.outlets:
            return Resource(b"no such outlet\n", "text/plain", 404)
        resources: Mapping[str, Resource] = self._site(outlet, self.round)
        for place in _places(target):
            if place in resources:
                return resources[place]
        return missing(self.edition, outlet, self.base_url)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _places(target: str) -> list[str]:
    """The keys a request target may be served under: with its query less tracking, and without any."""
    parts = urlsplit(target)
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if not name.startswith("utm_")])
    bare = parts.query if "=" not in parts.query else query
    return [f"{parts.path}?{bare}", parts.path] if bare else [parts.path]


def _handler(press: Press) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers GET and HEAD from the press, with ETag and Last-Modified."""

        protocol_version = "HTTP/1.1"
        server_version = "SamplePress"

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
            """Say nothing: the demo's terminal belongs to nutgraf."""

        def _answer(self, *, with_body: bool) -> None:
            found = press.answer(self.headers.get("Host", ""), self.path)
            etag = f'"{sha256(found.body).hexdigest()[:16]}"'
            same = found.status == 200 and self.headers.get("If-None-Match") == etag  # noqa: PLR2004
            body = b"" if same else found.body
            self.send_response(_NOT_MODIFIED if same else found.status)
            self.send_header("ETag", etag)
            if found.location:
                self.send_header("Location", found.location)
            if not same:
                self.send_header("Content-Type", found.content_type)
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if with_body:
                self.wfile.write(body)

    return Handler
