"""The subject of a verb of saying: the name, pronoun or noun phrase that stands before or after it."""

import re
from collections.abc import Sequence

from nutgraf.core.languages.tables import words_of
from nutgraf.core.quotes.clause import Clause, has_case_ending
from nutgraf.core.quotes.cues import DATES, DETERMINERS, NOUNS_WITH_CAPITALS, RELATIVES, STOP_WORDS, Tongue
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
from nutgraf.core.quotes.people import speaker_of

_AND = words_of(lambda one: one.quotes.conjunctions)
_BREAKS = frozenset(",()–—،、[]")
_CLOSED = re.compile(r"\([^()]*\)")
_LONGEST_PHRASE = 8  # chosen on polnear_train alone (bench/floors.toml)
_RELATIVE_AND_ADVERB = 2  # words
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
    outside = _outside_brackets(text, parts)
    bracket_last, parts = outside[-1] is not parts[-1], outside
    behind = text[words[kept - 1][1] : beside[0][0] if beside else verb]
    if len(parts) > 1 and (named := _of_last_part(text, parts, behind, tongue)):
        return named
    if not bracket_last and not _BREAKS.isdisjoint(behind) and len(parts) > 1:
        placed = parts[-2][0][2].casefold() in tongue.introducing  # of Orle, North Dyke, said
        name = None if placed else bare_name(text, parts[-1])
        parts = parts[:-1] if placed else parts
        found = _subject(text, parts[-2], tongue, last=True) if len(parts) > 1 else None
        titled = (
            len(parts) > 1
            and len(parts[-2]) > 1
            and parts[-2][0][2].casefold() in DETERMINERS
            and parts[-2][1][2] in tongue.people
        )
        titled = titled or (len(parts) > 1 and _is_somebodys(parts[-2], tongue))
        if name and " " in name.name and (titled or found is None or not (found.pronoun or is_name(found.name))):
            return name  # the director, Ada Byrne, said
        parts = [parts[-1], *parts[:-1]]
    return next((found for part in reversed(parts) if (found := _subject(text, part, tongue, last=True))), None)


def _is_somebodys(part: Sequence[Word], tongue: Tongue) -> bool:
    """Whether a part tells whose somebody is, and goes on behind that: Quay's neighbour in Orle and Port Orle."""
    return any(
        owner[2].endswith(("'s", "’s")) and one[2] in tongue.people and behind[2].casefold() in tongue.introducing
        for owner, one, behind in zip(part, part[1:], part[2:], strict=False)
    )


def _is_bare_relative(part: Sequence[Word], tongue: Tongue) -> bool:
    """Whether a relative pronoun is the subject of a verb behind it: a small word stands between at most."""
    first = part[0][2].casefold()
    article = tongue.code in NOUNS_WITH_CAPITALS and first in DETERMINERS  # without a noun behind it
    if len(part) > _RELATIVE_AND_ADVERB or not (article or first in RELATIVES):
        return False
    last = part[-1][2]
    return len(part) == 1 or not (is_capital(last) or last.casefold() in tongue.pronouns)


def _of_last_part(text: str, parts: list[list[Word]], behind: str, tongue: Tongue) -> Mention | None:
    """Whom a relative pronoun means, or the name that a role without an article follows.

    Jana Kroll, Leiterin der Schleuse sagte; einem Mann, der gleich sagte.
    """
    if _is_bare_relative(parts[-1], tongue):
        return _nearest(text, parts[-2], tongue)
    name = bare_name(text, parts[-2]) if "," not in behind else None
    return name if name and " " in name.name and parts[-1][0][2] in tongue.people else None


def _outside_brackets(text: str, parts: list[list[Word]]) -> list[list[Word]]:
    """The parts that no brackets are around, where there are others: Ada Byrne (8:0 against Quay) said."""
    begin, end = parts[0][0][0], parts[-1][-1][1] + 1
    closed = [*_CLOSED.finditer(text, begin, end)]
    outside = [part for part in parts if not any(one.start() < part[0][0] < one.end() for one in closed)]
    return outside if outside and outside[0] is parts[0] else parts


def _is_beside(word: str, tongue: Tongue) -> bool:
    adverb = tongue.code in {"", "en"} and word.endswith("ly") and word.islower()
    return adverb or word.casefold() in tongue.beside


def _nearest(text: str, words: Sequence[Word], tongue: Tongue) -> Mention | None:
    """The last noun of some words, whatever introduces it; of one in apposition the name: Ada Byrne, a lock keeper."""
    *before, part = clause_parts(text, words)
    person = part[0][2].casefold() in DETERMINERS and part[-1][2] in tongue.people
    if person and before and (name := bare_name(text, before[-1])) and " " in name.name:
        return name
    first = max((number + 1 for number, word in enumerate(part) if word[2].casefold() in tongue.introducing), default=0)
    return _subject(text, part[first:], tongue, last=True)


def subject_after(text: str, words: Sequence[Word], tongue: Tongue) -> Mention | None:
    """Who does what a verb says, in the words after it: "said the mayor, Ada Byrne" names her in the second part."""
    parts = clause_parts(text, _without_beside(words, tongue))
    for number, part in enumerate(parts[:_NEAR_PARTS]):
        if number and _opens_another(part[0][2], tongue):
            return None  # kommentierte ein Hirte, als sich Jan Holm …
        found = _subject(text, part, tongue, last=False)
        if tongue.null_subject and _is_far(found, part, tongue):
            return None  # dice en un audio difundido por el secretario, Ada Byrne
        if found is None:
            continue
        common = not is_name(found.name) or (" " not in found.name and found.name in tongue.people)
        common = common or _is_of_a_role(found, part, tongue)
        if not found.pronoun and common and number + 1 < len(parts):
            name = name_at(text, parts[number + 1], 0)
            if name is not None and " " in name.name:
                return name
        return found
    return None


