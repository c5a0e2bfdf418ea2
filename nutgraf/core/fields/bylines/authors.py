"""Names of authors out of bylines."""

import re
from collections.abc import Iterable
from functools import cache

from nutgraf.core.languages.patterns import Pattern
from nutgraf.core.languages.tables import month_names, words_of
from nutgraf.core.text.plain import clean

_BY = Pattern(
    "bylines",
    r"^%openings(?:\s*[:：/|]\s*|\s+(?!%no_openings_before\b|$))|^%before_full_names\s+(?=\S+\s+\S+)",
    re.IGNORECASE,
)
_BY_GLUED = Pattern("bylines", r"^%glued_openings(?=[A-Z][A-Za-z.'\u2019]+\s)")
_BY_INSIDE = Pattern("bylines", r"^.*\b%inside\s+", re.IGNORECASE)
_NO_AUTHOR = Pattern("bylines", r"\b(?:%other_work|%pictures\s*(?:%pictures_by|:|/|©)).*", re.IGNORECASE)
_FILED = Pattern("bylines", r",\s%filed_under\s.*")
_LABEL = re.compile(r"^[^:]{1,30}:\s+")
_SPLIT = Pattern("bylines", r"\s*(?:[;|•·●⋅∙\n、，]|\s[-\u2013\u2014]\s|\s//?\s|,?\s%joins\s|\s?&\s)\s*")
_NOISE = re.compile(
    r"https?://\S+|www\.\S+|\S+(?:@|\[at\])\S+|(?<!\w)@\w+|\([^)]{0,80}\)|\[[^\]]{0,80}\]|<[^>]{0,80}>|©"
)
_SUFFIX = Pattern("bylines", r"\s%behind_names.*$|(?<=[\u4e00-\u9fff\uac00-\ud7af])\s?%glued_roles$")
_DEGREES = "md|phd|ph\\.d|m\\.d|rd|rdn|ms|mba|ma|msc|jd|rn|mph|cpt|lcsw|fand|cfa|esq"
_ROLE = Pattern("bylines", rf"\b(?:%roles|{_DEGREES})\b\.?", re.IGNORECASE)
_ROLE_BEHIND = Pattern(
    "bylines",
    r"^((?:(?!%no_part_of_names)\S+\s){1,2}(?!%no_part_of_names)\S+)\s(?:%ranks\s)*%roles_behind\b.*$",
    re.IGNORECASE,
)
_PROSE = re.compile(r"[a-zß-öø-ÿ]+(?:\s[a-zß-öø-ÿ]+){2,}\.?")
_ROLE_BEFORE = Pattern("bylines", r"^\S+-%roles_before\s", re.IGNORECASE)
_BODY = Pattern("bylines", r"\b%bodies\b", re.IGNORECASE)
_COMPANY = Pattern(
    "bylines", r"\b%companies(?:\W|$)|\.(?:com|org|net|de|at|ch|fr|it|es|uk|eu|info|io)\b", re.IGNORECASE
)
_AGENCY = re.compile(
    r"(?:dpa|afp|apa?|reuters|sid|kna|epd|efe|ansa|sda|pa|pti|ani|upi|tass|xinhua|jiji|kyodo|belga|anp|lusa|ntb|tt|stt|"
    r"čtk|ctk|pap|mti|bloomberg|yonhap|antara|bernama|aap)(?:[/-]\w+)*",
    re.IGNORECASE,
)
_GENERIC = Pattern("bylines", r"(?:%before_offices[\s-])*%offices(?:\s%behind_offices)?", re.IGNORECASE)
_ACCOUNT = re.compile(r"(?=.*[._\d-])[a-z][a-z\d._-]+|[a-z]{2,}|[A-Z]?[a-z]+\d+")
_INITIALS = re.compile(r"[a-z]{2,4}")
_NOT_A_NAME = Pattern(
    "bylines",
    r"(?:wordpress)?admin(?:istrator)?|null|n/?a|webmaster|root|facebook|twitter|linkedin|instagram|\W*|%no_names",
    re.IGNORECASE,
)
_SLUG = re.compile(r"(?!.*\.(?:com|org|net|info|[a-z]{2})$)[a-z]+(?:[-_.][a-z]+){1,2}")
_DEGREE = re.compile(r"\s(?:RN|MD|PhD|RD|CPA|CFP)$")
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{4})\.$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CODE = frozenset("{}=<>[]()\\")
# Chosen with the pages in view that bench/floors.toml names.
_LONGEST_BYLINE = 500
_LONGEST_NAME = 60
_MOST_WORDS = 6
_MOST = 20


def names_of(bylines: Iterable[str]) -> tuple[str, ...]:
    """The single names in bylines as printed: no "By", roles, addresses, dates or repetitions, at most twenty."""
    found: dict[str, str] = {}
    for byline in bylines:
        for name in _names_in(clean(byline[:_LONGEST_BYLINE])):
            found.setdefault(name.casefold(), name)
    return tuple(found.values())[:_MOST]


