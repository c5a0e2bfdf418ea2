"""What an article quotes, and whom."""

from nutgraf.records.record import Record


class Speaker(Record, frozen=True):
    """Who a quotation is attributed to, and where the text says so."""

    start: int
    end: int
    name: str


class Quote(Record, frozen=True):
    """A direct quotation, marks included, as a span of the article's text.

    ``partial``: a few words that stand in the writer's own sentence.
    """

    start: int
    end: int
    speaker: Speaker | None = None
    cue: str | None = None
    partial: bool = False
