import pytest

from nutgraf.core.claims import jsonld, microdata, opengraph
from nutgraf.core.fields.bylines.byline import Authors, authors_of
from nutgraf.core.fields.titles import title_of
from nutgraf.core.page.parsed import Page
from nutgraf.records import Entry

TITLE = "The old bridge reopens today"
TEXT = "<p>It was closed for ten months, and the town had to walk around the hill to the market and the mill.</p>"


def page_of(head: str, below: str, above: str = "", url: str = "https://daily.example/a") -> Page:
    return Page(f"<head>{head}</head><body>{above}<main><h1>{TITLE}</h1>{below}{TEXT}</main></body>", url)


def authors(page: Page, entry: Entry | None = None) -> Authors:
    sources = (jsonld.claims(page), opengraph.open_graph(page), opengraph.meta_tags(page), microdata.claims(page))
    return authors_of(page, sources, entry or Entry(), title_of(page, sources).text)


def meta(author: str) -> str:
    return f'<meta property="og:site_name" content="The Daily"><meta name="author" content="{author}">'


@pytest.mark.parametrize(
    ("head", "below", "expected"),
    [
        (meta("Ann Smith"), "", Authors(("Ann Smith",), "meta author")),
        # A signature outweighs whoever entered the article, not the same person with more around the name.
        (meta("Bo Lee"), "<p>By Ann Smith</p>", Authors(("Ann Smith",), "signature")),
        (meta("Bo Lee"), "<p>By</p><p>Ann Smith</p>", Authors(("Ann Smith",), "signature")),
        (meta("Bo Lee"), "<p>By Ann Smith, Science Editor</p>", Authors(("Ann Smith",), "signature")),
        (meta("Ann"), "<p>Eine Kolumne von Ann Smith</p>", Authors(("Ann Smith",), "signature")),
        (meta("Ann Smith"), "<p>By Ann Smith and Bo Lee</p>", Authors(("Ann Smith",), "meta author")),
        (meta("Ann Smith"), "<p>By Ann SmithMay 5</p>", Authors(("Ann Smith",), "meta author")),
        (meta("Ann Smith"), "<p>By the old mill</p>", Authors(("Ann Smith",), "meta author")),
        # The site's own name counts least.
        (meta("The Daily"), "", Authors(("The Daily",), "meta author")),
        (meta("The Daily"), '<p class="byline">By Ann Smith</p>', Authors(("Ann Smith",), "byline")),
        (meta("The Daily"), '<a class="followAuthor">Edit topics</a>', Authors(("The Daily",), "meta author")),
        # What is marked, and what is not.
        ("", '<p class="byline">A column by Ann Smith</p><p>By Ann Smith</p>', Authors(("Ann Smith",), "byline")),
        ("", "<p>Posted by Ann on May 5, 2024 at noon</p>", Authors(("Ann",), "byline")),
        ("", "<p>AFP</p>", Authors(("AFP",), "byline")),
        ("", "", Authors()),
    ],
)
def test_authors(head: str, below: str, expected: Authors) -> None:
    assert authors(page_of(head, below)) == expected


def test_a_site_that_is_named_after_its_author() -> None:
    page = page_of(
        '<meta name="author" content="Ann Smith">', "<p>By Ann Smith In Travel</p>", "", "https://annsmith.example/a"
    )
    assert authors(page).names == ("Ann Smith",)


def test_the_entry_names_whom_the_page_does_not() -> None:
    assert authors(page_of("", ""), Entry(authors=("Ann Smith",))) == Authors(("Ann Smith",), "entry")


@pytest.mark.parametrize(
    "end",
    [
        "<p>Ann Smith is a writer who lives by the river.</p>",
        "<p>Ann Smith</p><p>For twenty years Ann has been writing about whatever spans the river.</p>",
    ],
)
def test_a_name_below_the_title_that_the_page_presents(end: str) -> None:
    page = page_of("", f"<p>Ann Smith</p>{TEXT}{end}")
    assert authors(page) == Authors(("Ann Smith",), "name beside the title")


def test_a_box_about_the_author_where_nothing_else_names_one() -> None:
    box = "<p>Ann Smith</p><p>Ann Smith is a writer who lives by the river.</p>"
    assert authors(page_of("", f"{TEXT * 9}{box}")).names == ("Ann Smith",)
    assert authors(page_of("", f"{TEXT * 9}{box}{box.replace('Ann', 'Bea')}")).names == ()
    assert authors(page_of("", f"{TEXT * 9}{box.replace('writer who lives', 'bridge that stands')}")).names == ()


def test_names_below_a_heading_that_announces_them() -> None:
    names = "<p>Ann Smith</p><p>Bo Lee Jones</p>"
    assert authors(page_of("", f"{TEXT * 9}<h3>Authors</h3>{names}")).names == ("Ann Smith", "Bo Lee Jones")
    assert authors(page_of("", f"{TEXT * 9}<h3>Author</h3>{names}")).names == ("Ann Smith",)


def test_an_affiliation_is_no_author_and_initials_are() -> None:
    creators = ["Ann Smith", "Institute of Bridges", "bol"]
    tags = "".join(f'<meta name="dc.creator" content="{name}">' for name in creators)
    assert authors(page_of(tags, "")).names == ("Ann Smith", "bol")


