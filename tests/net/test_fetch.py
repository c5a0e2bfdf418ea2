import socket
import time

import pytest
from fetching import QUICK, fetcher, run
from nasty_server import PAGE, serving

from nutgraf.config import Fetching
from nutgraf.core.formats.politeness import read_robots
from nutgraf.errors import Disallowed, FetchError, NutgrafError, TooLarge, Unreachable
from nutgraf.net.address import is_local_name, is_public
from nutgraf.net.fetch import Fetched, Fetcher

pytestmark = pytest.mark.slow


def resolve_to(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Every name, for the moment, is at this address."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (address, 0))])


async def get(path: str, **validators: str) -> Fetched:
    async with serving() as server, fetcher(server.base) as web:
        return await web.get(server.base + path, **validators)


@pytest.mark.parametrize("path", ["/good", "/gzip", "/gzip-members", "/brotli", "/to-good", "/no-charset"])
def test_a_page_is_got_whole(path: str) -> None:
    answer = run(get(path))
    assert answer.status == 200
    assert answer.body == PAGE
    assert answer.content_type == "text/html"


def test_what_a_page_says_of_itself_is_kept() -> None:
    answer = run(get("/to-good"))
    assert answer.url.endswith("/good")
    assert (answer.etag, answer.last_modified) == ('"one"', "Mon, 05 Jan 2026 10:00:00 GMT")
    assert answer.charset == "utf-8"


def test_a_declared_charset_is_handed_on_and_the_bytes_left_alone() -> None:
    assert (run(get("/latin")).charset, run(get("/latin")).body) == ("iso-8859-1", "café".encode("latin-1"))
    assert run(get("/lying-charset")).body == "café".encode("latin-1")
    assert run(get("/no-charset")).charset is None


@pytest.mark.parametrize(
    ("path", "error", "reason"),
    [
        ("/slow-drip", Unreachable, "within 1 seconds"),
        ("/slow-headers", Unreachable, "within 1 seconds"),
        ("/silent", Unreachable, "within 1 seconds"),
        ("/cut-chunked", Unreachable, "closed"),
        ("/too-short", Unreachable, "closed"),
        ("/negative-length", Unreachable, ""),
        ("/huge-headers", Unreachable, ""),
        ("/no-http", Unreachable, ""),
        ("/closed", Unreachable, "disconnected"),
        ("/gzip-lie", FetchError, "gzip coding is broken"),
        ("/unknown-coding", FetchError, "'compress' was not asked for"),
        ("/endless", TooLarge, "more than 1,000,000 bytes"),
        ("/gzip-bomb", TooLarge, "more than 1,000,000 bytes"),
        ("/brotli-bomb", TooLarge, "more than 1,000,000 bytes"),
        ("/loop", FetchError, "more than 5 redirects"),
        ("/to-file", Disallowed, "redirects to a file: URL"),
        ("/to-private", Disallowed, "10.0.0.1 is no public address"),
        ("/to-metadata", Disallowed, "169.254.169.254 is no public address"),
        ("/to-nowhere", Disallowed, "redirects to what is no URL"),
    ],
)
def test_a_bad_answer_is_one_clear_error(path: str, error: type[NutgrafError], reason: str) -> None:
    start = time.monotonic()
    with pytest.raises(error) as caught:
        run(get(path))
    assert type(caught.value) is error
    assert reason in caught.value.reason
    assert "\n" not in str(caught.value)
    assert time.monotonic() - start < 4


def test_a_body_longer_than_it_claims_is_cut_where_it_claims() -> None:
    assert run(get("/too-long")).body == PAGE[:6]


@pytest.mark.parametrize(("path", "status"), [("/forbidden", 403), ("/broken", 500), ("/absent", 404)])
def test_an_error_status_is_an_answer_without_body(path: str, status: int) -> None:
    answer = run(get(path))
    assert (answer.status, answer.body) == (status, b"")


def test_film_is_not_downloaded() -> None:
    answer = run(get("/film"))
    assert (answer.content_type, answer.body) == ("video/mp4", b"")


def test_validators_are_sent_and_not_modified_is_told() -> None:
    async def main() -> None:
        async with serving() as server, fetcher(server.base) as web:
            answer = await web.get(
                server.base + "/unchanged", etag='"one"', last_modified="Mon, 05 Jan 2026 10:00:00 GMT"
            )
            assert answer.not_modified
            assert answer.body == b""
            sent = server.asked[-1].headers
            assert sent["if-none-match"] == '"one"'
            assert sent["if-modified-since"] == "Mon, 05 Jan 2026 10:00:00 GMT"

    run(main())


def test_a_validator_that_would_break_the_request_is_not_sent() -> None:
    assert run(get("/good", etag='"a"\r\nX-Evil: 1')).status == 200
    assert run(get("/good", etag='"é"')).status == 200


def test_cookies_are_not_kept_and_credentials_not_sent() -> None:
    async def main() -> None:
        async with serving() as server, fetcher(server.base) as web:
            await web.get(server.base + "/cookies")
            answer = await web.get(server.base.replace("://", "://user:secret@") + "/good#part")
            assert "secret" not in answer.url
            assert not {"cookie", "authorization"} & set(server.asked[-1].headers)

    run(main())


@pytest.mark.parametrize(
    "url",
    [
        "ftp://user:secret@example.org/",
        "http://user:secret@exa mple.org/",
        "file:///etc/passwd",
        "gopher:x",
        "",
        "http://",
    ],
)
def test_a_url_that_is_not_http_is_refused_without_showing_a_password(url: str) -> None:
    async def main() -> None:
        async with Fetcher(QUICK, read_robots) as web:
            await web.get(url)

    with pytest.raises(Disallowed) as caught:
        run(main())
    assert "secret" not in str(caught.value)


def test_a_name_that_does_not_exist_is_unreachable() -> None:
    async def main() -> None:
        async with Fetcher(QUICK, read_robots) as web:
            await web.get("http://nothing.invalid/")

    with pytest.raises(Unreachable, match=r"no address for nothing\.invalid|no whole answer"):
        run(main())


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "news.localhost", "[::1]", "0", "2130706433", "0x7f.1"])
def test_loopback_is_refused_under_any_name(host: str) -> None:
    async def main() -> None:
        async with serving() as server, Fetcher(QUICK, read_robots) as web:
            with pytest.raises(Disallowed, match="is no public address"):
                await web.get(server.base.replace("127.0.0.1", host) + "/good")
            assert not server.asked

    run(main())


