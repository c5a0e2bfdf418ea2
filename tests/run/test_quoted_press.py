"""The statements of the sample press that it prints in several languages: for each, words by language."""

from collections import defaultdict
from itertools import combinations

import pytest
from spoken import filed

from nutgraf.engine.statements.said import telling
from nutgraf.engine.statements.statement import Variant, statements
from nutgraf.meaning.vectors import meaning_of_words
from nutgraf.records import Filed
from sample_press.content import load_edition

pytestmark = pytest.mark.slow  # the model reads every quotation

PRINTED = {
    "battery": ["rails|Gleise"],
    "comet": ["mirror|espelho|зеркало", "me eché a reír|laughed out loud", "bring tea|お茶"],
    "desalination": ["dix étés|عشرة أصياف|diez veranos"],
    "ferry": [
        "onze bateaux|once barcos|eleven boats|onze barcos|elf Boote|أحد عشر|одиннадцать",
        "الميل شديدا|La coque|She was leaning",
    ],
    "icebreaker": ["went to bed in ice|Ложились"],
    "museum": ["connaissaient les lieux|knew the building"],
    "quake": ["شاحنة|camión|トラック|heavy lorry|грузовик", "斜面|slopes that"],
    "quota": ["repartido|gâteau|bolo|smaller cake|Пирог"],
    "rates": ["impatients|impatient|ungeduldig|せっかち"],
}


def across(members: list[Filed], story: str) -> tuple[int, int, int]:
    """Pairs of prints in two languages: those put together, those of them rightly, and all that are one statement."""
    texts = {one.article.id: one.article.text for one in members}
    meanings = {one.article.id: tuple(map(meaning_of_words, telling(one))) for one in members}
    found = statements(members, meanings)

    def which(one: Variant) -> int | None:
        said = texts[one.article][one.start : one.end]
        rows = enumerate(PRINTED.get(story, []))
        return next((number for number, row in rows if any(word in said for word in row.split("|"))), None)

    def pairs(variants: list[Variant]) -> list[tuple[Variant, Variant]]:
        return [(one, other) for one, other in combinations(variants, 2) if one.language != other.language]

    joined = [pair for one in found for pair in pairs(list(one.variants))]
    every = pairs([variant for one in found for variant in one.variants])
    right = [which(one) == which(other) is not None for one, other in joined]
    return len(joined), sum(right), sum(which(one) == which(other) is not None for one, other in every)


def test_they_are_found_and_nothing_else_is_put_together() -> None:
    stories: dict[str, list[Filed]] = defaultdict(list)
    for key, piece in load_edition().pieces.items():
        stories[piece.story].append(filed(key, piece.body, piece.language))
    joined, right, there = map(sum, zip(*(across(members, story) for story, members in stories.items()), strict=True))
    assert right == joined
    assert there == 123
    assert joined >= 112
