"""A desk over the invented news day, and a client that asks it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import demo_desk
import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser, LexborNode

from nutgraf.config import Serving, Settings
from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store
from nutgraf.web.app import make_app

HOME = "http://desk.localhost"


@contextmanager
def news_day(directory: Path) -> Iterator[Store]:
    """A store with the day's news."""
    path = directory / "desk.db"
    path.write_bytes(_filled())
    with closing(open_store(f"sqlite:///{path}")) as store:
        yield store


@cache
def _filled() -> bytes:
    """The file of such a store: it is filled once."""
    with TemporaryDirectory() as directory:
        path = Path(directory) / "desk.db"
        with closing(open_store(f"sqlite:///{path}")) as store:
            demo_desk.fill(store)
        return path.read_bytes()


def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the day's news, as a fixture of any scope: ``store = pytest.fixture(filled)``."""
    with news_day(tmp_path_factory.mktemp("desk")) as store:
        yield store


def client_of(store: Store, host: str = "127.0.0.1") -> TestClient[Litestar]:
    """A client of a desk that believes to listen on ``host``; errors are answered, not raised."""
    app = make_app(store, Settings(serving=Serving(host=host)), lambda: demo_desk.NOW)
    return TestClient(app, base_url=HOME, raise_server_exceptions=False)


def desk_of(store: Store) -> Iterator[TestClient[Litestar]]:
    """A client of a desk over the fixture ``store``: ``desk = pytest.fixture(desk_of)``."""
    with client_of(store) as client:
        yield client


def page(answer: Response) -> LexborHTMLParser:
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return LexborHTMLParser(answer.text)


def one(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    found = tree.css_first(selector)
    assert found is not None, selector
    return found


def text(tree: LexborHTMLParser | LexborNode, selector: str) -> str:
    return " ".join(one(tree, selector).text().split())
