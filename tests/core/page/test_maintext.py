import json

import pytest
from ferry_page import COMMENTS, HEADING, PARAGRAPHS, STORY, TEASERS, page
from growth import assert_grows_with_size, named, repeated
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nutgraf.core.page.blocks.class_cues import BIT, cue_of
from nutgraf.core.page.blocks.features import NAMES, Stated, Survey
from nutgraf.core.page.blocks.passages import passages
from nutgraf.core.page.maintext import main_text, stated_by
from nutgraf.core.page.parsed import Page


def text_of(html: str) -> str:
    return main_text(Page(html)).text


def test_the_paragraphs_of_an_article_are_its_text_one_a_line() -> None:
    lines = text_of(page()).split("\n")
    assert [line for line in lines if line in PARAGRAPHS] == PARAGRAPHS
    assert not [line for line in lines if "Section" in line or "Imprint" in line or "©" in line]


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        (TEASERS, "Council delays"),
        (COMMENTS, "as a child"),
        (
            "<div class='share-bar'><ul><li><a href='#'>Facebook</a></li><li><a href='#'>Copy link</a></li></ul></div>",
            "Copy link",
        ),
        ("<div class='newsletter-signup'><h3>Our newsletter</h3><p>The morning in your inbox.</p></div>", "inbox"),
        (
            "<div id='cookie-consent' class='cookie-banner'><p>We use cookies and need your consent.</p></div>",
            "consent",
        ),
        (
            "<div class='related-articles'><ul><li><a href='/r'>Ferries to run late</a></li></ul></div>",
            "run late",
        ),
        ("<p class='more'><a href='/more'>Read more about ferries</a></p>", "Read more"),
        ("<div style='display:none'><p>Please switch off your ad blocker.</p></div>", "ad blocker"),
        ("<script>document.write('<p>written by a script</p>')</script>", "written by"),
        ("<template><p>The text of a template.</p></template>", "template"),
    ],
)
def test_what_stands_around_an_article_is_left_out(extra: str, words: str) -> None:
    text = text_of(page(after=extra))
    assert words not in text
    assert PARAGRAPHS[0] in text
    assert PARAGRAPHS[-1] in text


def test_reading_changes_nothing_in_the_tree() -> None:
    read = Page(page(after=TEASERS + COMMENTS))
    before = read.tree.html
    main_text(read)
    assert read.tree.html == before


def test_divs_and_line_breaks_make_paragraphs_where_a_page_has_no_p() -> None:
    inside = "<br><br>".join(PARAGRAPHS)
    assert text_of(page(f"<div class='story-text'>{inside}</div>")).split("\n")[-5:] == PARAGRAPHS


def test_inline_markup_does_not_break_a_paragraph() -> None:
    marked = PARAGRAPHS[0].replace("old ferry pier", "<b>old</b> <a href='/pier'>ferry <i>pier</i></a>")
    assert PARAGRAPHS[0] in text_of(page(f"<p>{marked}</p>{STORY[len(PARAGRAPHS[0]) + 7 :]}")).split("\n")


def test_a_heading_inside_the_text_is_kept() -> None:
    half = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:3])
    rest = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[3:])
    assert "What comes next" in text_of(page(f"{half}<h2>What comes next</h2>{rest}")).split("\n")


def test_the_cells_of_a_row_stand_on_one_line() -> None:
    table = "<table><tr><td>Ferries a day in the summer season</td><td>fourteen sailings</td></tr></table>"
    text = text_of(page(f"{STORY}{table}{STORY.replace('The ', 'This ')}"))
    assert "Ferries a day in the summer season | fourteen sailings" in text or "Ferries a day" not in text


def test_text_in_json_ld_alone_is_the_text() -> None:
    body = "\\n".join(PARAGRAPHS).replace('"', "'")
    script = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>'
    assert text_of(f"<html><head>{script}</head><body><div id='root'></div></body></html>").split("\n") == PARAGRAPHS


def test_a_declarative_shadow_root_is_shown() -> None:
    html = f"<x-story><template shadowrootmode='open'><article>{HEADING}{STORY}</article></template></x-story>"
    assert PARAGRAPHS[2] in text_of(html)


@pytest.mark.parametrize(
    "html",
    ["", "<html></html>", "<body></body>", "plain", "<p>", "<frameset><frame src='x'></frameset>", "\0", "<!-- a"],
)
def test_pages_without_an_article_give_little_or_nothing(html: str) -> None:
    assert len(text_of(html)) <= len(html)


