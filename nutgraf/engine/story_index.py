"""Open stories as sums of their independent articles' terms, found by the terms they hold.

Weights of terms are multiples of 1/8, so that sums are exact and do not depend on what came and went before.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from heapq import nlargest
from math import fsum, log, sqrt
from typing import NamedTuple

from nutgraf.records import Article, Known

PSEUDO_DOCUMENTS = 500  # so that what all of a small window is about still counts
_COMMON_SHARE = 0.1  # terms in more of the articles than this find no story: they only weigh once it is found
_COMMON_LEAST = 20
_CANDIDATES = 6
_TERMS_SHOWN = 5


class Likeness(NamedTuple):
    """How alike an article's terms and a story's are (cosine), and the terms that say so, strongest first."""

    story: str
    cosine: float
    terms: tuple[str, ...]


class Centroid:
    """The sum of a story's independent articles, and when all its articles were published and seen, in order."""

    def __init__(self) -> None:
        self.terms: dict[str, float] = {}
        self.count = 0
        self.published: list[datetime] = []
        self.seen: list[datetime] = []

    def put_time(self, article: Article) -> None:
        """Counts the times of an article."""
        insort(self.seen, article.seen)
        if article.published:
            insort(self.published, article.published)

    def take_time(self, article: Article) -> None:
        """Undoes ``put_time`` of the same."""
        del self.seen[bisect_left(self.seen, article.seen)]
        if article.published:
            del self.published[bisect_left(self.published, article.published)]


class StoryIndex:
    """Stories by their terms, and how many independent articles hold each term."""

    def __init__(self) -> None:
        self._centroids: dict[str, Centroid] = {}
        self._stories: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._frequency: defaultdict[str, int] = defaultdict(int)
        self._articles = 0

    @property
    def size(self) -> int:
        """How many stories there are."""
        return len(self._centroids)

    def add(self, known: Known) -> None:
        """Counts an article for its story; of a copy, only the time."""
        if known.story is None:
            return
        centroid = self._centroids.setdefault(known.story, Centroid())
        centroid.put_time(known.article)
        if known.copy:
            return
        centroid.count += 1
        self._articles += 1
        for term, weight in known.fingerprint.terms.items():
            self._frequency[term] += 1
            self._stories[term][known.story] = centroid.terms[term] = centroid.terms.get(term, 0.0) + weight

    def remove(self, known: Known) -> None:
        """Undoes ``add`` of the same."""
        if known.story is None:
            return
        centroid = self._centroids[known.story]
        centroid.take_time(known.article)
        if not known.copy:
            centroid.count -= 1
            self._articles -= 1
            for term, weight in known.fingerprint.terms.items():
                self._remove_term(centroid, known.story, term, weight)
        if not centroid.seen:
            del self._centroids[known.story]

    def _remove_term(self, centroid: Centroid, story: str, term: str, weight: float) -> None:
        self._frequency[term] -= 1
        if not self._frequency[term]:
            del self._frequency[term]
        left = centroid.terms[term] - weight
        if left:
            self._stories[term][story] = centroid.terms[term] = left
            return
        del centroid.terms[term], self._stories[term][story]
        if not self._stories[term]:
            del self._stories[term]

    def hours_apart(self, article: Article, story: str) -> float:
        """Hours from a story's articles to this one, 0 where it falls among them.

        By publication where the article and the story are dated, else by when they were seen.
        """
        centroid = self._centroids[story]
        dated = article.published and centroid.published
        time = article.published if article.published and dated else article.seen
        times = centroid.published if dated else centroid.seen
        return max(times[0] - time, time - times[-1], timedelta()) / timedelta(hours=1)

    def alike(self, terms: Mapping[str, float]) -> list[Likeness]:
        """The stories most like an article's terms, best first; at most six."""
        rarity = self._rarity(terms)
        weights = {term: weight * rarity[term] for term, weight in terms.items()}
        products: defaultdict[str, float] = defaultdict(float)
        common = max(_COMMON_LEAST, _COMMON_SHARE * self._articles)
        for term, weight in weights.items():
            if self._frequency.get(term, 0) <= common:
                factor = weight * rarity[term]
                for story, summed in self._stories.get(term, {}).items():
                    products[story] += factor * summed
        promises = [(product / self._centroids[story].count ** 0.75, story) for story, product in products.items()]
        return sorted((self._likeness(weights, story) for _, story in nlargest(_CANDIDATES, promises)), key=_best_first)

    def bridged(self, terms: Mapping[str, float], story: str, other: str) -> float:
        """The cosine between a story that an article has joined and another."""
        summed = dict(self._centroids[story].terms)
        for term, weight in terms.items():
            summed[term] = summed.get(term, 0.0) + weight
        rarity = self._rarity(summed)
        return self._likeness({term: weight * rarity[term] for term, weight in summed.items()}, other).cosine

    def _rarity(self, terms: Iterable[str]) -> dict[str, float]:
        """Inverse document frequency of terms among the independent articles."""
        total, frequency = self._articles + PSEUDO_DOCUMENTS, self._frequency
        return {term: log(total / (frequency[term] + 1 if term in frequency else 1)) for term in terms}

    def _likeness(self, weights: Mapping[str, float], story: str) -> Likeness:
        centroid = self._centroids[story].terms
        rarity = self._rarity(centroid)
        parts = {term: weight * centroid[term] * rarity[term] for term, weight in weights.items() if term in centroid}
        # fsum rounds once, so that the order in which terms came does not show.
        norm = sqrt(fsum(weight * weight for weight in weights.values()))
        centroid_norm = sqrt(fsum([(weight * rarity[term]) ** 2 for term, weight in centroid.items()]))
        cosine = fsum(parts.values()) / (norm * centroid_norm) if norm and centroid_norm else 0.0
        strongest = nlargest(_TERMS_SHOWN, parts, key=lambda term: (parts[term], term))
        return Likeness(story, min(1.0, cosine), tuple(strongest))


def _best_first(likeness: Likeness) -> tuple[float, str]:
    return -likeness.cosine, likeness.story
