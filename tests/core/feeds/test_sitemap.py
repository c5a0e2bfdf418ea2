import gzip
from datetime import UTC, datetime

import pytest

from nutgraf.core.feeds.sitemap import Sitemap, read_sitemap
from nutgraf.errors import InputError, NotAFeed, TooLarge
from nutgraf.records import Entry, Image, Provider

URL = "https://harbour.example/sitemap.xml"

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://harbour.example/ferry#top </loc><lastmod>2024-01-03</lastmod>
 <news:news><news:publication><news:name>Harbour Gazette</news:name>
 <news:language>pt-br</news:language></news:publication>
 <news:publication_date>2024-01-02T08:00:00+01:00</news:publication_date>
 <news:title>Ferry &amp; quay</news:title>
 <news:keywords>ports, ferries</news:keywords></news:news>
 <image:image><image:loc>/ferry.jpg</image:loc></image:image></url>
<url><loc>javascript:alert(1)</loc></url>
<url></url>
<url><loc>/about</loc></url>
</urlset>"""


def test_news_and_images() -> None:
    first, second = read_sitemap(NEWS.encode(), URL).entries
    assert first == Entry(
        url="https://harbour.example/ferry",
        title="Ferry & quay",
        published=datetime(2024, 1, 2, 7, tzinfo=UTC),
        modified=datetime(2024, 1, 3, tzinfo=UTC),
        language="pt-BR",
        images=(Image(url="https://harbour.example/ferry.jpg"),),
        provider=Provider(name="Harbour Gazette", domain="harbour.example"),
        tags=("ports", "ferries"),
    )
    assert second == Entry(url="https://harbour.example/about")


def test_gzip_is_unpacked() -> None:
    assert read_sitemap(gzip.compress(NEWS.encode()), URL) == read_sitemap(NEWS.encode(), URL)


def test_index() -> None:
    body = (
        b"<sitemapindex><sitemap><loc>/a.xml.gz</loc></sitemap><sitemap><loc>/a.xml.gz</loc></sitemap></sitemapindex>"
    )
    assert read_sitemap(body, URL) == Sitemap(sitemaps=("https://harbour.example/a.xml.gz",))


def test_lines_of_addresses() -> None:
    entries = read_sitemap(b"\xef\xbb\xbfhttps://harbour.example/a\r\n\r\nhttps://harbour.example/b\n", URL).entries
    assert [entry.url for entry in entries] == ["https://harbour.example/a", "https://harbour.example/b"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"words\nhttps://harbour.example/",
        b"<rss><channel/></rss>",
        b"<html></html>",
        gzip.compress(b"x" * 9999, mtime=0)[:-9],
    ],
)
def test_what_is_no_sitemap(body: bytes) -> None:
    with pytest.raises(NotAFeed) as caught:
        read_sitemap(body, URL)
    assert caught.value.source == URL


@pytest.mark.slow
def test_gzip_bomb() -> None:
    with pytest.raises(TooLarge) as caught:
        read_sitemap(gzip.compress(b" " * 60_000_000, 9), URL)
    assert isinstance(caught.value, InputError)
    assert caught.value.source == URL
