"""Names of authors out of bylines."""

import re
from collections.abc import Iterable

from nutgraf.core.months import MONTH_NAMES
from nutgraf.core.text import clean

_BY = re.compile(
    r"^(?:zeige alle beiträge von|alle (?:artikel|beiträge) von|(?:show|view|see) all (?:posts|articles|"
    r"stories) (?:by|of|from)|"
    r"(?:all )?(?:posts|articles|stories) by|more (?:from|by)|mehr (?:von|über)|alles von|about|(?:written|posted|"
    r"published|reported|compiled|story|words|article|text|"
    r"guest post|opinion)? ?by|von|par|por|door|av|af|yazan|oleh|verfasst von|geschrieben von|autor(?:en|in)?|autore|"
    r"auteurs?|authors?|"
    r"reporters?|redactie|автор|текст|от|作者|記者|记者|撰文|文|بقلم|كتب)(?:\s*[:：/|]\s*|\s+(?!de[rmn]\b|$))|"
    r"^(?:di|da)\s+(?=\S+\s+\S+)",
    re.IGNORECASE,
)
_BY_INSIDE = re.compile(r"^.*\b(?:by|written by|von:)\s+", re.IGNORECASE)
_NO_AUTHOR = re.compile(
    r"\b(?:(?:fact[- ]?)?(?:reviewed|checked|edited|verified|approved)\s+by|(?:photos?|foto\w*|photograph\w*|"
    r"illustration\w*|images?|bild\w*|video)"
    r"\s*(?:by\b|:|/|©)).*",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^[^:]{1,30}:\s+")
_SPLIT = re.compile(
    r"\s*(?:[;|•·\n、，]|\s[-\u2013\u2014]\s|\s/\s|,?\s(?:and|und|et|y|e|i|en|och|og|ja|ve|и|та|with|mit|con|avec)\s|"
    r"\s?&\s)\s*"
)
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|(?<!\w)@\w+|\([^)]{0,80}\)|\[[^\]]{0,80}\]|<[^>]{0,80}>")
_SUFFIX = re.compile(
    r"\s(?:(?:for|in|at|on|of|from|near)\s(?:the\s)?[A-Z]|im (?:gespräch|interview)|(?:am|on)\s\w+$|updated|"
    r"published|posted|last\b|"
    r"기자|記者|记者|특파원).*$|(?<=[\u4e00-\u9fff\uac00-\ud7af])\s?(?:기자|記者|记者)$"
)
_DAYS = (
    "mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday montag "
    "dienstag mittwoch donnerstag freitag samstag sonntag stand am um uhr on at the"
)
_DATE_WORDS = frozenset(
    {*_DAYS.split(), *(name for names in MONTH_NAMES for name in (*names, *(n[:3] for n in names)))}
)
_ROLE = re.compile(
    r"\b(?:editors?|reporters?|correspondents?|writers?|journalists?|columnists?|contributors?|producers?|"
    r"presenters?|analysts?|chief|"
    r"bureau|director|manager|author|blogger|photographer|specialist|critic|fellow|professor|founder|ceo|president|"
    r"expert|"
    r"redakteur\w*|korrespondent\w*|autor\w*|journalistin?|reporterin?|rédact\w+|correspondant\w*|journaliste|"
    r"redactor\w*|corresponsal|periodista|giornalista|inviato|corrispondente|muhabir\w*|editör\w*|"
    r"md|phd|ph\.d|m\.d|rd|rdn|ms|mba|ma|msc|jd|rn|mph|cpt|lcsw|fand|cfa|esq)\b\.?",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:cent(?:er|re)|institute?|department|office|society|association|council|ministry|university|bureau|"
    r"committee|foundation|"
    r"school|academy|agency|commission)\b",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"(?:(?:wordpress)?admin(?:istrator)?|authors?|editors?|guest(?:\s\w+)?|user|unknown|none|null|undefined|n/?a|"
    r"anonymous|webmaster|root|"
    r"super\s?user|posted|share|follow(?:ing)?|comments?|home|contact|about|view (?:all|profile).*|read more|"
    r"(?:published |posted )?by|"
    r"subscribe.*|see all.*|more.*|autor(?:in)?|redaktion|news|nachrichten|the|on|in|press release|advertorial|von|"
    r"folgen|abbruch|quelle.*|"
    r"agenturen|agencies|zur .*|suivre|seguir|segui|.*\bread(?:ing time)?|show bio|bio|profile|\W*)",
    re.IGNORECASE,
)
_SLUG = re.compile(r"[a-z]+(?:[-_][a-z]+){1,2}")
_CODE = frozenset("{}=<>[]()\\")
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


def _names_in(byline: str) -> list[str]:
    if byline.startswith(("http://", "https://", "/")):
        return []
    plain = _NO_AUTHOR.sub("", _NOISE.sub(" ", byline))
    plain = _BY.sub("", plain.strip(" ,:;|-\u2013\u2014"))
    pieces = [plain] if _BODY.search(plain) else _SPLIT.split(plain)
    parts = [part for piece in pieces for part in _parts(piece)]
    persons = [part for part in parts if not _ROLE.search(part)]
    return [name for part in persons or parts if (name := _one_name(part))]


def _parts(piece: str) -> list[str]:
    """Comma-separated names; a single word after a full name is a place or an outlet and left out."""
    first, *others = re.split(r"\s*,\s*", piece)
    return [first, *(part for part in others if " " in part or " " not in first.strip())]


def _one_name(part: str) -> str | None:
    name = _BY_INSIDE.sub("", _BY.sub("", part.strip()))
    name = _without_date(_SUFFIX.sub("", _LABEL.sub("", name) if not _BODY.search(name) else name))
    name = name.strip(" ,:;|-\u2013\u2014*\"'/")
    if _SLUG.fullmatch(name):
        name = re.sub("[-_]", " ", name).title()
    is_short = len(name) <= _LONGEST_NAME and len(name.split()) <= _MOST_WORDS
    if not is_short or _NOT_A_NAME.fullmatch(name) or not _CODE.isdisjoint(name):
        return None
    return name if any(letter.isalpha() for letter in name) else None


def _without_date(name: str) -> str:
    """The words before the first number or, in front of it, the first name of a day or month."""
    words = name.split()
    number = next((at for at, word in enumerate(words) if word[0].isdigit()), None)
    if number is None:
        alone = len(words) == 1 and words[0].casefold().strip(".,") in _DATE_WORDS
        return "" if alone and words[0].casefold() not in {"may", "april", "june", "august", "jan"} else name
    while number and words[number - 1].casefold().strip(".,:") in _DATE_WORDS:
        number -= 1
    return " ".join(words[:number])
