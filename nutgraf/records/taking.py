"""Changes: what is watched and got, before anything is decided on it."""

from nutgraf.records.capture import Capture, Look, Outcome
from nutgraf.records.record import Record
from nutgraf.records.source import Source


class SourceKept(Record, frozen=True, tag="source_kept"):
    """A source was added, or its state after a fetch."""

    source: Source


class PagesLookedAt(Record, frozen=True, tag="pages_looked_at"):
    """Pages were looked at again, or found to be none that is; each look replaces an earlier one of its article."""

    looks: tuple[Look, ...]


class CaptureTaken(Record, frozen=True, tag="capture_taken"):
    """A capture came in and waits to be decided."""

    capture: Capture


class CaptureDecided(Record, frozen=True, tag="capture_decided"):
    """What became of a capture; ``article`` unless it was rejected, then ``reason`` and ``detail``."""

    capture: str
    outcome: Outcome
    article: str | None = None
    reason: str | None = None
    detail: str = ""


class CaptureReopened(Record, frozen=True, tag="capture_reopened"):
    """A capture that was rejected waits to be decided anew."""

    capture: str
