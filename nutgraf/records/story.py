"""Articles about one event, and the events that they continue."""

from datetime import datetime

from nutgraf.records.record import Reason, Record, Score
from nutgraf.records.times import Precision


class AffairLink(Record, frozen=True):
    """A new story continues the affair ``of``, which goes by the id of its first story."""

    of: str
    reasons: tuple[Reason, ...] = ()


class Translation(Record, frozen=True):
    """An article of a story is likely a translation of another one, ``of``, or both are of a third."""

    article: str
    of: str
    reasons: tuple[Reason, ...] = ()


class Story(Record, frozen=True):
    """A group of articles about one event; ``id`` is its first article's.

    ``independent`` counts reports that copy no other member and are none of the ``translations``. ``warmth`` is heat
    before decay, ``rank`` the key that orders stories by heat whatever the time of asking. ``affair`` is what it
    continues, as an id or alias of a story.
    Precisions are as those of an ``Article``; where only its day is known, ``latest`` is the latest that is certain.
    """

    id: str
    title: str
    articles: tuple[str, ...]
    outlets: int
    independent: int
    languages: tuple[str, ...]
    first: datetime
    latest: datetime
    warmth: Score
    rank: float
    affair: str | None = None
    first_precision: Precision | None = None
    latest_precision: Precision | None = None
    translations: tuple[Translation, ...] = ()


class Chapter(Record, frozen=True):
    """A story of an affair, with the reasons for which it was taken for one when it opened; the first has none."""

    story: Story
    reasons: tuple[Reason, ...] = ()


class Affair(Record, frozen=True):
    """Stories that continue one another, earliest first; ``id`` is that of the story it began with."""

    id: str
    chapters: tuple[Chapter, ...]
