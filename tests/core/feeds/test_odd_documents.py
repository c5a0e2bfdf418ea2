"""Documents as servers and their plugins print them: marks escaped once more, notices around them, odd roots."""

import pytest
from growth import assert_grows_with_size, repeated

from nutgraf.core.feeds.feed import read_feed
from nutgraf.core.feeds.sitemap import read_sitemap
from nutgraf.core.formats.sniff import sniff
from nutgraf.core.formats.xmltree import without_cdata
from nutgraf.errors import NotAFeed

URL = "https://harbour.example/feed"
RSS = '<rss version="2.0"><channel><item><title>Pont fermé</title><link>/1</link></item></channel></rss>'
SITEMAP = "<urlset><url><loc>https://harbour.example/1</loc></url></urlset>"
SPACE = "https://www.sitemaps.org/schemas/sitemap"
NOTICES = [
    "<br />\n<b>Notice</b>:  Undefined index: q in <b>/srv/x.php</b> on line <b>3</b><br />\n",
    "Deprecated: strlen(): Passing null in /srv/www/x.php on line 12\n",
    "<div class='error'><p>Cache is not writable</p></div>",
    "\ufeff\ufeff \r\n",
    "<!-- served by cache -->\n",
    "<script>var a = 1;</script>",
]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("&lt;![CDATA[Bridge &amp; quay]]&gt;", "Bridge & quay"),
        ("&lt;![CDATA[&lt;p&gt;Bridge&lt;/p&gt; shut]]&gt;", "Bridge shut"),
        ("&amp;lt;![CDATA[Bridge shut]]&amp;gt;", "Bridge shut"),
        ("&amp;lt;![CDATA[&amp;lt;b&amp;gt;Bridge&amp;lt;/b&amp;gt; shut]]&amp;gt;", "Bridge shut"),
        ("&lt;h2&gt;&lt;![CDATA[Bridge shut]]&gt;&lt;/h2&gt;", "Bridge shut"),
        ("<![CDATA[<![CDATA[Bridge shut]]>]]>", "Bridge shut"),
        ("<![CDATA[<![CDATA[Bridge shut]]]]><![CDATA[>]]>", "Bridge shut"),
        ("<![CDATA[&lt;![CDATA[Bridge shut]]&gt;]]>", "Bridge shut"),
        ("<![CDATA[Bridge]]> &amp; quay", "Bridge & quay"),
        ("Bridge shut]]&gt;", "Bridge shut"),
        ("&lt;!--[CDATA[Bridge shut]]--&gt;", "Bridge shut"),
        ("a[b[0]]&gt;1 holds", "a[b[0]]>1 holds"),
    ],
)
def test_cdata_marks_are_nobodys_words(written: str, meant: str) -> None:
    item = f"<item><link>/1</link><title>{written}</title><description>{written}</description></item>"
    rss = f"<rss><channel><title>P</title>{item}</channel></rss>"
    (entry,) = read_feed(rss.encode(), URL).entries
    assert (entry.title, entry.excerpt) == (meant, meant)


def test_cdata_marks_in_a_json_feed() -> None:
    items = '[{"id": "1", "title": "<![CDATA[Bridge shut]]>", "content_html": "<![CDATA[<p>Until June</p>]]>"}]'
    (entry,) = read_feed(f'{{"version": "https://jsonfeed.org/version/1.1", "items": {items}}}'.encode(), URL).entries
    assert (entry.title, entry.content) == ("Bridge shut", "<p>Until June</p>")


def test_cdata_marks_around_addresses_and_names() -> None:
    rss = (
        "<rss><channel><title>&lt;![CDATA[Post]]&gt;</title><item><title>t</title>"
        "<link>&lt;![CDATA[https://harbour.example/1?a=1&amp;b=2]]&gt;</link>"
        "<author>&lt;![CDATA[Ana Brandt]]&gt;</author><category>&lt;![CDATA[Ports]]&gt;</category>"
        "<pubDate>&lt;![CDATA[Tue, 02 Jan 2024 08:00:00 +0100]]&gt;</pubDate>"
        "</item></channel></rss>"
    )
    feed = read_feed(rss.encode(), URL)
    (entry,) = feed.entries
    assert (feed.title, entry.url) == ("Post", "https://harbour.example/1?a=1&b=2")
    assert (entry.authors, entry.tags, entry.published is not None) == (("Ana Brandt",), ("Ports",), True)


