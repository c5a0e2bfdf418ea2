"""Who is said to have said a quotation, in the clause behind it or before it.

"…", said Ada Byrne. Ada Byrne said: "…". Nothing beyond the sentence counts here; that is for ``speakers``.
"""

import re
from typing import NamedTuple

from nutgraf.core.languages.tables import tags_with, words_of
from nutgraf.core.quotes.cues import DETERMINERS, NOUNS_WITH_CAPITALS, Tongue
from nutgraf.core.quotes.labels import is_known, labelled
from nutgraf.core.quotes.names import Mention, Word, is_abbreviation, is_capital, is_name, words_in
from nutgraf.core.quotes.people import is_inside, may_stand_before
from nutgraf.core.quotes.saying import disagrees, is_cue, is_participle, is_writers
from nutgraf.core.quotes.subjects import main_subject, subject_after, subject_before, subject_before_speech
from nutgraf.core.quotes.unlisted_verbs import unlisted_verb

NEAR = 240  # characters; with those below chosen on polnear_train alone (bench/floors.toml)
_STOP = re.compile(r"[;:“„«「『\"\n。！？؟।]|[.!?…](?=\s|$|[^\W\d_a-z]|[)\]]\s+[^\W\d_a-z])")
_SENTENCE_END = re.compile(r"[.!?…]['\"”’»)\]]?(?=\s)|[\n。！？؟।]")
_LINKS = ",،、?!…—–-，؟"
_DASH = re.compile("[—–―]")
_VERB_SECOND = tags_with(lambda one: one.quotes.verb_second)
_MARKS = "“”„\"'‘’«»‹›「」『』"
_MOST_MARKS = 4
_ENDING = frozenset(".!?…")
_PLAIN = frozenset(("said", "says", "asked", "asks", "wrote", "writes"))
_CODE = re.compile(r"[{}<>=]|//|\(\)|[a-z]\([a-z]")
# Characters, then words.
_SHORT = 40
_TO_VERB = 3
_FAR = 14
_FARTHEST = 16
_BARE = 5
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
    inside = text[max(0, end - _MOST_MARKS) : end].rstrip(_MARKS)[-1:]
    following = text[end : end + 3].lstrip()[:1]
    linked = inside in _LINKS or (following != "" and following in _LINKS)
    ended = inside == "." and following not in {",", "–", "—", "-"}
    if ended and not following.islower():
        return None
    stop = _clause_end(text, end, min(high, end + NEAR))
    words = words_in(text, end, stop)
    if inside in _ENDING and following[:1].isupper() and text[stop : stop + 1] == ":":
        return None  # leads to the next one
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
        if not is_cue(words, number, tongue) or is_writers(words, number):
            continue
        if far == _BARE and not number and tongue.code in {"", "en"} and word.casefold() not in _PLAIN:
            continue  # “honest” describes her
        who = _inverted(text, words, number, tongue) or subject_before(text, words[:number], start, tongue)
        who = None if who and disagrees(who, word, tongue) else who
        elliptic = number == 1 and words[0][2].casefold() in tongue.conjunctions
        if elliptic and who is None and tongue.null_subject:
            return None  # …, y destacó el plan
        if who is None and not (elliptic or word.casefold() in _TO_SOMEONE or is_participle(word, tongue)):
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
    if not words or _CODE.search(text, words[0][0], high):
        return None
    cited = _cited_before(text, words, high, tongue)
    if cited is None and colon and words[-1][2].isdigit():
        return None
    if cited is None and colon and (who := labelled(text, words, high - 1, tongue)):
        return Attribution(who, ":", high - 1, start)
    if (
        cited
        and colon
        and is_cue(words, len(words) - 1, tongue)
        and (later := _leading(text, words, len(words) - 1, tongue))
    ):
        cited = Attribution(later, words[-1][2], words[-1][0], high)  # according to Roe, Byrne said: “…”
    near = words if colon or text[high - 1] == "," else words[-_FARTHEST:]
    said = cited or _said_before(text, words, tongue)
    if said and said.start < near[0][0]:
        said = None
    silent = said is None and colon and not any(word.casefold() in tongue.verbs for _, _, word in words)
    if silent and (who := main_subject(text, words, tongue)) and _may_lead(text, words, who, tongue):
        return Attribution(who, ":", high - 1, start)
    return said._replace(end=start) if said else None


