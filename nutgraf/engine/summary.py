"""A story's summary: what is shown of it, made of its members alone."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from nutgraf.core.score import heat_rank, warmth
from nutgraf.engine.copies.overlap import outlet
from nutgraf.engine.copies.translations import likely_translations
from nutgraf.engine.order import start, until
from nutgraf.records import Article, Known, Precision, Story, Translation
from nutgraf.records.times import stated


def summary(story: str, members: Sequence[Known]) -> Story:
    """The summary of a story over its members, in order of arrival; there must be one.

    Times are those of dated members, unless none is dated. The title is that of the earliest independent member, where
    a day counts as late as it can be.
    """
    articles = [known.article for known in members]
    reports, translations = independent(members)
    dated = [one for one in articles if one.published] or articles
    first, latest = min(dated, key=start), max(dated, key=start)
    ends = start(first), max(map(until, dated))
    warm = warmth([(outlet(one), _within(ends, start(one)), _within(ends, until(one))) for one in reports])
    titled = [one for one in reports if one.title] or [one for one in articles if one.title]
    return Story(
        id=story,
        title=min(titled, key=lambda one: (one.published is None, until(one))).title if titled else "",
        articles=tuple(one.id for one in articles),
        outlets=len({outlet(one) for one in articles}),
        independent=len(reports),
        languages=tuple(sorted({one.language for one in articles if one.language})),
        first=start(first),
        latest=start(latest),
        first_precision=_coarsest([one for one in dated if start(one) == start(first)], start(first)),
        latest_precision=_coarsest(
            [one for one in dated if one is latest or until(one) > start(latest)], start(latest)
        ),
        warmth=warm,
        rank=heat_rank(warm, start(latest)),
        translations=translations,
        affair=next((known.affair for known in members if known.article.id == story), None),
    )


class Reports(NamedTuple):
    """The articles of a story that are reports of their own, and which of the others are likely translations."""

    independent: list[Article]
    translations: tuple[Translation, ...]


def independent(members: Sequence[Known]) -> Reports:
    """The articles that copy no other member and are no likely translations of one, and those that are these.

    There is always one, for the earliest of a story is nobody's translation.
    """
    own = uncopied(members)
    translations = likely_translations(own)
    translated = {one.article for one in translations}
    return Reports([known.article for known in own if known.article.id not in translated], translations)


def uncopied(members: Sequence[Known]) -> list[Known]:
    """The articles that copy no other member, of those that copy the same one elsewhere the first.

    All of them where there is no such, for no story is of no report.
    """
    told = {known.article.id for known in members}
    found: list[Known] = []
    for known in members:
        if known.copy is None or known.copy.of not in told:
            found.append(known)
            told |= {known.copy.of} if known.copy else set()
    return found or list(members)


def _within(ends: tuple[datetime, datetime], at: datetime) -> datetime:
    return min(max(at, ends[0]), ends[1])


def _coarsest(articles: Sequence[Article], at: datetime) -> Precision | None:
    """How exactly it is known that the first or last of some articles, which is one of these, is of that time."""
    known = {one.known_to or "second" for one in articles}
    return stated(at, next((precision for precision in ("day", "minute") if precision in known), "second"))
