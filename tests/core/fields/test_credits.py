import pytest
from article_pages import BODY, PARAGRAPHS, URL, article, page

from nutgraf.core.fields.credits import credit_in


def test_a_canonical_link_to_another_site_is_where_it_was_first() -> None:
    found = article(page('<link rel=canonical href="https://agency.example/first">'))
    assert found.original_url == "https://agency.example/first"
    assert found.canonical_url == URL


def test_originally_published_at() -> None:
    note = '<p>This article was originally published at <a href="https://other.example/x">The Other</a>.</p>'
    assert (
        article(page(article=f"<h1>Bridge reopens after repairs</h1>{BODY}{note}")).original_url
        == "https://other.example/x"
    )


@pytest.mark.parametrize(
    "note",
    [
        "Dieser Text ist zuerst bei {} erschienen; zuerst erschienen bei {}.",
        "Cet article a été initialement publié sur {}.",
        "Este artículo fue publicado originalmente en {}.",
        "Este texto foi publicado originalmente em {}.",
        "Questo articolo è stato pubblicato originariamente su {}.",
        "Dit artikel is oorspronkelijk verschenen in {}.",
        "Artykuł pierwotnie ukazał się w {}.",
        "Статья впервые опубликована в {}.",
        "元記事: {}",
        'This story was first published by <a href="https://other.example/">The Other</a>. {}',
    ],
)
def test_originally_published_at_in_many_languages(note: str) -> None:
    link = '<a href="https://other.example/2024/x">The Other</a>'
    markup = f"<h1>Bridge reopens after repairs</h1>{BODY}<p>{note.replace('{}', link)}</p>"
    assert article(page(article=markup)).original_url == "https://other.example/2024/x"


@pytest.mark.parametrize(
    "head",
    [
        '<link rel=canonical href="https://www.daily.test/local/2024/03/05/bridge-reopens">',
        '<link rel=canonical href="https://m.daily.test/x">',
        '<script type="application/ld+json">{"@type":"NewsArticle","isBasedOn":"https://study.example/1"}</script>',
    ],
)
def test_a_link_to_a_sister_or_a_source_names_no_original(head: str) -> None:
    assert article(page(head)).original_url is None


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("<p class=credit>Foto: Ann Smith/dpa</p>", None),
        ("<p class=credit>(Image: © Bo Lee)</p>", None),
        ("<p class=credit>Getty Images</p><p class=source>| The Wire Service</p>", "The Wire Service"),
        ("<p class=source>Quelle: Abendblatt</p>", "Quelle: Abendblatt"),
        ("<meta name=dc.rights content='© 2024 The Daily. All rights reserved'>", None),
        ("<meta name=dc.rights content='2024 The Daily'>", None),
        ("<meta name=dcterms.license content='https://creativecommons.org/licenses/by/4.0/'>", "CC BY 4.0"),
        ("<meta name=dcterms.license content='https://daily.example/licensing'>", None),
        ("<p>Originally published in March 2022. Updated today.</p>", None),
        ("<p>Originally published on the 21st of June.</p>", None),
        ("<p>First published in The Other Daily.</p>", "First published in The Other Daily."),
    ],
)
def test_credits_are_no_picture_s_and_no_rights(line: str, credit: str | None) -> None:
    assert article(page(article=f"<h1>Bridge reopens after repairs</h1>{BODY}{line}")).credit == credit


@pytest.mark.parametrize(
    ("first", "last", "credit"),
    [
        ("LISBON (Reuters) - The bridge is open.", "", "Reuters"),
        ("PARIS (AFP) – The bridge is open.", "", "AFP"),
        ("The bridge is open.", "(dpa)", "dpa"),
        (
            "The bridge is open.",
            "<a rel=license href=https://creativecommons.org/licenses/by-sa/4.0/>Licence</a>",
            "CC BY-SA 4.0",
        ),
        ("The bridge is open, the AP said.", "", None),
    ],
)
def test_credit_lines(first: str, last: str, credit: str | None) -> None:
    found = article(
        page(article=f"<h1>Bridge reopens after repairs</h1><p>{first} {PARAGRAPHS[0]}</p>{BODY}<p>{last}</p>")
    )
    assert found.credit == credit


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("<span class=agency>Nordkap Wire</span>", "Nordkap Wire"),
        ("<p class=entry-source><em>Quelle: Nordkap Wire</em></p>", "Quelle: Nordkap Wire"),
        ("<p itemprop=creditText>Nordkap Wire</p>", "Nordkap Wire"),
        ("<div class=dateline>Agencia Faro | 5 de marzo de 2024</div>", "Agencia Faro"),
        ("<div class=dateline>By Ann Smith | 5 March 2024</div>", None),
        ("<figure><figcaption class=credit>Pat Lens</figcaption></figure>", None),
    ],
)
def test_credits_that_the_page_marks(line: str, credit: str | None) -> None:
    assert article(page(article=f"<h1>Bridge reopens after repairs</h1>{line}{BODY}")).credit == credit


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("【バーンホルム＝ノルドカップ通信】旧橋が十か月ぶりに再び開通した。", "ノルドカップ通信"),
        ("PUERTO (Agencia Faro). El puente se abre.", "Agencia Faro"),
        ("The bridge (built in 1904) is open.", None),
    ],
)
def test_a_news_service_in_brackets(text: str, credit: str | None) -> None:
    assert credit_in(text) == credit
