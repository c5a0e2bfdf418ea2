import json
from datetime import UTC, datetime

import pytest
from article_pages import BODY, LOGIN, PARAGRAPHS, URL, article, capture, page
from growth import assert_grows_with_size, repeated
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nutgraf.core.extract import extract
from nutgraf.core.formats.url import article_id
from nutgraf.records import Article, Entry, Image, Provider, Rejected


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


def test_an_entry_without_a_title_goes_by_the_beginning_of_what_it_says() -> None:
    found = article(entry=Entry(url=URL, excerpt="The bridge opens. " + "It was shut for weeks. " * 8))
    assert found.title.startswith("The bridge opens. It was shut")
    assert len(found.title) <= 100
    assert found.partial


def test_an_entry_survives_the_page_s_failure() -> None:
    busy = b"<html><body>Busy</body></html>"
    assert article(busy, status=503, entry=Entry(title="Bridge", excerpt="Open.")).partial
    assert article(busy, status=404, entry=Entry(title="Bridge", content=BODY)).text.startswith(PARAGRAPHS[0])
    assert article(LOGIN, entry=Entry(title="Bridge", content=BODY)).text.startswith(PARAGRAPHS[0])


def test_a_lying_content_type_is_no_matter() -> None:
    assert article(page(), content_type="application/pdf").title == "Bridge reopens after repairs"


def test_titles_stay_plain_text() -> None:
    found = article(
        page(article=f"<h1>key: [a]\n--- &lt;script&gt;x&lt;/script&gt;\x07 \u202eevil</h1>{BODY}"), entry=None
    )
    assert found.title == "key: [a] --- <script>x</script> evil"


HOSTILE = {
    "nested": repeated("<div>", "<html><body>", "<h1>Deep down</h1>" + BODY),
    "paragraphs": repeated("<p>", "<html><body>"),
    "metas": repeated('<meta property="og:title" content="x">', "<html><head>"),
    "long title": repeated("A", "<html><h1>", "</h1><p>x</p>"),
    "bylines": repeated("By ", "<html><h1>T</h1><p>", "</p>"),
    "brackets": repeated("[", '<html><script type="application/ld+json">', "</script><h1>Brackets</h1>"),
    "nuls": repeated("\0", "<html><h1>Nul\0s</h1><p>", BODY),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_take_time_in_proportion_to_their_size(name: str) -> None:
    def read(html: str) -> None:
        assert isinstance(extract(capture(html.encode())), Article | Rejected)

    assert_grows_with_size(HOSTILE[name], read, 60_000)


def test_a_page_in_utf_16_that_does_not_end_is_an_article_or_rejected() -> None:
    assert isinstance(extract(capture("<html><h1>Kein Ende</h1>".encode("utf-16"))), Article | Rejected)


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


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Lindhaven Post", "The Lindhaven Post"),
        ("Lindhaven Post - all that the harbour talks of since 1897", "Lindhaven Post"),
        ("https://www.lindhaven.example/", None),
        ("www.lindhaven.example", "lindhaven.example"),
        ("News", None),
        ("Checkout", None),
        ("{$plugin.site_name}", None),
        ("Bridge reopens after repairs", None),
    ],
)
def test_what_is_no_outlet(name: str, expected: str | None) -> None:
    head = f'<title>Bridge reopens after repairs</title><meta property="og:site_name" content="{name}">'
    found = article(
        f"<html><head>{head}</head><body><h1>Bridge reopens after repairs</h1>{BODY}</body></html>".encode()
    )
    assert found.provider.name == expected
