"""Which addresses are of one article, as far as they tell; those of AMP caches; names that a source gives."""

from datetime import UTC, datetime
from typing import Any

import pytest

from nutgraf.core.formats.url import amp_cache_url, article_id, normalise
from nutgraf.naming import address_key, keys_of, names_of_article, original_address, plain_address
from nutgraf.records import Article, Entry, Name, Provider

PAGE = "https://www.lindhaven.example/a/1"


@pytest.mark.parametrize(
    "same",
    [
        "http://www.lindhaven.example/a/1",
        "https://lindhaven.example/a/1",
        "https://lindhaven.example:443/a/1/",
        "HTTPS://WWW.Lindhaven.example./a/1",
        "https://user:secret@lindhaven.example/a/1",
        "https://lindhaven.example/a/1#comments",
        "https://lindhaven.example/a/1#Echobox=1767225600",
        "https://lindhaven.example/a/1#:~:text=the%20bridge",
        "https://lindhaven.example/a/1#!",
        "https://lindhaven.example/%61/1",
        *(
            f"https://lindhaven.example/a/1?{query}"
            for query in (
                "",
                "ref=rss",
                "ref=newsletter-daily",
                "source=twitter.com",
                "src=rss_sport",
                "from=timeline",
                "partner=rss&emc=rss",
                "emc=edit_nn_20260310&nl=morning&te=1",
                "smid=tw-share",
                "xtor=RSS-3208",
                "wt_mc=rss.red.politik&WT.mc_id=x",
                "ocid=socialflow_twitter",
                "traffic_source=rss",
                "at_medium=RSS&at_campaign=KARANGA&at_bbc_team=editorial",
                "triedRedirect=true&r=2mgxo2",
                "mc_cid=abc&mc_eid=def",
                "utm_source=x&UTM_Medium=y",
                "a=&amp;utm_source=x".removeprefix("a=&"),
                "CMP=share_btn_tw",
                "cmpid=rss&ICID=x&int_source=nav&ns_mchannel=rss",
                "share=twitter&nb=1",
                "fbclid=1&gclid=2&msclkid=3&yclid=4&spm=a.b.c",
                "amp=1",
                "amp",
                "outputType=amp",
                "sf123456=1",
                "ito=1490",
                "ITO=native_share_article-top",
                "sh=3c2ed4ac4f8a",
                "st=rWfHhV&reflink=desktopwebshare_permalink",
                "st=8jq2xk0b",
                "tpcc=rss&srnd=premium",
                "view=rss",
                "feedName=rss",
                "herkunft=newsletter",
                "kampanje=rss&canal=rss",
                "from_source=twitter",
                "mod=rss_markets_main",
                "elqTrackId=1&elqaid=2",
                "__hstc=1&__hssc=2&_hsenc=3",
                "itid=hp-top-table-main",
                "maca=de-rss-de-all-1119-xml-mrss",
                "from=singlemessage&isappinstalled=0",
                "campaign_id=60&emc=edit_na_20260310&instance_id=0&nl=breaking&ref=cta&segment_id=2",
            )
        ),
    ],
)
def test_what_says_how_a_reader_came_is_no_part_of_a_name(same: str) -> None:
    assert address_key(same) == address_key(PAGE) == "lindhaven.example/a/1"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://lindhaven.example/?p=1", "https://lindhaven.example/?p=2"),
        ("https://lindhaven.example/story?ref=12", "https://lindhaven.example/story?ref=13"),
        ("https://lindhaven.example/story?ref=rss12", "https://lindhaven.example/story?ref=rss13"),
        ("https://lindhaven.example/s?source=4711", "https://lindhaven.example/s?source=4712"),
        ("https://lindhaven.example/s?r=1", "https://lindhaven.example/s?r=2"),
        ("https://lindhaven.example/s?fbid=1", "https://lindhaven.example/s?fbid=2"),
        ("https://lindhaven.example/s?gid=1", "https://lindhaven.example/s?gid=2"),
        ("https://lindhaven.example/s?st=20", "https://lindhaven.example/s?st=40"),
        ("https://lindhaven.example/s?st=California", "https://lindhaven.example/s?st=Nevada"),
        ("https://lindhaven.example/s?sh=12", "https://lindhaven.example/s?sh=13"),
        ("https://lindhaven.example/s?id=rss", "https://lindhaven.example/s?id=atom"),
        ("https://lindhaven.example/s?topic=rss", "https://lindhaven.example/s?topic=mrss"),
        ("https://lindhaven.example/s?itid=12", "https://lindhaven.example/s?itid=13"),
        ("https://lindhaven.example/s?article=12", "https://lindhaven.example/s?article=13"),
        ("https://lindhaven.example/s?rss=12", "https://lindhaven.example/s?rss=13"),
        ("https://lindhaven.example/s?company=twitter", "https://lindhaven.example/s?company=facebook"),
        ("https://lindhaven.example/#!/a/1", "https://lindhaven.example/#!/a/2"),
        ("https://lindhaven.example/#/a/1", "https://lindhaven.example/#/a/2"),
        ("https://lindhaven.example/?a=1&b=2", "https://lindhaven.example/?b=2&a=1"),
        ("https://lindhaven.example/a%2Fb", "https://lindhaven.example/a/b"),
        ("https://lindhaven.example/A", "https://lindhaven.example/a"),
        ("https://m.lindhaven.example/a", "https://lindhaven.example/a"),
        ("https://www.com/a", "https://com/a"),
        ("http://lindhaven.example:8080/a", "http://lindhaven.example/a"),
    ],
)
def test_ids_routes_and_hosts_tell_apart(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)


