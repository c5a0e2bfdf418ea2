"""The reports of a story as threads, an original and its copies each, by arrival; all, or a page of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

import msgspec

from nutgraf.engine.order import until
from nutgraf.records import Filed
from nutgraf.web.lines import Line, line, outlet_of
from nutgraf.web.shown import Part, View, reasons


class Member(View, frozen=True):
    """An article in its story: why it is there, what it copies, and who copied it."""

    line: Line
    joined: tuple[Part, ...]
    of: str | None = None
    of_outlet: str = "an article elsewhere"
    share: str = ""
    copied: tuple[Part, ...] = ()
    copies: tuple["Member", ...] = ()


class Thread(NamedTuple):
    """An original, and its copies and theirs; ``shown`` of it, in order of arrival."""

    original: Filed
    copies: Sequence[Filed]


def threads_of(members: Sequence[Filed]) -> list[Thread]:
    """Originals in order of arrival, each with its copies, and theirs, in one list under it."""
    present = {filed.article.id: filed for filed in members}
    under: dict[str, list[Filed]] = {}
    for filed in sorted(members, key=arrival):
        under.setdefault(_root(filed, present), []).append(filed)
    return [
        Thread(present[root], [filed for filed in group if filed.article.id != root]) for root, group in under.items()
    ]


def page_of(threads: Sequence[Thread], page: int, size: int) -> list[Thread]:
    """A page of so many reports. A thread that goes on from the page before has its original here, too."""
    rows = list(_rows(threads))[(page - 1) * size : page * size]
    return [
        Thread(threads[number].original, [copy for _, copy in group if copy is not None])
        for number, group in groupby(rows, key=lambda row: row[0])
    ]


def _rows(threads: Sequence[Thread]) -> Iterator[tuple[int, Filed | None]]:
    """The reports in order, each with the number of its thread; None stands for the original."""
    for number, thread in enumerate(threads):
        yield number, None
        for copy in thread.copies:
            yield number, copy


def shown(threads: Sequence[Thread], members: Sequence[Filed], now: datetime) -> list[Member]:
    """Threads as a page shows them, among all the members of their story."""
    present = {filed.article.id: filed for filed in members}
    return [
        member_of(thread.original, present, now, [member_of(copy, present, now) for copy in thread.copies])
        for thread in threads
    ]


def arrival(filed: Filed) -> tuple[bool, datetime, str]:
    """Order of publication; what has no date never counts as earlier than what has one, nor a day than a time in it."""
    return filed.article.published is None, until(filed.article), filed.article.id


def _root(filed: Filed, present: Mapping[str, Filed]) -> str:
    """The member that another goes back to by its copy links, which a damaged store might close to a ring."""
    seen = {filed.article.id}
    while filed.copy and filed.copy.of in present and filed.copy.of not in seen:
        filed = present[filed.copy.of]
        seen.add(filed.article.id)
    return min(seen) if filed.copy and filed.copy.of in seen else filed.article.id


def member_of(filed: Filed, present: Mapping[str, Filed], now: datetime, copies: Sequence[Member] = ()) -> Member:
    """An article as it is shown among ``present`` ones."""
    told = Member(line=line(filed, now), joined=reasons(filed.joined), copies=tuple(copies))
    if filed.copy is None:
        return told
    original = present.get(filed.copy.of)
    return msgspec.structs.replace(
        told,
        of=filed.copy.of,
        of_outlet=outlet_of(original.article) if original else "an article outside this story",
        share=f"{filed.copy.share:.0%}",
        copied=reasons(filed.copy.reasons),
    )
