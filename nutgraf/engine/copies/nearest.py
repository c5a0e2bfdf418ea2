"""From whom a copy was taken: not always the original, for copies are copied with their cuts and errors."""

from collections.abc import Sequence

from nutgraf.engine.copies.standing.sketches import NOTHING, shared_shingles
from nutgraf.engine.order import is_earlier
from nutgraf.records import Known, Reason

NEAREST = "nearest copy"
MOST_COMPARED = 32  # copies, the earliest, so that one more of very many costs no more; chosen, not measured
_NEARER = 0.1  # by how much a copy must be more alike than the original is; chosen, not measured
_SEEN_LEAST = 8  # shingles of the sketches that must tell them apart; chosen, not measured


def nearest_copy(copy: Known, original: Known, group: Sequence[Known]) -> Reason | None:
    """The earlier copy of the same original that a copy is most like, where that is clearly more than the original.

    Who copies a copy repeats its cuts, changes and errors, so that these two share more of what they have together
    (resemblance) than either shares with the original.
    """
    bound = resemblance(copy, original) + _NEARER
    earlier = [
        other
        for other in group
        if other.article.id not in {copy.article.id, original.article.id} and is_earlier(other.article, copy.article)
    ]
    near = [(resemblance(copy, other), other) for other in earlier[:MOST_COMPARED]]
    # Of equals the first: the others copied it as well.
    likest = max(near, key=lambda pair: pair[0], default=None)
    if likest is None or likest[0] < bound:
        return None
    return Reason(name=NEAREST, value=likest[0], note=likest[1].article.id)


def resemblance(mine: Known, other: Known) -> float:
    """How much two texts share of what they have together, 0 to 1; 0 where too little of them was kept to tell."""
    both, a, b, seen = shared_shingles(mine.fingerprint, other.fingerprint, NOTHING)
    return both / (a + b - both) if seen >= _SEEN_LEAST else 0.0
