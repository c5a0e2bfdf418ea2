"""Open stories as sums of their independent articles' terms, found by the terms they hold.

Weights of terms are multiples of 1/8, so that sums are exact and do not depend on what came and went before.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from heapq import nlargest
from math import log, sqrt
from typing import NamedTuple

from nutgraf.records import Article, Known

PSEUDO_DOCUMENTS = 50  # a window of one article already has rare words
_COMMON_SHARE = 0.1  # terms in more of the articles than this find no story: they only weigh once it is found
_COMMON_LEAST = 20
_CANDIDATES = 10


class Likeness(NamedTuple):
    """How alike an article's terms and a story's are (cosine), and the terms that say so, strongest first."""

    story: str
    cosine: float
    terms: tuple[str, ...]


class Centroid:
    """The sum of a story's independent articles."""

    def __init__(self) -> None:
        self.terms: dict[str, float] = {}
        self.count = 0
        self.published: list[datetime] = []
        self.seen: list[datetime] = []


class StoryIndex:
    """Stories by their terms, and how many independent articles hold each term."""

    def __init__(self) -> None:
        self._centroids: dict[str, Centroid] = {}
        self._stories: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._frequency: defaultdict[str, int] = defaultdict(int)
        self._articles = 0

    def add(self, known: Known) -> None:
        """Counts an article for its story, unless it is a copy."""
        if known.copy or known.story is None:
            return
        story, article = known.story, known.article
        centroid = self._centroids.setdefault(story, Centroid())
        centroid.count += 1
        insort(centroid.seen, article.seen)
        if article.published:
            insort(centroid.published, article.published)
        self._articles += 1
        for term, weight in known.fingerprint.terms.items():
            self._frequency[term] += 1
            self._stories[term][story] = centroid.terms[term] = centroid.terms.get(term, 0.0) + weight

    def remove(self, known: Known) -> None:
        """Undoes ``add`` of the same."""
        if known.copy or known.story is None:
            return
        story, article = known.story, known.article
        centroid = self._centroids[story]
        centroid.count -= 1
        _take_out(centroid.seen, article.seen)
        if article.published:
            _take_out(centroid.published, article.published)
        self._articles -= 1
        for term, weight in known.fingerprint.terms.items():
            self._frequency[term] -= 1
            if not self._frequency[term]:
                del self._frequency[term]
            left = centroid.terms[term] - weight
            if left:
                self._stories[term][story] = centroid.terms[term] = left
            else:
                del centroid.terms[term], self._stories[term][story]
                if not self._stories[term]:
                    del self._stories[term]
        if not centroid.count:
            del self._centroids[story]

    def hours_apart(self, article: Article, story: str) -> float:
        """Hours from a story's articles to this one, 0 where it falls among them.

        By publication where the article and the story are dated, else by when they were seen.
        """
        centroid = self._centroids[story]
        dated = article.published and centroid.published
        time = article.published if article.published and dated else article.seen
        times = centroid.published if dated else centroid.seen
        return max(times[0] - time, time - times[-1], timedelta()) / timedelta(hours=1)

    def rarity(self, term: str) -> float:
        """Inverse document frequency among the independent articles."""
        return log((self._articles + PSEUDO_DOCUMENTS) / (self._frequency.get(term, 0) + 1))

    def alike(self, terms: Mapping[str, float]) -> list[Likeness]:
        """The stories most like an article's terms; at most ten, best first."""
        weights = {term: weight * self.rarity(term) for term, weight in terms.items()}
        products: defaultdict[str, float] = defaultdict(float)
        common = max(_COMMON_LEAST, _COMMON_SHARE * self._articles)
        for term, weight in weights.items():
            if self._frequency.get(term, 0) <= common:
                factor = weight * self.rarity(term)
                for story, summed in self._stories.get(term, {}).items():
                    products[story] += factor * summed
        found = nlargest(_CANDIDATES, products, key=lambda story: (self._promise(products[story], story), story))
        return sorted((self._likeness(weights, story) for story in found), key=lambda x: (-x.cosine, x.story))

    def _promise(self, product: float, story: str) -> float:
        """A guess at the cosine that does without the story's norm."""
        return product / self._centroids[story].count ** 0.75

    def _likeness(self, weights: Mapping[str, float], story: str) -> Likeness:
        centroid = self._centroids[story].terms
        parts = {
            term: weight * centroid[term] * self.rarity(term) for term, weight in weights.items() if term in centroid
        }
        norm = sqrt(sum(weight * weight for weight in weights.values()))
        centroid_norm = sqrt(sum((weight * self.rarity(term)) ** 2 for term, weight in centroid.items()))
        cosine = sum(parts.values()) / (norm * centroid_norm) if norm and centroid_norm else 0.0
        return Likeness(story, min(1.0, cosine), tuple(nlargest(5, parts, key=lambda term: (parts[term], term))))


def _take_out(times: list[datetime], time: datetime) -> None:
    del times[bisect_left(times, time)]
