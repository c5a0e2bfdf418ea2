"""Who is said to have said a quotation, in the clause behind it or before it.

"…", said Ada Byrne. Ada Byrne said: "…". Nothing beyond the sentence counts here; that is for ``speakers``.
"""

import re
from typing import NamedTuple

from nutgraf.core.languages.tables import words_of
from nutgraf.core.quotes.cues import DETERMINERS, Tongue
from nutgraf.core.quotes.names import Mention, Word, bare_name, is_abbreviation, words_in
from nutgraf.core.quotes.subjects import main_subject, subject_after, subject_before, subject_before_speech
from nutgraf.core.quotes.unlisted_verbs import unlisted_verb

NEAR = 240  # characters; with those below chosen on polnear_train alone (bench/floors.toml)
_STOP = re.compile(r"[;:“„«「『\"\n。！？؟।]|[.!?…](?=\s|$|[^\W\d_a-z])")
_SENTENCE_END = re.compile(r"[.!?…]['\"”’»)\]]?(?=\s)|[\n。！？؟।]")
_LINKS = ",،、?!…—–-，؟"
_DASH = re.compile("[—–―]")
# Characters, then words.
_SHORT = 40
_TO_VERB = 3
_FAR = 14
_BARE = 5
_INFINITIVE = words_of(lambda one: one.quotes.infinitives)
_PASSIVE = frozenset("when if was were is are be been being".split())
# Verbs that name the hearer before the speech, not the speaker.
_TO_SOMEONE = words_of(lambda one: one.quotes.telling_hearers)


class Attribution(NamedTuple):
    """Who speaks, and the cue that says so; ``end`` is where its clause ends."""

    who: Mention | None
    cue: str
    start: int
    end: int


def attribution_after(text: str, end: int, high: int, tongue: Tongue) -> Attribution | None:
    """The attribution in the clause behind a quotation that ends at ``end``; ``who`` is None where none is named."""
    inside = text[end - 2] if end > 1 else ""
    following = text[end : end + 3].lstrip()[:1]
    linked = inside in _LINKS or (following != "" and following in _LINKS)
    ended = inside == "." and following not in {",", "–", "—", "-"}
    if ended and not following.islower():
        return None
    stop = _clause_end(text, end, min(high, end + NEAR))
    words = words_in(text, end, stop)
    if not words or (
        ended and not any(word in tongue.verbs for _, _, word in words[: _TO_VERB if tongue.verb_last else 1])
    ):
        return None
    if not linked and (text[stop : stop + 1] == ":" or not _may_follow(words[0][2], tongue)):
        return None
    said = _said_behind(text, words, stop, tongue, _FAR if linked else _BARE)
    said = said or _by_phrase(text, words, stop, tongue)
    return said or (_by_place(text, words, stop, tongue) if linked else None)


def _said_behind(text: str, words: list[Word], stop: int, tongue: Tongue, far: int) -> Attribution | None:
    """The first verb of saying among ``far`` words behind a quotation that has a subject, else the first."""
    unnamed: Attribution | None = None
    for number, (start, finish, word) in enumerate(words[:far]):
        if not _is_cue(words, number, tongue):
            continue
        who = subject_before(text, words[:number], start, tongue)
        if who is None and word.casefold() not in _TO_SOMEONE and not _is_participle(word, tongue):
            who = _turned_round(finish, word, tongue) or subject_after(text, words[number + 1 :], tongue)
        if who is not None:
            return Attribution(who, word, start, stop)
        unnamed = unnamed or Attribution(None, word, start, stop)
    return unnamed


def attribution_before(text: str, start: int, low: int, tongue: Tongue) -> Attribution | None:
    """The attribution in the sentence that leads to a quotation that starts at ``start``."""
    low, high = max(low, start - NEAR), start
    while high > low and (text[high - 1].isspace() or text[high - 1] in "([—–-"):
        high -= 1
    colon = text[high - 1 : high] in {":", "："}
    if not colon and "\n" in text[high:start]:
        return None
    words = words_in(text, _sentence_start(text, low, high), high)
    if not words:
        return None
    cited = _cited_before(text, words, high, tongue)
    if cited is None and colon and (who := bare_name(text, words)):
        return Attribution(who, ":", high - 1, start)
    said = cited or _said_before(text, words, tongue)
    if said is None and colon and (who := main_subject(text, words, tongue)):
        return Attribution(who, ":", high - 1, start)
    return said._replace(end=start) if said else None


