"""Pages here are invented; the public sets are measured by the scoring scripts."""

import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nutgraf.core.credits import credit_in
from nutgraf.core.extract import extract
from nutgraf.core.url import article_id
from nutgraf.records import Article, Capture, Entry, Image, Provider, Rejected

SEEN = datetime(2024, 3, 6, 12, tzinfo=UTC)
URL = "https://www.daily.example/local/2024/03/05/bridge-reopens"
PARAGRAPHS = [
    "The old bridge over the river opened again on Tuesday after ten months of repairs, the city said.",
    "Engineers replaced four hundred metres of railing and both ramps, and found less rust than they had feared.",
    "“We are three weeks early,” said the mayor, who walked across first, followed by a brass band and two dogs.",
    "The repairs cost eleven million crowns, of which the state pays half; the rest comes from the city's reserve.",
    "Buses return to their usual routes on Thursday, and the ferry will make its last crossing on Sunday evening.",
]
LOGIN = b"<html><title>Log in</title><body><h1>Log in</h1><input type=password></body></html>"
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
LONG = "".join(f"<p>{number}. {paragraph}</p>" for number in range(4) for paragraph in PARAGRAPHS)


def page(head: str = "", article: str = f"<h1>Bridge reopens after repairs</h1>{BODY}", lang: str = "en") -> bytes:
    markup = (
        f"<!doctype html><html lang={lang}><head><title>Bridge reopens after repairs | The Daily</title>{head}</head>"
    )
    return f"{markup}<body><nav><a href=/>Home</a></nav><article>{article}</article></body></html>".encode()


def capture(body: bytes = b"", **fields: object) -> Capture:
    known: dict[str, object] = {"id": "c1", "at": SEEN, "url": URL, "body": body}
    return Capture(**(known | fields))  # type: ignore[arg-type]


def article(body: bytes = b"", **fields: object) -> Article:
    found = extract(capture(body, **fields))
    assert isinstance(found, Article), found
    return found


def test_a_page_without_metadata() -> None:
    found = article(
        page(article=f"<h1>Bridge reopens after repairs</h1><p class=byline>By Ann Smith and Bo Lee</p>{BODY}")
    )
    assert found.title == "Bridge reopens after repairs"
    assert found.authors == ("Ann Smith", "Bo Lee")
    assert found.published == datetime(2024, 3, 5, tzinfo=UTC)
    assert found.language == "en"
    assert found.provider.domain == "daily.example"
    assert found.id == article_id(URL)
    assert PARAGRAPHS[2] in found.text.split("\n")
    assert "Home" not in found.text
    assert found.kind == "article"
    assert not found.partial


def test_metadata_by_trust() -> None:
    ld = {
        "@type": "NewsArticle",
        "headline": "Bridge reopens after repairs",
        "author": {"name": "Ann Smith"},
        "datePublished": "2024-03-05T08:00:00Z",
        "publisher": {"name": "The Daily", "logo": {"url": "/logo.png", "width": 50, "height": 50}},
    }
    head = (
        f'<script type="application/ld+json">{json.dumps(ld)}</script>'
        '<meta name=author content="Someone Else">'
        '<meta property="article:published_time" content="2024-03-04T00:00:00Z">'
        '<meta property="article:modified_time" content="2024-03-05T10:00:00Z">'
        '<meta property="og:site_name" content="The Daily">'
        '<meta property="og:description" content="Ten months later."><meta property="article:section" content="Local">'
        '<meta property="og:image" content="/lead.jpg"><meta property="og:image:width" content="1200">'
        '<meta property="og:image:height" content="800"><meta name=news_keywords content="bridge, city">'
        '<link rel=canonical href="https://www.daily.example/local/2024/03/05/bridge-reopens?utm_source=x">'
        '<link rel=amphtml href="https://amp.daily.example/bridge">'
    )
    found = article(page(head))
    assert found.authors == ("Ann Smith",)
    assert found.published == datetime(2024, 3, 5, 8, tzinfo=UTC)
    assert found.modified == datetime(2024, 3, 5, 10, tzinfo=UTC)
    assert found.excerpt == "Ten months later."
    assert found.section == "Local"
    assert found.tags == ("bridge", "city")
    assert found.images == (Image(url="https://www.daily.example/lead.jpg", width=1200, height=800),)
    assert found.provider == Provider(
        name="The Daily",
        domain="daily.example",
        images=(Image(url="https://www.daily.example/logo.png", width=50, height=50),),
    )
    assert found.canonical_url == URL
    assert found.amp_url == "https://amp.daily.example/bridge"


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


