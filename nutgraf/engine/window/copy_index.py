"""Finds the articles that may share text with one: by hashes of word runs, by their beginnings, by declared URLs.

Of each text few of the sketch's hashes are indexed, and all are looked up: enough that two paragraphs of a long text
meet it almost surely. Of its beginning, those hashes are that are the least of eight neighbours (Schleimer, Wilkerson
and Aiken, "Winnowing", 2003), so that two beginnings with ten words in a row in common always meet.
"""

from bisect import bisect_left
from collections.abc import Iterable
from zlib import crc32

from nutgraf.core.fingerprint.fingerprint import unpack_numbers
from nutgraf.core.fingerprint.shingles.hashing import ALL, winnowed
from nutgraf.core.fingerprint.shingles.postings import Postings
from nutgraf.engine.window.roster import Roster
from nutgraf.records import Article, Fingerprint, Known

# docs/decisions/0016 tells why; MOST_CANDIDATES and what is long chosen, not measured.
WINNOWED = 8
MOST_HOLDERS = 16  # of a key that are looked at, the oldest: what is on every page finds nothing in particular
MOST_CANDIDATES = 32
_INDEXED = 25  # of the shingles of a long text, one in so many is a key
_LONG = 480  # shingles, from which no text that a few keys do not find is a copy: it is too short
_LEAST_INDEXED = 16  # keys, about, of a text that has as many shingles
_LEAD, _URL, _CLAIM = 0x5BD1E995, 0x1B873593, 0x2C1B3C6D  # keep keys of different kinds apart


class CopyIndex:
    """Articles by hashes of their texts and by their URLs."""

    def __init__(self) -> None:
        self._postings = Postings()
        self._roster = Roster()

    @property
    def size(self) -> int:
        """The bytes it takes."""
        return self._postings.size + self._roster.size

    def add(self, known: Known) -> None:
        """Makes an article one that can be found; to be called in the order in which articles came."""
        number = self._roster.enter(known.article.id)
        for key in _keys(known):
            self._postings.add(key, number)

    def remove(self, known: Known) -> None:
        """Undoes ``add`` of the same."""
        keys = _keys(known)
        number = self._number(known.article.id, keys)
        for key in keys:
            self._postings.remove(key, number)
        self._roster.leave(number)

    def replace(self, before: Known, after: Known) -> None:
        """Finds a revised article by what it says now, in its old place among the others."""
        old = _keys(before)
        number = self._number(before.article.id, old)
        for key in old:
            self._postings.remove(key, number)
        for key in _keys(after):
            self._postings.add(key, number)

    def candidates(self, article: Article, fingerprint: Fingerprint) -> list[str]:
        """Ids of articles that may be copies of one, or it of them, likeliest first; may hold its own id.

        At most MOST_CANDIDATES, besides those that it names as its original or that name it.
        """
        holders = self._postings.holders
        named = dict.fromkeys(number for key in _naming(article) for number in holders(key, MOST_HOLDERS))
        hashes = unpack_numbers(fingerprint.sketch)
        if fingerprint.shingles >= _LONG:
            hashes = hashes[: bisect_left(hashes, ALL // _INDEXED)]
        likely = self._postings.likely([*hashes, *_lead_keys(fingerprint)], MOST_HOLDERS)
        numbers = dict.fromkeys([*named, *likely[:MOST_CANDIDATES]])
        return [one for number in numbers if (one := self._roster.id(number)) is not None]

    def _number(self, article: str, keys: Iterable[int]) -> int:
        """The number of an article that was added with these keys."""
        own = next(iter(keys))
        held = self._postings.holders(own, len(self._postings))
        return next(number for number in held if self._roster.id(number) == article)


def _keys(known: Known) -> list[int]:
    """All by which an article is found, first one that hardly another has."""
    article, print_ = known.article, known.fingerprint
    below = ALL // min(_INDEXED, max(1, print_.shingles // _LEAST_INDEXED))
    claims = [_text_key(article.original_url, _CLAIM)] if article.original_url else []
    return list(
        dict.fromkeys(
            [
                *(_text_key(url, _URL) for url in sorted(urls(article)) or [article.id]),
                *claims,
                *(value for value in unpack_numbers(print_.sketch) if value < below),
                *_lead_keys(print_),
            ]
        )
    )


def _naming(article: Article) -> list[int]:
    """The keys of those that an article names as its original, and of those that name it."""
    named = [_text_key(article.original_url, _URL)] if article.original_url else []
    return [*named, *(_text_key(url, _CLAIM) for url in sorted(urls(article)))]


def _lead_keys(print_: Fingerprint) -> list[int]:
    return [value ^ _LEAD for value in winnowed(list(unpack_numbers(print_.lead)), WINNOWED)]


def _text_key(text: str, kind: int) -> int:
    return crc32(text.encode("utf-8", "surrogatepass")) ^ kind


def urls(article: Article) -> set[str]:
    """The URLs by which others may name an article."""
    return {url for url in (article.url, article.canonical_url) if url}
