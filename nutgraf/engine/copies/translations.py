"""Likely translations: two reports of one story, in two languages, that say the same things in one order.

A translation keeps the numbers and most names of its original, each where it stood: reports of their own that tell of
the same event share them as well, and tell them in another order, at other places. It is a guess with its evidence, and
makes no copy of a report; but who translated has not reported, and does not count as independent.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import sqrt
from operator import mul
from typing import NamedTuple

from nutgraf.core.fingerprint.landmarks import (
    Landmarks,
    fewer,
    fewer_numbers,
    in_step,
    numbers,
    plain_number,
    shared,
    unpacked,
)
from nutgraf.engine.copies.overlap import common_credit, credited, declares
from nutgraf.engine.order import is_earlier, start
from nutgraf.records import Article, Known, Reason, Translation

# docs/decisions/0031: measured where nothing else is said.
LEAST = 3  # landmarks in step that are needed besides their share
NAMED_LEAST = 2  # where one names the other
SHARE = 0.35  # of the landmarks of the text with fewer
NEAR = 0.4  # the cosine of the meanings
NUMBERS_SHARE = 0.5  # of the numbers of the text with fewer
LENGTHS = 0.5  # the shorter text's words by the longer's
WITHIN = timedelta(hours=48)  # chosen, not measured
MOST = 48  # reports of a story that are compared with each other, the earliest
_MOST_NOTED = 8
_ONE_LANGUAGE = {"nb": "no", "nn": "no"}

LANDMARKS = "names and numbers in step"
MEANING = "meaning of title and lead"
NUMBERS = "shared numbers"
LENGTH = "relative length"
HOURS = "hours later"
NAMED = "names the other"


class _Report(NamedTuple):
    known: Known
    language: str
    marks: Landmarks


class _Pair(NamedTuple):
    """Two reports with the landmarks that they share, ``of`` those of the text with fewer."""

    later: _Report
    earlier: _Report
    codes: set[int]
    of: int

    @property
    def articles(self) -> tuple[Article, Article]:
        return self.later.known.article, self.earlier.known.article


def likely_translations(reports: Sequence[Known]) -> tuple[Translation, ...]:
    """The likely translations among reports of a story of which none copies another, each of the earlier one likest it.

    What lacks a text, a meaning or a language is left out; of what remains, the earliest 48 are compared. The order in
    which they are given is of no matter.
    """
    found = _reports(reports)
    likely: dict[str, Translation] = {}
    for number, later in enumerate(found):
        pair = next(filter(_is_likely, _pairs(later, found[:number])), None)
        if pair is not None:
            article, of = pair.articles
            if not is_earlier(of, article) and _source(of, article) and of.id not in likely:
                article, of = of, article
            likely[article.id] = Translation(article=article.id, of=of.id, reasons=_reasons(pair))
    return tuple(likely.values())


def _reports(reports: Sequence[Known]) -> list[_Report]:
    """Reports that can be compared, earliest first; none where all are in one language."""
    found = [known for known in reports if known.fingerprint.landmarks and any(known.fingerprint.meaning)]
    if len({_language(known.article) for known in found} - {""}) < 2:  # noqa: PLR2004 - within one language there is none
        return []
    known = sorted((one for one in found if one.article.language), key=lambda one: _place(one.article))
    return [_Report(one, _language(one.article), unpacked(one.fingerprint.landmarks)) for one in known[:MOST]]


def _language(article: Article) -> str:
    primary = (article.language or "").partition("-")[0].lower()
    return _ONE_LANGUAGE.get(primary, primary)


def _place(article: Article) -> tuple[bool, datetime, str]:
    """What orders reports: undated ones are last."""
    return article.published is None, start(article), article.id


def _pairs(later: _Report, earlier: Sequence[_Report]) -> list[_Pair]:
    """A report with each earlier one in another language that has enough of its landmarks, likest first."""
    enough: list[_Pair] = []
    for one in earlier:
        if one.language == later.language:
            continue
        codes = shared(later.marks, one.marks)
        if len(codes) > NAMED_LEAST and len(codes) >= _needed(of := fewer(later.marks, one.marks), NAMED_LEAST):
            enough.append(_Pair(later, one, codes, of))
    return sorted(enough, key=lambda pair: -len(pair.codes) / pair.of)


def _needed(of: int, least: int) -> float:
    return SHARE * of + least


def _is_likely(pair: _Pair) -> bool:
    return (
        _can_be(*pair.articles)
        and _may_be(pair.later.known, pair.earlier.known)
        and _lengths(pair) >= LENGTHS
        and _numbers(pair)[1] >= NUMBERS_SHARE
        and _in_step(pair) >= _needed(pair.of, NAMED_LEAST if _named(*pair.articles) else LEAST)
        and _cosine(pair) >= NEAR
    )


def _can_be(article: Article, of: Article) -> bool:
    """Whether no time speaks against it."""
    return not article.published or not of.published or article.published - of.published <= WITHIN


def _may_be(known: Known, other: Known) -> bool:
    """Whether no editor said that neither is taken from the other."""
    return known.article.id not in other.cut and other.article.id not in known.cut


def _in_step(pair: _Pair) -> int:
    return in_step(pair.later.marks, pair.earlier.marks)


def _numbers(pair: _Pair) -> tuple[list[int], float]:
    """The numbers that both texts have, and what share of those of the text with fewer; all, where it has none."""
    both, of = numbers(pair.codes), fewer_numbers(pair.later.marks, pair.earlier.marks)
    return both, len(both) / of if of else 1.0


def _words(pair: _Pair) -> tuple[int, int]:
    return pair.later.known.fingerprint.shingles, pair.earlier.known.fingerprint.shingles


def _lengths(pair: _Pair) -> float:
    return min(_words(pair)) / max(1, *_words(pair))


def _cosine(pair: _Pair) -> float:
    """The cosine of two meanings, 0 for those of two models."""
    one, other = (
        memoryview(report.known.fingerprint.meaning).cast("b").tolist() for report in (pair.later, pair.earlier)
    )
    if len(one) != len(other):
        return 0.0
    cosine: float = sum(map(mul, one, other)) / sqrt(sum(map(mul, one, one)) * sum(map(mul, other, other)))
    return cosine


def _reasons(pair: _Pair) -> tuple[Reason, ...]:
    article, of = pair.articles
    both, share = _numbers(pair)
    later, earlier = _words(pair)
    reasons = [
        Reason(name=LANDMARKS, value=_in_step(pair), note=f"of {pair.of}"),
        Reason(name=MEANING, value=_cosine(pair), note=f"at least {NEAR:.2f} needed"),
        Reason(name=LENGTH, value=_lengths(pair), note=f"{later} and {earlier} runs of words"),
    ]
    if both:
        plain = sorted(filter(None, map(plain_number, both)), reverse=True)
        reasons.append(Reason(name=NUMBERS, value=share, note=", ".join(map(str, plain[:_MOST_NOTED]))))
    if article.published and of.published:
        hours = (article.published - of.published) / timedelta(hours=1)
        note = "" if is_earlier(of, article) else "which was first is not known"
        reasons.append(Reason(name=HOURS, value=hours, note=note))
    if named := _named(article, of):
        reasons.append(Reason(name=NAMED, value=1.0, note=named))
    return tuple(reasons)


def _named(article: Article, of: Article) -> str:
    """What one of two says by which the other is its source, or both name one agency; "" where neither does."""
    return _source(article, of) or _source(of, article) or common_credit(article, of)


def _source(article: Article, of: Article) -> str:
    """What an article says by which another is its source, "" where it does not."""
    return (article.original_url or "") if declares(article, of) else credited(article, of)
