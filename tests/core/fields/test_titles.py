import pytest

from nutgraf.core.claims.claim import Claims
from nutgraf.core.fields.site_in_title import site_in, without_site
from nutgraf.core.fields.titles import JSON_LD, Printed, Title, agree, best_title, title_of
from nutgraf.core.page.headings import name_of_link
from nutgraf.core.page.parsed import Page


def best_text(
    headings: list[str],
    headlines: list[str],
    bar: str,
    site_names: list[str],
    subheadings: list[str],
    sections: list[str],
) -> str:
    """The text of the best title, the headlines being those of JSON-LD and Open Graph."""
    claimed = [Title(text, source) for text, source in zip(headlines, (JSON_LD, "og:title"), strict=False)]
    return best_title(Printed(headings, subheadings, bar), claimed, site_names, sections).text


@pytest.mark.parametrize(
    ("headings", "headlines", "title_bar", "expected"),
    [
        (["Bridge reopens"], ["Bridge reopens | The Daily"], "Bridge reopens - The Daily", "Bridge reopens"),
        (["The Daily"], ["Bridge reopens"], "Bridge reopens – The Daily", "Bridge reopens"),
        (["The Daily"], [], "Bridge reopens after ten months – The Daily", "Bridge reopens after ten months"),
        (["A better heading"], ["SEO words here"], "SEO words here", "A better heading"),
        (["Local Bridge reopens at last"], ["Bridge reopens at last"] * 2, "", "Bridge reopens at last"),
        ([], [], "Home | Bridge reopens after ten months", "Bridge reopens after ten months"),
        ([], [], "", ""),
    ],
)
def test_best_title(headings: list[str], headlines: list[str], title_bar: str, expected: str) -> None:
    assert best_text(headings, headlines, title_bar, ["The Daily"], [], []) == expected


@pytest.mark.parametrize(
    "bar",
    [
        "みなと新報 - 乗客ら312人全員救助 北の海で大型フェリー座礁",
        "乗客ら312人全員救助 北の海で大型フェリー座礁 | みなと新報",
        "乗客ら312人全員救助 北の海で大型フェリー座礁 | 社会 | みなと新報",
    ],
)
def test_in_a_script_without_capitals_the_longest_part_of_a_title_bar_is_the_title(bar: str) -> None:
    assert best_text([], [], bar, [], [], []) == "乗客ら312人全員救助 北の海で大型フェリー座礁"


def test_a_second_level_heading_serves_where_the_title_bar_has_it() -> None:
    assert (
        best_text(["My blog", "Archive"], [], "My blog: Ten ways to cook", [], ["About", "Ten ways to cook"], [])
        == "Ten ways to cook"
    )


def test_site_names_go_only_from_the_ends() -> None:
    assert without_site("The Daily - how it began - The Daily", {"thedaily"}) == "how it began"
    assert without_site("Why The Daily closes", {"thedaily"}) == "Why The Daily closes"


@pytest.mark.parametrize("text", ["a | " * 9000, "x: " * 9000, "_" * 90000, "# " * 9000, "A - " * 9000])
def test_a_title_without_end_costs_no_time(text: str) -> None:
    claimed = [Title(text, JSON_LD), Title(text, "og:title")]
    assert len(best_title(Printed([text], [text], text), claimed, ["a"], ["b"]).text) < 1000


def test_agreement() -> None:
    assert agree("Bridge reopens", "Bridge reopens after ten months")
    assert not agree("Bridge reopens", "Weather")


HILL = "A long way up the hill"
TITLE = "The old bridge reopens today"


