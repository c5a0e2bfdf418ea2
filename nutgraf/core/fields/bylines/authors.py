"""Names of authors out of bylines."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from nutgraf.core.languages.patterns import Pattern
from nutgraf.core.languages.tables import month_names, words_of
from nutgraf.core.text.plain import clean

_BY = Pattern(
    "bylines",
    r"^%openings(?:\s*[:：/|／｜＝=]\s*|\s+-\s+|\s+(?!%no_openings_before\b|$))|^%before_full_names\s+(?=\S+\s+\S+)",
    re.IGNORECASE,
)
_BY_GLUED = Pattern("bylines", r"^%glued_openings(?=[A-Z][A-Za-z.'\u2019]+\s)")
_LABEL_GLUED = Pattern("bylines", "^%glued_labels(?=[\u4e00-\u9fff]{2,4}(?:[、／/\\s]|$))")
_REPORTED = Pattern("bylines", r"\s?[／/]%reported$")
_BY_INSIDE = Pattern("bylines", r"^.*\b%inside\s+", re.IGNORECASE)
_NO_AUTHOR = Pattern("bylines", r"\b(?:%other_work|%pictures\s*(?:%pictures_by|:|/|©)).*", re.IGNORECASE)
_EDITED = Pattern("bylines", r"[\s,;|(]*\b%edited_by\b[:：]?\s*", re.IGNORECASE)
_BARS = re.compile(r"\s*[|•·●⋅∙]\s*|\s//\s")
_FIELD = re.compile(r"(?:^|\s)([^\W\d_]{2,20})\s?[:：]\s")
_FILED = Pattern("bylines", r",\s%filed_under\s.*")
_LABEL = re.compile(r"^[^:]{1,30}:\s+")
_LATIN = re.compile(r"[A-ZÀ-ÞА-ЯЁ][a-zß-ÿа-яёĀ-ſ]+")
_SPLIT = Pattern(
    "bylines", r"\s*(?:[;|•·●⋅∙\n、，]|\s[-\u2013\u2014]\s|\s//?\s|,?\s%joins\s|[.,;]?\s%additions\s|\s?&\s)\s*"
)
_NOISE = re.compile(
    r"\+\d[\d\s().-]{5,}\d|\b(?i:tel|phone|fax|mob(?:ile)?|telefon|tél|тел)\b[.:]*\s*[+(\d].*|"
    r"https?://\S+|www\.\S+|\S+(?:@|\[at\])\S+|(?<!\w)@\w+|\([^)]{0,80}\)|\[[^\]]{0,80}\]|<[^>]{0,80}>|©"
)
_SUFFIX = Pattern("bylines", r"\s%behind_names.*$|(?<=[\u4e00-\u9fff\uac00-\ud7af])\s?%glued_roles$")
_DEGREES = (
    "md|phd|ph\\.d|m\\.d|rd|rdn|ms|mba|ma|msc|jd|rn|mph|cpt|lcsw|fand|cfa|esq|dvm|vmd|dds|dmd|pharmd|psyd|edd|lmft|aprn|"
    "bsn|msn|cscs|facp|facs|faap|mbbs|pmp|cfp|cpa|cpp|e-ryt|ryt|cepf®?"
)
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
_DEGREE_FIRST = re.compile(rf"(?:{_DEGREES})(?:\s[\dA-Z]|$)|\d+\+", re.IGNORECASE)
_DEGREE = re.compile(r"(?:\s(?:RN|MD|PhD|RD|RDN|CPA|CFP|CPP|DVM|DDS|PharmD|PsyD|EdD|MBA|MPH|MSc|LCSW))+$")
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{4})\.$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d")
_CODE = frozenset("{}=<>[]()\\")
# Chosen with the pages in view that bench/floors.toml names.
_LONGEST_BYLINE = 500
_LONGEST_NAME = 60
_MOST_WORDS = 6
_ONE_FIELD = 2  # its label and what it says
_MOST_IN_NAME = 3  # words of a name that stands beside places and sections
_MOST = 20
_AROUND = " ,:;|-\u2013\u2014〔〕【】"  # what can stand around a byline


def names_of(bylines: Iterable[str]) -> tuple[str, ...]:
    """The single names in bylines as printed: no "By", roles, addresses, dates or repetitions, at most twenty.

    Who edited an article counts where nobody else is named.
    """
    written, edited = _read(bylines)
    return tuple((written or edited).values())[:_MOST]


def only_edited(bylines: Iterable[str]) -> bool:
    """Whether bylines name nobody but who edited."""
    written, edited = _read(bylines)
    return bool(edited) and not written


def _read(bylines: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The names of those who wrote, and of those who edited, by what they are compared by."""
    written: dict[str, str] = {}
    edited: dict[str, str] = {}
    for byline in bylines:
        for found, names in zip(_read_one(byline[:_LONGEST_BYLINE]), (written, edited), strict=True):
            for name in found:
                names.setdefault(name.casefold(), name)
    return _unexplained(written), _unexplained(edited)


