import importlib.util
from pathlib import Path

import pytest

from nutgraf.core.fingerprint.rarity import RAREST, rarity
from nutgraf.meaning.weights import Weights, shipped

SCRIPT = Path(__file__).parents[3] / "tools" / "common_words.py"


def test_words_that_no_table_has_are_the_rarest() -> None:
    assert rarity("thiruvananthapuram") == rarity("") == RAREST


@pytest.mark.parametrize(("common", "rarer"), [("the", "new"), ("der", "politik"), ("на", "года"), ("日本", "東京湾")])
def test_common_words_are_less_rare_in_any_language(common: str, rarer: str) -> None:
    assert 0 < rarity(common) < rarity(rarer) <= RAREST


def test_the_table_is_what_its_script_writes() -> None:
    spec = importlib.util.spec_from_file_location("common_words", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.written(module.levels(Weights(shipped()).pieces)) == module.WORDS.read_text("utf-8")
