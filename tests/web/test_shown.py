"""How values are shown: times, languages, scores, threads, quotations and what was changed."""

import re
from datetime import timedelta

import pytest
from demo_desk import NOW
from msgspec.structs import replace

from nutgraf.core.text.revisions import FieldChange
from nutgraf.records import Article, CopyLink, Filed, Quote, Reason, Score, Source, Speaker
from nutgraf.web import threads, views
from nutgraf.web.languages import direction, language_name
from nutgraf.web.prose import difference, paragraphs, snippet
from nutgraf.web.shown import moment, number, reasons


def filed(name: str, *, of: str | None = None, hours: float = 1) -> Filed:
    article = Article(id=name, capture=name, seen=NOW, title=name, published=NOW - timedelta(hours=hours))
    link = CopyLink(article=name, of=of, share=0.9) if of else None
    return Filed(article=article, quality=Score(total=1), copy=link)


@pytest.mark.parametrize(
    "links",
    [
        {"a": None, "b": "a", "c": "b"},
        {"a": "b", "b": "a", "c": None},  # a ring
        {"a": "b", "b": "c", "c": "b"},
        {"a": "elsewhere", "b": "a", "c": None},
        {"a": "a", "b": None, "c": None},
    ],
)
def test_no_member_is_lost_or_shown_twice(links: dict[str, str | None]) -> None:
    members = [filed(name, of=of) for name, of in links.items()]
    listed = threads.shown(threads.threads_of(members), members, NOW)
    names = [member.line.id for thread in listed for member in (thread, *thread.copies)]
    assert sorted(names) == ["a", "b", "c"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:alert(1)", " https://x", None])
def test_only_web_addresses_become_links(url: str | None) -> None:
    odd = filed("a")
    shown = replace(odd, article=replace(odd.article, url=url, original_url=url))
    around = views.Surroundings(story=None, original=None, copies=(), more_copies=0, stages=(), released=False)
    assert views.article_page(shown, around, NOW).link is None
    assert views.article_page(shown, around, NOW).original_link is None


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (0.001, "now"),
        (0.5, "30 min ago"),
        (3, "3 h ago"),
        (47.9, "47 h ago"),
        (49, "2 days ago"),
        (24 * 61, ""),
        (-0.5, "in 30 min"),
        (-50, "in 2 days"),
    ],
)
def test_ages(hours: float, expected: str) -> None:
    assert moment(NOW - timedelta(hours=hours), NOW).ago == expected


@pytest.mark.parametrize(
    ("tag", "runs", "name"),
    [
        ("ar", "rtl", "Arabic"),
        ("AR-EG", "rtl", "Arabic (EG)"),
        ("he", "rtl", "Hebrew"),
        ("az-Arab", "rtl", "Azerbaijani (Arab)"),
        ("ur-Latn", "ltr", "Urdu (Latn)"),
        ("zh-Hant", "ltr", "Chinese (Hant)"),
        ("tlh", "ltr", "tlh"),
        (None, "auto", "language unknown"),
        ("", "auto", "language unknown"),
    ],
)
def test_languages(tag: str | None, runs: str, name: str) -> None:
    assert (direction(tag), language_name(tag)) == (runs, name)


def test_scores_and_reasons_are_shown_with_their_measure() -> None:
    given = (Reason(name="own_reporting", value=20), Reason(name="copy", value=-29, note="97%"))
    shown = number(Score(total=-9, parts=given))
    assert shown.total == "\u22129"
    assert [(part.name, part.value) for part in shown.parts] == [("own reporting", "+20"), ("copy", "\u221229")]
    assert reasons([Reason(name="shared terms", value=0.6449)])[0].value == "0.64"


def test_quotations_over_paragraphs_and_overlapping_ones() -> None:
    said = "He said “one\ntwo” and left."
    speaker = Speaker(start=0, end=2, name="He")
    quotes = (Quote(start=8, end=17, speaker=speaker), Quote(start=10, end=12), Quote(start=20, end=900))
    shown = paragraphs(said, quotes)
    assert [[(run.text, run.quote) for run in paragraph] for paragraph in shown] == [
        [("He said ", None), ("“one", 1)],
        [("two”", 1), (" and left.", None)],
    ]
    assert "\n".join("".join(run.text for run in paragraph) for paragraph in shown) == said


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("a \u2039b\u203a c", ["b"]),
        ("\u2039b\u203a\u2039c\u203a", ["b", "c"]),
        ("no \u203a pair \u2039", []),
        ("", []),
    ],
)
def test_snippets(marked: str, found: list[str]) -> None:
    assert [piece.text for piece in snippet(marked) if piece.found] == found


def test_a_long_stretch_without_changes_is_cut_to_its_ends() -> None:
    same = "word " * 1000
    change = FieldChange(field="text", pieces=(("same", same), ("removed", "old "), ("added", "new "), ("same", same)))
    shown = "".join(piece.text for piece in difference(change).pieces)
    assert "[…]" in shown
    assert len(shown) < 1000
    assert re.search(r"word old", shown)
    assert re.search(r"new word", shown)


@pytest.mark.parametrize(
    ("source", "state", "due"),
    [
        (Source(id="1", url="https://x/"), "new", "now"),
        (Source(id="1", url="https://x/", checked=NOW, due=NOW + timedelta(hours=1)), "well", "in 1 h"),
        (Source(id="1", url="https://x/", checked=NOW, due=NOW, failures=1), "failed 1 time", "now"),
    ],
)
def test_the_state_of_a_source_in_words(source: Source, state: str, due: str) -> None:
    shown = views.row(source, {}, NOW)
    assert (shown.state, shown.due) == (state, due)
