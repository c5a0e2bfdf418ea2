"""Sketches of texts, unpacked: what two of them share, and where in each of them that stands."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from nutgraf.core.fingerprint.fingerprint import kept_below, unpack_numbers
from nutgraf.core.fingerprint.shingles.hashing import ALL
from nutgraf.records import Fingerprint

_RUN = 10  # shingles of a passage that two texts share, and
_RUN_HASHES = 4
_APART = 2  # hashes between those of one passage: where two lines meet that do not in the other text
_SHARED_COSTS = 2  # of an article's own part: words in a row that others use as well do not end it


class Sketch(NamedTuple):
    """An unpacked sketch: its hashes sorted, as a set, in order of the text, and the bound below which it has all.

    A fingerprint of an earlier form does not tell their order.
    """

    hashes: Sequence[int]
    held: frozenset[int]
    in_order: Sequence[int]
    below: int


class Common(NamedTuple):
    """The hashes that two sketches share, and the bound below which both have all of theirs."""

    hashes: frozenset[int]
    below: int

    def within(self, below: int) -> "Common":
        """The same below a lower bound."""
        if below >= self.below:
            return self
        return Common(frozenset(value for value in self.hashes if value < below), below)

    @property
    def scale(self) -> int:
        """How many shingles each hash stands for."""
        return ALL // self.below


class Standing(NamedTuple):
    """The hashes of what stands in texts whatever they report, as far as is known: those below the bound."""

    hashes: frozenset[int] = frozenset()
    below: int = ALL

    def __or__(self, other: "Standing") -> "Standing":
        return Standing(self.hashes | other.hashes, min(self.below, other.below))


NOTHING = Standing()


class OwnPart(NamedTuple):
    """The longest part of a text that another does not have.

    ``size`` is in shingles; ``before`` is how much of the text is before it, ``share`` how much is in it, and
    ``rest_shared`` how much of what is outside of it is in the other: the hashes ``above`` it and ``under`` it.
    """

    size: int
    before: float
    share: float
    rest_shared: float
    above: frozenset[int]
    under: frozenset[int]


def sketch(print_: Fingerprint) -> Sketch:
    """A fingerprint's sketch, unpacked."""
    return _unpacked(print_.sketch, print_.places, print_.shingles)


@lru_cache(maxsize=1024)
def _unpacked(packed: bytes, places: bytes, shingles: int) -> Sketch:
    hashes = unpack_numbers(packed)
    in_order = [value for _, value in sorted(zip(places, hashes, strict=True))] if places else []
    return Sketch(hashes, frozenset(hashes), in_order, kept_below(shingles))


def common(mine: Fingerprint, other: Fingerprint) -> Common:
    """What two sketches share: of the hashes below the bound of the sparser one, both have all."""
    a, b = sketch(mine), sketch(other)
    return Common(a.held & b.held, max(a.below, b.below)).within(min(a.below, b.below))


def shared_shingles(mine: Fingerprint, other: Fingerprint, standing: Standing) -> tuple[int, int, int, int]:
    """Shingles in both texts, in each of them, and the number of those in both that the sketches show.

    They are the number of hashes, times as many as were left out; what is ``standing`` does not count.
    """
    both = common(mine, other).within(standing.below)
    seen = len(both.hashes - standing.hashes)
    return (
        seen * both.scale,
        _count(sketch(mine), both.below, standing) * both.scale,
        _count(sketch(other), both.below, standing) * both.scale,
        seen,
    )


def _count(one: Sketch, below: int, standing: Standing) -> int:
    return bisect_left(one.hashes, below) - sum(value < below and value in one.held for value in standing.hashes)


def passages(print_: Fingerprint, both: Common) -> set[int]:
    """The hashes of the passages that a text shares with another: any two long texts have single phrases in common."""
    found: set[int] = set()
    run: list[int] = []
    apart = 0
    for value in (*(value for value in sketch(print_).in_order if value < both.below), *[-1] * (_APART + 1)):
        if value in both.hashes:
            run.append(value)
            apart = 0
            continue
        apart += 1
        if apart > _APART:
            if len(run) >= _RUN_HASHES and len(run) * both.scale >= _RUN:
                found.update(run)
            run = []
    return found


def own_part(print_: Fingerprint, both: Common) -> OwnPart | None:
    """The part of a text that another does not have; None where it has none, or the order is not known."""
    in_order = [value for value in sketch(print_).in_order if value < both.below]
    best = run = begin = start = end = 0
    for place, value in enumerate(in_order):
        run += -_SHARED_COSTS if value in both.hashes else 1
        if run <= 0:
            run, begin = 0, place + 1
        elif run > best:
            best, start, end = run, begin, place + 1
    if not best:
        return None
    above, under = both.hashes.intersection(in_order[:start]), both.hashes.intersection(in_order[end:])
    rest = len(in_order) - (end - start)
    return OwnPart(
        size=(end - start) * both.scale,
        before=start / len(in_order),
        share=(end - start) / len(in_order),
        rest_shared=(len(above) + len(under)) / rest if rest else 0.0,
        above=above,
        under=under,
    )
