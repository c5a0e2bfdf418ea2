import tarfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from growth import assert_grows_with_size, named, repeated
from hypothesis import given
from hypothesis import strategies as st
from places import DATA

from nutgraf.core.feeds.entry import MAX_BYTES, Feed
from nutgraf.core.feeds.feed import read_feed
from nutgraf.errors import NotAFeed, TooLarge
from nutgraf.records import Image, Provider

FEEDS = DATA / "feeds"
URL = "https://harbour.example/feeds/all.xml"

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<channel>
 <title>Harbour Gazette</title><link>https://harbour.example/</link><language>en-gb</language><ttl>30</ttl>
 <image><url>/logo.png</url></image>
 <atom:link rel="self" href="https://harbour.example/feeds/all.xml"/>
 <atom:link rel="next" href="?page=2"/><atom:link rel="hub" href="https://hub.example/"/>
 <item>
  <title>Ferry &amp;amp; quay reopen</title><link>/2024/ferry?utm_source=rss#top</link>
  <guid isPermaLink="false">item-1</guid>
  <description>&lt;p&gt;The ferry &lt;b&gt;runs&lt;/b&gt; again.&lt;/p&gt;</description>
  <content:encoded><![CDATA[<p>The ferry runs again, the port said.</p>]]></content:encoded>
  <dc:creator>Ana Brandt</dc:creator><dc:creator>Li Wei</dc:creator>
  <pubDate>Tue, 02 Jan 2024 08:00:00 +0100</pubDate><atom:updated>2024-01-02T09:30:00Z</atom:updated>
  <category>Ports</category><category>Ferries</category>
  <media:group><media:content url="/a.jpg" type="image/jpeg" width="800" height="600"/></media:group>
  <media:thumbnail url="/a-small.jpg"/>
  <enclosure url="/film.mp4" type="video/mp4" length="1"/>
 </item>
</channel></rss>"""

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


def one(markup: str, url: str = URL) -> Feed:
    return read_feed(
        f"<rss version='2.0'><channel><title>Harbour Gazette</title>{markup}</channel></rss>".encode(), url
    )


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


def test_one_broken_entry_loses_no_other() -> None:
    feed = one(
        "<item><title>one</title></item><item><title>two<link>https://e.example/2</item>"
        "<item></b><title>three</title></item><item><title>four</title><item><title>caf&eacute; & five</title></item>"
    )
    assert [entry.title for entry in feed.entries] == ["one", "two", "three", "four", "café & five"]
    assert feed.entries[1].url == "https://e.example/2"


def test_atom_links_without_an_end() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://e.example/1"><title>one</title></entry>
    <entry><title>two</title><link href="https://e.example/2"></entry></feed>"""
    entries = read_feed(body, URL).entries
    assert [(entry.title, entry.url) for entry in entries] == [
        ("one", "https://e.example/1"),
        ("two", "https://e.example/2"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<",
        b"plain words",
        b"<html><body><p>a page</p></body></html>",
        b"<urlset><url><loc>https://e.example/</loc></url></urlset>",
        b"{}",
        b'{"items": 3}',
        b'{"items": [}',
        b"{" * 100_000,
        b'{"items":' + b"[" * 100_000,
        b"\x00\x01\x02\xff" * 100,
    ],
)
def test_what_is_no_feed(body: bytes) -> None:
    with pytest.raises(NotAFeed) as caught:
        read_feed(body, URL)
    assert caught.value.source == URL


def read_or_refuse(feed: str) -> None:
    with suppress(NotAFeed):
        read_feed(feed.encode(), URL)


def test_too_much_feed() -> None:
    with pytest.raises(TooLarge):
        read_feed(b" " * (MAX_BYTES + 1), URL)


def test_external_entity_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "s"
    secret.write_text("the secret")
    item = "<item><title>a&x;b</title></item>"
    body = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss><channel>{item}</channel></rss>'
    (entry,) = read_feed(body.encode(), URL).entries
    assert "secret" not in (entry.title or "")


def test_exploding_entity_stays_small() -> None:
    def exploding(levels: int) -> bytes:
        entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels))
        name = f"&e{levels - 1};"
        item = f"<item><title>{name}</title></item>"
        return f'<!DOCTYPE rss [<!ENTITY e0 "boom">{entities}]><rss a="{name}"><channel>{item}</channel></rss>'.encode()

    def read(body: bytes) -> None:
        (entry,) = read_feed(body, URL).entries
        assert len(entry.title or "") < 100

    assert_grows_with_size(exploding, read, 3)


