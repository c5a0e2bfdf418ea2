"""Entries with the same words in every field, as each format has them written; what is harmless in them."""

import json
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import msgspec

from nutgraf.core.feeds.feed import read_feed
from nutgraf.core.feeds.opml import read_opml
from nutgraf.core.feeds.sitemap import read_sitemap
from nutgraf.core.files.frontmatter import read_record
from nutgraf.core.files.json_pages import read_pages
from nutgraf.core.files.rows import entry_of_row
from nutgraf.core.text.characters import is_balanced, whole_json
from nutgraf.records import Entry

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


def entries_of(body: str) -> list[Entry]:
    """The entries of a feed that is harmless as a whole."""
    feed = read_feed(body.encode(), "https://a.example/feed")
    assert_harmless(feed)
    return list(feed.entries)


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
    return entries_of(body)


def escaped_rss(x: str) -> list[Entry]:
    return rss(x.replace("&", "&amp;"))


def cdata(x: str) -> list[Entry]:
    return rss(f"<![CDATA[{x}]]>".replace("'", "")) if "/" in x else rss_of(f"<![CDATA[<p>{x}</p>]]>")


def rss_of(title: str) -> list[Entry]:
    body = f"<rss><channel><item><title>{title}</title></item><item><title>Good salmon</title></item></channel></rss>"
    return entries_of(body)


def rdf(x: str) -> list[Entry]:
    body = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        f"<channel rdf:about='https://a.example/'><title>{x}</title></channel>"
        f"<item rdf:about='https://a.example/{x}'><title>{x}</title><description>{x}</description></item>"
        "<item><title>Good salmon</title></item></rdf:RDF>"
    )
    return entries_of(body)


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
    return entries_of(body)


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
    return entries_of(body)


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
