from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.grouping_report import Item, grouped, report, wrongs
from bench.story_sets import b_cubed

FLOOD = "River Ilm floods Weimar, hundreds leave their homes"
ROWS: list[dict[str, object]] = [
    {"id": "1", "story": "flood", "title": FLOOD, "language": "en", "published": "2024-05-01T06:00:00Z"},
    {"id": "2", "story": "flood", "title": FLOOD, "language": "en", "published": "2024-05-01T09:00:00Z"},
    {"id": "3", "story": "vote", "title": "Parliament votes on a new pension law", "language": "en"},
    {"id": "4", "story": "vote", "title": None},
]


def items(*placed: tuple[str, str, str]) -> list[Item]:
    return [
        Item({"title": f"title {at}", "language": language, "published": f"2024-05-01T{at:02}:00:00Z"}, gold, found)
        for at, (gold, found, language) in enumerate(placed)
    ]


MIXED = items(("a", "x", "en"), ("a", "x", "en"), ("a", "y", "fr"), ("b", "x", "en"))


def test_articles_get_the_stories_of_the_filter_and_a_rejected_one_is_alone() -> None:
    placed = grouped(ROWS, dict.fromkeys("1234", b""))
    assert [item.gold for item in placed] == ["flood", "flood", "vote", "vote"]
    assert [item.found for item in placed] == ["1", "1", "3", "rejected 3"]


def test_kept_meanings_are_used_in_place_of_the_model() -> None:
    told = {"1": (90, 90, 0), "2": (0, 0, 90), "3": (90, 90, 0)}
    titles = {"1": "Hochwasser in Weimar", "2": "Parliament votes on pensions", "3": "Weimar under water"}
    rows = [{**ROWS[0], "id": name, "title": title} for name, title in titles.items()]
    placed = grouped(rows, {name: bytes(numbers) for name, numbers in told.items()})
    assert [item.found for item in placed] == ["1", "2", "1"]


def test_what_came_apart_and_what_was_taken_together_is_told() -> None:
    lines = list(report(MIXED, 50))
    assert lines[0] == "4 articles, 2 stories, 2 found"
    assert [line.split() for line in lines if line.startswith(("within", "across", "en-fr"))] == [
        ["within", "one", "1", "1.000", "3", "0.333"],
        ["across", "2", "0.000", "0", "-"],
        ["en-fr", "2", "0.000", "0", "-"],
    ]
    told = [line.strip() for line in lines[lines.index("the 2 worst cost 0.3333") :]]
    assert "1 of 1 in b: en 1; hours 3 to 3, median 3" in told
    assert "1 of 1 in y: fr 1; hours 2 to 2, median 2" in told
    assert "[fr] title 2" in told


def test_only_as_many_stories_as_asked_are_told() -> None:
    assert sum(line.startswith(("1. ", "2. ")) for line in report(MIXED, 1)) == 1


PLACED = st.lists(st.tuples(*[st.sampled_from("abcd")] * 3), min_size=1)


@given(PLACED)
def test_what_stories_cost_is_what_precision_and_recall_lack(placed: Sequence[tuple[str, str, str]]) -> None:
    precision, recall, _ = b_cubed([gold for gold, _, _ in placed], [found for _, found, _ in placed])
    costs = wrongs(items(*placed), precision, recall)
    whole = 2 * (precision**2 * (1 - recall) + recall**2 * (1 - precision)) / (precision + recall) ** 2
    assert sum(one.cost for one in costs) == pytest.approx(whole)