def test_lists_in_one_value_are_taken_apart() -> None:
    head = (
        '<meta property="article:tag" content="bridge, repairs, city, river">'
        '<meta property="article:section" content="Local, city, bridges">'
        '<meta property="og:site_name" content="The Daily | News for the valley |">'
    )
    found = article(page(head))
    assert found.tags == ("bridge", "repairs", "city", "river")
    assert found.section == "Local"
    assert found.provider.name == "The Daily"
    assert article(page('<meta property="article:section" content="Arts, Culture">')).section == "Arts, Culture"
    assert article(page('<meta name=keywords content="桥梁，城市、河流">')).tags == ("桥梁", "城市", "河流")


@pytest.mark.parametrize("mark", ["amp", "⚡"])
def test_an_amp_page_is_its_own_amp_address(mark: str) -> None:
    found = article(f"<!doctype html><html {mark}><title>Bridge</title><h1>Bridge reopens</h1>{BODY}".encode())
    assert found.amp_url == URL


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
    ("head", "url", "kind"),
    [
        ('<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Live"}</script>', URL, "liveblog"),
        ('<meta property="og:type" content="video.other">', URL, "video"),
        ('<meta property="article:section" content="Opinion">', URL, "opinion"),
        ("", "https://daily.example/galleries/2024/bridge", "gallery"),
        ("", "https://daily.example/podcasts/bridge", "audio"),
        ("", URL, "article"),
    ],
)
def test_kinds(head: str, url: str, kind: str) -> None:
    assert article(page(head), url=url).kind == kind


def test_a_paywalled_page_that_shows_little_is_partial() -> None:
    ld = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    found = article(page(ld, f"<h1>Bridge reopens after repairs</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"))
    assert found.paywalled
    assert found.partial


def test_an_implausible_date_is_none() -> None:
    for written in ("1970-01-01T00:00:00Z", "2031-01-01T00:00:00Z"):
        found = article(
            page(f'<meta property="article:published_time" content="{written}">'), url="https://daily.example/x"
        )
        assert found.published is None


def test_the_feed_fills_what_the_page_lacks() -> None:
    entry = Entry(
        authors=("By Ann Smith",),
        published=datetime(2024, 3, 4, tzinfo=UTC),
        tags=("bridge",),
        section="Local",
        topics=("Cities",),
    )
    found = article(page(), url="https://daily.example/x", entry=entry)
    assert found.authors == ("Ann Smith",)
    assert found.published == datetime(2024, 3, 4, tzinfo=UTC)
    assert (found.tags, found.section, found.topics) == (("bridge",), "Local", ("Cities",))


def test_full_text_of_a_feed_serves_where_the_page_gives_less() -> None:
    found = article(
        page(article="<h1>Bridge reopens after repairs</h1><p>Subscribe to read on.</p>"), entry=Entry(content=BODY * 2)
    )
    assert PARAGRAPHS[3] in found.text
    assert not found.partial


def test_an_entry_alone() -> None:
    entry = Entry(
        url=f"{URL}?utm_medium=rss",
        title="Bridge &amp; ramps reopen",
        excerpt="<p>Ten months later.</p>",
        authors=("Ann Smith",),
    )
    found = article(entry=entry, url=None)
    assert found.title == "Bridge & ramps reopen"
    assert found.excerpt == "Ten months later."
    assert found.text == ""
    assert found.partial
    assert found.id == article_id(URL)
    full = article(entry=Entry(url=URL, title="Bridge", content=BODY * 2))
    assert not full.partial
    assert full.text.split("\n")[0] == PARAGRAPHS[0]


