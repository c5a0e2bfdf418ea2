import json
from pathlib import Path

import pytest
from demo_desk import ALIAS_ID, ARABIC_ID, ATTACK_ID, COPY_ID, DAM_ID, DAY, FLOOD_ID, NOW
from desk_client import client_of, desk_of, filled, news_day
from litestar import Litestar
from litestar.testing import TestClient
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from openapi_spec_validator import OpenAPIV31SpecValidator
from translated import AXIS, FIRST, NEXT_TO_IT, SECOND, known

from nutgraf.config import Publishing, Settings
from nutgraf.engine.summary import summary
from nutgraf.records import ArticleAdded, Prepared, Score, StoryJoined, StoryUpdated
from nutgraf.store.protocol import Store
from nutgraf.web.app import make_app

API = "/api/v1"

store = pytest.fixture(scope="module")(filled)
desk = pytest.fixture(scope="module")(desk_of)


# ---------------------------------------------------------------- the document

ASKED = {
    "/stories": ["/stories", "/stories?order=latest&limit=2&offset=1", "/stories?topic=floods"],
    "/stories/{story_id}": [f"/stories/{FLOOD_ID}", f"/stories/{ALIAS_ID}"],
    "/articles/{article_id}": [f"/articles/{name}" for name in (FLOOD_ID, COPY_ID, ARABIC_ID)],
    "/articles/{article_id}/revisions": [f"/articles/{FLOOD_ID}/revisions"],
    "/articles/{article_id}/shared": [f"/articles/{COPY_ID}/shared"],
    "/search": ["/search?q=wall&limit=3", "/search"],
    "/topics": ["/topics", "/topics?limit=1&offset=1"],
    "/sources": ["/sources"],
    "/changes": ["/changes?limit=1000", "/changes?after=5"],
    "/health": ["/health"],
}
# What they do is asked in test_edits_web.
EDITS = (
    "/stories/{story_id}/merge",
    "/stories/{story_id}/split",
    "/stories/{story_id}/move",
    "/articles/{article_id}/uncopy",
    "/edits/{number}/undo",
)


