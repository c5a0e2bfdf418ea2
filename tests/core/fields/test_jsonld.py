import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.core.claims.jsonld import claims
from nutgraf.core.formats.lenient_json import load
from nutgraf.core.page.parsed import Page

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Bridge &amp; tunnel reopen",
    "datePublished": "2024-03-05T07:30:00+01:00",
    "dateModified": "2024-03-05T09:00:00Z",
    "author": [{"@type": "Person", "name": "Ann Author"}, {"@type": "Person", "name": "Bo Writer"}],
    "publisher": {
        "@type": "Organization",
        "name": "The Daily",
        "logo": {"url": "/logo.png", "width": 60, "height": "60px"},
    },
    "image": [{"url": "/lead.jpg", "width": "1200", "height": 800}, "/second.jpg"],
    "keywords": "bridges, tunnels",
    "articleSection": ["Local"],
    "isAccessibleForFree": "False",
}


def page_of(*scripts: str) -> Page:
    markup = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    return Page(f"<html><head>{markup}</head><body></body></html>", "https://daily.example/news/bridge")


def test_an_article() -> None:
    found = claims(page_of(json.dumps(ARTICLE)))
    assert found.title == "Bridge & tunnel reopen"
    assert found.published
    assert found.published.at == datetime(2024, 3, 5, 6, 30, tzinfo=UTC)
    assert found.modified
    assert found.modified.at == datetime(2024, 3, 5, 9, tzinfo=UTC)
    assert found.authors == ("Ann Author", "Bo Writer")
    assert found.site_name == "The Daily"
    assert found.logo is not None
    assert (found.logo.url, found.logo.width, found.logo.height) == ("/logo.png", 60, 60)
    assert [(image.url, image.width) for image in found.images] == [("/lead.jpg", 1200), ("/second.jpg", None)]
    assert found.tags == ("bridges", "tunnels")
    assert found.section == "Local"
    assert found.paywalled is True
    assert found.is_article


def test_a_graph_whose_nodes_refer_to_each_other() -> None:
    graph = {
        "@graph": [
            {"@type": "WebSite", "name": "The Daily"},
            {
                "@type": ["Article", "NewsArticle"],
                "headline": "Flood",
                "author": {"@id": "#ann"},
                "image": {"@id": "#pic"},
            },
            {"@type": "Person", "@id": "#ann", "name": "Ann Author"},
            {"@type": "ImageObject", "@id": "#pic", "url": "https://daily.example/p.jpg"},
        ]
    }
    found = claims(page_of(json.dumps(graph)))
    assert found.title == "Flood"
    assert found.authors == ("Ann Author",)
    assert found.site_name == "The Daily"
    assert [image.url for image in found.images] == ["https://daily.example/p.jpg"]


def test_the_page_s_own_article_is_taken_among_others() -> None:
    other = {"@type": "NewsArticle", "headline": "Another", "url": "https://daily.example/news/other"}
    own = {"@type": "Article", "headline": "Own", "mainEntityOfPage": {"@id": "https://daily.example/news/bridge"}}
    assert claims(page_of(json.dumps([other]), json.dumps(own))).title == "Own"


def test_articles_that_a_page_only_lists_are_not_its_own() -> None:
    listing = {"@type": "CollectionPage", "hasPart": [{"@type": "NewsArticle", "headline": "Listed"}]}
    found = claims(page_of(json.dumps(listing)))
    assert found.title is None
    assert not found.is_article


@pytest.mark.parametrize(
    "broken",
    [
        '<!-- {"@type": "NewsArticle", "headline": "H"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "H"}\n//]]>',
        '{"@type": "NewsArticle", "headline": "H",}',
        '{"@type": "NewsArticle", /* note */ "headline": "H", "keywords": ["a", ],}',
        '{"@type": "NewsArticle", "headline": "H", "description": "two\nlines\tand a tab"}',
        '{"@type": "NewsArticle", "headline": "H", "description": "it\\\'s"}',
        '{"@type": "NewsArticle", "headline": "H"};',
        '{"@type": "WebSite"}{"@type": "NewsArticle", "headline": "H"}',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;H&quot;}",
        '{"@type": "NewsArticle", "headline": "H", "description": "says "no" to it"}',
        '{"@type": "NewsArticle", "headline": "H", "articleBody": "cut off in the mid',
    ],
)
def test_broken_json_is_mended(broken: str) -> None:
    assert claims(page_of(broken)).title == "H"


def test_commas_inside_strings_stay() -> None:
    assert load('{"a": "one,} two", "b": 1,}') == [{"a": "one,} two", "b": 1}]


def test_deep_and_wrong_values_do_no_harm() -> None:
    assert load("[" * 100_000) == []
    odd: dict[str, object] = {
        **ARTICLE,
        "author": 5,
        "image": [None, [], {}],
        "datePublished": {},
        "keywords": {"x": 1},
        "publisher": [[]],
        "headline": None,
    }
    assert claims(page_of(json.dumps(odd))).title is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*ARTICLE, "@graph", "@id", "name"]), inner, max_size=4)
        ),
        max_leaves=15,
    )
)
def test_any_json_gives_claims(value: object) -> None:
    claims(page_of(json.dumps(value).replace("</", "<\\/")))


@given(st.text(max_size=200))
def test_any_text_loads(text: str) -> None:
    load(text)
