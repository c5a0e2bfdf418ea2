import json

import pytest
from article_pages import LONG, PARAGRAPHS, article, page

from nutgraf.records import Article


def test_a_paywalled_page_that_shows_little_is_partial() -> None:
    ld = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    found = article(page(ld, f"<h1>Bridge reopens after repairs</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"))
    assert found.paywalled
    assert found.partial


def notified(head: str, notice: str) -> Article:
    stated = json.dumps({"@type": "NewsArticle", **json.loads(head or "{}")})
    shown = f"<h1>Bridge reopens after repairs</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{notice}"
    return article(page(f'<script type="application/ld+json">{stated}</script>', shown))


@pytest.mark.parametrize(
    ("head", "notice"),
    [
        ('{"isAccessibleForFree": "False"}', ""),
        ('{"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": ".wall"}}', ""),
        ("", "<p>Subscribe now to continue reading this story.</p>"),
        ("", "<p>Jetzt weiterlesen: 4 Wochen kostenlos testen</p>"),
        ("", "<p>Cet article est réservé aux abonnés</p>"),
        ("", "<p>Para seguir leyendo, hágase suscriptor</p>"),
        ("", "<p>この記事は会員限定です。</p>"),
        ("", "<p>Статья доступна только подписчикам</p>"),
        ("", "<div class=article-paywall><b>Our best price</b> for you: one crown a month</div>"),
    ],
)
def test_a_page_says_or_shows_that_it_is_not_free(head: str, notice: str) -> None:
    assert notified(head, notice).paywalled


@pytest.mark.parametrize(
    ("head", "notice"),
    [
        ('{"isAccessibleForFree": true}', "<p>Subscribe to continue reading</p>"),
        ("", "<div class=article-paywall></div>"),
        ("", "<section class=non-paywall>This is all that there is of the story of today</section>"),
        ("", "<a href=/abo>Subscribe</a><a href=/login>Already a subscriber?</a>"),
        ("", LONG + "<p>Subscribe now to continue reading this story.</p>"),
    ],
)
def test_a_page_that_is_free_or_shows_all_has_no_paywall(head: str, notice: str) -> None:
    assert not notified(head, notice).paywalled


def test_a_content_tier_says_whether_a_page_is_free() -> None:
    for tier, paywalled in (("locked", True), ("Premium", True), ("free", False), ("metered", False)):
        assert article(page(f'<meta property="article:content_tier" content={tier}>')).paywalled is paywalled


@pytest.mark.parametrize(
    "stated",
    [
        '{"@type": "NewsArticle", "isAccessibleForFree": ["False"]}',
        '{"@type": "NewsArticle", "isAccessibleForFree": {"@value": "http://schema.org/False"}}',
        '{"@type": "NewsArticle", "hasPart": [{"isAccessibleForFree": true}, {"isAccessibleForFree": "no"}]}',
        '[{"@type": "WebPage", "isAccessibleForFree": "False"}, {"@type": "NewsArticle", "headline": "A"}]',
    ],
)
def test_what_is_not_free_in_other_words(stated: str) -> None:
    assert article(page(f'<script type="application/ld+json">{stated}</script>')).paywalled
    assert article(page('<meta name="cXenseParse:paywall" content="true">')).paywalled
