import json
import re

import pytest
from ada_url import URL
from hypothesis import given
from hypothesis import strategies as st
from places import DATA as PUBLIC_DATA

from nutgraf.core.formats.url import (
    amp_cache_label,
    amp_cache_url,
    article_id,
    host,
    normalise,
    registrable_domain,
    same_site,
)

DATA = PUBLIC_DATA / "urls"


def data(name: str) -> str:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://Example.ORG:443/a/../b?x=1#part", "https://example.org/b?x=1"),
        ("https://ann:secret@example.org/", "https://example.org/"),
        ("https://example.org/a?utm_source=x&id=3&fbclid=4&gclid=5", "https://example.org/a?id=3"),
        ("https://example.org/a?utm_source=x", "https://example.org/a"),
        ("https://example.org/a?q=utm_source", "https://example.org/a?q=utm_source"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("  https://example.org/a b\n", "https://example.org/a%20b"),
        ("mailto:ann@example.org", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("/relative", None),
        ("https://", None),
        ("https://exa mple.org/", None),
        ("\ud800", None),
        ("", None),
    ],
)
def test_normal_form(url: str, expected: str | None) -> None:
    assert normalise(url) == expected


# A second slash would make it a host, perhaps with a password, which the normal form drops.
_PLACE = st.from_regex(r"/(?!/)(?:[a-zA-Z0-9_~!$&()*+,;=:@.-]{0,12}/?){1,4}", fullmatch=True)
_HOST = st.from_regex(r"(?:[a-z0-9](?:[a-z0-9-]{0,5}[a-z0-9])?\.){1,3}[a-z0-9]{2,4}", fullmatch=True)


@given(_HOST, _PLACE, st.sampled_from(["", "https://news.example/a/b?c", "http://news.example:8080/"]))
def test_plain_addresses_are_normal_as_the_parser_says(name: str, place: str, base: str) -> None:
    for url in (f"https://{name}{place}", place):
        try:
            expected = URL(url, base or None).href
        except ValueError:
            expected = None
        assert normalise(url, base or None) == expected


def test_relative_references_are_resolved() -> None:
    assert normalise("../b?c", "https://example.org/x/y/z") == "https://example.org/x/b?c"
    assert normalise("//cdn.example.org/i.jpg", "http://example.org/") == "http://cdn.example.org/i.jpg"
    assert normalise("https://example.org/", "no base") == "https://example.org/"


@given(st.text())
def test_normal_form_is_stable_and_never_raises(text: str) -> None:
    for url in (text, f"https://example.org/{text}", f"http://{text}/"):
        once = normalise(url)
        assert once is None or normalise(once) == once


def test_whatwg_vectors() -> None:
    cases = [case for case in json.loads(data("wpt_urltestdata.json")) if isinstance(case, dict)]
    absolute = [case for case in cases if case.get("base") is None or case["base"].startswith("http")]
    checked = 0
    for case in absolute:
        if case.get("failure"):
            assert normalise(case["input"], case.get("base")) is None, case
        elif case["protocol"] in {"http:", "https:"}:
            plain = re.sub(r"^(https?://)[^/?#]*@", r"\1", case["href"]).partition("#")[0]
            assert normalise(case["input"], case.get("base")) == plain, case
        else:
            continue
        checked += 1
    assert checked > 200


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.harbour.example", "www.harbour.example"),
        ("http://harbour.example/a?b#c", "harbour.example"),
        ("https://HARBOUR.example/", "harbour.example"),
        ("https://harbour.example:8080/", "harbour.example"),
        ("https://ada@harbour.example/", "harbour.example"),
        ("https://harbour.example\\@pier.example/", "harbour.example"),
        ("https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
        ("https://b\u00fccher.example/", "xn--bcher-kva.example"),
        ("https://192.0.2.1/", "192.0.2.1"),
        ("mailto:ada@harbour.example", None),
        ("/pier", None),
    ],
)
def test_the_host_of_an_address_is_that_of_its_normal_form(url: str, expected: str | None) -> None:
    assert host(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.bbc.co.uk/1", "bbc.co.uk"),
        ("www.example.com", "example.com"),
        ("https://someone.github.io/", "someone.github.io"),
        ("http://127.0.0.1:8000/x", "127.0.0.1"),
        ("http://[::1]/", "[::1]"),
        ("localhost", "localhost"),
        ("", None),
        ("not a host", None),
    ],
)
def test_registrable_domain(url: str, expected: str | None) -> None:
    assert registrable_domain(url) == expected


def test_hosts_and_sites() -> None:
    assert host("https://Bücher.example:8080/") == "xn--bcher-kva.example"
    assert host("nothing") is None
    assert same_site("https://amp.example.com/a", "https://www.example.com/a")
    assert not same_site("https://example.com/", "https://example.org/")
    assert not same_site(None, None)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://amp.daily.example/a?b=1", "https://amp-daily-example.cdn.ampproject.org/c/s/amp.daily.example/a?b=1"),
        ("http://paper-one.example/", "https://paper--one-example.cdn.ampproject.org/c/paper-one.example/"),
        ("https://a.example/logo.svg", "https://a-example.cdn.ampproject.org/i/s/a.example/logo.svg"),
        ("https://a.example/f.woff2", "https://a-example.cdn.ampproject.org/r/s/a.example/f.woff2"),
        ("https://fr-ca.example/x", "https://0-fr--ca-example-0.cdn.ampproject.org/c/s/fr-ca.example/x"),
        ("https://a.example:8443/x", "https://a-example.cdn.ampproject.org/c/s/a.example:8443/x"),
        ("ftp://a.example/x", None),
    ],
)
def test_amp_cache_url(url: str, expected: str | None) -> None:
    assert amp_cache_url(url) == expected


def test_amp_cache_label_is_a_hash_where_dns_has_no_room() -> None:
    label = amp_cache_label(f"{'long.' * 20}example")
    assert len(label) == 52
    assert label.isalnum()


def test_amp_cache_vectors() -> None:
    spec = data("amp_cache_url_spec.txt")
    urls = re.findall(r"url: '([^']+)',\s+cache: '([^']+)'", spec)
    labels = re.findall(r"url:\s+'([^']+)',\s+curlsSubdomain: '([^']+)'", spec)
    assert len(urls) == 10
    assert len(labels) == 11
    for url, expected in urls:
        assert amp_cache_url(url) == expected
    for url, expected in labels:
        assert amp_cache_label(host(url) or "") == expected


def test_article_id() -> None:
    assert article_id("abc") == "ba7816bf8f01cfea"  # the beginning of SHA-256's best-known test vector
    assert article_id("a") != article_id("b")
