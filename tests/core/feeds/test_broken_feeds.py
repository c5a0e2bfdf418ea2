"""Feeds that are broken, hostile or none: what can be read is read, and the rest is refused in time."""

import tarfile
from contextlib import suppress
from pathlib import Path

import pytest
from feed_samples import RSS, URL, one
from growth import assert_grows_with_size, named, repeated
from hypothesis import given
from hypothesis import strategies as st
from places import DATA

from nutgraf.core.feeds.entry import MAX_BYTES, Feed
from nutgraf.core.feeds.feed import read_feed
from nutgraf.errors import NotAFeed, TooLarge

FEEDS = DATA / "feeds"


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
