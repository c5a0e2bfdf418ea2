"""Where the quotation marks of a text open and close.

Marks are matched as brackets are, paragraph by paragraph and each kind by itself, so that one which is never closed
takes nothing with it. What is marked inside a quotation is part of it.
"""

import re
from typing import NamedTuple

LONGEST = 5_000  # characters of a quotation: a mark that nothing closes opens none; chosen, not measured
_MARK = re.compile("[“”„‟«»‹›「」『』《》〈〉\"＂〝〟״‘’‚'`](?!(?<=\\w['’])\\w)")  # but no apostrophe inside a word
_AS_ONE = {"'": '"', "`": '"', "’": "”", "‘": "“", "‚": "„"}  # two of them stand for a double mark
# Closing mark -> the kinds it may close: opening marks, the likeliest first.
_CLOSES = {
    "”": '“„”"',
    "“": "„“",
    "‟": "„",
    "»": "«",
    "«": "»",
    "›": "‹",
    "‹": "›",
    "」": "「",
    "』": "『",
    "》": "《",
    "〉": "〈",
    "〟": "〝",
    '"': '"„“',
    "＂": "＂",
    "״": "״",
    "’": "‘‚",
    "‘": "‚",
    "'": "'‘",
}
_BRACKETS = frozenset("「『《〈〝„")  # open wherever they stand
_SINGLE = frozenset("‘'‚")
_TITLES = frozenset("《〈")
_EAST = "\u1100"
_POINTS = frozenset(".,;!?")
_CONTINUES = {
    "«": "«»",
    "»": "»«",
    "„": "„“",
    "“": "“",
    '"': '"',
    "”": "”",
    "「": "「",
    "『": "『",
    "‘": "‘",
    "'": "'",
    "״": "״",
}


class Marked(NamedTuple):
    """A stretch between marks, the marks included; ``title`` where the marks are those of titles in East Asia."""

    start: int
    end: int
    title: bool = False


class _Paragraph:
    """The marks of one paragraph that wait to be closed, by kind, and the stretches that were."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.open: dict[str, list[int]] = {}
        self.closed: list[Marked] = []
        self.weak: int | None = None  # an apostrophe after a plural that may have been the closing mark


def quotation_spans(text: str) -> list[Marked]:
    """Outermost quotations in order, marks included.

    One that is not closed before its paragraph ends goes on when the next paragraph opens with its mark again, as
    printers do for long speech; else it is no quotation.
    """
    found: list[Marked] = []
    pending: tuple[int, str] | None = None  # where a quotation of several paragraphs began, and its mark
    paragraph = _Paragraph(0)
    behind = 0
    for match in _MARK.finditer(text):
        at, end = match.span()
        if at < behind:
            continue  # the second of two that are one
        mark = match.group()
        if text.startswith(mark, end) and mark in _AS_ONE:
            mark, end = _AS_ONE[mark], end + 1
        newline = text.find("\n", behind, at)
        behind = end
        if newline >= 0:
            pending = _ended(text, paragraph, found)
            paragraph = _Paragraph(text.rfind("\n", newline, at) + 1)
            if pending and _goes_on(text, newline, at, pending):
                paragraph.open[pending[1]] = [pending[0]]
                continue
        _take(text, at, end, mark, paragraph)
    _ended(text, paragraph, found)
    return found


def _goes_on(text: str, start: int, at: int, pending: tuple[int, str]) -> bool:
    began, mark = pending
    return at - began <= LONGEST and text[at] in _CONTINUES.get(mark, mark) and not text[start:at].strip()


def _take(text: str, at: int, end: int, mark: str, paragraph: _Paragraph) -> None:
    """Opens or closes a quotation, or neither: an apostrophe, a sign for inches."""
    before, after = text[at - 1 : at], text[end : end + 1]
    for kind in _CLOSES.get(mark, ""):
        if (
            (opened := paragraph.open.get(kind))
            and at - opened[-1] <= LONGEST
            and _may_close(mark, kind, before, after)
        ):
            if at == opened[-1] + 1:
                continue
            if kind in _SINGLE and before == "s" and after == " " and text[end + 1 : end + 2].islower():
                paragraph.weak = at
                return
            start = opened.pop()
            _close(paragraph, start, end, title=kind in _TITLES)
            return
    if mark in "」』》〉〟’‟" or not _may_open(mark, before, after):
        return
    if mark in _SINGLE and paragraph.weak is not None:
        _close_weak(paragraph)
    if mark in "\"'＂״”‘":
        paragraph.open[mark] = [at]  # these do not nest: the earlier one was never closed
    else:
        paragraph.open.setdefault(mark, []).append(at)


def _may_close(mark: str, kind: str, before: str, after: str) -> bool:
    goes_on = after.isalnum() and after < _EAST  # Korean and Japanese set particles right behind the mark
    if kind in _SINGLE:
        return not before.isspace() and not goes_on
    if mark == "“" and kind == "“":  # the wrong mark, set by a program that turns all the same way
        return before in _POINTS and not after.isalnum()
    if mark in '"＂״':
        return not goes_on and (not before.isspace() or not after or after.isspace() or after in ".,;:)")
    return mark != "«" or not before.isspace()


def _may_open(mark: str, before: str, after: str) -> bool:
    if not after:
        return False
    if mark in _BRACKETS:
        return True
    if (before.isalnum() and before.isascii()) or before == "=":
        return False
    if mark in "«‹“":
        return mark != "“" or not after.isspace()
    return not before.isalnum() and before not in _POINTS and not after.isspace() and after not in _POINTS | {":", ")"}


def _close(paragraph: _Paragraph, start: int, end: int, *, title: bool = False) -> None:
    """Keeps a stretch, and drops those inside it."""
    while paragraph.closed and paragraph.closed[-1].start >= start:
        paragraph.closed.pop()
    if not paragraph.closed or paragraph.closed[-1].end <= start:
        paragraph.closed.append(Marked(start, end, title))


def _close_weak(paragraph: _Paragraph) -> None:
    at, paragraph.weak = paragraph.weak, None
    for kind in _SINGLE:
        if at is not None and (opened := paragraph.open.get(kind)) and opened[-1] < at:
            _close(paragraph, opened.pop(), at + 1)
            return


def _ended(text: str, paragraph: _Paragraph, found: list[Marked]) -> tuple[int, str] | None:
    """Keeps what the paragraph closed; gives the first mark that it leaves open, in so far as it may go on."""
    if paragraph.weak is not None:
        _close_weak(paragraph)
    if paragraph.closed:
        while found and found[-1].start >= paragraph.closed[0].start:
            found.pop()
        found += paragraph.closed
    left = min(((places[0], kind) for kind, places in paragraph.open.items() if places), default=None)
    if left is None or (left[1] in _SINGLE and text[paragraph.start : left[0]].strip()):
        return None
    inside = any(one.start > left[0] and text[one.start] == left[1] for one in paragraph.closed)
    return None if inside else left
