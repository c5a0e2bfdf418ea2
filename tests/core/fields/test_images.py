import json
from datetime import UTC, datetime

import pytest

from nutgraf.core.extract import extract
from nutgraf.core.fields.images import entry_images
from nutgraf.records import Article, Capture, Entry, Image

BODY = "".join(
    f"<p>{number}. The old bridge over the river opened again on Tuesday after months of repairs, said the city.</p>"
    for number in range(8)
)
SITE = "https://daily.example"


def images(head: str = "", body: str = "") -> list[tuple[str, int | None, int | None]]:
    html = f"<html><head><title>Bridge reopens</title>{head}</head><body><article><h1>Bridge reopens</h1>{body}{BODY}"
    found = extract(Capture(id="c", at=datetime(2024, 3, 6, tzinfo=UTC), url=f"{SITE}/a", body=html.encode()))
    assert isinstance(found, Article)
    return [(image.url.removeprefix(SITE), image.width, image.height) for image in found.images]


def named(*urls: str) -> str:
    return "".join(f'<meta property="og:image" content="{url}">' for url in urls)


@pytest.mark.parametrize(
    ("url", "size"),
    [
        ("/bridge.jpg", (None, None)),
        ("/bridge.jpg?w=1200&h=630", (1200, 630)),
        ("/bridge.jpg?width=1200&crop=1.91:1", (1200, None)),
        ("/bridge.jpg?crop=1xw:1xh&resize=1200:630", (1200, 630)),
        ("/bridge.jpg?fit=1200%2C675", (1200, 675)),
        ("/bridge-1024x683.jpg", (1024, 683)),
        ("/public/bridge_800x436.jpeg", (800, 436)),
        ("/1500x1500/bridge.jpg", (1500, 1500)),
        ("/upload/c_fill,w_1200,h_630,q_80/bridge.jpg", (1200, 630)),
        ("/bridge-99999x2.jpg", (None, None)),
        ("/0x1200x/bridge.jpg", (None, None)),
        ("/bridge.jpg?w=5&h=99999999999999999999", (None, None)),
        ("/bridge-x264x265-codec.jpg", (None, None)),
    ],
)
def test_a_size_that_the_address_names(url: str, size: tuple[int | None, int | None]) -> None:
    assert images(named(url)) == [(url, *size)]


def test_a_stated_size_counts_before_the_address() -> None:
    stated = '<meta property="og:image:width" content="640"><meta property="og:image:height" content="360">'
    assert images(named("/bridge.jpg?w=1200&h=630") + stated) == [("/bridge.jpg?w=1200&h=630", 640, 360)]


@pytest.mark.parametrize(
    "url",
    [
        "/logo.png",
        "/img/daily-logo-512.png",
        "/favicon.ico",
        "/site_icon.png",
        "/assets/og-default.jpg",
        "/wp-content/themes/daily/facebook.jpg",
        "/media/default-image.jpg",
        "/no-image.png",
        "/placeholder.webp",
        "/masthead.svg",
        "/1x1.gif",
    ],
)
def test_what_is_a_site_s_and_no_article_s(url: str) -> None:
    assert images(named(url)) == []
    assert images(named(url), "<figure><img src=/bridge.jpg width=800></figure>") == [("/bridge.jpg", 800, None)]


@pytest.mark.parametrize(
    "url",
    [
        "/sites/default/files/bridge.jpg",
        "/default-retina/bridge.jpg",
        "/technologos.jpg",
        "/iconic-bridge.jpg",
        "/pixels.jpg",
    ],
)
def test_what_only_looks_like_a_site_s(url: str) -> None:
    assert images(named(url)) == [(url, None, None)]


def test_the_publisher_s_logo_is_no_picture() -> None:
    ld = {"@type": "NewsArticle", "publisher": {"logo": {"url": "/daily.png"}}, "image": ["/daily.png", "/bridge.jpg"]}
    assert images(f'<script type="application/ld+json">{json.dumps(ld)}</script>') == [("/bridge.jpg", None, None)]


@pytest.mark.parametrize(
    ("urls", "kept"),
    [
        (["/bridge.jpg?w=640", "/bridge.jpg?w=1280", "/bridge.jpg?w=320"], ["/bridge.jpg?w=1280"]),
        (["/bridge-300x200.jpg", "/bridge.jpg"], ["/bridge.jpg"]),
        (["/bridge.jpg", "/bridge-1600x900.jpg"], ["/bridge-1600x900.jpg"]),
        (["/640x480/bridge.jpg", "/1500x1500/bridge.jpg"], ["/1500x1500/bridge.jpg"]),
        (
            ["/styles/small/public/a.jpg?itok=1", "/styles/og_image/public/a.jpg?itok=2"],
            ["/styles/small/public/a.jpg?itok=1"],
        ),
        (["/bridge.jpg", "/mayor.jpg", "/bridge.jpg"], ["/bridge.jpg", "/mayor.jpg"]),
        (["/image?id=1&w=640", "/image?id=2&w=640"], ["/image?id=1&w=640", "/image?id=2&w=640"]),
    ],
)
def test_one_picture_is_told_once_in_its_largest_size(urls: list[str], kept: list[str]) -> None:
    assert [url for url, _, _ in images(named(*urls))] == kept


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<img src=data:image/gif;base64,R0 data-src=/b.jpg width=900 height=600>", ("/b.jpg", 900, 600)),
        ('<img src=/p.gif data-srcset="/b.jpg 800w, /c.jpg 1600w" width=400 height=300>', ("/c.jpg", 1600, 1200)),
        ("<figure><noscript><img src=/b.jpg width=900></noscript></figure>", ("/b.jpg", 900, None)),
        ("<amp-img src=/b.jpg width=900 height=600></amp-img>", ("/b.jpg", 900, 600)),
        (
            '<picture><source srcset="/b.webp 1200w, /s.webp 300w"><img src=data:image/png;base64,AA></picture>',
            ("/b.webp", 1200, None),
        ),
        (
            "<img src=/avatar-ann.jpg width=300><img src=/b-1200x800.jpg class=hero width=>",
            ("/b-1200x800.jpg", 1200, 800),
        ),
    ],
)
def test_the_picture_of_the_text_where_no_metadata_name_one(
    markup: str, expected: tuple[str, int | None, int | None]
) -> None:
    assert images(body=markup) == [expected]


def test_an_image_object_whose_address_is_a_page() -> None:
    ld = {"@type": "NewsArticle", "image": {"@type": "ImageObject", "url": {"@id": "x"}, "contentUrl": "/bridge.jpg"}}
    assert images(f'<script type="application/ld+json">{json.dumps(ld)}</script>') == [("/bridge.jpg", None, None)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<p>Text <img src=/i/1.jpg> and more</p>", ["https://post.example/i/1.jpg"]),
        ("<figure><img src=https://a.example/2.jpg width=900></figure>", ["https://a.example/2.jpg"]),
        ("<img src=/pixel.gif width=1 height=1><img src=/i/3.jpg>", ["https://post.example/i/3.jpg"]),
        ("<p>No picture</p>", []),
    ],
)
def test_the_picture_in_an_entry_is_its_own(content: str, expected: list[str]) -> None:
    url = "https://post.example/1"
    for entry in (Entry(url=url, content=content), Entry(url=url, excerpt=content)):
        assert [image.url for image in entry_images(entry)] == expected
    named = Entry(content=content, images=(Image(url="https://post.example/own.jpg"),))
    assert entry_images(named) == named.images
