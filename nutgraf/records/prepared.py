"""An article ready to be decided on."""

import msgspec

from nutgraf.records.article import Article
from nutgraf.records.identity import Name
from nutgraf.records.quote import Quote
from nutgraf.records.record import Record
from nutgraf.records.topic import Tag


class Fingerprint(Record, frozen=True):
    """What the window remembers of an article's words.

    ``sketch`` and ``lead`` are little-endian u32 arrays of hashed word shingles: a sample, sorted, of the ``shingles``
    that the text has, and all of its first words in order. ``places`` is a byte for each of the sketch: how far on in
    the text it stands (empty in an earlier form). ``terms`` maps a term to its weight in this article;
    ``digests`` a field's name to a digest of its value; ``meaning``, that of title and lead, is a vector of signed
    bytes, empty in an earlier form. ``landmarks`` are numbers and names of the text with their places, of three bytes
    each (empty of an excerpt, and in an earlier form). One of an earlier form has no sketch and matches none.
    """

    sketch: bytes = b""
    lead: bytes = b""
    shingles: int = 0
    terms: dict[str, float] = msgspec.field(default_factory=dict)
    digests: dict[str, str] = msgspec.field(default_factory=dict)
    meaning: bytes = b""
    places: bytes = b""
    landmarks: bytes = b""


class Prepared(Record, frozen=True):
    """An article ready to be decided on; what it prints as its topics is its own, ``tagged`` by the editor's.

    ``names`` are what it is known by, strongest first; once it is decided whose they are, those that are new.
    ``length`` is the number of its words, 0 where nobody counted them.
    """

    article: Article
    fingerprint: Fingerprint
    quotes: tuple[Quote, ...] = ()
    tagged: tuple[Tag, ...] = ()
    names: tuple[Name, ...] = ()
    length: int = 0
