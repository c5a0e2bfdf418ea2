"""Halves of surrogate pairs, controls and marks of direction, in every format and every field."""

import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from nutgraf.core.extract import extract
from nutgraf.core.feeds.feed import read_feed
from nutgraf.core.feeds.opml import read_opml
from nutgraf.core.feeds.sitemap import read_sitemap
from nutgraf.core.files.frontmatter import read_record
from nutgraf.core.files.json_pages import read_pages
from nutgraf.core.files.rows import entry_of_row
from nutgraf.core.formats.tidy import ARTICLE, ENTRY, EXTRAS, PROVIDER, tidy_article, tidy_entry
from nutgraf.core.text.characters import is_balanced, one_line, prose, whole, whole_json, whole_utf8
from nutgraf.publish.feeds import Channel, render_atom, render_json_feed
from nutgraf.publish.pages import Listed, render_page
from nutgraf.publish.records import render_record
from nutgraf.records import Article, Capture, Entry, Filed, Provider, RecordExtras, Score

SEEN = datetime(2026, 3, 1, tzinfo=UTC)
GRIN = "\U0001f600"
DIRECTIONS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
PARAGRAPH = "The harbour office said on Wednesday that the bridge will stay shut for three weeks while it is mended."


def strings(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every string in a value, with the way to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from strings(getattr(value, field), f"{path}.{field}")
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item, path)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from strings(item, f"{path}.{key}")


def assert_harmless(value: object) -> None:
    """That no string in a value breaks what stores, prints or publishes it, or turns what is beside it."""
    for path, text in strings(value):
        text.encode()
        assert not [c for c in text if unicodedata.category(c) == "Cc" and c not in "\t\n\r"], (path, text)
        is_prose = path.rpartition(".")[2] in {"title", "excerpt", "content", "text"}
        assert is_balanced(text) if is_prose else DIRECTIONS.isdisjoint(text), (path, text)


# ---------------------------------------------------------------- one text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a &#55357;&#56832; b", f"a {GRIN} b"),
        ("&#xD83D;&#xde00;&#Xd83d;&#XDE00;", GRIN + GRIN),
        ("&#55357;&#xDE00;", GRIN),
        ("&#0055357&#x00DE00", GRIN),
        ("\ud83d\ude00", GRIN),
        ("\ud83d&#56832;&#55357;\ude00", GRIN + GRIN),
        ("a&#55357;b&#56832;c\ud83dd\ude00", "a\ufffdb\ufffdc\ufffdd\ufffd"),
        ("&#56832;&#55357;", "\ufffd\ufffd"),
        ("&#55357;&#55357;&#56832;", f"\ufffd{GRIN}"),
        ("&#553571; &#5535; &amp;#55357; &#39;", "&#553571; &#5535; &amp;#55357; &#39;"),
        ("&#55296;&#57343;", "\U000103ff"),
        ("\N{ARABIC-INDIC DIGIT FIVE}", "\N{ARABIC-INDIC DIGIT FIVE}"),
    ],
)
def test_halves_become_the_character_that_was_meant(written: str, meant: str) -> None:
    assert whole(written) == meant
    assert whole(meant) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r'"\ud83d\ude00"', GRIN),
        (r'"\uD83D\uDE00 \\\ud83d\ude00"', f"{GRIN} \\{GRIN}"),
        (r'"\\ud83d\\ude00"', r"\ud83d\ude00"),
        (r'"\ud83d"', "\ufffd"),
        (r'"\ude00\ud83dx"', "\ufffd\ufffdx"),
        (r'"\ud83d&#56832; &#55357;\ude00"', f"{GRIN} {GRIN}"),
        (r'"&#55357;&#56832;"', "&#55357;&#56832;"),  # whoever reads it as markup puts it together
    ],
)
def test_escaped_halves_in_json(written: str, meant: str) -> None:
    assert msgspec.json.decode(whole_json(written)) == meant


def test_halves_in_utf_8() -> None:
    halves = f"é \ud83d\ude00 {GRIN} \ud83d!".encode("utf-8", "surrogatepass")
    assert whole_utf8(halves).decode() == f"é {GRIN} {GRIN} \ufffd!"


ODD = ["&#", "55357;", "&#55357;", "&#xDE00;", "&#57344;", "\ud83d", "\ude00", "\u202e", "\u2066", "\u2069", "\0", "\t"]


