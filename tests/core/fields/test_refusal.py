import pytest
from article_pages import LOGIN, LONG, PARAGRAPHS, URL, article, capture, page

from nutgraf.core.extract import extract
from nutgraf.records import Entry, Rejected


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


def cards(count: int, form: str) -> str:
    """Teasers of other articles in some form of markup."""
    told = "They are said to keep you going, the harbour's rowers told us."
    return "".join(
        form.format(link=f"href=/{number}", title=f"Report number {number} of the harbour", told=told)
        for number in range(count)
    )


CARDS = (
    "<div class=card><a {link}><h2>{title}</h2></a><p>{told}</p><span>1 Mar 2026</span></div>",
    "<article><h3><a {link}>{title}</a></h3><time>March 1</time><p>{told} […]</p><a {link}>Weiterlesen</a></article>",
    "<li><a {link}>{title}</a><div>{told}</div></li>",
    "<a class=tile {link}><h4>{title}</h4><p>{told}</p></a>",
)


@pytest.mark.parametrize("form", CARDS)
@pytest.mark.parametrize("title", ["Innovation", "Étiquette : port", "スポーツ"])
@pytest.mark.parametrize("url", ["https://daily.example/innovation", None])
def test_a_page_of_teasers_is_no_article(form: str, title: str, url: str | None) -> None:
    intro = "<p>All our reports on new things in and around the harbour.</p>"
    body = f"<h1>{title}</h1>{intro}<section>{cards(7, form)}</section>"
    foot = "<footer><p>Copyright 2026, all rights reserved. No part of this page may be copied.</p></footer>"
    found = extract(capture(f"<html><title>{title} | Daily</title><body>{body}{foot}</body></html>".encode(), url=url))
    assert isinstance(found, Rejected)
    assert found.reason == "not_an_article"


@pytest.mark.parametrize("form", CARDS)
def test_an_article_above_teasers_is_one(form: str) -> None:
    for own in (f"<p>{PARAGRAPHS[0]} {PARAGRAPHS[1]}</p>", LONG, f"<div>{PARAGRAPHS[0]}<br><br>{PARAGRAPHS[1]}</div>"):
        body = f"<main><h1>Bridge reopens at last after repairs</h1>{own}</main><ul>{cards(7, form)}</ul>"
        assert article(f"<html><title>Bridge reopens | Daily</title><body>{body}</body></html>".encode()).text


CODE = "import os\nfrom port import *\n\ndef depth_of(port):\n    return port.depth\n" * 9


@pytest.mark.parametrize(
    ("title", "body", "url", "detail"),
    [
        ("Daily", "<div>Loading…</div>", URL, "a page that shows nothing without scripts"),
        ("Bote", "<div>Wird geladen...</div>", URL, "a page that shows nothing without scripts"),
        ("Google Image Result for https://a.example/b.jpg", "<p>b.jpg</p>", URL, "a search for images"),
        ("Bridge", "<p>Bridges</p>", "https://www.google.com/imgres?imgurl=a", "a search for images"),
        ("Sign in - Daily", "<form><input type=email><button>Next</button></form>", URL, "a login page"),
        ("port.py", f"<pre>{CODE}</pre>", URL, "source code"),
        ("Daily", "<h1>Anmelden</h1><form><input name=username></form>", URL, "a login page"),
    ],
)
def test_what_a_page_is_instead(title: str, body: str, url: str, detail: str) -> None:
    found = extract(capture(f"<html><title>{title}</title><body>{body}</body></html>".encode(), url=url))
    assert isinstance(found, Rejected)
    assert found.detail == detail
