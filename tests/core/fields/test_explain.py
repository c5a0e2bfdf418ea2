"""Why an article is what it is: told for each field and block, and true of what was extracted."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from ferry_page import COMMENTS, HEADING, PARAGRAPHS, STORY, TEASERS, page
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from nutgraf.core.explain.article import Explanation, explain, path_of
from nutgraf.core.explain.evidence import TOPICS, WORDS, in_words, usual_row, weights_of
from nutgraf.core.extract import extract
from nutgraf.core.page.blocks.features import NAMES, Stated, Survey
from nutgraf.core.page.blocks.layout import Block
from nutgraf.core.page.blocks.passages import (
    BETWEEN,
    LIKELY,
    LINKS,
    OTHER_CELL,
    SAID_BEFORE,
    SHORT_LINK,
    TAKEN,
    UNLIKELY,
    choose,
    passages,
    reasons,
)
from nutgraf.core.page.blocks.passages import (
    HEADING as BEFORE_TEXT,
)
from nutgraf.core.page.maintext import stated_by
from nutgraf.core.page.parsed import Page
from nutgraf.core.text.plain import shorten
from nutgraf.records import Article, Capture, Entry

SEEN = datetime(2026, 3, 4, tzinfo=UTC)
URL = "https://tide.example/2026/03/02/pier"
ENTRY = Entry(url=URL, title="Island loses its pier", content=f"<p>{' '.join(PARAGRAPHS)}</p>")
TEXT = "The ferry will leave from the northern breakwater until the new pier stands, said the board."
LOGIN = "<title>Log in</title><h1>Log in</h1><form><input type=password></form>"


def told(html: str | bytes = "", **fields: object) -> Explanation:
    return explain(captured(html, **fields))


def captured(html: str | bytes = "", **fields: object) -> Capture:
    body = html.encode() if isinstance(html, str) else html
    return Capture(**({"id": "c1", "at": SEEN, "url": URL, "body": body} | fields))  # type: ignore[arg-type]


# ---------------------------------------------------------------- why blocks are taken


def block(tag: str, text: str = TEXT, linked: float = 0) -> Block:
    return Block(text, 0, tag, [text], [], int(linked * len(text)))


@pytest.mark.parametrize(
    ("blocks", "chances", "whys"),
    [
        ([], [], []),
        ([block("p")], [0.9], [LIKELY]),
        ([block("p"), block("li", "Home", 1)], [0.9, 0.0], [LIKELY, SHORT_LINK]),
        ([block("p"), block("p", "About us")], [0.9, 0.1], [LIKELY, UNLIKELY]),
        ([block("h2", "Next"), block("p")], [0.4, 0.9], [BEFORE_TEXT, LIKELY]),
        ([block("h2", "Next"), block("h2", "More"), block("p")], [0.4, 0.4, 0.9], [UNLIKELY, BEFORE_TEXT, LIKELY]),
        ([block("p"), block("div", "* * *"), block("p", "Go on.")], [0.9, 0.45, 0.9], [LIKELY, BETWEEN, LIKELY]),
        ([block("p"), block("p"), block("p", "End.")], [0.9, 0.9, 0.9], [LIKELY, SAID_BEFORE, LIKELY]),
        ([block("p"), block("p", "More: all of the plans", 1)], [0.9, 0.9], [LIKELY, LINKS]),
        ([block("p", TEXT + TEXT), block("td", "Another story")], [0.9, 0.9], [LIKELY, OTHER_CELL]),
        ([block("td"), block("td", "Its own cell.")], [0.9, 0.9], [LIKELY, LIKELY]),
    ],
)
def test_each_block_has_the_reason_it_was_taken_or_left_for(
    blocks: Sequence[Block], chances: Sequence[float], whys: Sequence[str]
) -> None:
    assert reasons(blocks, chances) == list(whys)
    assert choose(blocks, chances) == [why in TAKEN for why in whys]


def test_what_is_told_of_blocks_is_what_was_done_with_them() -> None:
    html = page(after=TEASERS + COMMENTS)
    found = extract(captured(html))
    told_of = told(html)
    assert isinstance(found, Article)
    assert [block.text for block in told_of.blocks if block.taken] == found.text.split("\n")
    read = Page(html)
    judged = passages(read.layout, stated_by(read))
    assert [(b.why, b.probability) for b in told_of.blocks] == [(p.why, p.probability) for p in judged]
    assert {b.why for b in told_of.blocks if not b.taken} >= {SHORT_LINK, UNLIKELY}
    assert all(bool(b.evidence) == (b.probability > 0) for b in told_of.blocks)


def test_a_path_names_the_nearest_boxes() -> None:
    read = Page(f"<article class='story x'><div><section><div><div><div><p class='{'a-long-' * 6}name'>x")
    assert path_of(read.layout, 0) == "body"
    assert path_of(read.layout, 1) == "article.story"
    assert path_of(read.layout, 7) == "… > div > section > div > div > div > p.a-long-a-long-a-long-a-long-a…"


# ---------------------------------------------------------------- evidence


def test_every_number_has_words_and_one_topic() -> None:
    assert set(WORDS) == set(NAMES)
    assert sorted(name for names in TOPICS.values() for name in names) == sorted(NAMES)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("chars", 142, "characters: 142"),
        ("chars", 2000, "characters: 2000 or more"),
        ("linked", 0.126, "links: 13%"),
        ("kind", 7, "a heading 2"),
        ("last", 2, "ends with a sentence"),
        ("from_title", -99, "the page prints no title"),
        ("from_title", -30, "blocks before the title: 30 or more"),
        ("from_title", 0, "the title"),
        ("from_title", 4, "blocks behind the title: 4"),
        ("stated", -1, "metadata state no text"),
        ("stated", 2, "in the text that metadata state"),
        ("cue_comment", 2, "names speak of comments"),
        ("in_footer", 1, "far in a footer"),
    ],
)
def test_numbers_in_words(name: str, value: float, words: str) -> None:
    assert in_words(name, value) == words


def test_the_heaviest_numbers_are_those_without_which_the_odds_change_most() -> None:
    read = Page(page(after=COMMENTS))
    survey = Survey(read.layout, Stated(""))
    rows = [survey.row(i) for i in range(len(read.layout.blocks))]
    usual = usual_row(rows)
    assert weights_of(usual, usual) == ()
    comment = next(i for i, block in enumerate(read.layout.blocks) if "as a child" in block.text)
    weights = weights_of(rows[comment], usual)
    assert "names speak of comments" in {weight.words for weight in weights if weight.change < 0}
    assert [abs(weight.change) for weight in weights] == sorted((abs(w.change) for w in weights), reverse=True)


# ---------------------------------------------------------------- fields and verdicts


HEAD = (
    "<title>Island loses its ferry pier - The Tide</title><html lang=en>"
    '<meta property="og:title" content="Pier closes"><meta property="og:site_name" content="The Tide">'
    '<meta property="article:published_time" content="2026-03-02T08:00:00+01:00">'
    '<link rel=canonical href="https://tide.example/pier">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Island loses its ferry pier", '
    '"datePublished": "2026-03-02T09:30:00+01:00", "author": {"name": "Ada Quay"}, "articleSection": "Harbour", '
    '"isAccessibleForFree": false, "inLanguage": "de-DE"}</script>'
)


@pytest.mark.parametrize(
    ("name", "value", "source", "other"),
    [
        ("title", "Island loses its ferry pier", "h1, agreed by JSON-LD headline", ("Open Graph", "Pier closes")),
        ("authors", "Ada Quay", "JSON-LD author", ("entry", "Bo Lee")),
        (
            "published",
            "2026-03-02T09:30:00+01:00",
            "JSON-LD datePublished",
            ("meta article:published_time", "2026-03-02T08:00:00+01:00"),
        ),
        ("modified", "", "", None),
        ("language", "en", "text, page", ("JSON-LD", "de")),
        ("kind", "article", "nothing says otherwise", None),
        ("section", "Harbour", "JSON-LD", None),
        ("outlet", "The Tide", "Open Graph", None),
        ("canonical", "https://tide.example/pier", "canonical link", ("address", URL)),
        ("paywalled", "yes", "JSON-LD", None),
    ],
)
def test_a_field_has_its_source_and_what_others_say(
    name: str, value: str, source: str, other: tuple[str, str] | None
) -> None:
    html = f"{HEAD}<article><h1>Island loses its ferry pier</h1>{STORY}</article>"
    field = told(html, entry=Entry(authors=("Bo Lee",))).field(name)
    assert (field.value, field.source) == (value, source)
    assert other is None or other in field.others


def linked_data(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


LICENCE = "https://creativecommons.org/licenses/by/4.0/"
HARBOUR = '<meta property="article:section" content="Harbour">'


@pytest.mark.parametrize(
    ("head", "entry", "name", "value", "source"),
    [
        # The place that was believed, however it was tidied, and not whoever says the same.
        (linked_data(articleSection="Harbour, Coast, Islands"), {}, "section", "Harbour", "JSON-LD"),
        (HARBOUR + linked_data(articleSection="Harbour"), {"section": "Harbour"}, "section", "Harbour", "JSON-LD"),
        ("<a rel=category href=/c>Coast</a>", {"section": "Harbour"}, "section", "Coast", "category link"),
        ("", {"section": "Harbour"}, "section", "Harbour", "entry"),
        ('<meta property="og:site_name" content="The Tide | News">', {}, "outlet", "The Tide", "Open Graph"),
        ("", {}, "outlet", "The Tide", "title bar"),
        (linked_data(license=LICENCE), {}, "credit", "CC BY 4.0", "JSON-LD"),
        (f"<a rel=license href={LICENCE}>Licence</a>", {}, "credit", "CC BY 4.0", "licence link"),
        ("<p class=source>The Wire</p>", {"credit": "The Wire"}, "credit", "The Wire", "printed"),
        (linked_data(inLanguage="en-GB"), {}, "language", "en", "text, JSON-LD"),
        ("", {"language": "en"}, "language", "en", "text, entry"),
        ("", {}, "language", "en", "text"),
        (linked_data(articleSection="Opinion"), {}, "kind", "opinion", "JSON-LD section"),
        (linked_data(**{"@type": "VideoObject"}), {}, "kind", "video", "JSON-LD"),
        ("", {"kind": "video"}, "kind", "video", "entry"),
        (f"<link rel=canonical href={URL}>", {}, "canonical", URL, "canonical link"),
        ("<link rel=canonical href=https://tide.example/>", {}, "canonical", URL, "address"),
        (
            "<link rel=canonical href=https://wire.example/b>",
            {},
            "original",
            "https://wire.example/b",
            "canonical link",
        ),
        ("", {"original_url": "https://wire.example/a"}, "original", "https://wire.example/a", "entry"),
        ("<link rel=amphtml href=/amp>", {}, "amp", "https://tide.example/amp", "amphtml link"),
        ("<html amp>", {"amp_url": "https://tide.example/amp"}, "amp", URL, "address"),
        ('<meta name=description content="Closed.">', {}, "excerpt", "Closed.", "meta tags"),
        ("", {"excerpt": "<p>Closed.</p>"}, "excerpt", "Closed.", "entry"),
        (linked_data(keywords="pier, ferry"), {"tags": ("quay",)}, "tags", "pier, ferry", "JSON-LD"),
        ("<a rel=tag href=/t>pier</a>", {}, "tags", "pier", "tag links"),
        ("", {"topics": ("Coast",)}, "topics", "Coast", "entry"),
        ('<meta property="og:image" content=/a.jpg>', {}, "images", "https://tide.example/a.jpg", "Open Graph"),
        ("<figure><img src=/a.jpg></figure>", {}, "images", "https://tide.example/a.jpg", "picture in the text"),
        ("<p>Subscribe now to continue reading this story.</p>", {}, "paywalled", "yes", "notice"),
        ("", {}, "paywalled", "no", "nothing says otherwise"),
    ],
)
def test_a_field_is_told_with_the_place_that_was_believed(
    head: str, entry: dict[str, object], name: str, value: str, source: str
) -> None:
    known = Entry(**entry)  # type: ignore[arg-type]
    html = f"<title>Island loses its ferry pier | The Tide</title>{head}<h1>Island loses its ferry pier</h1>{TEXT}"
    field = told(html, entry=known).field(name)
    assert (field.value, field.source) == (value, source)


@pytest.mark.parametrize(
    ("entry", "name", "value", "source"),
    [
        ({"title": "Pier closes"}, "title", "Pier closes", "entry"),
        ({"content": TEXT}, "title", TEXT, "text"),
        ({"content": f"{TEXT}\n(AFP)"}, "credit", "AFP", "text"),
        ({"content": TEXT, "url": "https://tide.example/b"}, "canonical", "https://tide.example/b", "entry"),
        ({"content": TEXT}, "canonical", URL, "address"),
        ({"content": TEXT}, "kind", "article", "nothing says otherwise"),
        ({"content": TEXT}, "excerpt", TEXT, "text"),
        ({"content": TEXT}, "language", "en", "text"),
        ({"content": TEXT, "published": SEEN}, "published", SEEN.isoformat(), "entry"),
    ],
)
def test_what_an_entry_does_not_say_itself_is_not_told_to_be_from_it(
    entry: dict[str, object], name: str, value: str, source: str
) -> None:
    field = told(entry=Entry(**entry)).field(name)  # type: ignore[arg-type]
    assert (field.value, field.source) == (value, source)


def test_the_places_that_say_something_else_are_told_and_no_others() -> None:
    head = linked_data(articleSection="Harbour", isAccessibleForFree=False, license=LICENCE) + HARBOUR
    head += '<meta property="article:content_tier" content="free"><meta name="parsely-section" content="Coast">'
    found = told(f"{head}<h1>Pier closes</h1>{STORY}", entry=Entry(section="Islands", credit="CC BY 4.0"))
    assert found.field("section").others == (("meta tags", "Coast"), ("entry", "Islands"))
    assert found.field("paywalled").others == (("Open Graph", "no"),)
    assert found.field("credit").others == ()


def test_a_page_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[object] = []

    def parse(html: object) -> LexborHTMLParser:
        parsed.append(html)
        return LexborHTMLParser(html)  # type: ignore[arg-type]

    monkeypatch.setattr("nutgraf.core.page.parsed.LexborHTMLParser", parse)
    assert told(page(after=COMMENTS)).is_article
    assert len(parsed) == 1


def test_the_same_moment_in_another_zone_is_no_contradiction() -> None:
    head = HEAD.replace("2026-03-02T08:00:00+01:00", "2026-03-02T08:30:00Z")
    field = told(f"{head}<article><h1>Island loses its ferry pier</h1>{STORY}</article>").field("published")
    assert (field.value, field.others) == ("2026-03-02T09:30:00+01:00", ())


@pytest.mark.parametrize(
    ("fields", "verdict", "title"),
    [
        ({"html": page()}, "an article", "Island loses its ferry pier after a century"),
        ({}, "rejected (empty): neither page nor entry", ""),
        ({"html": " "}, "rejected (empty): a page without content", ""),
        ({"html": "x", "status": 500}, "rejected (http_error): the server answered 500", ""),
        ({"html": b"%PDF-1.7 x"}, "rejected (not_html): the bytes are a PDF", ""),
        ({"html": LOGIN}, "rejected (not_an_article): a login page", "Log in"),
        ({"html": "<p>Hello."}, "rejected (too_short): neither title nor text", ""),
        (
            {"entry": ENTRY},
            "an article, as its entry tells it (the page: none)",
            "Island loses its pier",
        ),
        (
            {"html": "x", "status": 503, "entry": ENTRY},
            "an article, as its entry tells it (the page: http_error: the server answered 503)",
            "Island loses its pier",
        ),
        (
            {"html": LOGIN, "entry": ENTRY},
            "an article, as its entry tells it (the page: no article)",
            "Island loses its pier",
        ),
    ],
)
def test_a_verdict_is_that_of_the_extractor(fields: dict[str, object], verdict: str, title: str) -> None:
    found = told(**fields)  # type: ignore[arg-type]
    assert found.verdict == verdict
    assert found.is_article == verdict.startswith("an article")
    assert found.field("title").value == title


def test_a_text_that_is_not_of_the_blocks_says_so() -> None:
    body = " ".join(PARAGRAPHS).replace('"', "'")
    script = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>'
    assert told(f"<title>Pier</title>{script}<p>Loading</p>").instead == "JSON-LD articleBody"
    state = f'<script type="application/json">{json.dumps({"title": "Pier closes today", "body": PARAGRAPHS})}</script>'
    assert told(f"<title>Pier closes today</title>{state}<p>Loading</p>").instead == "state in a script"
    assert told(f"<title>Pier</title><h1>Pier</h1><p>{TEXT}</p>", entry=ENTRY).instead == "entry"
    assert told(page()).instead == ""


@pytest.mark.parametrize(
    "html", ["\0", "<p", "<b>" * 5_000 + "deep", "<p class='\ud800'>&#xD800;".encode("utf-8", "replace")]
)
def test_hostile_pages_are_explained(html: str) -> None:
    assert told(html).verdict


_PIECES = [HEADING, STORY, COMMENTS, "<td>", "<a href=x>", "</div>", "<!--"]
_PIECE = st.one_of(st.text(max_size=30), st.sampled_from(_PIECES))


_CLAIMS = st.fixed_dictionaries(
    {},
    optional={
        "headline": st.sampled_from(["Pier closes", "Island loses its ferry pier after a century", ""]),
        "articleSection": st.sampled_from(["Harbour", "Opinion", "A, B, C", ["Coast", "Harbour"]]),
        "inLanguage": st.sampled_from(["en", "de-DE", "xx-", ""]),
        "isAccessibleForFree": st.sampled_from([True, False, "False"]),
        "datePublished": st.sampled_from(["2026-03-02", "2026-03-02T08:00:00Z", "2099-01-01"]),
        "license": st.sampled_from([LICENCE, "The Wire", "© The Tide"]),
        "keywords": st.sampled_from(["pier, ferry", ["pier"], ""]),
    },
)
_ENTRIES = st.builds(
    Entry,
    title=st.sampled_from([None, "Pier closes"]),
    content=st.sampled_from([None, TEXT, STORY]),
    section=st.sampled_from([None, "Harbour"]),
    language=st.sampled_from([None, "en", "de"]),
    kind=st.sampled_from([None, "video"]),
    credit=st.sampled_from([None, "The Wire"]),
    tags=st.sampled_from([(), ("pier",)]),
)


@given(st.lists(_PIECE, max_size=12).map("".join), _CLAIMS, _ENTRIES)
@settings(max_examples=60, deadline=None)
def test_any_page_is_explained_as_it_is_extracted(html: str, claims: dict[str, object], entry: Entry) -> None:
    body = (linked_data(**claims) + html).encode("utf-8", "replace")
    found = extract(captured(body, entry=entry))
    explained = told(body, entry=entry)
    assert explained.is_article == isinstance(found, Article)
    assert all(bool(field.source) == bool(field.value) for field in explained.fields)
    assert not any(said == field.value for field in explained.fields for _, said in field.others)
    if isinstance(found, Article):
        assert {field.name: field.value for field in explained.fields} == values_of(found)


def values_of(article: Article) -> dict[str, str]:
    values = {
        "title": article.title,
        "authors": ", ".join(article.authors),
        "published": article.published.isoformat() if article.published else "",
        "modified": article.modified.isoformat() if article.modified else "",
        "language": article.language or "",
        "kind": article.kind,
        "section": article.section or "",
        "outlet": article.provider.name or "",
        "credit": article.credit or "",
        "canonical": article.canonical_url or "",
        "original": article.original_url or "",
        "amp": article.amp_url or "",
        "excerpt": shorten(article.excerpt, 200),
        "text": f"{len(article.text)} characters",
        "tags": ", ".join(article.tags),
        "topics": ", ".join(article.topics),
        "paywalled": "yes" if article.paywalled else "no",
    }
    more = f" and {len(article.images) - 1} more" if len(article.images) > 1 else ""
    return values | {"images": f"{article.images[0].url}{more}" if article.images else ""}
