"""Who may have said something: a person, people, a body or a text, and no verb, label, thing or piece of code."""

import re
from collections.abc import Iterator, Sequence

from nutgraf.core.languages.tables import words_of
from nutgraf.core.quotes.cues import DATES, DETERMINERS, NOUNS_WITH_CAPITALS, RELATIVES, STOP_WORDS, Tongue
from nutgraf.core.quotes.names import Mention, Word, is_capital, is_name, name_at, words_in

_CODE = re.compile(r"[{}=<>\\|#^~/+*]|(?<!^)[@_]|::|\(\)")
_CONTRACTED = re.compile(r"n['’]t$|['’](?:s|re|ve|ll|d|m)?$")
_NEGATED = re.compile(r"n['’]t$")
_OF_A_STATE = re.compile(r"[DRI]-[A-Z][\w.]*")
_VERBAL = ("ed", "ing")
_ADVERBIAL = ("ly", "mente", "ment", "lich", "weise", "dings", "wärts")
_THINGS = (
    "ung",
    "ungen",
    "heit",
    "heiten",
    "keit",
    "keiten",
    "tät",
    "tion",
    "tionen",
    "ismus",
    "schaft",
    "schaften",
    "nis",
    "nisse",
)
_INFLECTED = ("e", "en", "er", "es", "em")
_QUOTES = frozenset("\"'`")
_BEHIND_MARK = frozenset('.!?:;\n“”„"«»‘’()[]•–—-')
_BEFORE = 40
_MOST_WORDS = 8
_REACH = 5_000
_MOST_PLACES = 20
_IN = words_of(lambda one: one.quotes.introducing)
_OWNS = frozenset(("'s", "’s", "‘s"))
_JOINED = 2
_ROLE_AND_NAME = 3  # words: der Parteienrechtler Martin Morlok
_SHORTEST = 4


def speaker_of(text: str, mention: Mention, tongue: Tongue) -> Mention | None:
    """A mention, or the part of it that may speak; None where it names nobody who can."""
    name = mention.name
    if mention.pronoun:
        polite = name == "Sie" and tongue.code in NOUNS_WITH_CAPITALS and is_inside(text, mention.start)
        return None if polite else mention
    if (
        _CODE.search(name)
        or name.endswith(("-", "‑"))
        or (text[mention.start - 1 : mention.start] in _QUOTES and text[mention.end : mention.end + 1] in _QUOTES)
    ):
        return None
    if text[mention.start : mention.end] != name:  # a relative pronoun, which stands for a name
        return mention if is_name(name) or any(word in tongue.people for word in name.split()) else None
    words = words_in(text, mention.start, mention.end)
    if not words or name.lower() == name.upper():
        return mention if words else None
    if is_name(name):
        return _name(text, mention, words, tongue)
    return _phrase(text, words, tongue)


def may_stand_before(word: str, tongue: Tongue) -> bool:
    """Whether a word may stand between a dash and a name: — the mayor Ada Byrne."""
    folded = word.casefold()
    if folded in tongue.verbs or folded in tongue.introducing or folded in tongue.beside:
        return False
    return word in tongue.people or folded in DETERMINERS or not tongue.people.whole


def is_label(word: str, tongue: Tongue) -> bool:
    """Whether a word is none of a name: a function word, a date, somebody or nobody, a contraction."""
    folded = word.casefold()
    return (
        folded in STOP_WORDS
        or folded in DETERMINERS
        or folded in DATES
        or folded in RELATIVES
        or folded in tongue.introducing
        or folded in tongue.beside
        or folded in tongue.verbs
        or folded in tongue.of_many
        or _CONTRACTED.search(folded) is not None
        or _OF_A_STATE.fullmatch(word) is not None
    )


def _name(text: str, mention: Mention, words: Sequence[Word], tongue: Tongue) -> Mention | None:
    if any(word.casefold() in tongue.verbs for _, _, word in words[1:-1] if word.islower()):
        run = name_at(text, words, 0)
        return _name(text, run, words_in(text, run.start, run.end), tongue) if run and run.end < mention.end else None
    last = words[-1][2]
    if (
        _NEGATED.search(words[0][2])
        or _CONTRACTED.search(last)
        or _OF_A_STATE.fullmatch(mention.name)
        or any(word[0].isdigit() for _, _, word in words)
    ):
        return None
    if tongue.code in NOUNS_WITH_CAPITALS:
        return _among_nouns(text, mention, words, tongue)
    if len(words) > 1 or last in tongue.people:
        return mention if not (is_label(last, tongue) and last.islower()) else None
    if is_label(last, tongue) and not is_inside(text, mention.start):
        return None
    return mention if is_inside(text, mention.start) or _opens_as_name(text, mention, tongue) else None


def is_inside(text: str, start: int) -> bool:
    """Whether a word does not stand where any word has a capital."""
    before = text[max(0, start - 2) : start].rstrip(" \u00a0")
    return bool(before) and before[-1] not in _BEHIND_MARK and "\n" not in text[max(0, start - 2) : start]


