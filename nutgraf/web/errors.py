"""Errors as answers: problem details (RFC 9457) under the API, a page in the desk's dress elsewhere."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, TypeAlias

import msgspec
from litestar import Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException, ServiceUnavailableException
from litestar.types import ExceptionHandler

from nutgraf.errors import EditRefused, Gone, NotFound, NutgrafError, StoreError
from nutgraf.web.render import render

AnyRequest: TypeAlias = Request[object, object, State]
_LOG = logging.getLogger("nutgraf.web")
_SAID = {
    404: "Nothing is filed under this address. It may have been mistyped, or was never here.",
    410: "What stood here was removed from this desk by those who run it.",
    405: "This address can be read, not written to.",
    500: "The desk made a mistake. It is written in the log; the store was not changed.",
}
_OF_A_FORM = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Problem details (RFC 9457): what went wrong, for a program and for whoever reads its log."""

    title: str
    status: int
    detail: str
    instance: str
    type: str = "about:blank"


def answer(request: AnyRequest, error: Exception) -> "Response[Any]":
    """The answer to a request that failed; never a traceback, which goes to the log."""
    status, detail, headers = _as_http(error)
    path = request.scope["path"]  # an address that cannot be read has one too
    if isinstance(error, ServiceUnavailableException | StoreError):
        _LOG.warning("%s %r was refused: %s", request.method, path, detail)
    elif status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _LOG.error("%s %r failed", request.method, path, exc_info=error)
    title = HTTPStatus(status).phrase
    if path == "/api" or path.startswith("/api/"):
        problem = Problem(title=title, status=status, detail=detail, instance=path)
        return Response(problem, status_code=status, media_type="application/problem+json", headers=headers)
    # Of a form, what was not found is what was filled in, not its address.
    told = detail if request.method == "POST" and status in _OF_A_FORM else _SAID.get(status, detail)
    page = render("error.html", status=status, title=title, detail=told)
    return Response(page, status_code=status, media_type="text/html", headers=headers)


def _as_http(error: Exception) -> tuple[int, str, Mapping[str, str]]:  # noqa: PLR0911 - one for each kind
    match error:
        case NotFound():
            return 410 if isinstance(error, Gone) else 404, str(error), {}
        case EditRefused():
            return 409, str(error), {}
        case StoreError():
            return 503, str(error), {"retry-after": "10"}
        case NutgrafError():
            return 500, str(error), {}
        case RecursionError() | UnicodeDecodeError():  # of what was sent: nothing else is read in depth, or decoded
            return 400, f"The body is {'not UTF-8' if isinstance(error, ValueError) else 'nested too deep'}.", {}
        case HTTPException(status_code=status, detail=detail, extra=extra, headers=headers):
            return status, _in_words(extra) or detail, headers or {}
        case _:
            return 500, _SAID[500], {}


def _in_words(extra: object) -> str:
    """What a failed validation complains of, parameter by parameter."""
    if not isinstance(extra, list):
        return ""
    told = (f"{item.get('key', 'request')}: {item.get('message', '')}" for item in extra if isinstance(item, dict))
    return "; ".join(told)


HANDLERS: "dict[int | type[Exception], ExceptionHandler[Any]]" = {Exception: answer, HTTPException: answer}