HOSTILE = {
    "divs": repeated("<div>", after="deep"),
    "inline": repeated("<b>", after="deep"),
    "tables": repeated("<table><tr><td>"),
    "paragraphs": repeated("<p>a"),
    "breaks": repeated("<br>"),
    "spaced breaks": repeated("x<br> "),
    "lists": repeated("<ul><li>"),
    "classes": repeated("a-b ", before="<p class='", after="'>x</p>"),
    "links": repeated("<a href=x>link"),
    "sentences": repeated(". ", before="<p>"),
}


@pytest.mark.parametrize("name", named(HOSTILE, "inline", "tables", "paragraphs", "breaks", "spaced breaks", "lists"))
def test_hostile_pages_take_time_in_proportion_to_their_size(name: str) -> None:
    assert_grows_with_size(HOSTILE[name], lambda html: main_text(Page(html)), 150_000)


_TAGS = st.sampled_from(
    "div p a b li ul table td tr h1 h2 br span article aside template nav form pre blockquote svg script x-y".split()
)
_FRAGMENT = st.one_of(
    st.text(max_size=40),
    _TAGS.map("<{}>".format),
    _TAGS.map("</{}>".format),
    st.tuples(_TAGS, st.text("abc -'\"=<>", max_size=20)).map(lambda pair: f"<{pair[0]} class='{pair[1]}'>"),
    st.sampled_from(
        [
            *PARAGRAPHS,
            "<!--",
            "-->",
            "&nbsp;",
            "<template shadowrootmode=open>",
            "<p hidden>",
            "<p style='display:none'>",
        ]
    ),
)


@given(st.lists(_FRAGMENT, max_size=60).map("".join))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_markup_is_read_without_an_exception(html: str) -> None:
    read = Page(html)
    text = main_text(read).text
    assert all(line.strip() for line in text.split("\n")) or text == ""
    assert all(0 <= passage.probability <= 1 for passage in passages(read.layout, stated_by(read)))


@pytest.mark.parametrize(
    ("names", "family"),
    [
        ("articleBody", "strong"),
        ("entry-content", "strong"),
        ("post__text", "strong"),
        ("CommentList", "comment"),
        ("wp-caption-text", "caption"),
        ("block-newsletter", "signup"),
        ("most-read", "related"),
    ],
)
def test_class_names_speak(names: str, family: str) -> None:
    assert cue_of(names) & BIT[family]


def test_a_column_for_every_name() -> None:
    assert len(Survey(Page(page()).layout, Stated("")).row(0)) == len(NAMES) == len(set(NAMES))


def test_text_in_noscript_alone_is_the_text() -> None:
    assert (
        text_of(f"<html><body><noscript><div>{HEADING}{STORY}</noscript></body></html>").split("\n")[-3:]
        == (PARAGRAPHS[-3:])
    )
    template = f"<script type='text/template'>{STORY}</script><noscript>{HEADING}{STORY}</noscript>"
    assert PARAGRAPHS[2] in text_of(f"<html><body><div id=app>{template}</div></body></html>")
    assert "No scripts" not in text_of(
        page(f"{STORY}<noscript><p>No scripts run here, so little is shown.</p></noscript>")
    )


STATE = {
    "route": "/local/2024/03/05/bridge-reopens/with-a-long-address/and-more-of-it/until-it-is-long-enough",
    "css": "a{color:red;margin:0;padding:0;border:0;font:inherit;vertical-align:baseline;display:block}",
    "related": [{"title": "Other"}],
    "blocks": [{"type": "p", "text": text} for text in PARAGRAPHS],
}
MARKED_UP = {"story": {"body": STORY, "teaser": "Ten months later."}}


@pytest.mark.parametrize(
    "script",
    [
        f"window.__STATE__ = {json.dumps(STATE)};",
        f"window.__STATE__ = {json.dumps(MARKED_UP)};".replace("</", "<\\/"),
        f"self.__next_f.push([1, {json.dumps(json.dumps(STATE))}])",
        f"var broken = '\"; window.x = {json.dumps(STATE, ensure_ascii=False)}",
    ],
)
def test_text_in_a_state_alone_is_the_text(script: str) -> None:
    html = f"<html><head><title>Bridge</title></head><body><div id=root></div><script>{script}</script></body></html>"
    assert text_of(html).split("\n") == PARAGRAPHS
    assert "Ten months later" not in text_of(html)
    assert text_of(page(f"{STORY}<script>{script}</script>")).count(PARAGRAPHS[2]) == 1
