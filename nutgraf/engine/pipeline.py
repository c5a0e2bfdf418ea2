"""From a capture to changes: ``prepare``, a pure map, and ``decide``, a pure fold over the window.

capture -> prepare -> Prepared -> decide(window, prepared) -> changes -> store.apply ; window.evolve
"""

from collections.abc import Callable
from datetime import UTC
from hashlib import sha256

from msgspec.structs import replace

from nutgraf.core.extract import extract
from nutgraf.core.fingerprint.fingerprint import fingerprint
from nutgraf.core.quotes.find import find_quotes
from nutgraf.core.score import length_of, quality
from nutgraf.core.topics.tagging import Topics
from nutgraf.engine.copies import Alike, alike, link_copies
from nutgraf.engine.draft import Draft
from nutgraf.engine.standing.passages import reported
from nutgraf.engine.stories import place, reconsider
from nutgraf.engine.supersede import BODY, revised_fields, text_changed
from nutgraf.engine.window import Window
from nutgraf.naming import names_of_article
from nutgraf.records import (
    Article,
    ArticleAdded,
    ArticleRevised,
    Capture,
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
from nutgraf.records.times import in_utc as utc

Meaning = Callable[[Article], bytes]

_ERROR = 400  # the page of a status code from here on says nothing of the article


def prepare(capture: Capture, topics: Topics | None = None, meaning: Meaning | None = None) -> Prepared | Rejected:
    """The article in a capture with all that can be said of it alone, or why there is none.

    ``topics`` tag it by an editor's topics, ``meaning`` tells what its title and lead mean. Its times are in UTC,
    whatever the page's zone: from here on they are compared, stored and published.
    """
    article = extract(capture)
    if isinstance(article, Rejected):
        return article
    article = in_utc(article)
    print_ = replace(fingerprint(article), meaning=meaning(article) if meaning else b"")
    if capture.body and capture.status < _ERROR:
        print_ = replace(print_, digests={**print_.digests, BODY: sha256(capture.body).hexdigest()[:16]})
    quotes = find_quotes(article.text, article.language)
    return Prepared(
        article=article,
        fingerprint=print_,
        quotes=quotes,
        tagged=topics.tag(article) if topics else (),
        names=names_of_article(article, capture.entry),
        length=length_of(article),
    )


def in_utc(article: Article) -> Article:
    """The article with all its times in UTC; a day stays the day that the page prints."""
    posts = tuple(replace(post, at=post.at and post.at.astimezone(UTC)) for post in article.posts)
    return replace(
        article,
        published=article.published and utc(article.published, article.published_precision),
        modified=article.modified and utc(article.modified, article.modified_precision),
        posts=posts,
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
