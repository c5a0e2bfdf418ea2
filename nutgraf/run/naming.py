"""What the store knows of names: of those of a batch that is to be decided, and of an address that somebody gives."""

from collections.abc import Sequence

from nutgraf.engine.pipeline.identity import Memory
from nutgraf.naming import keys_of
from nutgraf.records import Prepared
from nutgraf.store.protocol import Store


def memory_of(store: Store, items: Sequence[Prepared]) -> Memory:
    """What is stored of these items' names, and of the articles that bear them."""
    bearers = store.bearers({name.key for item in items for name in item.names})
    ids = {item.article.id for item in items} | {bearer.article for bearer in bearers.values()}
    known = store.known(list(ids))
    names = store.names_of(list(known))
    given = {article: frozenset(name.key for name in some if name.is_given) for article, some in names.items()}
    return Memory(bearers, known, given)


def article_at(store: Store, url: str) -> str | None:
    """The id of the article that has this address, or was reached by it; None where none is known by it."""
    bearers = store.bearers(keys_of(url))
    return next((bearer.article for bearer in bearers.values()), None)
