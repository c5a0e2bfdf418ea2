"""Which of several articles with one text is the original."""

from collections.abc import Sequence

from nutgraf.engine.copies.overlap import credited, outlet
from nutgraf.engine.order import earliest, until
from nutgraf.engine.window.copy_index import urls
from nutgraf.records import Article, Known


def original_of(group: Sequence[Known]) -> Known:
    """The one the others name as their source; else the first published, then the first come (``group`` is in order).

    Who names another member as its source is the original only when all do. An undated article is never earlier than
    a dated one, and one of which only the day is known no earlier than others of that day.
    """
    named = _named(group)
    named_ones = set(named.values())
    eligible = [known for known in group if known.article.id not in named] or list(group)
    sources = [known for known in eligible if known.article.id in named_ones]
    return earliest(sources or eligible, lambda known: known.article)[0]


def _named(group: Sequence[Known]) -> dict[str, str]:
    """For each article that names another of the group as its source, the id of that one."""
    by_url = {url: known.article for known in reversed(group) for url in urls(known.article)}
    first: dict[str, Article] = {}
    for known in sorted(group, key=lambda known: (known.article.published is None, until(known.article))):
        first.setdefault(outlet(known.article), known.article)
    found: dict[str, str] = {}
    for known in group:
        article = known.article
        source = by_url.get(article.original_url or "") or _credited(article, first)
        if source and source.id != article.id:
            found[article.id] = source.id
    return found


def _credited(article: Article, first: dict[str, Article]) -> Article | None:
    """The article of the other outlet that the credit line names."""
    return next((source for source in first.values() if credited(article, source)), None) if article.credit else None