@given(st.lists(st.sampled_from(ODD) | st.text(st.characters(), max_size=3)).map("".join))
def test_any_text_is_made_harmless_once_for_all(text: str) -> None:
    for tidy in (prose, one_line):
        once = tidy(text)
        once.encode()
        assert tidy(once) == once
    assert DIRECTIONS.isdisjoint(one_line(text))
    assert is_balanced(prose(text))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_of_any_text_stays_what_it_is(text: str) -> None:
    written = json.dumps(text)
    assert json.loads(whole_json(written)) == text
    assert whole_json(whole_json(written)) == whole_json(written)


def test_many_halves_take_time_in_proportion() -> None:
    assert whole("&#55357;" * 200_000) == "\ufffd" * 200_000
    assert whole_json('\\ud83d"' + "&#55357;" * 200_000).endswith("&#55357;")
    assert whole("&#" + "0" * 1_000_000 + "&#") == "&#" + "0" * 1_000_000 + "&#"


def test_what_right_to_left_text_needs_stays() -> None:
    needed = "\u200fשלום\u200e \u061cعربي می\u200cشود"
    assert (one_line(needed), prose(needed)) == (needed, needed)
    assert one_line("\u2067שלום\u2069") == "שלום"
    assert prose("\u2067שלום\u2069\n\u2067x") == "שלום\nx"
    assert prose("\u2067שלום\u2069\r\nx\t\v\0") == "\u2067שלום\u2069\r\nx\t "


# ---------------------------------------------------------------- every format, every place


def rss(x: str) -> list[Entry]:
    item = "".join(
        f"<{tag}>{x}</{tag.partition(' ')[0]}>"
        for tag in (
            "title", "description", "author", "category", "dc:creator", "dc:subject", "dc:rights", "media:credit",
            "content:encoded", "media:keywords", "language", 'source url="https://b.example/"',
            'guid isPermaLink="false"',
        )
    )  # fmt: skip
    body = (
        '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"><channel>'
        f"<title>{x}</title><language>{x}</language><link>https://a.example/</link>"
        f"<item><link>https://a.example/{x}</link>{item}"
        f"<media:thumbnail url='https://a.example/{x}.jpg'/></item>"
        "<item><title>Good salmon</title></item></channel></rss>"
    )
    feed = read_feed(body.encode(), "https://a.example/feed")
    assert_harmless(feed)
    return list(feed.entries)


def escaped_rss(x: str) -> list[Entry]:
    return rss(x.replace("&", "&amp;"))


def cdata(x: str) -> list[Entry]:
    return rss(f"<![CDATA[{x}]]>".replace("'", "")) if "/" in x else rss_of(f"<![CDATA[<p>{x}</p>]]>")


def rss_of(title: str) -> list[Entry]:
    body = f"<rss><channel><item><title>{title}</title></item><item><title>Good salmon</title></item></channel></rss>"
    return list(read_feed(body.encode(), "https://a.example/feed").entries)


def rdf(x: str) -> list[Entry]:
    body = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        f"<channel rdf:about='https://a.example/'><title>{x}</title></channel>"
        f"<item rdf:about='https://a.example/{x}'><title>{x}</title><description>{x}</description></item>"
        "<item><title>Good salmon</title></item></rdf:RDF>"
    )
    return list(read_feed(body.encode(), "https://a.example/feed").entries)


def atom(x: str) -> list[Entry]:
    entry = (
        f"<id>{x}</id><title type='html'>{x}</title><summary>{x}</summary><content type='text'>{x}</content>"
        f"<author><name>{x}</name></author><category term='{x}'/><category label='{x}'/><rights>{x}</rights>"
        f"<link href='https://a.example/{x}'/><source><title>{x}</title><id>{x}</id></source>"
        f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p title='{x}'>{x}</p></div></content>"
    )
    body = (
        f"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='{x}'><title>{x}</title><entry>{entry}</entry>"
        "<entry><title>Good salmon</title></entry></feed>"
    )
    return list(read_feed(body.encode(), "https://a.example/feed").entries)


def sitemap(x: str) -> list[Entry]:
    news = (
        f"<news:news><news:publication><news:name>{x}</news:name><news:language>{x}</news:language></news:publication>"
        f"<news:title>{x}</news:title><news:keywords>{x}, b</news:keywords></news:news>"
    )
    body = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
        'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
        f"<url><loc>https://a.example/{x}</loc>{news}<image:image><image:loc>https://a.example/{x}</image:loc>"
        "</image:image></url><url><loc>https://a.example/good</loc><news:news><news:title>Good salmon</news:title>"
        "</news:news></url></urlset>"
    )
    return list(read_sitemap(body.encode(), "https://a.example/map").entries)


