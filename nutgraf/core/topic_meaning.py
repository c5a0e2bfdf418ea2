"""How near an article is to topics by meaning, given vectors of both from any model of sentences."""

from collections.abc import Mapping, Sequence
from math import fsum, sqrt

from nutgraf.records import Reason

POINTS = 6.0


def nearness(article: Sequence[float], topics: Mapping[str, Sequence[float]]) -> dict[str, Reason]:
    """The part that meaning adds to the scores of topics, by topic, as ``Topics.tag`` takes it.

    Vectors are of one model and length, those of topics made of their descriptions. Models press cosines together
    near 1; so a topic gets points for how far it is above the mean of all of them, as a share of how far it could be.
    Those at or below the mean get none, and so does a topic that is alone. Raises ValueError for vectors of unlike
    length.
    """
    cosines = {topic: _cosine(article, vector) for topic, vector in topics.items()}
    mean = fsum(cosines.values()) / len(cosines) if cosines else 0.0
    return {
        topic: Reason(name="meaning", value=value, note=f"cosine {cosine:.2f}")
        for topic, cosine in cosines.items()
        if cosine > mean and (value := round(POINTS * (cosine - mean) / (1 - mean), 2)) > 0
    }


def _cosine(a: Sequence[float], b: Sequence[float]) -> float:
    product = fsum(x * y for x, y in zip(a, b, strict=True))
    lengths = sqrt(fsum(x * x for x in a)) * sqrt(fsum(y * y for y in b))
    return min(product / lengths, 1.0) if lengths else 0.0
