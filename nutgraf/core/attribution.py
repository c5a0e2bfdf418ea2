"""Who is said to have said a quotation, in the clause behind it ("…", said Ada Byrne) or before it (Ada Byrne said: "…")."""

import re
from typing import NamedTuple

from nutgraf.core.cues import Tongue
from nutgraf.core.subject_words import RELATIVES
from nutgraf.core.mentions import (
    DETERMINERS,
    Mention,
    Word,
    bare_name,
    is_abbreviation,
    main_subject,
    subject_after,
    subject_before,
    words_in,
)

NEAR = 240
_STOP = re.compile(r"[;:“„«「『\"\n。！？؟।]|[.!?…](?=\s|$|[^\W\d_a-z])")
_SENTENCE_END = re.compile(r"[.!?…]['\"”’»)\]]?(?=\s)|[\n。！？؟।]")
_LINKS = ",،、?!…—–-，؟"
_DASH = re.compile("[—–―]")
_SHORT = 40
_TO_VERB = 3
_FAR = 14
_BARE = 5
_INFINITIVE = frozenset("to zu att å at te".split())
_PASSIVE = frozenset("when if was were is are be been being".split())
# Verbs that name the hearer before the speech, not the speaker.
_TO_SOMEONE = frozenset(
    "told tells telling tell reminded reminds reminding assured assures assuring advised advising".split()
)


class Attribution(NamedTuple):
    """Who speaks, and the cue that says so; ``end`` is where its clause ends."""

    who: Mention | None
    cue: str
    start: int
    end: int


def attribution_after(text: str, end: int, high: int, tongue: Tongue) -> Attribution | None:
    """The attribution in the clause behind a quotation that ends at ``end``; its ``who`` is None where none is named."""
    inside = text[end - 2] if end > 1 else ""
    following = text[end : end + 3].lstrip()[:1]
    linked = inside in _LINKS or (following != "" and following in _LINKS)
    ended = inside == "." and following not in {",", "–", "—", "-"}
    if ended and not following.islower():
        return None
    stop = _clause_end(text, end, min(high, end + NEAR))
    words = words_in(text, end, stop)
    if not words or (ended and words[0][2] not in tongue.verbs):
        return None
    unnamed: Attribution | None = None
    if not linked and (text[stop : stop + 1] == ":" or not _may_follow(words[0][2], tongue)):
        return None
    for number, (start, finish, word) in enumerate(words[: _FAR if linked else _BARE]):
        if not _is_cue(words, number, tongue):
            continue
        who = subject_before(text, words[:number], start, tongue)
        if who is None and word.casefold() not in _TO_SOMEONE and not _is_participle(word, tongue):
            who = _turned_round(start, finish, word, tongue) or subject_after(text, words[number + 1 :], tongue)
        if who is not None:
            return Attribution(who, word, start, stop)
        unnamed = unnamed or Attribution(None, word, start, stop)
    return (
        unnamed or _by_phrase(text, words, stop, tongue) or (_unlisted(text, words, stop, tongue) if linked else None)
    )


def attribution_before(text: str, start: int, low: int, tongue: Tongue) -> Attribution | None:
    """The attribution in the sentence that leads to a quotation that starts at ``start``."""
    low = max(low, start - NEAR)
    high = start
    while high > low and (text[high - 1].isspace() or text[high - 1] in "([—–-"):
        high -= 1
    colon = text[high - 1 : high] in {":", "："}
    if not colon and "\n" in text[high:start]:
        return None
    low = _sentence_start(text, low, high)
    words = words_in(text, low, high)
    if not words:
        return None
    if tongue.phrase and (phrase := tongue.phrase.search(text, low, high)):
        named = subject_after(text, [word for word in words if word[0] >= phrase.end()], tongue)
        if named is not None:
            return Attribution(named, phrase.group(), phrase.start(), start)
    if words[-1][2].casefold() in tongue.postpositions:
        named = subject_before(text, words[:-1], words[-1][0], tongue)
        return Attribution(named, words[-1][2], words[-1][0], start) if named else None
    if colon and (who := bare_name(text, words)):
        return Attribution(who, ":", high - 1, start)
    for number in range(len(words) - 1, -1, -1):
        begin, _, word = words[number]
        if not _is_cue(words, number, tongue) and not (number == 0 and word.casefold() in tongue.verbs):
            continue
        who = _leading(text, words, number, tongue)
        if who is not None:
            return Attribution(who, word, begin, start)
    if colon and (who := main_subject(text, words, tongue)):
        return Attribution(who, ":", high - 1, start)
    return None


def attribution_behind_dash(text: str, start: int, high: int, tongue: Tongue) -> Attribution | None:
    """The attribution that begins at ``start`` with a verb of saying: — …, — сказал Белов."""
    stop = min(_clause_end(text, start, min(high, start + NEAR)), high)
    dash = _DASH.search(text, start, stop)
    stop = dash.start() if dash else stop
    words = words_in(text, start, min(stop, start + _SHORT))
    for number, (begin, finish, word) in enumerate(words[:_TO_VERB]):
        if _is_cue(words, number, tongue):
            words = words_in(text, start, stop)
            who = subject_before(text, words[:number], begin, tongue) or _turned_round(begin, finish, word, tongue)
            who = who or subject_after(text, words[number + 1 :], tongue)
            return Attribution(who, word, begin, stop)
    return None


