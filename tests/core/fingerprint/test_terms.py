from engine_cases import WIRE, article

from nutgraf.core.fingerprint.terms import MAX_TERMS, TITLE_WEIGHT, terms


def test_title_words_weigh_more_and_function_words_nothing() -> None:
    found = terms(article(1, "The crane was old.", title="The crane and the ship", excerpt=""))
    assert found == {"crane": TITLE_WEIGHT + 1, "ship": TITLE_WEIGHT, "old": 1.0}


def test_terms_are_few_and_their_weights_sum_exactly() -> None:
    found = terms(article(1, " ".join(f"word{n}" for n in range(1000))))
    assert len(found) <= MAX_TERMS
    assert all((weight * 8).is_integer() for weight in found.values())


def test_scripts_without_spaces_have_terms() -> None:
    assert "北京" in terms(article(1, "", title="北京大雨", language="zh"))


def test_no_words_no_terms() -> None:
    assert terms(article(1, "", title="", excerpt="")) == {}
    assert terms(article(1, WIRE)) == terms(article(1, WIRE))
