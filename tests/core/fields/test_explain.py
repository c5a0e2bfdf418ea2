"""Why an article is what it is: told for each field, and true of what was extracted."""

import json
from datetime import datetime
from datetime import time as clock

import pytest
from ferry_page import COMMENTS, HEADING, PARAGRAPHS, SEEN, STORY, TEXT, URL, captured, page, told
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from nutgraf.core.extract import extract
from nutgraf.core.text.plain import shorten
from nutgraf.records import Article, Entry

ENTRY = Entry(url=URL, title="Island loses its pier", content=f"<p>{' '.join(PARAGRAPHS)}</p>")
LOGIN = "<title>Log in</title><h1>Log in</h1><form><input type=password></form>"


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
        ({"content": TEXT, "published": SEEN}, "published", SEEN.date().isoformat(), "entry"),
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


def as_told(time: datetime | None) -> str:
    """A time, a day without one as that."""
    if time is None:
        return ""
    return time.isoformat() if time.time() > clock.min else time.date().isoformat()


def values_of(article: Article) -> dict[str, str]:
    values = {
        "title": article.title,
        "authors": ", ".join(article.authors),
        "published": as_told(article.published),
        "modified": as_told(article.modified),
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
