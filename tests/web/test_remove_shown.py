"""Removing on the command line, and how the desk and the API answer for what was removed."""

from pathlib import Path

import pytest
from command_line import COMET, LOCK, LOCK_COPY, complaint, fine, json_lines, nutgraf, rows, summed_up
from demo_desk import ATTACK_ID, DAY, FLOOD_ID, NOW
from desk_client import desk_of, filled
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from nutgraf.run.removing import carry_out, of_article
from nutgraf.store.protocol import Store

API = "/api/v1"

store = pytest.fixture(filled)
desk = pytest.fixture(desk_of)


def remove(store: Store, *articles: str) -> None:
    for article in articles:
        carry_out(store, lambda alone, article=article: of_article(alone, article), NOW)  # type: ignore[misc]


# ---------------------------------------------------------------- desk and API


def test_an_article_that_was_removed_is_gone(store: Store, desk: TestClient[Litestar]) -> None:
    remove(store, FLOOD_ID)
    for path in (f"/articles/{FLOOD_ID}", f"/articles/{FLOOD_ID}/revisions/1", f"/articles/{FLOOD_ID}/shared"):
        answer = desk.get(path)
        assert answer.status_code == 410
        page = LexborHTMLParser(answer.text)
        assert [node.text() for node in page.css(".kicker, h1")] == ["410", "Gone"]
        assert "was removed from this desk" in answer.text
    for path in (f"/articles/{FLOOD_ID}", f"/articles/{FLOOD_ID}/revisions", f"/articles/{FLOOD_ID}/shared"):
        answer = desk.get(API + path)
        assert (answer.status_code, answer.headers["content-type"]) == (410, "application/problem+json")
        assert answer.json()["title"] == "Gone"
        assert "was removed" in answer.json()["detail"]


def test_its_story_goes_on_under_another_id(store: Store, desk: TestClient[Litestar]) -> None:
    remove(store, FLOOD_ID)
    answer = desk.get(f"/stories/{FLOOD_ID}", follow_redirects=False)
    assert answer.status_code == 307
    assert desk.get(answer.headers["location"]).status_code == 200
    story = desk.get(f"{API}/stories/{FLOOD_ID}").json()
    assert FLOOD_ID not in [member["id"] for member in story["members"]]
    assert story["id"] == answer.headers["location"].rpartition("/")[2]
    for path in ("/", "/feed.xml", "/feed.json", f"{API}/stories", "/search?q=flood"):
        assert FLOOD_ID not in desk.get(path).text, path


def test_a_story_of_which_nothing_is_left_is_gone(store: Store, desk: TestClient[Litestar]) -> None:
    remove(store, *store.story(ATTACK_ID).articles)
    assert desk.get(f"/stories/{ATTACK_ID}").status_code == 410
    assert desk.get(f"{API}/stories/{ATTACK_ID}").status_code == 410
    assert desk.get("/").status_code == 200
    other = store.stories()[0].id
    answer = desk.post(f"/stories/{other}/merge", data={"story": ATTACK_ID})
    assert (answer.status_code, "was removed" in answer.text) == (410, True)
    assert desk.get("/stories/nothing").status_code == 404


def test_nothing_of_it_is_left_on_any_page(store: Store, desk: TestClient[Litestar]) -> None:
    report = next(report for report in DAY.reports if report.story == "attack")
    secret = store.article(ATTACK_ID).article.title
    assert report
    remove(store, *store.story(ATTACK_ID).articles)
    assert secret not in desk.get(f"{API}/changes?limit=1000").text
    pages = ["/", "/topics", "/sources", *(f"/stories/{story.id}" for story in store.stories())]
    pages += [f"/articles/{filed.article.id}" for filed in store.all_articles()]
    assert not [path for path in pages if secret in desk.get(path).text]


