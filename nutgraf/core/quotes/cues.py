"""What a language says of speakers: verbs of saying, pronouns, and the words that are no subject, ready to look up."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from nutgraf.core.languages.cue_words import PHRASES, POSTPOSITIONS, UNSPACED, VERBS
from nutgraf.core.languages.subject_words import BESIDE, INTRODUCING, PRONOUNS, TITLES

# Languages that may leave a subject pronoun out: "…", dijo.
_NULL_SUBJECT = frozenset(
    "es pt it ca gl ro pl cs sk sr sl bg hu el tr az ar fa he hi ja ko zh ru uk be lt lv id ms th".split()
)
# Languages whose verb ends the sentence: its subject stands before the quotation, its verb behind it.
_VERB_LAST = frozenset("tr az hi ur fa bn".split())
_TWINS = {"hr": "sr", "bs": "sr", "mk": "bg", "nb": "no", "nn": "no", "in": "id", "iw": "he", "yue": "zh"}
GENDERS = {title.casefold(): gender for gender, titles in TITLES.items() for title in titles.split()}


class Tongue(NamedTuple):
    """A language, or all of them where it is not known; words are casefolded."""

    code: str
    verbs: frozenset[str]
    pronouns: dict[str, str]
    introducing: frozenset[str]
    beside: frozenset[str]
    phrase: re.Pattern[str] | None
    postpositions: frozenset[str]
    null_subject: bool
    verb_last: bool


@cache
def tongue(language: str | None) -> Tongue:
    """What is known of a language by its BCP 47 tag; of all languages together where it is None or not known here."""
    base = (language or "").replace("_", "-").split("-")[0].lower()
    base = _TWINS.get(base, base)
    codes = [base] if base in VERBS or base in UNSPACED else list(VERBS)
    phrases = [phrase for code in codes for phrase in PHRASES.get(code, "").split("|") if phrase]
    return Tongue(
        code=base if len(codes) == 1 else "",
        verbs=frozenset(form for code in codes for word in VERBS.get(code, "").split() for form in _forms(word)),
        pronouns=_pronouns(codes),
        introducing=_union(INTRODUCING, codes),
        beside=_union(BESIDE, codes),
        phrase=re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE) if phrases else None,
        postpositions=_union(POSTPOSITIONS, codes),
        null_subject=base in _NULL_SUBJECT,
        verb_last=base in _VERB_LAST,
    )


@cache
def unspaced_cues(language: str | None) -> tuple[str, ...]:
    """Cues of a language whose words do not stand apart; none for the others."""
    base = (language or "").replace("_", "-").split("-")[0].lower()
    return tuple(UNSPACED.get(_TWINS.get(base, base), "").replace("と ", "と").split())


def _forms(word: str) -> Iterable[str]:
    """The forms of a word as it is listed: "mean~s/t" is two, "add/s/ed" three."""
    stem, bare, endings = word.partition("~")
    first, *rest = (endings if bare else word).split("/")
    head = stem if bare else first
    yield (stem + first if bare else first).casefold()
    for ending in rest:
        yield (head + ending).casefold()


def _union(table: dict[str, str], codes: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold() for code in codes for word in table.get(code, "").split())


def _pronouns(codes: list[str]) -> dict[str, str]:
    """Pronouns with their gender; of all languages together only those that none has for something else."""
    found = {
        word.casefold(): gender
        for code in codes
        for gender, words in PRONOUNS.get(code, {}).items()
        for word in words.split()
    }
    if len(codes) > 1:
        other = _union(INTRODUCING, codes) | _union(BESIDE, codes)
        found = {word: gender for word, gender in found.items() if word not in other}
    return found
