"""Where a fetcher may call a private address: at the very place that is trusted, and by no other way."""

import asyncio
from contextlib import suppress
from typing import Any

import httpcore2
import pytest
from fetching import all_at_home, run
from nasty_server import redirect, serving

from nutgraf.config import Fetching
from nutgraf.core.formats.politeness import read_robots
from nutgraf.errors import Disallowed, Unreachable
from nutgraf.net import checked
from nutgraf.net.checked import CheckedBackend
from nutgraf.net.fetch import Fetcher

pytestmark = pytest.mark.slow

QUICK = Fetching(timeout=1.0, host_delay=0.0)


@pytest.mark.parametrize(
    "trust",
    [
        None,
        "https://127.0.0.1:{port}",
        "http://localhost:{port}",
        "http://127.0.0.1:1",
        "http://127.0.0.1",
        "127.0.0.1:{port}",
    ],
)
def test_trust_is_for_scheme_host_and_port(trust: str | None) -> None:
    async def main() -> None:
        async with serving() as server, Fetcher(QUICK, read_robots) as web:
            here = server.base.rpartition(":")[2]
            with pytest.raises(Disallowed, match="is no public address"):
                await web.get(server.base + "/good", trust=trust and trust.format(port=here))
            assert not server.asked

    run(main())


def test_trust_ends_where_a_redirect_leads_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    all_at_home(monkeypatch)

    async def main() -> None:
        async with serving() as server, serving() as other, Fetcher(QUICK, read_robots) as web:
            server.answers |= {
                "/to-other": redirect(other.base + "/good"),
                "/to-public": redirect(f"http://public.example.com:{server.base.rpartition(':')[2]}/good"),
            }
            assert (await web.get(server.base + "/to-good", trust=server.base)).status == 200
            with pytest.raises(Disallowed, match="is no public address"):
                await web.get(server.base + "/to-other", trust=server.base)
            assert not other.asked
            with pytest.raises(Disallowed, match="is no public address"):
                await web.get(server.base + "/to-public", trust=server.base)
            assert server.paths() == ["/to-good", "/good", "/to-other", "/to-public"]

    run(main())


def test_a_page_elsewhere_that_redirects_to_a_trusted_place_is_not_followed() -> None:
    async def main() -> None:
        async with serving() as server, serving() as other, Fetcher(QUICK, read_robots) as web:
            other.answers["/back"] = redirect(server.base + "/good")
            with pytest.raises(Disallowed):
                await web.get(other.base + "/back", trust=server.base)
            with pytest.raises(Disallowed):
                await web.get(other.base + "/back", trust=other.base)
            assert not server.asked

    run(main())


def test_robots_of_a_trusted_place_do_not_lead_elsewhere() -> None:
    async def main() -> None:
        async with serving() as other, serving({"/robots.txt": redirect(other.base + "/robots.txt")}) as server:
            async with Fetcher(QUICK, read_robots) as web:
                with pytest.raises(Disallowed, match=r"robots\.txt"):
                    await web.get(server.base + "/good", trust=server.base)
            assert not other.asked

    run(main())


@pytest.mark.parametrize("host", ["news.example.com", "news.localhost"])
def test_a_host_is_asked_one_thing_at_a_time_whoever_is_trusted_there(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_at_home(monkeypatch)

    async def main() -> None:
        async with serving() as server, Fetcher(Fetching(host_delay=0.05, allow_private=True), read_robots) as web:
            base = server.base.replace("127.0.0.1", host)
            trusts = [base, None, "http://elsewhere", base, None]
            await asyncio.gather(*(web.get(base + "/good", trust=trust) for trust in trusts))
            assert server.open_most == 1
            rules = [asked.path for asked in server.asked].count("/robots.txt")
            assert rules == (2 if host == "news.localhost" else 1)

    run(main())


async def keep_alive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, heads: list[bytes]) -> None:
    try:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                heads.append(await reader.readuntil(b"\r\n\r\n"))
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi")
    finally:
        writer.close()  # the test may end, and cancel this, before the end of what the client sends is seen


def test_an_open_connection_of_a_trusted_source_serves_nobody_else() -> None:
    async def main() -> None:
        heads: list[bytes] = []
        listener = await asyncio.start_server(lambda r, w: keep_alive(r, w, heads), "127.0.0.1", 0)
        base = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
        async with listener, Fetcher(QUICK, read_robots) as web:
            for _ in range(2):
                assert (await web.get(base + "/a", trust=base)).body == b"hi"
            with pytest.raises(Disallowed):
                await web.get(base + "/b")
            assert (await web.get(base + "/c", trust=base)).body == b"hi"
            with pytest.raises(Disallowed):
                await web.get(base + "/d", trust="http://127.0.0.1:1")
            assert [head.split()[1] for head in heads] == [b"/robots.txt", b"/a", b"/a", b"/c"]

    run(main())


