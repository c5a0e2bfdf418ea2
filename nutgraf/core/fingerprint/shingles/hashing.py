"""Hashes of words and of runs of three words (shingles), the same in every process and on every machine.

All in 32 bits, and each sum of products in less than 63, so that compiled integers do not overflow.
"""

from typing import Final

from mypy_extensions import i64

ALL: Final = 1 << 32  # above every hash

_MASK: Final = 0xFFFFFFFF
_OFFSET: Final = 0x811C9DC5
_PRIME: Final = 0x01000193
_FIRST: Final = 0x9E3779B
_SECOND: Final = 0x5EBCA6B
_THIRD: Final = 0x2B2AE35
_MIX: Final = 0x45D9F3B
_SPACE: Final = 32


def word_hashes(data: bytes) -> list[int]:
    """The hash (FNV-1a, 32 bits) of each word in bytes that have nothing else between words than spaces."""
    hashes: list[int] = []
    value: i64 = _OFFSET
    inside = False
    at: i64 = 0
    end: i64 = len(data)
    while at < end:
        byte: i64 = data[at]
        if byte != _SPACE:
            value = ((value ^ byte) * _PRIME) & _MASK
            inside = True
        elif inside:
            hashes.append(int(value))
            value = _OFFSET
            inside = False
        at += 1
    if inside:
        hashes.append(int(value))
    return hashes


def shingle_hashes(words: list[int], below: int) -> list[int]:
    """The hashes, of those less than ``below``, of each run of three words; of all the words where they are fewer."""
    if not words:
        return []
    bound: i64 = below
    count: i64 = len(words)
    first: i64 = words[0]
    second: i64 = words[1] if count > 1 else 0
    third: i64 = 0
    found: list[int] = []
    at: i64 = 2
    while True:
        if at < count:
            third = words[at]
        value: i64 = (first * _FIRST + second * _SECOND + third * _THIRD) & _MASK
        value = ((value ^ (value >> 16)) * _MIX) & _MASK
        value ^= value >> 16
        if value < bound:
            found.append(int(value))
        at += 1
        if at >= count:
            return found
        first = second
        second = third


def winnowed(hashes: list[int], width: int) -> list[int]:
    """The least hash of each ``width`` neighbours, each place once; of all where there are fewer."""
    count = len(hashes)
    chosen: list[int] = []
    last = -1
    for start in range(max(1, count - width + 1) if count else 0):
        if last >= start and hashes[min(start + width, count) - 1] >= hashes[last]:
            continue
        best = start
        for at in range(start, min(start + width, count)):
            if hashes[at] <= hashes[best]:
                best = at
        if best != last:
            chosen.append(hashes[best])
            last = best
    return chosen