def test_many_marks_take_no_more_than_their_length() -> None:
    assert_grows_with_size(repeated("<![CDATA[a"), without_cdata, 200_000)
    assert_grows_with_size(repeated("&lt;![CDATA["), without_cdata, 200_000)


@pytest.mark.parametrize("declaration", ['<?xml version="1.0" encoding="UTF-8"?>\n', ""])
@pytest.mark.parametrize("notice", NOTICES)
def test_what_a_server_prints_before_a_document_is_passed_over(notice: str, declaration: str) -> None:
    feed, sitemap = (f"{notice}{declaration}{document}".encode() for document in (RSS, SITEMAP))
    assert (sniff(feed), [entry.title for entry in read_feed(feed, URL).entries]) == ("feed", ["Pont fermé"])
    assert (sniff(sitemap), [entry.url for entry in read_sitemap(sitemap, URL).entries]) == (
        "sitemap",
        ["https://harbour.example/1"],
    )


@pytest.mark.parametrize("behind", [*NOTICES, "</html>", "\0\0", "<?xml version='1.0'?>"])
def test_what_a_server_prints_behind_a_document_is_passed_over(behind: str) -> None:
    assert [entry.title for entry in read_feed(f"{RSS}\n{behind}".encode(), URL).entries] == ["Pont fermé"]


@pytest.mark.parametrize(
    "page",
    [
        "<h1>How to write a feed</h1><p>It begins so:</p><pre>&lt;rss></pre><code><rss version='2.0'></code>",
        "<html><body><p>A feed begins with</p><rss></rss></body></html>",
        "<article><p>Text</p><feed></feed></article>",
    ],
)
def test_a_page_that_quotes_a_feed_is_a_page(page: str) -> None:
    assert sniff(page.encode()) == "page"


@pytest.mark.parametrize(
    ("document", "count"),
    [
        ("<urlset><urlset><url><loc>/1</loc></url><url><loc>/2</loc></url></urlset></urlset>", 2),
        ("<xml><urlset><url><loc>/1</loc></url></urlset></xml>", 1),
        ('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.90"><url><loc>/1</loc></url></urlset>', 1),
        (f'<s:urlset xmlns:s="{SPACE}/0.9/"><s:url><s:loc>/1</s:loc></s:url></s:urlset>', 1),
        ("<URLSET><URL><LOC>/1</LOC></URL></URLSET>", 1),
        ("<urlset><url><loc>&lt;![CDATA[/1]]&gt;</loc></url></urlset>", 1),
        ("<urlset><url><loc>\n  /1\n </loc></url><url><loc></loc></url><url/></urlset>", 1),
        ("<sitemapindex><url><loc>/1</loc></url></sitemapindex>", 1),
        ("<urlset><url><loc>/1?a=1&b=2</loc></url></urlset>", 1),
    ],
)  # fmt: skip
def test_odd_sitemaps(document: str, count: int) -> None:
    assert len(read_sitemap(document.encode(), URL).entries) == count


def test_an_index_may_hold_pages_and_a_list_of_pages_other_lists() -> None:
    mixed = b"<urlset><url><loc>/1</loc></url><sitemap><loc>/2.xml</loc></sitemap></urlset>"
    sitemap = read_sitemap(mixed, URL)
    assert (len(sitemap.entries), sitemap.sitemaps) == (1, ("https://harbour.example/2.xml",))


@pytest.mark.parametrize(
    "document", [b"<xml><urls><url><loc>/1</loc></url></urls></xml>", b"<html><url/></html>", b"x<y"]
)
def test_what_is_no_sitemap(document: bytes) -> None:
    with pytest.raises(NotAFeed):
        read_sitemap(document, URL)