def json_feed(x: str) -> list[Entry]:
    item = (
        f'{{"id": "{x}", "url": "https://a.example/{x}", "title": "{x}", "summary": "{x}",'
        f'"content_html": "<p>{x}</p>",'
        f'"authors": [{{"name": "{x}"}}], "tags": ["{x}"], "language": "{x}", "image": "https://a.example/{x}"}}'
    )
    body = (
        f'{{"version": "https://jsonfeed.org/version/1.1", "title": "{x}", "language": "{x}", "items": '
        f'[{item}, {{"id": "2", "title": "Good salmon"}}]}}'
    )
    feed = read_feed(body.encode(), "https://a.example/feed")
    assert_harmless(feed)
    return list(feed.entries)


def row(x: str) -> list[Entry]:
    written = (
        f'{{"id": "{x}", "url": "https://a.example/{x}", "title": "{x}", "excerpt": "{x}", "text": "{x} {PARAGRAPH}",'
        f'"language": "{x}", "section": "{x}", "credit": "{x}", "authors": ["{x}"], "tags": ["{x}"], "topics": ["{x}"],'
        f'"images": ["https://a.example/{x}"], "kind": "{x}", "original_url": "https://b.example/{x}",'
        f'"amp_url": "https://a.example/{x}", "provider": {{"name": "{x}", "domain": "{x}"}}}}'
    )
    return [entry_of_row(json.loads(whole_json(written), strict=False)), Entry(title="Good salmon")]


def json_page(x: str) -> list[Entry]:
    item = (
        f'{{"title": "{x}", "excerpt": "{x}", "webUrl": "https://a.example/{x}", "originalUrl": "https://a.example/{x}",'
        f'"ampWebUrl": "https://a.example/{x}", "featuredContent": "<b>{x}</b>", "tags": ["{x}"], "topics": ["{x}"],'
        f'"images": [{{"url": "https://a.example/{x}"}}], "categories": ["{x}"], "locale": "{x}",'
        f'"related": [{{"title": "{x}"}}],'
        f'"provider": {{"name": "{x}", "domain": "{x}", "images": [{{"url": "https://a.example/{x}"}}]}}}}'
    )
    return read_pages(f'{{"page": 1, "value": [{item}, {{"title": "Good salmon"}}]}}')


def record(x: str) -> list[Entry]:
    matter = (
        f'category: "{x}"\ntitle: "{x}"\nexcerpt: "{x}"\nwebUrl: "https://a.example/{x}"\nlocale: "{x}"\n'
        f'ampWebUrl: "https://a.example/{x}"\nfeaturedContent: "<b>{x}</b>"\ntopics:\n  - "{x}"\ntags:\n  - "{x}"\n'
        f'provider:\n  name: "{x}"\n  domain: "{x}"\nimages:\n  - url: "https://a.example/{x}"\n'
        f'related:\n  - title: "{x}"\n    webUrl: "https://a.example/r"\n'
    )
    return [read_record(f"---\n{matter}---\n\n{x if 'u' not in x else ''}"), Entry(title="Good salmon")]


def opml(x: str) -> list[Entry]:
    sources = read_opml(
        f"<opml><body><outline text='{x}' title='{x}' xmlUrl='https://a.example/{x}'/>"
        "<outline text='Good salmon' xmlUrl='https://a.example/good'/></body></opml>".encode()
    )
    assert_harmless(sources)
    return [Entry(title=source.title) for source in sources]


