import pytest
from engine_cases import NOON, OTHER, WIRE, article, excerpt_of, feed, kinds, known, originals, prepared, window_of

from nutgraf.core.score import quality
from nutgraf.engine.original import original_of
from nutgraf.engine.overlap import SHORT_LEAST, overlap, share_of
from nutgraf.engine.window import Window
from nutgraf.records import CopyLinked, Known, Provider, Reason, Score

LEAD = " ".join(WIRE.split()[:34])


def test_a_retitled_and_cut_text_is_a_copy_of_the_first_published() -> None:
    cut = " ".join(WIRE.split()[:70])
    window = window_of(article(1, WIRE), article(2, cut, title="Crane falls on freighter"))
    assert originals(window) == {"a1": None, "a2": "a1"}
    link = known(window, "a2").copy
    assert link is not None
    assert link.share == 1.0


@pytest.mark.parametrize(
    "excerpt",
    [
        LEAD,
        f"PORT LUMEN: {LEAD}",
        f"PORT LUMEN, March 1 (Wire) - {LEAD}",
        f"{LEAD} ...",
        " ".join(LEAD.split()[1:20]),
        LEAD.replace("northern basin", "northern docks"),
    ],
)
def test_an_excerpt_finds_the_text_it_is_of(excerpt: str) -> None:
    assert originals(window_of(article(1, WIRE), excerpt_of(2, excerpt))) == {"a1": None, "a2": "a1"}


@pytest.mark.parametrize(
    "text", [OTHER, " ".join(LEAD.split()[:9]), f"{OTHER} {' '.join(WIRE.split()[:30])}", "", "Short"]
)
def test_texts_that_share_little_are_no_copies(text: str) -> None:
    assert originals(window_of(article(1, WIRE), article(2, text))) == {"a1": None, "a2": None}


def test_a_long_text_that_holds_a_short_one_among_much_else_is_no_copy() -> None:
    review = " ".join(f"w{i}" for i in range(600))
    assert originals(window_of(article(1, WIRE[:300]), article(2, review + WIRE[:300])))["a2"] is None


def test_an_earlier_original_that_comes_later_takes_over_the_group() -> None:
    window = Window(14)
    feed(window, article(2, WIRE), article(3, WIRE))
    assert originals(window) == {"a2": None, "a3": "a2"}
    (changes,) = feed(window, article(1, WIRE))
    assert originals(window) == {"a2": "a1", "a3": "a1", "a1": None}
    assert kinds(changes).count("CopyLinked") == 2
    (changes,) = feed(window, article(0, WIRE))
    assert "CopyUnlinked" not in kinds(changes)
    assert originals(window) == {"a2": "a0", "a3": "a0", "a1": "a0", "a0": None}


def test_an_undated_article_is_never_earlier_than_a_dated_one() -> None:
    window = window_of(article(1, WIRE, published=None), article(5, WIRE))
    assert originals(window) == {"a1": "a5", "a5": None}


def test_ties_go_to_the_first_to_arrive() -> None:
    assert originals(window_of(article(2, WIRE, published=NOON), article(1, WIRE, published=NOON)))["a2"] is None


def test_a_credit_line_counts_for_more_than_time() -> None:
    window = window_of(article(1, WIRE, credit="By Outlet 2 and staff"), article(2, WIRE))
    assert originals(window) == {"a1": "a2", "a2": None}


def test_a_declared_original_counts_for_more_than_time() -> None:
    window = window_of(article(1, WIRE, original_url="https://outlet2.example/story"), article(2, WIRE))
    assert originals(window) == {"a1": "a2", "a2": None}
    link = known(window, "a1").copy
    assert link is not None
    assert "declared original" in [reason.name for reason in link.reasons]


def test_a_declared_original_is_believed_where_there_is_no_text_to_compare() -> None:
    headline = article(2, "", title="Crane falls", excerpt="", original_url="https://outlet1.example/story")
    window = window_of(article(1, WIRE), headline)
    link = known(window, "a2").copy
    assert link is not None
    assert (link.of, link.share) == ("a1", 1.0)


