import json
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from site_samples import NOON, filed

from nutgraf.core.feeds.feed import read_feed
from nutgraf.publish.feeds import Channel, feed_id, render_atom, render_json_feed
from nutgraf.records import Filed, Image, Provider

CHANNEL = Channel(title="Ports & docks", home="https://site.example/", url="https://site.example/feed.xml")
ATOM = "{http://www.w3.org/2005/Atom}"

GOLDEN = """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>https://site.example/feed.xml</id>
  <title>Ports &amp; docks</title>
  <updated>2026-03-02T10:00:00Z</updated>
  <author>
    <name>Ports &amp; docks</name>
  </author>
  <link rel="self" type="application/atom+xml" href="https://site.example/feed.xml" />
  <link rel="alternate" href="https://site.example/" />
  <generator>nutgraf</generator>
  <entry xml:lang="ar">
    <id>ID</id>
    <title>&lt;b&gt; "strike" ends</title>
    <updated>2026-03-02T10:00:00Z</updated>
    <published>2026-03-02T09:00:00Z</published>
    <author>
      <name>Harbour Post</name>
    </author>
    <link rel="alternate" href="https://harbour.example/strike" />
    <summary>Back &amp; forth.</summary>
    <category term="Ports" />
  </entry>
</feed>
"""


def sample() -> Filed:
    return filed(
        title='<b> "strike" ends',
        excerpt="Back &amp; <i>forth</i>.\r\n",
        language="ar",
        modified=NOON - timedelta(hours=2),
        topics=("Ports",),
        images=(Image(url="https://harbour.example/pier.jpg"),),
    )


def test_an_atom_feed_is_printed_exactly() -> None:
    assert render_atom(CHANNEL, [sample()]) == GOLDEN.replace("ID", feed_id(sample().article))


def test_a_json_feed_has_what_version_1_1_wants() -> None:
    feed = json.loads(render_json_feed(CHANNEL, [sample()]))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["title"], feed["feed_url"]) == ("Ports & docks", "https://site.example/feed.xml")
    assert feed["items"] == [
        {
            "id": feed_id(sample().article),
            "url": "https://harbour.example/strike",
            "title": '<b> "strike" ends',
            "content_text": "Back & forth.",
            "image": "https://harbour.example/pier.jpg",
            "date_published": "2026-03-02T09:00:00Z",
            "date_modified": "2026-03-02T10:00:00Z",
            "authors": [{"name": "Harbour Post"}],
            "tags": ["Ports"],
            "language": "ar",
        }
    ]


def test_an_entry_without_a_url_has_content_instead() -> None:
    feed = etree.fromstring(
        render_atom(CHANNEL, [filed(url=None, published=None, provider=Provider(), language=None)]).encode()
    )
    (entry,) = feed.findall(f"{ATOM}entry")
    assert [child.tag.removeprefix(ATOM) for child in entry] == ["id", "title", "updated", "content"]
    assert entry.findtext(f"{ATOM}updated") == "2026-03-02T12:00:00Z"


def test_an_empty_feed_is_valid_and_has_no_time_of_the_clock() -> None:
    feed = etree.fromstring(render_atom(CHANNEL, []).encode())
    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"
    assert json.loads(render_json_feed(CHANNEL, []))["items"] == []


def test_ids_are_permanent_and_apart() -> None:
    ids = {feed_id(filed(name).article) for name in ("a", "b", "a")}
    assert len(ids) == 2
    assert all(name.startswith("urn:uuid:") for name in ids)


def test_the_feeds_are_read_again() -> None:
    for text in (render_atom(CHANNEL, [sample()]), render_json_feed(CHANNEL, [sample()])):
        (entry,) = read_feed(text.encode(), CHANNEL.url, None).entries
        assert entry.url == "https://harbour.example/strike"
        assert entry.published == sample().article.published


@given(st.text(alphabet=st.characters(), max_size=30))
def test_any_text_gives_well_formed_feeds(text: str) -> None:
    this = filed(title=text, excerpt=text, topics=(text,), provider=Provider(name=text), language=text)
    channel = Channel(title=text, home="https://site.example/", url="https://site.example/feed.xml")
    etree.fromstring(render_atom(channel, [this]).encode())
    json.loads(render_json_feed(channel, [this]).encode())
