"""An article's text as the desk shows it."""

from datetime import UTC, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from nutgraf.core.page.body import body_of_blocks
from nutgraf.core.page.parsed import Page
from nutgraf.records import Article, Link, Passage, PassageKind, Post, Quote, Speaker
from nutgraf.web.reading import text_parts
from nutgraf.web.render import TEMPLATES

SHOW = """
{% import "text.html" as text %}{% set seen = namespace(quote=0) %}
{% for part in parts %}{{ text.blocks(part.blocks, seen) }}{% endfor %}
"""
TABLE = '<div class="wide" role="group" tabindex="0" aria-label="Table"><table class="cells">'
NOW = datetime(2026, 3, 9, tzinfo=UTC)


def article(html: str, **fields: object) -> Article:
    page = Page(html, "https://tide.example/pier")
    made = body_of_blocks(page, page.layout.blocks)
    known = {"text": made.text, "passages": made.passages, "links": made.links} | fields
    return Article(id="a", capture="c", seen=NOW, **known)  # type: ignore[arg-type]


def shown(of: Article, *quotes: Quote) -> str:
    """The blocks as HTML, without the white space between elements."""
    written = TEMPLATES.from_string(SHOW).render(parts=text_parts(of, quotes, NOW))
    return "".join(line.strip() for line in written.splitlines())


@pytest.mark.parametrize(
    "html",
    [
        "<p>One.</p><p>Two.</p>",
        "<ul><li>One</li><li>Two<ul><li>In</li><li>Out</li></ul></li><li>Three</li></ul>",
        "<ol><li>One<p>and more</p></li></ol><ul><li>Two</li></ul>",
        "<blockquote><p>One</p><p>Two</p></blockquote>",
        "<h3>A</h3><p>b</p><h4>C</h4><h3>D</h3>",
    ],
)
def test_a_text_is_shown_as_it_stands_on_the_page(html: str) -> None:
    assert shown(article(html)) == html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>A</h1><h4>B</h4><h6>C</h6>", "<h3>A</h3><h4>B</h4><h5>C</h5>"),
        ("<h5>B</h5><h2>A</h2>", "<h3>B</h3><h3>A</h3>"),
        ("<details><summary>A</summary></details>", '<p class="heading">A</p>'),
        ("<figcaption>A</figcaption>", '<p class="caption">A</p>'),
        ("<pre>a &lt; b</pre>", '<pre tabindex="0">a &lt; b</pre>'),
        (
            "<table><tr><td>a<td>b<tr><td>c<td>d</table>",
            f"{TABLE}<tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table></div>",
        ),
        (
            "<p>a <a href='/b?c&d'>b</a></p>",
            '<p>a <a href="https://tide.example/b?c&amp;d" rel="noopener noreferrer nofollow">b</a></p>',
        ),
        ("<p>&lt;script&gt;</p>", "<p>&lt;script&gt;</p>"),
    ],
)
def test_what_has_an_element_of_its_own(html: str, expected: str) -> None:
    assert shown(article(html)) == expected


def test_quotations_and_links_may_overlap() -> None:
    of = article("<p>He said “go <a href='/b'>home” now</a>.</p>")
    start, end = of.text.index("“"), of.text.index("”") + 1
    quote = Quote(start=start, end=end, speaker=Speaker(start=0, end=2, name="He"))
    link = '<a href="https://tide.example/b" rel="noopener noreferrer nofollow">'
    assert shown(of, quote) == (
        f'<p>He said <q id="quote-1" title="He">“go </q><q title="He">{link}home”</a></q>{link} now</a>.</p>'
    )


def test_a_text_of_which_nothing_is_known_is_paragraphs() -> None:
    assert shown(article("", text="One.\n\nTwo.")) == "<p>One.</p><p>Two.</p>"
    assert text_parts(article("", text=""), (), NOW) == ()


@pytest.mark.parametrize("kind", ["item", "heading", "row", "paragraph"])
@pytest.mark.parametrize("level", [0, 1, 9, 5000, -3])
def test_what_a_store_might_hold_is_shown_all_the_same(kind: PassageKind, level: int) -> None:
    passages = tuple(Passage(kind=kind, start=3 * n, end=3 * n + 2, level=level + n) for n in range(9))
    links = (Link(start=-5, end=3, url="javascript:1"), Link(start=1, end=9000, url="https://b.example/"))
    of = article("", text="ab\n" * 3, passages=passages, links=links)
    tree = LexborHTMLParser(shown(of))
    assert (tree.body.text() if tree.body else "").count("ab") == 3
    assert not tree.css("a[href^=javascript]")


def test_posts_stand_apart_with_their_time_and_title() -> None:
    of = article("<p>Intro.</p><h2>Ferry back</h2><p>It is back.</p><p>Closed.</p><p>More.</p>")
    first, second = of.text.index("Ferry"), of.text.index("Closed")
    posts = (
        Post(start=first, end=second - 1, at=NOW, title="Ferry back"),
        Post(start=second, end=second + 7, title="Harbour"),
    )
    parts = text_parts(article("", text=of.text, passages=of.passages, posts=posts), (), NOW)
    assert [(part.post, part.title, part.at and part.at.hour) for part in parts] == [
        (False, "", None),
        (True, "", "00:00"),
        (True, "Harbour", None),
        (False, "", None),
    ]