def test_a_declared_original_is_not_believed_against_the_text() -> None:
    assert (
        originals(window_of(article(1, WIRE), article(2, OTHER, original_url="https://outlet1.example/story")))["a2"]
        is None
    )


def test_one_outlet_with_the_same_excerpt_on_every_page_copies_nothing() -> None:
    slogan = "Breaking news and analysis from the islands, with pictures, video and the weather for the week ahead."
    one = Provider(name="One", domain="one.example")
    first = excerpt_of(1, slogan, title="Crane falls onto freighter", provider=one)
    second = excerpt_of(2, slogan, title="Judges order recount of ballots", provider=one)
    assert originals(window_of(first, second)) == {"a1": None, "a2": None}


def test_a_copy_that_is_rewritten_is_a_copy_no_more() -> None:
    window = window_of(article(1, WIRE), article(2, WIRE))
    (changes,) = feed(window, article(2, OTHER, capture="c9"))
    assert kinds(changes) == ["ArticleRevised", "CopyUnlinked", "StoryUpdated", "CaptureDecided"]
    assert originals(window) == {"a1": None, "a2": None}


def test_an_original_that_is_rewritten_keeps_the_copies_of_what_it_said() -> None:
    window = window_of(article(1, WIRE), article(2, WIRE))
    feed(window, article(1, OTHER, capture="c9"))
    assert originals(window) == {"a1": None, "a2": "a1"}


def test_an_entry_completed_by_its_page_is_found_to_be_a_copy() -> None:
    window = Window(14)
    teaser = excerpt_of(2, "All about the accident in the harbour last night")
    feed(window, article(1, WIRE), teaser, prepared(article(2, WIRE, capture="c9"), page=True))
    assert originals(window) == {"a1": None, "a2": "a1"}


def test_the_quality_of_a_copy_says_so() -> None:
    window = window_of(article(1, WIRE), article(2, WIRE))
    copy = known(window, "a2")
    assert copy.copy is not None
    assert copy.quality == quality(article(2, WIRE), (), copy.copy)
    assert copy.quality.total < known(window, "a1").quality.total


def test_links_state_what_was_compared() -> None:
    changes = feed(Window(14), article(1, WIRE), article(2, " ".join(WIRE.split()[:50] + OTHER.split()[:20])))[1]
    (link,) = [change.link for change in changes if isinstance(change, CopyLinked)]
    assert link.share == share_of(link.reasons)
    assert 0.6 < link.share < 0.8
    assert link.reasons[0].value == 48


def test_share_of_nothing_is_nothing() -> None:
    assert share_of(()) == 0.0
    assert share_of((Reason(name="compared word runs", value=0),)) == 0.0


def test_a_run_of_twelve_words_is_enough_and_of_eleven_is_not() -> None:
    words = LEAD.split()
    assert SHORT_LEAST == 10
    assert originals(window_of(article(1, WIRE), excerpt_of(2, " ".join(words[:12]))))["a2"] == "a1"
    assert originals(window_of(article(1, WIRE), excerpt_of(2, " ".join(words[:11]))))["a2"] is None


def test_a_chain_of_credits_ends_at_its_root() -> None:
    group = [
        _known(article(3, WIRE, credit="Outlet 2")),
        _known(article(2, WIRE, credit="Outlet 1")),
        _known(article(1, WIRE, published=None)),
    ]
    assert original_of(group).article.id == "a1"


def test_articles_that_name_each_other_still_have_an_original() -> None:
    group = [_known(article(1, WIRE, credit="Outlet 2")), _known(article(2, WIRE, credit="Outlet 1"))]
    assert original_of(group).article.id == "a1"


def test_overlap_counts_shingles() -> None:
    found = overlap(_known(article(1, WIRE)), _known(article(2, WIRE)))
    assert found.shared == found.mine == found.other > 90
    assert found.containment == 1.0


def _known(one: object) -> Known:
    item = prepared(one)  # type: ignore[arg-type]
    return Known(article=item.article, fingerprint=item.fingerprint, quality=Score(total=0))