def test_an_entry_survives_the_page_s_failure() -> None:
    busy = b"<html><body>Busy</body></html>"
    assert article(busy, status=503, entry=Entry(title="Bridge", excerpt="Open.")).partial
    assert article(busy, status=404, entry=Entry(title="Bridge", content=BODY)).text.startswith(PARAGRAPHS[0])
    assert article(LOGIN, entry=Entry(title="Bridge", content=BODY)).text.startswith(PARAGRAPHS[0])


@pytest.mark.parametrize(("body", "status"), [(b"<html><body>Gone</body></html>", 404), (b"", 410), (LOGIN, 200)])
def test_an_entry_that_leads_to_no_article_is_none(body: bytes, status: int) -> None:
    found = extract(capture(body, status=status, entry=Entry(title="Bridge", excerpt="Open.")))
    assert isinstance(found, Rejected)


@pytest.mark.parametrize(
    ("body", "fields", "reason"),
    [
        (b"", {}, "empty"),
        (b" \n\0", {}, "empty"),
        (b"%PDF-1.7 stuff", {"content_type": "text/html"}, "not_html"),
        (b"PK\x03\x04stuff", {}, "not_html"),
        (b"\x89PNG\r\n\x1a\n", {}, "not_html"),
        (b'{"json": true}', {}, "not_html"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", {}, "not_html"),
        (b"just words", {}, "not_html"),
        (page(), {"status": 404}, "http_error"),
        (b"<html><body><p>Hi</p></body></html>", {}, "too_short"),
        (b"<html><title>404 Not Found</title><body><h1>Page not found</h1></body></html>", {}, "not_an_article"),
        (b"<html><title>Just a moment...</title><body>Checking</body></html>", {}, "not_an_article"),
        (LOGIN, {}, "not_an_article"),
    ],
)
def test_rejections(body: bytes, fields: dict[str, object], reason: str) -> None:
    found = extract(capture(body, **fields))
    assert isinstance(found, Rejected)
    assert found.reason == reason
    assert found.detail


@pytest.mark.parametrize(
    ("title", "body", "detail"),
    [
        ("Seite nicht gefunden | Bote", "<p>Schade.</p>", "an error page"),
        ("Ошибка: страница не найдена", "<p>Увы.</p>", "an error page"),
        ("Cette page n'existe pas", "", "an error page"),
        ("503 Service Unavailable", "", "an error page"),
        ("Attention Required! | Cloudflare", "<p>Ray ID</p>", "a page that keeps robots out"),
        ("Einen Moment…", "<p>Prüfung</p>", "a page that keeps robots out"),
        ("Zugriff verweigert", "", "a page that keeps robots out"),
        ("Bevor Sie zu unserer Seite weitergehen", "<button>OK</button>", "a page that asks for consent"),
        ("Anmelden - Bote", "<form><input type=password></form>", "a login page"),
        ("Bridge", "<div id=root></div>", "a page that shows nothing without scripts"),
    ],
)
def test_pages_that_stand_in_for_an_article(title: str, body: str, detail: str) -> None:
    found = extract(capture(f"<html><title>{title}</title><body>{body}</body></html>".encode()))
    assert isinstance(found, Rejected)
    assert found.detail == detail


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Access denied: why the bridge was closed</h1>{LONG}",
        f"<h1>Page not found: the lost chapter of the bridge</h1>{LONG}",
        f"<h1>Bridge reopens</h1><p>{PARAGRAPHS[0]}</p><div>{'Our shop has gifts. ' * 90}<input type=password></div>",
        f"<h1>Bridge reopens</h1><div><h2><a href=/b>All about our bridges</a></h2>{LONG}</div>",
    ],
)
def test_articles_that_look_like_other_pages(body: str) -> None:
    site = '<meta property="og:type" content="website">'
    assert article(f"<html><title>A Bridge</title>{site}<body>{body}</body></html>".encode()).text


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
    for tier, paywalled in (("locked", True), ("free", False), ("metered", False)):
        assert article(page(f'<meta property="article:content_tier" content={tier}>')).paywalled is paywalled


