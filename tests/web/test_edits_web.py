"""Stories corrected on the desk and by the API: what is done, what is told, who may."""

import re

import demo_desk
import pytest
from demo_desk import ALIAS_ID, ATTACK_ID, COPY_ID, FLOOD_ID, NOW
from desk_client import HOME, desk_of, filled
from httpx import Response
from litestar import Litestar
from litestar.datastructures import Headers
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from nutgraf.config import Serving, Settings
from nutgraf.store.protocol import Store
from nutgraf.web.app import make_app
from nutgraf.web.locality import is_local

pytestmark = pytest.mark.slow

API = "/api/v1"

store = pytest.fixture(filled)
desk = pytest.fixture(desk_of)


def notice(answer: Response) -> str:
    assert answer.status_code == 200
    found = LexborHTMLParser(answer.text).css_first(".notice p")
    return " ".join(found.text().split()) if found else ""


def members(store: Store, story: str) -> set[str]:
    return set(store.story(story).articles)


def undone(desk: TestClient[Litestar], answer: Response) -> Response:
    """What the button of a notice leads to."""
    form = LexborHTMLParser(answer.text).css_first(".notice form")
    assert form is not None
    return desk.post(form.attributes["action"] or "")


# ---------------------------------------------------------------- the desk


def test_two_stories_are_merged_and_parted_again(desk: TestClient[Litestar], store: Store) -> None:
    flood, attack = members(store, FLOOD_ID), members(store, ATTACK_ID)
    answer = desk.post(f"/stories/{ATTACK_ID}/merge", data={"story": f"{HOME}/stories/{ALIAS_ID}?x=1"})
    assert [step.status_code for step in answer.history] == [303]
    assert answer.url.path == f"/stories/{FLOOD_ID}"
    assert re.fullmatch(r"2 Nov 2026, 16:30 UTC \(now\): 1 report came here\.", notice(answer))
    assert members(store, FLOOD_ID) == members(store, ATTACK_ID) == flood | attack
    assert desk.get(f"/stories/{ATTACK_ID}", follow_redirects=False).headers["location"] == f"/stories/{FLOOD_ID}"
    assert "1 report went to" in notice(undone(desk, answer))
    assert (members(store, FLOOD_ID), members(store, ATTACK_ID)) == (flood, attack)
    again = undone(desk, answer)
    assert (again.status_code, "undone no more" in again.text) == (409, True)


def test_ticked_reports_become_a_story_of_their_own(desk: TestClient[Litestar], store: Store) -> None:
    flood = store.story(FLOOD_ID).articles
    out = [flood[2], flood[4], flood[5]]
    answer = desk.post(f"/stories/{FLOOD_ID}/split", data={"article": out, "story": ""})
    assert "3 reports went to" in notice(answer)
    assert members(store, out[0]) == set(out)
    assert members(store, FLOOD_ID) == set(flood) - set(out)
    assert "placed by an editor" in desk.get(f"/articles/{out[1]}").text
    assert "3 reports came here" in notice(undone(desk, answer))
    assert members(store, FLOOD_ID) == set(flood)


def test_one_ticked_report_is_moved_to_another_story(desk: TestClient[Litestar], store: Store) -> None:
    answer = desk.post(f"/stories/{FLOOD_ID}/move", data={"article": COPY_ID, "story": ATTACK_ID})
    assert "1 report went to" in notice(answer)
    assert COPY_ID in members(store, ATTACK_ID)
    assert "1 report came here from" in notice(desk.get(f"/stories/{ATTACK_ID}?{answer.url.query.decode()}"))
    assert COPY_ID in members(store, FLOOD_ID) or undone(desk, answer).status_code == 200
    assert COPY_ID in members(store, FLOOD_ID)


def test_a_notice_tells_only_of_what_was_done_to_the_story(desk: TestClient[Litestar], store: Store) -> None:
    answer = desk.post(f"/stories/{FLOOD_ID}/move", data={"article": COPY_ID, "story": ATTACK_ID})
    number = int(answer.url.params["edit"])
    other = next(story.id for story in store.stories() if story.id not in {FLOOD_ID, ATTACK_ID})
    for path in (f"{other}?edit={number}", f"{FLOOD_ID}?edit={number + 1}", f"{FLOOD_ID}?edit={10**12}", FLOOD_ID):
        assert notice(desk.get(f"/stories/{path}")) == ""
    for odd in ("0", "-1", "x", str(10**30)):
        assert desk.get(f"/stories/{FLOOD_ID}?edit={odd}").status_code == 400


