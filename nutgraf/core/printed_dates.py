"""The day that a page prints beside its article, for pages whose metadata say none."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain, islice

from nutgraf.core.dates import Stamp, plausible, read_stamp
from nutgraf.core.page import Page, text_of
from nutgraf.core.text import words

# What a date is printed with, in the languages of the news.
_UPDATED = re.compile(
    r"updated|last (?:edited|modified|reviewed|changed)|modified|revised|aktualisiert|aktualisierung|änderung|geändert|"
    r"bearbeitet|\bstand\b|mis à jour|modifié|actualizad|actualización|modificad|aggiorna|"
    r"atualizad|bijgewerkt|gewijzigd|"
    r"aktualizacj|zaktualizowan|обновлен|изменен|оновлено|güncelle|uppdaterad|oppdatert|opdateret|päivitetty|更新|수정|"
    r"kemas kini|diperbarui|تحديث",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"publi(?:shed|é|cad|cation|cato|kovan|ziert)|pubblicat|wurde am|written on|veröffentlich|erschienen|"
    r"erstellt|eingestellt|gepostet|posted|"
    r"geschrieben|verfasst|gepubliceerd|geplaatst|publicerad|publisert|publiceret|julkaistu|opublikowan|опубликован|"
    r"дата публикации|yayın|dipublikasikan|diterbitkan|\b(?:datum|date|data|fecha)\s?:|"
    r"发布|發布|公開|掲載|配信|입력|등록|نشر",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"\b(?:bis|ab|seit|until|since|from|through|before|jusqu|depuis|hasta|desde|fino|dal|tot|sinds)\b", re.IGNORECASE
)
_DAY_NAME = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? \d{4}")
_NAME_DAY = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}")
_LETTER = re.compile(r"[^\W\d_]")
_YEAR = re.compile(r"(?:19|20)\d\d|\d\d[./-]\d\d[./-]\d\d\b|[٠-٩]{4}|[०-९]{4}|25[5-9]\d")
_LONGEST_LINE = 160
_LETTERS = 60
_PLAIN = 20
_PROSE = 60  # characters of a paragraph that can be its dateline
_ABOVE, _BELOW = 6, 15
_MOST_LINES = 3000
_MOST_MARKED = 10
_MARKED = 1.3
_DOUBTFUL = 0.35
_TIMES = (
    "time[pubdate]",
    'article time[datetime], main time[datetime], [class*="article" i] time[datetime], header time[datetime]',
    "time[datetime]",
    "article time, main time",
    (
        '[class*="publish" i][class*="date" i], [class*="pubdate" i], [class*="post-date" i], [class*="entry-date" i], '
        '[class*="article-date" i], [class*="article__date" i], [class*="dateline" i], [class~="published" i], '
        '[class*="posted-on" i], '
        '[class*="timestamp" i], [class~="date" i], [class~="datum" i], [class~="fecha" i], [id*="date" i]'
    ),
)
_QUOTE = r"(?:\\*[\"']|&quot;)"
_STAMP = re.compile(r"20\d\d-\d\d-\d\d(?:[T ][\d:.]{5,15}(?:Z|[+-]\d\d:?\d\d)?)?")
_STATE = re.compile(
    r"(?:date_?published|published_?(?:at|date|on|time)?|publish_?(?:date|time|at)|publication_?date|"
    rf"first_?published\w*|created_?at|creation_?date){_QUOTE}\s{{0,3}}:\s{{0,3}}{_QUOTE}$",
    re.IGNORECASE,
)
_BEFORE = 60  # characters in front of a date where its name stands


def printed_date(page: Page, title: str, seen: datetime, *, month_first: bool = False) -> Stamp | None:
    """The likeliest day of publication among the dates in the page's lines, else in its marked dates and scripts.

    A date with a word for publishing counts most, then one that stands alone near the title; dates of updates, and
    those far from the title, which mostly belong to other articles, only where there is nothing else.
    """
    marked = [stamp for stamp in _marked(page, month_first=month_first) if plausible(stamp.at, seen)]
    days = {stamp.at.date() for stamp in marked}
    lines = page.lines[:_MOST_LINES]
    month_first = month_first and not _prints_day_first(lines)
    places = _places(lines, title)
    best, chosen = 0.0, None
    candidates = chain(_dates(lines, month_first=month_first), _ago(page, lines))
    for number, stamp, weight in candidates:
        if not plausible(stamp.at, seen):
            continue
        near = (_nearness(number - place) - 0.03 * rank for rank, place in enumerate(places))
        score = weight * max(near, default=0.3 - number / (10 * _MOST_LINES))
        score *= _MARKED if stamp.at.date() in days else 1
        if score > best:
            best, chosen = score, stamp
    if chosen is None or best < _DOUBTFUL:
        chosen = next(iter(marked), None) or _in_scripts(page, seen) or chosen or _only_one(page, seen)
    return next((stamp for stamp in marked if chosen and stamp.timed and stamp.at.date() == chosen.at.date()), chosen)


def _prints_day_first(lines: Sequence[str]) -> bool:
    """Whether the page writes most of its dates with names of months as 3 April 2020, not April 3, 2020."""
    dated = [line for line in lines if len(line) < _LONGEST_LINE and _YEAR.search(line)]
    return sum(map(bool, map(_DAY_NAME.search, dated))) > sum(map(bool, map(_NAME_DAY.search, dated)))


def _marked(page: Page, *, month_first: bool) -> Iterator[Stamp]:
    """The dates of elements that are marked as such, the likelier kinds first."""
    for selector in _TIMES:
        for node in page.nodes(selector, _MOST_MARKED):
            if page.in_margin(node):
                continue
            for written in (node.attributes.get("datetime"), node.attributes.get("title"), text_of(node)):
                if written and (stamp := read_stamp(written, month_first=month_first)):
                    yield stamp
                    break


def _ago(page: Page, lines: Sequence[str]) -> Iterator[tuple[int, Stamp, float]]:
    """The dates of time elements that print something else, such as "two hours ago"."""
    for node in page.nodes("time[datetime]", _MOST_MARKED):
        printed = text_of(node)
        if printed and not _YEAR.search(printed) and (stamp := read_stamp(node.attributes.get("datetime") or "")):
            number = next((number for number, line in enumerate(lines) if printed in line), None)
            if number is not None and not page.in_margin(node):
                yield number, stamp, 1.0


def _only_one(page: Page, seen: datetime) -> Stamp | None:
    """The date of the page's time elements where all have the same day, wherever they stand."""
    stamps = [read_stamp(node.attributes.get("datetime") or "") for node in page.nodes("time[datetime]")]
    known = [stamp for stamp in stamps if stamp and plausible(stamp.at, seen)]
    return known[0] if len({stamp.at.date() for stamp in known}) == 1 else None


