import numpy as np
import pytest
from test_words import article

from nutgraf.meaning.evergreen import THOUSAND, direction, evergreen, share
from nutgraf.meaning.vectors import meaning_of

GUIDES = [
    "The 10 Best Coffee Makers of 2025, Tested and Reviewed",
    "How to Choose the Right Running Shoes: A Beginner's Guide",
    "Die 10 besten Kaffeemaschinen im Vergleich",
    "Comment choisir un vélo électrique : le guide complet",
    "Cómo invertir en fondos indexados: guía para principiantes",
    "Как выбрать ноутбук: полное руководство",
    "初心者のための株式投資ガイド",
    "كيف تختار أفضل هاتف ذكي: دليل كامل",
    "Jak urządzić małe mieszkanie: 15 pomysłów",
]
NEWS = [
    "Ferry with 300 people aboard sinks off the coast",
    "What we know about the crash of flight 212",
    "Explainer: why farmers are protesting in Brussels",
    "Apple unveils new iPhone with better camera",
    "Bundestag beschließt Rentenreform mit knapper Mehrheit",
    "Séisme en Turquie : au moins 12 morts",
    "Центробанк повысил ключевую ставку до 9 процентов",
    "首相が辞任を表明、後任選びへ",
    "زلزال يضرب شمال المغرب ومقتل العشرات",
    "Wybory w Polsce: frekwencja rekordowa",
]


@pytest.mark.parametrize("title", GUIDES)
def test_a_guide_is_for_any_day_in_any_language(title: str) -> None:
    assert evergreen(meaning_of(article(title))) > THOUSAND / 2


@pytest.mark.parametrize("title", NEWS)
def test_news_is_of_a_day(title: str) -> None:
    assert evergreen(meaning_of(article(title))) < THOUSAND / 5


@pytest.mark.parametrize("meaning", [b"", bytes(384), b"\x01\x02\x03"])
def test_nothing_is_said_of_what_nobody_knows_the_meaning_of(meaning: bytes) -> None:
    assert evergreen(meaning) == 0


def test_a_vector_of_any_length_is_judged_by_where_it_points() -> None:
    weights = direction().weights
    told = np.sign(weights).astype(np.int8)
    assert share(told.tobytes(), direction()) == share((told * 100).astype(np.int8).tobytes(), direction())
    assert share(told.tobytes(), direction()) > THOUSAND / 2 > share((-told).tobytes(), direction())
    assert weights.size == len(meaning_of(article("Ferry sinks")))
