"""The page's own address: the canonical link of its head, what an AMP cache serves, a route."""

from datetime import UTC, datetime

import pytest

from nutgraf.core.extract import extract
from nutgraf.core.formats.url import article_id
from nutgraf.records import Article, Capture, Entry

OWN = "https://lindhaven.example/sport/regatta-2026"
CANONICAL = f'<link rel="canonical" href="{OWN}">'
PLAYER = '<link rel="canonical" href="https://lindhaven.example/video/watch/1">'
TEXT = "<h1>Regatta ends in fog</h1>" + "<p>The harbour office said that the boats could not see the buoys.</p>" * 6


def found(head: str, body: str = "", url: str | None = None, entry: Entry | None = None) -> Article:
    page = f"<!doctype html><html><head><title>Regatta ends in fog</title>{head}</head><body>{body}{TEXT}</body></html>"
    at = datetime(2026, 3, 10, tzinfo=UTC)
    article = extract(Capture(id="c", at=at, url=url, body=page.encode(), entry=entry))
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize(
    "body",
    [
        f"<article class='card'>{PLAYER}</article>",
        f"<div class='embed'>{PLAYER}</div>",
        f"<noscript>{PLAYER}</noscript>",
        f"<template>{PLAYER}</template>",
        PLAYER,
    ],
)
def test_a_canonical_link_counts_in_the_head_only(body: str) -> None:
    assert found("", body, OWN).canonical_url == OWN
    assert found(f'<meta property="og:url" content="{OWN}">', body).canonical_url == OWN
    assert found(CANONICAL, body, OWN + "?page=2").canonical_url == OWN


@pytest.mark.parametrize(
    "stray", ["<div id='x'></div>", "<img src='/p.gif'>", "<p>", "<noscript><img src='/p.gif'></noscript>", "text"]
)
def test_a_link_of_the_head_counts_where_the_parser_moved_it(stray: str) -> None:
    assert found(stray + CANONICAL, f"<div>{PLAYER}</div>", OWN + "?page=2").canonical_url == OWN


def test_what_a_head_has_for_browsers_without_scripts_or_as_a_remark_does_not_count() -> None:
    assert found(f"<noscript>{PLAYER}</noscript>", "", OWN).canonical_url == OWN
    assert found(f"<div></div><!-- {PLAYER} --><script>'{PLAYER}'</script>", PLAYER, OWN).canonical_url == OWN


@pytest.mark.parametrize("links", [PLAYER + CANONICAL, CANONICAL + PLAYER])
def test_of_two_links_the_one_counts_that_the_address_or_open_graph_agrees_with(links: str) -> None:
    assert found(links, url=OWN).canonical_url == OWN
    assert found(links, url=OWN.replace("https", "http") + "/").canonical_url == OWN
    assert found(f'{links}<meta property="og:url" content="{OWN}">').canonical_url == OWN


def test_an_og_url_of_an_embedded_player_is_not_the_pages() -> None:
    player = '<div class="video"><meta property="og:url" content="https://lindhaven.example/video/1"></div>'
    assert found("", player, OWN).canonical_url == OWN


@pytest.mark.parametrize(
    "served",
    [
        "https://cdn.ampproject.org/c/s/amp.lindhaven.example/a/1",
        "https://amp-lindhaven-example.cdn.ampproject.org/v/s/amp.lindhaven.example/a/1?amp_js_v=0.1",
        "https://www.google.com/amp/s/amp.lindhaven.example/a/1",
    ],
)
def test_a_cache_is_no_outlet_and_its_address_is_nobodys(served: str) -> None:
    article = found(CANONICAL, url=served)
    assert (article.canonical_url, article.id, article.original_url) == (OWN, article_id(OWN), None)
    assert article.url == "https://amp.lindhaven.example/a/1"
    assert article.provider.domain == "lindhaven.example"
    told = extract(Capture(id="c", at=article.seen, entry=Entry(url=served, title="Regatta ends in fog")))
    assert isinstance(told, Article)
    assert (told.url, told.provider.domain) == ("https://amp.lindhaven.example/a/1", "lindhaven.example")


def test_what_names_a_channel_is_no_part_of_an_own_address() -> None:
    assert found("", url=OWN + "?ref=rss&id=2").canonical_url == OWN + "?id=2"
    assert found("", url=OWN + "?ref=rss").url == OWN + "?ref=rss"


def test_a_route_is_the_entrys_for_no_server_is_told_of_it() -> None:
    shell = '<link rel="canonical" href="https://lindhaven.example/app">'
    one = found(shell, url="https://lindhaven.example/app", entry=Entry(url="https://lindhaven.example/app#/a/1"))
    assert one.canonical_url == "https://lindhaven.example/app#/a/1"


@pytest.mark.parametrize("named", ['<link rel="canonical" href="{}">', '<meta property="og:url" content="{}">'])
def test_a_page_that_names_its_own_copy_in_a_cache_names_itself(named: str) -> None:
    served = "https://lindhaven-example.cdn.ampproject.org/c/s/lindhaven.example/sport/regatta-2026"
    article = found(named.format(served), url=f"{OWN}?edition=2")
    assert (article.canonical_url, article.original_url) == (OWN, None)
