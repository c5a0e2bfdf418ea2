import gzip
import json

import pytest

from nutgraf.core.formats.sniff import Kind, sniff

RSS = b'<?xml version="1.0"?><!-- <html> --><!DOCTYPE rss [<!ENTITY a "b">]>\n<rss version="2.0"><channel/></rss>'
ROWS = b'{"id": 1, "title": "a"}\n{"id": 2, "title": "b"}\n'
RECORD = b"---\ncategory: news\ntitle: Ferry\n---\n"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (RSS, "feed"),
        (RSS.decode().encode("utf-16"), "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "feed"),
        (b'<atom:feed xmlns:atom="http://www.w3.org/2005/Atom"></atom:feed>', "feed"),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/"></rdf:RDF>', "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "feed"),
        (b'{"version": "https:\\/\\/jsonfeed.org\\/version\\/1", "items": []}', "feed"),
        (b"<urlset><url/></urlset>", "sitemap"),
        (b"\n<sitemapindex></sitemapindex>", "sitemap"),
        (b"https://a.example/1\nhttps://a.example/2\n", "sitemap"),
        (b"<opml><body/></opml>", "opml"),
        (b"<!DOCTYPE html><p>words", "page"),
        (b"\xef\xbb\xbf  <HTML lang=en><body>", "page"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html xmlns="http://www.w3.org/1999/xhtml"/>', "page"),
        (b"<!-- saved from url=(0022)https://a.example/ -->\n<html>", "page"),
        (b"<div>a fragment</div>", "page"),
        (b"Notice: oops\n<html><head><title>t</title></head><body><p>a</p>", "page"),
        (RECORD, "record"),
        (RECORD.replace(b"\n", b"\r\n"), "record"),
        (b"---\ntaxonomy: organization\nname: A\n---\n", "taxonomy"),
        (b"taxonomy: topic\n_id: a\nname: A\n", "taxonomy"),
        (ROWS, "jsonlines"),
        (b'[{"id": 1, "title": "a"}]', "jsonlines"),
        (b'{\n  "page": 1,\n  "value": [', "jsonpage"),
        (b"WARC/1.1\r\nWARC-Type: warcinfo\r\n", "warc"),
        (b"PK\x03\x04....archive/data.warc.gz", "wacz"),
        (b"PK\x03\x04....[Content_Types].xml", "other"),
        (gzip.compress(RSS, mtime=0), "gzip"),
        (b"Ferry runs again\n\nThe ferry runs. See <b>more</b>.", "text"),
        ("新聞の見出し\n\n本文。".encode("shift_jis"), "text"),
        (b"%PDF-1.7", "other"),
        (b"\x89PNG\r\n", "other"),
        (bytes(range(256)) * 4, "other"),
        (b"", "other"),
        (b"  \n", "other"),
        (b"<?xml version='1.0'?><svg/>", "other"),
    ],
)
def test_kinds_by_bytes(body: bytes, kind: Kind) -> None:
    assert sniff(body) == kind


@pytest.mark.parametrize("body", [RSS, ROWS, RECORD, b"<html>", b"%PDF-1.7", b"<urlset>"])
def test_labels_do_not_overrule_bytes(body: bytes) -> None:
    told = sniff(body)
    assert sniff(body, "text/html; charset=utf-8", "page.html") == told
    assert sniff(body, "application/rss+xml", "feed.xml") == told
    assert sniff(body, "text/plain", "note.txt") == told


def test_labels_decide_on_plain_words() -> None:
    assert sniff(b"only words") == "text"
    assert sniff(b"only words", "text/html") == "page"
    assert sniff(b"only words", "", "saved.HTM") == "page"


def test_front_matter_longer_than_the_head_is_a_record() -> None:
    body = b"---\ntitle: Ferry\n" + b"x: y\n" * 50_000 + b"---\n"
    assert sniff(body) == "record"


def test_a_long_row_cut_in_the_head_is_a_row() -> None:
    assert sniff(json.dumps({"id": 1, "text": "word " * 50_000}).encode()[:65_536]) == "jsonlines"
