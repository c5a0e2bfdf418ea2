"""What each page of the desk shows: the front page, a story, an article, topics, search, sources and feeds."""

from contextlib import closing
from pathlib import Path

import demo_desk
import pytest
from demo_desk import ALIAS_ID, ARABIC_ID, ATTACK_ID, COPY_ID, DAM_ID, FLOOD_ID, PARTIAL_ID
from desk_client import client_of, desk_of, filled, news_day, one, page, text
from litestar import Litestar
from litestar.testing import TestClient

from nutgraf.core.feeds.opml import read_opml
from nutgraf.records import Source, SourceKept
from nutgraf.store.sql import open_store

FLOOD_TITLE = "2,300 leave their homes"

store = pytest.fixture(scope="module")(filled)
desk = pytest.fixture(scope="module")(desk_of)


# ---------------------------------------------------------------- the front page


def test_the_front_page_shows_the_hottest_story_first(desk: TestClient[Litestar]) -> None:
    tree = page(desk.get("/"))
    cards = tree.css("article.card")
    heats = [int(text(card, "summary").split()[0]) for card in cards]
    assert heats == sorted(heats, reverse=True)
    assert len(cards) == len({report.story for report in demo_desk.DAY.reports})
    flood = cards[0]
    assert text(flood, "h2") == "Harbour wall fails at Port Elling; lower town under water"
    assert text(flood, ".lead .facts") == "11 reports, 7 independent English, Arabic, Japanese, German, French"
    assert text(flood, ".outlets").endswith("Metro Daily and 5 others")
    assert text(flood, ".ends") == "first 2 Nov 07:00 9 h ago latest 2 Nov 12:06 4 h ago"
    assert one(flood, ".ends time").attributes["datetime"] == "2026-11-02T07:00:00Z"
    assert len(flood.css(".strip .own")) == 7
    assert len(flood.css(".strip .copy")) == 3  # the fourth has no date
    assert len(flood.css(".best li")) == 3


def test_the_parts_of_a_heat_add_up_to_it(desk: TestClient[Litestar]) -> None:
    for card in page(desk.get("/")).css("article.card"):
        rows = [node.text().replace("\u2212", "-") for node in card.css(".sheet .value")]
        assert sum(map(int, rows[:-1])) == int(rows[-1])


def test_markup_in_a_title_is_shown_and_not_run(desk: TestClient[Litestar]) -> None:
    answer = desk.get("/")
    assert "<script>" not in answer.text
    titles = [node.text() for node in page(answer).css("h2")]
    assert '<script>alert(1)</script> & "quotes" in a title: <b>editors</b> say it’s fine' in titles


def test_a_title_in_arabic_runs_from_the_right(desk: TestClient[Litestar]) -> None:
    link = one(page(desk.get("/")), f".best a[href='/articles/{ARABIC_ID}']")
    assert (link.attributes["lang"], link.attributes["dir"]) == ("ar", "rtl")


def test_stories_go_over_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nutgraf.web.pages.PAGE", 5)
    with news_day(tmp_path) as store, client_of(store) as client:
        seen = []
        path: str | None = "/"
        while path:
            tree = page(client.get(path))
            seen += [node.attributes["href"] for node in tree.css(".card h2 a")]
            following = tree.css_first(".pager a[rel=next]")
            path = following.attributes["href"] if following else None
        assert len(seen) == len(set(seen)) == store.story_count() == 12
        assert client.get("/?page=4").status_code == 404


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'empty.db'}")
    with client_of(store) as client:
        assert "nutgraf run" in text(page(client.get("/")), ".empty")
        assert "nutgraf run" in text(page(client.get("/sources")), ".empty")
        assert "No article" in text(page(client.get("/search?q=wall")), ".empty")
        assert client.get("/feed.xml").status_code == 200
    store.close()


# ---------------------------------------------------------------- a story


def test_a_story_lists_copies_under_their_original(desk: TestClient[Litestar]) -> None:
    tree = page(desk.get(f"/stories/{FLOOD_ID}"))
    threads = tree.css(".threads > li")
    assert len(threads) == 7
    outlets = [[text(node, ".outlet") for node in thread.css(".report")] for thread in threads]
    assert outlets[0] == ["The Elling Ledger", "Carrow Evening Post", "Metro Daily"]
    assert outlets[1] == ["Wire North", "Newsmirror.example", "Morning Copy"]  # a copy of a copy too
    assert text(threads[0], ".report .mark") == "original"
    assert "97% from The Elling Ledger" in text(threads[0], ".copies .facts")
    assert "88% from Newsmirror.example" in threads[1].text()
    assert "undated" in threads[1].text()
    assert "shared terms" in threads[0].text()
    assert "shared shingles" in threads[0].text()


