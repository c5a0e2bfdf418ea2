"""Names of authors out of bylines."""

import re
from collections.abc import Iterable

from nutgraf.core.text import clean

_PREFIX = re.compile(
    r"^(?:(?:(?:written|posted|published|reported|compiled|edited|story|words|article|text|photos?|review(?:ed)?)\s+)*(?:and\s+\w+\s+)?by|"
    r"von|par|por|di|da|door|av|af|yazan|oleh|author|authors|autor|autore|auteur|autorin|redactie|tekst|text|texte|texto|testo|"
    r"reporter|foto|автор|текст|от|від|作者|記者|记者|文|撰文|責任編集|بقلم|كتب)"
    r"(?:\s*[:：/|]\s*|\s+(?![a-z]{1,3}\s[A-Z]{2}))",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:[;|•·\n、，]|\s[-–—]\s|\s/\s|,?\s(?:and|und|et|y|e|i|en|och|og|ja|ve|и|та|with|mit|con|avec)\s|\s?&\s)\s*"
)  # noqa: RUF001
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|@\w+|\([^)]{0,80}\)|\[[^\]]{0,80}\]|<[^>]{0,80}>")
_AFTER_NAME = re.compile(
    r"[,|]?\s(?:(?:for|in|at|on|of|from|near)\s(?:the\s)?[A-Z].*|(?:updated|published|posted|last|on)\b.*|\d{1,2}[./:]\d.*|\d{4}.*)$",
)
_ROLE = re.compile(
    r"\b(?:editors?|reporters?|correspondents?|writers?|journalists?|columnists?|contributors?|producers?|presenters?|analysts?|chief|bureau|"
    r"staff|director|manager|author|blogger|photographer|specialist|critic|fellow|professor|founder|ceo|president|expert|"
    r"redakteur\w*|korrespondent\w*|autor\w*|journalistin?|reporterin?|redaktion\w*|rédact\w+|correspondant\w*|journaliste|"
    r"redactor\w*|corresponsal|periodista|giornalista|inviato|corrispondente|redazione|muhabir\w*|editör\w*|"
    r"md|phd|ph\.d|m\.d|rd|rdn|ms|mba|ma|msc|dr|jd|rn|mph|cpt|lcsw|fand|cfa|esq|jr|sr)\b\.?",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"^(?:admin(?:istrator)?|author|authors|editor|editors|guest(?:\s\w+)?|user|unknown|none|null|undefined|n/?a|anonymous|webmaster|root|"
    r"super\s?user|posted|share|follow|comments?|home|contact|about|view (?:all|profile).*|read more|by|subscribe.*|see all.*|more.*|"
    r"autor|redaktion|news|the|on|in|press release|advertorial|\W*)$",
    re.IGNORECASE,
)
_LONGEST_NAME = 60
_MOST_WORDS = 6
_MOST = 20


def names_of(bylines: Iterable[str]) -> tuple[str, ...]:
    """The single names in bylines as printed: no "By", roles, addresses or repetitions, at most twenty."""
    found: dict[str, str] = {}
    for byline in bylines:
        for name in _names_in(byline):
            found.setdefault(name.casefold(), name)
    return tuple(found.values())[:_MOST]


def _names_in(byline: str) -> list[str]:
    byline = clean(byline[:500])
    if byline.startswith(("http://", "https://", "www.", "/")):
        return []
    byline = _PREFIX.sub("", _NOISE.sub(" ", byline).strip(" ,:;|-–—"))  # noqa: RUF001
    parts = [part for piece in _SPLIT.split(byline) for part in _by_commas(piece)]
    return [name for part in parts if (name := _one_name(part))]


def _by_commas(piece: str) -> list[str]:
    """Comma-separated names; what follows a name and is a role or degree goes with it."""
    return [part for part in re.split(r"\s*,\s*", piece) if part and not _is_role(part)]


def _is_role(part: str) -> bool:
    return bool(_ROLE.search(part))


def _one_name(part: str) -> str | None:
    name = _AFTER_NAME.sub("", _PREFIX.sub("", part.strip())).strip(" ,.:;|-–—*\"'/")  # noqa: RUF001
    if not name or len(name) > _LONGEST_NAME or len(name.split()) > _MOST_WORDS or _NOT_A_NAME.match(name):
        return None
    if not any(letter.isalpha() for letter in name) or sum(letter.isdigit() for letter in name) > 2:  # noqa: PLR2004 - a year, a date
        return None
    return name
