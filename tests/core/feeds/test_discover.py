import pytest
from growth import assert_grows_with_size, repeated

from nutgraf.core.feeds.discover import feed_links, guessed_feeds

URL = "https://harbour.example/news/"


@pytest.mark.parametrize(
    ("markup", "links"),
    [
        (
            '<link rel="alternate" type="application/rss+xml" href="feed.xml">',
            ["https://harbour.example/news/feed.xml"],
        ),
        ('<LINK REL="Alternate" TYPE="application/atom+xml; charset=utf-8" HREF="/a">', ["https://harbour.example/a"]),
        ('<link rel="alternate" type="application/feed+json" href="/f.json">', ["https://harbour.example/f.json"]),
        ('<link rel="alternate" type="application/json" title="JSON Feed" href="/j">', ["https://harbour.example/j"]),
        ('<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">', []),
        ('<link rel="feed" href="/f">', ["https://harbour.example/f"]),
        ('<link rel="alternate" hreflang="de" href="/de/">', []),
        ('<link rel="alternate" type="application/rss+xml" href="/a/comments/feed/">', []),
        ('<link rel="stylesheet" type="text/css" href="/feed.css">', []),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:x">', []),
        (
            '<base href="https://cdn.example/x/"><link rel="alternate" type="text/xml" href="rss">',
            ["https://cdn.example/x/rss"],
        ),
        ('<link rel="alternate" type="application/rss+xml" href="/f">' * 2, ["https://harbour.example/f"]),
        ("", []),
    ],
)
def test_links(markup: str, links: list[str]) -> None:
    assert feed_links(f"<html><head>{markup}</head><body></body></html>".encode(), URL) == links


def test_guesses_are_on_the_site() -> None:
    guesses = guessed_feeds("https://harbour.example/deep/page.html?x=1")
    assert guesses[0] == "https://harbour.example/feed/"
    assert guessed_feeds("mailto:x@y.example") == []


def test_elements_that_nest_without_end_take_no_more_than_their_length() -> None:
    def read(page: str) -> None:
        assert feed_links(page.encode(), URL) == ["https://harbour.example/f"]

    assert_grows_with_size(repeated("<b></c>", before='<link rel="feed" href="/f">'), read, 40_000)
