"""An inverted index in 10 bytes a posting: which numbers hold a key, oldest first.

Postings of a bucket form a ring in the order of their numbers, reached by its last. The bucket is a key's high bits and
the tag its low ones; together they are the whole key, so that no two keys are ever taken for each other.
"""

from array import array
from typing import Final

_LEAST_BITS: Final = 16  # fewer, and bucket and tag do not hold all of a key
_KEY_BITS: Final = 32
_TAG: Final = 0xFFFF
_FAR: Final = 16  # postings looked at for each that is asked for, so that a key that all hold slows no others down
_WEIGHT_OF_ONE: Final = 0.5  # of a single key in common, and
_WEIGHT_OF_SEVERAL: Final = 0.25  # of several, from which texts are compared; chosen, not measured
_LOAD: Final = 2  # postings a bucket, from which there are twice as many buckets


class Postings:
    """Keys of 32 bits, each with the numbers (less than 2**32) that hold it."""

    def __init__(self) -> None:
        self._bits = _LEAST_BITS
        self._lasts = array("I", bytes(4 << _LEAST_BITS))
        self._tags = array("H", [0])  # the first posting is none
        self._numbers = array("I", [0])
        self._nexts = array("I", [0])
        self._free = 0
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def size(self) -> int:
        """The bytes it takes."""
        return sum(len(part) * part.itemsize for part in (self._lasts, self._tags, self._numbers, self._nexts))

    def add(self, key: int, number: int) -> None:
        """Makes a number a holder of a key."""
        if self._count >= _LOAD << self._bits:
            self._grow()
        posting = self._posting(key, number)
        bucket = key >> (_KEY_BITS - self._bits)
        last: int = self._lasts[bucket]
        if not last:
            self._nexts[posting] = posting
            self._lasts[bucket] = posting
            return
        before = last
        if self._numbers[last] > number:
            at: int = self._nexts[last]
            while self._numbers[at] <= number:
                before = at
                at = self._nexts[at]
        else:
            self._lasts[bucket] = posting
        self._nexts[posting] = self._nexts[before]
        self._nexts[before] = posting

    def _posting(self, key: int, number: int) -> int:
        self._count += 1
        posting: int = self._free
        if posting:
            self._free = self._nexts[posting]
            self._tags[posting] = key & _TAG
            self._numbers[posting] = number
            return posting
        self._tags.append(key & _TAG)
        self._numbers.append(number)
        self._nexts.append(0)
        return len(self._tags) - 1

    def remove(self, key: int, number: int) -> None:
        """Undoes ``add`` of the same."""
        bucket = key >> (_KEY_BITS - self._bits)
        last: int = self._lasts[bucket]
        if not last:
            return
        tag = key & _TAG
        before = last
        at: int = self._nexts[last]
        while self._tags[at] != tag or self._numbers[at] != number:
            if at == last:
                return
            before = at
            at = self._nexts[at]
        if before == at:
            self._lasts[bucket] = 0
        else:
            self._nexts[before] = self._nexts[at]
            if at == last:
                self._lasts[bucket] = before
        self._nexts[at] = self._free
        self._free = at
        self._count -= 1

    def holders(self, key: int, most: int) -> list[int]:
        """The oldest numbers, at most so many, that hold a key."""
        found: list[int] = []
        last: int = self._lasts[key >> (_KEY_BITS - self._bits)]
        if not last:
            return found
        tag = key & _TAG
        tags, numbers, nexts = self._tags, self._numbers, self._nexts
        at = last
        for _ in range(_FAR * most):
            at = nexts[at]
            if tags[at] == tag:
                found.append(numbers[at])
                if len(found) >= most:
                    break
            if at == last:
                break
        return found

    def likely(self, keys: list[int], most: int) -> list[int]:
        """The numbers that hold keys which few others hold, or several, those first that hold the rarest and most.

        Of each key at most so many holders are looked at; each gets an equal share of it.
        """
        weights: dict[int, float] = {}
        again: set[int] = set()
        for key in keys:
            found = self.holders(key, most)
            if found:
                weight = 1.0 / len(found)
                for number in found:
                    if number in weights:
                        weights[number] += weight
                        again.add(number)
                    else:
                        weights[number] = weight
        ranked: list[tuple[float, int]] = []
        for number, weight in weights.items():
            if weight >= (_WEIGHT_OF_SEVERAL if number in again else _WEIGHT_OF_ONE):
                ranked.append((-weight, number))
        ranked.sort()
        return [number for _, number in ranked]

    def _grow(self) -> None:
        """Parts each bucket in two, by the next bit of its keys."""
        shift = _KEY_BITS - self._bits - 1
        lasts = array("I", bytes(8 << self._bits))
        for bucket in range(len(self._lasts)):
            last: int = self._lasts[bucket]
            if not last:
                continue
            at: int = self._nexts[last]
            while True:
                after: int = self._nexts[at]
                upper = 2 * bucket + ((self._tags[at] >> shift) & 1)
                end: int = lasts[upper]
                if end:
                    self._nexts[at] = self._nexts[end]
                    self._nexts[end] = at
                else:
                    self._nexts[at] = at
                lasts[upper] = at
                if at == last:
                    break
                at = after
        self._bits += 1
        self._lasts = lasts
