"""Why a block of a page is taken or left, and by what evidence: told as it was done."""

from collections.abc import Sequence

import pytest
from ferry_page import COMMENTS, TEASERS, TEXT, captured, page, told

from nutgraf.core.explain.article import path_of
from nutgraf.core.explain.evidence import TOPICS, WORDS, in_words, usual_row, weights_of
from nutgraf.core.extract import extract
from nutgraf.core.page.blocks.features import NAMES, Stated, Survey
from nutgraf.core.page.blocks.layout import Block
from nutgraf.core.page.blocks.passages import (
    APART,
    BETWEEN,
    LIKELY,
    LINKS,
    OTHER_CELL,
    SAID_BEFORE,
    SHORT_LINK,
    TAKEN,
    UNLIKELY,
    choose,
    passages,
    reasons,
)
from nutgraf.core.page.blocks.passages import HEADING as BEFORE_TEXT
from nutgraf.core.page.maintext import stated_by
from nutgraf.core.page.parsed import Page
from nutgraf.records import Article


def block(tag: str, text: str = TEXT, linked: float = 0) -> Block:
    return Block(text, 0, tag, [text], [], int(linked * len(text)))


@pytest.mark.parametrize(
    ("blocks", "chances", "whys"),
    [
        ([], [], []),
        ([block("p")], [0.9], [LIKELY]),
        ([block("p"), block("li", "Home", 1)], [0.9, 0.0], [LIKELY, SHORT_LINK]),
        ([block("p"), block("p", "About us")], [0.9, 0.1], [LIKELY, UNLIKELY]),
        ([block("h2", "Next"), block("p")], [0.4, 0.9], [BEFORE_TEXT, LIKELY]),
        ([block("h2", "Next"), block("h2", "More"), block("p")], [0.4, 0.4, 0.9], [UNLIKELY, BEFORE_TEXT, LIKELY]),
        ([block("p"), block("div", "* * *"), block("p", "Go on.")], [0.9, 0.45, 0.9], [LIKELY, BETWEEN, LIKELY]),
        ([block("p"), block("p"), block("p", "End.")], [0.9, 0.9, 0.9], [LIKELY, SAID_BEFORE, LIKELY]),
        ([block("p"), block("p", f"{TEXT[0]} {TEXT[1:]}")], [0.9, 0.9], [LIKELY, SAID_BEFORE]),
        ([block("p"), block("p", "More: all of the plans", 1)], [0.9, 0.9], [LIKELY, LINKS]),
        ([block("p", TEXT + TEXT), block("td", "Another story")], [0.9, 0.9], [LIKELY, OTHER_CELL]),
        ([block("td"), block("td", "Its own cell.")], [0.9, 0.9], [LIKELY, LIKELY]),
    ],
)
def test_each_block_has_the_reason_it_was_taken_or_left_for(
    blocks: Sequence[Block], chances: Sequence[float], whys: Sequence[str]
) -> None:
    assert reasons(blocks, chances) == list(whys)
    assert choose(blocks, chances) == [why in TAKEN for why in whys]


@pytest.mark.parametrize(
    ("left", "chances", "why"),
    [
        (6, (0.95, 0.95, 0.6), APART),
        (5, (0.95, 0.95, 0.6), LIKELY),  # not far
        (6, (0.95, 0.95, 0.8), LIKELY),  # quite likely
        (6, (0.7, 0.7, 0.6), LIKELY),  # nothing is sure on such a page
    ],
)
def test_what_is_far_behind_the_text_and_doubtful_is_left(left: int, chances: Sequence[float], why: str) -> None:
    first, second, behind = chances
    blocks = [block("p", f"{number} {TEXT}") for number in range(left + 3)]
    assert reasons(blocks, [first, second, *[0.05] * left, behind]) == [LIKELY, LIKELY, *[UNLIKELY] * left, why]


def test_what_is_told_of_blocks_is_what_was_done_with_them() -> None:
    html = page(after=TEASERS + COMMENTS)
    found = extract(captured(html))
    told_of = told(html)
    assert isinstance(found, Article)
    assert [block.text for block in told_of.blocks if block.taken] == found.text.split("\n")
    read = Page(html)
    judged = passages(read.layout, stated_by(read))
    assert [(b.why, b.probability) for b in told_of.blocks] == [(p.why, p.probability) for p in judged]
    assert {b.why for b in told_of.blocks if not b.taken} >= {SHORT_LINK, UNLIKELY}
    assert all(bool(b.evidence) == (b.probability > 0) for b in told_of.blocks)


def test_a_path_names_the_nearest_boxes() -> None:
    read = Page(f"<article class='story x'><div><section><div><div><div><p class='{'a-long-' * 6}name'>x")
    assert path_of(read.layout, 0) == "body"
    assert path_of(read.layout, 1) == "article.story"
    assert path_of(read.layout, 7) == "… > div > section > div > div > div > p.a-long-a-long-a-long-a-long-a…"


# ---------------------------------------------------------------- evidence


def test_every_number_has_words_and_one_topic() -> None:
    assert set(WORDS) == set(NAMES)
    assert sorted(name for names in TOPICS.values() for name in names) == sorted(NAMES)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("chars", 142, "characters: 142"),
        ("chars", 2000, "characters: 2000 or more"),
        ("linked", 0.126, "links: 13%"),
        ("kind", 7, "a heading 2"),
        ("last", 2, "ends with a sentence"),
        ("from_title", -99, "the page prints no title"),
        ("from_title", -30, "blocks before the title: 30 or more"),
        ("from_title", 0, "the title"),
        ("from_title", 4, "blocks behind the title: 4"),
        ("stated", -1, "metadata state no text"),
        ("stated", 2, "in the text that metadata state"),
        ("cue_comment", 2, "names speak of comments"),
        ("in_footer", 1, "far in a footer"),
    ],
)
def test_numbers_in_words(name: str, value: float, words: str) -> None:
    assert in_words(name, value) == words


def test_the_heaviest_numbers_are_those_without_which_the_odds_change_most() -> None:
    read = Page(page(after=COMMENTS))
    survey = Survey(read.layout, Stated(""))
    rows = [survey.row(i) for i in range(len(read.layout.blocks))]
    usual = usual_row(rows)
    assert weights_of(usual, usual) == ()
    comment = next(i for i, block in enumerate(read.layout.blocks) if "as a child" in block.text)
    weights = weights_of(rows[comment], usual)
    assert "names speak of comments" in {weight.words for weight in weights if weight.change < 0}
    assert [abs(weight.change) for weight in weights] == sorted((abs(w.change) for w in weights), reverse=True)
