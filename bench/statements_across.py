"""Tells how many quotations of meantime are put together with their translations, and how many of these rightly.

Usage: python bench/statements_across.py [--one-story] [--one-speaker] [--kept SHARE] [--seed 1] [--show]

Each of its texts was translated by people, with the quotations in order: two are one statement where the best alignment
of two texts in order has them so. ``--kept`` leaves only that share of the statements in all their languages, and any
other in one; ``--one-story`` makes one story of those of a subject, ``--one-speaker`` has one person say everything.
"""

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations
from typing import NamedTuple, TypeAlias

import numpy as np

from bench.story_sets import rows_of
from nutgraf.core.quotes.find import find_quotes
from nutgraf.engine.statements.said import telling
from nutgraf.engine.statements.statement import Variant, statements
from nutgraf.meaning.vectors import meaning_of_words
from nutgraf.records import Article, Filed, Quote, Score, Speaker

_GAP = 0.22  # a cosine, from which on two quotations at the same place rather are one than two
_ASIDE, _SLOPE = 0.08, 0.8  # how far on in its text a quotation may stand elsewhere, and what more takes away

Key: TypeAlias = tuple[str, int]
Pairs: TypeAlias = set[frozenset[Key]]


class Printed(NamedTuple):
    """A quotation in its article, and how far on it stands in the text."""

    filed: Filed
    quote: Quote
    meaning: bytes
    place: float

    @property
    def key(self) -> Key:
        """What tells it from any other."""
        return self.filed.article.id, self.quote.start


def mended(text: str) -> str:
    """A text in one paragraph with its marks beside the words: the set has a sentence a line, and marks as words."""
    inside, *rest = re.split('"', re.sub(r"``|''", '"', text).replace("\n", " "))
    for number, part in enumerate(rest):
        inside = inside.rstrip() + ("” " + part.lstrip() if number % 2 else " “" + part.strip())
    return re.sub(r" ([,.;:?!)])", r"\1", inside)


def printed() -> dict[str, list[Printed]]:
    """The quotations of each text in all its languages."""
    found: dict[str, list[Printed]] = defaultdict(list)
    for row in rows_of("meantime"):
        text = mended(row["text"])
        article = Article(id=row["id"], capture=row["id"], seen=datetime.now(UTC), text=text, language=row["language"])
        filed = Filed(article=article, quality=Score(total=0), quotes=find_quotes(text, row["language"]))
        for quote, spoken in zip(filed.quotes, telling(filed), strict=True):
            found[row["story"]].append(Printed(filed, quote, meaning_of_words(spoken), quote.start / len(text)))
    return found


def aligned(one: Sequence[Printed], other: Sequence[Printed]) -> Iterator[tuple[Printed, Printed]]:
    """The pairs of the best alignment in order (Needleman and Wunsch, 1970)."""
    best = np.zeros((len(one) + 1, len(other) + 1))
    for (row, first), (column, second) in ((a, b) for a in enumerate(one, 1) for b in enumerate(other, 1)):
        both = best[row - 1, column - 1] + _likeness(first, second)
        best[row, column] = max(both, best[row - 1, column], best[row, column - 1])
    row, column = len(one), len(other)
    while row and column:
        if best[row, column] == best[row - 1, column]:
            row -= 1
        elif best[row, column] == best[row, column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            yield one[row], other[column]


def _likeness(one: Printed, other: Printed) -> float:
    if not one.meaning or not other.meaning:
        return -1.0
    first, second = (np.frombuffer(each.meaning, np.int8).astype(float) for each in (one, other))
    cosine = float(first @ second / np.linalg.norm(first) / np.linalg.norm(second))
    return cosine - _GAP - _SLOPE * max(0.0, abs(one.place - other.place) - _ASIDE)


def truth(texts: Mapping[str, Sequence[Printed]]) -> Pairs:
    """The pairs of quotations in two languages that are one statement."""
    pairs: Pairs = set()
    for quotations in texts.values():
        by_language: dict[str, list[Printed]] = defaultdict(list)
        for one in quotations:
            by_language[one.filed.article.language or ""].append(one)
        for one_language, other in combinations(by_language.values(), 2):
            pairs |= {frozenset((first.key, second.key)) for first, second in aligned(one_language, other)}
    return pairs


def thinned(texts: Mapping[str, Sequence[Printed]], pairs: Pairs, share: float, seed: int) -> set[Key]:
    """The quotations that stay: all of a share of the statements, of any other those of one language."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    parts: dict[Key, set[Key]] = {one.key: {one.key} for some in texts.values() for one in some}
    for first, second in map(sorted, pairs):
        parts[first] |= parts[second]
        parts |= dict.fromkeys(parts[first], parts[first])
    languages = {one.key: one.filed.article.language for some in texts.values() for one in some}
    stay: set[Key] = set()
    for part in sorted({tuple(sorted(part)) for part in parts.values()}):
        only = None if chance.random() < share else chance.choice([languages[key] for key in part])
        stay |= {key for key in part if only in {None, languages[key]}}
    return stay


def put_together(quotations: Sequence[Printed], *, one_speaker: bool) -> list[tuple[Variant, Variant]]:
    """The pairs of prints in two languages that are put together in a story."""
    by_article: dict[str, list[Printed]] = defaultdict(list)
    for one in quotations:
        by_article[one.filed.article.id].append(one)
    anybody = Speaker(start=0, end=1, name="Somebody")
    members, meanings = [], {}
    for name, some in by_article.items():
        quotes = tuple(replaced(one.quote, anybody) if one_speaker else one.quote for one in some)
        first = some[0].filed
        members.append(Filed(article=first.article, quality=first.quality, quotes=quotes))
        meanings[name] = tuple(one.meaning for one in some)
    found = statements(members, meanings)
    pairs = (pair for one in found for pair in combinations(one.variants, 2))
    return [(one, other) for one, other in pairs if one.language != other.language]


def replaced(quote: Quote, speaker: Speaker) -> Quote:
    """The quotation as said by another."""
    return Quote(start=quote.start, end=quote.end, speaker=speaker, partial=quote.partial)


def main() -> None:
    parser = argparse.ArgumentParser(description="Scores statements across languages.")
    parser.add_argument("--one-story", action="store_true")
    parser.add_argument("--one-speaker", action="store_true")
    parser.add_argument("--kept", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    texts = printed()
    same = truth(texts)
    stay = thinned(texts, same, given.kept, given.seed)
    stories: dict[str, list[Printed]] = defaultdict(list)
    for name, quotations in texts.items():
        subject = name.partition("/")[0] if given.one_story else name
        stories[subject] += [one for one in quotations if one.key in stay]
    pairs = [pair for some in stories.values() for pair in put_together(some, one_speaker=given.one_speaker)]
    keys = [frozenset(((one.article, one.start), (other.article, other.start))) for one, other in pairs]
    there, right = sum(pair <= stay for pair in same), sum(pair in same for pair in keys)
    figures = {"quotations": len(stay), "pairs": there, "found": len(pairs), "right": right}
    print(json.dumps(figures | {"precision": right / max(1, len(pairs)), "recall": right / max(1, there)}))
    if given.show:
        for (one, other), key in zip(pairs, keys, strict=True):
            print(key in same, one.language, one.speaker, one.text, "|", other.language, other.speaker, other.text)


if __name__ == "__main__":
    main()
