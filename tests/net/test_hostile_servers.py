"""Whatever a server sends, a fetch ends in time with an answer or one of our own errors."""

import asyncio
import gzip
import re
import threading
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

import hpack
import httpcore2
import pytest
from growth import assert_grows_with_size, repeated
from hyperframe import frame
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nasty_server import PAGE, Answer, redirect, response, serving

from nutgraf.config import MEGABYTE, Fetching
from nutgraf.core.formats.politeness import Robots, read_robots
from nutgraf.errors import FetchError, NutgrafError, Unreachable
from nutgraf.net import checked, client
from nutgraf.net.fetch import Fetched, Fetcher

pytestmark = pytest.mark.slow  # whole processes and servers

T = TypeVar("T")
QUICK = Fetching(timeout=20.0, max_bytes=100_000, host_delay=0.0)


def run(main: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(asyncio.wait_for(main, 30))


def at_home(name: str, _port: int) -> list[str]:
    """What a resolver says that knows this machine and nothing else."""
    if name != "127.0.0.1":
        raise OSError("no such name")
    return [name]


async def outcome(answer: Answer, path: str = "/x") -> Fetched | NutgrafError:
    """What comes of a server that answers so."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checked, "_look_up", at_home)
        return await _outcome(answer, path)


async def _outcome(answer: Answer, path: str) -> Fetched | NutgrafError:
    async with serving({path: answer}) as server, Fetcher(QUICK, read_robots) as web:
        try:
            return await web.get(server.base + path, trust=server.base)
        except NutgrafError as e:
            return e


def endless(start: bytes, more: bytes, sent: list[int]) -> Callable[[asyncio.StreamWriter], Coroutine[Any, Any, None]]:
    """A server that says something, and then something more for ever."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(more)
            sent[0] += len(more)
            await writer.drain()

    return answer


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("start", "more"),
    [
        (b"", b"HTTP/1.1 102 Processing\r\n\r\n" * 400),
        (b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" * 200),
        (b"HTTP/1.1 200 OK\r\n", b"X-More: yes\r\n" * 1000),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"y" * 10_000),
        (b"HTTP/1.1 200 ", b"OK" * 5000),
        (b"", b"\r\n" * 5000),
        (CHUNKED, b"1;" + b"e" * 10_000),
        (CHUNKED + b"5\r\nhello\r\n0\r\n", b"X-Trailer: more\r\n" * 1000),
        (CHUNKED + b"5\r\nhello\r\n0\r\nX-Trailer: ", b"y" * 10_000),
        (CHUNKED, b"0" * 10_000),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n",
            gzip.compress(b"", mtime=0) * 1000,
        ),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
            + gzip.compress(b"x", mtime=0),
            bytes(10_000),
        ),
    ],
    ids=lambda part: repr(part[:24]),
)
def test_what_never_ends_ends_by_its_bytes(start: bytes, more: bytes) -> None:
    sent = [0]
    answer = run(outcome(endless(start, more, sent)))
    assert isinstance(answer, NutgrafError)
    assert "no whole answer within" not in answer.reason
    assert sent[0] < 10 * MEGABYTE  # what a connection holds on its way counts as sent


@pytest.mark.parametrize(
    "content_type", [repeated(";", 'text/html; charset=utf-8; a="'), repeated(" ", 'text/html; charset="')]
)
def test_a_long_content_type_costs_no_more_than_its_length(content_type: Callable[[int], str]) -> None:
    def fetched(content_type: str) -> None:
        answer = run(outcome(response(content_type=content_type)))
        assert isinstance(answer, Fetched)
        assert (answer.body, answer.charset) == (PAGE, None)

    assert_grows_with_size(content_type, fetched, 22_500)


