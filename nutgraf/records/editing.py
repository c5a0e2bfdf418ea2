"""Changes: what an editor decides, and what an editor's topics and rules come to."""

from typing import Literal

from nutgraf.records.copy import CopyLink
from nutgraf.records.record import Record
from nutgraf.records.topic import Tag


class Placed(Record, frozen=True, tag="placed"):
    """An editor put an article of story ``was`` into ``story``: there it stays, and never with those in ``apart``."""

    article: str
    story: str
    was: str
    apart: tuple[str, ...] = ()


class CopyCut(Record, frozen=True, tag="copy_cut"):
    """An editor said that an article copies or translates none in ``apart``, nor they it; until now it was ``before``.

    ``was`` is the link that this cut, None where there was none, or where it takes a cut back.
    """

    article: str
    apart: tuple[str, ...]
    before: tuple[str, ...] = ()
    was: CopyLink | None = None


class Tagged(Record, frozen=True, tag="tagged"):
    """What a known article is about by the topics as they are now; replaces what was found before."""

    article: str
    tags: tuple[Tag, ...] = ()


class Released(Record, frozen=True, tag="released"):
    """An editor, a rule or an imported record let an article out (or, with ``released`` false, withdrew it)."""

    article: str
    released: bool
    by: Literal["editor", "rule", "record"]