CARDS = (
    "<section class=more>"
    "<div><span class=author-name>Tom Roe</span><h3><a href=/1>What else there is to read</a></h3></div>"
    "<div><span class=author-name>Ida Holt</span><h3><a href=/2>And what there was before</a></h3></div></section>"
)
OWN = "<i itemprop=author>Ann Lee</i>"
OTHER = "<i itemprop=author>Tom Roe</i>"
SCOPED = "itemscope itemtype=https://schema.org/Article"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<a href='https://profile.a.example/signin'>Sign in</a><h1>{TITLE}</h1>", ()),
        (f"<a href='//author.a.example/about?x=/author/'>Ann Lee</a><h1>{TITLE}</h1>", ()),
        (f"<h1>{TITLE}</h1><aside><address><a href=/p/1 rel=author>Ann Lee</a></address></aside>", ("Ann Lee",)),
        (f"<h1>{TITLE}</h1>{TEXT}{CARDS}", ()),
        (f"<h1>{TITLE}</h1><p class=byline>Ann Lee <a href=/tag/tides>High Tides</a></p>{CARDS}", ("Ann Lee",)),
        (f"<div><h1>{TITLE}</h1>{OWN}</div>{TEXT}<ul><li>{OTHER}</ul>", ("Ann Lee",)),
        (f"<article {SCOPED}><h1>{TITLE}</h1>{OWN}<div {SCOPED}>{OTHER}</div></article>", ("Ann Lee",)),
        (f"<h1>{TITLE}</h1><p class=byline>Edited by Tom Roe</p>", ("Tom Roe",)),
        (f"<h1>{TITLE}</h1><i class=license-author>Tom Roe</i><i class=author-bio>Ida Holt</i>", ()),
        (f"<h1>{TITLE}</h1>{TEXT}<a href=https://c.example/licenses/by/4.0/>Open Licence</a>", ()),
    ],
)
def test_who_wrote_a_page(body: str, expected: tuple[str, ...]) -> None:
    assert authors(Page(f"<body>{body}{TEXT}</body>", "https://daily.example/a")).names == expected


@pytest.mark.parametrize(
    ("href", "is_author"),
    [
        ("/author/ann-smith", True),
        ("/autorzy/ann-smith.html", True),
        ("/autorinnen/ann-smith", True),
        ("/yazarlar/ann-smith", True),
        ("/profile.php?id=7", True),
        ("https://www.daily.example/people/ann-smith", True),
        ("/people/", False),
        ("/authorization", False),
        ("/sport/staffelnundligen/", False),
        ("/journalist/2012-06/01/content_2.htm", False),
        ("https://social.example/profile/ann-smith", False),
    ],
)
def test_a_link_to_an_author_of_the_site(href: str, is_author: bool) -> None:  # noqa: FBT001 - a table's column
    page = page_of("", f'<p>More is told in <a href="{href}">Ann Smith</a></p>')
    assert authors(page).names == (("Ann Smith",) if is_author else ())


@pytest.mark.parametrize(
    "shown",
    [
        '<div class="tweet"><span class="author-name">Bo Lee</span><p>So it is!</p></div>',
        '<span class="tweet-author-name">Bo Lee</span>',
        '<ul class="reviews"><li><span class="author">Bo Lee</span> Very good.</li></ul>',
        '<div class="shop-review-item"><b class="review__author">Bo Lee</b> Very good.</div>',
        '<span class="author-name"><a class="license-author" href="https://pictures.example/7">Bo Lee</a></span>',
    ],
)
def test_who_wrote_what_a_page_only_shows(shown: str) -> None:
    assert authors(page_of("", shown)) == Authors()
    assert authors(page_of("", f'<p class="byline">By Ann Smith</p>{shown}')).names == ("Ann Smith",)


def test_a_title_is_no_author_unless_it_is_a_name() -> None:
    page = page_of(meta("Daily Post"), f'<span class="list-author">{TITLE}</span>')
    assert authors(page).names == ("Daily Post",)
    portrait = Page(f"<head>{meta('Ann Smith')}</head><body><h1>Ann Smith</h1>{TEXT}</body>", "https://daily.example/a")
    assert authors(portrait).names == ("Ann Smith",)


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("In the talks with Example readers, Ms Smith tells of her work at the paper and at home.", ("Example Smith",)),
        ("In the examples of this tutorial, I will use the numbers that a smith would count with.", ()),
    ],
)
def test_a_contents_line_presents_nobody(below: str, expected: tuple[str, ...]) -> None:
    page = page_of("", f"<ul><li>Example Smith</li></ul>{TEXT}<h2>Example Smith</h2><p>{below}</p>")
    assert authors(page).names == expected


def test_a_name_below_a_label_far_from_the_title() -> None:
    below = "<p>Something stands here, and it is long enough.</p>" * 12
    assert authors(page_of("", f"{below}<p>Article by</p><p>Ann Smith</p>")).names == ("Ann Smith",)
    others = "<p>By</p><p>Bo Lee</p><p>By</p><p>Ann Smith</p>"
    assert authors(page_of("", f"{below}{others}")).names == ()
