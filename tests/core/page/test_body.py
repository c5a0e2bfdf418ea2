"""The structure of an article's text: its passages, and the links in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutgraf.core.page.body import Body, body_of_blocks, body_of_text
from nutgraf.core.page.parsed import Page
from nutgraf.core.text.plain import clean, spans_in_clean

URL = "https://tide.example/2026/pier"


def body(html: str, url: str | None = URL) -> Body:
    """The whole page as a body, whatever an extractor would take of it."""
    page = Page(html, url)
    return body_of_blocks(page, page.layout.blocks)


def told(html: str) -> list[tuple[str, int, str]]:
    made = body(html)
    return [(passage.kind, passage.level, made.text[passage.start : passage.end]) for passage in made.passages]


@pytest.mark.parametrize(
    ("html", "passages"),
    [
        ("<p>One.</p><div>Two.</div>", [("paragraph", 0, "One."), ("paragraph", 0, "Two.")]),
        ("<h2>Why <b>now</b></h2><h5><div>Small</div></h5>", [("heading", 2, "Why now"), ("heading", 5, "Small")]),
        ("<details><summary>More</summary><p>So.</p></details>", [("heading", 0, "More"), ("paragraph", 0, "So.")]),
        ("<dl><dt>Pier</dt><dd>A quay.</dd></dl>", [("heading", 0, "Pier"), ("paragraph", 0, "A quay.")]),
        (
            "<blockquote><p>We <i>said</i> so.</p>Board</blockquote>",
            [("quote", 0, "We said so."), ("quote", 0, "Board")],
        ),
        ("<pre>a = 1</pre>", [("preformatted", 0, "a = 1")]),
        ("<figure><figcaption><p>The pier.</p></figcaption></figure>", [("caption", 0, "The pier.")]),
        ("<div class='wp-caption'><p class='wp-caption-text'>The pier.</p></div>", [("caption", 0, "The pier.")]),
        (
            "<ul><li>One</li><li><p>Two</p><ul><li>Two b</li></ul></li></ul>",
            [("item", 1, "One"), ("item", 1, "Two"), ("item", 2, "Two b")],
        ),
        ("<ul><li>One<p>and more</p></li></ul>", [("item", 1, "One"), ("paragraph", 1, "and more")]),
        ("<li>Stray</li>", [("item", 1, "Stray")]),
        (
            "<ul><li><h3>Box</h3><p>Text in a box.</p></li></ul>",
            [("heading", 3, "Box"), ("paragraph", 0, "Text in a box.")],
        ),
        (
            "<ol><li><p>a</p><p>b</p><p>c</p><p>d</p></li></ol>",
            [("paragraph", 0, letter) for letter in "abcd"],
        ),
        (
            "<table><caption>Ferries</caption><tr><th>Month<th>Sailings<tr><td>May<td>14<tr><td>All</table>",
            [("caption", 0, "Ferries"), ("row", 0, "Month | Sailings"), ("row", 0, "May | 14"), ("row", 0, "All")],
        ),
        ("<table><tr><td>A page laid out with a table.</table>", [("paragraph", 0, "A page laid out with a table.")]),
        ("<ul><li><table><tr><td><p>Cell</p></table></li></ul>", [("paragraph", 0, "Cell")]),
        ("<p>\u200b</p><p>Left.</p>", [("paragraph", 0, "Left.")]),
    ],
)
def test_every_line_is_told_apart(html: str, passages: list[tuple[str, int, str]]) -> None:
    assert told(html) == passages
    made = body(html)
    assert "\n".join(made.text[passage.start : passage.end] for passage in made.passages) == made.text


def test_an_item_says_whether_its_list_is_numbered() -> None:
    made = body("<ol><li>One<ul><li>Inner</li></ul></li><li>Two</li></ol>")
    assert [(passage.level, passage.ordered) for passage in made.passages] == [(1, True), (2, False), (1, True)]


@pytest.mark.parametrize(
    ("html", "links"),
    [
        ("<p>See <a href='/plan'>the plan</a>.</p>", [("the plan", "https://tide.example/plan")]),
        ("<p>See<a href='/plan'> the  <b>plan</b> </a>now</p>", [("the plan", "https://tide.example/plan")]),
        (
            "<p><a href='a'>One</a><a href='b'>Two</a> <a href='//b.example/?utm_source=x#y'>Three</a></p>",
            [
                ("One", "https://tide.example/2026/a"),
                ("Two", "https://tide.example/2026/b"),
                ("Three", "https://b.example/"),
            ],
        ),
        ("<base href='https://cdn.example/x/'><p><a href='y'>Y</a>", [("Y", "https://cdn.example/x/y")]),
        ("<p><a href='#note'>1</a> <a href='/2026/pier#note'>2</a> <a name=x>3</a></p>", []),
        ("<p><a href='javascript:alert(1)'>1</a> <a href='mailto:a@b.example'>2</a> <a href='http://[x'>3</a>", []),
        ("<p>A <a href='/pic'><img src='x.png'></a> picture</p>", []),
        (
            "<p>cafe<a href='/a'>\u0301 ole\u0301</a> <a href='/b'>b</a></p>",
            [],
        ),
        (
            "<p>Cre\u0300me\u00ad de <a href='/a'>la\u00ad cre\u0300me</a> \u200b<a href='/b'>\u200bb</a></p>",
            [("la cr\u00e8me", "https://tide.example/a"), ("b", "https://tide.example/b")],
        ),
        ("<p>\u202eleft <a href='/a'>right\u2066</a></p>", [("right", "https://tide.example/a")]),
        (
            "<table><tr><td>One <a href='/a'>a</a><td><a href='/b'>b</a> two</table>",
            [("a", "https://tide.example/a"), ("b", "https://tide.example/b")],
        ),
        (
            "<a href='/card'><h3>Title</h3><p>Text</p></a>",
            [("Title", "https://tide.example/card"), ("Text", "https://tide.example/card")],
        ),
    ],
)
def test_links_are_kept_where_they_stand(html: str, links: list[tuple[str, str]]) -> None:
    made = body(html)
    assert [(made.text[link.start : link.end], link.url) for link in made.links] == links


def test_links_of_a_page_without_an_address_lead_where_they_say() -> None:
    made = body("<p><a href='/a'>a</a> <a href='https://b.example/b'>b</a></p>", None)
    assert [link.url for link in made.links] == ["https://b.example/b"]


def test_a_text_of_lines_is_one_of_paragraphs() -> None:
    made = body_of_text("One.\nTwo.")
    assert [(passage.kind, passage.start, passage.end) for passage in made.passages] == [
        ("paragraph", 0, 4),
        ("paragraph", 5, 9),
    ]
    assert body_of_text("") == Body("")


_CHARACTERS = st.sampled_from(" \t\n\u00a0ab\u00e9e\u0301\u00ad\u200b\u200d\u202e\u2066\u2069\u1100\u1161")

_CONTROLS = dict.fromkeys(map(ord, "\u202e\u2066\u2069"))


@given(st.lists(st.text(_CHARACTERS, max_size=8), max_size=8))
@settings(max_examples=500, deadline=None)
def test_pieces_are_found_again_in_the_clean_text(pieces: list[str]) -> None:
    cleaned = clean("".join(pieces))
    spans = spans_in_clean(pieces, cleaned)
    assert spans == [] or len(spans) == len(pieces)
    end = 0
    for piece, (first, last) in zip(pieces, spans, strict=False):
        assert end <= first <= last <= len(cleaned)
        assert cleaned[end:first] in {"", " "}
        assert clean(cleaned[first:last].translate(_CONTROLS)) == clean(piece.translate(_CONTROLS))
        end = last
    if spans:
        assert end == len(cleaned)
