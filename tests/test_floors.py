import pytest

from bench.floors import SHARED, Score, measure, scores, under


@pytest.mark.slow
@pytest.mark.parametrize("score", scores(), ids=lambda score: score.name)
def test_accuracy_stays_above_its_floor(score: Score) -> None:
    if not (SHARED / "bench" / score.script).exists():
        pytest.skip("the public data for measuring is not beside the repository")
    assert list(under(score, measure(score))) == []


def test_a_figure_under_its_floor_is_named() -> None:
    score = Score(script="quotes.py", arguments=("quotes/some",), floors={"span_f1": 0.9, "attributed_f1": 0.8})
    assert list(under(score, {"span_f1": 0.95, "attributed_f1": 0.79})) == [
        "quotes quotes/some: attributed_f1 is 0.79, under its floor of 0.8"
    ]