def test_front_and_tag_pages_are_no_articles() -> None:
    teasers = "".join(
        f"<article><h2><a href=/{n}>Story number {n} of the day</a></h2><p>Lead.</p></article>" for n in range(30)
    )
    front = f"<html><title>The Daily</title><body>{teasers}</body></html>".encode()
    for url in ("https://daily.example/", "https://daily.example/tag/bridges"):
        found = extract(capture(front, url=url))
        assert isinstance(found, Rejected)
        assert found.reason == "not_an_article"


@pytest.mark.parametrize("teasers", [0, 1, 2, 6])
def test_a_section_s_front_is_no_article(teasers: int) -> None:
    lead = "The old bridge over the river opened again on Tuesday after ten months of repairs."
    boxes = "".join(
        f"<div><h2><a href=/{n}>Story number {n} of the day</a></h2><p>{lead}</p></div>" for n in range(teasers)
    )
    front = f'<title>City - Daily</title><meta property="og:type" content=website><h1>City</h1><main>{boxes}</main>'
    found = extract(capture(front.encode(), url="https://daily.example/city/"))
    assert isinstance(found, Rejected)
    assert found.reason == "not_an_article"


def test_an_article_with_teasers_is_one_though_its_page_calls_itself_a_website() -> None:
    teasers = "".join(f"<div><h3><a href=/{n}>Story number {n} of the day</a></h3><p>Lead.</p></div>" for n in range(6))
    found = article(page('<meta property="og:type" content=website>') + teasers.encode(), url="https://daily.example/x")
    assert found.title == "Bridge reopens after repairs"


def test_a_login_form_in_a_window_over_the_page_makes_no_login_page() -> None:
    form = "<div class=login-modal><form><input type=password></form></div>"
    found = article(f"<html><title>Bridge</title><body>{form}<h1>Bridge</h1><p>{PARAGRAPHS[0]}</p>".encode())
    assert found.title == "Bridge"


def test_a_front_page_of_bare_links_is_no_article() -> None:
    links = "".join(f"<li><a href=/{n}>Story number {n} of the day</a></li>" for n in range(30))
    found = extract(
        capture(f"<html><title>The Daily</title><h1>The Daily</h1><ul>{links}".encode(), url="https://daily.example/")
    )
    assert isinstance(found, Rejected)
    assert found.reason == "not_an_article"


def test_a_lying_content_type_is_no_matter() -> None:
    assert article(page(), content_type="application/pdf").title == "Bridge reopens after repairs"


def test_titles_stay_plain_text() -> None:
    found = article(
        page(article=f"<h1>key: [a]\n--- &lt;script&gt;x&lt;/script&gt;\x07 \u202eevil</h1>{BODY}"), entry=None
    )
    assert found.title == "key: [a] --- <script>x</script> evil"


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>" + b"<div>" * 10_000 + b"<h1>Deep down</h1>" + BODY.encode(),
        b"<html><body>" + b"<p>" * 50_000,
        b"<html><head>" + b'<meta property="og:title" content="x">' * 20_000,
        b"<html><h1>" + b"A" * 300_000 + b"</h1><p>x</p>",
        b"<html><h1>T</h1><p>" + b"By " * 100_000 + b"</p>",
        b'<html><script type="application/ld+json">' + b"[" * 200_000 + b"</script><h1>Brackets</h1>",
        b"<html><h1>Nul\0s</h1><p>" + b"\0" * 50_000 + BODY.encode(),
        "<html><h1>Kein Ende</h1>".encode("utf-16"),
    ],
    ids=["nested", "paragraphs", "metas", "long-title", "bylines", "brackets", "nuls", "utf-16"],
)
def test_hostile_pages_end_soon(body: bytes) -> None:
    start = time.monotonic()
    assert isinstance(extract(capture(body)), Article | Rejected)
    assert time.monotonic() - start < 20


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(max_size=200),
    st.sampled_from(
        ["{}", "<h1>{}</h1>", "<meta name=author content='{}'>", "<p class=byline>{}</p>", "<time>{}</time>"]
    ),
)
def test_any_page_is_an_article_or_rejected(text: str, place: str) -> None:
    found = extract(capture(page(article=place.format(text) + BODY) if "{" not in text else place.encode()))
    assert isinstance(found, Article | Rejected)


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_an_article_or_rejected(body: bytes) -> None:
    assert isinstance(extract(capture(b"<html>" + body)), Article | Rejected)