def _opens_as_name(text: str, mention: Mention, tongue: Tongue) -> bool:
    """Whether a word that opens a sentence is a name: it has its capital elsewhere, too, or a verb behind it."""
    word = mention.name
    if word != word.lower() and next(_places(text, word.lower(), mention.start), None) is not None:
        return False
    if any(at != mention.start and is_inside(text, at) for at in _places(text, word, mention.start)):
        return True
    if word.casefold().endswith(_ADVERBIAL + (_VERBAL if tongue.code in {"", "en"} else ())):
        return False
    following = words_in(text, mention.end, min(len(text), mention.end + _BEFORE))
    gap = text[mention.end : following[0][0]] if following else "."
    return not gap.isspace() or following[0][2].casefold() in tongue.verbs | tongue.beside


def _places(text: str, word: str, near: int) -> Iterator[int]:
    """Where a word stands alone, within reach of a place."""
    low, high = max(0, near - _REACH), near + _REACH
    at = text.find(f" {word}", low, high)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        end = at + 1 + len(word)
        if not text[end : end + 1].isalnum():
            yield at + 1
        at = text.find(f" {word}", end, high)


def _among_nouns(text: str, mention: Mention, words: Sequence[Word], tongue: Tongue) -> Mention | None:
    """The same where all nouns have capitals: one of a person or body, or what looks like no other noun."""
    person = next((number for number, word in enumerate(words) if word[2] in tongue.people), None)
    joined = next((number for number, word in enumerate(words) if word[2].islower()), len(words))
    addressed = joined == 1 and len(words) > 1 and words[1][2] == "zu"  # sagte die Richterin zu Ole Brandt
    if person is not None and person < joined:
        if addressed:
            return mention._replace(end=words[0][1], name=words[0][2])
        return _joined_to_name(text, mention) if len(words) == 1 else mention
    if joined > 1 or (joined == 1 < len(words) and words[1][2] == "das"):  # no "das" of Portuguese names
        words = words[:joined]
    thing = any(word.casefold().endswith(_THINGS) or word in tongue.outlets for _, _, word in words)
    if addressed or thing or is_label(words[0][2], tongue) or words[-1][2] in tongue.texts:
        return None
    alone = len(words) < _ROLE_AND_NAME or any(word.islower() for _, _, word in words)
    if alone and _behind_an_article(text, mention.start, tongue):
        return None
    if len(words) == 1 and not _is_surname(text, mention, tongue):
        return None
    return Mention(words[0][0], words[-1][1], text[words[0][0] : words[-1][1]])


def _joined_to_name(text: str, mention: Mention) -> Mention:
    """A noun with the name behind its second: der Philosoph und Politiker Antonio Gramsci."""
    words = words_in(text, mention.end, min(len(text), mention.end + 3 * _BEFORE))
    if len(words) <= _JOINED or words[0][2] not in {"und", "oder"} or not text[mention.end : words[0][0]].isspace():
        return mention
    name = name_at(text, words, 1)
    if name is None or len(name.name.split()) < _JOINED:
        return mention
    return Mention(mention.start, name.end, text[mention.start : name.end])


def _is_surname(text: str, mention: Mention, tongue: Tongue) -> bool:
    """Whether a single noun is a name: a verb of saying stands beside it, or it stands behind a forename elsewhere."""
    word = mention.name
    inside = is_inside(text, mention.start)
    if any(_follows_forename(text, at) for at in _places(text, word, mention.start) if at != mention.start):
        return True
    behind = words_in(text, mention.end, min(len(text), mention.end + _BEFORE))
    if inside:
        before = words_in(text, max(0, mention.start - _BEFORE), mention.start)
        beside = [word[2].casefold() for word in before[-1:] + behind[:1]]
        return any(one in tongue.verbs or one == "so" for one in beside)
    if next(_places(text, word.lower(), mention.start), None) is not None or word.endswith(_ADVERBIAL):
        return False
    if not behind or behind[0][2].casefold() not in tongue.verbs | tongue.beside:
        return not behind or not text[mention.end : behind[0][0]].isspace()
    second = behind[1][2] if len(behind) > 1 else ""
    return not (second[:1].isupper() or second.casefold() in DETERMINERS or second.casefold() in tongue.pronouns)


def stands_alone(text: str, mention: Mention, tongue: Tongue) -> bool:
    """Whether the last word of a full name stands elsewhere without a word before it that makes it a thing or place.

    Where all nouns have capitals a verb of saying has to stand beside it.
    """
    word = mention.name.split()[-1]
    if len(word) == 1:
        return False
    nouns = tongue.code in NOUNS_WITH_CAPITALS
    for at in _places(text, word, mention.start):
        before = text[max(0, at - _BEFORE) : at].split()
        alone = bool(before) and not is_capital(before[-1]) and before[-1].casefold() not in DETERMINERS
        if not alone or mention.start <= at < mention.end or before[-1].casefold() in _IN:
            continue
        behind = text[at + len(word) : at + len(word) + _BEFORE].split()
        beside = (before[-1].casefold(), behind[0].casefold() if behind else "")
        if not nouns or any(one in tongue.verbs or one == "so" for one in beside):
            return True
    return False


