import pytest

from nutgraf.core.text.language import language_of, primary_tag

ENGLISH = "The ministers met on Tuesday to discuss the new budget, and said that a decision would follow within days."
PAPIAMENTO = (
    "E oficina di haf a bisa diaranson cu e brug lo keda cera pa tres siman mientras ta drecha e parti nan. "
    "Comerciantenan ta spera di perde un kinto parti di nan clientela y a pidi gobierno pa yuda cu e huur."
)
ZULU = "Umasipala uthi abantu abaningi bashonile emva kwezikhukhula ezinkulu, kanti amaphoyisa asaphenya ngodaba lwabo."


@pytest.mark.parametrize(
    ("text", "hint", "expected"),
    [
        (ENGLISH, None, "en"),
        (ENGLISH, "de-DE", "en"),
        ("Die Minister trafen sich am Dienstag, um über den neuen Haushalt zu beraten.", None, "de"),
        ("Поліція розслідує обставини пожежі, яка сталася вночі у центрі міста, повідомили рятувальники.", None, "uk"),
        ("Ok", "fr-CA", "fr"),
        ("Para menteri bertemu pada hari Selasa untuk membahas anggaran baru negara itu di ibu kota.", "id", "id"),
        ("12345", None, None),
        ("Log In", None, None),
        ("Klatch Coffee", None, None),
        ("Klatch Coffee", "vi", "vi"),
        (PAPIAMENTO, None, None),
        (PAPIAMENTO, "en", None),
        (PAPIAMENTO, "pap", "pap"),
        (ZULU, None, None),
        (ZULU, "zu", "zu"),
        (ZULU, "en", None),
        (ENGLISH, "zu", "en"),
        ("", "en_GB", "en"),
        ("", None, None),
        ("\ud800\0", None, None),
    ],
)
def test_language_of(text: str, hint: str | None, expected: str | None) -> None:
    assert language_of(text, hint) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en-GB", "en"),
        ("iw", "he"),
        ("nb_NO", "no"),
        ("zh-Hant-TW", "zh"),
        ("english", None),
        ("x", None),
        (None, None),
    ],
)
def test_primary_tag(tag: str | None, expected: str | None) -> None:
    assert primary_tag(tag) == expected
