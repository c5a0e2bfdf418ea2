"""Mentions of speakers in a clause: names as capitalised runs, pronouns, and plain noun phrases."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from nutgraf.core.cues import Tongue
from nutgraf.core.subject_words import DATES, RELATIVES

_APART = r"\s,;:!?…\"“”„«»‹›‚‘()\[\]{}<>—–/、。，；：！？「」『』؛،؟।|*\u200b"
_WORD = re.compile(rf"[^{_APART}.]+(?:\.(?=[^{_APART}.])[^{_APART}.]+)*")
_JOINERS = frozenset(
    "of de del della di da dos do das e la le von van der den bin bint ibn al el zu ten ter av af du".split()
)
_ABBREVIATED = frozenset(
    "mr mrs ms dr st sen rep gov gen prof lt col sgt capt rev hon jr sr sra dra ing pres m mme mlle hr fr dipl nr no vs "
    "p г гг д им т ул тыс др inż mgr ks bp abp phdr mudr judr bc".split()
)
DETERMINERS = frozenset(
    "the a an this these his her its their our my another one two some several many der die das den dem ein eine einer eines le la "
    "les l' un une des son sa ses leur el los las una unos su sus o os as um uma il lo gli i de het een en ett et den det "
    "a az egy ang ang".split()
)
_OF = frozenset("of for de du des del della dei do da dos das van von vom der di".split())  # go on with a noun phrase
_END_IN_RUN = re.compile(r"\. ")
_AND = frozenset("and but y e et und en och og i и та й a и ma mais pero mas și και και ve".split())
_BREAKS = frozenset(",()–—،、[]")
_LONGEST_PHRASE = 8

Word: TypeAlias = tuple[int, int, str]


class Mention(NamedTuple):
    """Who is meant, as a span of the text; ``pronoun`` says that the name is still to be resolved."""

    start: int
    end: int
    name: str
    pronoun: bool = False


def words_in(text: str, start: int, end: int) -> list[Word]:
    """Words with their offsets, marks and punctuation left out."""
    return [(*found.span(), found.group()) for found in _WORD.finditer(text, start, end)]


def is_abbreviation(text: str, dot: int) -> bool:
    """Whether the full stop at ``dot`` ends an abbreviation or an initial, and no sentence."""
    begin = dot
    while begin and dot - begin < len("phdr ") and text[begin - 1].isalpha():
        begin -= 1
    word = text[begin:dot]
    return word.casefold() in _ABBREVIATED or (len(word) == 1 and word.isupper())


def subject_before(text: str, words: Sequence[Word], verb: int, tongue: Tongue) -> Mention | None:
    """Who does what the verb at ``verb`` says, in the words before it.

    "Ada Byrne, the mayor, said" passes over what stands between commas; "met Roe and said" goes back to the first; in
    "a sign that said" the pronoun stands for the sign.
    """
    kept = len(words)
    while kept and _is_beside(words[kept - 1][2], tongue):
        kept -= 1
    if not kept:
        return None
    beside = words[kept:]
    if relative := next((word for word in beside if word[2].casefold() in RELATIVES), None):
        named = _nearest(text, words[:kept], tongue)
        return Mention(relative[0], relative[1], named.name) if named else None
    if beside and beside[0][2].casefold() in _AND and (found := main_subject(text, words[:kept], tongue)):
        return found
    parts = _parts(text, words[:kept])
    if not _BREAKS.isdisjoint(text[words[kept - 1][1] : beside[0][0] if beside else verb]) and len(parts) > 1:
        name = bare_name(text, parts[-1])
        found = _subject(text, parts[-2], tongue, last=True)
        if name and " " in name.name and (found is None or not (found.pronoun or _is_name(found.name))):
            return name  # the director, Ada Byrne, said
        parts = [parts[-1], *parts[:-1]]
    return next((found for part in reversed(parts) if (found := _subject(text, part, tongue, last=True))), None)


def _is_beside(word: str, tongue: Tongue) -> bool:
    adverb = tongue.code in {"", "en"} and word.endswith("ly") and word.islower()
    return adverb or word.casefold() in tongue.beside


def _nearest(text: str, words: Sequence[Word], tongue: Tongue) -> Mention | None:
    """The last noun of some words, whatever introduces it."""
    part = _parts(text, words)[-1]
    first = max((number + 1 for number, word in enumerate(part) if word[2].casefold() in tongue.introducing), default=0)
    return _subject(text, part[first:], tongue, last=True)


def subject_after(text: str, words: Sequence[Word], tongue: Tongue) -> Mention | None:
    """Who does what a verb says, in the words after it: "said the mayor, Ada Byrne" names her in the second part."""
    parts = _parts(text, _without_beside(words, tongue))
    for number, part in enumerate(parts[:3]):
        found = _subject(text, part, tongue, last=False)
        if found is None:
            continue
        if not found.pronoun and not _is_name(found.name) and number + 1 < len(parts):
            name = _name_at(text, parts[number + 1], 0)
            if name is not None and " " in name.name:
                return name
        return found
    return None


def main_subject(text: str, words: Sequence[Word], tongue: Tongue) -> Mention | None:
    """The first subject of a sentence, past what only introduces it: "On Monday, ...", "Eight years ago, ..."."""
    phrase: Mention | None = None
    parts = _parts(text, words)
    for number, part in enumerate(parts):
        first = part[0][2].casefold()
        if first in tongue.introducing or first in tongue.beside:
            continue
        found = _subject(text, part, tongue, last=False)
        if found is None:
            continue
        if found.pronoun:
            return found
        if name := next(iter(names_in(text, found.start, found.end, tongue)), None):
            return name
        apposed = bare_name(text, parts[number + 1]) if number + 1 < len(parts) else None
        if apposed and " " in apposed.name:
            return apposed  # the director, Ada Byrne, warns
        if first in DETERMINERS:
            return found
        phrase = phrase or found
    return phrase


def bare_name(text: str, words: Sequence[Word]) -> Mention | None:
    """The name that the last part of some words is, and nothing else: "Sources agree - Ada Byrne:"."""
    part = _parts(text, words)[-1]
    name = _name_at(text, part, 0)
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
    capitals = "".join(chr(code) for code in range(0x10000) if chr(code).isupper())
    word = rf"[{re.escape(capitals)}][^{_APART}.]*(?:\.(?=[^{_APART}.])[^{_APART}.]+)*"
    joiners = "|".join(sorted(_JOINERS))
    return re.compile(rf"(?<!\w){word}(?:(?:\.? |\u00a0)(?:(?:{joiners})[ \u00a0]){{0,2}}{word})*")


def _add_name(text: str, start: int, end: int, tongue: Tongue, found: list[Mention]) -> None:
    """Adds a run as a name, without the article or conjunction before it and the dates beside it."""
    words = words_in(text, start, end)
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
    if words and _is_capital(words[0][2]):
        found.append(Mention(words[0][0], words[-1][1], text[words[0][0] : words[-1][1]]))


def _without_beside(words: Sequence[Word], tongue: Tongue) -> Sequence[Word]:
    first = 0
    while first < len(words) and words[first][2].casefold() in tongue.beside:
        first += 1
    return words[first:]


def _parts(text: str, words: Sequence[Word]) -> list[list[Word]]:
    """The words between commas, dashes and brackets."""
    parts: list[list[Word]] = []
    end = -1
    for word in words:
        if end < 0 or not _BREAKS.isdisjoint(text[end : word[0]]) or " - " in text[end : word[0]]:
            parts.append([])
        parts[-1].append(word)
        end = word[1]
    return parts


def _subject(text: str, words: Sequence[Word], tongue: Tongue, *, last: bool) -> Mention | None:
    """The subject in a part of a clause: a name or pronoun that no preposition introduces, or its first noun phrase.

    ``last``: a verb follows, so that the last one is meant, and a conjunction begins another clause; else the first.
    """
    words = _without_beside(words, tongue)
    free: list[Mention] = []
    introduced = False
    begin, head = 0, len(words)  # where the noun phrase begins and ends
    number = 0
    while number < len(words):
        start, end, word = words[number]
        folded = word.casefold()
        if folded in tongue.introducing or (tongue.code == "ar" and word.startswith("لل")):
            introduced = True
            if not (folded in _OF and number):
                head = min(head, number)
        elif number and folded in RELATIVES and (number > 1 or folded != "that"):
            head = min(head, number)
            break
        elif number and folded in tongue.beside:
            if not last:
                head = min(head, number)
                break
            free, introduced, begin, head = [], False, number + 1, len(words)
        elif folded in tongue.pronouns and not introduced:
            free.append(Mention(start, end, word, pronoun=True))
        elif (pronoun := _inverted(end, word, tongue)) is not None:
            free.append(pronoun)
        elif _opens_phrase(words, number):
            pass
        elif _is_capital(word) and (name := _name_at(text, words, number)):
            if not introduced and not _has_case_ending(name.name, tongue):
                free.append(name)
            introduced = False
            while number + 1 < len(words) and words[number + 1][0] < name.end:
                number += 1
        elif folded not in DETERMINERS:
            introduced = False
        number += 1
    return _chosen(text, words[begin:head], free, tongue, last=last)


def _chosen(text: str, head: Sequence[Word], free: list[Mention], tongue: Tongue, *, last: bool) -> Mention | None:
    """The mention, or the whole noun phrase where it is only a part of it ("a Lumenor official")."""
    owned = [one for one in free if not one.name.endswith(("'s", "’s"))]
    if not free:
        return _phrase(text, head)
    one = (owned or free)[-1 if last else 0]
    if one.pronoun or not head or not owned:
        return one if owned else _phrase(text, head) or one
    followed = head[0][0] <= one.start and one.end < head[-1][1]
    if not last and followed and " " not in one.name:
        full = next((other for other in owned if " " in other.name and other.end <= head[-1][1]), None)
        if full and (full.end == head[-1][1] or one.start == head[0][0]):
            return full  # said Lumenor spokeswoman Ada Byrne
    if not followed or " " in one.name or tongue.code not in {"", "en"} or _is_adverb(head, one.end):
        return one
    return _phrase(text, head) or one


def _opens_phrase(words: Sequence[Word], number: int) -> bool:
    """Whether a word is an article with the capital of a sentence's beginning ("A spokesman")."""
    following = words[number + 1][2] if number + 1 < len(words) else ""
    return words[number][2].casefold() in DETERMINERS and not _is_capital(following or "a")


