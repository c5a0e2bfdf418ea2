"""No address that is published or shown has another scheme than http or https, whatever came in or was stored."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from command_line import nutgraf
from desk_client import client_of
from site_samples import NOON, filed, keep

from nutgraf.config import Publishing
from nutgraf.core.extract import extract
from nutgraf.core.feeds.feed import read_feed
from nutgraf.core.files.frontmatter import read_record
from nutgraf.core.files.rows import entry_of_row
from nutgraf.core.formats.embeds import safe_embed
from nutgraf.core.formats.url import domain_name, web_address
from nutgraf.publish.site import publish
from nutgraf.records import Article, Capture, CaptureTaken, Entry, Image, Link, Provider, RecordExtras
from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store

HOSTILE = [
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,alert(1)",
    "vbscript:alert(1)",
    "file:///alert(1)",
    "blob:https://a.example/alert(1)",
    "view-source:https://a.example/alert(1)",
    "intent://alert(1)",
    "//a.example/alert(1)",
    "/alert(1)",
]
FEW = {HOSTILE[0], HOSTILE[4], HOSTILE[-1]}  # of each kind one, for the everyday check
SOME = [url if url in FEW else pytest.param(url, marks=pytest.mark.slow) for url in HOSTILE]
RELATIVE = HOSTILE[-2:]  # no scheme, but no address of the web either; an embed may have them
SCHEME = re.compile(r"\s*(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
LINKED = re.compile(r"""(?:href|src|action|content)\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
TEXT = "Dockers in Varnholm went back to work on Monday after nine days, and the cranes moved again. " * 8


def quoted(text: str) -> str:
    return json.dumps(text)


def record(url: str, good: str = "") -> str:
    told = quoted(url)
    embed = f'<iframe src="{HOSTILE[0] if url in RELATIVE else url}"></iframe>'
    return (
        f'---\ntitle: "Dockers go back to work"\nexcerpt: "e"\npublishedDateTime: 2026-03-02T12:00:00Z\n'
        f"originalUrl: {quoted(good) if good else told}\nwebUrl: {told}\nampWebUrl: {told}\ncdnAmpWebUrl: {told}\n"
        f"type: article\npublished: true\nfeaturedContent: {quoted(embed)}\n"
        f"provider:\n  name: Harbour Post\n  domain: {told}\n  images:\n    - url: {told}\n"
        f'images:\n  - url: {told}\n  - url: "https://a.example/pier.jpg"\ntopics:\n  - ports\n'
        f"related:\n  - title: Cranes move again\n    webUrl: {told}\n    originalUrl: {told}\n    ampWebUrl: {told}\n"
        f"    images:\n      - url: {told}\n    provider:\n      domain: {told}\n---\n\n{TEXT}\n"
    )


def row(url: str) -> str:
    page = {"url": url, "canonical_url": url, "original_url": url, "amp_url": url, "images": [url, {"url": url}]}
    provider = {"name": "Post", "domain": url, "images": [{"url": url}]}
    return json.dumps({"id": url, "title": "Dockers go back", "text": TEXT, **page, "provider": provider})


def json_page(url: str) -> str:
    page = {"webUrl": url, "originalUrl": url, "ampWebUrl": url, "cdnAmpWebUrl": url, "images": [{"url": url}]}
    provider = {"name": "Post", "domain": url, "images": [{"url": url}]}
    item = {
        "title": "Dockers back",
        "excerpt": TEXT,
        **page,
        "provider": provider,
        "featuredContent": f"<a href='{HOSTILE[0]}'>",
    }
    return json.dumps({"page": 1, "value": [{**item, "related": [page | {"title": "More"}]}]})


def rss(url: str) -> str:
    told = url.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace("\x01", "")
    return (
        '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Post</title>'
        f"<link>{told}</link><image><url>{told}</url></image>"
        f"<item><title>Dockers back at work</title><link>{told}</link>"
        f'<guid>{told}</guid><description>{TEXT}</description><enclosure type="image/png" url="{told}"/>'
        f'<media:thumbnail url="{told}"/><source url="{told}">Wire</source></item></channel></rss>'
    )


def json_feed(url: str) -> str:
    item = {"id": url, "url": url, "external_url": url, "image": url, "banner_image": url, "content_text": TEXT}
    head = {"version": "https://jsonfeed.org/version/1.1", "title": "Post", "home_page_url": url, "icon": url}
    return json.dumps({**head, "items": [{**item, "title": "Dockers are back"}]})


