import pytest

from nutgraf.core.page.asides import FORM, ITEM, OTHER_ARTICLE, QUOTED, READER, SITE_LINE, TEASER
from nutgraf.core.page.listed import blocks_of_listed
from nutgraf.core.page.maintext import judge, main_text
from nutgraf.core.page.parsed import Page

TITLE = "Swing bridge shut for three weeks"
ONE = (
    "<p>The harbour office of Lindhaven said on Wednesday that the swing bridge will stay shut for three weeks while"
    " its bearings are replaced, and that buses will run by way of the north dyke.</p>"
)
TWO = (
    "<p>Traders along the quay expect to lose a fifth of their custom. Their association has asked the town for help"
    " with the rent, which the council will discuss on Monday evening.</p>"
)
NEXT = (
    "<p>The regatta off Lindhaven ended on Sunday without a winner, when fog came in from the west and the last of"
    " nineteen boats were towed home by the pilots' tug.</p><p>It was the third year in a row that the committee had to"
    " call the race off. Its chair said that the date would be moved to June, when there is less fog.</p>"
)


def page_of(body: str) -> Page:
    return Page(f"<html><head><title>{TITLE} | Post</title></head><body>{body}</body></html>", "https://post.example/1")


def text_with(inner: str) -> str:
    """The text of an article that has something between its paragraphs."""
    return main_text(page_of(f"<article><h1>{TITLE}</h1>{ONE}{inner}{TWO}{ONE[:-5]} too.</p></article>")).text


@pytest.mark.parametrize(
    ("inner", "lacks"),
    [
        ("<p><b>Read also:</b> <a href=/2>Quay traders count their losses</a></p>", "count their losses"),
        ("<p>Lesen Sie auch: <a href=/2>Händler am Kai zählen ihre Verluste</a></p>", "zählen ihre Verluste"),
        ("<p>À lire aussi – <a href=/2>Les marchands du quai comptent leurs pertes</a></p>", "comptent leurs"),
        ("<p><a href=/2>READ MORE: Ferry tickets explained, and how to get one</a></p>", "tickets explained"),
        (
            "<div><h4>Das könnte Sie auch interessieren</h4><ul><li><a href=/2>Händler zählen Verluste</a></ul></div>",
            "interessieren",
        ),
        ("<section><h3>Harbour letter</h3><p>All the tides, every Friday.</p><input type=email></section>", "tides"),
        ("<div><p>Every Friday, all of it.</p><form><input name=your_email></form></div>", "Every Friday"),
        ("<div><p>Every Friday, all of it.</p><form><input name=mail></form></div>", "Every Friday"),
        ("<div><p>Every Friday, all of it.</p><form><input placeholder='E-Mail'></form></div>", "Every Friday"),
        ("<p>あわせて読みたい：<a href=/2>岸壁の商店主、損失を数える</a></p>", "岸壁"),
        ("<p>By clicking Subscribe you agree to our terms and that you are over sixteen years of age.</p>", "clicking"),
        ("<p>Article content</p>", "Article content"),
        ("<p>In this report:</p><ul><li><a href=#a>The bearings</a><li><a href=#b>The roof</a></ul>", "The roof"),
        ("<p>Small / Large</p>", "Small"),
        (
            "<p>Sign up for our daily harbour newsletter and never miss the tide again, we promise you.</p>",
            "newsletter",
        ),
    ],
)
def test_what_is_not_the_article_s_is_left(inner: str, lacks: str) -> None:
    text = text_with(inner)
    assert lacks not in text
    assert "bearings" in text
    assert "Traders" in text


@pytest.mark.parametrize(
    ("inner", "has"),
    [
        (
            "<p>The charges:</p><ul><li><a href=/c/1>Carrying too much</a><li><a href=/c/2>Leaving late</a></ul>",
            "too much",
        ),
        ("<p>Die Vorwürfe:</p><ol><li><a href=/c/1>Zu viel geladen</a><li><a href=/c/2>Zu spät</a></ol>", "Zu spät"),
        ("<blockquote><p><a href=/q>“We are all in this boat.”</a></p></blockquote>", "in this boat"),
        (
            "<p>Read more books, the mayor said, and the harbour will be a better place for all who live on it.</p>",
            "books",
        ),
        (
            "<p>The council voted on <a href=/x>how it would advertise the ferry</a> this Monday evening.</p>",
            "advertise",
        ),
    ],
)
def test_what_is_the_article_s_is_taken(inner: str, has: str) -> None:
    assert has in text_with(inner)


FOG = "<h2>Regatta ends in fog</h2>"
OWN = f"<h1>{TITLE}</h1><p class=by>By Mara Lind</p>{ONE}{TWO}"


