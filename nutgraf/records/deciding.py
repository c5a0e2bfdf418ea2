"""Changes: what the engine decides."""

from typing import Literal

import msgspec

from nutgraf.records.copy import CopyLink
from nutgraf.records.prepared import Prepared
from nutgraf.records.record import Reason, Record, Score
from nutgraf.records.story import AffairLink, Story


class ArticleAdded(Record, frozen=True, tag="article_added"):
    """An article that was not known."""

    prepared: Prepared
    quality: Score


class ArticleRevised(Record, frozen=True, tag="article_revised"):
    """A known article whose page now says something else; ``changed`` names the fields."""

    prepared: Prepared
    quality: Score
    number: int
    changed: tuple[str, ...]


class CopyLinked(Record, frozen=True, tag="copy_linked"):
    """An article copies another; replaces an earlier link of the same article."""

    link: CopyLink
    quality: Score


class CopyUnlinked(Record, frozen=True, tag="copy_unlinked"):
    """An article is no copy any more: its text changed, or it turned out to be the original."""

    article: str
    quality: Score


class StoryJoined(Record, frozen=True, tag="story_joined"):
    """An article belongs to a story (which it opens when the ids are the same), and to no other any more.

    ``affair``: the story that it opens continues one.
    """

    article: str
    story: str
    reasons: tuple[Reason, ...] = ()
    affair: AffairLink | None = None


class StoryUpdated(Record, frozen=True, tag="story_updated"):
    """A story's summary after the changes before this one."""

    story: Story


class StoriesMerged(Record, frozen=True, tag="stories_merged"):
    """``gone`` became part of ``kept``; its id stays an alias."""

    kept: str
    gone: str
    reasons: tuple[Reason, ...] = ()
    by: Literal["engine", "editor"] = "engine"


class LookedAgain(Record, frozen=True, tag="looked_again"):
    """The stories that had changed are looked at a second time; what changes after this, the next look is about.

    What the look itself changes comes after it.
    """

    stories: int = 0


class QuotesMeant(Record, frozen=True, tag="quotes_meant"):
    """What the quotations of a story in several languages mean: those of the articles of which it was not told yet.

    ``until`` is the number of the last change that was known. ``meanings``: for each article a vector of signed bytes a
    quotation, in order; b"" for one that says too little.
    """

    story: str
    until: int
    meanings: dict[str, tuple[bytes, ...]] = msgspec.field(default_factory=dict)