def test_a_story_shows_what_was_said_and_how_each_outlet_prints_it(desk: TestClient[Litestar]) -> None:
    said = one(page(desk.get(f"/stories/{FLOOD_ID}")), ".said")
    first = one(said, "ol > li")
    assert text(first, "blockquote") == "We had forty minutes, and we used thirty of them"
    assert text(first, ".facts").startswith("Marit Osei 6 reports The Elling Ledger")
    assert text(first, "summary") == "2 cut"
    assert text(first, "del") == "and we used thirty of them,"
    (link,) = {link.attributes["href"] for link in first.css("a") if link.text() == "The Elling Ledger"}
    anchor = one(page(desk.get(f"/articles/{FLOOD_ID}")), f"[id='{(link or '').partition('#')[2]}']")
    assert anchor.text().startswith("“We had forty minutes")
    assert "each in one report" in said.css("details > summary")[-1].text()


def test_a_story_without_quotations_has_no_part_for_them(desk: TestClient[Litestar]) -> None:
    stories = [item["id"] for item in desk.get("/api/v1/stories").json()["items"]]
    silent = [story for story in stories if not desk.get(f"/api/v1/stories/{story}").json()["statements"]]
    assert silent
    assert page(desk.get(f"/stories/{silent[0]}")).css_first(".said") is None


def test_a_story_lists_the_other_chapters_of_its_affair(desk: TestClient[Litestar]) -> None:
    first, other = (one(page(desk.get(f"/stories/{name}")), ".chapters") for name in (FLOOD_ID, DAM_ID))
    assert [link.attributes["href"] for link in first.css("li > a")] == [f"/stories/{DAM_ID}"]
    assert [link.attributes["href"] for link in other.css("li > a")] == [f"/stories/{FLOOD_ID}"]
    assert ("it began with this" in first.text(), "it began with this" in other.text()) == (False, True)
    assert (first.css_first("details"), "shared terms" in other.text()) == (None, True)
    assert page(desk.get(f"/stories/{ATTACK_ID}")).css_first(".chapters") is None