def _cited(text: str, words: list[Word], start: int, tongue: Tongue) -> Mention | None:
    """Whom a phrase cites, and nobody behind a comma but in apposition: according to the mayor, Ada Byrne."""
    behind = [word for word in words if word[0] >= start]
    named = subject_after(text, behind, tongue)
    if named is None or "," not in text[start : named.start]:
        return named
    return named if any(word[2] in tongue.people for word in behind if word[0] < named.start) else None


def _may_lead(text: str, words: list[Word], who: Mention, tongue: Tongue) -> bool:
    """Whether a sentence without a verb of saying that leads to a quotation is about who speaks: She was blunt: "…"."""
    if tongue.code in NOUNS_WITH_CAPITALS and sum(word[0] < who.start for word in words) > _TO_VERB:
        return False
    if who.pronoun:
        return tongue.pronouns.get(who.name.casefold()) in {"m", "f"}
    before = [word[2] for word in words if word[1] < who.start]
    person = any(word in tongue.people for word in before)
    described = before and before[-1].islower() and not person and not may_stand_before(before[-1], tongue)
    if described and who.end == words[-1][1]:
        return False  # il caso Ada Byrne: “…”
    if not is_name(who.name):
        return any(word in tongue.people for word in who.name.split())
    if who.name.split()[-1].casefold() in tongue.pronouns:
        return False  # What I had in mind: “…”
    nouns = tongue.code in NOUNS_WITH_CAPITALS and who.name in tongue.people
    return " " in who.name or nouns or (who.name not in tongue.people and is_known(text, who))


def _cited_before(text: str, words: list[Word], high: int, tongue: Tongue) -> Attribution | None:
    """Whom a sentence cites without a verb: According to Ada Byrne, "…"."""
    if tongue.phrase and (phrase := tongue.phrase.search(text, words[0][0], high)):
        named = _cited(text, words, phrase.end(), tongue)
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
        if is_writers(words, number):
            return None
        if not is_cue(words, number, tongue) and not (number == 0 and word.casefold() in tongue.verbs):
            continue
        if who := _leading(text, words, number, tongue):
            return Attribution(who, word, begin, end)
    return None


def attribution_behind_dash(text: str, start: int, high: int, tongue: Tongue) -> Attribution | None:
    """The attribution that begins at ``start`` with a verb of saying: — …, — сказал Белов."""
    beginning = words_in(text, start, min(high, start + _SHORT))[:_TO_VERB]
    number = next((number for number in range(len(beginning)) if is_cue(beginning, number, tongue)), None)
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


def _turned_round(end: int, word: str, tongue: Tongue) -> Mention | None:
    pronoun = word.rpartition("-")[2]
    if pronoun == word or pronoun.casefold() not in tongue.pronouns:
        return None
    return Mention(end - len(pronoun), end, pronoun, pronoun=True)


def _leading(text: str, words: list[Word], number: int, tongue: Tongue) -> Mention | None:
    """The subject of a verb before a quotation: the sentence's own where the verb is a participle (…, adding: "…")."""
    start, finish, word = words[number]
    if is_participle(word, tongue) and number and _is_apart(text, words[number - 1][1], start):
        for earlier in range(number - 1, 0, -1):
            finite = not words[earlier][2].endswith("ing") and is_cue(words, earlier, tongue)
            if finite and (who := _leading(text, words[:number], earlier, tongue)):
                return who
        return main_subject(text, words[:number], tongue)
    who = _inverted(text, words, number, tongue) or subject_before(text, words[:number], start, tongue)
    if who and disagrees(who, word, tongue):
        return main_subject(text, words[:number], tongue)
    late = _opens_clause(words, number, tongue) or (tongue.code in {"", "en"} and number > 1)  # and said she left: "…"
    if who is None and not late and word.casefold() not in _TO_SOMEONE:
        who = _turned_round(finish, word, tongue) or subject_after(text, words[number + 1 :], tongue)
    return who