@pytest.mark.parametrize(
    ("content_type", "kind", "charset"),
    [
        ("text/html; charset*=utf-8%00''x", "text/html", None),
        ("text/html; charset*0*=undefined''a; charset*1=b", "text/html", None),
        ('Text/HTML ; CHARSET = "ISO-8859-1"', "text/html", "iso-8859-1"),
        ("text/html;charset='utf-8'", "text/html", "utf-8"),
        ("text/html; charset=", "text/html", None),
        ("html", "", None),
        ("a/b/c; charset=utf-8", "", "utf-8"),
        (";;;", "", None),
        ("text/html; charset=utf-8, text/html; charset=latin-1", "text/html", "utf-8"),
    ],
)
def test_a_strange_content_type_is_read_as_far_as_it_goes(content_type: str, kind: str, charset: str | None) -> None:
    answer = run(outcome(response(content_type=content_type)))
    assert isinstance(answer, Fetched)
    assert (answer.content_type, answer.charset, answer.body) == (kind, charset, PAGE)


RAW = [
    b"HTTP/1.1 000 Nothing\r\n\r\n",
    b"HTTP/1.1 999 Odd\r\nContent-Length: 2\r\n\r\nhi",
    b"HTTP/1.1 2 OK\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
    b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\nhello",
    b"HTTP/1.1 200 OK\r\nContent-Length: \xb2\r\n\r\nhello",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    CHUNKED + b"-5\r\nhello\r\n0\r\n\r\n",
    CHUNKED + b"ffffffffffffffffffff\r\nhello",
    b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\nhello",
    b"HTTP/1.1 200 OK\r\n folded: x\r\n\r\n",
    b"HTTP/1.1 200 OK\nContent-Length: 2\n\nhi",
    b"HTTP/1.1 200 OK\r\n: empty\r\n\r\n",
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\nhello",
    b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello",
    b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nhello",
    b"HTTP/1.1 100 Continue\r\n\r\n",
    b"HTTP/2.0 200 OK\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"\x00" * 1000,
    redirect("//"),
    redirect("\\\\example\\x"),
    redirect("https://127.0.0.1:1/"),
    redirect("http://user:secret@[::ffff:7f00:1]/"),
    redirect("/" + "a" * 60_000),
    redirect("http://" + "a." * 5000 + "example/"),
    redirect("http://" + "a" * 300 + ".example/"),
    redirect("http://xn--a.example/"),
    redirect("http://0xffffffffff/"),
    redirect("javascript:alert(1)"),
    b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe\x80\r\nConnection: close\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\nConnection: close\r\n\r\n",
    response(b"\x1f", content_encoding="gzip"),
    response(b"\x1f\x8b" + b"\xff" * 20, content_encoding="gzip"),
    response(b"\xff" * 20, content_encoding="br"),
    response(b"", content_encoding="gzip"),
    response(gzip.compress(PAGE, mtime=0)[:-9], content_encoding="gzip"),
    response(PAGE, content_encoding="gzip, gzip"),
    response(PAGE, etag='"' + "e" * 60_000 + '"'),
]


@pytest.mark.parametrize("raw", RAW, ids=lambda raw: repr(raw[:60]))
def test_nonsense_is_an_answer_or_one_of_our_errors(raw: bytes) -> None:
    answer = run(outcome(raw))
    assert isinstance(answer, (Fetched, FetchError))
    assert not {"secret", "\n", ".invalid"} & set(re.findall(r"secret|\n|\.invalid", str(answer)))


class Recorded(httpcore2.AsyncNetworkBackend):
    """A network on which every server says the same, over TLS in HTTP/2 where it is to."""

    def __init__(self, said: Sequence[bytes], *, http2: bool) -> None:
        self._said = list(said)
        self._http2 = http2

    async def connect_tcp(self, *_: object, **__: object) -> httpcore2.AsyncNetworkStream:
        """A connection to it."""
        return httpcore2.AsyncMockStream(list(self._said), http2=self._http2)


def everything(_status: int, _body: bytes, agent: str) -> Robots:
    """Rules that allow everything."""
    return Robots(None, agent)


async def no_rules(*_: object, **__: object) -> Robots:
    return Robots(None, "nutgraf")


TLS = httpcore2.default_ssl_context()


