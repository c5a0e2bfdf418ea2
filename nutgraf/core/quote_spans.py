"""Where the quotation marks of a text open and close."""

import re
from collections.abc import Iterator

# Opening mark -> the marks that may close it; „ closes as in German, Polish or Dutch.
PAIRS = {"“": '”"', "„": "“”", "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』", "《": "》", '"': '"”', "”": "”"}
OPENERS = frozenset(PAIRS)
_MARK = re.compile("[" + "".join(sorted(OPENERS | set("".join(PAIRS.values())))) + "\n]")
LONGEST = 5_000


def quotation_spans(text: str) -> list[tuple[int, int]]:
    """Outermost quotations as (start, end), marks included.

    One that is not closed before its paragraph ends goes on when the next paragraph opens with a mark again, as
    printers do for long speech; else it is no quotation.
    """
    return list(_joined(text, list(_within_paragraphs(text))))


def _within_paragraphs(text: str) -> Iterator[tuple[int, int, bool]]:
    """Quotations inside each paragraph: (start, end, whether a mark closed it)."""
    opened: int | None = None
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        if opened is not None and at - opened > LONGEST:
            opened = None
        if mark == "\n":
            if opened is not None:
                yield opened, at, False
            opened = None
        elif opened is None:
            opened = at if _may_open(text, at) else None
        elif mark in PAIRS[text[opened]] and _may_close(text, at):
            yield opened, at + 1, True
            opened = None
    if opened is not None:
        yield opened, len(text), False


def _may_open(text: str, at: int) -> bool:
    if text[at] not in OPENERS or at + 1 >= len(text):
        return False
    if text[at] in "「『《„“«‹" and not (text[at] in "“«" and text[at - 1 : at].isalnum()):
        return True
    before = text[at - 1] if at else " "
    return not before.isalnum() and before not in ".,;!?" and not text[at + 1].isspace()


def _may_close(text: str, at: int) -> bool:
    return text[at] != '"' or not text[at + 1 : at + 2].isalnum()


def _joined(text: str, spans: list[tuple[int, int, bool]]) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for number, (begin, end, closed) in enumerate(spans):
        if start is None:
            start = begin
        if closed:
            yield start, end
            start = None
        else:
            following = spans[number + 1][0] if number + 1 < len(spans) else None
            if following is None or text[end:following].strip() or end - start > LONGEST:
                start = None