@pytest.mark.parametrize(
    "body",
    [
        f"<article>{OWN}</article><article><h1>Regatta ends in fog</h1>{NEXT}</article>",
        f"<article>{OWN}</article><div><p>Read next</p><article>{FOG}<time>May</time>{NEXT}</article></div>",
        f"<main><div class=story>{OWN}</div><div class=story><h1>Regatta ends in fog</h1>{NEXT}</div></main>",
    ],
)
def test_the_next_article_of_an_endless_page_is_left(body: str) -> None:
    text = main_text(page_of(body)).text
    assert "bearings" in text
    assert "Traders" in text
    assert "regatta" not in text
    assert "Read next" not in text


@pytest.mark.parametrize(
    "body",
    [
        f"<article><h1>{TITLE}</h1>{ONE}<article>{FOG}<time>1961</time>{NEXT}</article></article>",
        f"<div class=part><h1>{TITLE}</h1></div><div class=part><h1>How it was built</h1>{NEXT}{ONE}{TWO}</div>",
        f"<section class=part><h1>{TITLE}</h1>{ONE}{TWO}</section><section class=part>{FOG}{NEXT}</section>",
    ],
)
def test_the_parts_of_one_article_stay(body: str) -> None:
    assert "regatta" in main_text(page_of(body)).text


SAYING = "I crossed it every day for thirty years, and it stuck in the frost of every one of them, as all here know."


@pytest.mark.parametrize("name", ["comments", "commentlist", "kommentare", "comentarios", "reader-replies"])
def test_what_readers_wrote_below_is_left_however_long_it_is(name: str) -> None:
    said = "".join(f"<div class={name}-item><p>{number}. {SAYING}</p></div>" for number in range(40))
    page = page_of(f"<article>{OWN}</article><div class={name}>{said}</div>")
    text = main_text(page).text
    assert "Traders" in text
    assert "thirty years" not in text


@pytest.mark.parametrize("name", ["article-body comment", "story_content discussion-page"])
def test_an_article_in_a_section_that_is_called_comment_stays(name: str) -> None:
    said = "".join(f"<p>{number}. {SAYING}</p>" for number in range(40))
    assert "thirty years" in main_text(page_of(f"<article>{OWN}<div class='{name}'>{said}</div></article>")).text


def cards(
    day: str, inner: str = "<p>What the council heard of it, and what the traders say to that, in short.</p>"
) -> str:
    return "".join(
        f"<div class=k><h3><a href=/k{number}>The {number}th wonder of the quay</a></h3><span>{day}</span>{inner}</div>"
        for number in range(4)
    )


@pytest.mark.parametrize("day", ["3 March 2026", "3.3.2026", "2026-03-03", "3 mars 2026"])
def test_other_articles_in_boxes_with_their_days_are_left(day: str) -> None:
    page = page_of(f"<article>{OWN}{ONE * 3}<div>{cards(day)}</div></article>")
    assert not list(blocks_of_listed(page.layout, []))
    everything = range(len(page.layout.blocks))
    left = list(blocks_of_listed(page.layout, everything))
    assert [page.layout.blocks[at].text for at in left].count(day) == 4
    assert "council heard" not in main_text(page).text


@pytest.mark.parametrize(
    "body",
    [
        f"<article><h1>{TITLE}</h1>{cards('3 March 2026')}</article>",  # nothing before it: the page is about it
        f"<article>{OWN}{cards('Bed 1961')}</article>",
        f"<article>{OWN}{cards('3 March 2026', ONE * 6)}</article>",  # more than a teaser
    ],
)
def test_boxes_that_are_alike_stay_where_they_are_no_teasers(body: str) -> None:
    page = page_of(body)
    assert not list(blocks_of_listed(page.layout, range(len(page.layout.blocks))))


def test_what_readers_wrote_is_a_forum_s_text() -> None:
    said = "".join(f"<div class=comment><p>{number}. {SAYING}</p>{ONE}</div>" for number in range(4))
    judged = judge(page_of(f"<main><h1>{TITLE}</h1>{said}</main>")).blocks
    assert READER not in {one.why for one in judged}


def test_each_block_says_why() -> None:
    inner = (
        "<p>Read also: <a href=/2>Quay traders count their losses</a></p><p>The charges:</p>"
        "<ul><li><a href=/c>Carrying too much</a></ul><p>He said it once more, and louder than before.</p>"
        "<blockquote><a href=/q>“We are all in this boat.”</a></blockquote><p>All others had left the harbour.</p>"
        "<div><p>Every Friday, all of it, in your own words and ours.</p><form><input type=email></form></div>"
        "<p>Article content</p>"
    )
    page = page_of(f"<article>{OWN}{inner}{ONE}</article><article><h1>Regatta ends in fog</h1>{NEXT}</article>")
    assert {ITEM, QUOTED, TEASER, FORM, OTHER_ARTICLE} <= {one.why for one in judge(page).blocks} | {FORM, SITE_LINE}