def page(url: str) -> str:
    told = url.replace("&", "&amp;").replace('"', "&quot;")
    paragraphs = "".join(f'<p>{n} {TEXT}<a href="{told}">link</a><img src="{told}"></p>' for n in range(4))
    data: dict[str, object] = {
        "@type": "NewsArticle",
        "headline": "Dockers",
        "url": url,
        "image": url,
        "thumbnailUrl": url,
        "license": url,
    }
    data["publisher"] = {"name": "P", "logo": url}
    return (
        f'<!doctype html><html><head><title>Dockers at work</title><base href="{told}">'
        f'<link rel="canonical" href="{told}">'
        f'<link rel="amphtml" href="{told}"><meta property="og:url" content="{told}">'
        f'<meta property="og:image" content="{told}"><meta name="original-source" content="{told}">'
        f'<script type="application/ld+json">{json.dumps(data)}</script></head>'
        f"<body><article><h1>Dockers at work</h1>{paragraphs}</article></body></html>"
    )


def is_address(key: str) -> bool:
    return "url" in key.lower() or key in {"domain", "image", "icon", "id"}


def addresses(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """The strings of some JSON that stand under a key that names addresses."""
    if isinstance(value, str):
        if is_address(key):
            yield key, value
    elif isinstance(value, list):
        for item in value:
            yield from addresses(item, key)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from addresses(item, name)


def assert_web(found: list[tuple[str, str]]) -> None:
    assert [(key, url) for key, url in found if key not in {"id", "domain"} and not url.startswith("http")] == []
    assert [(key, url) for key, url in found if "alert" in url or (key != "id" and SCHEME.match(url))] == []


def assert_published(site: Path) -> None:
    """That no address in what was published runs anything."""
    for path in site.rglob("*"):
        if not path.is_file():
            continue
        text = path.read_text("utf-8")
        assert "alert(1)" not in text, path
        if path.suffix == ".json":
            assert_web(list(addresses(json.loads(text))))


@pytest.mark.parametrize("url", SOME)
def test_imported_and_published(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nutgraf.toml").write_text('[publishing]\nrelease = "all"\n')
    inputs = {"a.md": record(url), "b.md": record(url, "https://a.example/good"), "a.jsonl": row(url)}
    inputs |= {"a.json": json_page(url), "a.xml": rss(url), "b.json": json_feed(url), "a.html": page(url)}
    for name, text in inputs.items():
        (tmp_path / name).write_text(text, "utf-8")
        result = nutgraf("import", name)
        assert (result.exit_code, name, result.stderr) == (0, name, "")
    assert nutgraf("publish", "site").exit_code == 0
    assert len(list(tmp_path.glob("site/_news/*.md"))) >= 6
    assert_published(tmp_path / "site")
    assert "https://a.example/pier.jpg" in "".join(one.read_text() for one in tmp_path.glob("site/_news/*.md"))
    store = open_store(f"sqlite:///{tmp_path / 'nutgraf.db'}")
    assert_desk(store)
    store.close()


def assert_desk(store: Store) -> None:
    """That neither the API nor the desk links to anything else than the web."""
    ids = [one.article.id for one in store.all_articles()]
    with client_of(store) as desk:
        asked = [f"/api/v1/articles/{one}" for one in ids] + ["/api/v1/stories", "/api/v1/changes?limit=1000"]
        asked += ["/api/v1/search?q=Dockers", *(f"/api/v1/articles/{one}/revisions" for one in ids)]
        for path in asked:
            assert_web([one for one in addresses(desk.get(path).json()) if one[0] not in {"id", "capture"}])
        for path in ["/", *(f"/articles/{one}" for one in ids), "/feed.xml", "/feed.json"]:
            answer = desk.get(path)
            assert answer.status_code == 200
            assert [link for link in LINKED.findall(unescape(answer.text)) if "alert" in link] == []


@pytest.mark.parametrize("url", SOME[:-2])
def test_what_is_stored_already(tmp_path: Path, url: str) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'nutgraf.db'}")
    images = (Image(url=url), Image(url="https://a.example/pier.jpg"))
    provider = Provider(name="Po\0st", domain=url, images=images)
    other = Entry(url=url, title="Other", original_url=url, amp_url=url, images=images, provider=provider)
    printed = Entry(url=url, original_url=url, amp_url=url, title="Dockers", images=images, provider=provider)
    extras = RecordExtras(printed=printed, featured_content=f'<a href="{url}">', related=(other,))
    told: dict[str, Any] = {"url": url, "canonical_url": url, "original_url": url, "amp_url": url, "images": images}
    one = filed("one", title="Dockers", provider=provider, extras=extras, topics=("ports",), **told)
    two = filed("two", title="Cranes", provider=provider, section="x\0\u202ey", links=(Link(start=0, end=7, url=url),))
    keep(store, one, two, filed("three", **told))
    store.apply([CaptureTaken(capture=Capture(id="c", at=NOON, entry=printed))], NOON)
    publish(store, tmp_path / "site", Publishing(release="all", site_url="https://site.example"), NOON)
    assert_published(tmp_path / "site")
    assert_desk(store)
    with client_of(store) as desk:
        shown = desk.get(f"/articles/{two.article.id}").text
    assert "\u202e" not in shown
    assert "\0" not in shown
    store.close()


@pytest.mark.parametrize("url", HOSTILE[:-2])
def test_addresses_as_they_are_written(url: str) -> None:
    assert web_address(url) is None
    assert domain_name(url) is None


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("HTTPS://A.example/Ä b#x", "HTTPS://A.example/Ä b#x"),
        ("http://a.example", "http://a.example"),
        ("https://a.example/\u202ex", "https://a.example/%E2%80%AEx"),
        ("https://a.example/a\nb", "https://a.example/ab"),
        ("https://", None),
        ("", None),
    ],
)
def test_an_address_of_the_web_stays_as_it_is(written: str, kept: str | None) -> None:
    assert web_address(written) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [("harbour.example", "harbour.example"), ("Bücher.example", "Bücher.example"),
     ("https://www.bbc.co.uk/x", "bbc.co.uk"),
     ("localhost", "localhost"), ("a b", None), ("javascript:80", None), ("", None)],
)  # fmt: skip
def test_domains(written: str, kept: str | None) -> None:
    assert domain_name(written) == kept


