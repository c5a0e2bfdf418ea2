"""What in a listing tells its items apart: an address or id that several of them have is none of theirs."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from msgspec.structs import replace

from nutgraf.core.text.plain import clean, strip_html
from nutgraf.naming import address_key
from nutgraf.records import Entry


def told_apart(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries of one listing, each with the address and id that are its own.

    Where items of different ids have one address and differ in title or text, it is of none of them. Where items of
    different addresses and titles have one id, that was a mistake, and it is dropped.
    """
    listed = list(entries)
    shared = _common(listed, _address, lambda entry: entry.id, _words)
    repeated = _common(listed, lambda entry: entry.id, _address, lambda entry: clean(entry.title or ""))
    return tuple(
        replace(
            entry,
            id=None if entry.id in repeated else entry.id,
            shares_url=_address(entry) in shared and entry.id is not None,
        )
        if entry.id in repeated or _address(entry) in shared
        else entry
        for entry in listed
    )


def _common(
    entries: list[Entry], name: Callable[[Entry], str | None], *others: Callable[[Entry], Hashable]
) -> set[str]:
    """The names that entries have in common which differ in each of the other respects."""
    named: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if (told := name(entry)) is not None:
            named[told].append(entry)
    several = {told: holders for told, holders in named.items() if len(holders) > 1}
    return {
        told
        for told, holders in several.items()
        if all(len({of(entry) for entry in holders} - {None}) > 1 for of in others)
    }


def _address(entry: Entry) -> str | None:
    return address_key(entry.url) if entry.url else None


def _words(entry: Entry) -> tuple[str, str]:
    return clean(entry.title or ""), clean(strip_html(entry.content or entry.excerpt or ""))