@pytest.mark.parametrize(
    ("headings", "headlines", "bar", "subheadings", "expected"),
    [
        # The blog's name is the heading, the post's title a heading below it or in the metadata.
        (["Night Notes"], [], f"Night Notes » Blog Archive » {HILL}", [HILL], HILL),
        (["Night Notes"], [HILL], f"Night Notes: {HILL}", [], HILL),
        (["Local"], [TITLE], TITLE, [TITLE], TITLE),
        # A kicker that the metadata leave out goes; what stands behind the headline stays.
        ([f"Repairs done {TITLE}"], [TITLE], "", [], TITLE),
        ([f"{TITLE} after repairs"], [TITLE], "", [], f"{TITLE} after repairs"),
        # One that both JSON-LD and Open Graph have stays with the title; an article is no kicker.
        ([TITLE], [f"After repairs: {TITLE}"] * 2, "", [], f"After repairs: {TITLE}"),
        ([TITLE], ["Something else entirely", f"After repairs: {TITLE}"], "", [], TITLE),
        (["The oldest bridges of all"], ["Oldest bridges of all"], "", [], "The oldest bridges of all"),
        # The heading's own spelling, unless it has lost the mark between its parts.
        (["Bridges: a guide"], ["Bridges - a guide"], "", [], "Bridges: a guide"),
        (["The old bridge Open at last"], ["The old bridge: Open at last"], "", [], "The old bridge: Open at last"),
        # A heading that says nothing of what the metadata say: the one below it that the title bar has.
        (["All our stories"], [], f"{TITLE} | A", [TITLE], TITLE),
        (["All our stories"], [], f"{TITLE} | A", ["The old bridge"], TITLE),
        (["All our stories"], [], "A | B", [], "All our stories"),
        (["All our bridges"], [], f"{TITLE} and bridges | A", [], "All our bridges"),
        ([f"{TITLE} " * 10], [HILL], "", [], HILL),
        (["..."], [HILL], f"...: {HILL}", [], HILL),
        ([f"#{TITLE}"], [], "", [], f"#{TITLE}"),
        ([f"## {TITLE}"], [], "", [], TITLE),
        # Of several headings the one that a headline has word for word.
        (
            ["A guide to all the old bridges", "A guide to bridges"],
            ["A guide to bridges"],
            "",
            [],
            "A guide to bridges",
        ),
        # Decoration and short tails.
        ([], [f"{TITLE} | District"], "", [], TITLE),
        ([f"{TITLE} ⋆"], [], f"{TITLE} ⋆", [], TITLE),
        (["«The old bridge» reopens"], [], "«The old bridge» reopens | News", [], "«The old bridge» reopens"),
    ],
)
def test_which_title(
    headings: list[str], headlines: list[str], bar: str, subheadings: list[str], expected: str
) -> None:
    assert best_text(headings, headlines, bar, [], subheadings, []) == expected


def test_a_section_or_a_name_like_the_site_s_is_no_part_of_the_title() -> None:
    title = TITLE
    assert best_text([f"{title} - Local news desk"], [], "", [], [], ["Local news desk"]) == title
    assert best_text([f"{title} | Opinion"], [f"{title} | Opinion"], "", [], [], []) == title
    assert best_text([f"{title} | Daily News"], [], "", ["the-daily-news.example", "thedailynews"], [], []) == title


def test_the_source_names_who_agrees() -> None:
    claimed = [Title(TITLE, JSON_LD), Title(f"{TITLE} | The Daily", "og:title"), Title("Bridges", "meta title")]
    assert best_title(Printed([TITLE]), claimed, ["The Daily"]) == (TITLE, f"h1, agreed by {JSON_LD}, og:title")
    assert best_title(Printed([], [], f"{TITLE} - The Daily"), [], ["The Daily"]) == (TITLE, "title bar")


@pytest.mark.parametrize(
    ("bar", "site"),
    [
        ("The old bridge reopens - The Daily", "The Daily"),
        ("The Daily | The old bridge reopens", "The Daily"),
        ("The old bridge reopens", None),
        ("The old bridge reopens | Local | The Daily", None),
    ],
)
def test_the_site_s_name_in_the_title_bar(bar: str, site: str | None) -> None:
    assert site_in(bar, "The old bridge reopens") == site


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"<ol class='crumbs'><li><h1>{HILL}</h1></li></ol><h2>{TITLE}</h2>", "h2"),
        (f"<nav data-breadcrumb><h1>{HILL}</h1></nav><h2>{TITLE}</h2>", "h2"),
        (f"<h1>{HILL}</h1><h2>{TITLE}</h2>", "h1"),
        (f"<ol class='crumbs'><li><h1>{HILL}</h1></li></ol><h2>Another</h2><h2>{TITLE}</h2>", "h1"),
    ],
)
def test_below_a_breadcrumb_stands_the_title_that_json_ld_has(markup: str, expected: str) -> None:
    page = Page(f"<title>{HILL}</title><main>{markup}</main>")
    title = title_of(page, (Claims(title=TITLE), Claims(title=HILL), Claims(), Claims()))
    assert title.text == (TITLE if expected == "h2" else HILL)
    assert title.source.startswith(expected)


