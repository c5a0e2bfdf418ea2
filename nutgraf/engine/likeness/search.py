"""Who holds the rarest of an article's terms in the window: among these are those it may share a story with."""

from array import array
from typing import Final, NamedTuple

from nutgraf.engine.likeness.vocabulary import Vocabulary

COMMON_SHARE: Final = 0.1  # terms in more of the articles than this find no story: they only weigh once it is found
COMMON_LEAST: Final = 20
MOST_HOLDERS: Final = 200  # of a term that are looked at, the latest
MOST_LOOKED_AT: Final = 1_200  # of all terms, the rarest first: a window ten times as large costs no more


class Holders(NamedTuple):
    """Numbers of articles, term by term: how many of them hold each, and what one gets for holding it."""

    articles: "array[int]"
    counts: list[int]
    worth: list[int]


def holders_of(numbers: list[int], weights: list[int], vocabulary: Vocabulary) -> Holders:
    """The latest articles that hold terms, those of the rarest terms first, as far as so many are looked at."""
    common = max(COMMON_LEAST, int(COMMON_SHARE * vocabulary.total))
    places: dict[int, list[int]] = {}
    for place in range(len(numbers)):
        frequency = vocabulary.frequencies[numbers[place]]
        if 0 < frequency <= common:
            places.setdefault(frequency, []).append(place)
    articles = array("I")
    counts: list[int] = []
    worth: list[int] = []
    left = MOST_LOOKED_AT
    for frequency in sorted(places):
        equals = places[frequency]
        if len(equals) * min(frequency, MOST_HOLDERS) > left:  # else all are looked at, in whatever order
            equals.sort(key=lambda place: vocabulary.term(numbers[place]))
        for place in equals:
            count = min(frequency, MOST_HOLDERS, left)
            articles.extend(vocabulary.holders(numbers[place])[frequency - count :])
            counts.append(count)
            worth.append(weights[place] * weights[place])
            left -= count
            if left <= 0:
                return Holders(articles, counts, worth)
    return Holders(articles, counts, worth)
