"""The byline that a page prints as plain text: beside the title, or with words that say who wrote it."""

import re
from collections.abc import Sequence

from nutgraf.core.authors import names_of
from nutgraf.core.dates import read_stamp
from nutgraf.core.text import words

_LABELS = (
    r"(?:(?:this (?:post|article|story) was\s)?(?:written|posted|published|reported|authored|article|story|"
    r"words|text)\s)?by|"
    r"(?:(?:ein\s)?(?:blog[- ]?)?(?:artikel|beitrag|text|verfasst|geschrieben|eingestellt|gepostet|gespeichert)\s)?von|"
    r"par|por|di|door|av|af|autor(?:en|in)?|author|auteur|autore|texte?|redaktion|автор|作者|文|記者|撰文"
)
_BESIDE = re.compile(
    rf"^(?:{_LABELS})(?:\s?[:：]\s*|\s+(?-i:(?=[^\s\da-zà-öø-ÿа-яё])))(.{{2,80}})$|^(?-i:By(?=[A-Z]))(.{{4,80}})$",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(rf"^(?:{_LABELS})\s?[:：]?$", re.IGNORECASE)
_ANYWHERE = re.compile(
    r"^(?:(?:this (?:post|article|story) was\s)?(?:written|posted|authored)\s(?:in\s\S+\s)?by|"
    r"(?:verfasst|geschrieben|eingestellt|gepostet|gespeichert) von|article by)\s?:?\s?(.{2,120})$|"
    r"^(?:author|autor(?:in)?|text):\s*(.{2,120})$|"
    r"^(?:dieser|der) (?:artikel|beitrag) wurde .{5,60}?\bvon\s(.{2,60}?)\s(?:geschrieben|veröffentlicht|verfasst)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s+[|·•∙–—-]\s+|\s*[|·•∙]\s*")
_BEHIND_DATE = re.compile(
    r"(?<=\d)\s(?:uhr\s)?(?=(?:by|von|par|por)\s)|(?<=\w)\s(?=(?:by|von)\s.{2,60}\s(?:on|am)\s\D{0,12}\d)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:(?:Dr|Prof)\.\s)*[^\W\d_a-z][\w.'\u2019-]*(?:\s(?:van|von|der|den|de|da|di|la|le|bin|al)){0,2}(?:\s[^\W\d_a-z][\w.'\u2019-]*){1,2}"
)
_NEAR_ABOVE, _NEAR_BELOW = 4, 12
_LONGEST = 120
_DATED = re.compile(r"\d")


def printed_byline(lines: Sequence[str], titles: Sequence[str]) -> tuple[str, ...]:
    """The byline, still with its date and roles, in a one-element tuple; empty where there is none."""
    at = _place(lines, titles)
    near = [] if at is None else [*range(at + 1, at + _NEAR_BELOW), *range(at - 1, at - _NEAR_ABOVE, -1)]
    candidates = [
        *(_beside(lines, number, at or 0) for number in near if 0 <= number < len(lines)),
        *(
            next(filter(None, found.groups()))
            for line in lines
            if len(line) < _LONGEST and (found := _ANYWHERE.match(line))
        ),
    ]
    return next(((text,) for text in candidates if text and names_of([text])), ())


def _place(lines: Sequence[str], titles: Sequence[str]) -> int | None:
    keys = [words(title) for title in titles if title]
    return next((number for number, line in enumerate(lines) if any(words(line) == key for key in keys)), None)


def _beside(lines: Sequence[str], number: int, at: int) -> str | None:
    """The name in a line near the title: behind "By", beside a date, or in the line below a lone "Written by"."""
    line = lines[number]
    if len(line) > _LONGEST:
        return None
    if number and _LABEL_ALONE.match(lines[number - 1]):
        return line
    parts = [part for piece in _PARTS.split(line) for part in _BEHIND_DATE.split(piece)]
    for part in parts:
        if found := _BESIDE.match(part.strip()):
            return found[1] or found[2]
    dated = [part for part in parts if _DATED.search(part) and read_stamp(part)]
    if dated or (number == at + 1 and any(map(_is_date, lines[number + 1 : number + 2]))):
        return next((part.strip() for part in parts if part not in dated and _NAME.fullmatch(part.strip())), None)
    return None


def _is_date(line: str) -> bool:
    return len(line) < _LONGEST // 2 and _DATED.search(line) is not None and read_stamp(line) is not None
