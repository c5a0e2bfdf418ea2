"""A story's summary: what is shown of it, made of its members alone."""

from collections.abc import Sequence
from datetime import datetime

from nutgraf.core.score import heat_rank, warmth
from nutgraf.engine.overlap import outlet
from nutgraf.records import Article, Known, Story


def summary(story: str, members: Sequence[Known]) -> Story:
    """The summary of a story over its members, in order of arrival; there must be one.

    Times are those of dated members, unless none is dated. The title is that of the earliest independent member.
    """
    articles = [known.article for known in members]
    reports = independent(members)
    first, latest = _span(articles)
    warm = warmth([(outlet(one), min(max(one.published or one.seen, first), latest)) for one in reports])
    titled = [one for one in reports if one.title] or [one for one in articles if one.title]
    return Story(
        id=story,
        title=min(titled, key=lambda one: (one.published is None, one.published or one.seen)).title if titled else "",
        articles=tuple(one.id for one in articles),
        outlets=len({outlet(one) for one in articles}),
        independent=len(reports),
        languages=tuple(sorted({one.language for one in articles if one.language})),
        first=first,
        latest=latest,
        warmth=warm,
        rank=heat_rank(warm, latest),
        affair=next((known.affair for known in members if known.article.id == story), None),
    )


def independent(members: Sequence[Known]) -> list[Article]:
    """The articles that copy no other member, of those that copy the same one elsewhere the first.

    All of them where there is no such, for no story is of no report.
    """
    told = {known.article.id for known in members}
    found: list[Article] = []
    for known in members:
        if known.copy is None or known.copy.of not in told:
            found.append(known.article)
            told |= {known.copy.of} if known.copy else set()
    return found or [known.article for known in members]


def _span(articles: Sequence[Article]) -> tuple[datetime, datetime]:
    times = [one.published for one in articles if one.published] or [one.seen for one in articles]
    return min(times), max(times)
