from contextlib import suppress

import pytest
from growth import assert_grows_with_size, repeated

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


A, B = "https://a.example/f", "https://b.example/f"


@pytest.mark.parametrize(
    ("outlines", "sources"),
    [
        (f'<outline text="Quay" type=rss xmlUrl={A} /><outline text=Dock xmlUrl={B}/>', [("Quay", A), ("Dock", B)]),
        (f'<outline text="Quay" xmlUrl="{A}?x=1&amp;amp;y=2"/>', [("Quay", f"{A}?x=1&y=2")]),
        (f'<outline text="The "Quay" letter" title="The "Quay"" xmlUrl="{A}"/>', [('The "Quay"', A)]),
        (f"<outline text='Brandt's quay' type='rss' xmlUrl='{A}'/>", [("Brandt's quay", A)]),
        (f'<outline title=""Quay"" xmlUrl="{A}"></outline>', [('"Quay"', A)]),
        (f'<outline text="a < b > c" xmlUrl="{A}"/>', [("a < b > c", A)]),
        (f'<outline text="<b>Quay</b>" xmlUrl="{A}"/>', [("<b>Quay</b>", A)]),
        (f'<outline text="B & C" xmlUrl="{A}?x=1&y=2&copy=3"/>', [("B & C", f"{A}?x=1&y=2&copy=3")]),
        (f'<outline text="Caf&eacute; &amp; Quay" xmlUrl="{A}"/>', [("Café & Quay", A)]),
        (f'<outline text="x"title="Quay"xmlUrl="{A}"/>', [("Quay", A)]),
        (f'<outline text="One" xmlUrl="{A}"/>,\n<outline text="Two", xmlUrl="{B}"/>', [("One", A), ("Two", B)]),
        (f'<OUTLINE TEXT="Quay" XMLURL="{A}"/>', [("Quay", A)]),
        (f'<outline text="Quay" xmlUrl="\n {A}\n"/>', [("Quay", A)]),
        (f'<outline type="link" text="Quay" url="{A}"/>', [("Quay", A)]),
        (f'<outline type="rss" text="Folder"><outline xmlUrl="{A}"/></outline>', [(None, A)]),
        ('<outline text="Q" xmlUrl="feed:https://a.example/f"/>', [("Q", A)]),
        ('<outline text="Q" xmlUrl="feed://https://a.example/f"/>', [("Q", A)]),
        ('<outline text="Q" xmlUrl="FEED://a.example/f"/>', [("Q", "http://a.example/f")]),
        ('<outline text="Q" xmlUrl="feeds://a.example/f"/>', [("Q", A)]),
        ('<outline text="Q" xmlUrl="itpc://a.example/f"/>', [("Q", "http://a.example/f")]),
        (f'<!-- <outline xmlUrl="{A}"/> --><outline text="Q" xmlUrl="{B}"/>', [("Q", B)]),
        (f'<outline text="Q" xmlUrl="{A}"', [("Q", A)]),
    ],
)
def test_outlines_as_readers_write_them(outlines: str, sources: list[tuple[str | None, str]]) -> None:
    told: list[str] = []
    body = f'<?xml version="1.0"?>\n<opml version="1.0"><body>\n{outlines}\n</body></opml>'
    assert [(source.title, source.url) for source in read_opml(body.encode(), told.append)] == sources
    assert told == []


@pytest.mark.parametrize(
    ("outline", "why"),
    [
        ('<outline text="Quay"/>', "the outline 'Quay' is left out: it has no address (xmlUrl)"),
        (
            '<outline htmlUrl="https://a.example/"/>',
            "the outline 'without a title' is left out: it has no address (xmlUrl)",
        ),
        ('<outline text="Quay" xmlUrl="mailto:a@a.example"/>', "'mailto:a@a.example' is no http or https URL"),
        ('<outline text="Quay" xmlUrl="/f"/>', "'/f' is no http or https URL"),
        ('<outline text="Quay" type="include" url="https://a.example/l.opml"/>', "another list, which is not fetched"),
        (f'<outline text="Quay" xmlUrl="{B}"/>', f"{B} stands in the list before"),
    ],
)
def test_an_outline_that_is_not_taken_is_told(outline: str, why: str) -> None:
    told: list[str] = []
    (source,) = read_opml(f'<opml><body><outline xmlUrl="{B}"/>{outline}</body></opml>'.encode(), told.append)
    assert source.url == B
    assert len(told) == 1
    assert why in told[0]


@pytest.mark.parametrize(
    "body",
    [
        f'<o:opml xmlns:o="http://opml.org/spec2"><o:body><o:outline text="A" xmlUrl="{A}"/></o:body></o:opml>',
        f'<opml xmlns="http://opml.org/spec2"><body><outline text="A" xmlUrl="{A}"/></body></opml>',
        f'<body><outline text="A" xmlUrl="{A}"/></body>',
        f'<outline text="F"><outline text="A" xmlUrl="{A}"/></outline>',
    ],
)
def test_a_list_in_a_namespace_or_without_its_root(body: str) -> None:
    assert [source.url for source in read_opml(body.encode())] == [A]


def test_outlines_that_cannot_be_read_are_counted() -> None:
    told: list[str] = []
    list_of_many = "".join(f"<outline text='{n}' xmlUrl='{A}/{n}'/>" for n in range(5))
    assert len(read_opml(f"<opml><body>{list_of_many}</body></opml><outline/>".encode(), told.append)) == 5
    assert told == ["1 of its outlines cannot be read"]


@pytest.mark.parametrize("part", ['<outline text="', "<outline a='", '<outline text="a" ', "<outline", "<!--<outline"])
def test_broken_outlines_take_no_more_than_their_length(part: str) -> None:
    def read(body: str) -> None:
        with suppress(NotAFeed):
            read_opml(body.encode())

    assert_grows_with_size(repeated(part, before="<opml>"), read, 60_000)


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
