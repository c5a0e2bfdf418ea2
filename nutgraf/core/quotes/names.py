"""Names in running text: runs of capitalised words, and the words that a clause is cut into."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from nutgraf.core.languages.tables import words_of
from nutgraf.core.quotes.cues import DATES, DETERMINERS, STOP_WORDS, Tongue

_APART = r"\s,;:!?…\"“”„«»‹›‚‘()\[\]{}<>—–/、。，；：！？「」『』؛،؟।|*\u200b"
WORD = re.compile(rf"[^{_APART}.]+(?:\.(?=[^{_APART}.])[^{_APART}.]+)*")
_JOINERS = words_of(lambda one: one.quotes.in_names)
_ARTICLES = words_of(lambda one: one.quotes.behind_joiners)  # join only behind another: van der, de la
_ABBREVIATED = words_of(lambda one: one.quotes.abbreviations)
_BREAKS = frozenset(",()–—،、[]")
_END_IN_RUN = re.compile(r"\. ")
_MOST_JOINERS = 2  # chosen on polnear_train alone (bench/floors.toml)
_STRETCH = 512  # characters that are taken apart and remembered at once; chosen, not measured
_OVERLAP = 256  # characters: the longest stretch that is asked for
_ARABIC_ARTICLES = frozenset("al el ad an ar as at az ash".split())
_ELIDED = (1, 2)  # letters of an elided article: l'Oréal, dell'Anna

Word: TypeAlias = tuple[int, int, str]

_start_of, _end_of = itemgetter(0), itemgetter(1)


class Mention(NamedTuple):
    """Who is meant, as a span of the text; ``pronoun`` says that the name is still to be resolved."""

    start: int
    end: int
    name: str
    pronoun: bool = False


def words_in(text: str, start: int, end: int) -> list[Word]:
    """Words with their offsets, marks and punctuation left out.

    Where quotations are dense, the same words are asked for again and again: they are found once for each stretch.
    """
    if end - start > _OVERLAP:
        return [(*found.span(), found.group()) for found in WORD.finditer(text, start, end)]
    words = _words_of_stretch(text, start // _STRETCH)
    first = bisect_right(words, start, key=_end_of)
    last = bisect_left(words, end, first, key=_start_of)
    found = words[first:last]
    if found and found[0][0] < start:
        found[0] = _cut(text, start + (text[start] == "."), found[0][1])
    if found and found[-1][1] > end:
        found[-1] = _cut(text, found[-1][0], end - (text[end - 1] == "."))
    return [word for word in found if word[2]] if len(found) == 1 else found


@lru_cache(maxsize=4)
def _words_of_stretch(text: str, number: int) -> list[Word]:
    start = number * _STRETCH
    return [(*found.span(), found.group()) for found in WORD.finditer(text, start, start + _STRETCH + _OVERLAP)]


def _cut(text: str, start: int, end: int) -> Word:
    return start, end, text[start:end]


def is_abbreviation(text: str, dot: int) -> bool:
    """Whether the full stop at ``dot`` ends an abbreviation or an initial, and no sentence."""
    begin = dot
    while begin and dot - begin < len("phdr ") and text[begin - 1].isalpha():
        begin -= 1
    word = text[begin:dot]
    return word.casefold() in _ABBREVIATED or (len(word) == 1 and word.isupper())


def clause_parts(text: str, words: Sequence[Word]) -> list[list[Word]]:
    """The words between commas, dashes and brackets."""
    parts: list[list[Word]] = []
    end = -1
    for word in words:
        if end < 0 or not _BREAKS.isdisjoint(text[end : word[0]]) or " - " in text[end : word[0]]:
            parts.append([])
        parts[-1].append(word)
        end = word[1]
    return parts


def bare_name(text: str, words: Sequence[Word]) -> Mention | None:
    """The name that the last part of some words is, and nothing else: "Sources agree - Ada Byrne:"."""
    part = clause_parts(text, words)[-1]
    if len(part) == 1 and part[0][2].casefold() in STOP_WORDS:
        return None
    name = name_at(text, part, 0)
    return name if name is not None and name.end == part[-1][1] else None


def names_in(text: str, start: int, end: int, tongue: Tongue) -> list[Mention]:
    """All names in a stretch, in order, without an article or conjunction before them."""
    found: list[Mention] = []
    for run in _capital_runs().finditer(text, start, end):
        begin, finish = run.span()
        for stop in _END_IN_RUN.finditer(text, begin, finish):
            if not is_abbreviation(text, stop.start()):
                _add_name(text, begin, stop.start(), tongue, found)
                begin = stop.end()
        _add_name(text, begin, finish, tongue, found)
    return found


@cache
def _capital_runs() -> re.Pattern[str]:
    """Runs of words with capitals, found without looking at the other words: most of a text."""
    capitals = "".join(chr(code) for code in range(0x2000) if chr(code).isupper())
    word = rf"[{re.escape(capitals)}][^{_APART}.]*(?:\.(?=[^{_APART}.])[^{_APART}.]+)*"
    joiner = rf"(?:{'|'.join(sorted(_JOINERS - _ARTICLES))})[ \u00a0](?:(?:{'|'.join(sorted(_JOINERS))})[ \u00a0])?"
    return re.compile(rf"(?<!\w){word}(?:(?:\.? |\u00a0)(?:{joiner})?{word})*")


def _add_name(text: str, start: int, end: int, tongue: Tongue, found: list[Mention]) -> None:
    """Adds a run as a name, without the article or conjunction before it and the dates beside it."""
    words = [(start, end, text[start:end])] if " " not in text[start:end] else words_in(text, start, end)
    while words and (
        (first := words[0][2].casefold()) in tongue.beside
        or first in tongue.introducing
        or first in DETERMINERS
        or first in DATES
        or first in _JOINERS
    ):
        words = words[1:]
    while words and words[-1][2].casefold() in DATES:
        words.pop()
    if words and is_capital(words[0][2]):
        found.append(Mention(words[0][0], words[-1][1], text[words[0][0] : words[-1][1]]))


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital, after an elided article too."""
    if "'" not in word and "’" not in word:
        return word[0].isupper() or _has_article(word)
    prefix, apostrophe, rest = word.replace("’", "'").partition("'")
    if word[0].isupper():
        return not (len(prefix) == 1 and rest[:1].islower())
    return bool(apostrophe and len(prefix) in _ELIDED and rest[:1].isupper()) or _has_article(word)


