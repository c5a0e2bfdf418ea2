"""The desk as one ASGI application: pages, JSON API, static files."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from litestar import Litestar, Response, Router
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.static_files import create_static_files_router
from litestar.types import Message, Receive, Scope, Send

import nutgraf
from nutgraf.config import Settings
from nutgraf.store.protocol import Store
from nutgraf.web import api, feeds, forms, pages
from nutgraf.web.desk import Desk
from nutgraf.web.errors import HANDLERS
from nutgraf.web.guard import EntityTags, add_headers, host_guard, own_pages_only

STATIC = Path(__file__).parent / "static"
_FILES = frozenset(path.name for path in STATIC.iterdir())


class _App(Litestar):
    """Litestar, which answers HEAD wherever it answers GET (RFC 9110, 9.1)."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # type: ignore[override]
        if scope.get("method") != "HEAD":
            await super().__call__(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        await super().__call__({**scope, "method": "GET"}, receive, send_head)  # type: ignore[arg-type]


def make_app(store: Store, settings: Settings, clock: Callable[[], datetime]) -> Litestar:
    """The desk over a store; ``clock`` says what "now" is, so that heat and ages can be asked as of any time."""
    desk = Desk(store, settings, clock)
    return _App(
        route_handlers=[
            *pages.ROUTES,
            *forms.ROUTES,
            *feeds.ROUTES,
            api.ROUTER,
            create_static_files_router("/static", [STATIC], guards=[_files_there_only]),
        ],
        dependencies={"desk": Provide(lambda: desk, sync_to_thread=False)},
        guards=[host_guard(settings.serving.host), own_pages_only],
        state=State({"serving": settings.serving}),
        middleware=[EntityTags()],
        before_send=[add_headers],
        exception_handlers=HANDLERS,
        logging_config=None,
        openapi_config=OpenAPIConfig(
            title="nutgraf",
            version=nutgraf.__version__,
            description=api.DESCRIPTION,
            render_plugins=[JsonRenderPlugin()],
            openapi_router=Router(
                api.PREFIX, route_handlers=[], include_in_schema=False, after_request=_no_page_of_litestars
            ),
            use_handler_docstrings=True,
            operation_id_creator=lambda handler, *_: handler.handler_name,
        ),
    )


async def _files_there_only(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Names that the file system would choke on are answered as any other that is not there."""
    if connection.path_params.get("file_path", "").lstrip("/") not in _FILES:
        raise NotFoundException


async def _no_page_of_litestars(response: Response[Any]) -> Response[Any]:
    """Litestar answers an unknown address beside the OpenAPI document with a page of its own."""
    if response.status_code == NotFoundException.status_code:
        raise NotFoundException
    return response