REFERENCES = {
    "decimal": "&#55357;&#56832;",
    "hexadecimal": "&#xD83D;&#xDE00;",
    "of both kinds": "&#xd83d;&#56832;",
    "with zeros": "&#0055357;&#x0000DE00;",
}
ESCAPES = {"escaped": r"\ud83d\ude00", "in capitals": r"\uD83D\uDE00", "of both": r"\ud83d&#xDE00;"}
MARKUP: list[Callable[[str], list[Entry]]] = [rss, escaped_rss, cdata, rdf, atom, sitemap, opml]
ESCAPING: list[Callable[[str], list[Entry]]] = [json_feed, row, json_page, record]
CASES = [
    *((read, written) for read in (*MARKUP, *ESCAPING) for written in REFERENCES.values()),
    *((read, written) for read in ESCAPING for written in ESCAPES.values()),
]
LONE = [
    *((read, written) for read in (*MARKUP, *ESCAPING) for written in ("&#55357;", "&#xDE00;")),
    *((read, written) for read in ESCAPING for written in (r"\ud83d", r"\uDE00")),
]
CONTROLS = "&#0;&#7;&#x1b;&#127;&#x9d;&#x202e;&#8294;"
ESCAPED_CONTROLS = r"\u0000\u0007\u001b\u007f\u009d\u202e\u2066"
STRANGE = [
    *((read, CONTROLS) for read in (*MARKUP, *ESCAPING)),
    *((read, ESCAPED_CONTROLS) for read in ESCAPING),
    *((read, html.unescape("&#x202e;&#x2067;&#x81;&#x7f;")) for read in MARKUP),
]


def articles_of(entries: list[Entry]) -> list[Article]:
    captures = (Capture(id=str(n), at=SEEN, url=entry.url, entry=entry) for n, entry in enumerate(entries))
    return [article for capture in captures if isinstance(article := extract(capture), Article)]


@pytest.mark.parametrize(("read", "written"), CASES)
def test_a_pair_becomes_its_character_in_every_format(read: Callable[[str], list[Entry]], written: str) -> None:
    entries = read(f"Smile {written}!")
    articles = articles_of(entries)
    assert_harmless([entries, articles])
    shown = [text for path, text in strings([entries, articles]) if "Smile" in text and "://" not in text]
    assert shown
    assert [text for text in shown if GRIN not in html.unescape(whole(text)) or "\ufffd" in text] == []
    assert [article.title for article in articles] == [f"Smile {GRIN}!", "Good salmon"]


@pytest.mark.parametrize(("read", "written"), LONE)
def test_one_half_alone_is_a_replacement_character(read: Callable[[str], list[Entry]], written: str) -> None:
    entries = read(f"Smile {written}!")
    articles = articles_of(entries)
    assert_harmless([entries, articles])
    assert [article.title for article in articles] == ["Smile \ufffd!", "Good salmon"]


@pytest.mark.parametrize(("read", "written"), STRANGE)
def test_controls_and_marks_of_direction_are_taken_out_of_every_field(
    read: Callable[[str], list[Entry]], written: str
) -> None:
    entries = read(f"Smile{written}!")
    articles = articles_of(entries)
    assert_harmless([entries, articles])
    assert [article.title[:5] for article in articles] == ["Smile", "Good "]


@pytest.mark.parametrize(("read", "written"), [*CASES, *LONE, *STRANGE])
def test_what_is_published_is_harmless(read: Callable[[str], list[Entry]], written: str) -> None:
    filed = [Filed(article=article, quality=Score(total=1)) for article in articles_of(read(f"Smile {written}!"))]
    channel = Channel(title="t", home="https://site.example/", url="https://site.example/feed")
    listed = [Listed(filed=one, path="p", heat=0) for one in filed]
    texts = [
        render_page(1, listed, more=False),
        render_atom(channel, filed),
        render_json_feed(channel, filed),
        *(render_record(one, (), 0, released=True, key=bytes(32)) for one in filed),
    ]
    for text in texts:
        text.encode()
        assert "\ud83d" not in text
    assert_harmless([read_record(text) for text in texts[3:]])
    assert_harmless(json.loads(texts[2]))


PAGE = """<!doctype html><html lang="en"><head><title>{x}</title><meta name="description" content="{x}">
<meta name="author" content="Ann {x} Lee"><meta property="article:section" content="{x}">
<meta name="keywords" content="{x}, b"><meta property="og:site_name" content="{x}">
<meta name="dcterms.license" content="{x}"><meta property="og:image" content="https://a.example/{x}.jpg">
<link rel="canonical" href="https://a.example/x/{x}"><link rel="amphtml" href="https://a.example/amp/{x}">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{j}", "author": {{"name": "Bob {j} Ray"}},
"publisher": {{"name": "{j}", "logo": "https://a.example/{j}.png"}}, "keywords": ["{j}"], "articleSection": "{j}",
"creditText": "{j}", "image": "https://a.example/{j}.jpg", "description": "{j}", "inLanguage": "{j}"}}</script></head>
<body><article itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{x}</h1>
<p class="byline">By <span itemprop="author">{x}</span></p>{paragraphs}</article></body></html>"""


