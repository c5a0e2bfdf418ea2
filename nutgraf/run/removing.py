"""Removing what somebody named: an article, all that a source brought, or what an import did.

    store -> of_article | of_source | of_import -> Removal (its changes) -> store.apply

Nothing is written but by ``carry_out``: what is planned on the store as it is says what would be done.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import TypeAlias

from msgspec.structs import replace

from nutgraf.core.formats.url import article_id, normalise
from nutgraf.engine.editing.edits import draft_of
from nutgraf.engine.editing.removing import names_to_bar, names_to_turn_away, put_back, settled, take_out
from nutgraf.engine.pipeline.prepare import Meaning, fingerprint_of, prepare
from nutgraf.engine.window.draft import Draft
from nutgraf.errors import Gone, NotFound
from nutgraf.meaning.vectors import meaning_of
from nutgraf.naming import keys_of
from nutgraf.records import (
    REMOVED,
    Brought,
    Capture,
    CaptureDecided,
    Change,
    Import,
    ImportUndone,
    Known,
    Prepared,
    Record,
    Rejected,
    RemovedBy,
    Source,
    SourceRemoved,
)
from nutgraf.run.naming import article_at
from nutgraf.store.protocol import Store

_Item: TypeAlias = tuple[Capture, Prepared | Rejected]
_ON_THE_DESK = re.compile(r"/articles/([0-9a-f]{16})(?:[/?#]|\Z)")
_NAMED = 5  # imports that an error names


class Removal(Record, frozen=True):
    """What is to be removed: articles, the stories that end with them, sources.

    ``restored`` are articles that an import revised and that get their former state back; ``left`` those that stay as
    they are, for others brought or revised them as well.
    """

    changes: tuple[Change, ...]
    articles: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    restored: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def carry_out(store: Store, plan: Callable[[Store], Removal], now: datetime) -> Removal:
    """Plans and removes, while nobody else writes. Raises what the plan does, and StoreError."""
    with store.alone() as alone:
        removal = plan(alone)
        alone.apply(removal.changes, now)
    return removal


def of_named(store: Store, target: str) -> Removal:
    """The removal of a source or an article: of a source by its address or id, of an article by its id or an address.

    Where one address is of both, it is the source's, and where one id is, the article's. Raises NotFound, also where
    it was removed before.
    """
    address = normalise(target.strip())
    sources = store.sources()
    if source := next((one for one in sources if one.url in (address, target)), None):
        return of_source(store, source)
    ids = [target, *_at(store, address), *_on_the_desk(target)]
    if filed := store.articles(ids):
        return of_article(store, filed[0].article.id)
    if source := next((one for one in sources if one.id == target), None):
        return of_source(store, source)
    if store.removed(ids) or store.unwatched(ids):
        raise Gone(target, "was removed before")
    told = "no article has this id or address, and no source: `nutgraf search` and `nutgraf sources` list them"
    raise NotFound(target, told)


def _at(store: Store, address: str | None) -> list[str]:
    """The ids that the article with an address has, or may have had."""
    if address is None:
        return []
    named = article_at(store, address)
    return [article_id(address), *([named] if named else []), *keys_of(address)]


def _on_the_desk(address: str) -> list[str]:
    """The id of the article whose page on the desk, or in the API, has this address."""
    found = _ON_THE_DESK.search(address)
    return [found[1]] if found else []


def of_article(store: Store, article: str) -> Removal:
    """The removal of one article."""
    return _removal(store, [article], "article", article)


def of_source(store: Store, source: Source) -> Removal:
    """The removal of a source, of the feeds found on it, and of the articles that nothing else brought."""
    sources = [source, *(one for one in store.sources() if one.found_on == source.id and one.id != source.id)]
    ids = {one.id for one in sources}
    mine = [brought for one in sources for brought in store.brought_by(source=one.id)]
    articles = _articles(mine)
    shared = _articles(one for one in store.brought_to(list(articles)) if one.source not in ids)
    going = [article for article in articles if article not in shared]
    removal = _removal(store, going, "source", source.id)
    changes = (*(SourceRemoved(source=one.id) for one in sources), *_rejected(mine), *removal.changes)
    return replace(removal, changes=changes, sources=tuple(sources), left=tuple(shared))


def of_import(store: Store, number: int, meaning: Meaning | None = meaning_of) -> Removal:
    """The removal of what an import added, with the former states of what it revised. Raises NotFound.

    ``meaning`` tells what these mean, as when they were decided.
    """
    import_ = _import(store, number)
    mine = store.brought_by(turn=import_.turn)
    captures = {one.capture for one in mine}
    articles = _articles(mine)
    shared = _articles(one for one in store.brought_to(list(articles)) if one.capture not in captures)
    going = [article for article in _articles(one for one in mine if one.outcome == "added") if article not in shared]
    revised = _articles(one for one in mine if one.outcome in {"added", "revised"}).keys() - set(going)
    former = _former(store, sorted(revised), captures, meaning)
    removal = _removal(store, going, "import", str(number), former)
    restored = tuple(item.article.id for item in former)
    left = tuple(sorted(revised - set(restored)))
    changes = (*_rejected(mine), *removal.changes, ImportUndone(number=number))
    return replace(removal, changes=changes, restored=restored, left=left)


def _import(store: Store, number: int) -> Import:
    imports = store.imports()
    there = [one for one in imports if one.state != "undone"]
    for one in there:
        if one.number == number:
            return one
    if any(one.number == number for one in imports):
        raise Gone(f"import {number}", "was removed before")
    latest = ", ".join(f"{one.number} ({' '.join(one.paths)})" for one in reversed(there[-_NAMED:]))
    raise NotFound(f"import {number}", f"there is none of that number; the latest: {latest or 'none'}")


def _articles(brought: Iterable[Brought]) -> dict[str, None]:
    return {one.article: None for one in brought if one.article}


def _rejected(brought: Iterable[Brought]) -> list[CaptureDecided]:
    """What waits and is to be removed is decided so; whoever else prepares it just now learns of that."""
    waiting = [one.capture for one in brought if one.outcome is None]
    detail = "what brought it was removed"
    return [CaptureDecided(capture=one, outcome="rejected", reason=REMOVED, detail=detail) for one in waiting]


# ---------------------------------------------------------------- how


def _removal(
    store: Store, articles: Sequence[str], by: RemovedBy, target: str, former: Sequence[Prepared] = ()
) -> Removal:
    known = store.known(articles)
    draft = _draft(store, [*known.values(), *store.known([item.article.id for item in former]).values()])
    others = {} if by == "import" else _other_names(store, known.values())
    stories = take_out(draft, list(known), by, target, others)
    for item in former:
        stories |= put_back(draft, item)
    theirs = {one.story or one.article.id for one in known.values()}
    ended = {story for story in theirs if known.keys() >= set(draft.window.members(story))}
    changes = settled(draft, stories)
    return Removal(changes=changes, articles=tuple(known), stories=tuple(sorted(ended)))


def _draft(store: Store, known: Sequence[Known]) -> Draft:
    """All that removing some articles can concern: their stories, and those of whom copies them or copies with them."""
    roots = dict.fromkeys(root for one in known for root in (one.article.id, one.copy.of if one.copy else "") if root)
    around = store.known([copy for root in roots for copy in store.copies(root)])
    stories = {one.story or one.article.id for one in (*known, *around.values())}
    return draft_of(store.members(sorted(stories)))


def _other_names(store: Store, known: Collection[Known]) -> dict[str, set[str]]:
    """The ids by which else an article might come again, but for those of other articles."""
    called = store.names_of([one.article.id for one in known])
    names = {one.article.id: names_to_bar(one.article, called.get(one.article.id, [])) for one in known}
    there = store.known(list(set().union(*names.values()))).keys() if names else set()
    return {article: found - there for article, found in names.items()}


def _former(
    store: Store, articles: Sequence[str], captures: Collection[str], meaning: Meaning | None
) -> list[Prepared]:
    """The latest states of articles before those that some captures made, where one of these is the present one."""
    found: list[Prepared] = []
    for states in store.states(articles).values():
        before = [made.prepared for made in states if made.prepared.article.capture not in captures]
        if states[-1].prepared.article.capture in captures and before:
            found.append(_with_fingerprint(store, before[-1], meaning))
    return found


def _with_fingerprint(store: Store, item: Prepared, meaning: Meaning | None) -> Prepared:
    """A state as it was decided: its fingerprint, which the log leaves out, follows from its capture."""
    try:
        again = prepare(store.capture(item.article.capture), meaning=meaning)
    except NotFound:
        return _fingerprinted(item, meaning)
    if isinstance(again, Prepared) and replace(again.article, id=item.article.id) == item.article:
        return replace(item, fingerprint=again.fingerprint)
    return _fingerprinted(item, meaning)


def _fingerprinted(item: Prepared, meaning: Meaning | None) -> Prepared:
    return replace(item, fingerprint=fingerprint_of(item.article, meaning))


# ---------------------------------------------------------------- what comes again


def turned_away(store: Store, items: Sequence[_Item]) -> list[_Item]:
    """The items, with those rejected whose article or source was removed."""
    names = {capture.id: names_to_turn_away(item) for capture, item in items if isinstance(item, Prepared)}
    gone = store.removed(list(set().union(*names.values())))
    unwatched = store.unwatched(list({capture.source for capture, _ in items if capture.source}))
    if not gone and not unwatched:
        return list(items)
    there = store.known([item.article.id for _, item in items if isinstance(item, Prepared)])
    found: list[_Item] = []
    for capture, item in items:
        is_gone = not names.get(capture.id, set()).isdisjoint(gone)
        if isinstance(item, Prepared) and capture.source in unwatched:
            found.append((capture, _rejection(capture, "its source was removed")))
        elif isinstance(item, Prepared) and is_gone and item.article.id not in there:
            found.append((capture, _rejection(capture, "the article was removed")))
        else:
            found.append((capture, item))
    return found


def _rejection(capture: Capture, detail: str) -> Rejected:
    return Rejected(capture=capture.id, url=capture.url, reason="removed", detail=detail)