def test_the_document_is_valid_openapi_3_1(desk: TestClient[Litestar]) -> None:
    answer = desk.get(f"{API}/openapi.json")
    document = answer.json()
    assert document["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(document).validate()


def test_every_route_is_documented_and_asked_here(desk: TestClient[Litestar]) -> None:
    document = desk.get(f"{API}/openapi.json").json()
    assert set(document["paths"]) == {API + path for path in (*ASKED, *EDITS)}
    routes = {route.path_format for route in desk.app.routes if route.path_format.startswith(API)}
    assert routes - set(document["paths"]) == {API, f"{API}/openapi.json", f"{API}/{{path}}"}
    for operations in document["paths"].values():
        (operation,) = operations.values()
        assert operation["summary"]
        assert operation["description"]
        assert all(parameter["name"] and "schema" in parameter for parameter in operation.get("parameters", ()))
        for status, answer in operation["responses"].items():
            media_type = "application/json" if status == "200" else "application/problem+json"
            assert list(answer["content"]) == [media_type]


@pytest.mark.parametrize("path", ASKED)
def test_answers_are_as_the_document_says(desk: TestClient[Litestar], path: str) -> None:
    document = desk.get(f"{API}/openapi.json").json()
    content = document["paths"][API + path]["get"]["responses"]["200"]["content"]
    schema = content["application/json"]["schema"] | {"components": document["components"]}
    validator = OAS31Validator(schema, format_checker=oas31_format_checker)
    for asked in ASKED[path]:
        answer = desk.get(API + asked)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"
        validator.validate(answer.json())


# ---------------------------------------------------------------- what is answered


def test_stories_by_heat_and_by_time(desk: TestClient[Litestar]) -> None:
    hot = desk.get(f"{API}/stories").json()
    assert hot["total"] == len(hot["items"]) == len({report.story for report in DAY.reports})
    assert hot["next"] is None
    assert [item["heat"] for item in hot["items"]] == sorted((item["heat"] for item in hot["items"]), reverse=True)
    for item in hot["items"]:
        assert item["heat"] == round(sum(part["value"] for part in item["heat_parts"]))
    latest = desk.get(f"{API}/stories?order=latest").json()["items"]
    assert [item["latest"] for item in latest] == sorted((item["latest"] for item in latest), reverse=True)
    assert hot["items"][0]["first"] == "2026-11-02T07:00:00Z"


@pytest.mark.parametrize("asked", ["stories?limit=5", "stories?limit=5&order=latest", "search?q=was&limit=4"])
def test_following_next_gives_everything_once(desk: TestClient[Litestar], asked: str) -> None:
    found: list[str] = []
    path: str | None = f"{API}/{asked}"
    while path:
        answer = desk.get(path).json()
        found += [item["id"] for item in answer["items"]]
        path = answer["next"]
    whole = desk.get(f"{API}/{asked}".replace("limit=5", "limit=200").replace("limit=4", "limit=200")).json()
    assert found == [item["id"] for item in whole["items"]]
    assert len(found) == len(set(found)) > 5


def test_stories_and_articles_by_topic(desk: TestClient[Litestar]) -> None:
    topics = desk.get(f"{API}/topics").json()
    assert [topic["name"] for topic in topics["items"]] == ["floods", "harbours", "Sea walls & dykes"]
    assert topics["next"] is None
    first = desk.get(f"{API}/topics?limit=2").json()
    rest = desk.get(first["next"]).json()
    assert (first["items"] + rest["items"], rest["next"]) == (topics["items"], None)
    on = desk.get(f"{API}/stories", params={"topic": "sea walls & dykes"}).json()
    assert ([story["id"] for story in on["items"]], on["total"], on["next"]) == ([FLOOD_ID], 1, None)
    assert desk.get(f"{API}/stories?topic=nothing").json()["items"] == []
    assert desk.get(f"{API}/stories?topic={'x' * 501}").status_code == 400
    (tag,) = desk.get(f"{API}/articles/{FLOOD_ID}").json()["tagged"]
    assert (tag["topic"], tag["score"]) == ("sea-walls", round(sum(r["value"] for r in tag["reasons"]), 2))


def test_a_story_has_its_articles(desk: TestClient[Litestar]) -> None:
    story = desk.get(f"{API}/stories/{FLOOD_ID}").json()
    assert (story["outlets"], story["independent"], story["languages"]) == (11, 7, ["en", "ar", "ja", "de", "fr"])
    assert {member["id"] for member in story["members"]} == set(story["articles"])
    copy = next(member for member in story["members"] if member["id"] == COPY_ID)
    assert (copy["copy_of"]["of"], copy["copy_of"]["share"]) == (FLOOD_ID, 0.97)
    assert copy["joined"][0]["name"] == "shared terms"
    assert "text" not in copy


def test_a_story_has_its_statements_with_their_variants(desk: TestClient[Litestar]) -> None:
    story = desk.get(f"{API}/stories/{FLOOD_ID}").json()
    first = story["statements"][0]
    assert (first["speaker"], len(first["variants"])) == ("Marit Osei", 6)
    assert [variant["kind"] for variant in first["variants"]] == ["whole", "equal", "equal", "equal", "cut", "cut"]
    cut = first["variants"][-1]
    assert [piece["op"] for piece in cut["differences"]] == ["same", "removed"]
    assert "".join(piece["text"] for piece in cut["differences"]) == first["text"]
    article = desk.get(f"{API}/articles/{cut['article']}").json()
    assert "forty minutes" in article["text"][cut["start"] : cut["end"]]


def test_a_story_names_its_affair_and_the_chapters(desk: TestClient[Litestar]) -> None:
    for asked in (FLOOD_ID, ALIAS_ID, DAM_ID):
        story = desk.get(f"{API}/stories/{asked}").json()
        assert story["affair"] == FLOOD_ID
        assert {chapter["id"] for chapter in story["chapters"]} == {FLOOD_ID, DAM_ID}
        assert [chapter["first"] for chapter in story["chapters"]] == sorted(c["first"] for c in story["chapters"])
        assert {chapter["id"]: len(chapter["reasons"]) for chapter in story["chapters"]} == {FLOOD_ID: 0, DAM_ID: 1}
    alone = desk.get(f"{API}/stories/{ATTACK_ID}").json()
    assert (alone["affair"], alone["chapters"]) == (None, [])


def test_a_story_says_what_is_likely_a_translation(tmp_path: Path) -> None:
    with news_day(tmp_path) as store:
        for article, meaning in ((FIRST, AXIS), (SECOND, NEXT_TO_IT)):
            item = Prepared(article=article, fingerprint=known(article, meaning).fingerprint)
            joined = StoryJoined(article=article.id, story=FIRST.id)
            store.apply([ArticleAdded(prepared=item, quality=Score(total=1)), joined], NOW)
        store.apply([StoryUpdated(story=summary(FIRST.id, store.members([FIRST.id])))], NOW)
        with client_of(store) as desk:
            told = desk.get(f"{API}/stories/{FIRST.id}").json()
            shown = desk.get(f"/stories/{FIRST.id}").text
            button = f'action="/articles/{SECOND.id}/uncopy"' in shown
            done = desk.post(f"{API}/articles/{SECOND.id}/uncopy").json()
            noticed = desk.get(f"/stories/{FIRST.id}?edit={done['number']}").text
            back = desk.post(f"{API}/edits/{done['number']}/undo").json()
    likely = {member["id"]: member["likely_translation_of"] for member in told["members"]}
    assert (button, done["cut"], back["linked"]) == (True, SECOND.id, SECOND.id)
    assert ("is no likely translation any more" in noticed, "2 independent" in noticed) == (True, True)
    assert (likely[FIRST.id], likely[SECOND.id]["article"]) == (None, FIRST.id)
    assert (told["independent"], {member["copy_of"] for member in told["members"]}) == (1, {None})
    assert ("2 reports" in shown, "1 independent" in shown) == (True, True)
    assert "or likely translation" in shown
    assert ("likely translation" in shown, "Why it is likely a translation" in shown) == (True, True)


def test_an_alias_gives_the_story_under_its_present_id(desk: TestClient[Litestar]) -> None:
    assert desk.get(f"{API}/stories/{ALIAS_ID}").json()["id"] == FLOOD_ID


def test_an_article_has_its_text_with_quotations_as_offsets(desk: TestClient[Litestar]) -> None:
    article = desk.get(f"{API}/articles/{FLOOD_ID}").json()
    quote = article["quotes"][0]
    assert article["text"][quote["start"] : quote["end"]].startswith("“We had forty minutes")
    assert quote["speaker"]["name"] == "Marit Osei"
    assert len(article["copies"]) == 2
    assert article["released"] is True
    assert article["quality"] == round(sum(part["value"] for part in article["quality_parts"]))


def test_revisions_with_their_differences(desk: TestClient[Litestar]) -> None:
    items = desk.get(f"{API}/articles/{FLOOD_ID}/revisions").json()["items"]
    assert [item["number"] for item in items] == [1, 2]
    assert items[0]["changes"] == []
    assert items[1]["changed"] == ["title", "text"]
    title = items[1]["changes"][0]
    assert "".join(piece for op, piece in title["pieces"] if op != "removed") == items[1]["title"]
    assert "".join(piece for op, piece in title["pieces"] if op != "added") == items[0]["title"]


def test_a_copy_shares_passages_with_its_original(desk: TestClient[Litestar]) -> None:
    shared = desk.get(f"{API}/articles/{COPY_ID}/shared").json()
    copy, original = (desk.get(f"{API}/articles/{name}").json()["text"] for name in (COPY_ID, shared["of"]))
    assert (shared["of"], shared["share"], shared["via"]) == (FLOOD_ID, 0.97, None)
    assert len(shared["passages"]) == 3
    for one in shared["passages"]:
        assert copy[one["start"] : one["end"]] == original[one["other_start"] : one["other_end"]]
    assert desk.get(f"{API}/articles/{FLOOD_ID}/shared").status_code == 404


def test_the_change_table_can_be_followed(desk: TestClient[Litestar], store: Store) -> None:
    after, seen = 0, []
    while rows := desk.get(f"{API}/changes?after={after}&limit=7").json():
        if not rows["items"]:
            break
        seen += [row["number"] for row in rows["items"]]
        after = rows["after"]
    assert seen == [row.number for row in store.changes(limit=100_000)]
    assert desk.get(f"{API}/changes?after={after}").json() == {"items": [], "after": after}


def test_health(desk: TestClient[Litestar]) -> None:
    health = desk.get(f"{API}/health").json()
    assert (health["status"], health["now"]) == ("ok", NOW.isoformat().replace("+00:00", "Z"))


# ---------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ("/stories?limit=0", 400, "limit"),
        ("/stories?limit=-1", 400, "limit"),
        ("/stories?limit=201", 400, "limit"),
        ("/stories?limit=1.5", 400, "limit"),
        ("/stories?limit=", 400, "limit"),
        ("/stories?offset=-1", 400, "offset"),
        ("/stories?offset=99999999999999999999", 400, "offset"),
        ("/stories?order=name", 400, "order"),
        ("/changes?after=-1", 400, "after"),
        ("/changes?after=x", 400, "after"),
        (f"/search?q={'x' * 501}", 400, "q"),
        ("/stories/nothing", 404, "nothing"),
        ("/stories/%00", 404, ""),
        ("/articles/nothing", 404, "nothing"),
        ("/articles/nothing/revisions", 404, "nothing"),
        ("/nothing", 404, ""),
        ("/nothing/here", 404, ""),
    ],
)
def test_errors_are_problem_details(desk: TestClient[Litestar], asked: str, status: int, told: str) -> None:
    answer = desk.get(API + asked)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail", "instance"}
    assert (problem["type"], problem["status"]) == ("about:blank", status)
    assert told in problem["detail"]


