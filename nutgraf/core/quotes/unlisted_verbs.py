"""Verbs that are no listed ones of saying, and yet attribute a quotation by their place: «…», ironizó Torben Haug."""

from nutgraf.core.quotes.cues import DETERMINERS, NOUNS_WITH_CAPITALS, RELATIVES, STOP_WORDS, Tongue
from nutgraf.core.quotes.names import Word

_STOP_WORDS = STOP_WORDS - {"so"}  # „…“, so Jana Kroll
_HEARERS = frozenset(("ihm", "ihr", "ihnen", "mir", "uns"))
_MARKS = frozenset("“„«\"'‘「")
_NEAR = 5  # words; chosen, not measured
_BEFORE = 4  # characters; chosen, not measured


def unlisted_verb(text: str, words: list[Word], tongue: Tongue) -> int | None:
    """The number of the verb in a clause that a comma parts from the quotation before it, None where there is none.

    It stands first, and a name or an article follows; where a language may leave the subject out it may stand alone
    (…», repite). In English only a form in "-ed" is taken for one.
    """
    first = 0
    while first < len(words) - 1 and words[first][2].casefold() in tongue.beside:
        first += 1
    if first + 2 < len(words) and words[first][2] == "so" and _may_be_verb(words[first + 1][2], tongue):
        first += 1  # so appelliert Jana Kroll
    if not _may_be_verb(words[first][2], tongue):
        return None
    if len(words) == first + 1:
        leads = text[words[first][1] : words[first][1] + _BEFORE].lstrip()[:1] in _MARKS
        return first if tongue.null_subject and not leads else None
    following = words[first + 1]
    apart = not text[words[first][1] : following[0]].isspace()
    return None if apart or not _is_subject(text, words, first, tongue) else first


def _may_be_verb(word: str, tongue: Tongue) -> bool:
    folded = word.casefold()
    if word.rpartition("-")[2] != word and word.rpartition("-")[2] in tongue.pronouns:
        return True  # argumente-t-elle
    if not word.islower() or "'" in word or "’" in word or tongue.verb_last:
        return False
    if tongue.code in {"", "en"} and not word.endswith("ed"):
        return False
    return not any(
        folded in others
        for others in (tongue.introducing, tongue.beside, tongue.pronouns, DETERMINERS, RELATIVES, _STOP_WORDS)
    )


def _is_subject(text: str, words: list[Word], verb: int, tongue: Tongue) -> bool:
    """Whether a name, article or pronoun follows the verb, or behind a dash a noun with a name near it."""
    word = words[verb + 1][2]
    if word.casefold() in tongue.introducing and words[verb][2].rpartition("-")[2] not in tongue.pronouns:
        return False  # verbessert den Geschmack
    if tongue.code in NOUNS_WITH_CAPITALS and word in _HEARERS and verb + 2 < len(words):
        word = words[verb + 2][2]  # hielt ihm die Richterin vor
    if word[0].isupper() or word.casefold() in DETERMINERS or word.casefold() in tongue.pronouns:
        return True
    start = words[verb][0]
    dash = any(mark in text[max(0, start - _BEFORE) : start] for mark in "—–")
    return dash and any(word[0].isupper() for _, _, word in words[verb + 2 : verb + 2 + _NEAR])
