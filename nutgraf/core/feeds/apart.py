"""What in a listing tells its items apart: an address or id that several of them have is none of theirs."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Final

from msgspec.structs import replace

from nutgraf.core.text.plain import clean, strip_html, words
from nutgraf.naming import address_key
from nutgraf.records import Entry

_OTHER_TITLE: Final = 0.5  # of the words; this and the next chosen, not measured
_OTHER_TEXT: Final = 0.2


def told_apart(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries of one listing, each with the address and id that are its own.

    Where items of different ids have one address and differ in title or text, it is of none of them. Where items of
    different addresses and titles have one id, that was a mistake, and it is dropped. What nothing else tells apart is
    so told by title and text together.
    """
    listed = list(entries)
    repeated = _common(listed, _id, _address, lambda entry: clean(entry.title or "")) | _of_unlike(listed, _id)
    named = [replace(entry, id=None) if entry.id in repeated else entry for entry in listed]
    without_id = [entry for entry in named if entry.id is None]
    shared = _common(named, _address, _id, _words) | _of_unlike(without_id, _address)
    return tuple(replace(entry, shares_url=True) if _address(entry) in shared else entry for entry in named)


def _of_unlike(entries: list[Entry], name: Callable[[Entry], str | None]) -> set[str]:
    """The names that entries have in common of which each has hardly a word of the one before it."""
    return {told for told, holders in _several(entries, name).items() if all(map(_are_unlike, holders, holders[1:]))}


def _are_unlike(one: Entry, other: Entry) -> bool:
    """Whether title and text of two entries are of other words."""
    (title, text), (other_title, other_text) = _words(one), _words(other)
    return _share(title, other_title) < _OTHER_TITLE and _share(text, other_text) < _OTHER_TEXT


def _share(one: str, other: str) -> float:
    """How many of the words of the one that has more of them are in both; of none nothing can be said."""
    mine, others = set(words(one)), set(words(other))
    return len(mine & others) / max(len(mine), len(others)) if mine and others else 1


def _common(
    entries: list[Entry], name: Callable[[Entry], str | None], *others: Callable[[Entry], Hashable]
) -> set[str]:
    """The names that entries have in common which differ in each of the other respects."""
    return {
        told
        for told, holders in _several(entries, name).items()
        if all(len({of(entry) for entry in holders} - {None}) > 1 for of in others)
    }


def _several(entries: list[Entry], name: Callable[[Entry], str | None]) -> dict[str, list[Entry]]:
    named: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if (told := name(entry)) is not None:
            named[told].append(entry)
    return {told: holders for told, holders in named.items() if len(holders) > 1}


def _id(entry: Entry) -> str | None:
    return entry.id


def _address(entry: Entry) -> str | None:
    return address_key(entry.url) if entry.url else None


def _words(entry: Entry) -> tuple[str, str]:
    return clean(entry.title or ""), clean(strip_html(entry.content or entry.excerpt or ""))
