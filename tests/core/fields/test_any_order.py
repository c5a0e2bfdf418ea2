"""What a page says of its article does not depend on what it was asked before, and asking changes nothing in it."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final

import pytest
from ferry_page import COMMENTS, HEADING, STORY, TEASERS, page
from hypothesis import example, given, settings
from hypothesis import strategies as st
from places import DATA

from nutgraf.core.claims import jsonld, microdata, opengraph
from nutgraf.core.claims.claim import Claims
from nutgraf.core.fields import visible
from nutgraf.core.fields.addresses import find_amp, find_canonical, find_original
from nutgraf.core.fields.bylines.byline import find_authors
from nutgraf.core.fields.content_images import content_image
from nutgraf.core.fields.credit_line import find_credit
from nutgraf.core.fields.dates.when import find_times
from nutgraf.core.fields.excerpts import find_excerpt
from nutgraf.core.fields.images import find_images
from nutgraf.core.fields.kinds import find_kind
from nutgraf.core.fields.live.posts import with_posts
from nutgraf.core.fields.live.printed import printed_posts
from nutgraf.core.fields.outlets import find_outlet
from nutgraf.core.fields.page_fields import decide_page, look_at
from nutgraf.core.fields.paywalls import find_paywall
from nutgraf.core.fields.refusal import why_no_article
from nutgraf.core.fields.sections import find_section, find_tags
from nutgraf.core.fields.titles import find_title
from nutgraf.core.formats.charset import decode
from nutgraf.core.page.maintext import main_text, without_scripts
from nutgraf.core.page.parsed import Page
from nutgraf.core.page.script_values import script_values
from nutgraf.net.warc import read_warc
from nutgraf.records import Capture, Entry

SEEN = datetime(2026, 3, 4, tzinfo=UTC)
URL = "https://tide.example/2026/03/02/pier"
ENTRY = Entry(authors=("Bo Lee",), section="Coast", tags=("pier",))
TITLE = "Island loses its ferry pier after a century"
TEXT = "The harbour board voted on Tuesday to close the old ferry pier."


def sources(of: Page) -> tuple[Claims, ...]:
    return jsonld.claims(of), opengraph.open_graph(of), opengraph.meta_tags(of), microdata.claims(of)


def layout(of: Page) -> object:
    blocks = [(block.text, block.tag, block.box, block.parts, block.linked, block.chars) for block in of.layout.blocks]
    linked = [(node.html, first, behind) for block in of.layout.blocks for node, first, behind in block.anchors]
    return blocks, linked, of.layout.parents, of.layout.tags, of.layout.names, of.layout.cues, of.layout.shapes


def margins(of: Page) -> object:
    return [of.in_margin(node) for node in of.nodes("h1, h2, p, a, time")]


# Everything that a page is asked, by itself.
QUESTIONS: Final[dict[str, Callable[[Page], object]]] = {
    "metas": lambda of: of.metas,
    "base": lambda of: of.base,
    "links": lambda of: (of.link("canonical"), of.link("amphtml")),
    "linked data": lambda of: of.linked_nodes,
    "title bar": lambda of: of.title,
    "headings": lambda of: of.headings(),
    "subheadings": lambda of: of.headings("h2"),
    "breadcrumbs": lambda of: of.breadcrumb_headings,
    "layout": layout,
    "lines": lambda of: of.lines,
    "margins": margins,
    "declared language": lambda of: (of.language, of.month_first),
    "claims": sources,
    "likely published": opengraph.likely_published,
    "title": lambda of: find_title(of, sources(of), ENTRY),
    "authors": lambda of: find_authors(of, sources(of), ENTRY, TITLE),
    "byline": visible.byline,
    "only author": visible.only_author,
    "times": lambda of: find_times(of, sources(of), ENTRY, TITLE, SEEN),
    "kind": lambda of: find_kind(of, sources(of), ENTRY),
    "section": lambda of: find_section(of, sources(of), ENTRY),
    "tags": lambda of: (find_tags(of, sources(of), ENTRY), visible.tags(of)),
    "outlet": lambda of: find_outlet(of, sources(of), ENTRY, TITLE),
    "credit": lambda of: (find_credit(of, sources(of), ENTRY, TEXT), visible.credit(of)),
    "canonical": find_canonical,
    "original": lambda of: find_original(of, sources(of), ENTRY),
    "amp": lambda of: find_amp(of, ENTRY),
    "excerpt": lambda of: find_excerpt(sources(of), ENTRY, TEXT),
    "images": lambda of: (find_images(of, sources(of), ENTRY), content_image(of)),
    "paywall": lambda of: find_paywall(of, sources(of), TEXT),
    "refusal": lambda of: why_no_article(of, sources(of), TITLE, TEXT),
    "text": main_text,
    "posts": lambda of: with_posts(of, main_text(of), SEEN),
    "printed posts": lambda of: printed_posts(of, main_text(of), SEEN, SEEN, SEEN),
    "state": lambda of: list(script_values(of)),
    "without scripts": lambda of: (opened := without_scripts(of)) and opened.tree.html,
    "all": lambda of: decide_page(look_at(of, ENTRY, SEEN), ENTRY, SEEN),
}
PIECES: Final = [
    HEADING,
    STORY,
    COMMENTS,
    TEASERS,
    "<h1>Island loses<br>its <ruby>pier<rp>(</rp><rt>peer</rt><rp>)</rp></ruby><style>h1{top:0}</style></h1>",
    '<h1>Pier<script type="application/ld+json">{"@type":"NewsArticle","headline":"Pier","author":"Ada Quay"}</script>',
    "<h2>Ferry <br>stays</h2>",
    '<p class="byline">By<br>Ada Quay<style>i{}</style><script>1</script></p>',
    '<span itemprop="author"><i itemprop="name">Ada<br>Quay</i><script>2</script></span>',
    '<a rel="tag">pier<br>ferry</a><a rel="category">Coast<rt>line</rt></a>',
    '<a rel="author" href="/author/ada">Ada<br>Quay</a>',
    "<time datetime=2026-03-02>2 March<br>2026</time>",
    '<div class="paywall">Subscribe to<br>continue reading this story of the pier.</div>',
    '<p class="credit">The Wire<br>Service</p>',
    '<figure><img src="/pier.jpg" width=800><figcaption>The<br>pier</figcaption></figure>',
    '<div itemscope itemtype="https://schema.org/Article"><b itemprop="headline">Pier<br>closes</b>',
    "<article>",
    "</article>",
    "<div>" * 70,
    "</div>" * 60,
    '<template shadowrootmode="open"><p>Shown<br>all the same.</p></template>',
    "<noscript><p>Told<br>without scripts.</p></noscript>",
    '<nav class="breadcrumb"><h1>Coast<br>News</h1></nav>',
    "<html amp lang=en><title>Pier<br></title><svg><title>a<style>b</style></title></svg>",
    '<p>Originally published at <a href="https://wire.example/pier">The<br>Wire</a>.</p>',
]
PAGES: Final = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), min_size=1, max_size=12).map("".join)
ORDERS: Final = st.permutations(list(QUESTIONS))


@given(PAGES, ORDERS)
@example(page(after=COMMENTS + "".join(PIECES)), list(QUESTIONS))
@settings(max_examples=40, deadline=None)
def test_each_question_has_the_answer_that_it_would_have_alone(html: str, order: list[str]) -> None:
    asked = Page(html, URL)
    for name in order:
        assert QUESTIONS[name](asked) == QUESTIONS[name](Page(html, URL)), name


@given(PAGES, ORDERS)
@settings(max_examples=40, deadline=None)
def test_no_question_changes_the_tree(html: str, order: list[str]) -> None:
    asked = Page(html, URL)
    before = asked.tree.html
    for name in order:
        QUESTIONS[name](asked)
        assert asked.tree.html == before, name


def test_what_was_asked_of_a_deeper_heading_says_nothing_of_one_that_lies_less_deep() -> None:
    html = f"<h2>Other news</h2><article>{'<div>' * 30}<h2>Ferry stays</h2>{'<div>' * 40}<h1>Pier closes</h1>"
    asked = Page(html, URL)
    assert asked.headings() == ["Pier closes"]
    assert asked.headings("h2") == Page(html, URL).headings("h2") == ["Ferry stays", "Other news"]


def archived() -> Iterator[str]:
    for path in sorted(DATA.glob("extraction/fixtures_*.warc.gz")):
        yield from (decode(one.body, one.charset) for one in read_warc(path) if isinstance(one, Capture))


@pytest.mark.slow
@pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not beside the repository")
def test_pages_as_they_are_found_answer_alike_in_any_order() -> None:
    chance = random.Random(7)  # noqa: S311 - an order, no secret
    for html in archived():
        answers: list[dict[str, object]] = []
        for order in (list(QUESTIONS), list(reversed(QUESTIONS)), chance.sample(list(QUESTIONS), len(QUESTIONS))):
            asked = Page(html, URL)
            before = asked.tree.html
            answers.append({name: QUESTIONS[name](asked) for name in order})
            assert asked.tree.html == before
        assert answers[0] == answers[1] == answers[2]
