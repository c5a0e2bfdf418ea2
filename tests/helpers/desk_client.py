"""A desk over the invented news day, and a client that asks it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import demo_desk
from litestar import Litestar
from litestar.testing import TestClient

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


def client_of(store: Store, host: str = "127.0.0.1") -> TestClient[Litestar]:
    """A client of a desk that believes to listen on ``host``; errors are answered, not raised."""
    app = make_app(store, Settings(serving=Serving(host=host)), lambda: demo_desk.NOW)
    return TestClient(app, base_url=HOME, raise_server_exceptions=False)
