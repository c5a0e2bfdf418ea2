"""What an article repeats of another."""

from nutgraf.records.record import Reason, Record


class CopyLink(Record, frozen=True):
    """``article`` repeats ``share`` (0 to 1) of its text from ``of``.

    ``via`` is the other copy of ``of`` that it was most likely taken from, None where that is ``of`` itself.
    """

    article: str
    of: str
    share: float
    reasons: tuple[Reason, ...] = ()
    via: str | None = None