def subject_of_sentence(text: str, start: int, low: int, tongue: Tongue) -> Mention | None:
    """Who is named before a quotation in its own sentence, where the verb stands behind it."""
    low = _sentence_start(text, max(low, start - NEAR), start)
    return main_subject(text, words_in(text, low, start), tongue)


def _may_follow(word: str, tongue: Tongue) -> bool:
    """Whether a word may begin an attribution that no comma parts from the quotation; a noun goes on with the sentence."""
    folded = word.casefold()
    return not word.islower() or folded in tongue.verbs or folded in tongue.pronouns or folded in DETERMINERS


def _is_cue(words: list[Word], number: int, tongue: Tongue) -> bool:
    """Whether a word is a verb of saying; with a capital inside a clause it is part of a name, after "to" no speech."""
    word = words[number][2]
    folded = word.casefold()
    if folded not in tongue.verbs and not ("-" in folded and folded.partition("-")[0] in tongue.verbs):
        return False
    if number == 0:
        return not word[0].isupper()
    before = words[number - 1][2].casefold()
    passive = before in _PASSIVE and folded.endswith(("ed", "told")) and tongue.code in {"", "en"}
    return not (word[0].isupper() or before in _INFINITIVE or passive)


def _turned_round(start: int, end: int, word: str, tongue: Tongue) -> Mention | None:
    pronoun = word.rpartition("-")[2]
    if pronoun == word or pronoun.casefold() not in tongue.pronouns:
        return None
    return Mention(end - len(pronoun), end, pronoun, pronoun=True)


def _leading(text: str, words: list[Word], number: int, tongue: Tongue) -> Mention | None:
    """The subject of a verb before a quotation: the sentence's own where the verb is a participle (…, adding: "…")."""
    start, finish, word = words[number]
    if _is_participle(word, tongue) and number and _is_apart(text, words[number - 1][1], start):
        for earlier in range(number - 1, 0, -1):
            finite = not words[earlier][2].endswith("ing") and _is_cue(words, earlier, tongue)
            if finite and (who := _leading(text, words[:number], earlier, tongue)):
                return who
        return main_subject(text, words[:number], tongue)
    who = subject_before(text, words[:number], start, tongue)
    if who is None and word.casefold() not in _TO_SOMEONE:
        who = _turned_round(start, finish, word, tongue) or subject_after(text, words[number + 1 :], tongue)
    return who


def _is_participle(word: str, tongue: Tongue) -> bool:
    """Whether a verb is one whose subject is the sentence's own: …, adding: "…"."""
    return tongue.code in {"", "en"} and word.endswith("ing")


def _is_apart(text: str, end: int, start: int) -> bool:
    return not text[end:start].isspace()


def _by_phrase(text: str, words: list[Word], stop: int, tongue: Tongue) -> Attribution | None:
    """Whom the clause cites without a verb: "…", according to Ada Byrne."""
    if tongue.phrase and (phrase := tongue.phrase.search(text, words[0][0], stop)):
        named = subject_after(text, [word for word in words if word[0] >= phrase.end()], tongue)
        if named is not None:
            return Attribution(named, phrase.group(), phrase.start(), stop)
    for number, (start, _, word) in enumerate(words[:_BARE]):
        if word.casefold() in tongue.postpositions and (who := subject_before(text, words[:number], start, tongue)):
            return Attribution(who, word, start, stop)
    return None


def _unlisted(text: str, words: list[Word], stop: int, tongue: Tongue) -> Attribution | None:
    """A verb that no list has, by its place: right behind the comma, with a name behind it («…», ironizó Torben Haug).

    Where a subject may be left out it may stand alone (…», repite).
    """
    first = 0
    while first < len(words) - 1 and words[first][2].casefold() in tongue.beside:
        first += 1
    start, finish, word = words[first]
    folded = word.casefold()
    if not word.islower() or folded in tongue.introducing or folded in tongue.beside or folded in DETERMINERS:
        return None
    if tongue.code in {"", "en"} and not word.endswith("ed"):
        return None
    elided = "'" in word or "’" in word
    if elided or folded in tongue.pronouns or folded in RELATIVES or tongue.verb_last:
        return None
    if len(words) == first + 1:
        return Attribution(None, word, start, stop) if tongue.null_subject else None
    following = words[first + 1]
    named = (
        following[2][0].isupper()
        or following[2].casefold() in DETERMINERS
        or following[2].casefold() in tongue.pronouns
    )
    dash = any(mark in text[start - 4 : start] for mark in "—–")
    named = named or (dash and any(word[0].isupper() for _, _, word in words[first + 2 : first + 2 + _BARE]))
    if not named or not text[finish : following[0]].isspace():
        return None
    who = subject_after(text, words[first + 1 :], tongue)
    return Attribution(who, word, start, stop) if who else None


def _clause_end(text: str, start: int, high: int) -> int:
    for found in _STOP.finditer(text, start, high):
        if not (found.group() == "." and is_abbreviation(text, found.start())):
            return found.start()
    return high


def _sentence_start(text: str, low: int, high: int) -> int:
    for found in _SENTENCE_END.finditer(text, low, high):
        if not (found.group() == "." and is_abbreviation(text, found.start())) and found.end() < high:
            low = found.end()
    return low
