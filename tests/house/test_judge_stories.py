from typing import Any

import pytest

from bench.judge_stories import CHOICES, ENOUGH, PLAIN, chosen, labelled, told, without
from bench.story_sets import SETS
from nutgraf.engine.likeness.judge import NUMBERS, Numbers

TEXT = "The ferry of Orle ran aground off the mole in thick fog, and all who were on board came ashore in boats. " * 4
ROWS: list[dict[str, Any]] = [
    {"id": "1", "story": "ferry", "title": "Ferry of Orle runs aground in fog", "language": "en", "text": TEXT},
    {"id": "2", "story": "ferry", "title": "Ferry of Orle runs aground in fog", "language": "en", "text": TEXT},
    {"id": "3", "story": "ferry", "title": "Orle ferry aground: all ashore", "language": "en"},
    {"id": "4", "story": "vote", "title": "Parliament votes on a new pension law", "language": "en"},
    {"id": "5", "story": "vote", "title": None},
]


def test_a_set_is_its_reports_with_copies_at_their_originals_and_without_what_is_no_article() -> None:
    one = labelled(ROWS, dict.fromkeys("12345", b""), (2.0, NUMBERS.strange))
    assert one.gold == ["ferry", "ferry", "ferry", "vote"]
    assert one.places == [0, 0, 1, 2]
    assert one.strange.keys() == {2.0, NUMBERS.strange}


def test_figures_by_how_much_is_enough_are_those_of_a_run_of_its_own() -> None:
    one = labelled(ROWS, dict.fromkeys("12345", b""))
    by_enough = one.figures(NUMBERS, (-9.0, 0.39, 9.0))
    assert by_enough == {enough: one.figures(NUMBERS, (enough,))[enough] for enough in by_enough}
    assert by_enough[9.0] == pytest.approx((1.0, 2 / 3, 0.8))
    assert by_enough[0.39] == (1.0, 1.0, 1.0)
    assert by_enough[-9.0] == pytest.approx((0.625, 1.0, 10 / 13))


def table(name: str, numbers: Numbers) -> tuple[float, float, float]:
    """Sets of which each is grouped best by numbers of its own; mixed is nobody's."""
    wanted = NUMBERS._replace(enough=ENOUGH[0], apart=0.5) if name == "basil" else NUMBERS
    return 1.0, 1.0, 0.5 if name == "mixed" else -sum(abs(a - b) for a, b in zip(numbers, wanted, strict=True))


def test_numbers_are_chosen_for_the_mean_of_the_sets_in_view() -> None:
    assert chosen(["ecbplus"], table) == NUMBERS
    assert chosen(["basil"], table) == NUMBERS._replace(enough=ENOUGH[0], apart=0.5)
    assert all(getattr(numbers, name) in values for name, values in CHOICES.items() for numbers in (PLAIN, NUMBERS))


def test_what_a_set_is_made_of_has_no_say_where_it_is_left_out() -> None:
    assert without("mixed", SETS) == ["ecbplus", "googlenews_en", "groundnews_sakhadib"]
    assert without("basil", SETS) == ["meantime", "ecbplus", "wikinews_galaxy", "googlenews_en", "groundnews_sakhadib"]
    assert told("basil", ["basil", "mixed", "ecbplus"], table)["numbers"] == NUMBERS._asdict()
