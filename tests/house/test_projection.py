from pathlib import Path

import numpy as np
import pytest

from bench.projection import average_precision, declarations, learned, projected

PAGE = """<!doctype html>
<html data-code="x" lang="{tag}" dir="ltr"><body><header><p>Preamble</p></header>{articles}</body></html>"""
ARTICLE = (
    "<article><h2>Article {number}</h2><p>Everyone has &amp; shall have the right to {number} things.</p></article>"
)


def page(tag: str, count: int = 20) -> str:
    return PAGE.format(tag=tag, articles="".join(ARTICLE.format(number=number) for number in range(count)))


def test_declarations_are_read_by_language_in_their_plainest_form(tmp_path: Path) -> None:
    folder = tmp_path / "declaration"
    folder.mkdir()
    for name, told in {
        "a.html": page("sr-Latn", 30),
        "b.html": page("sr", 40),
        "c.html": page("de", 19),
        "d.html": page("tlh"),
        "e.html": "<html><body>",
    }.items():
        (folder / name).write_text(told, "utf-8")
    (language, texts), *others = declarations(tmp_path).items()
    assert (language, len(texts), others) == ("sr", 30, [])
    assert texts[3] == "Everyone has & shall have the right to 3 things."


def test_what_is_learned_leaves_no_language_and_tones_down_what_differs_within_stories() -> None:
    rng = np.random.default_rng(1)
    language = np.eye(6)[:1]
    told = [center + rng.normal(size=(5, 6)) * [1.0, 0.5, 0.1, 0.1, 0.1, 0.1] for center in rng.normal(size=(40, 6))]
    units = [one / np.linalg.norm(one, axis=1, keepdims=True) for one in told]
    found = learned(language, [units])
    assert np.abs(found @ language.T).max() < 1e-9
    assert found[1, 1] == found.diagonal()[1:].min()
    assert average_precision([projected(one, found) for one in units]) > average_precision(units)


def test_average_precision_is_that_of_pairs_by_cosine() -> None:
    one, other = np.array([[1.0, 0.0], [1.0, 0.0]]), np.array([[0.0, 1.0], [0.8, 0.6]])
    assert average_precision([one, one[:1] * -1]) == 1.0
    # by cosine: the pair of `one`, its two pairs with the last, then that of `other`, before two of cosine 0
    assert average_precision([one, other]) == pytest.approx((1 / 1 + 2 / 4) / 2)
