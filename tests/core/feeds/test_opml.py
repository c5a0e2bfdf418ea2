import pytest

from nutgraf.core.feeds.opml import FOUND, read_opml, write_opml
from nutgraf.core.text.plain import digest
from nutgraf.errors import NotAFeed
from nutgraf.records import Source

NESTED = b"""<?xml version="1.0"?><opml version="1.0"><head><title>Mine</title></head><body>
<outline text="News"><outline text="Local">
 <outline type="rss" text="Harbour &amp; quay" xmlUrl="https://harbour.example/rss" htmlUrl="https://harbour.example/"/>
 <outline type="sitemap" title="Maps" text="ignored" xmlurl="https://harbour.example/news.xml"/>
</outline></outline>
<outline text="No address"/>
<outline text="Again" xmlUrl="https://harbour.example/rss#x"/>
<outline text="Old scheme" xmlUrl="feed://old.example/rss"/>
<outline text="Mail" xmlUrl="mailto:a@b.example"/>
</body></opml>"""


def test_nested_outlines() -> None:
    assert [(source.title, source.url, source.kind) for source in read_opml(NESTED)] == [
        ("Harbour & quay", "https://harbour.example/rss", "feed"),
        ("Maps", "https://harbour.example/news.xml", "sitemap"),
        ("Old scheme", "http://old.example/rss", "feed"),
    ]


def test_written_and_read_again() -> None:
    sources = [
        Source(id=digest("https://a.example/?x=1&y=2"), url="https://a.example/?x=1&y=2", title='<b>"A" & co</b>'),
        Source(id=digest("https://b.example/"), url="https://b.example/", kind="page", title="新聞"),
    ]
    written = write_opml(sources)
    assert read_opml(written) == sources
    assert write_opml(sources) == written


def test_what_pages_named_stands_apart() -> None:
    user = Source(id="u", url="https://a.example/", kind="page")
    found = Source(id="f", url="https://a.example/rss", named_by="page", found_on="u")
    listed = Source(id="l", url="https://b.example/rss", named_by="list")
    written = write_opml([found, listed, user])
    assert [source.url for source in read_opml(written)] == [listed.url, user.url, found.url]
    assert written.index(b"b.example") < written.index(FOUND.encode()) < written.index(b"a.example/rss")
    assert FOUND.encode() not in write_opml([listed, user])


def test_control_characters_and_missing_titles_are_written() -> None:
    (source,) = read_opml(write_opml([Source(id="x", url="https://a.example/rss", title="\x00\x07\ud800")]))
    assert source.title == "a.example"


@pytest.mark.parametrize("body", [b"", b"text", b"<rss/>", b"<html></html>"])
def test_what_is_no_opml(body: bytes) -> None:
    with pytest.raises(NotAFeed):
        read_opml(body)
