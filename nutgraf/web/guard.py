"""What holds for every answer: whom the desk answers, the security headers, and revalidation by entity tag."""

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.middleware import ASGIMiddleware

if TYPE_CHECKING:
    from litestar.connection import ASGIConnection
    from litestar.datastructures import State
    from litestar.handlers import BaseRouteHandler
    from litestar.types import ASGIApp, HTTPResponseStartEvent, Message, Receive, Scope, Send
    from litestar.types.callable_types import Guard

SECURITY_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_EVERY_INTERFACE = {"", "0.0.0.0", "::"}  # noqa: S104 - compared with, not listened on
_STATIC = "/static/"
_PORT = re.compile(r":\d{1,5}\Z")


class MisdirectedRequest(HTTPException):
    """The Host header names another site (RFC 9110, 15.5.20): a rebound DNS name, or a proxy that is not set up."""

    status_code = 421


def host_guard(listening: str) -> "Guard":
    """Answers only requests for this machine by its loopback names, or by the host the desk was told to listen on.

    A desk that listens on every interface answers to any name: whoever opened it so stands before it.
    """
    allowed = {"localhost", "127.0.0.1", "[::1]", listening.casefold(), f"[{listening.casefold()}]"}

    def guard(connection: "ASGIConnection[BaseRouteHandler, object, object, State]", _: "BaseRouteHandler") -> None:
        name = _PORT.sub("", connection.headers.get("host", "").casefold())
        if listening in _EVERY_INTERFACE or name in allowed or name.endswith(".localhost"):
            return
        raise MisdirectedRequest(
            detail=f"This desk does not answer to the name {name[:80]!r}; set serving.host to the name it is asked by."
        )

    return guard


async def add_headers(message: "Message", scope: "Scope") -> None:
    """Sets the security headers on every answer, errors too."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    for name, value in SECURITY_HEADERS.items():
        headers.setdefault(name, value)
    if scope["path"].startswith(_STATIC) and message["status"] == 200:  # noqa: PLR2004 - OK
        headers["cache-control"] = "public, max-age=31536000, immutable"  # the address carries a digest
    else:
        headers.setdefault("cache-control", "no-cache")


class EntityTags(ASGIMiddleware):
    """Gives each page a tag of its bytes, and answers 304 where the reader has them already (RFC 9110, 13.1.2)."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: "Scope", receive: "Receive", send: "Send", next_app: "ASGIApp") -> None:
        """Holds the start of an answer back until its one body is known."""
        if scope["path"].startswith(_STATIC):
            await next_app(scope, receive, send)  # files have tags of their own
            return
        held: HTTPResponseStartEvent | None = None

        async def tagged(message: "Message") -> None:
            nonlocal held
            if message["type"] == "http.response.start" and message["status"] == 200:  # noqa: PLR2004 - OK
                held = message
                return
            if held is not None and message["type"] == "http.response.body":
                start, held = held, None
                if not message.get("more_body"):
                    tag = f'"{blake2b(message["body"], digest_size=12).hexdigest()}"'
                    MutableScopeHeaders.from_message(start)["etag"] = tag
                    if tag in Headers.from_scope(scope).get("if-none-match", ""):
                        start["status"] = 304
                        del MutableScopeHeaders.from_message(start)["content-length"]
                        message["body"] = b""
                await send(start)
            await send(message)

        await next_app(scope, receive, tagged)