def test_headings_of_the_article_come_first_and_without_how_they_are_read() -> None:
    page = Page(
        "<h1>Site</h1><article><div><h1><ruby>橋<rt>はし</rt></ruby></h1></div></article><aside><h1>Ad</h1></aside>"
    )
    assert page.headings() == ["橋", "Site"]
    assert page.headings("h2") == []


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("<title>Nummer eins - zwei - drei - Der Rheinländer Bote</title>", "<p>x</p>", "Nummer eins - zwei - drei"),
        ("<title>Le pont fermé | La Gazette de la Côte et des Îles</title>", "<p>x</p>", "Le pont fermé"),
        ("<title>The Lindhaven Post - Bridge stays shut for weeks</title>", "<p>x</p>", "Bridge stays shut for weeks"),
        ("<title>Part one :: Part two</title>", "<h1>Part<br>two</h1>", "Part two"),
        ("", "<h1><span>Part</span><span>two</span> of <em>un</em>told <b>T</b>ales</h1>", "Part two of untold Tales"),
        (
            "<title>Bridge shut for weeks</title>",
            "<h1><span>Bridge shut for weeks</span><a href='/'>The Post</a></h1>",
            "Bridge shut for weeks",
        ),
        (
            "<title>Brücke bleibt wochenlang gesperrt</title>",
            "<h1>Übersetzen</h1>",
            "Brücke bleibt wochenlang gesperrt",
        ),
        ("<title>Lindhaven Post</title>", "<h1>Bridge shut for weeks</h1>", "Bridge shut for weeks"),
        (
            "<title>Bridge shut @ Ann's Corner :: Blogs</title>",
            "<div id='masthead'><h1><a href='/b'>Ann's Corner</a></h1></div><h2>Bridge shut</h2>",
            "Bridge shut",
        ),
        (
            "<title>Bridges of the quay - and what they cost us - Example</title>",
            "<nav><a href='/news'>News</a></nav><h1>News</h1><p>text</p>",
            "Bridges of the quay - and what they cost us",
        ),
        (
            "<title>Start : The old bridge reopens : Post</title>",
            "<p>The old bridge reopens</p>",
            "The old bridge reopens",
        ),
    ],
)
def test_the_title_of_a_page(head: str, body: str, expected: str) -> None:
    page = Page(f"<html><head>{head}</head><body>{body}</body></html>")
    assert title_of(page, [Claims()] * 4).text == expected


@pytest.mark.parametrize("mark", [*"|‹«»◆★‧❘｜→•·–—―", "::", "\\"])
def test_marks_before_the_name_of_a_site(mark: str) -> None:
    assert (
        best_text([], [], f"Bridge shut for weeks {mark} The Daily", ["The Daily"], [], []) == "Bridge shut for weeks"
    )


@pytest.mark.parametrize(
    ("bar", "expected"),
    [
        ("Bridge – a long story – part 2 – The Daily", "Bridge – a long story – part 2"),
        ("The Daily: Closed bridge - a message to shippers", "Closed bridge - a message to shippers"),
        ("daily.example Bridge shut", "Bridge shut"),
        ("Bridge shut for three weeks - Local News - The Daily", "Bridge shut for three weeks"),
    ],
)
def test_where_the_name_of_a_site_is_known_all_else_is_the_title(bar: str, expected: str) -> None:
    assert best_text([], [], bar, ["The Daily", "daily.example"], [], []) == expected


@pytest.mark.parametrize(
    ("heading", "bar", "expected"),
    [
        ("<i>Traffic</i><b>Swing bridge shut</b>", "Swing bridge shut | Post", "Swing bridge shut"),
        ("<i>Traffic</i><b>Swing bridge shut</b>", "Traffic: Swing bridge shut | Post", "Traffic: Swing bridge shut"),
        ("Swing bridge shut<small>Buses by the dyke</small>", "Swing bridge shut", "Swing bridge shut"),
        ("<span>Office <i>:</i></span>Swing bridge shut", "Swing bridge shut", "Swing bridge shut"),
        ("<span>Town</span><span>: bridge shut</span>", "Other words", "Town: bridge shut"),
        ("<span>S</span>wing bridge shut", "Swing bridge shut", "Swing bridge shut"),
    ],
)
def test_the_parts_of_a_heading(heading: str, bar: str, expected: str) -> None:
    page = Page(f"<title>{bar}</title><main><h1>{heading}</h1></main>")
    assert title_of(page, (Claims(),) * 4).text == expected


def test_a_page_number_names_no_site() -> None:
    assert site_in("Bridge shut - Seite 34", "Bridge shut") is None
    assert site_in("Bridge shut - Seite 34 - Post", "Bridge shut") == "Post"


@pytest.mark.parametrize(
    "text",
    [
        "Tide Post Logo",
        "Tide Post - Home",
        "Zur Startseite: Tide Post",
        "Accueil Tide Post",
        "Tide Post | Página inicial",
        "Tide Post – strona główna",
        "Главная страница Tide Post",
        "Tide Post 首页",
        "Tide Post ホーム",
        "หน้าแรก Tide Post",
    ],
)
def test_a_link_home_calls_the_site_by_its_name(text: str) -> None:
    link = next(Page(f'<body><a href="/">{text}</a></body>', "https://daily.example/a").nodes("a", 1))
    assert name_of_link(link) == "Tide Post"
