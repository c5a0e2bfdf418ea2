"""What follows for the others when articles are taken out: copies find their originals anew, stories go on without.

what is known of the stories concerned -> opened -> take_out, put_back -> settled -> changes
"""

from collections.abc import Collection, Iterable, Mapping

from msgspec.structs import replace

from nutgraf.core.formats.url import article_id
from nutgraf.core.score import as_copy, quality
from nutgraf.engine.copies.links import link_copies
from nutgraf.engine.summary import summary
from nutgraf.engine.supersede import BODY, differing, text_changed
from nutgraf.engine.window.draft import Draft
from nutgraf.engine.window.effects import subject
from nutgraf.records import (
    Article,
    ArticleRevised,
    Change,
    CopyLinked,
    CopyUnlinked,
    Known,
    Name,
    Prepared,
    Removed,
    RemovedBy,
    StoriesMerged,
    StoryUpdated,
)

RESTORED = "restored"  # in the fields of a revision: what it shows is an earlier state
_DIGESTS = ("text", BODY)


def names_to_bar(article: Article, names: Iterable[Name]) -> set[str]:
    """By what a removed article would be known if it came again, be it as ids of former versions or as names.

    A source that may count its items gives the same number to others.
    """
    kept = {name.key for name in names if name.kind != "number"}
    return {article.id, *kept, *_former_ids(article, names)}


def names_to_turn_away(item: Prepared) -> set[str]:
    """By what an article is known as one that was removed; how it was reached, only as ids of former versions tell."""
    kept = {name.key for name in item.names if name.kind in {"address", "given"}}
    return {item.article.id, *kept, *_former_ids(item.article, item.names)}


def _former_ids(article: Article, names: Iterable[Name]) -> set[str]:
    """The ids that its addresses would have given it, where they are its own."""
    kinds = {name.kind for name in names}
    if kinds and kinds.isdisjoint({"address", "reached"}):
        return set()
    return {article_id(url) for url in (article.url, article.canonical_url) if url}


def take_out(
    draft: Draft, articles: Collection[str], by: RemovedBy, target: str, others: Mapping[str, Collection[str]]
) -> set[str]:
    """Removes articles, and gives the stories that are not what they were; ``others`` are more ids of each.

    A story that was named by one of them goes by the first that is left; who copied one of them is looked at anew.
    """
    going = draft.all(articles)
    gone = {known.article.id for known in going}
    copies = [known for known in draft.window.snapshot() if _leans_on(known, gone)]
    touched = {known.home for known in (*going, *copies)}
    heirs: dict[str, str] = {}
    for known in going:
        story, article, digests = known.home, known.article.id, known.fingerprint.digests
        if story == article and (heir := _heir(draft, story, gone)):
            heirs[story] = heir
        draft.add(
            Removed(
                article=article,
                by=by,
                target=target,
                also=tuple(sorted(set(others.get(article, ())) - {article})),
                heir=heirs.get(article),
                digests={name: digests[name] for name in _DIGESTS if name in digests},
            )
        )
    _link_anew(draft, copies, gone)
    for story, heir in heirs.items():
        draft.add(StoriesMerged(kept=heir, gone=story, by="editor"))
    return {heirs.get(story, story) for story in touched}


def put_back(draft: Draft, item: Prepared) -> set[str]:
    """Gives an article an earlier state as its newest one, and gives the story that is not what it was."""
    known, item = draft.known(item.article.id), replace(item, names=())
    changed = differing(known, item)
    draft.add(
        ArticleRevised(
            prepared=item,
            quality=quality(item.article, item.quotes, known.copy),
            number=known.number + 1,
            changed=(RESTORED, *changed),
        )
    )
    if text_changed(known.fingerprint, item.fingerprint):
        link_copies(draft, item.article.id)
    return {known.home}


def settled(draft: Draft, stories: Iterable[str]) -> tuple[Change, ...]:
    """All changes, with the summaries of these stories as they are now, and of those where copy links changed."""
    links = [change for change in draft.changes if isinstance(change, CopyLinked | CopyUnlinked)]
    linked = draft.all({article for change in links if (article := subject(change))})
    for story in sorted({*stories, *(known.home for known in linked)}):
        if members := draft.members(story):
            draft.add(StoryUpdated(story=summary(story, members)))
    return tuple(draft.changes)


def _heir(draft: Draft, story: str, gone: Collection[str]) -> str | None:
    """The first article of a story that is not among those that go."""
    return next((one.article.id for one in draft.members(story) if one.article.id not in gone), None)


def _leans_on(known: Known, gone: Collection[str]) -> bool:
    """Whether it copies one of these, or was taken for a copy of another by its likeness to one."""
    link = known.copy
    if link is None or known.article.id in gone:
        return False
    return link.of in gone or link.via in gone or any(reason.note in gone for reason in link.reasons)


def _link_anew(draft: Draft, copies: Iterable[Known], gone: Collection[str]) -> None:
    for known in copies:
        if known.copy and known.copy.of in gone:
            draft.add(CopyUnlinked(article=known.article.id, quality=as_copy(known.quality, None)))
    for known in copies:
        link_copies(draft, known.article.id)
