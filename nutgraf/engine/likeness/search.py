"""Stories that may be about the same as an article, found by the rarest of its terms in the window."""

from heapq import nlargest
from typing import Final

from nutgraf.engine.likeness.slot import Slot
from nutgraf.engine.likeness.vocabulary import Vocabulary

COMMON_SHARE: Final = 0.1  # terms in more of the articles than this find no story: they only weigh once it is found
COMMON_LEAST: Final = 20
MOST_HOLDERS: Final = 200  # of a term that are looked at, the latest
MOST_LOOKED_AT: Final = 1_200  # of all terms, the rarest first: a window ten times as large costs no more


def promising(
    mine: dict[int, int], vocabulary: Vocabulary, slots: dict[int, Slot], counts: dict[str, int], most: int
) -> list[str]:
    """The stories, at most so many, whose articles hold the most and rarest of an article's terms."""
    common = max(COMMON_LEAST, int(COMMON_SHARE * vocabulary.total))
    keys: list[tuple[int, str, int]] = []
    for number in mine:
        frequency = vocabulary.frequencies[number]
        if 0 < frequency <= common:
            keys.append((frequency, vocabulary.term(number), number))
    keys.sort()
    products: dict[str, float] = {}
    left = MOST_LOOKED_AT
    for frequency, _, number in keys:
        factor = float(mine[number] * mine[number])
        holders = vocabulary.holders(number)
        begin = max(0, frequency - min(MOST_HOLDERS, left))
        for at in range(begin, frequency):
            story = slots[holders[at]].story
            products[story] = products.get(story, 0.0) + factor
        left -= frequency - begin
        if left <= 0:
            break
    promises = [(product / float(counts[story]) ** 0.75, story) for story, product in products.items()]
    return [story for _, story in nlargest(most, promises)]
