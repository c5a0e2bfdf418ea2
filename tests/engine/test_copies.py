from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from engine_cases import NOON, OTHER, WIRE, article, excerpt_of, feed, kinds, known, originals, prepared, window_of
from msgspec.structs import replace

from nutgraf.core.score import quality
from nutgraf.engine.copies.fold import CopyFold
from nutgraf.engine.copies.links import MOST_TURNED
from nutgraf.engine.copies.original import original_of
from nutgraf.engine.copies.overlap import SHORT_LEAST, overlap, share_of
from nutgraf.engine.summary import uncopied
from nutgraf.engine.window.window import Window
from nutgraf.records import CopyLink, CopyLinked, Fingerprint, Known, Provider, Reason, Score

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


def words_of(seed: int, count: int) -> list[str]:
    """Made-up words, hardly any of which two seeds share."""
    random = Random(seed)  # noqa: S311 - made-up words
    return ["".join(random.choice("aeiklmnoprstu") for _ in range(random.randint(3, 8))) for _ in range(count)]


def prose(seed: int, count: int) -> str:
    """Made-up sentences of twelve words, four of them a paragraph."""
    words = words_of(seed, count)
    sentences = [" ".join(words[at : at + 12]).capitalize() + "." for at in range(0, count, 12)]
    return "\n".join(" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))


LONG = prose(1, 900)
OWN = prose(2, 60)
CHINESE = (
    "港口管理局周一表示，一台起重机在夜间倒在一艘停泊的货轮上，北港池因此关闭。没有人受伤，但是四十个集装箱落入水中，"
    "潜水员在黎明时分开始搜索海底。船主是一家来自群岛的家族企业，称十一名船员安全，已被送往海员之家。"
)
JAPANESE = (
    "港湾局は月曜日、夜間にクレーンが停泊中の貨物船に倒れたため、北側の港を閉鎖したと発表した。けが人はいなかったが、"
    "四十個のコンテナが海に落ち、潜水士が夜明けとともに海底の捜索を始めた。船主は乗組員十一人は無事だと述べた。"
)
THAI = (
    "การท่าเรือกล่าวเมื่อวันจันทร์ว่าได้ปิดท่าเรือด้านเหนือหลังจากปั้นจั่นล้มลงบนเรือบรรทุกสินค้าที่จอดอยู่ในตอนกลางคืน "
    "ไม่มีผู้ได้รับบาดเจ็บแต่ตู้สินค้าสี่สิบตู้ตกลงไปในน้ำและนักประดาน้ำเริ่มค้นหาที่ก้นทะเลตั้งแต่เช้ามืด"
)


@pytest.mark.parametrize(
    ("original", "copy"),
    [
        pytest.param(LONG, f"{OWN}\n{LONG}", id="own reporting in front"),
        pytest.param(LONG, LONG.replace(". ", ", and "), id="sentences merged"),
        pytest.param(LONG, LONG.replace(".", "").replace("\n", " "), id="no punctuation, one paragraph"),
        pytest.param(LONG, "\n".join(reversed(LONG.split("\n"))), id="paragraphs turned round"),
        pytest.param(LONG, "\n".join(LONG.split("\n")[::2]), id="each second paragraph dropped"),
        pytest.param(LONG, "\n".join(LONG.split("\n")[9:11]), id="two paragraphs of the middle"),
        pytest.param(LONG, "\n".join(LONG.split("\n")[:2]), id="the first two paragraphs"),
        pytest.param(LONG, f"Home\nNews\nShare\n{LONG}\nRead more\nTop stories\n{OWN[:150]}", id="a page's frame"),
        pytest.param(WIRE, WIRE.upper(), id="in capitals"),
        pytest.param(WIRE.replace("Nobody was hurt", "“Nobody was hurt”"), WIRE, id="quotation marks dropped"),
        pytest.param(
            f"“{WIRE[:160]}” she said. {WIRE}", f'"{WIRE[:160]}" she said. {WIRE}', id="quotation marks of another kind"
        ),
        pytest.param(CHINESE, f"本报讯 {CHINESE[:70]}", id="Chinese"),
        pytest.param(JAPANESE, JAPANESE[:80] + "続報を待つ。", id="Japanese"),
        pytest.param(THAI, f"ข่าวด่วน {THAI}", id="Thai"),
    ],
)
def test_copies_as_outlets_make_them(original: str, copy: str) -> None:
    assert originals(window_of(article(1, original), article(2, copy, title="Another")))["a2"] == "a1"
    assert originals(window_of(article(2, copy, title="Another"), article(1, original)))["a2"] == "a1"


SPOKEN = prose(3, 84)
TOLD = prose(11, 120)
SAID, SAID2 = (prose(seed, 48) for seed in (9, 10))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(LONG, prose(4, 900), id="nothing in common"),
        pytest.param(SPOKEN, f"{LONG}\n{SPOKEN}", id="a long text holds a short one that was there before"),
        pytest.param(f"{OWN} “{SAID}”", f"{prose(5, 60)} “{SAID}”", id="both quote one statement"),
        pytest.param(f'{OWN} "{SAID}"', f"{prose(5, 60)} «{SAID}»", id="in marks of two kinds"),
        pytest.param(f"{TOLD}\n“{SAID}\n“{SAID2}”", f"{prose(5, 120)}\n“{SAID}\n“{SAID2}”", id="over paragraphs"),
        pytest.param(f"{OWN}\n{prose(6, 24)}", f"{prose(5, 90)}\n{prose(6, 24)}", id="one paragraph of background"),
        pytest.param(CHINESE, CHINESE[:12], id="a headline of it"),
    ],
)
def test_what_is_no_copy(one: str, other: str) -> None:
    assert originals(window_of(article(1, one), article(2, other)))["a2"] is None


