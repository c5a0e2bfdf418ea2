import sys
from pathlib import Path

import pytest
from article_pages import page
from builders import capture
from msgspec.structs import replace

from bench import extraction_sets, story_sets
from bench.floors import (
    HELD_OUT,
    IN_SAMPLE,
    IN_VIEW,
    JUDGED,
    Score,
    Validation,
    can_validate,
    lacks_peer,
    measure,
    scores,
    told_apart,
    under,
)
from bench.unseen_sites import extracted

QUICK = [score for score in scores() if score.held() and not score.long]
LEARNED = Score(
    script="extraction.py",
    arguments=("extraction/some",),
    floors={"held_out_f1": 0.95, "title": 0.85, "ratio": 3.5},
    learned_by="train_extractor",
)


def skip_without_data(score: Score) -> None:
    if not score.path.exists():
        pytest.skip("the public data for measuring is not beside the repository")


@pytest.mark.slow
@pytest.mark.parametrize(
    "score", [one for one in scores() if one.held() and not one.long], ids=lambda score: score.name
)
def test_accuracy_stays_above_its_floor(score: Score) -> None:
    skip_without_data(score)
    assert list(under(score, score.held(), measure(score))) == []


@pytest.mark.slow
def test_texts_of_unseen_sites_stay_above_their_floors(tmp_path: Path) -> None:
    learned = [score for score in scores() if score.learned_by == "train_extractor"]
    skip_without_data(learned[0])
    if not can_validate():
        pytest.skip("LightGBM, without which nothing can be learned anew, is missing or cannot be loaded")
    validation = Validation(tmp_path)
    faults: list[str] = []
    for score in learned:
        held = {name: floor for name, floor in score.floors.items() if name.startswith(HELD_OUT)}
        faults += under(score, held, told_apart(score, {}, validation.figures(score)))
    assert faults == []


def test_each_set_that_was_learned_from_is_marked() -> None:
    learned = {(score.learned_by, score.arguments[0]) for score in scores() if score.learned_by}
    pages = {("train_extractor", f"extraction/{name}") for name in extraction_sets.SETS}
    assert learned == pages | {("judge_stories", f"stories/{name}.jsonl.gz") for name in story_sets.SETS}


@pytest.mark.parametrize("score", scores(), ids=lambda score: score.name)
def test_a_floor_of_what_was_learned_is_a_held_out_one_and_one_of_what_was_chosen_has_such_a_one_beside_it(
    score: Score,
) -> None:
    judged = JUDGED.get(score.script, set())
    in_sample = [name.removeprefix(IN_SAMPLE) for name in score.floors if name.startswith(IN_SAMPLE)]
    assert not [name for name in score.floors if name in judged]
    assert {name.removeprefix(HELD_OUT) for name in score.floors if name.startswith(HELD_OUT)} <= judged
    if score.script in IN_VIEW:
        assert len(in_sample) == len(score.floors)
    else:
        assert not in_sample or score.learned_by == "judge_stories"
        assert {f"{HELD_OUT}{name}" for name in in_sample} <= score.floors.keys()


def test_figures_are_told_apart_by_whether_the_judge_learned_from_the_set() -> None:
    shipped = {"set": "some", "f1": 0.97, "title": 0.9}
    assert told_apart(LEARNED, shipped, {"set": "some", "f1": 0.95, "title": 0.9}) == {
        "set": "some",
        "in_sample_f1": 0.97,
        "held_out_f1": 0.95,
        "title": 0.9,
    }
    assert told_apart(replace(LEARNED, learned_by=None), shipped, {}) == {
        "set": "some",
        "held_out_f1": 0.97,
        "title": 0.9,
    }
    grouping = Score(script="stories.py", arguments=("stories/some",), floors={}, learned_by="judge_stories")
    assert told_apart(grouping, {"b3_f1": 0.7}, {"b3_f1": 0.6}) == {"in_sample_b3_f1": 0.7, "held_out_b3_f1": 0.6}


def test_what_needs_a_validation_or_a_peer_is_held_where_there_is_one() -> None:
    assert LEARNED.held().keys() == {"title"}
    assert LEARNED.held(validated=True).keys() == {"held_out_f1", "title"}
    assert LEARNED.held(validated=True, timed=True) == LEARNED.floors


def test_a_figure_under_its_floor_is_named() -> None:
    held = LEARNED.held(validated=True)
    assert list(under(LEARNED, held, {"in_sample_f1": 0.99, "held_out_f1": 0.949, "title": 0.85})) == [
        "extraction extraction/some: held_out_f1 is 0.949, under its floor of 0.95"
    ]
    assert list(under(LEARNED, held, {"in_sample_f1": 0.99, "title": 0.85})) == [
        "extraction extraction/some: held_out_f1 is None, under its floor of 0.95"
    ]


# ---------------------------------------------------------------- judges that did not learn from what they judge


def test_each_page_is_judged_by_the_judge_of_its_fold() -> None:
    pages = [capture(name, body=page(), entry=None) for name in ("one", "OTHER", "one more")]
    folds = {"one": 0, "other": 1, "one more": 0}
    rows = list(extracted(pages, folds, [lambda _: 9.0, lambda _: -9.0]))
    assert [(row["capture"], bool(row.get("text"))) for row in rows] == [
        ("one", True),
        ("OTHER", False),
        ("one more", True),
    ]


def test_a_set_that_numbers_were_chosen_on_has_the_figures_of_those_chosen_without_it(tmp_path: Path) -> None:
    (tmp_path / "without_each.jsonl").write_text('{"set": "some", "b3_f1": 0.6}\n{"set": "all"}\n', encoding="utf-8")
    score = Score("stories.py", ("stories/some.jsonl.gz",), {"held_out_b3_f1": 0.7}, learned_by="judge_stories")
    assert told_apart(score, {}, Validation(tmp_path).figures(score)) == {"held_out_b3_f1": 0.6}


def test_a_peer_that_cannot_be_timed_says_why(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.write_text(f'#!/bin/sh\nexec {sys.executable} -S -c "import trafilatura"\n', encoding="utf-8")
    bare.chmod(0o755)
    assert lacks_peer(f"{bare}") == "ModuleNotFoundError: No module named 'trafilatura'"
    assert "No such file" in (lacks_peer(f"{tmp_path / 'none'}") or "")
