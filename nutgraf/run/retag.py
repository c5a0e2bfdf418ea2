"""Tagging anew what is stored, when an editor's topics have changed."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from nutgraf.core.topics.tagging import Topics
from nutgraf.records import Tagged
from nutgraf.store.protocol import Store

_BATCH = 100  # articles held in memory; chosen, not measured


def retag(store: Store, topics: Topics, now: datetime) -> Iterator[bool]:
    """Tags every stored article anew, and says of each whether that changed something."""
    articles = store.all_articles()
    while batch := list(islice(articles, _BATCH)):
        tags = {filed.article.id: topics.tag(filed.article) for filed in batch}
        changed = [filed.article.id for filed in batch if filed.tagged != tags[filed.article.id]]
        store.apply([Tagged(article=article, tags=tags[article]) for article in changed], now)
        yield from (filed.article.id in changed for filed in batch)
