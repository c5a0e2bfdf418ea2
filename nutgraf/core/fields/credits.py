"""Credit and licence lines, and where a text says it was first published."""

import re
from functools import cache, lru_cache

from nutgraf.core.languages.patterns import Pattern
from nutgraf.core.languages.tables import words_of
from nutgraf.core.page.parsed import Page, text_of

_AGENCIES = (
    "Reuters|AP|Associated Press|AFP|Agence France-Presse|dpa(?:[-/]\\w+)?|DPA|EFE|Europa Press|ANSA|Adnkronos|"
    "Xinhua|TASS|PTI|ANI|IANS|UPI|"
    "Bloomberg|Kyodo|Jiji Press|Yonhap|PA Media|Press Association|APA|Belga|ANP|Lusa|NTB|TT|Ritzau|STT|ČTK|CTK|PAP|"
    "MTI|"
    "Agência Brasil|Anadolu(?: Agency)?|AA|DHA|İHA|SID|sda|Keystone-SDA|KNA|epd|Ukrinform|Interfax(?:-Ukraine)?|"
    "Tanjug|Hina|"
    "Antara|Bernama|AAP|CNS|CNW|PRNewswire|Business Wire|GlobeNewswire|StatePoint|The Conversation|ProPublica|"
    "新华社|新华|中新社|共同|時事|ТАСС|РИА Новости|Интерфакс|Укринформ|УНИАН|رويترز|أ ?ف ?ب|د ?ب ?أ|연합뉴스|뉴시스"
)
_AGENCY = re.compile(rf"(?<!\w)(?:{_AGENCIES})(?!\w)")
_AGENCY_NAMES = {
    "associated press": "ap",
    "agence france": "afp",
    "anadolu agency": "anadolu",
    "aa": "anadolu",
    "press association": "pa media",
    "ctk": "čtk",
    "新华社": "xinhua",
    "新华": "xinhua",
    "тасс": "tass",
    "интерфакс": "interfax",
    "укринформ": "ukrinform",
    "연합뉴스": "yonhap",
}
_DATELINE = re.compile(
    rf"^.{{0,80}}?[(（\[]\s?({_AGENCIES})(?:[/,][^)\]]{{0,30}})?\s?[)）\]]\s?(?:[-\u2013\u2014:.]|\n|$)", re.DOTALL
)
_BRACKETED = Pattern(
    "credits",
    r"^.{0,60}?[【\[(（](?:[^】\])）]{0,20}[＝=、,])?\s?([^】\])）＝=、,]{0,40}%services(?:\s[^】\])）]{1,20})?)\s?[】\])）]",
    re.IGNORECASE,
)
_NAMED_SERVICE = Pattern("credits", r"(?:^|.*[\s(（])%services(?:[\s)）].*|$)|.*%glued_services$", re.IGNORECASE)
_CLOSING = re.compile(rf"(?:^.{{0,40}}?|[(（\[/])\b((?:{_AGENCIES})(?:\s?[/,]\s?(?:{_AGENCIES}))*)[)）\]]?\.?$")
_COMMONS = re.compile(r"creativecommons\.org/(?:licenses/([a-z-]{2,10})/(\d\.\d)|publicdomain/zero)", re.IGNORECASE)
_STATED = Pattern("credits", r"%first_published[^\n]{0,160}", re.IGNORECASE)
_NO_CREDIT = Pattern(
    "credits",
    r"^\W*(?:%pictures|copyright|\(c\)|(?:19|20)\d\d)\b|©|getty images|shutterstock|istock|picture.alliance|\bimago\b|"
    r"unsplash|pexels|pixabay|adobe ?stock|depositphotos|%rights",
    re.IGNORECASE,
)
_EDGES = " \t|·•:-\u2013\u2014,;/"
_LINE = 200  # characters in which a credit is sought; chosen, not measured
_SLASHES = 2  # of the address of a site
_NAME = 60  # characters of a service's name; chosen, not measured


def credit_in(text: str) -> str | None:
    """The agency that a text names in its dateline or last line, or the line that says where it first appeared."""
    if found := _DATELINE.match(text[:_LINE]):
        return found[1]
    if found := _BRACKETED.match(text[:_LINE].partition("\n")[0]):
        return found[1]
    last = text.rstrip().rpartition("\n")[2][-_LINE:]
    if found := _CLOSING.search(last):
        return found[1]
    ends = f"{text[:600]}\n{text[-600:]}"
    if _has_phrase(ends):
        for line in ends.split("\n"):
            if found := _stated_in(line):
                return found[0].strip()
    return None


@lru_cache(maxsize=1024)
def agency_in(line: str) -> str | None:
    """The news agency that a credit line or an outlet's name names, in one form however it is written."""
    found = _AGENCY.search(line)
    if found is None:
        return None
    name = found[0].casefold().partition("-")[0].partition("/")[0]
    return _AGENCY_NAMES.get(name, name)


@cache
def _signs() -> frozenset[str]:
    """Of these, in small letters, one stands in whatever ``_STATED`` finds."""
    return words_of(lambda one: one.credits.signs)


def _has_phrase(text: str) -> bool:
    """Whether a text can say at all that something was published elsewhere."""
    return any(sign in text for sign in _signs())


def _stated_in(line: str) -> re.Match[str] | None:
    """Where a short line says that its text was first published elsewhere."""
    if len(line) >= 2 * _LINE or not _has_phrase(line):
        return None
    return _STATED.search(line)


def told_credit(line: str | None) -> str | None:
    """A line that is marked as a credit, unless it is a picture's or claims all rights; of an address, its licence."""
    line = (line or "").strip(_EDGES)
    if "://" in line:
        return _licence(line)
    return None if _NO_CREDIT.search(line) else line or None


def service_in(line: str) -> str | None:
    """The part of a byline or dateline that is the name of a news service."""
    parts = (part.strip() for part in re.split(r"\s*[|·•]\s*", line))
    return next((part for part in parts if len(part) <= _NAME and _NAMED_SERVICE.fullmatch(part)), None)


def licence_of(page: Page) -> str | None:
    """The licence that the page names by rel=license, as Creative Commons writes it where it is one of theirs."""
    linked = [node for node in page.elements.related("license") if "href" in node.attrs]
    for node in linked[:3]:
        link = page.resolve(node.attrs.get("href"))
        if link is None:
            continue
        return _licence(link) or text_of(node) or None
    return None


def _licence(link: str) -> str | None:
    """The name of a Creative Commons licence."""
    found = _COMMONS.search(link)
    if found is None:
        return None
    return f"CC {found[1].upper()} {found[2]}" if found[1] else "CC0"


def first_published_at(page: Page) -> str | None:
    """The link of a paragraph that says "originally published at" and the like, one to a page before one to a site."""
    linked = [block for block in page.layout.blocks if block.anchors and len(block.text) < 2 * _LINE]
    if not _has_phrase("\n".join(block.text for block in linked)):
        return None
    for block in linked:
        if _stated_in(block.text):
            links = (page.resolve(node.attributes.get("href")) for node, _, _ in block.anchors)
            if found := [link for link in links if link]:
                return next((link for link in found if link.rstrip("/").count("/") > _SLASHES), found[0])
    return None
