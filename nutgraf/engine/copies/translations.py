"""Likely translations: two reports of one story, in two languages, that say the same at the same length.

It is a guess with its evidence. It makes no copy of a report and takes nothing from the number of independent ones.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from math import sqrt
from operator import mul
from typing import NamedTuple

from nutgraf.core.text.plain import words
from nutgraf.engine.copies.overlap import credited, declares
from nutgraf.engine.order import is_earlier
from nutgraf.records import Article, Filed, Reason

# Chosen, not measured.
NEAR = 0.5  # the cosine of the meanings; chosen for those of titles, of which others of one event have about 0.3
NUMBERS_LEAST = 3  # that both texts have
NUMBERS_SHARE = 0.6  # of all different numbers of the two
LENGTHS = 0.5  # the shorter text's words by the longer's
WITHIN = timedelta(hours=48)
_MOST = 80  # reports of a story that are compared with each other, the earliest
_MOST_NOTED = 8
_READ = 10_000  # characters of a text
_DIGITS = range(2, 13)  # many languages write one digit as a word

MEANING = "meaning of title and lead"
NUMBERS = "shared numbers"
LENGTH = "relative length"
HOURS = "hours later"
NAMED = "names the other"

# Digits with what parts them into groups or decimals, which languages do in different ways.
_NUMBER = re.compile(r"\d(?:[.,:'\u2019\u00a0\u202f]?\d)*")


class Likely(NamedTuple):
    """``article`` is likely a translation of ``of``."""

    article: str
    of: str
    reasons: tuple[Reason, ...]


class _Report(NamedTuple):
    article: Article
    published: datetime
    language: str
    meaning: Sequence[int]
    size: float
    numbers: frozenset[str]
    words: int


def likely_translations(members: Sequence[Filed], meanings: Mapping[str, bytes]) -> dict[str, Likely]:
    """The likely translations among a story's articles, by id, each of the earlier report that is nearest.

    ``meanings`` are those of the fingerprints, by article. Copies, and what lacks a text, a meaning, a language or a
    date of publication, are left out; of what remains, the earliest 80 are compared.
    """
    reports = _reports(members, meanings)
    found: dict[str, Likely] = {}
    for number, later in enumerate(reports):
        pairs = ((_nearness(later, earlier), -place) for place, earlier in enumerate(reports[:number]))
        near = [(cosine, place) for cosine, place in pairs if cosine is not None]
        if near:
            cosine, place = max(near)
            found[later.article.id] = _likely(later, reports[-place], cosine)
    return found


def _reports(members: Sequence[Filed], meanings: Mapping[str, bytes]) -> list[_Report]:
    dated = [
        (filed.article.published, filed.article.id, filed.article)
        for filed in members
        if filed.article.published and filed.article.text and filed.article.language and filed.copy is None
    ]
    dated = [one for one in dated if any(meanings.get(one[1], b""))]
    if len({_language(article) for _, _, article in dated}) < 2:  # noqa: PLR2004 - within one language there is none
        return []
    return [_report(article, published, meanings[name]) for published, name, article in sorted(dated)[:_MOST]]


def _report(article: Article, published: datetime, meaning: bytes) -> _Report:
    vector = memoryview(meaning).cast("b").tolist()
    return _Report(
        article=article,
        published=published,
        language=_language(article),
        meaning=vector,
        size=sqrt(sum(map(mul, vector, vector))),
        numbers=frozenset(_numbers(article.text[:_READ])),
        words=len(words(article.text[:_READ], article.language)),
    )


def _language(article: Article) -> str:
    return (article.language or "").partition("-")[0].lower()


def _numbers(text: str) -> Iterator[str]:
    """The numbers of a text, in digits alone."""
    for found in _NUMBER.finditer(text):
        digits = "".join(str(int(character)) for character in found[0] if character.isdecimal())
        if len(digits) in _DIGITS:
            yield digits


def _nearness(later: _Report, earlier: _Report) -> float | None:
    """The cosine of the meanings of two reports of which one is likely a translation of the other, else None."""
    if later.language == earlier.language or later.published - earlier.published > WITHIN:
        return None
    if not is_earlier(earlier.article, later.article) and not _named(later.article, earlier.article):
        return None
    if len(later.numbers & earlier.numbers) < NUMBERS_LEAST or len(later.meaning) != len(earlier.meaning):
        return None
    if _agreed(later, earlier) < NUMBERS_SHARE or _lengths(later, earlier) < LENGTHS:
        return None
    cosine = sum(map(mul, later.meaning, earlier.meaning)) / (later.size * earlier.size)
    return cosine if cosine >= NEAR else None


def _agreed(one: _Report, other: _Report) -> float:
    shared = len(one.numbers & other.numbers)
    return shared / (len(one.numbers) + len(other.numbers) - shared)


def _lengths(one: _Report, other: _Report) -> float:
    return min(one.words, other.words) / max(one.words, other.words, 1)


def _likely(later: _Report, earlier: _Report, cosine: float) -> Likely:
    article, of = later.article, earlier.article
    noted = sorted(later.numbers & earlier.numbers, key=lambda number: (-len(number), number))[:_MOST_NOTED]
    reasons = (
        Reason(name=MEANING, value=cosine, note=f"at least {NEAR:.2f} needed"),
        Reason(name=NUMBERS, value=_agreed(later, earlier), note=", ".join(noted)),
        Reason(name=LENGTH, value=_lengths(later, earlier), note=f"{later.words} and {earlier.words} words"),
        Reason(name=HOURS, value=(later.published - earlier.published) / timedelta(hours=1)),
    )
    if line := _named(article, of):
        return Likely(article.id, of.id, (*reasons, Reason(name=NAMED, value=1.0, note=line)))
    return Likely(article.id, of.id, reasons)


def _named(article: Article, of: Article) -> str:
    return (article.original_url or "") if declares(article, of) else credited(article, of)