def test_private_addresses_are_called_when_settings_say_so() -> None:
    async def main() -> None:
        allowed = Fetching(allow_private=True, host_delay=0.0)
        async with serving() as server, Fetcher(allowed, read_robots) as web:
            url = server.base.replace("127.0.0.1", "news.localhost")
            assert (await web.get(url + "/good")).body == PAGE

    run(main())


def test_trust_is_for_one_port_only_and_never_for_a_public_name(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> None:
        async with serving() as server, serving() as other, Fetcher(QUICK, read_robots) as web:
            rebound = f"http://rebound.example.com:{server.base.rpartition(':')[2]}"
            assert (await web.get(server.base + "/good", trust=server.base)).status == 200
            for url, trust in ((other.base, server.base), (rebound, rebound)):
                with pytest.raises(Disallowed, match="is no public address"):
                    await web.get(url + "/good", trust=trust)
            assert not other.asked

    resolve_to(monkeypatch, "127.0.0.1")
    run(main())


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("240.0.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("2002:7f00:1::", False),
        ("::127.0.0.1", False),
        ("no address", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("press.localhost", True),
        ("intranet", True),
        ("desk.home.arpa", True),
        ("example.org", False),
        ("localhost.example.org", False),
    ],
)
def test_which_names_are_local(host: str, local: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_local_name(host) is local
