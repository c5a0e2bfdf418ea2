"""The dated posts of live blogs, from JSON-LD and from the page."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from growth import assert_grows_with_size, named

from nutgraf.core.extract import extract
from nutgraf.engine.pipeline.prepare import prepare
from nutgraf.records import Article, Capture, Prepared

URL = "https://tide.example/live-blog/storm"
SEEN = datetime(2026, 3, 9, tzinfo=UTC)
POSTS = [
    ("Ferry back in harbour", "The ferry reached the northern breakwater with all passengers aboard, the board said."),
    (
        "Power is out in the old town",
        "Some four hundred houses have been without power since a line came down at the mill.",
    ),
    (
        "Storm makes landfall",
        "The storm made landfall at the lighthouse; gusts of a hundred knots were measured there.",
    ),
    ("Harbour closed", "The harbour master has closed the harbour, and asks skippers to double their lines tonight."),
]
INTRO = "A storm is moving over the islands. We report on it here for as long as it lasts, through the night."


def read(html: str, url: str = URL) -> Article:
    found = extract(Capture(id="1", at=SEEN, url=url, body=html.encode()))
    assert isinstance(found, Article)
    return found


def told(article: Article) -> list[tuple[str | None, str, str]]:
    """Each post's time, title and text."""
    return [
        (post.at.isoformat() if post.at else None, post.title, article.text[post.start : post.end])
        for post in article.posts
    ]


def page(posts: str, head: str = "") -> str:
    return (
        f"<html><head><title>Storm: live</title>{head}</head><body><article class='article-body'>"
        f"<h1>Storm: live</h1><p>{INTRO}</p><div class='posts'>{posts}</div></article></body></html>"
    )


def linked_data(updates: object) -> str:
    blog = {"@type": "LiveBlogPosting", "headline": "Storm: live", "liveBlogUpdate": updates}
    return f'<script type="application/ld+json">{json.dumps(blog)}</script>'


UPDATES = [
    {
        "@type": "BlogPosting",
        "headline": title,
        "articleBody": text,
        "datePublished": f"2026-03-08T{21 - hour}:05:00+01:00",
    }
    for hour, (title, text) in enumerate(POSTS)
]
TIMES = [f"2026-03-08T{21 - hour}:05:00+01:00" for hour in range(4)]


def test_posts_of_linked_data_are_found_in_the_text_with_their_times() -> None:
    shown = "".join(f"<section><h2>{title}</h2><p>{text}</p></section>" for title, text in POSTS)
    article = read(page(shown, linked_data(UPDATES)))
    assert article.kind == "liveblog"
    assert article.text.startswith(INTRO)
    assert told(article) == [
        (time, title, f"{title}\n{text}") for time, (title, text) in zip(TIMES, POSTS, strict=True)
    ]


def test_a_page_that_shows_no_posts_gets_those_of_its_linked_data_newest_first() -> None:
    updates = [
        {**update, "articleBody": f"<p>{update['articleBody']} <a href='/map'>Map</a></p>"} for update in UPDATES
    ]
    article = read(page("", linked_data(updates[::-1])))
    lines = [line for title, text in POSTS for line in (title, f"{text} Map")]
    assert article.text.split("\n") == [INTRO, *lines]
    assert [time for time, _, _ in told(article)] == TIMES
    assert [article.text[link.start : link.end] for link in article.links] == ["Map"] * 4
    assert [passage.kind for passage in article.passages[1:]] == ["heading", "paragraph"] * 4


@pytest.mark.parametrize(
    "updates",
    [None, "x", 7, {}, [], [None, 3, "x", {}], [{"headline": None, "articleBody": ["", 4]}], [{"headline": {"a": 1}}]],
)
def test_odd_linked_data_give_no_posts(updates: object) -> None:
    article = read(page("", linked_data(updates)))
    assert article.posts == ()


