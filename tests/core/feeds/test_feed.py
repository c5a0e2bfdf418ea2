from datetime import UTC, datetime

import pytest
from feed_samples import RSS, URL, one

from nutgraf.core.feeds.feed import read_feed
from nutgraf.records import Image, Provider

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://markt.example/blog/">
 <title type="html">Markt &amp;amp; Stadt</title><link href="/"/><link rel="prev-archive" href="2023.atom"/>
 <author><name>Redaktion</name></author>
 <entry>
  <id>tag:markt.example,2024:1</id><title type="text">Brot &lt; Kuchen</title>
  <link rel="alternate" type="text/html" href="brot"/><link rel="edit" href="brot/edit"/>
  <published>2024-01-02T08:00:00+01:00</published><updated>2024-01-03T08:00:00Z</updated>
  <summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Es wird <em>teurer</em>.</div></summary>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"
  ><p>5 &lt; 6: <a href="preise">Preise</a></p></div></content>
  <category term="brot" label="Brot"/>
 </entry>
 <entry xml:lang="nl"><id>2</id><title>Tweede</title><link href="twee"/><author><name>Jan Vos</name></author>
  <updated>2024-01-04T08:00:00Z</updated></entry>
</feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://alt.example/"><title>Alt</title>
<link>https://alt.example/</link><dc:language>fr</dc:language></channel>
<item rdf:about="https://alt.example/1"><title>Un</title>
<link>https://alt.example/1</link><dc:date>2024-01-02</dc:date></item>

<item rdf:about="https://alt.example/2"><title>Deux</title></item></rdf:RDF>"""

JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Bread", "home_page_url": "https://bread.example/",
"language": "en", "next_url": "/feed.json?page=2", "authors": [{"name": "Desk"}], "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
"items": [
 {"id": 7, "url": "/seven", "title": "Seven", "content_text": "1 < 2", "summary": "Sums",
  "date_published": "2024-01-02T08:00:00Z",
  "authors": [{"name": "Ana Brandt"}], "tags": ["sums", 3], "image": "/seven.png"},
 "broken",
 {"id": "https://bread.example/eight", "content_html": "<p>Eight</p>", "date_modified": "2024-01-03T08:00:00Z"}]}"""


def test_rss_item_with_its_modules() -> None:
    feed = read_feed(RSS.encode(), URL)
    assert (feed.title, feed.url, feed.language, feed.ttl) == (
        "Harbour Gazette",
        "https://harbour.example/",
        "en-GB",
        1800,
    )
    assert (feed.next_url, feed.hub) == ("https://harbour.example/feeds/all.xml?page=2", "https://hub.example/")
    (entry,) = feed.entries
    assert entry.id == "item-1"
    assert entry.url == "https://harbour.example/2024/ferry"
    assert entry.title == "Ferry & quay reopen"
    assert entry.excerpt == "The ferry runs again."
    assert entry.content == "<p>The ferry runs again, the port said.</p>"
    assert entry.authors == ("Ana Brandt", "Li Wei")
    assert entry.published == datetime(2024, 1, 2, 7, tzinfo=UTC)
    assert entry.modified == datetime(2024, 1, 2, 9, 30, tzinfo=UTC)
    assert entry.tags == ("Ports", "Ferries")
    assert entry.language == "en-GB"
    assert entry.images == (
        Image(url="https://harbour.example/a.jpg", width=800, height=600),
        Image(url="https://harbour.example/a-small.jpg"),
    )
    assert entry.kind == "video"
    logo = Image(url="https://harbour.example/logo.png")
    assert entry.provider == Provider(name="Harbour Gazette", domain="harbour.example", images=(logo,))


def test_atom_with_base_xhtml_and_inherited_author() -> None:
    feed = read_feed(ATOM.encode(), "https://markt.example/blog/feed.atom")
    assert (feed.title, feed.url, feed.language) == ("Markt & Stadt", "https://markt.example/", "de")
    assert feed.next_url == "https://markt.example/blog/2023.atom"
    first, second = feed.entries
    assert first.title == "Brot < Kuchen"
    assert first.url == "https://markt.example/blog/brot"
    assert first.excerpt == "Es wird teurer."
    assert first.content == '<p>5 &lt; 6: <a href="https://markt.example/blog/preise">Preise</a></p>'
    assert first.authors == ("Redaktion",)
    assert first.tags == ("Brot",)
    assert first.published == datetime(2024, 1, 2, 7, tzinfo=UTC)
    assert first.modified == datetime(2024, 1, 3, 8, tzinfo=UTC)
    assert (second.language, second.authors) == ("nl", ("Jan Vos",))
    assert second.published == second.modified == datetime(2024, 1, 4, 8, tzinfo=UTC)


def test_rss_1_0() -> None:
    feed = read_feed(RDF.encode(), "https://alt.example/rdf")
    assert (feed.title, feed.language) == ("Alt", "fr")
    assert [entry.url for entry in feed.entries] == ["https://alt.example/1", "https://alt.example/2"]
    assert feed.entries[0].published == datetime(2024, 1, 2, tzinfo=UTC)