@pytest.mark.parametrize("other", ["", "no address", "ftp://lindhaven.example/a", "mailto:a@b.example", "//x/y"])
def test_what_is_no_address_of_the_web_has_no_key(other: str) -> None:
    assert address_key(other) is None
    assert keys_of(other) == ()
    assert plain_address(other) == other


def test_the_address_stays_as_it_was_but_for_the_channel() -> None:
    assert plain_address("https://www.lindhaven.example/a/1/?b=2&ref=rss&a=%7e") == (
        "https://www.lindhaven.example/a/1/?b=2&a=%7e"
    )


def test_a_route_is_kept_in_the_normal_form_and_nothing_else_of_a_fragment() -> None:
    assert normalise("https://lindhaven.example/#!/a/1?utm_source=rss") == "https://lindhaven.example/#!/a/1"
    assert normalise("https://lindhaven.example/#/a/1/?p=2") == "https://lindhaven.example/#/a/1?p=2"
    assert normalise("https://lindhaven.example/a#top") == "https://lindhaven.example/a"
    assert normalise("https://lindhaven.example/a?gid=1&fbid=2&fbclid=3") == "https://lindhaven.example/a?gid=1&fbid=2"


# ---------------------------------------------------------------- AMP caches


@pytest.mark.parametrize(
    ("served", "original"),
    [
        ("https://cdn.ampproject.org/c/s/amp.lindhaven.example/a/1", "https://amp.lindhaven.example/a/1"),
        ("https://cdn.ampproject.org/c/amp.lindhaven.example/a/1", "http://amp.lindhaven.example/a/1"),
        (
            "https://amp-lindhaven-example.cdn.ampproject.org/v/s/amp.lindhaven.example/a/1?amp_js_v=0.1&usqp=mq331#aoh=1",
            "https://amp.lindhaven.example/a/1",
        ),
        (
            "https://amp-lindhaven-example.cdn.ampproject.org/c/s/amp.lindhaven.example/a?id=1&amp_js_v=9",
            "https://amp.lindhaven.example/a?id=1",
        ),
        ("https://www.google.com/amp/s/amp.lindhaven.example/a/1", "https://amp.lindhaven.example/a/1"),
        ("https://www.google.co.uk/amp/www.lindhaven.example/a", "http://www.lindhaven.example/a"),
        ("https://google.de/amp/s/www.lindhaven.example/a%3Famp=1", "https://www.lindhaven.example/a?amp=1"),
        ("https://www-lindhaven-example.bing-amp.com/c/s/www.lindhaven.example/a", "https://www.lindhaven.example/a"),
        ("https://www.google.com/amp/s/www.lindhaven.example%2Fa", "https://www.lindhaven.example/a"),
        ("https://www.google.com/amp/s/https://www.lindhaven.example/a", "https://www.lindhaven.example/a"),
        ("https://yandex.ru/turbo/s/www.lindhaven.example/a", "https://www.lindhaven.example/a"),
        ("https://yandex.ru/turbo/www.lindhaven.example/s/a", "https://www.lindhaven.example/a"),
        ("https://lindhaven-example.turbopages.org/lindhaven.example/s/a?id=2", "https://lindhaven.example/a?id=2"),
        ("https://c.mipcdn.com/c/s/www.lindhaven.example/a", "https://www.lindhaven.example/a"),
        (
            "https://www.google.com/amp/s/cdn.ampproject.org/c/s/www.lindhaven.example/a",
            "https://www.lindhaven.example/a",
        ),
    ],
)
def test_what_a_cache_serves_has_the_address_of_the_document(served: str, original: str) -> None:
    assert original_address(served) == original
    assert address_key(served) == address_key(original)


