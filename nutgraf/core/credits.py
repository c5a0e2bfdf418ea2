"""Credit and licence lines, and where a text says it was first published."""

import re

from nutgraf.core.page import Page, text_of

_AGENCIES = (
    "Reuters|AP|Associated Press|AFP|Agence France-Presse|dpa(?:[-/]\\w+)?|DPA|EFE|Europa Press|ANSA|Adnkronos|"
    "Xinhua|TASS|PTI|ANI|IANS|UPI|"
    "Bloomberg|Kyodo|Jiji Press|Yonhap|PA Media|Press Association|APA|Belga|ANP|Lusa|NTB|TT|Ritzau|STT|ČTK|CTK|PAP|"
    "MTI|"
    "Agência Brasil|Anadolu(?: Agency)?|AA|DHA|İHA|SID|sda|Keystone-SDA|KNA|epd|Ukrinform|Interfax(?:-Ukraine)?|"
    "Tanjug|Hina|"
    "Antara|Bernama|AAP|CNS|CNW|PRNewswire|Business Wire|GlobeNewswire|StatePoint|The Conversation|ProPublica|"
    "新华社|共同|時事"
)
_DATELINE = re.compile(
    rf"^.{{0,80}}?[(（\[]\s?({_AGENCIES})(?:[/,][^)\]]{{0,30}})?\s?[)）\]]\s?(?:[-\u2013\u2014:.]|\n|$)", re.DOTALL
)
_SERVICE = r"(?:wire|agency|agentur|agencia|agence|agenzia|agência|ajansı|агентство|通信社?|通讯社|通訊社|뉴스통신)"
_BRACKETED = re.compile(
    rf"^.{{0,60}}?[【\[(（](?:[^】\])）]{{0,20}}[＝=、,])?\s?([^】\])）＝=、,]{{0,40}}{_SERVICE}(?:\s[^】\])）]{{1,20}})?)\s?[】\])）]",
    re.IGNORECASE,
)
_NAMED_SERVICE = re.compile(rf"(?:^|.*[\s(（]){_SERVICE}(?:[\s)）].*|$)|.*(?:通信社?|通讯社|通訊社)$", re.IGNORECASE)
_CLOSING = re.compile(rf"(?:^.{{0,40}}?|[(（\[/])\b((?:{_AGENCIES})(?:\s?[/,]\s?(?:{_AGENCIES}))*)[)）\]]?\.?$")
_COMMONS = re.compile(r"creativecommons\.org/(?:licenses/([a-z-]{2,10})/(\d\.\d)|publicdomain/zero)", re.IGNORECASE)
_STATED = re.compile(
    r"(?:this (?:article|story|piece|post) (?:was|has been|is)\s)?(?:(?:originally|first|previously) (?:published|"
    r"appeared|posted)|republished)"
    r"\s(?:at|on|in|by|from|here)\b[^\n]{0,160}",
    re.IGNORECASE,
)
_PHRASES = ("published", "appeared", "posted")
_LINE = 200
_NAME = 60


def credit_in(text: str) -> str | None:
    """The agency that a text names in its dateline or last line, or the line that says where it first appeared."""
    if found := _DATELINE.match(text[:_LINE]):
        return found[1]
    if found := _BRACKETED.match(text[:_LINE].partition("\n")[0]):
        return found[1]
    last = text.rstrip().rpartition("\n")[2][-_LINE:]
    if found := _CLOSING.search(last):
        return found[1]
    for line in (*text[:600].split("\n"), *text[-600:].split("\n")):
        if len(line) < 2 * _LINE and (found := _STATED.search(line)):
            return found[0].strip()
    return None


def service_in(line: str) -> str | None:
    """The part of a byline or dateline that is the name of a news service."""
    parts = (part.strip() for part in re.split(r"\s*[|·•]\s*", line))
    return next((part for part in parts if len(part) <= _NAME and _NAMED_SERVICE.fullmatch(part)), None)


def licence_of(page: Page) -> str | None:
    """The licence that the page names by rel=license, as Creative Commons writes it where it is one of theirs."""
    for node in page.nodes('a[rel~="license" i][href], link[rel~="license" i][href]', 3):
        link = page.resolve(node.attributes.get("href"))
        if link is None:
            continue
        found = _COMMONS.search(link)
        if found is None:
            return text_of(node) or link
        return f"CC {found[1].upper()} {found[2]}" if found[1] else "CC0"
    return None


def first_published_at(page: Page) -> str | None:
    """The link of a paragraph that says "originally published at" and the like."""
    for block in page.layout.blocks:
        if block.anchors and len(block.text) < 2 * _LINE and any(phrase in block.text for phrase in _PHRASES):
            links = (page.resolve(node.attributes.get("href")) for node, _, _ in block.anchors)
            if _STATED.search(block.text) and (link := next(filter(None, links), None)):
                return link
    return None
