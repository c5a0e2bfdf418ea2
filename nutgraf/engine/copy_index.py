"""Finds the articles that may share text with one: locality-sensitive hashing of MinHashes, and declared URLs.

An article is a candidate when two neighbouring values of its MinHash agree with another's, which texts that share a
third of their shingles do almost surely (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", 3.4).
"""

from collections import defaultdict
from collections.abc import Iterator

from nutgraf.records import Article, Fingerprint, Known

_BAND = 8  # bytes: two u32 values


class CopyIndex:
    """Articles by the bands of their MinHashes and by their URLs."""

    def __init__(self) -> None:
        self._bands: defaultdict[tuple[int, bytes], dict[str, None]] = defaultdict(dict)
        self._urls: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._claims: defaultdict[str, dict[str, None]] = defaultdict(dict)

    def add(self, known: Known) -> None:
        """Makes an article one that can be found."""
        for index, keys in self._keys(known):
            for key in keys:
                index[key][known.article.id] = None

    def remove(self, known: Known) -> None:
        """Undoes ``add`` of the same."""
        for index, keys in self._keys(known):
            for key in keys:
                found = index[key]
                del found[known.article.id]
                if not found:
                    del index[key]

    def candidates(self, article: Article, fingerprint: Fingerprint) -> set[str]:
        """Ids of the articles that may be copies of one, or it of them; may hold its own id."""
        found: set[str] = set()
        for key in bands(fingerprint):
            found.update(self._bands.get(key, ()))
        found.update(self._urls.get(article.original_url or "", ()))
        for url in urls(article):
            found.update(self._claims.get(url, ()))
        return found

    def _keys(self, known: Known) -> Iterator[tuple[defaultdict[object, dict[str, None]], list[object]]]:
        yield self._bands, list(bands(known.fingerprint))  # type: ignore[misc]
        yield self._urls, list(urls(known.article))  # type: ignore[misc]
        claimed = known.article.original_url
        yield self._claims, [claimed] if claimed else []  # type: ignore[misc]


def bands(fingerprint: Fingerprint) -> Iterator[tuple[int, bytes]]:
    """The keys by which two texts meet; those of the leads are counted from -1 downwards."""
    for start in range(0, len(fingerprint.minhash), _BAND):
        yield start, fingerprint.minhash[start : start + _BAND]
    for start in range(0, len(fingerprint.lead_minhash), _BAND):
        yield -1 - start, fingerprint.lead_minhash[start : start + _BAND]


def urls(article: Article) -> set[str]:
    """The URLs by which others may name an article."""
    return {url for url in (article.url, article.canonical_url) if url}
