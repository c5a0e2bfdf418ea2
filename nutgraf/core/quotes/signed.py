"""Speakers that a quotation is signed with: “…” — Ada Byrne, mayor. “…” (Ada Byrne). Or on the line below it."""

import re

from nutgraf.core.quotes.attribution import Attribution
from nutgraf.core.quotes.cues import Tongue
from nutgraf.core.quotes.labels import bare_signer, is_known, is_role
from nutgraf.core.quotes.names import Mention, Word, clause_parts, is_abbreviation, is_capital, words_in
from nutgraf.core.quotes.people import may_stand_before

_DASH = re.compile(r"[.,]?[ \t\u00a0]*(?:[—–―]+|-{1,2}|~)[ \t\u00a0]*")
_LINE = re.compile(r"[ \t\u00a0]*\n\s*(?P<dash>(?:[—–―]+|-{1,2}|~)[ \t\u00a0]*)?")
_BRACKET = re.compile(
    r"[ \t\u00a0]?\((?P<name>[^()\n]{3,90})\)(?=[ \t\u00a0]*(?:[.,;]?[ \t\u00a0]*(?:\n|\Z)|[.“„«\"]))"
)
_BULLET = re.compile(r"\s*[—–―•*~-]")
_SENTENCE_END = re.compile(r"\.(?=\s)")
_AGE = re.compile(r",\s*\d{1,2}\b")
_LONGEST_LINE = 140
_FEW_WORDS = 4
_MANY_WORDS = 6
_MOST_CAPITALS = 0.6
_ROLES = 3
_INITIALS = 3
_NAMES = range(2, 5)
_AROUND = 5_000
_ENDS = frozenset(".!?…,")
_MARKS = "“”„\"'‘’«»‹› \u00a0"


def signature(text: str, span: tuple[int, int], high: int, tongue: Tongue) -> Attribution | None:
    """Who signs a quotation: behind a dash, on the next line, or in brackets."""
    start, end = span
    if not _is_speech(text, start, end):
        return None
    if (bracket := _BRACKET.match(text, end)) and bracket.end() <= high:
        who = _signer(text, *bracket.span("name"), tongue)
        return Attribution(who, "(", bracket.start("name") - 1, bracket.end()) if who else None
    if (dash := _DASH.match(text, end)) and (found := _signed_line(text, dash.end(), high, tongue)):
        return Attribution(found[0], dash.group().strip(" \u00a0\t.,"), dash.start(), found[1])
    if (line := _LINE.match(text, end)) and (found := _signed_line(text, line.end(), high, tongue)):
        who, stop = found
        if line["dash"] and not _BULLET.match(text, stop):
            return Attribution(who, line["dash"].strip(), line.start("dash"), stop)
        if not line["dash"] and _is_below(text, start, who, stop, tongue):
            return Attribution(who, "\n", line.start(), stop)
    return None


def _is_speech(text: str, start: int, end: int) -> bool:
    """Whether a quotation is no title or term: it ends as a sentence does, or is long."""
    words = text[start:end].strip(_MARKS).split()
    if len(words) < _FEW_WORDS or sum(word[0].isupper() for word in words) > _MOST_CAPITALS * len(words):
        return False
    closed = words[-1][-1] in _ENDS or text[end : end + 1] in _ENDS
    return closed or len(words) >= _MANY_WORDS


def _signed_line(text: str, start: int, high: int, tongue: Tongue) -> tuple[Mention, int] | None:
    """The name that a line begins with, and where that line or its sentence ends."""
    newline = text.find("\n", start, high)
    stop = newline if newline >= 0 else high
    if stop - start > _LONGEST_LINE:
        dots = (dot.end() for dot in _SENTENCE_END.finditer(text, start, start + _LONGEST_LINE))
        stop = next((dot for dot in dots if not is_abbreviation(text, dot - 1)), start)
    who = _signer(text, start, stop, tongue)
    return (who, stop) if who else None


def _signer(text: str, start: int, stop: int, tongue: Tongue) -> Mention | None:
    """The name at the head of a signature, with nothing but its role behind it."""
    words = words_in(text, start, stop)
    first = 0
    while first < min(_ROLES, len(words)) and words[first][2].islower() and may_stand_before(words[first][2], tongue):
        first += 1
    if words and words[0][2].lower() == words[0][2].upper() and words[0][0] - start <= 1:
        return _caseless(text, words, stop)
    if first >= len(words) or words[0][0] - start > 1 or not is_capital(words[first][2]):
        return None
    name = bare_signer(text, words[first:], tongue, whole=False)
    if name is None or not is_role(text, name.end, stop, tongue):
        return None
    within = name.name.split()
    shouted = name.name.isupper() and (len(within[0]) > _INITIALS or len(within) == 1)
    if shouted or within[0] in tongue.outlets or within[-1] in tongue.outlets:
        return None
    told = bool(_AGE.match(text, name.end, stop)) or _has_role(text, name.end, stop, tongue)
    return name if len(within) > 1 or told or is_known(text, name) else None


def _caseless(text: str, words: list[Word], stop: int) -> Mention | None:
    """The few words of a script without capitals that a line is, or that a comma parts from a role."""
    part = clause_parts(text, words)[0]
    begin, end = part[0][0], part[-1][1]
    alone = text[end:stop].strip(" .") == "" or text[end : end + 1] in {",", "،", "("}
    return Mention(begin, end, text[begin:end]) if alone and len(part) in _NAMES else None


def _has_role(text: str, start: int, stop: int, tongue: Tongue) -> bool:
    """Whether a comma or bracket parts a name from what it does; any few small words where no such are listed."""
    if text[start : start + 1] not in {",", "،", "("}:
        return False
    words = words_in(text, start, stop)
    if not tongue.people.whole:
        return 0 < len(words) <= _MANY_WORDS and not is_capital(words[0][2])
    return any(word in tongue.people for _, _, word in words)


def _is_below(text: str, start: int, who: Mention, stop: int, tongue: Tongue) -> bool:
    """Whether a line without a dash signs the quotation above it, which fills its paragraph; a heading does not."""
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip() or " " not in who.name or text[stop - 1] in ".:!?":
        return False
    above = text[max(0, line - _LONGEST_LINE) : line].rstrip()
    opening = above.rfind("\n") + 1
    if opening < len(above) and _signer(above, opening, len(above), tongue):
        return False  # names stand above what they said
    if _has_role(text, who.end, stop, tongue):
        return True
    near = text[max(0, start - _AROUND) : start] + text[stop : stop + _AROUND]
    return who.end == stop and (who.name in near or not near[start:].strip())
