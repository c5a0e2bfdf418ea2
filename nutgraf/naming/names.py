"""The names of an article as one capture shows it, strongest first."""

import re
from typing import Final

from nutgraf.naming.addresses import address_key, name_key
from nutgraf.records import Article, Entry, Name, NameKind

_NUMBER: Final = re.compile(r"\D*\d{0,3}\D*")  # what a feed that counts its items would call one
_MANY: Final = 16  # letters from which on even a name without a long number tells


def names_of_article(article: Article, entry: Entry | None) -> tuple[Name, ...]:
    """What an article is called by: its own address, others that lead to it, and its source's name for it.

    An entry whose address is that of other items too has none of its own; one that has no name at all is called by
    its title, as far as its source is known.
    """
    entry = entry or Entry()
    own = () if entry.shares_url else (article.canonical_url,)
    reached = () if entry.shares_url else (article.url, entry.url, article.amp_url)
    found = [
        *_of_addresses("address", own),
        *_of_addresses("reached", reached),
        *_of_source(article, entry.id),
    ]
    if not found and entry.title:
        found = _of_title(article)
    first: dict[str, Name] = {}
    for name in found:
        first.setdefault(name.key, name)
    return tuple(first.values())


def _of_addresses(kind: NameKind, urls: tuple[str | None, ...]) -> list[Name]:
    keys = (address_key(url) for url in urls if url)
    return [Name(key=name_key("address", key), kind=kind) for key in keys if key]


def _of_source(article: Article, given: str | None) -> list[Name]:
    """The source's own name, which another source may have for something else."""
    if not given:
        return []
    address, mark, fragment = given.partition("#")
    key = address_key(address) if "://" in given else None
    kind: NameKind = "number" if key is None and _is_counted(given) else "given"
    return [Name(key=name_key("given", _source(article), f"{key}{mark}{fragment}" if key else given), kind=kind)]


def _of_title(article: Article) -> list[Name]:
    """A title as a name: no more than a place in a list, for a rubric has the same every week."""
    source, title = _source(article), " ".join(article.title.casefold().split())
    return [Name(key=name_key("titled", source, title), kind="number")] if source and title else []


def _source(article: Article) -> str:
    return article.provider.domain or (article.provider.name or "").casefold()


def _is_counted(given: str) -> bool:
    return len(given) < _MANY and _NUMBER.fullmatch(given) is not None