def _parenthetical(text: str, words: list[Word], number: int, tongue: Tongue) -> Mention | None:
    """The name behind a verb that stands with it between commas: …, ha aggiunto Neri, "…"."""
    first = number
    while (
        first > 0
        and words[first - 1][2].casefold() in tongue.beside
        and text[words[first - 1][1] : words[first][0]].isspace()
    ):
        first -= 1
    if not first or "," not in text[words[first - 1][1] : words[first][0]] or not is_capital(words[number + 1][2]):
        return None
    who = subject_after(text, words[number + 1 :], tongue)
    return who if who and who.start == words[number + 1][0] and text[who.end : who.end + 1] == "," else None


def _inverted(text: str, words: list[Word], number: int, tongue: Tongue) -> Mention | None:
    """Who stands right behind a verb that something before it has turned round: Gefragt, ob er gehe, sagte Kroll."""
    if not number or number + 1 >= len(words):
        return None
    if who := _parenthetical(text, words, number, tongue):
        return who
    turned = tongue.code in _VERB_SECOND and _is_turned(text, words, number, tongue)
    return subject_after(text, words[number + 1 :], tongue) if turned else None


def _is_turned(text: str, words: list[Word], number: int, tongue: Tongue) -> bool:
    """Whether a comma, a phrase or a word that is no subject stands before a verb, and a subject may follow."""
    word = words[number + 1][2]
    folded = word.casefold()
    if not (is_capital(word) or folded in DETERMINERS or folded in tongue.pronouns):
        return False
    if "," in text[words[number - 1][1] : words[number][0]]:
        return True
    if words[0][2].casefold() in tongue.introducing and folded in DETERMINERS:
        return True
    if number > 1 or is_inside(text, words[0][0]) or folded in tongue.introducing:
        return False
    return subject_before(text, words[:1], words[1][0], tongue) is None


def _opens_clause(words: list[Word], number: int, tongue: Tongue) -> bool:
    """Whether the clause that a verb reports stands behind it: rappelle que Paris…."""
    return number + 1 < len(words) and words[number + 1][2].casefold().replace("’", "'") in tongue.that


def _is_apart(text: str, end: int, start: int) -> bool:
    return not text[end:start].isspace()


def _by_phrase(text: str, words: list[Word], stop: int, tongue: Tongue) -> Attribution | None:
    """Whom the clause cites without a verb: "…", according to Ada Byrne."""
    if tongue.phrase and (phrase := tongue.phrase.search(text, words[0][0], stop)):
        named = _cited(text, words, phrase.end(), tongue)
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
    gender = tongue.pronouns.get(who.name.casefold()) if who and who.pronoun else None
    if gender == "1" or (gender == "" and word.endswith("en")):
        return None
    return Attribution(who, word, start, stop) if who or number + 1 == len(words) else None


def _clause_end(text: str, start: int, high: int) -> int:
    for found in _STOP.finditer(text, start, high):
        if not (found.group() == "." and is_abbreviation(text, found.start())):
            return found.start()
    return high


def _sentence_start(text: str, low: int, high: int) -> int:
    while 0 < low < high and text[low].isalnum() and text[low - 1].isalnum():
        low += 1  # no word is cut in two
    for found in _SENTENCE_END.finditer(text, low, high):
        if not (found.group() == "." and is_abbreviation(text, found.start())) and found.end() < high:
            low = found.end()
    return low
