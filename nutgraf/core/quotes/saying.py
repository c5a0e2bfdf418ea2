"""Whether a word says something where it stands: a verb of saying, and whose."""

import re

from nutgraf.core.languages.tables import words_of
from nutgraf.core.quotes.cues import DETERMINERS, Tongue
from nutgraf.core.quotes.names import Mention, Word

_PLURAL = frozenset(
    "say tell ask explain note insist claim warn recall admit respond suggest call think repeat reveal remind".split()
)
_CALLED = frozenset(("called", "dubbed"))
_NOT_HE = frozenset(("i", "we", "you", "they"))
_SHORTENED = re.compile(r"(?:i|we|you|they)['’](?:ve|d|re|m|ll)")
_INFINITIVE = words_of(lambda one: one.quotes.infinitives)
_BY_SAYING = frozenset(("by", "in", "as", "like", "before", "after", "while"))


def is_cue(words: list[Word], number: int, tongue: Tongue) -> bool:
    """Whether a word is a verb of saying; with a capital inside a clause it is part of a name, after "to" no speech."""
    word = words[number][2]
    folded = word.casefold()
    if folded not in tongue.verbs and not ("-" in folded and folded.partition("-")[0] in tongue.verbs):
        return False
    if number == 0:
        return not word[0].isupper()
    before = words[number - 1][2].casefold()
    if tongue.code in {"", "en"} and folded.endswith("ing") and before in tongue.introducing - _BY_SAYING:
        return False  # focused on adding "smart" tools
    if tongue.code in {"", "en"} and not _is_english_cue(words, number, tongue):
        return False
    apart = words[number][0] - words[number - 1][1] > 1
    passive = (
        before in tongue.passives and not apart and (tongue.code not in {"", "en"} or folded.endswith(("ed", "told")))
    )
    return not (word[0].isupper() or before in _INFINITIVE or passive)


def _is_english_cue(words: list[Word], number: int, tongue: Tongue) -> bool:
    """Whether a form is a verb and speaks: no "a repeat customer", "is misleadingly labeled", "continued to act"."""
    folded = words[number][2].casefold()
    before = words[number - 1][2].casefold()
    following = words[number + 1][2].casefold() if number + 1 < len(words) else ""
    earlier = words[number - 2][2].casefold() if number > 1 else ""
    adjective = (
        before.endswith("ly") and folded.endswith("ed") and (earlier in tongue.passives or earlier in DETERMINERS)
    )
    idle = (folded.startswith("continu") and following == "to") or (folded.startswith("think") and following == "of")
    noun = before in DETERMINERS and before not in tongue.pronouns
    thing = words[number - 1][2].islower() and before not in tongue.pronouns and before not in tongue.people
    passive = following == "by" or (folded in _CALLED and number + 1 == len(words))
    described = passive and thing and before not in tongue.beside  # content posted by customers, a page called “…”
    return not (noun or adjective or idle or described)


def disagrees(who: Mention, verb: str, tongue: Tongue) -> bool:
    """Whether a pronoun cannot be the subject of a verb: He suggests we go, then adds."""
    english = tongue.code in {"", "en"}
    if english and verb in _PLURAL | _CALLED and who.name.casefold().startswith(("a ", "an ")):
        return True  # a group called “…”
    if english and verb == "note" and not who.pronoun and " " not in who.name and not who.name.endswith("s"):
        return who.name not in tongue.people  # Important note: “…”
    return english and who.pronoun and verb.endswith("s") and who.name.casefold() in _NOT_HE


def is_writers(words: list[Word], number: int) -> bool:
    """Whether a shortened pronoun of more than one, or the writer's, is the subject: we've dubbed it."""
    return any(_SHORTENED.fullmatch(word.casefold()) for _, _, word in words[max(0, number - 2) : number])


def is_participle(word: str, tongue: Tongue) -> bool:
    """Whether a verb is one whose subject is the sentence's own: …, adding: "…"."""
    return tongue.code in {"", "en"} and word.endswith("ing")
