"""Names that a page prints so that they can be nothing but its writers': "By Ann Smith", or a name that it presents."""

import re
from collections.abc import Sequence

from nutgraf.core.fields.bylines.authors import is_role, names_of
from nutgraf.core.languages.patterns import Pattern
from nutgraf.core.text.plain import words

_NAME = r"(?:%titles\.\s)*[^\W\d_a-z][\w.'\u2019-]*(?:\s%in_names){0,2}(?:\s[^\W\d_a-z][\w.'\u2019-]*){1,2}"
NAME = Pattern("bylines", _NAME)
_SIGNATURE = Pattern(
    "bylines",
    r"[-\u2013\u2014~\s]*(?:%before_signatures\s)?%signatures\s?:?\s"
    rf"({_NAME}(?:(?:,\s|\s(?:%joins_in_signatures|&)\s){_NAME}){{0,3}})(?:\s?[,(].{{0,60}})?",
)
_POSTED = Pattern("bylines", r"%posted\s(\S{2,30}(?:\s\S{2,30}){0,2}?)\s%posted_on\s.{0,80}", re.IGNORECASE)
_LABELLED = Pattern("bylines", r"\b%labelled\b", re.IGNORECASE, for_many=True)
_LABEL = Pattern("bylines", "%labels_above:?", re.IGNORECASE)
_PARTS = re.compile(r"\s+[|·•∙–—-]\s+|\s*[|·•∙]\s*|\s//\s")
_BEHIND_DATE = Pattern(
    "bylines",
    r"(?<=\d)\s(?:%behind_clocks\s)?(?=%behind_dates\s)|(?<=\w)\s(?=%before_dates\s.{2,60}\s%on_dates\s\D{0,12}\d)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w.-]*\w")
_PREDICATE = re.compile(r",?\s[^\W\d_A-ZÀ-Þ][^\W\d_]*\s")
_PERSONAL = Pattern("bylines", r"\b%presentations\b")
# Chosen with the pages in view that bench/floors.toml names.
_ABOVE, _BELOW = 3, 6
_NAME_BELOW = 5
_LONGEST = 120
_LONGEST_NAME = 40
_SHORTEST_PRESENTATION = 25
_SLACK = 10  # characters by which a title as chosen and as a line can differ


def line_of(title: str, lines: Sequence[str]) -> int | None:
    """The number of the first line that is the title."""
    key, shortest, longest = words(title), len(title) - _SLACK, len(title) + _SLACK
    alike = (number for number, line in enumerate(lines) if shortest <= len(line) <= longest)
    return next((number for number in alike if words(lines[number]) == key), None) if key else None


def lines_near(lines: Sequence[str], at: int | None, above: int, below: int) -> list[int]:
    """The numbers of the lines below the one ``at`` and of those above it, the nearest first."""
    if at is None:
        return []
    return [*range(at + 1, min(at + 1 + below, len(lines))), *range(at - 1, max(at - 1 - above, -1), -1)]


def line_parts(line: str) -> list[str]:
    """What stands between the bars, bullets and dates of a short line."""
    if len(line) > _LONGEST:
        return []
    return [part.strip() for piece in _PARTS.split(line) for part in _BEHIND_DATE.split(piece)]


def signature_beside(lines: Sequence[str], at: int | None) -> tuple[str, ...]:
    """The names in a line near the title, whose number is ``at``, that is plainly a signature."""
    for number in lines_near(lines, at, _ABOVE, _BELOW):
        if names := _signed(lines[number]):
            return names
        if _LABEL.fullmatch(lines[number]) and number + 1 < len(lines) and NAME.fullmatch(lines[number + 1]):
            return names_of([lines[number + 1]])
    return ()


def only_signature(lines: Sequence[str]) -> tuple[str, ...]:
    """The names in the signature of a page that has one and no other, wherever it stands."""
    found = {names for line in lines if (names := _signed(line))}
    return found.pop() if len(found) == 1 else ()


def _signed(line: str) -> tuple[str, ...]:
    if len(line) > _LONGEST or not _LABELLED.search(line):
        return ()
    if posted := _POSTED.fullmatch(line):
        return names_of([posted[1]])
    signatures = (signature for part in line_parts(line) if (signature := _SIGNATURE.fullmatch(part)))
    return next((names_of([signature[1]]) for signature in signatures), ())


def presented_name(lines: Sequence[str], at: int | None) -> tuple[str, ...]:
    """A name alone in a line below the title, whose number is ``at``, whose holder the page presents somewhere.

    What the title speaks of is presented too, but is no writer.
    """
    subject = set() if at is None else set(words(lines[at]))
    for number in lines_near(lines, at, 0, _NAME_BELOW):
        name = lines[number]
        if len(name) < _LONGEST_NAME and NAME.fullmatch(name) and names_of([name]) == (name,):
            if is_role(name) or not subject.isdisjoint(words(name)):
                continue
            others = (other for other, line in enumerate(lines) if other != number and line.startswith(name))
            if any(_presents(lines, other, name) for other in others):
                return (name,)
    return ()


def only_presented(lines: Sequence[str]) -> tuple[str, ...]:
    """The name alone in a line above one that presents its holder, where the page has one such and no other."""
    found = {
        name
        for number, name in enumerate(lines[:-1])
        if len(name) < _LONGEST_NAME
        and lines[number + 1].startswith(f"{name} ")
        and NAME.fullmatch(name)
        and _PERSONAL.search(lines[number + 1])
        and _presents(lines, number + 1, name)
        and names_of([name]) == (name,)
    }
    return (found.pop(),) if len(found) == 1 else ()


def _presents(lines: Sequence[str], number: int, name: str) -> bool:
    """Whether a line that begins with a name says who that is: "Ann Smith is …", or does so in the line after it."""
    rest = lines[number][len(name) :]
    if rest:
        return len(rest) > _SHORTEST_PRESENTATION and _PREDICATE.match(rest) is not None
    below = next(iter(lines[number + 1 : number + 2]), "")
    return len(below) > 2 * _SHORTEST_PRESENTATION and not set(name.split()).isdisjoint(_WORD.findall(below))
