"""What is compared of an article and a story: the numbers by which the judge tells whether they belong together."""

from math import isnan, log, nan, sqrt
from typing import Final

from nutgraf.engine.likeness.centroid import Centroid
from nutgraf.engine.likeness.vocabulary import Vocabulary

NAMES: Final = (
    "cosine",  # of the term vectors
    "contained",  # the share of the article's terms, by weight, that the story has
    "rarest",  # the inverse document frequency of the rarest term in common
    "lead",  # by how much the cosine is ahead of the next story's, or behind the first one's
    "place",  # 0 for the story with the highest cosine
    "terms",  # of the article
    "story_terms",  # different ones, per summed article
    "reports",  # independent articles in the story
    "window",  # logarithm of the independent articles in the window
    "hours",  # from the story's articles to this one
    "meaning",  # cosine of the meanings
    "meaning_lead",
    "meaning_place",
    "same_language",
    "languages",
)
_COSINE: Final = 0
_LEAD: Final = 3
_PLACE: Final = 4
_MEANING: Final = 10
_MEANING_LEAD: Final = 11
_MEANING_PLACE: Final = 12
_PSEUDO_DOCUMENTS: Final = 500  # so that what all of a small window is about still counts (docs/decisions/0014)
_TERMS_SHOWN: Final = 5
_TINY: Final = 1e-9


class Query:
    """An article as it is compared: the weights of its terms, and how rare each is now."""

    def __init__(self, terms: dict[str, float], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.count = len(terms)
        self.base = log(vocabulary.total + _PSEUDO_DOCUMENTS)
        self.weights: dict[int, float] = {}
        self.rarity: dict[int, float] = {}
        square = 0.0
        self.sum = _TINY
        for term, weight in terms.items():
            number = vocabulary.number(term)
            rarity = self.base - (log(vocabulary.frequencies[number] + 1) if number >= 0 else 0.0)
            weighed = weight * rarity
            square += weighed * weighed
            self.sum += weighed
            if number >= 0:
                self.weights[number] = weighed
                self.rarity[number] = rarity
        self.norm = sqrt(square) or _TINY


def row(query: Query, centroid: Centroid, hours: float, meaning: float, language: str) -> list[float]:
    """The numbers of an article and one story; what compares stories with each other is left 0 (see ``rank``)."""
    frequencies, base, rare, mine = query.vocabulary.frequencies, query.base, query.rarity, query.weights
    product, shared, rarest, square = 0.0, 0.0, 0.0, 0.0
    for number, weight in centroid.weights.items():
        weighed = weight * (base - log(frequencies[number] + 1))
        if number in rare:
            product += weighed * mine[number]
            shared += mine[number]
            rarest = max(rarest, rare[number])
        square += weighed * weighed
    return [
        product / (query.norm * (sqrt(square) or _TINY)),
        shared / query.sum,
        rarest,
        0.0,
        0.0,
        float(query.count),
        len(centroid.weights) / max(1, centroid.summed),
        float(centroid.count),
        log(query.vocabulary.total + 1),
        hours,
        meaning,
        nan,
        nan,
        float(language in centroid.languages),
        float(len(centroid.languages)),
    ]


def rank(rows: list[list[float]]) -> None:
    """Fills in how each of an article's stories stands among the others."""
    _rank(rows, _COSINE, _LEAD, _PLACE)
    _rank(rows, _MEANING, _MEANING_LEAD, _MEANING_PLACE)


def _rank(rows: list[list[float]], value: int, lead: int, place: int) -> None:
    values = sorted([row[value] for row in rows if not isnan(row[value])], reverse=True)
    if not values:
        return
    first, second = values[0], values[1] if len(values) > 1 else 0.0
    for one in rows:
        mine = one[value]
        if not isnan(mine):
            one[lead] = mine - second if mine == first else mine - first
            one[place] = float(values.index(mine))


def shared_terms(query: Query, centroid: Centroid) -> list[str]:
    """The terms that an article and a story have in common, those first that weigh most."""
    parts = [
        (weight * query.rarity[number] * centroid.weights[number], query.vocabulary.term(number))
        for number, weight in query.weights.items()
        if number in centroid.weights
    ]
    parts.sort(reverse=True)
    return [term for _, term in parts[:_TERMS_SHOWN]]
