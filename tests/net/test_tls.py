import asyncio
import ssl
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import httpcore2
import pytest
from tls_server import SecureServer, certificate, serving_securely

from nutgraf.config import MEGABYTE, Fetching
from nutgraf.core.formats.politeness import read_robots
from nutgraf.errors import TooLarge, Unreachable
from nutgraf.net import checked
from nutgraf.net.fetch import Fetcher

pytestmark = pytest.mark.slow  # whole processes and servers

HTML = {"content-type": "text/html"}
PAGES = {
    "/a": (HTML, b"<p>a</p>"),
    "/film": ({"content-type": "video/mp4"}, bytes(40 * MEGABYTE)),
    "/long": (HTML, b"<p>long</p>" * 4_000_000),
    "/refused": ({":status": "403", **HTML}, bytes(40 * MEGABYTE)),
}
SETTINGS = Fetching(timeout=20.0, max_bytes=MEGABYTE, host_delay=0.0, allow_private=True)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A certificate that is trusted, for names that are all on this machine."""
    made = certificate(tmp_path, "news.example.com", "127.0.0.1")
    monkeypatch.setattr(httpcore2, "default_ssl_context", lambda: ssl.create_default_context(cafile=made[0]))
    monkeypatch.setattr(checked, "_look_up", lambda *_: ["127.0.0.1"])
    return made


def run(files: tuple[Path, Path], main: Callable[[SecureServer, Fetcher], Coroutine[Any, Any, None]]) -> None:
    async def bounded() -> None:
        async with serving_securely(files, PAGES) as server, Fetcher(SETTINGS, read_robots) as web:
            await main(server, web)

    asyncio.run(asyncio.wait_for(bounded(), 60))


def test_a_server_is_asked_under_its_own_name_over_one_connection(files: tuple[Path, Path]) -> None:
    async def main(server: SecureServer, web: Fetcher) -> None:
        for _ in range(3):
            answer = await web.get(f"https://news.example.com:{server.port}/a")
            assert (answer.status, answer.body) == (200, b"<p>a</p>")
        assert set(server.names) == {"news.example.com"}
        assert server.connections <= 2  # robots.txt is not there, and what is not read is not waited for

    run(files, main)


@pytest.mark.parametrize("host", ["other.example.com", "news.example.com.evil.example", "127.0.0.2", "localhost"])
def test_a_certificate_for_another_name_is_no_good(files: tuple[Path, Path], host: str) -> None:
    async def main(server: SecureServer, web: Fetcher) -> None:
        with pytest.raises(Unreachable, match="certificate"):
            await web.get(f"https://{host}:{server.port}/a")
        assert not server.asked

    run(files, main)


@pytest.mark.parametrize("host", ["127.0.0.1", "news.example.com.", "NEWS.example.com"])
def test_an_address_or_another_way_to_write_the_name_is_held_to_the_same(files: tuple[Path, Path], host: str) -> None:
    async def main(server: SecureServer, web: Fetcher) -> None:
        assert (await web.get(f"https://{host}:{server.port}/a")).status == 200

    run(files, main)


def test_a_certificate_that_nobody_vouches_for_is_no_good(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(httpcore2, "default_ssl_context", ssl.create_default_context)

    async def main(server: SecureServer, web: Fetcher) -> None:
        with pytest.raises(Unreachable, match="certificate"):
            await web.get(f"https://news.example.com:{server.port}/a")

    run(files, main)


def test_what_was_left_unread_keeps_nothing_waiting(files: tuple[Path, Path]) -> None:
    async def main(server: SecureServer, web: Fetcher) -> None:
        base = f"https://news.example.com:{server.port}"
        for _ in range(3):
            assert (await web.get(f"{base}/film")).content_type == "video/mp4"
            assert (await web.get(f"{base}/refused")).status == 403
            with pytest.raises(TooLarge):
                await web.get(f"{base}/long")
            assert (await web.get(f"{base}/a")).body == b"<p>a</p>"

    run(files, main)
