"""What each kind of change comes to: one function a change, which adds to the rows."""

from collections.abc import Sequence
from functools import singledispatch

from msgspec.structs import replace

from nutgraf.records import (
    ArticleAdded,
    ArticleRevised,
    CaptureDecided,
    CaptureReopened,
    CaptureTaken,
    Change,
    CopyCut,
    CopyLinked,
    CopyUnlinked,
    ImportBegun,
    ImportEnded,
    LookedAgain,
    Name,
    Named,
    PagesLookedAt,
    Placed,
    Prepared,
    QuotesMeant,
    Reason,
    Released,
    Score,
    SourceKept,
    StoriesMerged,
    StoryJoined,
    StoryUpdated,
    Tag,
    Tagged,
)
from nutgraf.store.schema import topic_key
from nutgraf.store.search.text import indexed
from nutgraf.store.write.rows import Rows, Values

PLACED = "placed"
BY_AN_EDITOR = (Reason(name=PLACED, value=1.0, note="by an editor"),)


@singledispatch
def fold(change: Change, rows: Rows, number: int) -> str | None:
    """Adds what a change comes to; gives the id of the article it is about, if it is about one."""
    raise NotImplementedError(type(change).__name__, rows, number)


@fold.register
def source_kept(change: SourceKept, rows: Rows, number: int) -> None:
    """The source as it is now."""
    del number
    kept = change.source
    rows.sources[kept.id] = {"id": kept.id, "url": kept.url, "removed": False, "record": kept}


@fold.register
def pages_looked_at(change: PagesLookedAt, rows: Rows, number: int) -> None:
    """How often each page was looked at again."""
    del number
    rows.looks |= {one.article: {"article": one.article, "seen": one.seen, "steps": one.steps} for one in change.looks}


@fold.register
def capture_taken(change: CaptureTaken, rows: Rows, number: int) -> None:
    """A capture without an outcome: it is pending."""
    taken = change.capture
    rows.given |= {said: {"said": said} for said in taken.said}
    rows.captures.append(
        {
            "number": number,
            "id": taken.id,
            "turn": taken.turn,
            "at": taken.at,
            "record": replace(taken, body=b""),
            "body": taken.body,
        }
    )


@fold.register
def capture_decided(change: CaptureDecided, rows: Rows, number: int) -> str | None:
    """The outcome of a capture: it is pending no more."""
    del number
    rows.decisions[change.capture] = {
        "of": change.capture,
        "outcome": change.outcome,
        "article": change.article,
        "reason": change.reason,
        "detail": change.detail,
    }
    return change.article


@fold.register
def capture_reopened(change: CaptureReopened, rows: Rows, number: int) -> None:
    """A capture without an outcome again."""
    del number
    none = dict.fromkeys(("outcome", "article", "reason", "detail"))
    rows.decisions[change.capture] = {"of": change.capture, **none}


@fold.register
def article_added(change: ArticleAdded, rows: Rows, number: int) -> str:
    """An article's first state."""
    return _article(rows, change.prepared, change.quality, number, revision=1)


@fold.register
def article_revised(change: ArticleRevised, rows: Rows, number: int) -> str:
    """An article's new state; the old one stays in the log."""
    return _article(rows, change.prepared, change.quality, number, revision=change.number)


def _article(rows: Rows, prepared: Prepared, quality: Score, number: int, revision: int) -> str:
    article = prepared.article
    earlier = rows.articles.get(article.id)
    rows.articles[article.id] = {
        "id": article.id,
        "arrived": earlier["arrived"] if earlier else number,
        "changed": number,
        "revision": revision,
        "added": earlier["added"] if earlier else article.seen,
        "seen": article.seen,
        "dated": article.published or article.seen,
        "quality": quality,
        "quotes": prepared.quotes,
        "record": replace(article, text=""),
        "text": article.text,
    }
    rows.fingerprints[article.id] = {"article": article.id, "record": prepared.fingerprint}
    rows.meant[article.id] = None  # what other quotations mean
    rows.words[article.id] = indexed(article, number)
    _call(rows, article.id, prepared.names)
    rows.qualities.pop(article.id, None)
    rows.topics[article.id, True] = _topics(article.id, article.topics, printed=True)
    _tags(rows, article.id, prepared.tagged)
    return article.id


def _call(rows: Rows, article: str, names: Sequence[Name]) -> None:
    rows.names |= {name.key: {"key": name.key, "article": article, "kind": name.kind} for name in names}


@fold.register
def named(change: Named, rows: Rows, number: int) -> str:
    """What else an article is called by."""
    del number
    _call(rows, change.article, change.names)
    return change.article