@pytest.mark.parametrize(
    ("html_written", "json_written", "shown"),
    [
        *((written, written, GRIN) for written in REFERENCES.values()),
        *((REFERENCES["decimal"], written, GRIN) for written in ESCAPES.values()),
        ("&#55357&#56832", r"\ud83d\ude00", GRIN),
        ("&amp;#55357;&amp;#56832;", r"\ud83d\ude00", GRIN),
        ("&#55357;", r"\ud83d", "\ufffd"),
        (CONTROLS, ESCAPED_CONTROLS, ""),
        (html.unescape("&#x202e;&#x2067;&#x7f;\x1b"), ESCAPED_CONTROLS, ""),
    ],
)
def test_pages(html_written: str, json_written: str, shown: str) -> None:
    x, j = (f"Smile {written} of the harbour office!" for written in (html_written, json_written))
    paragraphs = "".join(f"<p>{n} {PARAGRAPH} {x} <a href='https://b.example/{x}'>{x}</a></p>" for n in range(5))
    body = PAGE.format(x=x, j=j, paragraphs=paragraphs).encode()
    article = extract(Capture(id="c", at=SEEN, url="https://a.example/x/1", body=body))
    assert isinstance(article, Article)
    assert_harmless(article)
    without_json = re.sub(rb"<script.*?</script>", b"", body, flags=re.DOTALL)
    plain = extract(Capture(id="c", at=SEEN, url="https://a.example/x/1", body=without_json))
    assert isinstance(plain, Article)
    assert_harmless(plain)
    for found in (article, plain):
        assert shown in found.title
        assert "\ufffd" in found.title or shown != "\ufffd"
        assert (shown in found.text) or "&amp;#" in html_written  # the page itself shows the references there


def test_encoded_halves_in_a_page_and_in_rows() -> None:
    for body in (
        f"<rss><channel><item><title>Smile {GRIN} é \ud83d\ude00!</title></item></channel></rss>",
        f'{{"version": "https://jsonfeed.org/version/1", "items": [{{"title": "Smile {GRIN} é \ud83d\ude00!"}}]}}',
    ):
        (entry,) = read_feed(body.encode("utf-8", "surrogatepass"), "https://a.example/feed").entries
        assert entry.title == f"Smile {GRIN} é {GRIN}!"


# ---------------------------------------------------------------- every field


@pytest.mark.parametrize(
    ("kind", "fields", "apart"),
    [
        (Entry, ENTRY, {"kind", "published", "modified"}),
        (
            Article,
            ARTICLE,
            {"id", "capture", "seen", "text", "passages", "published", "modified", "kind", "paywalled", "partial"},
        ),
        (Provider, PROVIDER, set()),
        (RecordExtras, EXTRAS, {"prints_web_url", "released"}),
    ],
)
def test_no_field_is_forgotten(kind: type[msgspec.Struct], fields: dict[str, object], apart: set[str]) -> None:
    assert set(kind.__struct_fields__) == set(fields) | apart


def test_harmless_entries_are_the_same_again() -> None:
    for read in (*MARKUP, *ESCAPING):
        for entry in read("Smile!"):
            assert [tidy(value) for value, tidy in _told(entry)] == [value for value, _ in _told(entry)]


def _told(entry: Entry) -> list[tuple[object, Callable[[object], object]]]:
    return [(value, partial(tidy)) for field, tidy in ENTRY.items() if (value := getattr(entry, field))]


def test_no_list_of_articles_is_filled_by_one_title_or_name() -> None:
    """A title, name or list of names is bounded, as often as it passes; what tells entries apart is not."""
    endless, many = "Lorem ipsum " * 100_000, tuple(f"{number}" for number in range(10_000))
    said = Entry(id=endless, title=endless, section=endless, authors=(endless,), tags=many, topics=many)
    once = tidy_entry(said)
    shown = tidy_article(
        Article(
            id="a",
            capture="c",
            seen=SEEN,
            title=endless,
            authors=(endless,),
            section=endless,
            credit=endless,
            tags=many,
            topics=many,
            provider=Provider(name=endless),
        )
    )
    assert once.id == endless
    assert (tidy_entry(once), tidy_article(shown)) == (once, shown)
    assert len(msgspec.json.encode(replace(once, id=None))) < 20_000
    assert len(msgspec.json.encode(shown)) < 10_000
    assert (shown.title[-6:], len(shown.topics), shown.topics[-1]) == ("ipsum…", 200, "199")
