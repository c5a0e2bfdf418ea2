"""What holds for every answer: whom the desk answers, who may edit, security headers, revalidation by entity tag.

Guards are asynchronous though they wait for nothing: Litestar would have others wait for one of the threads that all
routes share, and what must always be answered with them.
"""

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException, PermissionDeniedException, ValidationException
from litestar.middleware import ASGIMiddleware

from nutgraf.web.locality import authority, takes_edits

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
    "referrer-policy": "same-origin",  # with none, browsers do not say of a form that it is the desk's own
    "x-content-type-options": "nosniff",
}
_EVERY_INTERFACE = {"", "0.0.0.0", "::"}  # noqa: S104 - compared with, not listened on
_STATIC = "/static/"
_GIVEN = {"desk", "data"}  # what a route takes and no query names
_SAFE = {"GET", "HEAD", "OPTIONS"}
# uri-host [":" port] of RFC 9110, 7.2; RFC 3986, 3.2.2 says what a host is.
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._~!$&'+*(),;=%-]*)(?::([0-9]{0,5}))?", re.IGNORECASE)
_LAST_PORT = 65535


class MisdirectedRequest(HTTPException):
    """The Host header names another site (RFC 9110, 15.5.20): a rebound DNS name, or a proxy that is not set up."""

    status_code = 421


def host_guard(listening: str) -> "Guard":
    """Answers only requests for this machine by its loopback names, or by the host the desk was told to listen on.

    A desk that listens on every interface answers to any name: whoever opened it so stands before it.
    """
    allowed = {"localhost", "127.0.0.1", "[::1]", listening.casefold(), f"[{listening.casefold()}]"}

    async def guard(
        connection: "ASGIConnection[BaseRouteHandler, object, object, State]", _: "BaseRouteHandler"
    ) -> None:
        name = _host(connection.headers.get("host", "").casefold())
        if listening in _EVERY_INTERFACE or name in allowed or name.endswith(".localhost"):
            return
        raise MisdirectedRequest(
            detail=f"This desk does not answer to the name {name[:80]!r}; set serving.host to the name it is asked by."
        )

    return guard


def _host(header: str) -> str:
    """The host of a Host header without its port. Raises ValidationException for one that no client may send."""
    found = _HOST.fullmatch(header)
    if found is None or int(found[2] or 0) > _LAST_PORT:
        raise ValidationException(detail="The Host header is no host with a port (RFC 9110, 7.2).")
    return found[1]


async def own_pages_only(
    connection: "ASGIConnection[BaseRouteHandler, object, object, State]", _: "BaseRouteHandler"
) -> None:
    """Refuses what a page of another site makes a reader's browser write here (cross-site request forgery).

    Browsers say where a request comes from: by Sec-Fetch-Site (Fetch Metadata), older ones by Origin (RFC 6454, 7).
    What says neither is no browser.
    """
    if connection.scope.get("method") in _SAFE:
        return
    site, origin = connection.headers.get("sec-fetch-site"), connection.headers.get("origin")
    host = connection.headers.get("host", "").casefold()
    if site in {"same-origin", "none"} or (not site and (origin is None or authority(origin) == host)):
        return
    raise PermissionDeniedException("Only the desk's own pages can do this, and this was asked by another site.")


async def editors_only(
    connection: "ASGIConnection[BaseRouteHandler, object, object, State]", _: "BaseRouteHandler"
) -> None:
    """Refuses edits where the settings do, and from elsewhere where they take those of this machine alone."""
    if not takes_edits(connection.app.state.serving, connection):
        raise PermissionDeniedException("Stories cannot be edited at this desk; serving.edits says where they can.")


async def known_parameters_only(
    connection: "ASGIConnection[BaseRouteHandler, object, object, State]", handler: "BaseRouteHandler"
) -> None:
    """Refuses a query parameter that a route of the API does not have, or has once and was given twice."""
    allowed = sorted(handler.parsed_fn_signature.parameters.keys() - connection.path_params.keys() - _GIVEN)
    listed = f"this address takes {', '.join(allowed)}" if allowed else "this address takes none"
    seen: set[str] = set()
    for name, _ in connection.query_params.multi_items():
        if name not in allowed:
            raise ValidationException(detail=f"{name[:80]!r} is no parameter here: {listed}.")
        if name in seen:
            raise ValidationException(detail=f"{name!r} was given twice.")
        seen.add(name)


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
        if scope["path"].startswith(_STATIC) or scope.get("method") != "GET":
            await next_app(scope, receive, send)  # files have tags of their own, and what is done is done anew
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
