"""What flows through nutgraf: every value that one layer hands to another.

    Source -> Capture -> Prepared (an Article with its Fingerprint and Quotes) | Rejected
    Prepared -> Change, Change, ...            (decided against the window, applied to the store)

All are frozen msgspec Structs, so that they compare by value, hash nothing by accident and travel between
processes as they are. Times are aware UTC datetimes (until ``prepare``, those of an Entry or Article are in the zone in
which they are written), languages BCP 47 tags, offsets characters of ``Article.text``.
"""

from nutgraf.records.article import (
    Article,
    Link,
    Passage,
    PassageKind,
    Post,
    Revision,
    Stage,
    with_topics,
    without_text,
)
from nutgraf.records.capture import Brought, Capture, Look, Outcome, Rejected
from nutgraf.records.change import Change, Logged
from nutgraf.records.copy import CopyLink
from nutgraf.records.deciding import (
    ArticleAdded,
    ArticleRevised,
    CopyLinked,
    CopyUnlinked,
    LookedAgain,
    QuotesMeant,
    StoriesMerged,
    StoryJoined,
    StoryUpdated,
)
from nutgraf.records.editing import CopyCut, Placed, Released, Tagged
from nutgraf.records.entry import ArticleKind, Entry, Image, Provider, RecordExtras
from nutgraf.records.identity import Bearer, Name, Named, NameKind
from nutgraf.records.imports import Import, ImportBegun, ImportEnded, ImportState, ImportUndone
from nutgraf.records.prepared import Fingerprint, Prepared
from nutgraf.records.quote import Quote, Speaker
from nutgraf.records.record import Reason, Record, Score
from nutgraf.records.removal import REMOVED, Removed, RemovedBy, SourceRemoved
from nutgraf.records.source import NamedBy, Source, SourceKind
from nutgraf.records.stored import Filed, Hit, Known
from nutgraf.records.story import Affair, AffairLink, Chapter, Story, Translation
from nutgraf.records.taking import CaptureDecided, CaptureReopened, CaptureTaken, PagesLookedAt, SourceKept
from nutgraf.records.times import Precision
from nutgraf.records.topic import Tag, TopicCount

__all__ = [
    "REMOVED",
    "Affair",
    "AffairLink",
    "Article",
    "ArticleAdded",
    "ArticleKind",
    "ArticleRevised",
    "Bearer",
    "Brought",
    "Capture",
    "CaptureDecided",
    "CaptureReopened",
    "CaptureTaken",
    "Change",
    "Chapter",
    "CopyCut",
    "CopyLink",
    "CopyLinked",
    "CopyUnlinked",
    "Entry",
    "Filed",
    "Fingerprint",
    "Hit",
    "Image",
    "Import",
    "ImportBegun",
    "ImportEnded",
    "ImportState",
    "ImportUndone",
    "Known",
    "Link",
    "Logged",
    "Look",
    "LookedAgain",
    "Name",
    "NameKind",
    "Named",
    "NamedBy",
    "Outcome",
    "PagesLookedAt",
    "Passage",
    "PassageKind",
    "Placed",
    "Post",
    "Precision",
    "Prepared",
    "Provider",
    "Quote",
    "QuotesMeant",
    "Reason",
    "Record",
    "RecordExtras",
    "Rejected",
    "Released",
    "Removed",
    "RemovedBy",
    "Revision",
    "Score",
    "Source",
    "SourceKept",
    "SourceKind",
    "SourceRemoved",
    "Speaker",
    "Stage",
    "StoriesMerged",
    "Story",
    "StoryJoined",
    "StoryUpdated",
    "Tag",
    "Tagged",
    "TopicCount",
    "Translation",
    "with_topics",
    "without_text",
]