def _tags(rows: Rows, article: str, tags: Sequence[Tag]) -> None:
    rows.taggings[article] = {"article": article, "tags": tags}
    rows.topics[article, False] = _topics(article, [tag.name for tag in tags], printed=False)


def _topics(article: str, names: Sequence[str], *, printed: bool) -> list[Values]:
    by_key = {topic_key(name): name for name in reversed(names)}
    return [{"article": article, "printed": printed, "key": key, "name": name} for key, name in by_key.items()]


@fold.register
def copy_linked(change: CopyLinked, rows: Rows, number: int) -> str:
    """What an article copies, and its quality as a copy."""
    del number
    link = change.link
    rows.links[link.article] = {"article": link.article, "original": link.of, "record": link}
    rows.qualities[link.article] = change.quality
    return link.article


@fold.register
def copy_unlinked(change: CopyUnlinked, rows: Rows, number: int) -> str:
    """An article that copies nothing, and its quality as its own."""
    del number
    rows.links[change.article] = None
    rows.qualities[change.article] = change.quality
    return change.article


@fold.register
def story_joined(change: StoryJoined, rows: Rows, number: int) -> str:
    """The one story an article belongs to, and the affair that it continues with it."""
    del number
    if affair := change.affair:
        rows.chapters[change.article] = {"article": change.article, "affair": affair.of, "reasons": affair.reasons}
    rows.members[change.article] = {"article": change.article, "story": change.story, "reasons": change.reasons}
    return change.article


@fold.register
def placed(change: Placed, rows: Rows, number: int) -> str:
    """The story in which an editor wants an article: that is all the reason there is."""
    del number
    rows.members[change.article] = {"article": change.article, "story": change.story, "reasons": BY_AN_EDITOR}
    rows.placements[change.article] = {"article": change.article, "apart": change.apart}
    return change.article


@fold.register
def copy_cut(change: CopyCut, rows: Rows, number: int) -> str:
    """Of which articles an editor said that one copies none of them; that its link goes is a change of its own."""
    del number
    rows.cuts[change.article] = {"article": change.article, "apart": change.apart}
    return change.article


@fold.register
def story_updated(change: StoryUpdated, rows: Rows, number: int) -> None:
    """A story as it is now; the quotations of one in several languages are to be told."""
    story = change.story
    several = len({tag.partition("-")[0].lower() for tag in story.languages}) > 1
    ordering = {"rank": story.rank, "latest": story.latest, "quotes_due": number if several else None}
    rows.stories[story.id] = {"id": story.id, "record": story} | ordering
    rows.told.pop(story.id, None)


@fold.register
def stories_merged(change: StoriesMerged, rows: Rows, number: int) -> None:
    """The articles of a story that is gone belong to the one that is kept; who opened it, for the merge's reasons."""
    del number
    rows.stories.pop(change.gone, None)
    for member in rows.members.values():
        if member["story"] == change.gone:
            member["story"] = change.kept
            if member["article"] == change.gone and change.reasons:
                member["reasons"] = change.reasons
    rows.merges.append(change)


@fold.register
def looked_again(change: LookedAgain, rows: Rows, number: int) -> None:
    """A mark in the log, and no more."""
    del change, rows, number


@fold.register
def quotes_meant(change: QuotesMeant, rows: Rows, number: int) -> None:
    """What the quotations of articles mean; of a story that did not change since, that they are told."""
    del number
    rows.meant |= {name: {"article": name, "meanings": told} for name, told in change.meanings.items()}
    if story := rows.stories.get(change.story):
        story["quotes_due"] = None if (story["quotes_due"] or 0) <= change.until else story["quotes_due"]
    else:
        rows.told[change.story] = max(change.until, rows.told.get(change.story, 0))


@fold.register
def tagged(change: Tagged, rows: Rows, number: int) -> str:
    """What an article is about."""
    del number
    _tags(rows, change.article, change.tags)
    return change.article


@fold.register
def released(change: Released, rows: Rows, number: int) -> str:
    """Whether an article is let out."""
    del number
    rows.releases[change.article] = {"article": change.article, "released": change.released, "by": change.by}
    return change.article


@fold.register
def import_begun(change: ImportBegun, rows: Rows, number: int) -> None:
    """An import that is under way."""
    told = {"at": change.at, "turn": change.turn, "paths": change.paths}
    rows.imports[number] = {"number": number, "state": "open", **told}


@fold.register
def import_ended(change: ImportEnded, rows: Rows, number: int) -> None:
    """An import that is done."""
    del number
    rows.ended.append(change.number)
