import pytest
from demo_desk import ARABIC_ID, ATTACK_ID, COPY_ID, FLOOD_ID, PARTIAL_ID
from desk_client import client_of, desk_of, filled, one, page, text
from litestar import Litestar
from litestar.testing import TestClient

from nutgraf.errors import StoreError
from nutgraf.store.protocol import Store

PAGES = (
    "/",
    f"/stories/{FLOOD_ID}",
    f"/stories/{ATTACK_ID}",
    f"/articles/{FLOOD_ID}",
    f"/articles/{ARABIC_ID}",
    f"/articles/{ATTACK_ID}",
    f"/articles/{COPY_ID}",
    f"/articles/{PARTIAL_ID}",
    f"/articles/{FLOOD_ID}/revisions/1",
    f"/articles/{FLOOD_ID}/revisions/2",
    f"/articles/{COPY_ID}/shared",
    "/search",
    "/search?q=wall",
    "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "/?topic=Sea+walls+%26+dykes",
    "/?topic=%3Cscript%3E",
    "/topics",
    "/topics?page=9",
    "/sources",
    "/nothing-here",
)

store = pytest.fixture(scope="module")(filled)
desk = pytest.fixture(scope="module")(desk_of)


# ---------------------------------------------------------------- every page


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_sound_html(desk: TestClient[Litestar], path: str) -> None:
    tree = page(desk.get(path))
    assert one(tree, "html").attributes["lang"] == "en"
    assert [len(tree.css(name)) for name in ("h1", "main", "title", "a.skip")] == [1, 1, 1, 1]
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    assert {node.attributes["for"] for node in tree.css("label")} <= set(ids)
    assert {node.attributes["aria-labelledby"] for node in tree.css("[aria-labelledby]")} <= set(ids)
    inside = [node.attributes["href"] or "" for node in tree.css("main a[href^='#']")]
    assert {href[1:] for href in inside} <= set(ids)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_runs_or_loads_what_an_outlet_wrote(desk: TestClient[Litestar], path: str) -> None:
    tree = page(desk.get(path))
    assert not tree.css("script, style, iframe, object, [style], [onerror], [onclick], [onload]")
    assert all((image.attributes["src"] or "").startswith("/static/") for image in tree.css("img"))
    for link in tree.css("a[href^='http']"):
        assert link.attributes["rel"] == "noopener noreferrer nofollow"


@pytest.mark.parametrize("path", [*PAGES, "/static/nutgraf.css", "/api/v1/health", "/api/v1/nothing-here"])
def test_every_answer_has_the_security_headers(desk: TestClient[Litestar], path: str) -> None:
    headers = desk.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/sources", "/api/v1/stories", "/static/nutgraf.css"])
def test_head_is_get_without_the_body(desk: TestClient[Litestar], path: str) -> None:
    got, head = desk.get(path), desk.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]


def test_a_page_that_did_not_change_is_not_sent_again(desk: TestClient[Litestar]) -> None:
    first = desk.get("/")
    again = desk.get("/", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert desk.get("/", headers={"if-none-match": '"another"'}).status_code == 200


def test_the_pages_name_files_that_may_be_kept_for_ever(desk: TestClient[Litestar]) -> None:
    tree = page(desk.get("/"))
    for node in tree.css("link[rel=stylesheet], link[rel=icon]"):
        answer = desk.get(node.attributes["href"] or "")
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    assert "immutable" not in desk.get("/static/nothing-here").headers["cache-control"]


# ---------------------------------------------------------------- whom it answers


@pytest.mark.parametrize(
    ("listening", "asked", "status"),
    [
        ("127.0.0.1", "127.0.0.1:8080", 200),
        ("127.0.0.1", "LOCALHOST:8080", 200),
        ("127.0.0.1", "[::1]:8080", 200),
        ("127.0.0.1", "desk.localhost", 200),
        ("127.0.0.1", "evil.example", 421),
        ("127.0.0.1", "evil.example:8080", 421),
        ("127.0.0.1", "localhost.evil.example", 421),
        ("127.0.0.1", "127.0.0.1.evil.example", 421),
        ("127.0.0.1", "", 421),
        ("desk.example", "desk.example:8080", 200),
        ("desk.example", "other.example:8080", 421),
        ("::1", "[::1]:8080", 200),
        ("0.0.0.0", "desk.example", 200),  # noqa: S104
    ],
)
def test_the_desk_answers_only_to_its_own_names(store: Store, listening: str, asked: str, status: int) -> None:
    with client_of(store, listening) as client:
        for path in ("/", "/api/v1/stories", "/api/v1/openapi.json", "/static/nutgraf.css"):
            assert client.get(path, headers={"host": asked}).status_code == status


# ---------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing-here", 404),
        ("/stories/nothing", 404),
        ("/stories/%00", 404),
        ("/stories/%F0%9F", 404),
        (f"/stories/{'x' * 5000}", 404),
        ("/articles/nothing", 404),
        (f"/articles/{FLOOD_ID}/revisions/99", 404),
        (f"/articles/{FLOOD_ID}/revisions/x", 404),
        ("/?page=0", 400),
        ("/?page=abc", 400),
        ("/?page=9999", 404),
        (f"/search?q={'x' * 501}", 400),
    ],
)
def test_an_error_is_a_page_of_the_desk(desk: TestClient[Litestar], path: str, status: int) -> None:
    answer = desk.get(path)
    assert answer.status_code == status
    assert text(page(answer), ".kicker") == str(status)
    assert "Traceback" not in answer.text


def test_a_page_cannot_be_written_to(desk: TestClient[Litestar]) -> None:
    answer = desk.post("/")
    assert (answer.status_code, text(page(answer), "h1")) == (405, "Method Not Allowed")
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize(
    ("error", "status"), [(RuntimeError("secret of the machine"), 500), (StoreError("sqlite", "disk is full"), 503)]
)
def test_a_mistake_is_told_without_a_traceback(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception, status: int
) -> None:
    def fails(*_: object) -> int:
        raise error

    with client_of(store) as client:
        monkeypatch.setattr(store, "story_count", fails)
        for path in ("/", "/api/v1/health"):
            answer = client.get(path)
            assert answer.status_code == status
            assert "secret" not in answer.text
            assert "Traceback" not in answer.text
    assert str(error) in caplog.text
    assert ("Traceback" in caplog.text) == (status == 500)  # what was no mistake of the desk is one line