@pytest.mark.parametrize(
    "markup",
    [
        '<iframe width="8" src="https://video.example/1" allow="autoplay; picture-in-picture"></iframe>',
        '<script async src="//player.example/x.js"></script>',
        '<p style="color: red">See: data: none</p>',
        "plain",
    ],
)
def test_embeds_stay_as_they_are(markup: str) -> None:
    assert safe_embed(markup) == markup


@pytest.mark.parametrize("url", HOSTILE[:-2])
@pytest.mark.parametrize(
    "markup",
    [
        '<a href="{url}">x</a>', "<a href='{url}'>x</a>", '<svg><a xlink:href="{url}">', '<frame src="{url}">',
        '<td background="{url}">', '<img srcset="https://a.example/1 1x,{url} 2x">', '<form action="{url}">',
        '<iframe srcdoc="<a href=&quot;{url}&quot;>">',
    ],
)  # fmt: skip
def test_embeds_with_an_address_that_runs_are_left_out(markup: str, url: str) -> None:
    if url.startswith(("//", "blob:", "view-source:", "intent:")) and ("frame " in markup or "td " in markup):
        return  # tags out of place are looked at for what a browser runs alone
    if not url.startswith("//"):
        assert safe_embed(markup.format(url=url)) is None


def test_hostile_links_in_a_page_are_no_links() -> None:
    for url in HOSTILE[:-2]:
        capture = Capture(
            id="c", at=datetime(2026, 3, 1, tzinfo=UTC), url="https://a.example/x", body=page(url).encode()
        )
        article = extract(capture)
        assert isinstance(article, Article)
        assert all(link.url.startswith("https://a.example/") for link in article.links)
        assert article.url == "https://a.example/x"


def test_a_hostile_web_address_gives_way_to_the_original() -> None:
    entry = read_record(record("javascript:alert(1)", "https://a.example/good"))
    assert (entry.url, entry.original_url) == ("https://a.example/good", None)
    assert entry.extras is not None
    assert (entry.extras.prints_web_url, entry.extras.featured_content) == (False, None)


def test_a_row_and_a_feed_without_a_good_address_are_still_taken() -> None:
    assert entry_of_row(json.loads(row("javascript:alert(1)"))).title == "Dockers go back"
    (entry,) = read_feed(rss("javascript:alert(1)").encode(), "https://a.example/feed").entries
    assert (entry.title, entry.url) == ("Dockers back at work", None)