def _follows_forename(text: str, at: int) -> bool:
    before = text[max(0, at - _BEFORE) : at].split()
    return (
        bool(before)
        and is_capital(before[-1])
        and before[-1][-1].isalnum()
        and before[-1].casefold() not in DETERMINERS
    )


def _behind_an_article(text: str, start: int, tongue: Tongue) -> bool:
    before = words_in(text, max(0, start - _BEFORE), start)
    if not before or not text[before[-1][1] : start].isspace():
        return False
    word = before[-1][2]
    folded = word.casefold()
    if folded in DETERMINERS:
        return True
    return (
        word.islower()
        and folded.endswith(_INFLECTED)
        and not (
            folded in tongue.verbs
            or folded in tongue.beside
            or folded in tongue.introducing
            or folded in tongue.pronouns
        )
    )


def _phrase(text: str, words: Sequence[Word], tongue: Tongue) -> Mention | None:
    """The part of a noun phrase up to the noun of who may speak, and what "of" adds to it."""
    if is_capital(words[0][2]) and words[0][2].casefold() not in DETERMINERS and (name := name_at(text, words, 0)):
        return _behind_name(text, words, name, tongue)
    if not tongue.people.whole:
        said = any(word.casefold() in tongue.verbs or word.casefold() in tongue.pronouns for _, _, word in words)
        short = len(words) == 1 and (len(words[0][2]) <= _SHORTEST or not _beside_verb(text, words[0], tongue))
        return (
            None
            if said or short or (is_label(words[0][2], tongue) and len(words) == 1)
            else _between(text, words[0], words[-1])
        )
    last = _head(words, tongue)
    if last is None:
        return None
    last = _going_on(words, last, tongue)
    return _between(text, words[0], words[last])


def _behind_name(text: str, words: Sequence[Word], name: Mention, tongue: Tongue) -> Mention | None:
    """Who speaks in a phrase that a name begins: Ada Byrne, her mom, or nobody in "X posts"."""
    behind = [word for word in words if word[0] >= name.end]
    if behind and text[name.end : name.end + 2] in _OWNS:
        return _between(text, words[0], behind[-1]) if behind[-1][2] in tongue.people else None
    if behind and behind[0][2] in tongue.texts and behind[0][2].islower():
        return None
    last = _head(behind, tongue) if behind and behind[0][2].islower() else None
    if last is None:
        return speaker_of(text, name, tongue) if name.end < words[-1][1] else None
    return _between(text, words[0], behind[last])


def _beside_verb(text: str, word: Word, tongue: Tongue) -> bool:
    before = words_in(text, max(0, word[0] - _BEFORE), word[0])[-1:]
    behind = words_in(text, word[1], min(len(text), word[1] + _BEFORE))[:1]
    return any(one.casefold() in tongue.verbs for _, _, one in before + behind)


def _head(words: Sequence[Word], tongue: Tongue) -> int | None:
    """The number of the noun that may speak, where only what belongs to it stands before."""
    opened = words[0][2].casefold() in DETERMINERS
    for number, (_, _, word) in enumerate(words[:_MOST_WORDS]):
        folded = word.casefold()
        if word in tongue.people or (opened and word in tongue.texts):
            return _last_noun(words, number, tongue, opened=opened)
        if folded in DETERMINERS or folded[:1].isdigit():
            continue
        if word.islower() and (is_label(word, tongue) or folded in tongue.pronouns):
            return None
        if not opened and word.islower() and tongue.code in {"", "en"} and folded.endswith(_VERBAL):
            return None
    return None


def _last_noun(words: Sequence[Word], number: int, tongue: Tongue, *, opened: bool) -> int | None:
    """The last of the nouns that stand together: police spokesman; none where they describe another: court papers."""
    while number + 1 < len(words) and words[number + 1][2] in tongue.people:
        number += 1
    behind = words[number + 1][2] if number + 1 < len(words) else ""
    if opened and behind in tongue.texts:
        return number + 1
    whole = opened or not behind.islower() or behind.casefold() in tongue.introducing
    return number if whole else None


def _going_on(words: Sequence[Word], last: int, tongue: Tongue) -> int:
    """Where a phrase ends that "of" or "for" goes on with behind its noun."""
    end = last
    if last + 1 >= len(words) or words[last + 1][2].casefold() not in tongue.introducing:
        return end
    for number in range(last + 1, len(words)):
        word, folded = words[number][2], words[number][2].casefold()
        described = word.islower() and not (
            word in tongue.people or folded in tongue.introducing or folded in DETERMINERS
        )
        if described and number > last + 1 and is_capital(words[number - 1][2]) and tongue.code not in {"", "en"}:
            break  # el ministro de Exteriores propone
        following = words[number + 1][2] if number + 1 < len(words) else ""
        if described and following and (is_capital(following) or following in tongue.people):
            continue
        if described and (folded.endswith(_VERBAL) or folded in tongue.verbs):
            break
        end = number
    return end


def _between(text: str, first: Word, last: Word) -> Mention:
    return Mention(first[0], last[1], text[first[0] : last[1]])