def test_posts_have_utc_times_once_they_are_prepared() -> None:
    shown = "".join(f"<h2>{title}</h2><p>{text}</p>" for title, text in POSTS)
    item = prepare(Capture(id="1", at=SEEN, url=URL, body=page(shown, linked_data(UPDATES)).encode()))
    assert isinstance(item, Prepared)
    assert [post.at.utcoffset() for post in item.article.posts if post.at] == [UTC.utcoffset(None)] * 4


PUBLISHED = "<meta property='article:published_time' content='2026-03-07T08:00:00+01:00'>"
MODIFIED = "<meta property='article:modified_time' content='2026-03-08T21:30:00+01:00'>"


@pytest.mark.parametrize(
    ("post", "clocks", "times"),
    [
        (
            "<section class='post'><time datetime='{iso}'>{ago} ago</time><h3>{title}</h3><p>{text}</p></section>",
            ["1", "2", "3", "4"],
            [time[:16] for time in TIMES],
        ),
        (
            "<section><div class='at'>{ago}</div><h3>{title}</h3><p>{text}</p></section>",
            ["21:05", "20:05", "23:30", "18:05"],
            ["2026-03-08T21:05", "2026-03-08T20:05", "2026-03-07T23:30", "2026-03-07T18:05"],
        ),
        (
            "<h4>{ago} Uhr</h4><h3>{title}</h3><p>{text}</p>",
            ["18.05", "23.30", "0.10", "9.15"],
            ["2026-03-07T18:05", "2026-03-07T23:30", "2026-03-08T00:10", "2026-03-08T09:15"],
        ),
        (
            "<li><h3>{title}</h3><p class='at'>8 March 2026, {ago} p.m.</p><p>{text}</p></li>",
            ["9:05", "8:05", "7:05", "6:05"],
            [f"2026-03-08T{hour}:05" for hour in (21, 20, 19, 18)],
        ),
    ],
)
def test_posts_that_only_the_page_dates(post: str, clocks: list[str], times: list[str]) -> None:
    shown = "".join(
        post.format(iso=iso, ago=clock, title=title, text=text)
        for iso, clock, (title, text) in zip(TIMES, clocks, POSTS, strict=True)
    )
    article = read(page(shown, PUBLISHED + MODIFIED))
    assert [time for time, _, _ in told(article)] == [f"{time}:00+01:00" for time in times]
    assert [title for _, title, _ in told(article)] == [title for title, _ in POSTS]
    for (_, _, written), (_, text) in zip(told(article), POSTS, strict=True):
        assert text in written
        assert sum(other in written for _, other in POSTS) == 1


def test_a_page_that_is_no_live_blog_has_no_posts() -> None:
    shown = "".join(
        f"<section><div>1{n}:05</div><h3>{title}</h3><p>{text}</p></section>" for n, (title, text) in enumerate(POSTS)
    )
    assert read(page(shown), "https://tide.example/storm").posts == ()


def test_two_times_are_no_live_blog() -> None:
    shown = "".join(f"<section><div>1{n}:05</div><p>{text}</p></section>" for n, (_, text) in enumerate(POSTS[:2]))
    assert read(page(shown)).posts == ()


def goals(size: int) -> str:
    return page("<p>Goal!</p>" * size, linked_data([{"headline": "Goal!", "articleBody": "Goal!"}] * size))


HOSTILE: dict[str, Callable[[int], str]] = {
    "alike": goals,
    "deep": lambda size: page("<div>" * size + "<p>10:15</p><p>Goal, and the match goes on.</p>" * size),
    "nested": lambda size: page("<div><p>10:15</p>" * size),
    "times": lambda size: page("<time datetime='x'>10:15</time>" * size),
}


@pytest.mark.parametrize("name", named(HOSTILE, "alike", "deep", "nested"))
def test_hostile_live_blogs_take_time_in_proportion_to_their_size(name: str) -> None:
    def take(html: str) -> None:
        extract(Capture(id="1", at=SEEN, url=URL, body=html.encode()))

    assert_grows_with_size(HOSTILE[name], take, 2_500)