def _has_case_ending(name: str, tongue: Tongue) -> bool:
    """Turkish sets the endings of names apart: Ankara'da, "in Ankara"."""
    return tongue.code in {"tr", "az"} and name.replace("’", "'").partition("'")[2][:1].islower()


def _is_adverb(head: Sequence[Word], end: int) -> bool:
    after = [word for start, _, word in head if start >= end]
    return len(after) == 1 and after[0].endswith("ly")


def _phrase(text: str, words: Sequence[Word]) -> Mention | None:
    if not 0 < len(words) <= _LONGEST_PHRASE or (len(words) == 1 and words[0][2].casefold() in DATES):
        return None
    if all(word.casefold() in DETERMINERS or not any(map(str.isalpha, word)) for _, _, word in words):
        return None
    start, end = words[0][0], words[-1][1]
    return Mention(start, end, text[start:end])


def _inverted(end: int, word: str, tongue: Tongue) -> Mention | None:
    """The pronoun of a verb turned round: French "a-t-il", "dit-elle"."""
    pronoun = word.rpartition("-")[2]
    if pronoun is word or len(pronoun) == len(word) or pronoun.casefold() not in tongue.pronouns:
        return None
    return Mention(end - len(pronoun), end, pronoun, pronoun=True)


def _is_capital(word: str) -> bool:
    if "'" not in word and "’" not in word:
        return word[0].isupper() or (word.startswith("al-") and word[3:4].isupper())
    prefix, apostrophe, rest = word.replace("’", "'").partition("'")
    if word[0].isupper():
        return not (len(prefix) == 1 and rest[:1].islower())
    return bool(apostrophe and len(prefix) <= 2 and rest[:1].isupper()) or (
        word.startswith("al-") and word[3:4].isupper()
    )


def _is_name(mentioned: str) -> bool:
    """Whether what is mentioned is a name and no noun phrase ("A spokesman")."""
    first, *rest = mentioned.split()
    article = first.casefold() in DETERMINERS and rest and not _is_capital(rest[0])
    return _is_capital(first) and not article and (not rest or _is_capital(rest[-1]))


def _name_at(text: str, words: Sequence[Word], number: int) -> Mention | None:
    """A run of capitalised words, with "of", "van" and their like inside it."""
    if words[number][2].casefold() in DATES or not _is_capital(words[number][2]):
        return None
    start, end, word = words[number]
    if (prefix := word.replace("’", "'").find("'")) in {1, 2} and word[0].islower():
        start += prefix + 1
    last = end
    joined = 0
    for begin, finish, word in words[number + 1 :]:
        gap = text[end:begin]
        if gap not in {" ", "\u00a0"} and not (gap == ". " and is_abbreviation(text, end)):
            break
        if _is_capital(word) and word.casefold() not in DATES:
            last, joined = finish, 0
        elif word.casefold() in _JOINERS and joined < 2:
            joined += 1
        else:
            break
        end = finish
    return Mention(start, last, text[start:last])
