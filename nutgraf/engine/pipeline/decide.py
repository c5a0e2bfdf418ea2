"""From what was prepared to changes: a pure fold over the window.

Prepared -> decide(window, prepared) -> changes -> store.apply ; window.evolve
"""

from msgspec.structs import replace

from nutgraf.core.score import quality
from nutgraf.engine.copies.links import Alike, alike, link_copies
from nutgraf.engine.copies.standing.passages import reported
from nutgraf.engine.stories.placing import place, reconsider
from nutgraf.engine.supersede import revised_fields, text_changed
from nutgraf.engine.window.draft import Draft
from nutgraf.engine.window.window import Window
from nutgraf.records import (
    Article,
    ArticleAdded,
    ArticleRevised,
    CaptureDecided,
    Change,
    CopyLink,
    Known,
    Named,
    Prepared,
    Rejected,
    Released,
    Score,
    without_text,
)


def decide(window: Window, item: Prepared | Rejected, prior: Known | None = None) -> tuple[Change, ...]:
    """The changes that a capture makes; it touches nothing.

    ``prior`` is what the store knows of the article where the window has forgotten it: then it can be revised, while
    its copies and its story are closed. A capture that is the article's current one changes nothing: (). The item's
    names are those that the store does not know it by (``engine.identity``).
    """
    if isinstance(item, Rejected):
        return (CaptureDecided(capture=item.capture, outcome="rejected", reason=item.reason, detail=item.detail),)
    known = window.get(item.article.id) or prior
    if known is None:
        return _added(window, item)
    if known.article.capture == item.article.capture:
        return ()
    changed = revised_fields(known, item)
    if not changed:
        same = CaptureDecided(capture=item.article.capture, outcome="same", article=item.article.id)
        return (Named(article=item.article.id, names=item.names), same) if item.names else (same,)
    return _revised(window, known, item, changed)


def _added(window: Window, item: Prepared) -> tuple[Change, ...]:
    article, draft = item.article, Draft(window)
    found = _alike(draft, item)
    item = reported(item, found.standing)
    draft.add(ArticleAdded(prepared=replace(item, length=0), quality=_quality(item, None)))
    group = link_copies(draft, article.id, found)
    place(draft, article.id, group)
    if article.extras and article.extras.released is not None:
        draft.add(Released(article=article.id, released=article.extras.released, by="record"))
    draft.add(CaptureDecided(capture=article.capture, outcome="added", article=article.id))
    return tuple(draft.changes)


def _revised(window: Window, known: Known, item: Prepared, changed: tuple[str, ...]) -> tuple[Change, ...]:
    article = _with_known_time(item.article, known.article)
    item = replace(item, article=article)
    draft = Draft(window)
    found = _alike(draft, item)
    item = reported(item, found.standing)
    scored = _quality(item, known.copy)
    revised = ArticleRevised(prepared=replace(item, length=0), quality=scored, number=known.number + 1, changed=changed)
    draft.add(revised)
    if window.get(article.id):
        changed_text = text_changed(known.fingerprint, item.fingerprint)
        group = link_copies(draft, article.id, found) if changed_text else []
        reconsider(draft, article.id, group)
    draft.add(CaptureDecided(capture=article.capture, outcome="revised", article=article.id))
    return tuple(draft.changes)


def _alike(draft: Draft, item: Prepared) -> Alike:
    """The articles that share text with one that is not decided yet."""
    return alike(draft, Known(article=without_text(item.article), fingerprint=item.fingerprint, quality=Score(total=0)))


def _with_known_time(article: Article, before: Article) -> Article:
    """A new state of an article, with the time of publication that was known where it has only the day of that."""
    old, new = before.published, article.published
    if old and new and before.known_to != "day" and article.known_to == "day" and old.date() == new.date():
        return replace(article, published=before.published, published_precision=before.published_precision)
    return article


def _quality(item: Prepared, copy: CopyLink | None) -> Score:
    return quality(item.article, item.quotes, copy, item.length)
