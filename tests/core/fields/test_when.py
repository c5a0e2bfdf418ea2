"""When an article was published: invented pages, one for each way that pages say it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from nutgraf.core.claims import jsonld, microdata, opengraph
from nutgraf.core.extract import extract
from nutgraf.core.fields.dates.when import times_of
from nutgraf.core.page.parsed import Page
from nutgraf.engine.pipeline.prepare import prepare
from nutgraf.records import Article, Capture, Entry, Prepared

SEEN = datetime(2024, 3, 20, 12, tzinfo=UTC)
DAY = datetime(2024, 3, 5, tzinfo=UTC)
TEXT = (
    "<p>The old bridge over the river opened again after ten months of repairs, the city said in a statement.</p>" * 5
)
TEASERS = (
    "<ul>"
    + "".join(f"<li><a href=/{day}>Another report</a><br>{day} March 2024</li>" for day in (19, 18, 17))
    + "</ul>"
)


def article(body: str, head: str = "", lang: str = "en", **fields: object) -> Article:
    html = f"<html lang={lang}><head><title>Bridge reopens after repairs</title>{head}</head><body>{body}</body></html>"
    known: dict[str, object] = {"id": "c", "at": SEEN, "url": "https://daily.example/bridge", "body": html.encode()}
    found = extract(Capture(**(known | fields)))  # type: ignore[arg-type]
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("", "<div>5 March 2024</div>"),
        ("<div>March 5, 2024 - 11 minutes</div>", ""),
        ("", "<p>Von Ann Autorin, veröffentlicht am 05.03.2024</p>"),
        ("", "<p>Letzte Änderung: 07.03.2024<br>Erschienen am: 05.03.2024</p>"),
        ("", "<p>Publié le 5 mars 2024</p><p>Mis à jour le 7 mars 2024</p>"),
        ("", "<p>Updated: 5 March 2024</p>"),
        ("<p>Offen bis 31.12.2022</p>", "<p>5. März 2024</p>"),
        ("", "<p>2024年3月5日 公開</p>"),
        ("", "<p>LISBON, (5.3.2024). The bridge is open.</p>"),
        ("", "<time datetime=2024-03-05>two weeks ago</time>"),
        ("", "<p>Local news<span>MARCH 5, 2024</span><span>Updated: MARCH 9, 2024</span></p>"),
        ("", "<p>Updated on</p><p>9 March 2024</p><p>Published</p><p>5 March 2024</p>"),
    ],
)
def test_the_date_printed_beside_the_title(above: str, below: str) -> None:
    found = article(f"{above}<h1>Bridge reopens after repairs</h1>{below}{TEXT}{TEASERS}")
    assert found.published == DAY


@pytest.mark.parametrize(
    "head",
    [
        '<meta name=w-published-date content="2024-03-05">',
        '<script>window.state = {"post": {"publishedAt": "2024-03-05"}}</script>',
        '<script>window.state = "{\\"datePublished\\":\\"2024-03-05\\"}"</script>',
        '<meta property="og:image" content="https://daily.example/images/2024/03/05/bridge.jpg">',
        '<meta property="article:modified_time" content="2024-03-05">',
    ],
)
def test_what_is_left_where_nothing_is_printed(head: str) -> None:
    assert article(f"<h1>Bridge reopens after repairs</h1>{TEXT}", head).published == DAY


@pytest.mark.parametrize(
    "name", ["2024/03/05/bridge", "2024/mar/05/bridge", "2024/3/5/bridge", "bridge-20240305", "bridge/05-03-2024"]
)
def test_the_day_in_the_url(name: str) -> None:
    assert article(f"<h1>Bridge reopens</h1>{TEXT}", url=f"https://daily.example/{name}").published == DAY


@pytest.mark.parametrize(
    ("lang", "others", "day"),
    [
        ("en-US", "", datetime(2024, 3, 5, tzinfo=UTC)),
        ("en-GB", "", datetime(2024, 5, 3, tzinfo=UTC)),
        ("en", "<p>19 February 2024</p><p>12 February 2024</p>", datetime(2024, 5, 3, tzinfo=UTC)),
        ("de", "", datetime(2024, 5, 3, tzinfo=UTC)),
    ],
)
def test_the_order_of_day_and_month(lang: str, others: str, day: datetime) -> None:
    body = f"<h1>Bridge reopens after repairs</h1><p>03/05/2024</p>{TEXT}{others}"
    assert article(body, lang=lang, at=datetime(2024, 6, 1, tzinfo=UTC)).published == day


def test_a_time_without_zone_gives_way_to_the_same_one_with_a_zone() -> None:
    head = '<meta property="article:published_time" content="2024-03-05T08:30:00">'
    entry = Entry(published=datetime(2024, 3, 5, 8, 30, 20, tzinfo=timezone(timedelta(hours=5))))
    assert article(TEXT, head, entry=entry).published == datetime(2024, 3, 5, 3, 30, 20, tzinfo=UTC)
    other = Entry(published=datetime(2024, 3, 5, 9, 41, tzinfo=UTC))
    assert article(TEXT, head, entry=other).published == datetime(2024, 3, 5, 8, 30, tzinfo=UTC)


def test_a_day_gives_way_to_a_time_on_that_day() -> None:
    entry = Entry(published=datetime(2024, 3, 5, 9, 41, tzinfo=UTC))
    assert article(TEXT, entry=entry, url="https://daily.example/2024/03/05/bridge").published == entry.published


def test_the_entry_comes_before_what_is_printed() -> None:
    entry = Entry(published=datetime(2024, 3, 5, 1, 30, tzinfo=UTC))
    assert article(f"<h1>Bridge reopens</h1><p>4 March 2024, 20:30</p>{TEXT}", entry=entry).published == entry.published


def test_modified_never_comes_before_published() -> None:
    head = (
        '<meta property="article:published_time" content="2024-03-05T08:30:00Z">'
        '<meta property="article:modified_time" content="{}">'
    )
    assert article(TEXT, head.format("2024-03-04T08:30:00Z")).modified is None
    later = datetime(2024, 3, 6, 8, 30, tzinfo=UTC)
    assert article(TEXT, head.format("2024-03-06T08:30:00Z")).modified == later
    assert article(TEXT, entry=Entry(modified=later)).modified == later


META = '<meta property="article:published_time" content="{}"><meta property="article:modified_time" content="{}">'
LINKED = '<script type="application/ld+json">{"@type": "Article", "datePublished": "2024-03-05"}</script>'
TITLE = "<h1>Bridge reopens after repairs</h1>"


def told(found: datetime | None) -> str:
    return found.isoformat() if found else ""


@pytest.mark.parametrize(
    ("published", "page", "url", "expected"),
    [
        ("2024-03-04T21:10:00-05:00", "", "bridge", "2024-03-04T21:10:00-05:00"),
        ("2024-03-05T02:10:00Z", "", "bridge", "2024-03-05T02:10:00+00:00"),
        ("2024-03-05T02:10:00Z", "<p>4 March 2024, 21:10</p>", "bridge", "2024-03-04T21:10:00-05:00"),
        ("2024-03-05T12:10:00Z", "<p>5 March 2024, 14:10</p>", "bridge", "2024-03-05T14:10:00+02:00"),
        ("2024-03-04T23:00:00Z", "<p>5 March 2024</p>", "bridge", "2024-03-05T00:00:00+01:00"),
        ("2024-03-05T02:10:00Z", "", "2024/03/04/bridge", "2024-03-04T23:10:00-03:00"),
        ("2024-03-05T02:10:00Z", "<p>Updated 4 March 2024</p>", "bridge", "2024-03-05T02:10:00+00:00"),
        ("2024-03-05T02:10:00", "", "bridge", "2024-03-05T02:10:00+00:00"),
        ("2024-03-05", "<p>5 March 2024, 14:10</p>", "bridge", "2024-03-05T14:10:00+00:00"),
    ],
)
def test_times_are_told_in_the_zone_of_the_page(published: str, page: str, url: str, expected: str) -> None:
    found = article(f"{TITLE}{page}{TEXT}", META.format(published, ""), url=f"https://daily.example/{url}")
    assert told(found.published) == expected


@pytest.mark.parametrize(
    ("head", "page", "expected"),
    [
        (META.format("2024-03-09T08:00:00+01:00", ""), "<p>Published 5 March 2024</p>", "2024-03-05"),
        (META.format("2024-03-09T08:00:00+01:00", ""), "<p>5 March 2024</p>", "2024-03-09"),
        (META.format("2024-03-05T08:00:00+01:00", "2024-03-09T08:00:00+01:00"), "<p>9 March 2024</p>", "2024-03-05"),
        (META.format("2024-03-05T08:00:00+01:00", ""), "<p>Updated 9 March 2024</p>", "2024-03-05"),
        (META.format("2024-03-09T08:00:00+01:00", "2024-03-09T08:00:01+01:00"), "<p>5 March 2024</p>", "2024-03-05"),
        (
            META.format("2024-03-09T08:00:00+01:00", "2024-03-09T08:00:01+01:00"),
            "<p>5 March 2024</p><p>Ann Author</p><p>9 March 2024</p>",
            "2024-03-09",
        ),
        ('<meta name=dc.date content="2024-03-09">', "<p>5 March 2024</p>", "2024-03-05"),
        ('<meta name=dc.date content="2024-03-09">', "", "2024-03-09"),
        (META.format("2024-03-05T08:00:00+01:00", ""), "<p>Tickets from 9 March 2024</p>", "2024-03-05"),
        (META.format("2024-05-03T08:00:00+01:00", ""), "<p>Published 05/03/2024</p>", "2024-05-03"),
    ],
)
def test_metadata_against_print(head: str, page: str, expected: str) -> None:
    found = article(f"{TITLE}{page}{TEXT}", head, at=datetime(2024, 6, 1, tzinfo=UTC))
    assert told(found.published)[:10] == expected


def test_the_day_in_the_address_goes_before_metadata_of_another_day() -> None:
    found = article(TEXT, META.format("2024-03-09T08:00:00+01:00", ""), url="https://daily.example/2024/03/05/bridge")
    assert found.published == DAY


def test_an_update_that_is_only_printed() -> None:
    page = f"{TITLE}<p>Published 5 March 2024, updated 9 March 2024</p>{TEXT}"
    found = article(page, META.format("2024-03-05T08:00:00+01:00", ""))
    assert (told(found.published), told(found.modified)[:10]) == ("2024-03-05T08:00:00+01:00", "2024-03-09")


@pytest.mark.parametrize(
    ("head", "page", "source"),
    [
        (LINKED, "", "JSON-LD datePublished"),
        (META.format("2024-03-05", ""), "", "meta article:published_time"),
        ("", "<time itemprop=datePublished>2024-03-05</time>", "microdata datePublished"),
        ("", "<p>5 March 2024</p>", "printed"),
        ('<script>window.state = {"publishedAt": "2024-03-05"}</script>', "", "state in a script"),
        ('<meta property="og:url" content="https://daily.example/2024/03/05/bridge">', "", "address"),
    ],
)  # fmt: skip
def test_the_place_that_was_believed(head: str, page: str, source: str) -> None:
    html = f"<html><head>{head}</head><body>{TITLE}{page}{TEXT}</body></html>"
    shown = Page(html, "https://daily.example/bridge")
    claims = jsonld.claims(shown), opengraph.open_graph(shown), opengraph.meta_tags(shown), microdata.claims(shown)
    published, _ = times_of(shown, claims, Entry(), "Bridge reopens after repairs", SEEN)
    assert published is not None
    assert (published.at, published.source) == (DAY, source)


def test_from_prepare_on_times_are_in_utc() -> None:
    html = f"<html><head>{META.format('2024-03-04T21:10:00-05:00', '2024-03-04T22:10:00-05:00')}</head>{TITLE}{TEXT}"
    ready = prepare(Capture(id="c", at=SEEN, url="https://daily.example/bridge", body=html.encode()))
    assert isinstance(ready, Prepared)
    assert told(ready.article.published) == "2024-03-05T02:10:00+00:00"
    assert told(ready.article.modified) == "2024-03-05T03:10:00+00:00"


@pytest.mark.parametrize(
    ("published", "modified", "expected"),
    [
        ("2024-03-04T21:10:00-05:00", "2024-03-05T03:00:00Z", "2024-03-04T21:10:00-05:00 2024-03-04T22:00:00-05:00"),
        ("2024-03-05T02:10:00Z", "2024-03-04T22:00:00-05:00", "2024-03-04T21:10:00-05:00 2024-03-04T22:00:00-05:00"),
        ("2024-03-04T21:10:00-05:00", "2024-03-15T03:00:00Z", "2024-03-04T21:10:00-05:00 2024-03-15T03:00:00+00:00"),
    ],
)
def test_both_times_are_told_in_one_zone_where_it_cannot_have_changed(
    published: str, modified: str, expected: str
) -> None:
    found = article(TEXT, META.format(published, modified))
    assert f"{told(found.published)} {told(found.modified)}" == expected


VIDEO = (
    '<script type="application/ld+json">{"@type": "VideoObject", "name": "A ferry sinks", '
    '"%s": "2024-02-01T09:00:00Z"}</script>'
)
HEADED = "<h1>Bridge reopens after repairs</h1>"
CARD = '<div class="%s"><a href=/ferry>A ferry sinks at the pier</a> <span>1 February 2024</span></div>'


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"{HEADED}<p>5 March 2024</p>{TEXT}", VIDEO % "datePublished"),
        (f"{HEADED}<p>5 March 2024</p>{TEXT}", VIDEO % "uploadDate"),
        (f"{HEADED}{TEXT}<p>Published 5 March 2024</p>", VIDEO % "uploadDate"),
        (f"{HEADED}{CARD % 'related-card'}{TEXT}<p>Published: 5 March 2024</p>", ""),
        (f"{HEADED}<figure><figcaption>The pier, 1 February 2024</figcaption></figure><p>5 March 2024</p>{TEXT}", ""),
        (
            (
                f"{HEADED}<p>5 March 2024</p>{TEXT}<div itemscope itemtype=https://schema.org/NewsArticle>"
                "<a href=/ferry>A ferry</a><time itemprop=datePublished datetime=2024-02-01T09:00Z>1 Feb</time></div>"
            ),
            "",
        ),
        (
            (
                f"<article itemscope itemtype=https://schema.org/NewsArticle>{HEADED}<div itemprop=video itemscope "
                "itemtype=https://schema.org/VideoObject><meta itemprop=datePublished content=2024-02-01></div>"
                f"<time itemprop=datePublished datetime=2024-03-05>5 March 2024</time>{TEXT}</article>"
            ),
            "",
        ),
        (f"{HEADED}<p>5 March 2024</p>{TEXT}<script>state = {{'publishedAt': '2024-04-30'}}</script>", ""),
    ],
)
def test_what_is_of_something_else_is_not_its_day(body: str, head: str) -> None:
    assert article(body, head).published == DAY


def test_a_page_that_dates_only_another_article_has_no_date() -> None:
    assert article(f"{HEADED}{CARD % 'card card--related'}{TEXT}").published is None


@pytest.mark.parametrize(
    "line",
    [
        "<span class=video-duration>03:45</span> 5 March 2024",
        "<time datetime=PT3M45S>3:45</time> · 5 March 2024",
        "Watch 03:45 | 5 March 2024",
    ],
)
def test_a_running_time_is_no_clock(line: str) -> None:
    found = article(f"{HEADED}<p>{line}</p>{TEXT}")
    assert (found.published, found.known_to) == (DAY, "day")


LD = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-05"}</script>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>5 March 2024, 10:15</p>", "2024-03-05T10:15:00+00:00 minute"),
        (
            "<article><time datetime=2024-03-05T10:15:00+01:00>5 March</time></article>",
            "2024-03-05T10:15:00+01:00 second",
        ),
        ("<script>state = {'publishedAt': '2024-03-05T10:15:00Z'}</script>", "2024-03-05T10:15:00+00:00 second"),
        ("<p>Updated <time datetime=2024-03-05T18:15:00Z>5 March</time></p>", "2024-03-05T00:00:00+00:00 day"),
        ("<time datetime=2024-03-06T10:15:00Z>6 March</time>", "2024-03-05T00:00:00+00:00 day"),
        ("", "2024-03-05T00:00:00+00:00 day"),
    ],
)
def test_a_day_does_not_win_over_a_time_in_it(body: str, expected: str) -> None:
    found = article(f"{HEADED}{body}{TEXT}", LD)
    assert found.published is not None
    assert f"{found.published.isoformat()} {found.known_to}" == expected


def test_a_day_stays_that_day_in_utc() -> None:
    head = LD.replace("2024-03-05", "2024-03-05T00:00:00+01:00")
    capture = Capture(id="c", at=SEEN, url="https://daily.example/b", body=f"{head}{HEADED}{TEXT}".encode())
    prepared = prepare(capture)
    assert isinstance(prepared, Prepared)
    assert (prepared.article.published, prepared.article.known_to) == (DAY, "day")


def test_the_day_of_a_recording_is_not_the_article_s() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge reopens after repairs", '
        '"datePublished": "2024-03-06T00:34:00Z", "dateModified": "2024-03-06T00:34:00Z"}</script>'
    )
    recording = "<div><h2>Mayor opens bridge</h2><span><span>March 3, 2024</span><span>01:20</span></span></div>"
    line = "<p>March 5, 2024, 9:23 PM UTC<span> / </span>Updated March 6, 2024, 12:34 AM UTC</p>"
    for above, below in ((recording, ""), ("", recording), (recording.replace("3,", "5,"), "")):
        found = article(f"<article><h1>Bridge reopens after repairs</h1>{above}{line}{below}{TEXT}</article>", head)
        assert found.published == datetime(2024, 3, 5, 21, 23, tzinfo=UTC)


def test_an_update_before_a_day_that_may_be_a_file_s() -> None:
    head = '<meta name="date" content="2024-03-07T11:52:23">'
    found = article(f"<h1>Bridge reopens after repairs</h1><p>Stand: 05.03.2024</p>{TEXT}", head, lang="de")
    assert found.published == DAY


CAPTION = "The cranes at the quay and the old ferry, seen from the hill on 1 March 2024"


def test_a_lone_day_in_the_title_bar_before_one_in_a_caption() -> None:
    title = "Bridge reopens after repairs"
    html = f"<title>{title} | Europe | Daily | 05.03.2024</title><h1>{title}</h1><p>{CAPTION}</p>"
    found = extract(Capture(id="c", at=SEEN, url="https://daily.example/b", body=f"<body>{html}{TEXT}".encode()))
    assert isinstance(found, Article)
    assert found.published == DAY


def test_a_clock_in_a_title_is_not_that_of_publication() -> None:
    html = f"<title>Bridge opens, 5 March 2024, 18:00</title><h1>Bridge opens, 5 March 2024, 18:00</h1>{TEXT}"
    found = extract(Capture(id="c", at=SEEN, url="https://daily.example/b", body=f"<body>{html}".encode()))
    assert isinstance(found, Article)
    assert found.published == DAY
