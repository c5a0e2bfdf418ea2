"""What articles are about."""

from nutgraf.records.record import Reason, Record


class Tag(Record, frozen=True):
    """A topic that an article is about, by its id and name; the score is the sum of the reasons."""

    topic: str
    name: str
    score: float
    reasons: tuple[Reason, ...] = ()


class TopicCount(Record, frozen=True):
    """A topic by the name it is printed with, and how many articles are on it."""

    name: str
    articles: int
