"""Opening the store that a command works on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from nutgraf.config import Settings
from nutgraf.core.formats.url import normalise
from nutgraf.errors import NotFound, StoreError
from nutgraf.records import Filed
from nutgraf.store.database import NOT_THERE
from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store


@contextmanager
def opened(settings: Settings, *, create: bool = False) -> Iterator[Store]:
    """The store of the settings; unless ``create``, one that is not there yet is an error instead of an empty one."""
    kind, _, place = settings.store.partition(":///")
    file = place.partition("?")[0].removeprefix("file:")
    if not create and kind == "sqlite" and not os.path.exists(file):  # noqa: PTH110 - also where one may not look
        raise StoreError(settings.store, NOT_THERE)
    store = open_store(settings.store)
    try:
        yield store
    finally:
        store.close()


def article_named(store: Store, named: str) -> Filed:
    """An article by its id, or by an address that it has or was reached by. Raises NotFound, Gone.

    No name are an AMP page that was never read, and an address that several items share: all articles are asked then.
    """
    from nutgraf.run.naming import article_at  # noqa: PLC0415 - the engine, for the one command that asks for names

    address = normalise(named.strip())
    if address is None:
        return store.article(named)
    if bearer := article_at(store, address):
        return store.article(bearer)
    for filed in store.all_articles():
        known = (filed.article.url, filed.article.canonical_url, filed.article.amp_url)
        if address in {normalise(url) for url in known if url}:
            return filed
    raise NotFound(named, "no article has this address")
