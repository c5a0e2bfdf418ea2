"""A story of 1,500 reports: pages of bounded size, made of no more than they show."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from builders import NOON, added, article, joined, linked, story
from desk_client import HOME
from litestar import Litestar
from litestar.testing import TestClient
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import Engine, event

from nutgraf.config import Settings
from nutgraf.records import Change, Provider, Quote, StoryUpdated
from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store
from nutgraf.web.app import make_app

pytestmark = pytest.mark.slow  # whole processes and servers

REPORTS = 1_500
API = "/api/v1"
SAID = "“We had forty minutes, and we used thirty of them all,” she said. "
TEXT = SAID + "The harbour wall gave way at seven. " * 60
MOST_BYTES = 400_000


def _id(number: int) -> str:
    return f"{number:016x}"


def _reports() -> Iterator[Change]:
    """Reports every minute; each fifth original has four copies, one has a thousand."""
    for number in range(REPORTS):
        one = article(
            _id(number),
            number / 60,
            text=TEXT,
            provider=Provider(name=f"Outlet {number % 300}"),
            title=f"Part {number}",
        )
        change = added(one)
        yield replace(change, prepared=replace(change.prepared, quotes=(Quote(start=0, end=len(SAID) - 11),)))
        yield joined(_id(number), _id(0))
        if number % 5 or number > 500:
            yield linked(_id(number), _id(0 if number > 500 else number - number % 5))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path_factory.mktemp('large')}/nutgraf.db")
    ids = [_id(number) for number in range(REPORTS)]
    opened.apply([*_reports(), StoryUpdated(story=story(_id(0), ids))], NOON)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def desk(store: Store) -> Iterator[TestClient[Litestar]]:
    app = make_app(store, Settings(), lambda: NOON + timedelta(hours=26))
    with TestClient(app, base_url=HOME) as client:
        yield client


@contextmanager
def texts_read() -> Iterator[list[int]]:
    """Of each statement that reads texts of articles, how many it can read."""
    counts: list[int] = []

    def seen(_c: object, _cursor: object, statement: str, parameters: tuple[object, ...], *_: object) -> None:
        if "article.text" in statement or "article.quotes" in statement:
            counts.append(len(parameters))

    event.listen(Engine, "before_cursor_execute", seen)
    yield counts
    event.remove(Engine, "before_cursor_execute", seen)


@pytest.mark.parametrize(
    "path", ["/", "/feed.xml", "/feed.json", "/topics", "/sources", f"{API}/stories", f"{API}/topics"]
)
def test_lists_read_no_text(desk: TestClient[Litestar], path: str) -> None:
    with texts_read() as counts:
        answer = desk.get(path)
    assert (answer.status_code, counts) == (200, [])
    assert len(answer.content) < MOST_BYTES


@pytest.mark.parametrize("path", [f"/stories/{_id(0)}", f"{API}/stories/{_id(0)}", f"/articles/{_id(0)}"])
def test_a_page_reads_the_texts_that_it_shows(desk: TestClient[Litestar], path: str) -> None:
    with texts_read() as counts:
        answer = desk.get(path)
    assert answer.status_code == 200
    assert 0 < sum(counts) <= 100
    assert len(answer.content) < MOST_BYTES


@pytest.mark.slow
def test_the_pages_of_a_story_show_each_report_once(desk: TestClient[Litestar]) -> None:
    path: str | None = f"/stories/{_id(0)}"
    reports: list[str] = []
    originals: set[str] = set()
    pages = 0
    while path:
        answer = desk.get(path)
        tree = LexborHTMLParser(answer.text)
        assert len(answer.content) < MOST_BYTES
        of_page = [link.attributes["href"] or "" for link in tree.css(".what h3 a, .what h4 a")]
        assert len(of_page) == len(set(of_page)) <= 101
        repeated = [link for link in of_page if link in originals]
        assert repeated in ([], of_page[:1])  # the thread that goes on from the page before
        originals |= {link.attributes["href"] or "" for link in tree.css(".what h3 a")}
        reports += [link for link in of_page if link not in repeated]
        ticks = [box.attributes["value"] for box in tree.css("input[name=article]")]
        assert [f"/articles/{one}" for one in ticks] == of_page
        following, back = tree.css_first(".pager a[rel=next]"), tree.css_first(".pager a[rel=prev]")
        pages += 1
        assert (back is None) == (pages == 1)
        path = following.attributes["href"] if following else None
    assert pages == REPORTS // 100
    assert sorted(reports) == [f"/articles/{_id(number)}" for number in range(REPORTS)]
    assert desk.get(f"/stories/{_id(0)}?page={pages + 1}").status_code == 404


@pytest.mark.slow
def test_next_and_previous_of_the_api_lead_through_all_members(desk: TestClient[Litestar]) -> None:
    path: str | None = f"{API}/stories/{_id(0)}"
    found: list[str] = []
    before = None
    while path:
        answer = desk.get(path).json()
        found += [member["id"] for member in answer["members"]]
        assert {one["article"] for said in answer["statements"] for one in said["variants"]} <= set(found[-100:])
        if before and len(found) <= 300:
            assert desk.get(answer["previous"]).json()["members"] == before["members"]
        before, path = answer, answer["next"]
    assert found == [_id(number) for number in range(REPORTS)]
    assert desk.get(f"{API}/stories/{_id(0)}?offset={REPORTS}").json()["members"] == []


def test_a_page_says_that_it_tells_what_was_said_in_its_reports(desk: TestClient[Litestar]) -> None:
    heading = LexborHTMLParser(desk.get(f"/stories/{_id(0)}").text).css_first("#said")
    assert heading is not None
    assert heading.text() == "What was said in the reports of this page"


def test_a_strip_has_no_more_dots_than_places(desk: TestClient[Litestar]) -> None:
    dots = LexborHTMLParser(desk.get("/").text).css(".strip circle")
    assert 100 < len(dots) <= 2 * 491


def test_an_article_lists_some_of_its_copies_and_says_of_how_many(desk: TestClient[Litestar]) -> None:
    tree = LexborHTMLParser(desk.get(f"/articles/{_id(0)}").text)
    copies = tree.css_first("[aria-labelledby=copies]")
    assert copies is not None
    assert len(copies.css("li")) == 50
    assert "and 953 others" in " ".join(copies.text().split())
