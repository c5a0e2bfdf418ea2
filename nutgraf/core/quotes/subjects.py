"""The subject of a verb of saying: the name, pronoun or noun phrase that stands before or after it."""

from collections.abc import Sequence

from nutgraf.core.languages.tables import tags_with, words_of
from nutgraf.core.quotes.cues import DATES, DETERMINERS, RELATIVES, STOP_WORDS, Tongue
from nutgraf.core.quotes.names import (
    Mention,
    Word,
    bare_name,
    clause_parts,
    is_capital,
    is_name,
    name_at,
    names_in,
)

_OF = words_of(lambda one: one.quotes.going_on)  # a noun phrase
_AND = words_of(lambda one: one.quotes.conjunctions)
_BREAKS = frozenset(",()–—،、[]")
# Articles stand before nouns with capitals, or before all names.
_BEFORE_NAMES = tags_with(lambda one: one.quotes.articles_before_names)
_LONGEST_PHRASE = 8  # chosen on polnear_train alone (bench/floors.toml)
_NEAR_PARTS = 3  # chosen on polnear_train alone (bench/floors.toml)


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
    parts = clause_parts(text, words[:kept])
    if not _BREAKS.isdisjoint(text[words[kept - 1][1] : beside[0][0] if beside else verb]) and len(parts) > 1:
        name = bare_name(text, parts[-1])
        found = _subject(text, parts[-2], tongue, last=True)
        if name and " " in name.name and (found is None or not (found.pronoun or is_name(found.name))):
            return name  # the director, Ada Byrne, said
        parts = [parts[-1], *parts[:-1]]
    return next((found for part in reversed(parts) if (found := _subject(text, part, tongue, last=True))), None)


def _is_beside(word: str, tongue: Tongue) -> bool:
    adverb = tongue.code in {"", "en"} and word.endswith("ly") and word.islower()
    return adverb or word.casefold() in tongue.beside


def _nearest(text: str, words: Sequence[Word], tongue: Tongue) -> Mention | None:
    """The last noun of some words, whatever introduces it."""
    part = clause_parts(text, words)[-1]
    first = max((number + 1 for number, word in enumerate(part) if word[2].casefold() in tongue.introducing), default=0)
    return _subject(text, part[first:], tongue, last=True)


def subject_after(text: str, words: Sequence[Word], tongue: Tongue) -> Mention | None:
    """Who does what a verb says, in the words after it: "said the mayor, Ada Byrne" names her in the second part."""
    parts = clause_parts(text, _without_beside(words, tongue))
    for number, part in enumerate(parts[:_NEAR_PARTS]):
        found = _subject(text, part, tongue, last=False)
        if found is None:
            continue
        if not found.pronoun and not is_name(found.name) and number + 1 < len(parts):
            name = name_at(text, parts[number + 1], 0)
            if name is not None and " " in name.name:
                return name
        return found
    return None


def main_subject(text: str, words: Sequence[Word], tongue: Tongue) -> Mention | None:
    """The first subject of a sentence, past what only introduces it: "On Monday, ...", "Eight years ago, ..."."""
    phrase: Mention | None = None
    parts = clause_parts(text, words)
    for number, part in enumerate(parts):
        first = part[0][2].casefold()
        if first in tongue.introducing or first in tongue.beside:
            continue
        found = _subject(text, part, tongue, last=False)
        if found is None:
            continue
        if found.pronoun:
            return found
        if is_name(found.name) and found.name.casefold() not in STOP_WORDS:
            return found
        name = next(iter(names_in(text, found.start, found.end, tongue)), None)
        if name and name.start == found.start:
            return name
        apposed = bare_name(text, parts[number + 1]) if number + 1 < len(parts) else None
        if apposed and " " in apposed.name:
            return apposed  # the director, Ada Byrne, warns
        if first in DETERMINERS:
            return found
        phrase = phrase or found
    return phrase


def _without_beside(words: Sequence[Word], tongue: Tongue) -> Sequence[Word]:
    first = 0
    while first < len(words) and words[first][2].casefold() in tongue.beside:
        first += 1
    return words[first:]


