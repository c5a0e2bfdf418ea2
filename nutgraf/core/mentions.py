"""Mentions of people in running text: names as capitalised runs, pronouns, and plain noun phrases."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from nutgraf.core.cues import PRONOUNS

_JOINERS = frozenset("of de del della di da dos la le von van der den bin al el".split())
_WORD = re.compile(r"[\w'’.-]+")
_NOT_A_NAME = frozenset(
    "the a an in on at but and as when while after before for if this that these those there it's here according "
    "der die das ein eine im am bei als und aber doch le la les un une dans mais et el los las un una en "
    "pero y o os um "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
_INTRODUCING = frozenset(
    "of in at on for from to by with about against under through than and into over "
    "à au aux para ao al a con por an zu bei mit von aan от для к в".split()
)
_NO_SPEAKER = frozenset("on in at during to as when while after before that but and or with by if also not who".split())
_SPACES = (" ", "\u00a0")
_LONGEST_PHRASE = 8
_REMEMBERED = 20_000
_LONGEST_FORENAMES = 40


class Mention(NamedTuple):
    """Who is meant, as a span of the text; ``pronoun`` says that the name is still to be resolved."""

    start: int
    end: int
    name: str
    pronoun: bool = False


def mentions(text: str, start: int, end: int) -> Iterator[Mention]:
    """Names and pronouns in ``text[start:end]``, in order; offsets are those of ``text``."""
    at = start
    for word in _WORD.finditer(text, start, end):
        if word.start() < at:
            continue
        pronoun = word.group().rpartition("-")[2]  # French turns it round: "a-t-il dit"
        if pronoun.casefold() in PRONOUNS:
            yield Mention(word.end() - len(pronoun), word.end(), pronoun, pronoun=True)
        elif (name := _name_at(text, word.start(), end)) is not None:
            yield name
            at = name.end


def _name_at(text: str, start: int, end: int) -> Mention | None:
    """A run of capitalised words from ``start``, with "of", "van" and their like inside it."""
    words: list[re.Match[str]] = []
    last = 0
    for word in _WORD.finditer(text, start, end):
        if words and text[words[-1].end() : word.start()] not in _SPACES:
            break
        if word.group()[0].isupper():
            words.append(word)
            last = len(words)
        elif words and word.group() in _JOINERS:
            words.append(word)
        else:
            break
    words = words[:last]
    while words and words[0].group().casefold() in _NOT_A_NAME:
        words.pop(0)
    if not words:
        return None
    finish = words[-1].end()
    finish -= text[finish - 1] == "." and "." not in text[words[-1].start() : finish - 1]
    return Mention(words[0].start(), finish, text[words[0].start() : finish])


def subject_before(text: str, start: int, end: int) -> Mention | None:
    """The mention in a stretch before a verb that is its likeliest subject: the last that no preposition introduces."""
    found = list(mentions(text, start, end))
    free = [m for m in found if not _introduced(text, start, m.start)]
    return (free or found)[-1] if found else None


def subject_after(text: str, start: int, end: int) -> Mention | None:
    """The same in a stretch after a verb: the first free mention, past one that only owns it (Lumenor's Ada Byrne)."""
    found = [m for m in mentions(text, start, end) if not _introduced(text, start, m.start)]
    owned = [m for m in found if not m.name.endswith(("'s", "’s"))]
    return next(iter(owned or found), None)


def _introduced(text: str, start: int, at: int) -> bool:
    before = text[max(start, at - 12) : at].split()
    return bool(before) and before[-1].casefold() in _INTRODUCING


def noun_phrase(text: str, start: int, end: int) -> Mention | None:
    """A stretch of few words as a mention ("the ministry's spokesman"), cut where another phrase begins."""
    words: list[re.Match[str]] = []
    for word in _WORD.finditer(text, start, end):
        if word.group().casefold() in _NO_SPEAKER or (words and "," in text[words[-1].end() : word.start()]):
            break
        words.append(word)
    if not 0 < len(words) <= _LONGEST_PHRASE:
        return None
    begin, finish = words[0].start(), words[-1].end()
    return Mention(begin, finish, text[begin:finish])


def full_name(text: str, mention: Mention) -> str:
    """The longest earlier form of a name: "Byrne" is "Ada Byrne" where the text named her so before."""
    last = mention.name.split()[-1]
    if mention.pronoun or " " in mention.name:
        return mention.name
    at = text.find(f" {last}", max(0, mention.start - _REMEMBERED), mention.start)
    begin = max(0, at - _LONGEST_FORENAMES)
    named = [m.name for m in mentions(text, begin, at + 1 + len(last)) if m.name.endswith(f" {last}")] if at > 0 else []
    return named[0] if named else mention.name