@pytest.mark.parametrize("path", ASKED)
def test_what_is_read_cannot_be_written(desk: TestClient[Litestar], path: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = desk.request(method, API + path.format(story_id=FLOOD_ID, article_id=FLOOD_ID))
        assert answer.status_code == 405
        assert answer.json()["title"] == "Method Not Allowed"
        assert "GET" in answer.headers["allow"]


def test_an_answer_that_did_not_change_is_not_sent_again(desk: TestClient[Litestar]) -> None:
    first = desk.get(f"{API}/stories")
    assert first.headers["cache-control"] == "no-cache"
    again = desk.get(f"{API}/stories", headers={"if-none-match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")


def test_json_is_utf_8_as_it_is(desk: TestClient[Litestar]) -> None:
    raw = desk.get(f"{API}/articles/{ARABIC_ID}").content
    assert "الصباح".encode() in raw
    assert json.loads(raw)["language"] == "ar"


def test_released_follows_the_rule_of_the_settings(store: Store) -> None:
    rules = Settings(publishing=Publishing(release="all"))
    with TestClient(make_app(store, rules, lambda: NOW), base_url="http://desk.localhost") as everything:
        assert everything.get(f"{API}/articles/{COPY_ID}").json()["released"] is True
    with client_of(store) as nothing:
        assert nothing.get(f"{API}/articles/{COPY_ID}").json()["released"] is False
