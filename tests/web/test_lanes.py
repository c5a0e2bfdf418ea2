"""While searches run for long, the desk answers all else."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Semaphore

import demo_desk
import httpx
import pytest
from desk_client import news_day

from nutgraf.config import Serving, Settings
from nutgraf.errors import StoreError
from nutgraf.records import Hit
from nutgraf.web.app import make_app
from nutgraf.web.serve import serving

pytestmark = pytest.mark.slow  # whole processes and servers

SEARCHES = 8


@contextmanager
def searching_for_ever(here: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Semaphore, Event]]:
    """A desk whose searches do not end before the event; the semaphore counts those that have begun."""
    begun, end = Semaphore(0), Event()

    def search(*_: object) -> list[Hit]:
        begun.release()
        assert end.wait(60)
        return []

    with news_day(here) as store:
        monkeypatch.setattr(store, "search", search)
        app = make_app(store, Settings(), lambda: demo_desk.NOW)
        with serving(app, Serving(port=0)) as url:
            try:
                yield url, begun, end
            finally:
                end.set()


@pytest.mark.parametrize("path", ["search", "api/v1/search"])
def test_the_health_check_is_answered_while_searches_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    with (
        searching_for_ever(tmp_path, monkeypatch) as (url, begun, end),
        ThreadPoolExecutor(SEARCHES) as askers,
    ):
        asked = [askers.submit(httpx.get, f"{url}{path}?q=wall", timeout=60) for _ in range(SEARCHES)]
        assert begun.acquire(timeout=30)
        for other in ("api/v1/health", "", "sources", "api/v1/stories"):
            assert httpx.get(url + other, timeout=30).status_code == 200
        assert not any(one.done() for one in asked)
        end.set()
        assert {one.result().status_code for one in asked} == {200}


def test_who_searches_when_too_many_do_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        searching_for_ever(tmp_path, monkeypatch) as (url, begun, end),
        ThreadPoolExecutor(40) as askers,
    ):
        asked = [askers.submit(httpx.get, f"{url}api/v1/search?q=wall", timeout=60) for _ in range(40)]
        assert begun.acquire(timeout=30)
        refused = next(as_completed(asked, timeout=30))
        assert refused.result().status_code == 503
        assert refused.result().headers["content-type"] == "application/problem+json"
        assert refused.result().headers["retry-after"] == "5"
        end.set()
        assert sorted({one.result().status_code for one in asked}) == [200, 503]
    (record,) = [record for record in caplog.records if record.name == "nutgraf.web"]
    assert "was refused: Too many ask" in record.getMessage()
    assert record.exc_info is None


@pytest.mark.parametrize(
    ("method", "waited", "asked", "answered"),
    [
        ("POST", "alone", "api/v1/edits/1/undo", ("api/v1/health", "", "search?q=wall", "static/nutgraf.css")),
        ("POST", "alone", "edits/1/undo", ("api/v1/health", "", "sources")),
        ("GET", "sources", "sources", ("api/v1/health", "search?q=wall")),
    ],
)
def test_what_has_threads_of_its_own_is_answered_whatever_waits_for_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str, waited: str, asked: str, answered: tuple[str, ...]
) -> None:
    """Forty that wait, as edits do while another process writes, hold up neither the checks of requests nor others."""
    begun, end = Semaphore(0), Event()

    def wait(*_: object) -> None:
        begun.release()
        assert end.wait(60)
        raise StoreError("desk", "is locked")

    with news_day(tmp_path) as store, ThreadPoolExecutor(40) as askers:
        monkeypatch.setattr(store, waited, wait)
        with serving(make_app(store, Settings(), lambda: demo_desk.NOW), Serving(port=0)) as url:
            waiting = [askers.submit(httpx.request, method, url + asked, timeout=60) for _ in range(40)]
            try:
                assert begun.acquire(timeout=30)
                for other in answered:
                    assert httpx.get(url + other, timeout=20).status_code in {200, 404}
            finally:
                end.set()
            assert {one.result().status_code for one in waiting} == {503}
