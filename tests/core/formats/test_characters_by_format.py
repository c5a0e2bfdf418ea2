"""Halves of surrogate pairs, controls and marks of direction, in every format and every place of it."""

import html
import json
import re
from collections.abc import Callable

import pytest
from every_format import ESCAPES, ESCAPING, GRIN, MARKUP, PARAGRAPH, REFERENCES, SEEN, assert_harmless, strings

from nutgraf.core.extract import extract
from nutgraf.core.feeds.feed import read_feed
from nutgraf.core.files.frontmatter import read_record
from nutgraf.core.text.characters import whole
from nutgraf.publish.feeds import Channel, render_atom, render_json_feed
from nutgraf.publish.pages import Listed, render_page
from nutgraf.publish.records import render_record
from nutgraf.records import Article, Capture, Entry, Filed, Score

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
