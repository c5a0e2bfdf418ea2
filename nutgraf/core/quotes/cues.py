"""What a language says of speakers: verbs of saying, pronouns, and the words that are no subject, ready to look up."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from nutgraf.core.languages.tables import Language, languages, lines_of, stop_words, tags_with, words_of

DATES = words_of(lambda one: one.quotes.dates)
DETERMINERS = words_of(lambda one: one.quotes.determiners)
RELATIVES = words_of(lambda one: one.quotes.relatives)
STOP_WORDS = stop_words()
ARTICLES_BEFORE_NAMES = tags_with(lambda one: one.quotes.articles_before_names)
NOUNS_WITH_CAPITALS = tags_with(lambda one: one.quotes.nouns_with_capitals)
_TAGS = {tag: main for main, one in languages().items() for tag in (main, *one.also.split())}
# Titles that tell by themselves whether a man or a woman bears them.
GENDERS = {
    **{title.casefold(): "m" for title in words_of(lambda one: one.quotes.titles_of_men)},
    **{title.casefold(): "f" for title in words_of(lambda one: one.quotes.titles_of_women)},
}


class Nouns:
    """Nouns of a kind: whole words, and what words of that kind end in."""

    def __init__(self, whole: frozenset[str], endings: tuple[str, ...]) -> None:
        self.whole = whole
        self.endings = endings

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        folded = word.casefold()
        return folded in self.whole or folded.endswith(self.endings) or folded.rpartition("-")[2] in self.whole


class Tongue(NamedTuple):
    """A language, or all of them where it is not known; words are casefolded."""

    code: str
    verbs: frozenset[str]
    pronouns: dict[str, str]
    introducing: frozenset[str]
    beside: frozenset[str]
    phrase: re.Pattern[str] | None
    postpositions: frozenset[str]
    people: Nouns
    texts: Nouns
    outlets: Nouns
    carriers: frozenset[str]
    addressed_carriers: frozenset[str]
    bodies: Nouns
    of_many: frozenset[str]
    conjunctions: frozenset[str]
    given_by: frozenset[str]
    going_on: frozenset[str]
    passives: frozenset[str]
    cases: tuple[str, ...]
    that: frozenset[str]
    null_subject: bool
    verb_last: bool


@cache
def tongue(language: str | None) -> Tongue:
    """What is known of a language by its BCP 47 tag; of all languages together where it is None or not known here."""
    tag = _tag_of(language)
    own = languages().get(tag)
    known = own is not None and bool(own.quotes.verbs or own.quotes.unspaced)
    spoken = [own] if own and known else [one for one in languages().values() if one.quotes.verbs]
    phrases = [phrase for one in spoken for phrase in lines_of(one.quotes.phrases)]
    introducing = _union(spoken, lambda one: one.quotes.introducing)
    beside = _union(spoken, lambda one: one.quotes.beside)
    return Tongue(
        code=tag if known else "",
        verbs=frozenset(form for one in spoken for word in one.quotes.verbs.split() for form in _forms(word)),
        pronouns=_pronouns(spoken, frozenset() if known else introducing | beside),
        introducing=introducing,
        beside=beside,
        phrase=re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE) if phrases else None,
        postpositions=_union(spoken, lambda one: one.quotes.postpositions),
        people=_nouns(spoken, lambda one: one.quotes.people),
        texts=_nouns(spoken, lambda one: one.quotes.texts),
        outlets=_nouns(languages().values(), lambda one: one.quotes.outlets),
        carriers=_union(spoken, lambda one: one.quotes.carriers),
        addressed_carriers=_union(spoken, lambda one: one.quotes.addressed_carriers),
        bodies=_nouns(spoken, lambda one: one.quotes.bodies),
        of_many=_union(spoken, lambda one: one.quotes.of_many),
        conjunctions=_union(spoken, lambda one: one.quotes.conjunctions),
        that=_union(spoken, lambda one: one.quotes.that),
        given_by=_union(spoken, lambda one: one.quotes.given_by),
        going_on=_union(spoken, lambda one: one.quotes.going_on),
        passives=_union(spoken, lambda one: one.quotes.passives),
        cases=tuple(own.quotes.cases.split()) if own else (),
        null_subject=own is not None and own.quotes.drops_subject,
        verb_last=own is not None and own.quotes.verb_last,
    )


def _tag_of(language: str | None) -> str:
    """The tag of the file that a language's words stand in."""
    base = (language or "").replace("_", "-").split("-")[0].lower()
    return _TAGS.get(base, base)


@cache
def unspaced_cues(language: str | None) -> tuple[str, ...]:
    """Cues of a language whose words do not stand apart; none for the others."""
    own = languages().get(_tag_of(language))
    return tuple(own.quotes.unspaced.split()) if own else ()


def _forms(word: str) -> Iterable[str]:
    """The forms of a word as it is listed: "mean~s/t" is two, "add/s/ed" three."""
    stem, bare, endings = word.partition("~")
    first, *rest = (endings if bare else word).split("/")
    head = stem if bare else first
    yield (stem + first if bare else first).casefold()
    for ending in rest:
        yield (head + ending).casefold()


def _nouns(spoken: Iterable[Language], key: Callable[[Language], str]) -> Nouns:
    """The nouns listed at a key; "*chef/in" stands for all that end in chef or chefin."""
    forms = [form for one in spoken for word in key(one).split() for form in _forms(word)]
    return Nouns(
        frozenset(form.removeprefix("*") for form in forms),
        tuple(dict.fromkeys(form[1:] for form in forms if form.startswith("*"))),
    )


def _union(spoken: Sequence[Language], key: Callable[[Language], str]) -> frozenset[str]:
    return frozenset(word.casefold() for one in spoken for word in key(one).split())


def _pronouns(spoken: Sequence[Language], other: frozenset[str]) -> dict[str, str]:
    """Pronouns with their gender, without those that are ``other`` words as well."""
    found = {
        word.casefold(): gender
        for one in spoken
        for gender, words in (
            ("m", one.quotes.he),
            ("f", one.quotes.she),
            ("", one.quotes.they),
            ("1", one.quotes.i),
        )
        for word in words.split()
    }
    return {word: gender for word, gender in found.items() if word not in other}