def test_an_alias_leads_to_the_story(desk: TestClient[Litestar]) -> None:
    answer = desk.get(f"/stories/{ALIAS_ID}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, f"/stories/{FLOOD_ID}")


# ---------------------------------------------------------------- an article


def test_an_article_shows_who_is_quoted(desk: TestClient[Litestar]) -> None:
    tree = page(desk.get(f"/articles/{FLOOD_ID}"))
    quotes = tree.css(".text q")
    assert quotes[0].text() == "“We had forty minutes, and we used thirty of them,”"
    assert quotes[0].attributes["title"] == "Marit Osei"
    assert quotes[0].attributes["id"] == "quote-1"
    assert "Tomas Brandt" in text(tree, "[aria-labelledby=quoted]")
    assert "The last flood of this size was in 1953." in text(tree, ".text")


def test_an_article_shows_its_copies_its_states_and_where_it_was_printed(desk: TestClient[Litestar]) -> None:
    tree = page(desk.get(f"/articles/{FLOOD_ID}"))
    assert "Carrow Evening Post" in text(tree, "[aria-labelledby=copies]")
    assert text(tree, "#states") == "2 states seen"
    assert text(tree, "#quality") == "Quality 66"
    assert (one(tree, "a.out").attributes["href"] or "").startswith("https://")
    assert "Reporting supported by the Coast Fund" in text(tree, "[aria-labelledby=printed]")
    assert "Ada Winter, Jo Bell" in text(tree, ".pagehead")


def test_a_copy_names_its_original(desk: TestClient[Litestar]) -> None:
    shown = one(page(desk.get(f"/articles/{COPY_ID}")), "[aria-labelledby=copy]")
    assert shown.css_first(f"a[href='/articles/{FLOOD_ID}']")
    assert "97% of its text" in shown.text()


def test_an_article_of_which_only_an_excerpt_is_known(desk: TestClient[Litestar]) -> None:
    tree = page(desk.get(f"/articles/{PARTIAL_ID}"))
    assert text(tree, ".text .excerpt").startswith("Die Hafenmauer")
    assert "excerpt only" in text(tree, ".pagehead")


def test_a_revision_shows_what_was_changed(desk: TestClient[Litestar]) -> None:
    tree = page(desk.get(f"/articles/{FLOOD_ID}/revisions/2"))
    assert [node.text() for node in tree.css("section del")] == [
        "lower town under water",
        "1,900",
        "“sound, with reservations”.",
    ]
    assert [node.text() for node in tree.css("section ins")][:3] == ["2,300 leave their homes", "2,300", "“sound”."]
    assert [node.text() for node in tree.css("section h2")] == ["Title", "Text", "Modified"]
    first = page(desk.get(f"/articles/{FLOOD_ID}/revisions/1"))
    assert not first.css("section del")
    assert "About 1,900 people" in text(first, ".text")


# ---------------------------------------------------------------- topics


def test_topics_lead_to_their_stories(desk: TestClient[Litestar]) -> None:
    listed = page(desk.get("/topics"))
    links = {link.text(): link.attributes["href"] or "" for link in listed.css("main .plain a")}
    assert set(links) == {"floods", "harbours", "Sea walls & dykes"}
    on = page(desk.get(links["Sea walls & dykes"]))
    assert [heading.text() for heading in on.css("main h1")] == ["Sea walls & dykes"]
    assert [link.attributes["href"] for link in on.css("article h2 a")] == [f"/stories/{FLOOD_ID}"]
    feeds = [link.attributes["href"] or "" for link in on.css('link[rel="alternate"]')]
    assert feeds[2:] == [f"/feed.{kind}?topic=Sea+walls+%26+dykes" for kind in ("xml", "json")]
    for feed in feeds[2:]:
        assert FLOOD_TITLE in desk.get(feed).text
        assert desk.get(feed).text.count("urn:uuid") == 1
    assert "No story has an article on this topic" in desk.get("/?topic=nothing").text


def test_an_article_shows_why_it_is_on_a_topic(desk: TestClient[Litestar]) -> None:
    shown = page(desk.get(f"/articles/{COPY_ID}")).css_first("section[aria-labelledby=topics]")
    assert shown is not None
    assert " ".join(shown.text().split()) == (
        "Topics Sea walls & dykes score 5.58 title+3wall text+2.58wall ×3 sum5.58 floods as printed harbours as printed"
    )
    assert "Sea walls" in desk.get(f"/stories/{FLOOD_ID}").text


# ---------------------------------------------------------------- search, sources, feeds


def test_search_marks_the_words_found(desk: TestClient[Litestar]) -> None:
    tree = page(desk.get("/search?q=ferry%20hall"))
    assert {node.text() for node in tree.css("mark")} == {"ferry", "hall"}
    assert one(tree, "input[name=q]").attributes["value"] == "ferry hall"


@pytest.mark.parametrize("query", ["", "   ", "%22", "*", "a%00b", "wall NEAR(", "' OR 1=1 --", "😀", "%F0%9F", "AND"])
def test_search_bears_any_words(desk: TestClient[Litestar], query: str) -> None:
    assert desk.get(f"/search?q={query}").status_code == 200
    assert desk.get(f"/api/v1/search?q={query}").status_code == 200


def test_search_goes_over_pages(desk: TestClient[Litestar], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nutgraf.web.pages.PAGE", 3)
    assert page(desk.get("/search?q=ferry%20hall%20islands")).css_first(".pager") is None
    tree = page(desk.get("/search?q=wall"))
    assert one(tree, ".pager a[rel=next]").attributes["href"] == "/search?q=wall&page=2"
    assert "no more results" in text(page(desk.get("/search?q=wall&page=90")), ".empty")


def test_sources_are_listed_with_their_state_those_that_fail_first(desk: TestClient[Litestar]) -> None:
    rows = page(desk.get("/sources")).css("tbody tr")
    assert text(rows[0], "th") == "Wire North https://wire-north.example/news-sitemap.xml"
    assert "failed 4 times answered 503 Service Unavailable; asked again in an hour" in " ".join(rows[0].text().split())
    assert "in 1 h" in rows[0].text()
    assert len(rows) == 4


def test_sources_that_pages_or_lists_named_are_told_from_the_users(tmp_path: Path) -> None:
    front = Source(id="p", url="https://a.example/", kind="page")
    feed = Source(id="f", url="https://a.example/rss", named_by="page", found_on="p")
    stray = Source(id="s", url="https://b.example/rss", named_by="page", found_on="gone")
    listed = Source(id="l", url="https://c.example/rss", named_by="list")
    with closing(open_store(f"sqlite:///{tmp_path}/desk.db")) as store:
        store.apply([SourceKept(source=source) for source in (front, feed, stray, listed)], demo_desk.NOW)
        with client_of(store) as client:
            rows = page(client.get("/sources")).css("tbody tr")
    assert [text(row, "th") for row in rows] == [
        "https://a.example/",
        "https://a.example/rss found on https://a.example/",
        "https://b.example/rss found on a page",
        "https://c.example/rss from a list",
    ]


def test_sources_as_opml_are_the_same_sources(desk: TestClient[Litestar]) -> None:
    answer = desk.get("/sources.opml")
    assert "attachment" in answer.headers["content-disposition"]
    assert len(read_opml(answer.content)) == 4


@pytest.mark.parametrize(
    ("path", "media_type"), [("/feed.xml", "application/atom+xml"), ("/feed.json", "application/feed+json")]
)
def test_feeds_give_the_first_report_of_each_story(desk: TestClient[Litestar], path: str, media_type: str) -> None:
    answer = desk.get(path)
    assert answer.headers["content-type"] == f"{media_type}; charset=utf-8"
    assert f"http://desk.localhost{path}" in answer.text
    assert answer.text.count("Harbour wall fails") == 1