def is_generic(name: str) -> bool:
    """Whether a name says no more than that an office wrote it, such as "Redaktion" or "Agencies"."""
    return _GENERIC.fullmatch(name) is not None


def is_account(byline: str) -> bool:
    """Whether a byline is the name of an account, such as "ann.smith", rather than that of its holder."""
    return _ACCOUNT.fullmatch(byline) is not None


def is_person(name: str) -> bool:
    """Whether a name can be a writer's or an agency's: no login, no company, not just "the editors"."""
    if _AGENCY.fullmatch(name):
        return True
    return not (_GENERIC.fullmatch(name) or _ACCOUNT.fullmatch(name) or _COMPANY.search(name))


def is_body(name: str) -> bool:
    """Whether a name is that of an institution, which beside a person's is where that person works."""
    return _BODY.search(name) is not None


def is_agency(name: str) -> bool:
    """Whether a name is that of a news agency."""
    return _AGENCY.fullmatch(name) is not None


def is_role(name: str) -> bool:
    """Whether a name tells what somebody does."""
    return _ROLE.search(name) is not None


def is_initials(name: str) -> bool:
    """Whether a name is what a newsroom calls one of its own, such as "asm", which counts beside a full name only."""
    return _INITIALS.fullmatch(name) is not None


def _names_in(byline: str) -> list[str]:
    if byline.startswith(("http://", "https://", "/")):
        return []
    plain = _NO_AUTHOR.sub("", _NOISE.sub(" ", byline))
    plain = _BY_GLUED.sub("", plain.strip(" ,:;|-\u2013\u2014"))
    plain = _FILED.sub("", _BY.sub("", plain))
    pieces = [plain] if _BODY.search(plain) else _SPLIT.split(plain)
    parts = [part for piece in pieces for part in _parts(piece)]
    persons = [part for part in parts if not _ROLE.search(part)]
    return [name for part in persons or parts if (name := _one_name(part))]


def _parts(piece: str) -> list[str]:
    """Comma-separated names; a single word after a full name is a place and left out, if it is no agency."""
    first, *others = re.split(r"\s*,\s*", piece)
    alone = " " not in first.strip()
    return [first, *(part for part in others if " " in part or alone or _AGENCY.fullmatch(part))]


def _one_name(part: str) -> str | None:
    name = _ROLE_BEFORE.sub("", _BY_INSIDE.sub("", _BY.sub("", part.strip())))
    if not _BODY.search(name):
        name = _ROLE_BEHIND.sub(r"\1", _SUFFIX.sub("", _LABEL.sub("", name)))
    name = _once(_without_date(name).split()).strip(" ,:;|-\u2013\u2014*\"'/»«›&")
    name = _FULL_STOP.sub("", _DEGREE.sub("", name))
    if _SLUG.fullmatch(name):
        name = re.sub("[-_.]", " ", name).title()
    is_short = len(name) <= _LONGEST_NAME and len(name.split()) <= _MOST_WORDS
    if not is_short or _NOT_A_NAME.fullmatch(name) or _PROSE.fullmatch(name) or not _CODE.isdisjoint(name):
        return None
    return name if any(letter.isalpha() for letter in name) else None


def _once(words: list[str]) -> str:
    """The words of a name, which some pages print twice in a row."""
    middle = len(words) // 2
    return " ".join(words[:middle] if middle > 1 and words[:middle] == words[middle:] else words)


@cache
def _date_words() -> frozenset[str]:
    """Names of months, in full and by three letters, and what else stands beside the number of a day."""
    months = (name for names in month_names() for full in names for name in (full, full[:3]))
    return words_of(lambda one: one.dates.beside).union(months)


@cache
def _names_too() -> frozenset[str]:
    """The months that people are called."""
    return words_of(lambda one: one.dates.names_too)


def _without_date(name: str) -> str:
    """The words before the first number or, in front of it, the first name of a day or month."""
    words = name.split()
    number = next((at for at, word in enumerate(words) if word[0].isdigit()), None)
    if number is None:
        alone = len(words) == 1 and words[0].casefold().strip(".,") in _date_words()
        return "" if alone and words[0].casefold() not in _names_too() else name
    if number == 0 and len(words) > 1 and _is_named_after_number(words):
        return name if _YEAR.fullmatch(words[0]) is None else " ".join(words[1:])
    while number and words[number - 1].casefold().strip(".,:") in _date_words():
        number -= 1
    return " ".join(words[:number])


def _is_named_after_number(words: list[str]) -> bool:
    """Whether a name begins with a number, as that of a company or a station can."""
    return all(word[0].isupper() and word.casefold().strip(".,") not in _date_words() for word in words[1:])