def _unexplained(names: dict[str, str]) -> dict[str, str]:
    """The names without those that only say more of one of them, as "Ann Smith is an editor" beside "Ann Smith"."""
    full = [f"{key} " for key in names if " " in key]
    return {key: name for key, name in names.items() if not key.startswith(tuple(full))}


@lru_cache(512)
def _read_one(byline: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who wrote and who edited by a byline, which stands in several places of a page as a rule."""
    own, *others = _EDITED.split(clean(byline))
    return tuple(_names_in(own)), tuple(name for other in others for name in _names_in(other))


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


def begins_with_role(text: str) -> bool:
    """Whether a text tells what somebody does, and not who that is."""
    return _ROLE.match(text.strip()) is not None


def is_initials(name: str) -> bool:
    """Whether a name is what a newsroom calls one of its own, such as "asm", which counts beside a full name only."""
    return _INITIALS.fullmatch(name) is not None


def _names_in(byline: str) -> list[str]:
    if byline.startswith(("http://", "https://", "/")):
        return []
    plain = _BY_GLUED.sub("", _field(_NOISE.sub(" ", byline)).strip(_AROUND))
    plain = _LABEL_GLUED.sub("", _REPORTED.sub("", _BY.sub("", plain)))
    plain = _FILED.sub("", _NO_AUTHOR.sub("", plain))
    if (label := _LABEL.match(plain)) and _ROLE.search(label[0]):
        plain = plain[label.end() :]
    pieces = [plain] if _BODY.search(plain) else _pieces(plain)
    parts = [part for piece in pieces for part in _parts(piece)]
    persons = [part for part in parts if not _ROLE.search(part)]
    return [name for part in persons or parts if (name := _one_name(part))]


def _field(byline: str) -> str:
    """The author among several things with labels: Date: May 5 Author: Ann Smith Source: Daily Example."""
    _, *labelled = _FIELD.split(byline)
    fields = zip(labelled[::2], labelled[1::2], strict=True)
    named = (told for label, told in fields if _BY.match(f"{label}: {told}"))
    return next(named, byline) if len(labelled) > _ONE_FIELD else byline


def _pieces(byline: str) -> list[str]:
    """What stands between the marks of a byline; one word beside full names is a place or a section, and left out."""
    barred = _BARS.split(byline)
    if any(map(_is_full, barred)):
        barred = [part for part in barred if not (_is_lone(part) or begins_with_role(part))] or barred
    return [piece for part in barred for piece in _SPLIT.split(part)]


def _is_full(part: str) -> bool:
    """Whether a part of a byline is a full name, or several."""
    names = (name for piece in _SPLIT.split(_BY.sub("", part)) for name in piece.split(","))
    return all(1 < len(name.split()) <= _MOST_IN_NAME for name in names if name)


def _is_lone(part: str) -> bool:
    part = part.strip()
    return part.isalpha() and _LATIN.fullmatch(part) is not None and not _AGENCY.fullmatch(part)


def _parts(piece: str) -> list[str]:
    """Comma-separated names; a single word after a full name is a place and left out, if it is no agency."""
    first, *others = re.split(r"\s*,\s*", piece)
    alone = " " not in first.strip() and not _COMPANY.search(first)
    return [first, *(part for part in others if alone or _AGENCY.fullmatch(part) or _can_be_name(part))]


def _can_be_name(part: str) -> bool:
    """Whether what stands behind a name and a comma can be another's: two words that are no degree or "10+ years"."""
    return " " in part and not _DEGREE_FIRST.match(part)


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
    if _CLOCK.match(words[0]):
        return False
    return all(word[0].isupper() and word.casefold().strip(".,") not in _date_words() for word in words[1:])
