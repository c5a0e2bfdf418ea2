"""A part of a clause, read word by word for whom it names."""

from collections.abc import Sequence

from nutgraf.core.languages.tables import tags_with
from nutgraf.core.quotes.cues import DETERMINERS, NOUNS_WITH_CAPITALS, RELATIVES, Tongue
from nutgraf.core.quotes.names import Mention, Word, is_capital, name_at

_BEHIND_CARRIER = 2  # words that may belong to it: en la red social X
# Articles stand before nouns with capitals, or before all names.
_BEFORE_NAMES = tags_with(lambda one: one.quotes.articles_before_names)


class Clause:
    """A part of a clause, read word by word: names and pronouns that no preposition introduces, and its noun phrase.

    ``last``: a verb follows, so that the last one is meant, and a conjunction begins another clause; else the first.
    """

    def __init__(self, text: str, words: Sequence[Word], tongue: Tongue, *, last: bool) -> None:
        self.text, self.words, self.tongue, self.last = text, words, tongue, last
        self.free: list[Mention] = []
        self.begin, self.end = 0, len(words)  # of its noun phrase
        self._introduced = False
        self._carried = -1  # the last word that may belong to the noun of an outlet or platform
        self._done = False

    def read(self) -> "Clause":
        """Reads all of it."""
        number = 0
        while number < len(self.words) and not self._done:
            number = number + 1 if self._bounds(number) else self._named(number)
        return self

    def _bounds(self, number: int) -> bool:
        """Takes a word that introduces something else, or begins another clause."""
        word = self.words[number][2]
        folded = word.casefold()
        if (
            (folded in self.tongue.introducing and not self._is_article(number))
            or self._is_genitive(number)
            or (self.tongue.code == "ar" and word.startswith("لل"))
        ):
            self._introduced = True
            if not (folded in self.tongue.going_on and number):
                self.end = min(self.end, number)
        elif self.last and number and folded in self.tongue.that and self._follows_verb(number):
            self.free, self._introduced, self.begin, self.end = [], False, number + 1, len(self.words)
        elif number and (folded in RELATIVES or self._is_elided_that(folded)) and (number > 1 or folded != "that"):
            self.end, self._done = min(self.end, number), True
        elif number and folded in self.tongue.beside and self.last:
            self.free, self._introduced, self.begin, self.end = [], False, number + 1, len(self.words)
        elif number and folded in self.tongue.beside:
            self.end, self._done = min(self.end, number), True
        else:
            return False
        return True

    def _is_elided_that(self, folded: str) -> bool:
        prefix, apostrophe, _ = folded.replace("’", "'").partition("'")
        return bool(apostrophe) and f"{prefix}'" in self.tongue.that

    def _follows_verb(self, number: int) -> bool:
        return self.words[number - 1][2].casefold() in self.tongue.verbs

    def _is_article(self, number: int) -> bool:
        """Whether the "a" of Portuguese is the article behind a verb, and no preposition: disse a juíza."""
        if self.last or number or self.tongue.code not in {"pt", "gl"} or len(self.words) == 1:
            return False
        word = self.words[1][2]
        return self.words[0][2] == "a" and word in self.tongue.people and not word.endswith("s")

    def _is_genitive(self, number: int) -> bool:
        """Whether an article goes on with the noun before it: Präsident der Hafengesellschaft Nordlicht."""
        if not number or self.tongue.code not in NOUNS_WITH_CAPITALS:
            return False
        return self.words[number][2] in self.tongue.going_on and is_capital(self.words[number - 1][2])

    def _is_carrier(self, folded: str) -> bool:
        """Whether a word is the noun of an outlet or platform that is no subject, nor its name behind it."""
        prefix, _, elided = folded.replace("’", "'").partition("'")
        introduced = self._introduced or f"{prefix}'" in self.tongue.introducing
        return (introduced and (elided or folded) in self.tongue.carriers) or folded in self.tongue.addressed_carriers

    def _is_adjective(self, word: str) -> bool:
        """Whether a small word may belong to a noun behind it that has a capital: der unabhängigen Gewerkschaft."""
        return self.tongue.code in NOUNS_WITH_CAPITALS and word.endswith(("en", "er", "em", "es"))

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
            if has_case_ending(name.name, self.tongue):
                self.end = self.end if self.last else min(self.end, number)  # сказала судья Петру Белову
            elif not (self._introduced or _is_owner(word, self.tongue) or self.text.startswith("‘s", name.end)):
                self.free.append(name)
            self._introduced = False
            while number + 1 < len(self.words) and self.words[number + 1][0] < name.end:
                number += 1
        elif self._is_carrier(folded):
            self._introduced, self._carried = True, number + _BEHIND_CARRIER
            self.end = min(self.end, number)
        elif folded not in DETERMINERS and not (self._introduced and self._is_adjective(word)):
            self._introduced = self._introduced and number <= self._carried
        return number + 1


def has_case_ending(name: str, tongue: Tongue) -> bool:
    """Whether a name has the endings of a case that no subject has: Белову; in Turkish they stand apart: Ankara'da."""
    if tongue.code in {"tr", "az"}:
        return name.replace("’", "'").partition("'")[2][:1].islower()
    words = name.split()
    return bool(tongue.cases) and is_capital(words[0]) and all(word.endswith(tongue.cases) for word in words)


def _opens_phrase(words: Sequence[Word], number: int, tongue: Tongue) -> bool:
    """Whether a word is an article with the capital of a sentence's beginning ("A spokesman"), no part of a name."""
    following = words[number + 1][2] if number + 1 < len(words) else ""
    article = words[number][2].casefold() in DETERMINERS
    return article and (tongue.code in _BEFORE_NAMES or not is_capital(following or "a"))


def _is_owner(word: str, tongue: Tongue) -> bool:
    """Whether a preposition is elided before a name: un proche d'Édouard."""
    prefix, apostrophe, _ = word.replace("’", "'").partition("'")
    return bool(apostrophe) and prefix.islower() and f"{prefix}'" in tongue.introducing


def _inverted(end: int, word: str, tongue: Tongue) -> Mention | None:
    """The pronoun of a verb turned round: French "a-t-il", "dit-elle"."""
    pronoun = word.rpartition("-")[2]
    if pronoun is word or len(pronoun) == len(word) or pronoun.casefold() not in tongue.pronouns:
        return None
    return Mention(end - len(pronoun), end, pronoun, pronoun=True)
