"""What the store answers of an article."""

from datetime import datetime

from nutgraf.records.article import Article
from nutgraf.records.copy import CopyLink
from nutgraf.records.prepared import Fingerprint
from nutgraf.records.quote import Quote
from nutgraf.records.record import Reason, Record, Score
from nutgraf.records.topic import Tag


class Known(Record, frozen=True):
    """All that deciding needs to know of a stored article; ``article.text`` is left empty.

    ``added`` is when it was first seen (``article.seen`` where None): revised, it gets no longer a life in the window.
    ``held``: an editor placed it in its story, from which the engine never takes it, and which the articles in
    ``apart`` never share. ``affair`` is what the story that it opened continues. ``cut``: an editor said that it copies
    and translates none of these, nor they it.
    """

    article: Article
    fingerprint: Fingerprint
    quality: Score
    number: int = 1
    story: str | None = None
    copy: CopyLink | None = None
    added: datetime | None = None
    held: bool = False
    apart: tuple[str, ...] = ()
    affair: str | None = None
    cut: tuple[str, ...] = ()

    @property
    def home(self) -> str:
        """The story that it is in: one of its own, where none is named."""
        return self.story or self.article.id


class Filed(Record, frozen=True):
    """An article with everything that was decided about it, as the store files it.

    ``withdrawn``: an editor took it back, and no rule lets it out again. ``held``: an editor placed it in its story.
    ``article.topics`` has those of ``tagged`` too, unless it was read from a published record that has topics.
    """

    article: Article
    quality: Score
    quotes: tuple[Quote, ...] = ()
    tagged: tuple[Tag, ...] = ()
    story: str | None = None
    joined: tuple[Reason, ...] = ()
    copy: CopyLink | None = None
    revisions: int = 1
    released: bool = False
    withdrawn: bool = False
    held: bool = False


class Hit(Record, frozen=True):
    """A search result, the article without its text; ``snippet`` marks the words found with U+2039 and U+203A."""

    article: Article
    story: str | None
    snippet: str