@pytest.mark.parametrize(
    ("path", "form", "status", "said"),
    [
        (f"/stories/{FLOOD_ID}/merge", {"story": "nothing"}, 404, "no story has this id"),
        (f"/stories/{FLOOD_ID}/merge", {"story": FLOOD_ID}, 409, "two stories"),
        (f"/stories/{FLOOD_ID}/merge", {"story": ALIAS_ID}, 409, "two stories"),
        (f"/stories/{FLOOD_ID}/merge", {}, 404, "no story has this id"),
        (f"/stories/{FLOOD_ID}/merge", {"story": "\0" * 9}, 404, "no story has this id"),
        ("/stories/nothing/merge", {"story": FLOOD_ID}, 404, "nothing: no story"),
        (f"/stories/{FLOOD_ID}/split", {}, 409, "some must stay"),
        (f"/stories/{FLOOD_ID}/split", {"article": ATTACK_ID}, 409, "is not in the story"),
        (f"/stories/{ATTACK_ID}/split", {"article": ATTACK_ID}, 409, "some must stay"),
        (f"/stories/{FLOOD_ID}/move", {"article": "nothing", "story": ATTACK_ID}, 404, "no article has this id"),
        (f"/stories/{FLOOD_ID}/move", {"article": COPY_ID, "story": FLOOD_ID}, 409, "already"),
        (f"/stories/{FLOOD_ID}/move", {"article": [], "story": ATTACK_ID}, 409, "name an article"),
        ("/edits/1/undo", {}, 409, "no such edit"),
        ("/edits/0/undo", {}, 409, "no such edit"),
        ("/edits/99999999999999999999999/undo", {}, 409, "no such edit"),
    ],
)
def test_what_cannot_be_done_is_a_page_that_says_so(
    desk: TestClient[Litestar], store: Store, path: str, form: dict[str, str], status: int, said: str
) -> None:
    last = store.last()
    answer = desk.post(path, data=form)
    assert answer.status_code == status
    assert said in " ".join(LexborHTMLParser(answer.text).body.text().split())  # type: ignore[union-attr]
    assert store.last() == last


# ---------------------------------------------------------------- the API


def test_the_api_edits_and_says_what_came_of_it(desk: TestClient[Litestar], store: Store) -> None:
    merged = desk.post(f"{API}/stories/{FLOOD_ID}/merge", json={"stories": [ATTACK_ID]}).json()
    assert [story["id"] for story in merged["stories"]] == [FLOOD_ID]
    assert merged["moved"] == [{"article": ATTACK_ID, "was": ATTACK_ID, "story": FLOOD_ID}]
    assert desk.get(f"{API}/articles/{ATTACK_ID}").json()["held"] is True
    back = desk.post(f"{API}/edits/{merged['number']}/undo").json()
    assert {story["id"] for story in back["stories"]} == {FLOOD_ID, ATTACK_ID}
    split = desk.post(f"{API}/stories/{FLOOD_ID}/split", json={"articles": [COPY_ID]}).json()
    assert {story["id"] for story in split["stories"]} == {FLOOD_ID, COPY_ID}
    moved = desk.post(f"{API}/stories/{ATTACK_ID}/move", json={"articles": [f"{HOME}/articles/{COPY_ID}"]}).json()
    assert {story["id"] for story in moved["stories"]} == {ATTACK_ID}
    assert store.story(COPY_ID).id == ATTACK_ID
    rows = desk.get(f"{API}/changes?after={moved['number'] - 1}").json()["items"]
    assert rows[0]["change"] | {"apart": 0} == {
        "type": "placed",
        "article": COPY_ID,
        "story": ATTACK_ID,
        "was": COPY_ID,
        "apart": 0,
    }


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (f"/stories/{FLOOD_ID}/merge", {"stories": []}, 400),
        (f"/stories/{FLOOD_ID}/merge", {"stories": "x"}, 400),
        (f"/stories/{FLOOD_ID}/merge", {"story": [ATTACK_ID]}, 400),
        (f"/stories/{FLOOD_ID}/merge", None, 400),
        (f"/stories/{FLOOD_ID}/split", {"articles": [1]}, 400),
        (f"/stories/{FLOOD_ID}/split", {"articles": ["nothing"]}, 409),
        (f"/stories/{FLOOD_ID}/move", {"articles": ["nothing"]}, 404),
        ("/edits/1/undo", None, 409),
    ],
)
def test_errors_of_the_api_are_problem_details(
    desk: TestClient[Litestar], path: str, body: object, status: int
) -> None:
    answer = desk.post(API + path, json=body)
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"