def _opens_another(word: str, tongue: Tongue) -> bool:
    """Whether a word begins a clause of its own."""
    folded = word.casefold()
    return folded in RELATIVES or (folded in tongue.beside and folded not in tongue.conjunctions)


def _is_of_a_role(found: Mention, part: Sequence[Word], tongue: Tongue) -> bool:
    """Whether one word with a capital only says more of a role before it: el diputado UDI, Pablo Toloza."""
    before = [word for start, _, word in part if start < found.start]
    role = len(before) > 1 and before[0].casefold() in DETERMINERS and before[-1] in tongue.people
    return role and " " not in found.name


def _is_far(found: Mention | None, part: Sequence[Word], tongue: Tongue) -> bool:
    """Whether what a preposition introduces stands between a verb and who may be its subject."""
    if found is None:
        return len(part) > _NEAR_PARTS
    before = sum(word[0] < found.start and not is_capital(word[2]) for word in part)
    return part[0][2].casefold() in tongue.introducing and before > _NEAR_PARTS + 1


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
        apposed = bare_name(text, parts[number + 1]) if number + 1 < len(parts) else None
        if named := _named_by_part(text, part, found, apposed, tongue):
            return named
        if first in DETERMINERS:
            return found
        phrase = phrase or found
    return phrase


def _named_by_part(
    text: str, part: Sequence[Word], found: Mention, apposed: Mention | None, tongue: Tongue
) -> Mention | None:
    """The name that a part of a sentence is about: its own, or that behind it where it is only a role."""
    full = apposed if apposed and " " in apposed.name else None
    if full and found.end < part[-1][0] and part[-1][2] in tongue.people:
        return full  # Tide Board director, Ada Byrne, warns
    if is_name(found.name) and found.name.casefold() not in STOP_WORDS:
        return found
    name = next(iter(names_in(text, found.start, found.end, tongue)), None)
    return name if name and name.start == found.start else full  # the director, Ada Byrne, warns


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
        if name and not has_case_ending(name.name, tongue):
            return name
    return subject_before(text, words, words[-1][1], tongue) if words else None


def _subject(text: str, words: Sequence[Word], tongue: Tongue, *, last: bool) -> Mention | None:
    """The subject in a part of a clause: a name or pronoun, or the whole phrase that it is a part of."""
    words = _without_beside(words, tongue)
    clause = Clause(text, words, tongue, last=last).read()
    found = _chosen(text, words[clause.begin : clause.end], clause.free, tongue, last=last)
    return speaker_of(text, found, tongue) if found and not has_case_ending(found.name, tongue) else None


def _chosen(text: str, head: Sequence[Word], free: list[Mention], tongue: Tongue, *, last: bool) -> Mention | None:
    """The mention, or the whole noun phrase where it is only a part of it ("a Lumenor official")."""
    owned = [one for one in free if not one.name.endswith(("'s", "’s"))]
    if not free:
        return _phrase(text, head, tongue)
    one = (owned or free)[-1 if last else 0]
    if (
        not last
        and head
        and one.start > head[-1][1]
        and not one.pronoun
        and any(word in tongue.people for _, _, word in head)
    ):
        return _phrase(text, head, tongue)  # said the mayor in a talk with Ada Byrne
    if one.pronoun or not head or not owned:
        return one if owned else _phrase(text, head, tongue) or one
    followed = head[0][0] <= one.start and one.end < head[-1][1]
    if not last and followed and " " not in one.name:
        full = next((other for other in owned if " " in other.name and other.end <= head[-1][1]), None)
        apart = full and any(word.casefold() in DETERMINERS for start, _, word in head if one.end < start < full.start)
        if full and not apart and (full.end == head[-1][1] or one.start == head[0][0]):
            return full  # said Lumenor spokeswoman Ada Byrne
    described = head[0][2].casefold() in DETERMINERS and head[-1][2] in tongue.people  # a Port Orle resident
    bare = " " in one.name and one.name.split()[0].casefold() not in DETERMINERS and not described
    if not followed or bare or tongue.code not in {"", "en"} or _is_adverb(head, one.end):
        return one
    return _phrase(text, head, tongue) or one


def _is_adverb(head: Sequence[Word], end: int) -> bool:
    after = [word for start, _, word in head if start >= end]
    return len(after) == 1 and after[0].endswith("ly")


def _phrase(text: str, words: Sequence[Word], tongue: Tongue) -> Mention | None:
    english = tongue.code in {"", "en"}
    if len(words) > _LONGEST_PHRASE and not english and words[0][2].casefold() in DETERMINERS:
        words = words[: _whole_part(words, tongue)]  # el presidente de la asociación de …
    if not 0 < len(words) <= _LONGEST_PHRASE or (len(words) == 1 and words[0][2].casefold() in DATES):
        return None
    if all(word.casefold() in DETERMINERS or not any(map(str.isalpha, word)) for _, _, word in words):
        return None
    start, end = words[0][0], words[-1][1]
    return Mention(start, end, text[start:end])


def _whole_part(words: Sequence[Word], tongue: Tongue) -> int:
    """How many words a long phrase has before one of the words that go on with it."""
    going_on = (number for number in range(2, _LONGEST_PHRASE) if words[number][2] in tongue.going_on)
    return max(going_on, default=len(words))