def said(parts: Sequence[bytes], *, http2: bool) -> Fetched | NutgrafError:
    """What comes of a server that says this."""

    async def main() -> Fetched | NutgrafError:
        async with Fetcher(QUICK, everything) as web:
            try:
                return await web.get(f"http{'s' if http2 else ''}://news.example.com/a")
            except NutgrafError as e:
                return e

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(httpcore2, "default_ssl_context", lambda: TLS)
        patch.setattr(httpcore2, "AnyIOBackend", lambda: Recorded(parts, http2=http2))
        patch.setattr(checked, "_look_up", lambda *_: ["93.184.216.34"])
        patch.setattr(Fetcher, "_fetch_rules", no_rules)
        return run(main())


def head(*headers: tuple[str, str], stream: int = 1, flags: Sequence[str] = ("END_HEADERS",)) -> bytes:
    packed = hpack.Encoder().encode([(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers])
    return bytes(frame.HeadersFrame(stream, packed, flags=list(flags)).serialize())


def data(body: bytes, stream: int = 1, flags: Sequence[str] = ("END_STREAM",)) -> bytes:
    return bytes(frame.DataFrame(stream, body, flags=list(flags)).serialize())


SETTINGS = bytes(frame.SettingsFrame(0).serialize())
OK = head((":status", "200"), ("content-type", "text/html"))


def test_a_page_over_http2_is_got_whole() -> None:
    answer = said([SETTINGS, OK, data(PAGE)], http2=True)
    assert isinstance(answer, Fetched)
    assert (answer.status, answer.content_type, answer.body) == (200, "text/html", PAGE)


HTTP2 = {
    "a status that is no number": [SETTINGS, head((":status", "abc"))],
    "no status": [SETTINGS, head(("content-type", "text/html"))],
    "an empty status": [SETTINGS, head((":status", ""))],
    "a status of letters": [SETTINGS, head((":status", "²⁰⁰".encode().decode("latin-1")))],
    "NUL in a header": [SETTINGS, head((":status", "200"), ("content-type", "text/\0html; charset=a\0b")), data(PAGE)],
    "a line break in a header": [SETTINGS, head((":status", "302"), ("location", "/a\r\nX: y"))],
    "a charset with NUL": [SETTINGS, head((":status", "200"), ("content-type", "a/b; charset*=a\0b''x")), data(PAGE)],
    "a connection that ends in the body": [SETTINGS, OK, data(b"a", flags=())],
    "GOAWAY in the body": [SETTINGS, OK, data(b"a", flags=()), bytes(frame.GoAwayFrame(0).serialize())],
    "GOAWAY at once": [SETTINGS, bytes(frame.GoAwayFrame(0, last_stream_id=0).serialize())],
    "GOAWAY in the body, and data after": [
        SETTINGS,
        OK,
        data(b"a", flags=()),
        bytes(frame.GoAwayFrame(0, last_stream_id=1).serialize()) + data(b"b"),
    ],
    "RST in the body": [SETTINGS, OK, data(b"a", flags=()), bytes(frame.RstStreamFrame(1, 2).serialize())],
    "data before headers": [SETTINGS, data(b"a")],
    "data for nobody": [SETTINGS, data(b"a", stream=5)],
    "headers twice": [SETTINGS, OK, OK, data(PAGE)],
    "a push": [SETTINGS, bytes(frame.PushPromiseFrame(1, 2, b"", flags=["END_HEADERS"]).serialize())],
    "a window update of nothing": [SETTINGS, bytes(frame.WindowUpdateFrame(1, 0).serialize())],
    "broken compression of headers": [
        SETTINGS,
        bytes(frame.HeadersFrame(1, b"\xff" * 9, flags=["END_HEADERS"]).serialize()),
    ],
    "a broken frame in the body": [SETTINGS, OK, data(b"a", flags=()), b"\x00\x00\x01\x08\x00\x00\x00\x00\x01x"],
    "less than it said": [SETTINGS, head((":status", "200"), ("content-length", "999")), data(PAGE)],
    "a length that is none": [SETTINGS, head((":status", "200"), ("content-length", "-1")), data(PAGE)],
    "headers too many": [SETTINGS, head((":status", "200"), *((f"x-{n}", "y" * 100) for n in range(120)))],
    "no streams allowed": [bytes(frame.SettingsFrame(0, {3: 0}).serialize()), OK, data(PAGE)],
    "settings that are none": [bytes(frame.SettingsFrame(0, {4: 2**31}).serialize())],
    "HTTP/1.1 in its place": [response()],
    "nothing": [],
}


@pytest.mark.parametrize("parts", HTTP2.values(), ids=HTTP2.keys())
def test_nonsense_in_http2_is_an_answer_or_one_of_our_errors(parts: list[bytes]) -> None:
    assert isinstance(said(parts, http2=True), (Fetched, FetchError))


@pytest.mark.parametrize(
    "more",
    [
        bytes(frame.PingFrame(0, b"12345678").serialize()) * 500,
        SETTINGS * 500,
        data(b"", flags=()) * 500,
        head((":status", "103"), ("link", "</a.css>")) * 50,
        bytes(frame.WindowUpdateFrame(0, 1).serialize()) * 500,
        bytes(frame.PriorityFrame(7).serialize()) * 500,
    ],
)
@pytest.mark.parametrize("start", [[SETTINGS], [SETTINGS, OK]])
def test_what_never_ends_in_http2_ends_by_its_bytes(
    start: list[bytes], more: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "AROUND", 50_000)
    answer = said([*start, *[more] * (MEGABYTE // len(more))], http2=True)
    assert isinstance(answer, FetchError)


STARTS = [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 302 Found\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"]
HEADERS = [b"Location: /a\r\n", b"Content-Length: 3\r\n", b"Content-Type: text/html\r\n", b"Content-Encoding: gzip\r\n"]
BODIES = [b"Transfer-Encoding: chunked\r\n", b"3\r\nabc\r\n", b"0\r\n\r\n", gzip.compress(b"abc", mtime=0), b"abc"]
PARTS = st.sampled_from([*STARTS, *HEADERS, *BODIES, b"\r\n", b"\n", b":"])
FRAMES = st.sampled_from([part for parts in HTTP2.values() for part in parts])
FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FUZZ
@given(st.lists(PARTS | st.binary(max_size=20), max_size=12))
def test_anything_over_http1_is_an_answer_or_one_of_our_errors(parts: list[bytes]) -> None:
    assert isinstance(said(parts, http2=False), (Fetched, NutgrafError))


@FUZZ
@given(st.lists(FRAMES | st.binary(max_size=20), max_size=8), st.integers(0, 400), st.integers(0, 255))
def test_anything_over_http2_is_an_answer_or_one_of_our_errors(parts: list[bytes], place: int, byte: int) -> None:
    whole = bytearray(b"".join([SETTINGS, *parts]))
    whole[place % len(whole)] = byte
    assert isinstance(said([bytes(whole)], http2=True), (Fetched, NutgrafError))


def test_names_that_are_not_answered_keep_no_other_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = threading.Event()

    def resolve(name: str, _port: int) -> list[str]:
        if name.endswith(".stuck.example.com"):
            stuck.wait(20)
        return ["127.0.0.1"]

    async def main() -> None:
        quick = Fetching(timeout=2.0, host_delay=0.0, allow_private=True)
        async with serving() as server, Fetcher(quick, read_robots) as web:
            names = [
                server.base.replace("127.0.0.1", f"{number}.stuck.example.com") for number in range(quick.concurrency)
            ]
            lost = await asyncio.gather(*(web.get(name) for name in names), return_exceptions=True)
            assert {type(error) for error in lost} == {Unreachable}
            assert (await web.get(server.base.replace("127.0.0.1", "news.example.com") + "/good")).body == PAGE
            stuck.set()

    monkeypatch.setattr(checked, "_look_up", resolve)
    run(main())