@pytest.mark.parametrize(
    "own",
    [
        "https://cdn.ampproject.org/v0.js",
        "https://cdn.ampproject.org/rtv/012345/v0.js",
        "https://www.google.com/search?q=amp/s/a.example",
        "https://amp.lindhaven.example/c/s/other.example/a",
        "https://google.example.org/amp/s/other.example/a",
    ],
)
def test_other_addresses_are_nobody_elses(own: str) -> None:
    assert original_address(own) == own


@pytest.mark.parametrize("url", ["https://lindhaven.example/a/1", "http://amp.lindhaven.example/b?id=2"])
def test_the_way_into_the_cache_leads_back(url: str) -> None:
    assert original_address(amp_cache_url(url) or "") == url


# ---------------------------------------------------------------- names


def named(entry: Entry | None, **fields: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - an article's fields
    """The kinds and keys of an article's names."""
    told = {"url": PAGE, "canonical_url": PAGE, "provider": Provider(domain="lindhaven.example"), **fields}
    article = Article(id=article_id(PAGE), capture="c", seen=datetime(2026, 3, 10, tzinfo=UTC), **told)
    return [(name.kind, name.key) for name in names_of_article(article, entry)]


def test_each_address_is_a_name_once_its_own_first() -> None:
    entry = Entry(id="https://lindhaven.example/?p=77", url="https://feeds.example/r/1")
    found = named(entry, url="https://lindhaven.example/latest")
    assert [kind for kind, _ in found] == ["address", "reached", "reached", "given"]
    assert [kind for kind, _ in named(None, amp_url="https://amp.lindhaven.example/a/1")] == ["address", "reached"]
    assert named(Entry(url="http://lindhaven.example/a/1/")) == named(None) == found[:1]


def test_an_address_that_other_items_have_is_no_name() -> None:
    assert [kind for kind, _ in named(Entry(id="https://x.example/r#0", url=PAGE, shares_url=True))] == ["given"]


@pytest.mark.parametrize("given", ["1", "n-0", "post-77", "item 12", "briefing", "2026"])
def test_what_may_be_counted_is_said(given: str) -> None:
    kind = named(Entry(id=given))[-1][0]
    assert kind == ("given" if given == "2026" else "number")


@pytest.mark.parametrize(
    "given", ["tag:lindhaven.example,2026:a-1", "urn:uuid:1b4e28ba-2fa1-11d2-883f-0016d3cca427", "https://x.example/1"]
)
def test_what_is_made_to_be_unique_is_taken_so(given: str) -> None:
    assert named(Entry(id=given))[-1][0] == "given"


def test_the_same_name_of_another_source_is_another() -> None:
    assert named(Entry(id="4711"))[-1] != named(Entry(id="4711"), provider=Provider(domain="other.example"))[-1]


def test_an_address_as_a_name_is_the_same_by_http_or_https_but_for_its_fragment() -> None:
    one = named(Entry(id="http://www.lindhaven.example/?p=77"))[-1]
    assert named(Entry(id="https://lindhaven.example/?p=77"))[-1] == one
    assert named(Entry(id="https://lindhaven.example/?p=77#1"))[-1] != one


def test_a_name_is_a_record() -> None:
    assert names_of_article(Article(id="a", capture="c", seen=datetime(2026, 3, 10, tzinfo=UTC)), None) == ()
    assert named(None) == [("address", Name(key=keys_of(PAGE)[0], kind="address").key)]


def test_what_has_neither_address_nor_id_is_called_by_its_title() -> None:
    none: dict[str, Any] = {"url": None, "canonical_url": None, "title": "Bridge shut"}
    assert [kind for kind, _ in named(Entry(title="Bridge shut"), **none)] == ["number"]
    assert named(Entry(title="Bridge shut"), **none, provider=Provider()) == []
    assert named(Entry(title="bridge  shut"), **{**none, "title": "bridge  shut"}) == named(
        Entry(title="Bridge shut"), **none
    )
    shared = Entry(title="Bridge shut", url=PAGE, shares_url=True)
    assert [kind for kind, _ in named(shared, title="Bridge shut")] == ["number"]
