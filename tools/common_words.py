"""Writes nutgraf/core/fingerprint/common_words.txt: how rare the words that are common in some language are.

Usage: python tools/common_words.py [FILE]
The scores of multilingual-e5-small's pieces (MIT) are the logarithms of a unigram model of a hundred languages.
"""

import sys
from collections import defaultdict
from math import exp, log
from pathlib import Path
from textwrap import wrap

from nutgraf.core.fingerprint.rarity import RAREST
from nutgraf.meaning.weights import Weights, shipped

WORDS = Path(__file__).parents[1] / "nutgraf" / "core" / "fingerprint" / "common_words.txt"
HEAD = """\
# How rare a common word is, in eighths of the natural logarithm of one by the share of articles that hold it;
# a word that is not here is rarer than all of these. Worked out by tools/common_words.py from the scores of the pieces
# of multilingual-e5-small (MIT licence), a unigram model of texts in a hundred languages.
"""
_BEGINS = "\u2581"  # a piece that begins a word
_UNSPACED = 0x2E80  # from here on words have no spaces between them, and any piece may be one
_OF_ITS_LANGUAGE = exp(3)  # how much more frequent a word is in texts of its own language; chosen
_LENGTH = 60  # words of a title and a lead
_MOST = 0.9  # the share of articles beyond which a word is no more common
_UNIT = 8
_WIDTH = 110


def levels(pieces: list[tuple[str, float]]) -> dict[int, list[str]]:
    """Words by how rare they are, in eighths; those that are spelled in several ways count together."""
    shares: defaultdict[str, float] = defaultdict(float)
    for piece, score in pieces:
        if piece and (piece[0] == _BEGINS or ord(piece[0]) > _UNSPACED):
            shares[piece.lstrip(_BEGINS).casefold()] += exp(score)
    found: defaultdict[int, list[str]] = defaultdict(list)
    for word, share in shares.items():
        level = round(-log(min(_MOST, _LENGTH * share * _OF_ITS_LANGUAGE)) * _UNIT)
        if len(word) > 1 and word.isalnum() and level < RAREST * _UNIT:
            found[max(level, 1)].append(word)
    return found


def written(found: dict[int, list[str]]) -> str:
    """The file's text."""
    lines = (
        f"{level}\t{line}\n"
        for level in sorted(found)
        for line in wrap(" ".join(sorted(found[level])), _WIDTH, break_long_words=False)
    )
    return HEAD + "".join(lines)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else WORDS
    target.write_text(written(levels(Weights(shipped()).pieces)), encoding="utf-8")
