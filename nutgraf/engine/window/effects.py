"""What a change does to what is known of an article: the window and a draft of decisions both go by it."""

from datetime import datetime

from msgspec.structs import replace

from nutgraf.records import (
    ArticleAdded,
    ArticleRevised,
    Change,
    CopyCut,
    CopyLinked,
    CopyUnlinked,
    Known,
    Placed,
    StoryJoined,
    without_text,
)


def subject(change: Change) -> str | None:
    """The id of the one article whose state a change alters, None where there is none."""
    match change:
        case ArticleAdded() | ArticleRevised():
            return change.prepared.article.id
        case CopyLinked():
            return change.link.article
        case CopyUnlinked() | CopyCut() | StoryJoined() | Placed():
            return change.article
        case _:
            return None


def after(known: Known | None, change: Change) -> Known | None:
    """What is known of an article after a change about it; what was not known stays so, unless it was added."""
    if isinstance(change, ArticleAdded):
        article = without_text(change.prepared.article)
        return Known(
            article=article, fingerprint=change.prepared.fingerprint, quality=change.quality, added=article.seen
        )
    return known and _altered(known, change)


def _altered(known: Known, change: Change) -> Known:  # noqa: PLR0911 - one a change
    match change:
        case ArticleRevised():
            article, fingerprint = without_text(change.prepared.article), change.prepared.fingerprint
            return replace(
                known, article=article, fingerprint=fingerprint, quality=change.quality, number=change.number
            )
        case CopyLinked():
            return replace(known, copy=change.link, quality=change.quality)
        case CopyUnlinked():
            return replace(known, copy=None, quality=change.quality)
        case CopyCut():
            return replace(known, cut=change.apart)
        case StoryJoined():
            affair = change.affair.of if change.affair else known.affair
            return replace(known, story=change.story, affair=affair)
        case Placed():
            return replace(known, story=change.story, held=True, apart=change.apart)
        case _:
            return known


def added(known: Known) -> datetime:
    """When an article was first seen."""
    return known.added or known.article.seen
