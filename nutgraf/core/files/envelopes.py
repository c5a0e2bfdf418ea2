"""Rows out of what an interface answers: a list somewhere in an object (``{"articles": [...]}``), or a row itself."""

from typing import Final, TypeGuard

from nutgraf.core.files.row_names import NO_NAMES, Names, Row, by_our_names

_DEPTH: Final = 4  # chosen, not measured
_TITLED: Final = ("title", "excerpt")
_TEXTS: Final = ("text", "markup")
# What lists of articles are called where what holds them has a title of its own, as a feed has.
_LISTS: Final = frozenset(
    "articles items item results data docs documents entries entry posts news rows hits stories records value list "
    "edges nodes response feed rss channel content".split()
)


def rows_in(document: object, names: Names = NO_NAMES) -> list[object] | None:
    """The rows that a decoded document lists; None where it is a row itself, or nothing that holds some.

    ``names`` are those that the user gave to fields.
    """
    if isinstance(document, list):
        return [row for one in document for row in (rows_in(one, names) or [one])]
    if not isinstance(document, dict) or not any(isinstance(value, list | dict) for value in document.values()):
        return None
    said = by_our_names({name: value for name, value in document.items() if not _is_list_of_objects(value)}, names)
    if any(said.get(field) for field in _TEXTS):
        return None
    return _listed(document, names, _LISTS if any(said.get(field) for field in _TITLED) else None, _DEPTH)


def _listed(holder: Row, names: Names, among: frozenset[str] | None, depth: int) -> list[object] | None:
    """The longest list of rows in an object; ``among`` are the names that it may have, if not all."""
    held = [value for name, value in holder.items() if among is None or name.lower() in among]
    lists = [value for value in held if _is_list_of_objects(value) and _are_rows(value, names)]
    if lists:
        return max(lists, key=len)
    deeper = (_listed(value, names, among, depth - 1) for value in held if isinstance(value, dict) and depth)
    return max(filter(None, deeper), key=len, default=None)


def _is_list_of_objects(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def _are_rows(values: list[object], names: Names) -> bool:
    """Whether most of a list says something of an article, as lists of authors or pictures do not."""
    told = [value for value in values if isinstance(value, dict) and _is_row(value, names)]
    return 2 * len(told) > len(values)


def _is_row(value: Row, names: Names) -> bool:
    """Whether an object has a title or text and one more of what tells an article."""
    found = by_our_names(value, names)
    said = [field for field in (*_TITLED, *_TEXTS, "url", "canonical_url") if found.get(field)]
    return not {"title", *_TEXTS}.isdisjoint(said) and len(said) > 1