def _in_scripts(page: Page, seen: datetime) -> Stamp | None:
    """The first date of publication in the state that scripts keep."""
    for found in _STAMP.finditer(page.html):
        named = _STATE.search(page.html[max(0, found.start() - _BEFORE) : found.start()])
        if named and (stamp := read_stamp(found[0])) and plausible(stamp.at, seen):
            return stamp
    return None


def _places(lines: Sequence[str], title: str) -> list[int]:
    """The lines that hold the title."""
    key = " ".join(words(title))
    if not key:
        return []
    first = key.partition(" ")[0]
    found = (
        number
        for number, line in enumerate(lines)
        if len(line) < 3 * len(title) + 20 and first in line.casefold() and key in " ".join(words(line))
    )
    return list(islice(found, 5))


def _nearness(distance: int) -> float:
    if -_ABOVE <= distance <= _BELOW:
        return 1 - abs(distance) / 20 - (0.05 if distance < 0 else 0)
    return 0.3 - distance / (10 * _MOST_LINES) if distance > 0 else 0.1


def _dates(lines: Sequence[str], *, month_first: bool) -> Iterator[tuple[int, Stamp, float]]:
    """Lines with a date: which, the date, and how far it looks like one of publication."""
    for number, line in enumerate(lines):
        if not _YEAR.search(line):
            continue
        short = line[:_LONGEST_LINE] if len(line) <= _LONGEST_LINE else line[:_PROSE]
        published, updated = _PUBLISHED.search(short), _UPDATED.search(short)
        if published and updated:
            short = short[: updated.start()] if published.start() < updated.start() else short[published.start() :]
            updated = None
        stamp = read_stamp(short, month_first=month_first)
        if stamp is None:
            continue
        yield number, stamp, _weight(line, short, published=bool(published), updated=bool(updated))


def _weight(line: str, short: str, *, published: bool, updated: bool) -> float:
    letters = len(_LETTER.findall(short))
    if published:
        return 1.5
    if updated:
        return 0.75 if letters <= _LETTERS else 0.2
    if _SPAN.search(short):
        return 0.2
    if len(line) <= _LONGEST_LINE and (letters <= _LETTERS // 2 or line[0].isdecimal()):
        return 1.0 - max(0, letters - _PLAIN) / 400
    return 0.8 if letters <= _LETTERS else 0.4