@pytest.mark.slow
def test_ten_thousand_entries_all_come_and_take_no_more_than_their_number() -> None:
    def items(count: int) -> list[str]:
        return [
            f"<item><title>Item {n}</title><link>https://e.example/{n}</link>"
            f"<description>&lt;p&gt;Word {n}.&lt;/p&gt;</description>"
            f"<pubDate>Tue, 02 Jan 2024 08:00:00 GMT</pubDate></item>"
            for n in range(count)
        ]

    def read(items: list[str]) -> None:
        urls = [entry.url for entry in one("".join(items)).entries]
        assert urls == [f"https://e.example/{n}" for n in range(len(items))]

    assert_grows_with_size(items, read, 2500)


@pytest.mark.parametrize(
    ("encoding", "declared", "sent"),
    [
        ("utf-8", "utf-8", None),
        ("utf-8", "iso-8859-1", "iso-8859-1"),  # both lie
        ("utf-8-sig", "windows-1251", None),
        ("windows-1251", "windows-1251", None),
        ("windows-1251", "utf-8", "windows-1251"),
        ("koi8-r", "koi8-r", "no-such-charset"),
        ("utf-16", "utf-16", None),
        ("utf-16-le", "utf-16", None),
        ("utf-16-be", "utf-16", "utf-8"),
        ("utf-32", "utf-32", None),
    ],
)
def test_charsets(encoding: str, declared: str, sent: str | None) -> None:
    item = "<item><title>Новости порта</title></item>"
    body = f"<?xml version='1.0' encoding='{declared}'?><rss><channel>{item}</channel></rss>"
    (entry,) = read_feed(body.encode(encoding), URL, sent).entries
    assert entry.title == "Новости порта"


def test_trailing_and_leading_garbage() -> None:
    (entry,) = read_feed(b"\n\n<!-- x -->Warning: oops " + RSS.encode() + b"<script>x</script> junk <<<", URL).entries
    assert entry.title == "Ferry & quay reopen"


@pytest.mark.parametrize(
    "piece", ["<item>", "<a", "&x", "<![CDATA[", "<!DOCTYPE", "<!--", "</a>", "<!DOCTYPE [", '<a b="']
)
def test_no_repetition_hangs(piece: str) -> None:
    assert_grows_with_size(lambda size: "<rss><channel>" + piece * size, read_or_refuse, 5000)


@pytest.mark.slow
def test_the_suites_of_feedparser_and_the_feed_validator() -> None:
    archives = sorted(FEEDS.glob("*.tar.gz"))
    if not archives:
        pytest.skip("the shared feed suites are not here")
    read = refused = 0
    for archive in archives:
        with tarfile.open(archive) as files:
            for member in files:
                file = files.extractfile(member)
                if file is None or not member.name.endswith((".xml", ".json")):
                    continue
                try:
                    read_feed(file.read(), URL)
                    read += 1
                except NotAFeed:
                    refused += 1
    assert read >= 3900
    assert refused <= 310  # most of them KML and OpenSearch


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"<rss><channel><item>", b"<feed><entry><link href=", b'{"items":['])
)
def test_any_bytes_give_a_feed_or_a_plain_refusal(noise: bytes, start: bytes) -> None:
    try:
        feed = read_feed(start + noise, URL)
    except NotAFeed:
        return
    assert isinstance(feed, Feed)


@pytest.mark.parametrize("end", ["</a>", "</item>", "<!-- a -->", " "])
def test_a_document_with_nothing_in_it_is_no_feed(end: str) -> None:
    with pytest.raises(NotAFeed):
        read_feed(f'<?xml version="1.0"?>{end}'.encode(), URL)


@pytest.mark.parametrize(
    ("markup", "content"),
    [
        ("<o:p>Ferry</o:p> runs", "<p>Ferry</p> runs"),
        ('<v:shape o:href="x">Ferry</v:shape>', '<shape o:href="x">Ferry</shape>'),
        ("<a:b:p>Ferry</a:b:p>", "<p>Ferry</p>"),
        ("<a:>Ferry</a:>", "<span>Ferry</span>"),
        ("<a:1>Ferry</a:1>", "<span>Ferry</span>"),
    ],
)
def test_prefixes_that_were_not_declared_are_no_part_of_the_markup(markup: str, content: str) -> None:
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml">{markup}</content></entry></feed>'
    (entry,) = read_feed(feed.encode(), URL).entries
    assert entry.content == content


@pytest.mark.parametrize("markup", named(["<a>", "<?xml ", "<a></b>", "<item><a>"], "<item><a>"))
def test_what_nests_or_begins_without_end_takes_no_more_than_its_length(markup: str) -> None:
    assert_grows_with_size(repeated(markup, before="<rss><channel><item>"), read_or_refuse, 50_000)
