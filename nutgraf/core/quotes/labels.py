"""Names that stand by themselves beside a quotation: the label before it, with a role behind it or without.

Ada Byrne, mayor: “…”. And from Chairwoman Ada Byrne: “…”. AB: “…”.
"""

import re

from nutgraf.core.quotes.cues import DETERMINERS, Tongue
from nutgraf.core.quotes.names import Mention, Word, clause_parts, is_abbreviation, is_capital, name_at, words_in
from nutgraf.core.quotes.people import is_label, may_stand_before, speaker_of

_LONGEST_ROLE = 16
_MOST_FORMS = 20
_AROUND = 5_000
_LONGEST_WORD = 30
_INITIALS = range(2, 4)
_NAMES = range(2, 5)  # words of a name in a script without capitals
_ROLES = 3
_OTHER_INITIALS = re.compile(r"(?m)^([^\W\d_a-z]{2,3}):")


def labelled(text: str, words: list[Word], high: int, tongue: Tongue) -> Mention | None:
    """Whom a label that ends at ``high`` names."""
    parts = clause_parts(text, words)
    begin = words[0][0]
    opens = not text[max(0, begin - 2) : begin].strip(" \u00a0•*–—-\n")
    if given := _giver(text, parts, tongue):
        return given
    if opens and _is_caseless(words):
        return _caseless(text, words, parts[0], tongue)
    first = bare_signer(text, parts[0], tongue, whole=True)
    if first and len(parts) > 1 and " " in first.name and opens and is_role(text, first.end, high, tongue):
        return first
    last = first if len(parts) == 1 else bare_signer(text, parts[-1], tongue, whole=True)
    if last is None or " " in last.name:
        return last
    if len(last.name) in _INITIALS and last.name.isupper():
        return _by_initials(text, last)
    repeated = opens and last.name not in tongue.people and _labels(text, last.start, last.name) > 1
    return last if repeated or is_known(text, last) else None


def _is_caseless(words: list[Word]) -> bool:
    return all(word.lower() == word.upper() for _, _, word in words)


def _caseless(text: str, words: list[Word], part: list[Word], tongue: Tongue) -> Mention | None:
    """The few words that a label is in a script without capitals, or those before its role."""
    small = any(word in tongue.verbs or word in tongue.beside or word in tongue.introducing for _, _, word in part)
    if small or len(part) not in _NAMES or len(words) > _LONGEST_ROLE:
        return None
    start, end = part[0][0], part[-1][1]
    return Mention(start, end, text[start:end])


def bare_signer(text: str, words: list[Word], tongue: Tongue, *, whole: bool) -> Mention | None:
    """The name that some words begin with, which with ``whole`` are nothing else."""
    name = name_at(text, words, 0)
    if name is None or (whole and name.end != words[-1][1]):
        return None
    within = name.name.split()
    if is_label(within[0], tongue) or within[-1] in tongue.texts or any(word.isdigit() for word in within):
        return None
    return speaker_of(text, name, tongue)


def is_role(text: str, start: int, stop: int, tongue: Tongue) -> bool:
    """Whether what stands behind a name is its role, and no sentence that goes on."""
    start += bool(is_abbreviation(text, start) and text[start : start + 1] == ".")
    rest = text[start:stop].strip()
    if rest in {"", "."} or (rest[0] == "." and rest[1].isspace()):
        return True
    words = words_in(text, start, stop)
    small = {word.casefold() for _, _, word in words if word.islower()}
    if not 0 < len(words) <= _LONGEST_ROLE or not small.isdisjoint(tongue.verbs | tongue.pronouns.keys()):
        return False
    return rest[0] in ",(–—-/|" or words[0][2].casefold() in tongue.introducing


def is_known(text: str, mention: Mention) -> bool:
    """Whether a text has a name's last word near it behind another word with a capital."""
    word = mention.name.split()[-1]
    low, high = max(0, mention.start - _AROUND), mention.end + _AROUND
    at = text.find(f" {word}", low, high)
    for _ in range(_MOST_FORMS):
        if at < 0:
            return False
        end = at + 1 + len(word)
        before = text[max(0, at - _LONGEST_WORD) : at].split()
        if before and not text[end : end + 1].isalnum() and _is_forename(before[-1]):
            return True
        at = text.find(f" {word}", end, high)
    return False


def _is_forename(word: str) -> bool:
    return is_capital(word) and word[-1].isalnum() and word.casefold() not in DETERMINERS


def _giver(text: str, parts: list[list[Word]], tongue: Tongue) -> Mention | None:
    """Whom a short lead names: And from Chairwoman Ada Byrne: … A statement from Ada Byrne, mayor: …."""
    head = parts[0]
    given = (at for at, (_, _, word) in enumerate(head) if word.casefold() in tongue.given_by)
    return next((who for number in given if (who := _given(text, head, number, tongue))), None)


def _given(text: str, head: list[Word], number: int, tongue: Tongue) -> Mention | None:
    """Whom a lead names behind the word at ``number``."""
    for _, _, word in head[:number]:
        folded = word.casefold()
        leading = folded in tongue.beside or folded in DETERMINERS or folded in tongue.of_many or word in tongue.texts
        if not leading:
            return None
    following = head[number + 1 :]
    for _ in range(_ROLES):
        if following and following[0][2].islower() and may_stand_before(following[0][2], tongue):
            following = following[1:]
    return bare_signer(text, following, tongue, whole=False) if following else None


def _by_initials(text: str, label: Mention) -> Mention | None:
    """Whom initials mean that are repeated: the full name that has them, else themselves beside another's."""
    if _labels(text, label.start, label.name) <= 1:
        return None
    low, high = max(0, label.start - _AROUND), label.end + _AROUND
    letters = r"\w+[ \u00a0]".join(label.name)
    if full := re.compile(rf"(?<!\w){letters}\w+(?!\w)").search(text, low, high):
        return label._replace(name=full.group())
    others = [found for found in _OTHER_INITIALS.findall(text, low, high) if found != label.name]
    return label if len(others) > len(set(others)) else None


def _labels(text: str, at: int, name: str) -> int:
    """How often a name opens a line with a colon behind it."""
    near = text[max(0, at - _AROUND) : at + _AROUND]
    return near.count(f"\n{name}:") + near.startswith(f"{name}:")