def subject_before_speech(text: str, words: Sequence[Word], tongue: Tongue) -> Mention | None:
    """Who speaks in the words before a quotation whose verb stands behind it (Ayşe Kaya, gazetecilere, "…" dedi)."""
    for part in reversed(clause_parts(text, words)):
        first = len(part)
        while first and is_capital(part[first - 1][2]):
            first -= 1
        name = bare_name(text, part[first:]) if first < len(part) else None
        if name and not _has_case_ending(name.name, tongue):
            return name
    return subject_before(text, words, words[-1][1], tongue) if words else None


class _Clause:
    """A part of a clause, read word by word: names and pronouns that no preposition introduces, and its noun phrase.

    ``last``: a verb follows, so that the last one is meant, and a conjunction begins another clause; else the first.
    """

    def __init__(self, text: str, words: Sequence[Word], tongue: Tongue, *, last: bool) -> None:
        self.text, self.words, self.tongue, self.last = text, words, tongue, last
        self.free: list[Mention] = []
        self.begin, self.end = 0, len(words)  # of its noun phrase
        self._introduced = False
        self._done = False

    def read(self) -> "_Clause":
        """Reads all of it."""
        number = 0
        while number < len(self.words) and not self._done:
            number = number + 1 if self._bounds(number) else self._named(number)
        return self

    def _bounds(self, number: int) -> bool:
        """Takes a word that introduces something else, or begins another clause."""
        word = self.words[number][2]
        folded = word.casefold()
        if folded in self.tongue.introducing or (self.tongue.code == "ar" and word.startswith("لل")):
            self._introduced = True
            if not (folded in _OF and number):
                self.end = min(self.end, number)
        elif number and folded in RELATIVES and (number > 1 or folded != "that"):
            self.end, self._done = min(self.end, number), True
        elif number and folded in self.tongue.beside and self.last:
            self.free, self._introduced, self.begin, self.end = [], False, number + 1, len(self.words)
        elif number and folded in self.tongue.beside:
            self.end, self._done = min(self.end, number), True
        else:
            return False
        return True

    def _named(self, number: int) -> int:
        """Takes any other word, and all of a name; gives the number of the word behind it."""
        start, end, word = self.words[number]
        folded = word.casefold()
        if folded in self.tongue.pronouns and not self._introduced:
            self.free.append(Mention(start, end, word, pronoun=True))
        elif (pronoun := _inverted(end, word, self.tongue)) is not None:
            self.free.append(pronoun)
        elif _opens_phrase(self.words, number, self.tongue):
            pass
        elif is_capital(word) and (name := name_at(self.text, self.words, number)):
            if not self._introduced and not _has_case_ending(name.name, self.tongue):
                self.free.append(name)
            self._introduced = False
            while number + 1 < len(self.words) and self.words[number + 1][0] < name.end:
                number += 1
        elif folded not in DETERMINERS:
            self._introduced = False
        return number + 1


def _subject(text: str, words: Sequence[Word], tongue: Tongue, *, last: bool) -> Mention | None:
    """The subject in a part of a clause: a name or pronoun, or the whole phrase that it is a part of."""
    words = _without_beside(words, tongue)
    clause = _Clause(text, words, tongue, last=last).read()
    return _chosen(text, words[clause.begin : clause.end], clause.free, tongue, last=last)


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
    bare = " " in one.name and one.name.split()[0].casefold() not in DETERMINERS
    if not followed or bare or tongue.code not in {"", "en"} or _is_adverb(head, one.end):
        return one
    return _phrase(text, head) or one


def _opens_phrase(words: Sequence[Word], number: int, tongue: Tongue) -> bool:
    """Whether a word is an article with the capital of a sentence's beginning ("A spokesman"), no part of a name."""
    following = words[number + 1][2] if number + 1 < len(words) else ""
    article = words[number][2].casefold() in DETERMINERS
    return article and (tongue.code in _BEFORE_NAMES or not is_capital(following or "a"))


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
