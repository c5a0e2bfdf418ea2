"""Whatever is asked, the desk answers: no request makes it a mistake of its own, and the API's errors are problems."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from demo_desk import FLOOD_ID
from desk_client import HOME, client_of, news_day
from httpx import Response
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

pytestmark = pytest.mark.slow

API = "/api/v1"
READ = (
    *("/", "/topics", f"/stories/{FLOOD_ID}", f"/articles/{FLOOD_ID}", "/search", "/sources", "/sources.opml"),
    *("/feed.xml", "/feed.json", "/static/nutgraf.css", "/nothing", "/api", API, f"{API}/openapi.json"),
    *(f"{API}/{path}" for path in ("stories", f"stories/{FLOOD_ID}", f"articles/{FLOOD_ID}", "search", "topics")),
    *(f"{API}/{path}" for path in ("sources", "changes", "health", "nothing", f"articles/{FLOOD_ID}/revisions")),
)
WRITTEN = [
    *(f"{API}/stories/{FLOOD_ID}/{what}" for what in ("merge", "split", "move")),
    *(f"/stories/{FLOOD_ID}/{what}" for what in ("merge", "split", "move")),
    *(f"{API}/edits/{number}/undo" for number in ("1", "99999999999999999999", "1" + "0" * 5000)),
    *(f"/edits/{number}/undo" for number in ("1", "1" + "0" * 5000)),
]
HOSTS = (
    *("127.0.0.1:99999999", "127.0.0.1:65536", "127.0.0.1:-1", "[::1", "[", "a b", "localhost:80@evil", "x:1:1"),
    *("é", "127.0.0.1:²", "127.0.0.1:１", "\x7f", "[::1]x", "[x]:80", "%", "http://x/", "x" * 9000),
)
PATHS = (
    *("/static/x%00", "/static/%2e%2e/%2e%2e/etc/passwd", "/static/", "/static/" + "x" * 300, "/static/" + "x/" * 3000),
    *("/static/nutgraf.css/x", "/static/..%5c", "/static/%ED%A0%80", "/static", "/static/nutgraf.css/"),
    *("//", "/%00", "/%ED%A0%80", "/.", "/..", "/%", "/%zz", "/stories/%2F", "/stories/%ED%A0%80", "/articles/%zz"),
    *(f"/articles/{FLOOD_ID}/revisions/{n}" for n in ("-1", "%C2%B2", "1" + "0" * 5000, "99999999999999999999", "%00")),
    *(f"{API}/{path}" for path in ("x%00", "stories/%00", "articles/%ED%A0%80", "", "%2e%2e", "stories//")),
)
QUERIES = (
    *("a=%00", "page=%00", "page=1&page=2", "page=²", "page=1e400", "page=1" + "0" * 5000, "%00", "=&&=", "page[]=1"),
    *("topic=%ED%A0%80", "topic=%00", "q=%ED%A0%80", "q=%F0%9F", "edit=%00", "limit=1" + "0" * 400, "limit=1.0"),
    *("offset=1" + "0" * 5000, "after=9" * 9, "order=%00", "order=heat&order=latest", "q=a;b", "page=1_0", "page=١"),
)
HEADERS = {
    "if-none-match": "\x01\xff",
    "range": "bytes=9999999999-",
    "if-modified-since": "x",
    "cookie": 'a="b;;;=\x80',
    "accept": "x/y;q=zz",
    "content-type": "application/json; charset=nope",
    "expect": "x",
    "x-http-method-override": "PUT",
    "content-length": "5",
}
DEEP = b"[" * 5000 + b"]" * 5000
BODIES = (
    *(DEEP, b'{"stories":' + DEEP + b"}", b'{"x":' * 5000, b"", b"\0", b"\xff\xfe", b'"' * 10000, b"null", b"%" * 100),
    *(b'{"stories":["\\ud800"]}', b'{"articles":["\\u0000"]}', b'{"stories":["\xed\xa0\x80"]}', b'{"stories":[1e999]}'),
    *(b'{"articles":[""]}', b'{"stories":1' + b"0" * 5000 + b"}", b"story=%ED%A0%80&article=%00", b"article=x&" * 2000),
)
TYPES = (
    *("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"),
    *("application/json; charset=nope", "application/msgpack", ""),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient[Litestar]]:
    with news_day(tmp_path_factory.mktemp("desk")) as store, client_of(store) as client:
        client.follow_redirects = False
        yield client


def well_answered(answer: Response) -> bool:
    """Whether an answer is no mistake of the desk, and where it is an error of the API, a problem."""
    if answer.status_code >= 500:
        return False
    asked = answer.request.url.path
    is_problem = answer.headers.get("content-type") == "application/problem+json"
    return answer.status_code < 400 or is_problem == (asked == "/api" or asked.startswith("/api/"))


@pytest.mark.parametrize("path", READ)
def test_any_host_query_header_or_method_is_answered(desk: TestClient[Litestar], path: str) -> None:
    asked: list[tuple[object, Response]] = [
        *((host, desk.get(path, headers={b"host": host.encode()})) for host in HOSTS),
        *((query, desk.get(f"{path}?{query}")) for query in QUERIES),
        *((name, desk.get(path, headers={name.encode(): value.encode("latin-1")})) for name, value in HEADERS.items()),
        *((method, desk.request(method, path)) for method in ("OPTIONS", "TRACE", "CONNECT", "PUT", "POST", "FOO")),
    ]
    assert [what for what, answer in asked if not well_answered(answer)] == []


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_that_is_none_is_told(desk: TestClient[Litestar], host: str) -> None:
    answer = desk.get(f"{API}/stories", headers={b"host": host.encode()})
    assert answer.status_code in {400, 421}
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
def test_any_path_is_answered(desk: TestClient[Litestar], path: str) -> None:
    for method in ("GET", "HEAD", "POST"):
        assert well_answered(desk.request(method, path))


@pytest.mark.parametrize("path", ["/static/x%00", "/static/" + "x" * 300, "/static/nutgraf.css/x"])
def test_a_file_that_cannot_be_is_not_there(desk: TestClient[Litestar], path: str) -> None:
    assert desk.get(path).status_code == 404


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path[:40])
def test_any_body_is_answered(desk: TestClient[Litestar], path: str) -> None:
    answers = [(b, t, desk.post(path, content=b, headers={"content-type": t})) for b in BODIES for t in TYPES]
    assert [(body[:40], kind) for body, kind, answer in answers if not well_answered(answer)] == []
    large = desk.post(path, content=b"x" * 12_000_000, headers={"content-type": "application/json"})
    assert well_answered(large)


@pytest.mark.parametrize(("body", "told"), [(DEEP, "nested too deep"), (b'{"stories":["\xed\xa0\x80"]}', "UTF-8")])
def test_json_that_cannot_be_read_is_a_problem_of_who_sent_it(
    desk: TestClient[Litestar], body: bytes, told: str
) -> None:
    answer = desk.post(WRITTEN[0], content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert told in answer.json()["detail"]


ANY_TEXT = st.text(st.characters(), max_size=30)


@settings(deadline=None, max_examples=150)
@given(
    path=st.sampled_from(READ) | st.lists(ANY_TEXT, max_size=4).map(lambda parts: "/" + "/".join(map(_quoted, parts))),
    query=st.lists(
        st.tuples(st.sampled_from(("q", "page", "topic", "limit", "after", "order")) | ANY_TEXT, ANY_TEXT), max_size=8
    ),
    header=st.tuples(st.sampled_from(("host", "accept", "range", "if-none-match", "cookie")), st.binary(max_size=40)),
)
def test_anything_is_answered(
    desk: TestClient[Litestar], path: str, query: list[tuple[str, str]], header: tuple[str, bytes]
) -> None:
    asked = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in query)
    assert well_answered(desk.get(f"{HOME}{path}?{asked}", headers=[(header[0].encode(), header[1])]))


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


# ---------------------------------------------------------------- parameters


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("stories?limt=5", "'limt' is no parameter here: this address takes limit, offset, order, topic."),
        (f"stories/{FLOOD_ID}?limits=5", "'limits' is no parameter here"),
        ("search?query=wall", "'query' is no parameter here: this address takes limit, offset, q."),
        ("health?x", "'x' is no parameter here: this address takes none."),
        (f"articles/{FLOOD_ID}?article_id=x", "'article_id' is no parameter here"),
        ("sources?desk=x", "'desk' is no parameter here"),
        ("stories?limit=5&limit=6", "'limit' was given twice."),
    ],
)
def test_a_parameter_that_the_api_does_not_have_is_told(desk: TestClient[Litestar], asked: str, told: str) -> None:
    answer = desk.get(f"{API}/{asked}")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert told in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/", f"/stories/{FLOOD_ID}", "/search", "/feed.xml"])
def test_pages_bear_what_others_write_behind_their_addresses(desk: TestClient[Litestar], path: str) -> None:
    assert desk.get(f"{path}?utm_source=letter&fbclid=1").status_code == 200