def link_of(window: Window, one: str) -> CopyLink:
    link = known(window, one).copy
    assert link is not None
    return link


@pytest.mark.parametrize(
    ("credit", "linked"),
    [(None, None), ("dpa", "a1"), ("mit Material von dpa-infocom", "a1"), ("avec AFP", None)],
)
def test_less_is_enough_where_both_credit_one_agency(credit: str | None, linked: str | None) -> None:
    part = " ".join(LONG.split()[:350])
    first = article(1, f"{part} {prose(7, 450)}", credit="dpa")
    second = article(2, f"{part} {prose(8, 450)}", credit=credit)
    window = window_of(first, second)
    assert originals(window)["a2"] == linked
    assert not linked or "credit line" in {reason.name for reason in link_of(window, "a2").reasons}


@pytest.mark.parametrize("credit", ["AP", "By the Associated Press", "(AP)"])
def test_an_agency_is_known_by_its_names(credit: str) -> None:
    agency = Provider(name="The Associated Press", domain="wire.example")
    window = window_of(article(1, LONG, credit=credit), article(2, LONG, provider=agency))
    assert originals(window) == {"a1": "a2", "a2": None}


def test_an_update_of_an_outlets_own_report_is_no_copy_of_anothers() -> None:
    grown = article(1, f"{OWN}\n{LONG}", id="a9", capture="c9", url="https://outlet1.example/story-2")
    window = window_of(article(1, prose(1, 96), title="Crane falls"), replace(grown, title="Crane falls; basin closed"))
    assert originals(window) == {"a1": None, "a9": "a1"}
    update = known(window, "a9")
    assert [reason.name for reason in link_of(window, "a9").reasons][-1] == "own update"
    assert update.quality == quality(grown, (), None)
    assert [one.article.id for one in uncopied([known(window, name) for name in ("a1", "a9")])] == ["a1"]


def test_another_outlets_copy_of_an_update_is_a_copy() -> None:
    update = article(1, LONG, id="a9", capture="c9", url="https://outlet1.example/story-2")
    window = window_of(article(1, LONG), update, article(2, LONG))
    assert originals(window) == {"a1": None, "a9": "a1", "a2": "a1"}
    assert "own update" not in {reason.name for reason in link_of(window, "a2").reasons}


def test_who_copies_a_copy_is_told_by_its_cuts_and_changes() -> None:
    paragraphs = LONG.split("\n")
    cut = "\n".join([OWN, *paragraphs[:3], *paragraphs[6:12]])
    window = window_of(article(1, LONG), article(2, LONG), article(3, cut), article(4, cut), article(5, LONG))
    assert originals(window) == {"a1": None, "a2": "a1", "a3": "a1", "a4": "a1", "a5": "a1"}
    assert [link_of(window, f"a{number}").via for number in (2, 3, 4, 5)] == [None, None, "a3", None]
    assert link_of(window, "a4").reasons[-1].name == "nearest copy"


def test_a_text_without_a_sketch_from_an_earlier_form_matches_nothing() -> None:
    old = prepared(article(1, WIRE))
    window = window_of(replace(old, fingerprint=Fingerprint(digests=old.fingerprint.digests)), article(2, WIRE))
    assert originals(window) == {"a1": None, "a2": None}


def test_of_very_many_copies_the_original_stays() -> None:
    fold = CopyFold(14)
    for number in range(2, MOST_TURNED + 4):
        fold.take(prepared(article(number, WIRE)), NOON)
    fold.take(prepared(article(1, WIRE)), NOON)
    assert fold.known("a1").copy is not None
    assert fold.copy_count("a2") == MOST_TURNED + 2


def test_an_article_is_forgotten_with_its_copies_when_the_last_of_them_is_old() -> None:
    fold = CopyFold(14)
    fold.take(prepared(article(1, WIRE)), NOON)
    fold.take(prepared(article(2, OTHER)), NOON)
    fold.take(prepared(article(3, WIRE)), NOON + timedelta(days=10))
    assert fold.take(prepared(article(4)), NOON + timedelta(days=20)) == []
    assert [one.article.id for one in fold.group("a1")] == ["a1", "a3"]
    assert fold.group("a2") == []
    (link,) = fold.take(prepared(article(5, WIRE)), NOON + timedelta(days=21))
    assert isinstance(link, CopyLink)
    assert link.of == "a1"
    fold.take(prepared(article(6)), NOON + timedelta(days=40))
    assert fold.group("a1") == []


def test_at_the_first_day_of_the_calendar_nothing_is_forgotten() -> None:
    fold = CopyFold(14)
    fold.take(prepared(article(1, WIRE)), datetime.min.replace(tzinfo=UTC))
    assert len(fold.take(prepared(article(2, WIRE)), datetime.min.replace(tzinfo=UTC))) == 1


def _known(one: object) -> Known:
    item = prepared(one)  # type: ignore[arg-type]
    return Known(article=item.article, fingerprint=item.fingerprint, quality=Score(total=0))