def _has_article(word: str) -> bool:
    """Whether an Arabic article stands before a name: al-Sharaa, ad-Din."""
    article, hyphen, rest = word.partition("-")
    return bool(hyphen) and article in _ARABIC_ARTICLES and rest[:1].isupper()


def is_name(mentioned: str) -> bool:
    """Whether what is mentioned is a name and no noun phrase ("A spokesman")."""
    first, *rest = mentioned.split()
    article = first.casefold() in DETERMINERS and rest and not is_capital(rest[0])
    return is_capital(first) and not article and (not rest or is_capital(rest[-1]))


def name_at(text: str, words: Sequence[Word], number: int) -> Mention | None:
    """A run of capitalised words, with "of", "van" and their like inside it."""
    if words[number][2].casefold() in DATES or not is_capital(words[number][2]):
        return None
    start, end, word = words[number]
    if (prefix := word.replace("’", "'").find("'")) in _ELIDED and word[0].islower():
        start += prefix + 1
    last = end
    joined = int(word.casefold() in _JOINERS)  # Von der Leyen
    for begin, finish, word in words[number + 1 :]:
        gap = text[end:begin]
        if gap not in {" ", "\u00a0"} and not (gap == ". " and is_abbreviation(text, end)):
            break
        if is_capital(word) and word.casefold() not in DATES:
            last, joined = finish, int(word.casefold() in _JOINERS)
        elif word.casefold() in _JOINERS and joined < _MOST_JOINERS and (joined or word not in _ARTICLES):
            joined += 1
        else:
            break
        end = finish
    return Mention(start, last, text[start:last])
