"""What is known of the order of articles: of two whose times can be one or the other way round, neither is first."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from nutgraf.records import Article
from nutgraf.records.times import ends

T = TypeVar("T")


def start(article: Article) -> datetime:
    """From when on an article can have been published; when it was seen, where it does not say."""
    return article.published or article.seen


def until(article: Article) -> datetime:
    """Until when an article can have been published: to the end of its day, but not after it was seen."""
    if article.published is None:
        return article.seen
    end = ends(article.published, article.published_precision)
    return max(article.published, min(end, article.seen)) if end > article.published else end


def is_earlier(one: Article, other: Article) -> bool:
    """Whether one is known to be of before another."""
    return until(one) <= start(other) and start(one) < start(other)


def earliest(several: Sequence[T], article: Callable[[T], Article]) -> list[T]:
    """Those than which none is known to be earlier, in their order; what has no date is never before what has one."""
    dated = [one for one in several if article(one).published]
    if not dated:
        return list(several)
    first = min(map(article, dated), key=lambda one: (until(one), start(one)))
    return [one for one in dated if not is_earlier(first, article(one))]