# ---------------------------------------------------------------- who may


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"sec-fetch-site": "same-origin", "origin": "https://desk.example"}, 200),  # behind a proxy that speaks TLS
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "odd"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": HOME}, 403),
        ({"origin": HOME}, 200),
        ({"origin": HOME.upper()}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": f"{HOME}.evil.example"}, 403),
        ({"origin": f"{HOME}:9"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://[x"}, 403),
        ({"origin": ""}, 403),
    ],
)
def test_no_other_site_can_make_a_reader_edit(store: Store, headers: dict[str, str], status: int) -> None:
    last = store.last()
    app = make_app(store, Settings(serving=Serving(edits="all")), lambda: demo_desk.NOW)
    with TestClient(app, base_url=HOME) as desk:
        for path, form in ((f"/stories/{FLOOD_ID}/split", {"article": COPY_ID}), ("/edits/1/undo", {})):
            answer = desk.post(path, data=form, headers=headers)
            assert (answer.status_code == 403) == (status == 403)
        assert (store.last() == last) == (status == 403)
        assert desk.get("/", headers=headers).status_code == 200


THROUGH_A_PROXY = [
    {"forwarded": "for=192.0.2.7"},
    {"x-forwarded-for": "192.0.2.7"},
    {"X-Forwarded-Proto": "https"},
    {"x-forwarded-host": "desk.example"},
    {"x-real-ip": "192.0.2.7"},
    {"via": "1.1 vegur"},
    {"cf-connecting-ip": "192.0.2.7"},
    {"true-client-ip": "192.0.2.7"},
    {"x-amzn-trace-id": "Root=1"},
    {"x-envoy-external-address": "192.0.2.7"},
    {"tailscale-user-login": "someone@example.org"},
    {"origin": "https://desk.example", "sec-fetch-site": "same-origin"},  # it left the Host that it was asked by
    {"origin": HOME.replace("http:", "https:"), "sec-fetch-site": "same-origin"},
    {"origin": "null", "sec-fetch-site": "same-origin"},
]


@pytest.mark.parametrize("headers", THROUGH_A_PROXY, ids=str)
def test_who_comes_through_a_proxy_is_not_on_this_machine(
    desk: TestClient[Litestar], store: Store, headers: dict[str, str]
) -> None:
    last = store.last()
    assert "Correct this story" not in desk.get(f"/stories/{FLOOD_ID}", headers=headers).text
    answer = desk.post(f"/stories/{FLOOD_ID}/split", data={"article": COPY_ID}, headers=headers)
    assert (answer.status_code, "serving.edits" in answer.text) == (403, True)
    for path, body in (("/stories/x/merge", {"stories": [ATTACK_ID]}), ("/edits/1/undo", None)):
        answer = desk.post(API + path, json=body, headers=headers)
        assert (answer.status_code, answer.headers["content-type"]) == (403, "application/problem+json")
    assert store.last() == last
    assert "Correct this story" in desk.get(f"/stories/{FLOOD_ID}").text


def test_what_is_asked_by_http_1_0_or_by_another_name_is_not_on_this_machine() -> None:
    headers = Headers({"host": "127.0.0.1:8080"})
    assert is_local(headers, "1.1")
    assert not is_local(headers, "1.0")  # as nginx asks what is behind it, with nothing else that tells of it
    for host in ("localhost", "[::1]:8080", "desk.localhost:80", "127.0.0.9"):
        assert is_local(Headers({"host": host}), "1.1")
    for host in ("desk.example", "localhost.example", "", "192.0.2.7:8080", "127.0.0.1.example", "["):
        assert not is_local(Headers({"host": host}), "1.1")


@pytest.mark.parametrize(
    ("where", "allowed"),
    [
        (Serving(), True),
        (Serving(host="::1"), True),
        (Serving(host="localhost"), True),
        (Serving(host="0.0.0.0"), False),  # noqa: S104
        (Serving(host="desk.localhost"), False),
        (Serving(host="127.0.0.1", edits="none"), False),
        (Serving(host="0.0.0.0", edits="all"), True),  # noqa: S104
    ],
)
def test_a_desk_that_others_reach_takes_no_edits_unless_told_to(store: Store, where: Serving, *, allowed: bool) -> None:
    app = make_app(store, Settings(serving=where), lambda: demo_desk.NOW)
    with TestClient(app, base_url=HOME) as client:
        assert ("Correct this story" in client.get(f"/stories/{FLOOD_ID}").text) == allowed
        for path in ("", API):
            answer = client.post(f"{path}/edits/1/undo")
            assert answer.status_code == (409 if allowed else 403)
            assert allowed or "serving.edits" in answer.text


def test_an_edit_is_dated_and_by_an_editor_in_the_log(desk: TestClient[Litestar], store: Store) -> None:
    after = store.last()
    desk.post(f"/stories/{FLOOD_ID}/merge", data={"story": ATTACK_ID})
    rows = store.changes(after)
    assert {row.at for row in rows} == {NOW}
    assert {type(row.change).__name__ for row in rows} == {"Placed", "StoriesMerged", "StoryUpdated"}
