import re
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import demo_desk
import pytest
from demo_desk import ALIAS_ID, ARABIC_ID, ATTACK_ID, COPY_ID, DAM_ID, FLOOD_ID, NOW, PARTIAL_ID
from desk_client import client_of, news_day
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser, LexborNode

from nutgraf.core.feeds.opml import read_opml
from nutgraf.core.text.revisions import FieldChange
from nutgraf.errors import StoreError
from nutgraf.records import Article, CopyLink, Filed, Quote, Reason, Score, Source, SourceKept, Speaker
from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store
from nutgraf.web import threads, views
from nutgraf.web.languages import direction, language_name
from nutgraf.web.prose import difference, paragraphs, snippet
from nutgraf.web.shown import moment, number, reasons

FLOOD_TITLE = "2,300 leave their homes"
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


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with news_day(tmp_path_factory.mktemp("desk")) as filled:
        yield filled


@pytest.fixture(scope="module")
def desk(store: Store) -> Iterator[TestClient[Litestar]]:
    with client_of(store) as client:
        yield client


def page(answer: Response) -> LexborHTMLParser:
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return LexborHTMLParser(answer.text)


def one(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    found = tree.css_first(selector)
    assert found is not None, selector
    return found


def text(tree: LexborHTMLParser | LexborNode, selector: str) -> str:
    return " ".join(one(tree, selector).text().split())


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


def filed(name: str, *, of: str | None = None, hours: float = 1) -> Filed:
    article = Article(id=name, capture=name, seen=NOW, title=name, published=NOW - timedelta(hours=hours))
    link = CopyLink(article=name, of=of, share=0.9) if of else None
    return Filed(article=article, quality=Score(total=1), copy=link)


@pytest.mark.parametrize(
    "links",
    [
        {"a": None, "b": "a", "c": "b"},
        {"a": "b", "b": "a", "c": None},  # a ring
        {"a": "b", "b": "c", "c": "b"},
        {"a": "elsewhere", "b": "a", "c": None},
        {"a": "a", "b": None, "c": None},
    ],
)
def test_no_member_is_lost_or_shown_twice(links: dict[str, str | None]) -> None:
    members = [filed(name, of=of) for name, of in links.items()]
    listed = threads.shown(threads.threads_of(members), members, NOW)
    names = [member.line.id for thread in listed for member in (thread, *thread.copies)]
    assert sorted(names) == ["a", "b", "c"]


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


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:alert(1)", " https://x", None])
def test_only_web_addresses_become_links(url: str | None) -> None:
    odd = filed("a")
    shown = replace(odd, article=replace(odd.article, url=url, original_url=url))
    around = views.Surroundings(story=None, original=None, copies=(), more_copies=0, stages=(), released=False)
    assert views.article_page(shown, around, NOW).link is None
    assert views.article_page(shown, around, NOW).original_link is None


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


# ---------------------------------------------------------------- small things


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (0.001, "now"),
        (0.5, "30 min ago"),
        (3, "3 h ago"),
        (47.9, "47 h ago"),
        (49, "2 days ago"),
        (24 * 61, ""),
        (-0.5, "in 30 min"),
        (-50, "in 2 days"),
    ],
)
def test_ages(hours: float, expected: str) -> None:
    assert moment(NOW - timedelta(hours=hours), NOW).ago == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(0, "today"), (1, "yesterday"), (-1, "tomorrow"), (2, "2 days ago"), (61, "")]
)
def test_a_day_is_shown_without_an_hour(days: int, expected: str) -> None:
    shown = moment((NOW - timedelta(days=days)).replace(hour=0, minute=0, second=0, microsecond=0), NOW, "day")
    assert (shown.ago, shown.hour) == (expected, "")
    assert not any(":" in one or "00" in one for one in (shown.exact, shown.short, shown.iso.replace("20", "", 1)))


@pytest.mark.parametrize(
    ("tag", "runs", "name"),
    [
        ("ar", "rtl", "Arabic"),
        ("AR-EG", "rtl", "Arabic (EG)"),
        ("he", "rtl", "Hebrew"),
        ("az-Arab", "rtl", "Azerbaijani (Arab)"),
        ("ur-Latn", "ltr", "Urdu (Latn)"),
        ("zh-Hant", "ltr", "Chinese (Hant)"),
        ("tlh", "ltr", "tlh"),
        (None, "auto", "language unknown"),
        ("", "auto", "language unknown"),
    ],
)
def test_languages(tag: str | None, runs: str, name: str) -> None:
    assert (direction(tag), language_name(tag)) == (runs, name)


def test_scores_and_reasons_are_shown_with_their_measure() -> None:
    given = (Reason(name="own_reporting", value=20), Reason(name="copy", value=-29, note="97%"))
    shown = number(Score(total=-9, parts=given))
    assert shown.total == "\u22129"
    assert [(part.name, part.value) for part in shown.parts] == [("own reporting", "+20"), ("copy", "\u221229")]
    assert reasons([Reason(name="shared terms", value=0.6449)])[0].value == "0.64"


def test_quotations_over_paragraphs_and_overlapping_ones() -> None:
    said = "He said “one\ntwo” and left."
    speaker = Speaker(start=0, end=2, name="He")
    quotes = (Quote(start=8, end=17, speaker=speaker), Quote(start=10, end=12), Quote(start=20, end=900))
    shown = paragraphs(said, quotes)
    assert [[(run.text, run.quote) for run in paragraph] for paragraph in shown] == [
        [("He said ", None), ("“one", 1)],
        [("two”", 1), (" and left.", None)],
    ]
    assert "\n".join("".join(run.text for run in paragraph) for paragraph in shown) == said


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("a \u2039b\u203a c", ["b"]),
        ("\u2039b\u203a\u2039c\u203a", ["b", "c"]),
        ("no \u203a pair \u2039", []),
        ("", []),
    ],
)
def test_snippets(marked: str, found: list[str]) -> None:
    assert [piece.text for piece in snippet(marked) if piece.found] == found


def test_a_long_stretch_without_changes_is_cut_to_its_ends() -> None:
    same = "word " * 1000
    change = FieldChange(field="text", pieces=(("same", same), ("removed", "old "), ("added", "new "), ("same", same)))
    shown = "".join(piece.text for piece in difference(change).pieces)
    assert "[…]" in shown
    assert len(shown) < 1000
    assert re.search(r"word old", shown)
    assert re.search(r"new word", shown)


@pytest.mark.parametrize(
    ("source", "state", "due"),
    [
        (Source(id="1", url="https://x/"), "new", "now"),
        (Source(id="1", url="https://x/", checked=NOW, due=NOW + timedelta(hours=1)), "well", "in 1 h"),
        (Source(id="1", url="https://x/", checked=NOW, due=NOW, failures=1), "failed 1 time", "now"),
    ],
)
def test_the_state_of_a_source_in_words(source: Source, state: str, due: str) -> None:
    shown = views.row(source, {}, NOW)
    assert (shown.state, shown.due) == (state, due)