# ---------------------------------------------------------------- the command


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a store of three articles in two stories."""
    monkeypatch.chdir(tmp_path)
    json_lines(tmp_path / "items.jsonl", [LOCK, LOCK_COPY, COMET])
    assert summed_up(fine("import", "items.jsonl")) == "3 added; 2 more stories\n"
    return tmp_path


@pytest.mark.usefixtures("here")
def test_a_dry_run_says_what_would_be_done_and_does_nothing() -> None:
    article = rows("search", "--json", "postman")[0]["article"]["id"]
    fine("release", article)
    before = rows("stories", "--json")
    told = fine("remove", article, "--dry-run")
    assert told.splitlines() == [
        "1 article would be removed, and with them 1 story",
        "1 of them let out: the next `nutgraf publish` takes them out of the site",
    ]
    assert rows("stories", "--json") == before
    assert fine("remove", article) == told.replace("would be removed", "removed")
    assert fine("search", "postman") == "nothing found\n"


@pytest.mark.usefixtures("here")
def test_what_is_removed_leaves_the_site_and_stays_away() -> None:
    assert "3 records" in fine("publish", "site")
    fine("remove", COMET["url"])
    assert "2 records" in fine("publish", "site")
    assert not list(Path("site").rglob("*comet*"))
    assert "0 files written, 0 removed" in fine("publish", "site")
    json_lines(Path("again.jsonl"), [COMET | {"text": "Seen again."}])
    assert summed_up(fine("import", "again.jsonl")) == "1 rejected (removed); 0 more stories\n"
    assert rows("search", "--json", "comet") == []


@pytest.mark.usefixtures("here")
def test_an_import_is_taken_back_by_the_number_that_it_told() -> None:
    json_lines(Path("more.jsonl"), [LOCK | {"text": "The lock stays open, after all."}])
    printed = fine("import", "more.jsonl")
    assert summed_up(printed) == "1 revised; 0 more stories\n"
    number = printed.split("import ")[1].split(";")[0]
    dry = ("0 articles would be removed, and with them 0 stories", "1 article would go back to the state before")
    assert fine("remove", "--import", number, "--dry-run").splitlines() == list(dry)
    done = ("0 articles removed, and with them 0 stories", "1 article went back to the state before")
    assert fine("remove", "--import", number).splitlines() == list(done)
    assert rows("search", "--json", "after all") == []
    assert fine("remove", "--import", "1").startswith("3 articles removed, and with them 2 stories\n")
    assert summed_up(fine("import", "items.jsonl")) == "3 added; 2 more stories\n"


def test_a_source_is_removed_and_the_settings_that_name_it_are_told_of(here: Path) -> None:
    address = "http://127.0.0.1:9/feed"
    (here / "nutgraf.toml").write_text(f'sources = ["{address}"]\n')
    assert nutgraf("run", "--once", "http://127.0.0.1:9/other").exit_code == 69
    assert fine("remove", address, "--dry-run").splitlines()[0] == f"{address} would be watched no more"
    told = fine("remove", address).splitlines()
    assert told[0] == f"{address} is watched no more"
    assert told[-1].startswith(f"{address} stands in the settings")
    assert [row["url"] for row in rows("sources", "--json")] == ["http://127.0.0.1:9/other"]
    assert nutgraf("run", "--once").exit_code == 69
    assert address in [row["url"] for row in rows("sources", "--json")]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nosuch",), 66, "nosuch: no article has this id or address, and no source"),
        (("https://nowhere.example/",), 66, "no article"),
        (("--import", "99"), 66, "import 99: there is none of that number; the latest: 1 (items.jsonl)"),
        ((), 2, "name an article or a source"),
        (("x", "--import", "1"), 2, "name an article or a source"),
        (("--import", "0"), 2, "--import"),
    ],
)
def test_what_is_not_there_is_one_line(arguments: tuple[str, ...], code: int, said: str) -> None:
    result = nutgraf("remove", *arguments)
    assert result.exit_code == code
    assert said in complaint(result)
    assert len(rows("stories", "--json")) == 2