def test_json_feed_keeps_what_can_be_read() -> None:
    feed = read_feed(JSON.encode(), "https://bread.example/feed.json")
    assert (feed.title, feed.language, feed.hub, feed.skipped) == ("Bread", "en", "https://hub.example/", 1)
    assert feed.next_url == "https://bread.example/feed.json?page=2"
    seven, eight = feed.entries
    assert (seven.id, seven.url, seven.content, seven.excerpt) == (
        "7",
        "https://bread.example/seven",
        "1 &lt; 2",
        "Sums",
    )
    assert (seven.authors, seven.tags) == (("Ana Brandt",), ("sums",))
    assert seven.images == (Image(url="https://bread.example/seven.png"),)
    assert (eight.url, eight.authors) == ("https://bread.example/eight", ("Desk",))
    assert eight.published == datetime(2024, 1, 3, 8, tzinfo=UTC)


def test_source_on_another_site_is_evidence_of_a_copy() -> None:
    (entry,) = one(
        "<item><title>A</title><link>https://harbour.example/a</link>"
        "<source url='https://wire.example/rss'>The Wire</source></item>"
    ).entries
    assert (entry.original_url, entry.credit) == ("https://wire.example/rss", "The Wire")
    assert entry.provider == Provider(name="Harbour Gazette", domain="harbour.example")


def test_source_on_the_items_own_site_is_its_provider() -> None:
    (entry,) = one(
        "<item><title>A</title><link>https://wire.example/a</link>"
        "<source url='https://wire.example/rss'>The Wire</source></item>",
        "https://collected.example/rss",
    ).entries
    assert entry.provider == Provider(name="The Wire", domain="wire.example")
    assert entry.original_url is None


def test_atom_source_and_its_author() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Planet</title><entry><title>A</title>
    <link href="https://own.example/a"/><source><title>Own</title><link href="https://own.example/"/>
    <author><name>Ada</name></author></source></entry></feed>"""
    (entry,) = read_feed(body, "https://planet.example/atom").entries
    assert entry.provider == Provider(name="Own", domain="own.example")
    assert entry.authors == ("Ada",)


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ("<link>https://e.example/a</link><guid>https://e.example/b</guid>", "https://e.example/a"),
        ("<guid>https://e.example/b</guid>", "https://e.example/b"),
        ("<guid isPermaLink='false'>https://e.example/b</guid>", None),
        ("<link/><guid>https://e.example/b</guid>", "https://e.example/b"),
        ("<link>https://user:secret@e.example/a</link>", "https://e.example/a"),
        ("<link>javascript:alert(1)</link>", None),
        (
            "<link>https://proxy.example/1</link><feedburner:origLink>https://e.example/</feedburner:origLink>",
            "https://e.example/",
        ),
    ],
)
def test_where_an_item_is(markup: str, url: str | None) -> None:
    (entry,) = one(f"<item><title>t</title>{markup}</item>").entries
    assert entry.url == url


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<title>AT&amp;amp;T rises</title>", "AT&T rises"),
        ("<title>1 &lt; 2</title>", "1 < 2"),
        ("<title>&lt;b&gt;Bold&lt;/b&gt; claim</title>", "Bold claim"),
        ("<title><![CDATA[Caf&eacute; opens]]></title>", "Café opens"),
        ("<title>Caf&eacute; &nbsp; opens</title>", "Café opens"),
        ("<title>Profit & loss</title>", "Profit & loss"),
        ("<title>Bell\x07 and \x00 null</title>", "Bell and null"),
        ("<title>It&#146;s here</title>", "It’s here"),
        ("<title>Two\n lines</title>", "Two lines"),
        ("<title></title>", None),
    ],
)
def test_titles(written: str, read: str | None) -> None:
    (entry,) = one(f"<item>{written}<link>https://e.example/</link></item>").entries
    assert entry.title == read


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("<author>desk@e.example (Ana Brandt)</author>", ("Ana Brandt",)),
        ("<author>Ana Brandt &lt;desk@e.example&gt;</author>", ("Ana Brandt",)),
        ("<author>desk@e.example</author>", ()),
        ("<itunes:author>Ana Brandt</itunes:author>", ("Ana Brandt",)),
        ("<dc:creator><![CDATA[ Ana Brandt ]]></dc:creator><author>Ana Brandt</author>", ("Ana Brandt",)),
    ],
)
def test_authors_with_and_without_declared_namespaces(written: str, names: tuple[str, ...]) -> None:
    (entry,) = one(f"<item><title>t</title>{written}</item>").entries
    assert entry.authors == names


def test_long_description_is_the_text_itself() -> None:
    body = "&lt;p&gt;" + "Every word counts. " * 100 + "&lt;/p&gt;"
    (entry,) = one(f"<item><title>t</title><description>{body}</description></item>").entries
    assert entry.excerpt is None
    assert entry.content is not None
    assert entry.content.startswith("<p>Every word")