PICTURE = "/media/bridge.jpg"


@pytest.mark.parametrize(
    ("markup", "size"),
    [
        (f"<figure><img src={PICTURE} width=960 height=540></figure>", (960, 540)),
        (f"<img src=/logo.png width=400 height=120><figure><img src={PICTURE}></figure>", (None, None)),
        (f"<img src=/dot.jpg width=1 height=1><img src={PICTURE} width=640>", (640, None)),
        (f'<figure><img src="data:image/gif;base64,R0" data-src={PICTURE}></figure>', (None, None)),
        (f'<figure><img src=/small.jpg srcset="/small.jpg 320w, {PICTURE} 1280w"></figure>', (1280, None)),
        (f"<aside><img src=/ad.jpg width=800></aside><p><img src={PICTURE} width=640></p>", (640, None)),
        (f'<img class="avatar" src=/ann.jpg width=300><p><img src={PICTURE} width=640></p>', (640, None)),
    ],
)
def test_the_first_picture_where_no_metadata_names_one(markup: str, size: tuple[int | None, int | None]) -> None:
    found = article(page(article=f"<h1>Bridge reopens after repairs</h1>{markup}{BODY}"))
    assert found.images == (Image(url="https://www.daily.example/media/bridge.jpg", width=size[0], height=size[1]),)


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


def test_section_and_tags_out_of_links() -> None:
    links = (
        '<a rel="category tag" href=/local>Local</a> <a rel=tag href=/t/1>Bridges</a> <a rel=tag href=/t/2>Repairs</a>'
    )
    found = article(page(article=f"<h1>Bridge reopens after repairs</h1>{BODY}<footer>{links}</footer>"))
    assert (found.section, found.tags) == ("Local", ("Bridges", "Repairs"))


def test_microdata_names_the_publisher_and_says_what_is_free() -> None:
    marks = (
        "<meta itemprop=isAccessibleForFree content=False><p itemprop=headline>Bridge reopens after repairs</p>"
        '<span itemprop=publisher itemscope itemtype="https://schema.org/Organization">'
        '<meta itemprop=name content="The Daily"></span>'
    )
    scope = '<div itemscope itemtype="https://schema.org/NewsArticle">'
    found = article(page(article=f"{scope}{marks}<h1>Bridge reopens after repairs</h1>{BODY}</div>"))
    assert found.provider.name == "The Daily"
    assert found.paywalled


def test_the_site_s_name_out_of_the_title_bar() -> None:
    assert article(page()).provider.name == "The Daily"


def test_the_author_that_twitter_s_labels_name() -> None:
    head = '<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="Anna Muster">'
    assert article(page(head)).authors == ("Anna Muster",)


def test_persons_before_offices_and_companies() -> None:
    head = '<meta name=author content="Daily GmbH">'
    written = f"<h1>Bridge reopens after repairs</h1><p class=byline>Von Anna Muster</p>{BODY}"
    assert article(page(head, written)).authors == ("Anna Muster",)
    assert article(page('<meta name=author content="Redaktion">')).authors == ("Redaktion",)


def test_meta_tags_complete_a_byline() -> None:
    ld = '<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Ann Smith"}}</script>'
    assert article(page(f'{ld}<meta name=author content="Ann Smith, Bo Lee">')).authors == ("Ann Smith", "Bo Lee")


def test_styles_in_a_heading_are_no_title() -> None:
    heading = "<h1><style>.css-1{color:red}</style>Bridge &amp;amp; tunnel reopen</h1>"
    assert article(page(article=f"{heading}{BODY}")).title == "Bridge & tunnel reopen"
