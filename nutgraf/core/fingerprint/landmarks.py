"""The landmarks of a text: its numbers and names, and where they stand. In a translation most of them stand there, too.

A landmark is told in three bytes: its code, and its place in steps of 16 characters. The code of a small number is that
number, else it is a hash; of a name only the beginning counts, for languages end names differently.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from struct import Struct
from typing import NamedTuple
from unicodedata import combining, normalize
from zlib import crc32

from nutgraf.core.fingerprint.fingerprint import with_blank_quotations
from nutgraf.core.languages.tables import tags_with, words_of

MOST = 24  # of a text: 72 bytes. With 20 fewer translations were found, with 28 and 32 not more
_STEP = 16  # characters
_FARTHEST = 255  # steps
_NAME = 5  # letters of a name that count; 4 did as well
_SHORTEST = 3  # letters of a name
_DIGITS = range(2, 13)  # of a number: many languages write one digit as a word
_CODES = 1 << 14  # of a kind
_ALL = 1 << 16  # above every rank
_PLAIN = 12_000  # numbers below are their own code
_NUMBERS, _LATIN_NAMES, _OTHER_NAMES = range(3)
# How much farther apart, in steps, two landmarks may stand in one text than in the other.
_SLACK = 3.0
_SLACK_SHARE = 0.2  # of the greater distance

_ONE = Struct("<HB")
# With what parts digits into groups or decimals.
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d(?:[.,:'\u2019]?\d)*"
_WORD = re.compile(rf"([\W_]*)({_NUMBER}|[^\W\d_]+)")  # with what stands before it
_OPENING = re.compile(r"[.!?…:\n\"“„«”»]")  # behind it any word has a capital
_LAST_LATIN = "\u024f"
_AGREEING = re.compile(r"e[mnrs]?$")  # how articles and adjectives end before a noun
_NOUNS_WITH_CAPITALS = tags_with(lambda one: one.quotes.nouns_with_capitals)
_DETERMINERS = words_of(lambda one: one.quotes.determiners)


class Landmarks(NamedTuple):
    """Landmarks as they are compared: their places by code, their ranks by kind, and up to which rank all are known."""

    places: dict[int, int]
    ranks: tuple[list[int], ...]
    complete: int


def landmarks(text: str, language: str | None = None) -> bytes:
    """The landmarks in the first 4,096 characters of a text, each where it first stands.

    Of more than 24 those of lowest rank are kept, so that two texts keep the same ones of those that they share.
    """
    found: dict[int, int] = {}
    for code, at in _codes(with_blank_quotations(text[: _STEP * (_FARTHEST + 1)]), language):
        found.setdefault(code, at // _STEP)
    kept = set(sorted(found, key=_rank)[:MOST])
    return b"".join(_ONE.pack(code, place) for code, place in found.items() if code in kept)


def unpacked(packed: bytes) -> Landmarks:
    """What ``landmarks`` gave, to be compared."""
    places: dict[int, int] = dict(_ONE.iter_unpack(packed))
    ranks: tuple[list[int], ...] = ([], [], [])
    for rank, code in sorted((_rank(code), code) for code in places):
        ranks[code // _CODES].append(rank)
    return Landmarks(places, ranks, max(map(_rank, places)) if len(places) == MOST else _ALL)


def shared(one: Landmarks, other: Landmarks) -> set[int]:
    """The codes of the landmarks that two texts share."""
    return one.places.keys() & other.places.keys()


def fewer(one: Landmarks, other: Landmarks) -> int:
    """How many landmarks the text with fewer has, of those that would be known of both."""
    return min(sum(_known_beside(one, other)), sum(_known_beside(other, one)))


def fewer_numbers(one: Landmarks, other: Landmarks) -> int:
    """How many of those are numbers, in the text with fewer numbers."""
    return min(_known_beside(one, other)[_NUMBERS], _known_beside(other, one)[_NUMBERS])


def _known_beside(one: Landmarks, other: Landmarks) -> list[int]:
    """How many landmarks of each kind would be known beside those of another: of kinds of both, up to one rank."""
    complete = min(one.complete, other.complete)
    kinds = zip(one.ranks, other.ranks, strict=True)
    return [bisect_right(ranks, complete) if theirs else 0 for ranks, theirs in kinds]


def in_step(one: Landmarks, other: Landmarks) -> int:
    """How many landmarks stand in both texts in one order, and equally far apart."""
    return _longest(sorted((one.places[code], other.places[code]) for code in shared(one, other)))


def numbers(codes: Iterable[int]) -> list[int]:
    """Those codes that are of numbers."""
    return [code for code in codes if code // _CODES == _NUMBERS]


def plain_number(code: int) -> int | None:
    """The number that has a code, None where that is a hash."""
    return code if code < _PLAIN else None


def _longest(points: list[tuple[int, int]]) -> int:
    """The longest chain of places in two texts of which each is as far from the one before in both."""
    lengths: list[int] = []
    for x, y in points:
        longest = 0
        for (before_x, before_y), length in zip(points, lengths, strict=False):  # those before this one
            if length > longest and _keeps_step(x - before_x, y - before_y):
                longest = length
        lengths.append(longest + 1)
    return max(lengths, default=0)


def _keeps_step(one: int, other: int) -> bool:
    return other >= 0 and abs(one - other) <= _SLACK + _SLACK_SHARE * max(one, other)


def _rank(code: int) -> int:
    """A number that is another for each code, so that those kept are a sample of all kinds."""
    return code * 40_503 & (_ALL - 1)  # Knuth's multiplicative hash


def _codes(text: str, language: str | None) -> Iterator[tuple[int, int]]:
    """The code of each number and name of a text, and where it stands."""
    words: list[tuple[str, str]] = [("", ""), *_WORD.findall(text), ("", "")]
    nouns = (language or "").partition("-")[0].lower() in _NOUNS_WITH_CAPITALS
    end = 0
    for number, (gap, word) in enumerate(words[1:-1], start=1):
        at, end = end + len(gap), end + len(gap) + len(word)
        if word[0].isdecimal():
            if len(digits := "".join(filter(str.isdecimal, word))) in _DIGITS:
                yield _of_number(int(digits)), at
        elif (
            word[0].isupper()
            and _is_name(gap, word, *words[number + 1])
            and not (nouns and _is_noun(gap, words[number - 1][1]))
        ):
            yield (_LATIN_NAMES if word[0] <= _LAST_LATIN else _OTHER_NAMES) * _CODES + _of_name(word), at


def _is_name(gap: str, word: str, next_gap: str, behind: str) -> bool:
    """Whether a word is a name, or the last part of one: titles and first names are often left out."""
    if not _has_capital(word) or not gap or _OPENING.search(gap):
        return False
    return next_gap != " " or not _has_capital(behind)


def _has_capital(word: str) -> bool:
    return len(word) >= _SHORTEST and word[0].isupper()


def _is_noun(gap: str, before: str) -> bool:
    """Whether a word that has its capital as every noun stands behind what stands before nouns."""
    if gap != " " or not before or _has_capital(before):
        return False
    return before[0].isdecimal() or before in _DETERMINERS or bool(_AGREEING.search(before))


def _of_number(value: int) -> int:
    return value if value < _PLAIN else _PLAIN + value % (_CODES - _PLAIN)


@lru_cache(maxsize=16_384)
def _of_name(word: str) -> int:
    """A hash of how a name begins, without accents and case."""
    letters = "".join(letter for letter in normalize("NFKD", word.casefold()) if not combining(letter))
    return crc32(letters[:_NAME].encode("utf-8", "surrogatepass")) % _CODES
