import json
import socket
import struct
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from selectolax.lexbor import LexborHTMLParser

from sample_press import Press, load_edition
from sample_press.content import HERE, Piece, at_round
from sample_press.pages import path
from sample_press.render import Resource, site

NOW = datetime(2027, 1, 15, 12, 20, tzinfo=UTC)
BASE = "http://{outlet}.localhost:8000"
EDITION = load_edition()
EXPECTED: dict[str, Any] = json.loads((HERE / "expected.json").read_text("utf-8"))
OUTLETS = sorted(EDITION.outlets)
FEEDS = [(outlet.key, feed.path, feed.format) for outlet in EDITION.outlets.values() for feed in outlet.feeds]


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press(NOW) as running:
        yield running


@pytest.fixture(scope="module")
def sites() -> dict[str, dict[str, Resource]]:
    return {outlet: site(EDITION, outlet, 1, BASE) for outlet in OUTLETS}


def get(press: Press, url: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    parts = urlsplit(url)
    connection = HTTPConnection("127.0.0.1", press.port, timeout=10)
    try:
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request("GET", target, headers={"Host": parts.netloc, **headers})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_the_press_is_as_large_as_it_says() -> None:
    pieces = EDITION.pieces.values()
    assert len(EDITION.outlets) >= 12
    assert len(pieces) >= 75
    assert {piece.language for piece in pieces} >= {"ar", "de", "en", "es", "fr", "ja", "pt", "ru"}
    assert len({piece.story for piece in pieces}) >= 15
    assert {piece.kind for piece in pieces} == {"article", "liveblog", "opinion", "video"}


def test_every_feed_format_is_there() -> None:
    formats = {form for _, _, form in FEEDS}
    assert formats == {
        "rss2", "rss2_full", "rss1", "rss092", "rss091", "atom", "json", "broken", "news_sitemap",
    }  # fmt: skip


@pytest.mark.parametrize("piece", EDITION.pieces.values(), ids=lambda piece: piece.key)
def test_an_article_is_complete(piece: Piece) -> None:
    assert piece.title
    assert piece.excerpt
    assert piece.tags
    assert piece.section in EDITION.outlets[piece.outlet].sections
    assert piece.published.tzinfo is not None
    assert piece.copy_of is None or piece.copy_of in EDITION.pieces
    length = len(piece.body) // 2 if piece.language == "ja" else len(piece.body.split())
    assert piece.kind in {"liveblog", "video"} or length >= 90


def test_a_copy_comes_after_its_original_and_stays_in_its_language() -> None:
    for piece in EDITION.pieces.values():
        if piece.copy_of:
            original = EDITION.pieces[piece.copy_of]
            assert original.copy_of is None
            assert original.published < piece.published
            assert (original.language, original.story) == (piece.language, piece.story)


def test_expected_stories_are_those_of_the_content() -> None:
    told = {
        (story, language, key)
        for story, entry in EXPECTED["stories"].items()
        for language, keys in entry["languages"].items()
        for key in keys
    }
    assert told == {(piece.story, piece.language, key) for key, piece in EDITION.pieces.items()}


def test_expected_copies_are_those_of_the_content() -> None:
    told = {(row["copy"], row["of"], row["credited"]) for row in EXPECTED["copies"]}
    assert told == {(key, piece.copy_of, bool(piece.credit)) for key, piece in EDITION.pieces.items() if piece.copy_of}


def test_expected_revisions_are_those_of_the_content() -> None:
    assert {row["article"] for row in EXPECTED["revisions"]} == {
        key for key, piece in EDITION.pieces.items() if at_round(piece, 2) != piece
    }
    for row in EXPECTED["revisions"]:
        first = EDITION.pieces[row["article"]]
        second = at_round(first, 2)
        changed = [name for name in ("title", "excerpt") if getattr(first, name) != getattr(second, name)]
        texts = [(piece.body, piece.posts, piece.correction) for piece in (first, second)]
        assert row["changed"] == [*changed, *(["text"] if texts[0] != texts[1] else []), "modified"]


@pytest.mark.parametrize("row", EXPECTED["quotes"], ids=lambda row: row["article"])
def test_an_expected_quotation_stands_in_its_article_with_its_speaker(row: dict[str, str]) -> None:
    body = EDITION.pieces[row["article"]].body
    assert row["text"] in body
    assert row["speaker"] in body


@pytest.mark.parametrize(("outlet", "place", "form"), FEEDS)
def test_a_feed_is_well_formed_unless_it_is_the_broken_one(
    sites: dict[str, dict[str, Resource]], outlet: str, place: str, form: str
) -> None:
    body = sites[outlet][place].body
    if form == "broken":
        with pytest.raises(ET.ParseError):
            _parsed(body)
        assert all(path(EDITION.outlets[outlet], piece).encode() in body for piece in EDITION.of(outlet))
        return
    if form == "json":
        links = [item["url"] for item in json.loads(body)["items"]]
    else:
        tree = _parsed(_in_utf8(body, EDITION.outlets[outlet].charset))
        links = [value for node in tree.iter() for value in (node.text, node.get("href")) if value]
    for piece in EDITION.of(outlet):
        assert any(link.split("?utm_")[0].endswith(path(EDITION.outlets[outlet], piece)) for link in links)


def _parsed(body: bytes) -> ET.Element:
    return ET.fromstring(body)  # noqa: S314 - our own feeds


def _in_utf8(body: bytes, charset: str) -> bytes:
    """Expat knows no Shift_JIS, so that the declaration is put right before it reads."""
    declared = body.split(b"?>", 1)[0]
    if charset.encode() not in declared:
        return body
    return body.decode(charset).replace(f'encoding="{charset}"', 'encoding="utf-8"', 1).encode()


@pytest.mark.parametrize("outlet", OUTLETS)
def test_sitemaps_list_every_article(sites: dict[str, dict[str, Resource]], outlet: str) -> None:
    locations = [node.text for node in _parsed(sites[outlet]["/sitemap.xml"].body).iter() if node.text]
    for piece in EDITION.of(outlet):
        assert BASE.format(outlet=outlet) + path(EDITION.outlets[outlet], piece) in locations


@pytest.mark.parametrize("outlet", OUTLETS)
def test_a_page_carries_the_whole_article(sites: dict[str, dict[str, Resource]], outlet: str) -> None:
    charset = EDITION.outlets[outlet].charset
    for piece in EDITION.of(outlet):
        page = LexborHTMLParser(sites[outlet][path(EDITION.outlets[outlet], piece)].body.decode(charset))
        assert page.body is not None
        text = page.body.text()
        assert piece.title in text
        shown = [part.removeprefix("## ").removeprefix("> ") for part in piece.body.strip().split("\n\n")]
        assert shown[0] in text
        assert (shown[-1] in text) != piece.paywalled
        assert all(author in text for author in piece.authors)


@pytest.mark.parametrize("outlet", OUTLETS)
def test_rendering_is_deterministic(sites: dict[str, dict[str, Resource]], outlet: str) -> None:
    assert site(load_edition(), outlet, 1, BASE) == sites[outlet]


def test_the_second_round_changes_the_expected_articles_alone(sites: dict[str, dict[str, Resource]]) -> None:
    for outlet in OUTLETS:
        later = site(EDITION, outlet, 2, BASE)
        changed = {
            piece.key
            for piece in EDITION.of(outlet)
            if _article(later[path(EDITION.outlets[outlet], piece)], outlet)
            != _article(sites[outlet][path(EDITION.outlets[outlet], piece)], outlet)
        }
        expected = {row["article"] for row in EXPECTED["revisions"]}
        assert changed == {key for key in expected if key.startswith(f"{outlet}/")}


def _article(page: Resource, outlet: str) -> str:
    """The text of a page's article, without the teasers of others around it."""
    text = LexborHTMLParser(page.body.decode(EDITION.outlets[outlet].charset))
    places = "article, #story, [itemprop=articleBody], .video-description, h1"
    for teaser in text.css("aside"):
        teaser.decompose()
    return "".join(node.text() for node in text.css(places))


def test_dates_move_to_just_before_now() -> None:
    moved = load_edition(NOW)
    times = [piece.round2.modified for piece in moved.pieces.values() if piece.round2]
    times += [piece.published for piece in moved.pieces.values()]
    assert timedelta(hours=1) <= NOW - max(times) < timedelta(hours=2)
    gaps = {moved.pieces[key].published - piece.published for key, piece in EDITION.pieces.items()}
    assert len(gaps) == 1


def test_the_server_serves_everything_with_its_status(press: Press) -> None:
    statuses: Counter[int] = Counter()
    for outlet in OUTLETS:
        home = press.base_url.format(outlet=outlet)
        for place, resource in site(press.edition, outlet, 1, press.base_url).items():
            response, body = get(press, home + place)
            assert (response.status, body) == (resource.status, resource.body)
            assert response.headers["Content-Type"] == resource.content_type
            statuses[response.status] += 1
    assert set(statuses) == {200, 302, 404}
    assert all(get(press, press.url(key))[0].status == 200 for key in press.edition.pieces)
    assert all(get(press, source)[0].status == 200 for source in press.sources)


def test_the_server_answers_304_until_the_page_changes(press: Press) -> None:
    url = press.url("courrier-des-dunes/verger-bleu-vole")
    etag = get(press, url)[0].headers["ETag"]
    assert get(press, url, **{"If-None-Match": etag})[0].status == 304
    press.round = 2
    try:
        response, body = get(press, url, **{"If-None-Match": etag})
    finally:
        press.round = 1
    assert response.status == 200
    assert "deux suspects entendus" in body.decode()


@pytest.mark.parametrize("row", EXPECTED["rejected"], ids=lambda row: row["outlet"])
def test_a_page_to_be_rejected_is_listed_by_a_feed(press: Press, row: dict[str, str]) -> None:
    outlet = press.edition.outlets[row["outlet"]]
    home = press.base_url.format(outlet=outlet.key)
    feed = get(press, home + outlet.feeds[0].path)[1].decode(outlet.charset)
    assert row["path"] in feed
    assert get(press, home + row["path"])[0].status in {200, 302, 404}


@pytest.mark.parametrize(
    ("key", "said", "true"),
    [
        ("tidewater-chronicle/bridge-delay-hits-hauliers", "windows-1252", "windows-1252"),
        ("minato-shimpo/okabe-suisei", "shift_jis", "shift_jis"),
        ("echo-du-val/greve-du-rail-vallee", "iso-8859-1", "utf-8"),
    ],
)
def test_charsets_are_told_truly_and_falsely(press: Press, key: str, said: str, true: str) -> None:
    response, body = get(press, press.url(key))
    assert response.headers.get_content_charset() == said
    assert press.edition.pieces[key].title in body.decode(true)
    assert (press.edition.pieces[key].title in body.decode(said)) == (said == true)


def test_tracking_parameters_do_not_matter_and_unknown_addresses_are_missing(press: Press) -> None:
    url = press.url("harbour-ledger/athletic-let-cup-slip")
    assert get(press, f"{url}?utm_source=rss&utm_medium=feed")[1] == get(press, url)[1]
    assert get(press, f"{press.base_url.format(outlet='talblatt')}/nirgends")[0].status == 404
    assert get(press, f"http://nobody.localhost:{press.port}/")[0].status == 404


def test_a_client_that_hangs_up_is_no_news(press: Press, capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_connection(("127.0.0.1", press.port)) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.sendall(b"GET / HT")
    assert get(press, press.sources[0])[0].status == 200
    assert capfd.readouterr().err == ""


def test_nothing_in_the_content_names_a_place_on_the_network() -> None:
    files = [*Path(HERE / "articles").rglob("*.toml"), HERE / "outlets.toml"]
    assert not [file.name for file in files if "://" in file.read_text("utf-8")]