class Dialled(httpcore2.AnyIOBackend):
    """Notes whom it is to call, and calls nobody."""

    def __init__(self) -> None:
        self.addresses: list[str] = []

    async def connect_tcp(self, host: str, *_: object, **__: object) -> httpcore2.AsyncNetworkStream:
        """Fails as a network without a way there does."""
        self.addresses.append(host)
        raise httpcore2.ConnectError("nobody there")


METADATA = "169.254.169.254"


@pytest.mark.parametrize("allow_private", [False, True])
@pytest.mark.parametrize(
    ("url", "address", "called"),
    [
        ("http://metadata/", METADATA, False),
        ("http://metadata.internal/", "fd00:ec2::254", False),
        ("http://router/", "fe80::1", False),
        ("http://[::ffff:a9fe:a9fe]/", "::ffff:169.254.169.254", True),
        ("http://router/", "192.168.1.1", True),
        (f"http://{METADATA}/", METADATA, True),
        ("http://[fd00:ec2::254]/", "fd00:ec2::254", True),
        ("http://169.254.169.253/", METADATA, False),
    ],
)
def test_a_metadata_service_is_called_only_by_its_very_address(
    url: str, address: str, *, called: bool, allow_private: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialled = Dialled()
    monkeypatch.setattr(httpcore2, "AnyIOBackend", lambda: dialled)
    monkeypatch.setattr(checked, "_look_up", lambda *_: [address])

    async def main() -> None:
        async with Fetcher(Fetching(timeout=1.0, allow_private=allow_private), read_robots) as web:
            with pytest.raises(Unreachable if called else Disallowed):
                await web.get(url, trust=url[:-1])

    run(main())
    assert dialled.addresses == ([address] if called else [])


@pytest.mark.parametrize("url", [f"http://{METADATA}/", "http://[::ffff:a9fe:a9fe]/", "http://[64:ff9b::a9fe:a9fe]/"])
def test_a_metadata_service_is_not_called_because_private_addresses_are_allowed(url: str) -> None:
    async def main() -> None:
        async with Fetcher(Fetching(timeout=1.0, allow_private=True), read_robots) as web:
            with pytest.raises(Disallowed, match="metadata"):
                await web.get(url)

    run(main())


@pytest.mark.parametrize("allow_private", [False, True])
@pytest.mark.parametrize("trusted", [False, True])
def test_without_the_check_no_request_goes_out(
    *, allow_private: bool, trusted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Forgetful(httpcore2.AsyncConnectionPool):
        """A pool that no longer asks the backend that it is given."""

        def __init__(self, **options: Any) -> None:  # noqa: ANN401 - whatever the pool takes
            super().__init__(**{**options, "network_backend": None})

    monkeypatch.setattr(httpcore2, "AsyncConnectionPool", Forgetful)

    async def main() -> None:
        async with serving() as server:
            settings = Fetching(timeout=1.0, host_delay=0.0, allow_private=allow_private)
            async with Fetcher(settings, read_robots) as web:
                for host in ("127.0.0.1", "localhost", "localhost.", "[::1]"):
                    url = server.base.replace("127.0.0.1", host)
                    with pytest.raises(Unreachable):
                        await web.get(url + "/good", trust=url if trusted else None)
            assert not server.asked

    run(main())


def test_the_check_opens_sealed_names_only() -> None:
    async def main() -> None:
        backend = CheckedBackend(allow_private=True, concurrency=1)
        for name in ("127.0.0.1", "localhost", "127.0.0.1.trusted.invalid", ""):
            with pytest.raises(Disallowed, match="without a check"):
                await backend.connect_tcp(name, 80)
        with pytest.raises(NotImplementedError):
            await backend.connect_unix_socket("/run/docker.sock")
        backend.close()

    run(main())


def test_proxies_of_the_environment_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> None:
        async with serving() as server, serving() as proxy, Fetcher(QUICK, read_robots) as web:
            for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
                monkeypatch.setenv(name, proxy.base)
            assert (await web.get(server.base + "/good", trust=server.base)).status == 200
            assert not proxy.asked

    run(main())
