"""The union of all changes, and a row of the table that keeps them."""

from datetime import datetime
from typing import TypeAlias

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
from nutgraf.records.identity import Named
from nutgraf.records.imports import ImportBegun, ImportEnded, ImportUndone
from nutgraf.records.record import Record
from nutgraf.records.removal import Removed, SourceRemoved
from nutgraf.records.taking import CaptureDecided, CaptureReopened, CaptureTaken, PagesLookedAt, SourceKept

Change: TypeAlias = (
    SourceKept
    | PagesLookedAt
    | CaptureTaken
    | CaptureDecided
    | CaptureReopened
    | ArticleAdded
    | ArticleRevised
    | Named
    | CopyLinked
    | CopyUnlinked
    | StoryJoined
    | StoryUpdated
    | StoriesMerged
    | LookedAgain
    | QuotesMeant
    | Placed
    | CopyCut
    | Tagged
    | Released
    | Removed
    | SourceRemoved
    | ImportBegun
    | ImportEnded
    | ImportUndone
)


class Logged(Record, frozen=True):
    """One row of the append-only change table."""

    number: int
    at: datetime
    change: Change
