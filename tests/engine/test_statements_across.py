"""Statements across languages: by hand-made meanings and by who is said to have said them."""

from collections.abc import Mapping
from itertools import permutations

import pytest
from spoken import ABOUT_BOATS, ABOUT_THANKS, BOATS, THANKS, filed, leaning

from nutgraf.engine.statements.across import MEANING, SPEAKER
from nutgraf.engine.statements.said import telling
from nutgraf.engine.statements.statement import Statement, statements
from nutgraf.records import Filed

EN, DE, RU = (filed(language, text, language) for language, text in BOATS.items())
THANKED = filed("thanked", THANKS, "en")
MEANINGS = {"en": (ABOUT_BOATS,), "de": (leaning(60),), "ru": (leaning(60),), "thanked": (ABOUT_THANKS,)}


def kinds(one: Statement) -> list[tuple[str, str | None, str]]:
    return [(variant.article, variant.language, variant.kind) for variant in one.variants]


def together(members: list[Filed], meanings: Mapping[str, tuple[bytes, ...]]) -> set[frozenset[str]]:
    return {frozenset(variant.article for variant in one.variants) for one in statements(members, meanings)}


def test_a_translation_is_the_same_statement_in_another_language() -> None:
    boats, thanks = statements([EN, THANKED, DE, RU], MEANINGS)
    assert kinds(boats) == [("en", "en", "whole"), ("de", "de", "translated"), ("ru", "ru", "translated")]
    assert kinds(thanks) == [("thanked", "en", "whole")]
    assert (boats.speaker, boats.text) == ("Marta Eide", BOATS["en"].partition("”")[0].strip("“"))
    assert [one.text for one in boats.variants] == [
        "",
        "Nach vierzig Minuten hatten wir elf Boote an der Bordwand",
        "Через сорок минут у борта стояли одиннадцать судов",
    ]


def test_it_says_why() -> None:
    (boats,) = statements([EN, RU], MEANINGS)
    first, second = boats.variants
    assert first.reasons == ()
    assert [(one.name, round(one.value, 2), one.note) for one in second.reasons] == [
        (MEANING, 0.6, "at least 0.40 needed"),
        (SPEAKER, 1.0, "Marta Eide = Марта Эйде"),
    ]


def test_without_meanings_it_is_a_statement_of_its_own() -> None:
    alone = {frozenset({"en"}), frozenset({"de"}), frozenset({"ru"})}
    assert together([EN, DE, RU], {}) == alone
    assert together([EN, DE, RU], {"en": (ABOUT_BOATS,), "de": (b"",), "ru": (ABOUT_BOATS, ABOUT_BOATS)}) == alone


def test_the_language_that_most_print_comes_first_and_the_others_are_compared_within_theirs() -> None:
    cut = filed("de2", "„Nach vierzig Minuten hatten wir elf Boote“, sagte Marta Eide.", "de")
    (boats,) = statements([EN, DE, cut], MEANINGS | {"de2": (leaning(60),)})
    assert kinds(boats) == [("de", "de", "whole"), ("de2", "de", "cut"), ("en", "en", "translated")]
    (boats,) = statements([EN, filed("en2", BOATS["en"], "en"), filed("en3", BOATS["en"], "en"), DE, cut], MEANINGS)
    assert [kind for _, _, kind in kinds(boats)] == ["whole", "equal", "equal", "translated", "cut"]
    assert boats.variants[-1].differences[-1] == ("removed", "an der Bordwand")


GERMAN = BOATS["de"]
ANOTHER = GERMAN.replace("Kommandantin Marta Eide", "Piet Corvin")
NOBODY = GERMAN.partition(",")[0]


@pytest.mark.parametrize(
    ("text", "share", "same"),
    [
        (GERMAN, 41, True),
        (GERMAN, 39, False),
        (GERMAN.replace("Kommandantin Marta Eide", "die Kommandantin"), 51, True),
        (ANOTHER, 100, False),
        (NOBODY, 51, True),
        (NOBODY, 49, False),
    ],
)
def test_the_less_is_known_of_who_said_it_the_nearer_it_must_be(text: str, share: int, *, same: bool) -> None:
    other = filed("other", text, "de")
    assert len(statements([EN, other], {"en": (ABOUT_BOATS,), "other": (leaning(share),)})) == (1 if same else 2)


def test_of_two_that_are_as_near_it_is_neither() -> None:
    again = filed("again", "„Elf Schiffe, das war alles nach einer Stunde“, sagte Marta Eide.", "de")
    near = {"en": (ABOUT_BOATS,), "de": (leaning(60),)}
    assert len(statements([EN, DE, again], near | {"again": (leaning(55),)})) == 3
    assert together([EN, DE, again], near | {"again": (leaning(45),)}) == {
        frozenset({"en", "de"}),
        frozenset({"again"}),
    }


def test_within_a_language_words_decide() -> None:
    again = filed("again", "“Eleven boats came to us, in less than an hour,” said Marta Eide.", "en-GB")
    assert len(statements([EN, again], {"en": (ABOUT_BOATS,), "again": (ABOUT_BOATS,)})) == 2
    unknown = filed("unknown", BOATS["de"], None)
    assert len(statements([EN, unknown], {"en": (ABOUT_BOATS,), "unknown": (ABOUT_BOATS,)})) == 2


def test_an_article_that_prints_both_is_counted_once() -> None:
    both = filed("both", f"{BOATS['de']}\n\nSo steht es im Bericht der Küstenwache. {BOATS['en']}", "de")
    (boats,) = statements([EN, both], {"en": (ABOUT_BOATS,), "both": (leaning(60), ABOUT_BOATS)})
    assert kinds(boats) == [("en", "en", "whole"), ("both", "en", "equal")]


def test_the_order_of_the_articles_does_not_change_what_belongs_together() -> None:
    for members in permutations([EN, THANKED, DE, RU]):
        assert together(list(members), MEANINGS) == {frozenset({"en", "de", "ru"}), frozenset({"thanked"})}


@pytest.mark.parametrize(
    ("text", "language", "enough"),
    [
        (BOATS["en"], "en", True),
        ("“It was hard,” said Marta Eide.", "en", False),
        ("李明表示：“没有人处于危险之中。”", "zh", True),
        ("李明表示：“小心水闸。”", "zh", False),
    ],
)
def test_what_is_told_by_its_meaning_says_enough(text: str, language: str, *, enough: bool) -> None:
    (spoken,) = telling(filed("a", text, language))
    assert bool(spoken) == enough