def _cited_before(text: str, words: list[Word], high: int, tongue: Tongue) -> Attribution | None:
    """Whom a sentence cites without a verb: According to Ada Byrne, "…"."""
    if tongue.phrase and (phrase := tongue.phrase.search(text, words[0][0], high)):
        named = subject_after(text, [word for word in words if word[0] >= phrase.end()], tongue)
        return Attribution(named, phrase.group(), phrase.start(), high) if named else None
    begin, _, last = words[-1]
    if last.casefold() in tongue.postpositions and (named := subject_before(text, words[:-1], begin, tongue)):
        return Attribution(named, last, begin, high)
    return None


def _said_before(text: str, words: list[Word], tongue: Tongue) -> Attribution | None:
    """The verb of saying nearest to a quotation behind these words that has a subject."""
    for number in range(len(words) - 1, -1, -1):
        begin, end, word = words[number]
        if "-" not in word and word.casefold() not in tongue.verbs:  # most words, and there may be many quotations
            continue
        if not _is_cue(words, number, tongue) and not (number == 0 and word.casefold() in tongue.verbs):
            continue
        if who := _leading(text, words, number, tongue):
            return Attribution(who, word, begin, end)
    return None


def attribution_behind_dash(text: str, start: int, high: int, tongue: Tongue) -> Attribution | None:
    """The attribution that begins at ``start`` with a verb of saying: — …, — сказал Белов."""
    beginning = words_in(text, start, min(high, start + _SHORT))[:_TO_VERB]
    number = next((number for number in range(len(beginning)) if _is_cue(beginning, number, tongue)), None)
    if number is None and beginning and text[max(0, start - 3) : start].strip() in {",—", ",–", ", —"}:
        number = unlisted_verb(text, beginning, tongue)
    if number is None:
        return None
    stop = _clause_end(text, start, min(high, start + NEAR))
    dash = _DASH.search(text, start, stop)
    stop = dash.start() if dash else stop
    words = words_in(text, start, stop)
    if number >= len(words):
        return None
    begin, finish, word = words[number]
    who = subject_before(text, words[:number], begin, tongue) or _turned_round(finish, word, tongue)
    return Attribution(who or subject_after(text, words[number + 1 :], tongue), word, begin, stop)


def subject_of_sentence(text: str, start: int, low: int, tongue: Tongue) -> Mention | None:
    """Who is named before a quotation in its own sentence, where the verb stands behind it."""
    words = words_in(text, _sentence_start(text, max(low, start - NEAR), start), start)
    return subject_before_speech(text, words, tongue) if tongue.verb_last else main_subject(text, words, tongue)


def _may_follow(word: str, tongue: Tongue) -> bool:
    """Whether a word may begin an attribution that no comma parts from the quotation; a noun is the sentence's."""
    folded = word.casefold()
    return (
        tongue.verb_last
        or not word.islower()
        or folded in tongue.verbs
        or folded in tongue.pronouns
        or folded in DETERMINERS
    )


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


def _turned_round(end: int, word: str, tongue: Tongue) -> Mention | None:
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
        who = _turned_round(finish, word, tongue) or subject_after(text, words[number + 1 :], tongue)
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


def _by_place(text: str, words: list[Word], stop: int, tongue: Tongue) -> Attribution | None:
    """Whom a verb that no list has makes the speaker by its place: «…», ironizó Torben Haug."""
    number = unlisted_verb(text, words, tongue)
    if number is None:
        return None
    start, finish, word = words[number]
    who = _turned_round(finish, word, tongue) or subject_after(text, words[number + 1 :], tongue)
    return Attribution(who, word, start, stop) if who or number + 1 == len(words) else None


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
