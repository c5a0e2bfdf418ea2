"""Why a text is no article: a table, a program, settings, a program's read-me, a line that stands in for something."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from nutgraf.core.languages.patterns import Pattern

_MOST_LINES: Final = 400  # that are looked at
_TABLE: Final = (",", ";", "\t", "|")
_CELL: Final = 60  # characters of a cell on average at most
_SENTENCE: Final = re.compile(r"""[\w)"'”’»][.!?…。！？]["'”’»)]*$""")
_SPACED: Final = re.compile(r", ")
_CODE: Final = re.compile(
    r"""\s*(?:(?:from\s[\w.]+\s)?import\s[\w.{*]|def\s\w+\(|(?:public|private|protected|static|async)\s+\w+|class\s\w+\s*[:{(]|
    \#include\s|(?:const|let|var)\s\w+\s*[=:;]|function\b.*\(|(?:if|for|while|switch|elif|except|else|try)\b.*[:{]$|package\s\w|
    return\b|using\s\w+|(?:CREATE|DROP|ALTER)\s[A-Z]{4,}\s|INSERT\sINTO\s|SELECT\s.*\sFROM\s|DELETE\sFROM\s|
    ["`]?\w+["`]?\s(?:INTEGER|INT|TEXT|VARCHAR|BOOLEAN|DATE|TIMESTAMP|REAL|SERIAL)\b|diff\s--git\s|@@\s-\d|(?:---|\+\+\+)\s[ab]/|
    index\s[\da-f]+\.\.|[-+](?:import|from|def|class|return)\b|File\s".*",\sline\s\d+|Traceback\s\(most|\w+(?:Error|Exception):|<\?php|\}|\{|//|/\*|\*/|@\w+\(?|\w[\w.]*\s*[-+*/]?=\s*\S|\w[\w.]*\(.*\)[;:]?$|--\s)|.*[;{}]\s*$""",
    re.VERBOSE,
)
_QUOTED: Final = re.compile(r'"(?:[^"]|"")*"')
_LOGGED: Final = re.compile(
    r"\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d|\d{1,3}(?:\.\d{1,3}){3}\s|"
    r"[A-Z][a-z]{2}\s{1,2}\d{1,2}\s\d\d:\d\d:\d\d\s"
)
_ADDRESS: Final = re.compile(r"(?:https?|ftp|feed)://\S+")
_KEY: Final = re.compile(r"\s*(?:-\s)?[a-z_][\w./-]*:(?:\s\S.*)?|\s*-\s\S.*|\s*#.*|---")
_NESTED: Final = re.compile(r"[\w./-]+:[^=]*\n(?:\t|\s+(?:-\s)?[\w./-]+:|\s+-\s)")
_SCRIPT: Final = re.compile(r"#!\s?/|<\?php|<\?xml")
_SETTING: Final = re.compile(r"\s*(?:[\w.\"'-]+\s*=\s*\S.*|\[[\w.\s\"-]+\]|[#;].*)")
_RULE: Final = re.compile(r"[=\-~^]{3,}")
_MARK: Final = re.compile(r"#{1,6}\s+(.+?)\s*#*")
_README: Final = Pattern("refusal", r"(?:\d+[.)]\s)?(?:%readme_headings)(?:\W.{0,12})?", re.IGNORECASE)
_COMMAND: Final = re.compile(
    r"\s*(?:```|~~~|\.\. code|\$ \S|(?:sudo |python3? -m )?(?:pip3?|npm|npx|yarn|apt(?:-get)?|brew|"
    r"cargo|go|gem|git|docker|make|composer|conda)\s(?:install|clone|run|add|get|build|require|i)\b)|(?: {4}|\t)\S"
)
_LOADING: Final = Pattern("refusal", r"(?:%loading)\W*", re.IGNORECASE)
_FEWEST: Final = 3  # lines of a program or settings
_MOSTLY: Final = 0.5


def why_no_text(text: str) -> str | None:
    """What the text is instead of an article, in words; None where it can be one."""
    lines = [line.rstrip() for line in text.splitlines()[:_MOST_LINES] if line.strip()]
    if len(lines) == 1 and _LOADING.fullmatch(lines[0].strip()):
        return "a page that was still loading"
    if _is_table(lines):
        return "a table"
    if _is_readme(lines):
        return "a program's read-me"
    if len(lines) >= _FEWEST and (other := _by_all_lines(lines)):
        return other
    return "source code" if _is_code(lines) else None


def _by_all_lines(lines: Sequence[str]) -> str | None:
    """What all lines are of one form."""
    if all(map(_ADDRESS.fullmatch, map(str.strip, lines))):
        return "a list of addresses"
    if all(map(_LOGGED.match, lines)):
        return "a program's log"
    if all(map(_SETTING.fullmatch, lines)):
        return "settings"
    are_keys = all(_KEY.fullmatch(line) or line[0] == "\t" for line in lines)
    return "settings" if are_keys and _NESTED.search("\n".join(lines)) else None


def _is_code(lines: Sequence[str]) -> bool:
    """Whether lines are those of a program: most of them begin or end as nothing else does, few are sentences."""
    if len(lines) < _FEWEST:
        return False
    if _SCRIPT.match(lines[0]):
        return True
    others = [line for line in lines if not _CODE.match(line)]
    if len(lines) - len(others) <= _MOSTLY * len(lines):
        return False
    return sum(1 for line in others if _SENTENCE.search(line)) < len(lines) / 10


def _is_table(lines: Sequence[str]) -> bool:
    """Whether all lines have the same number of short cells, and none is a sentence."""
    if len(lines) < 2 or any(map(_SENTENCE.search, lines)):  # noqa: PLR2004 (a header and a row)
        return False
    lines = [_QUOTED.sub("x", line) for line in lines]
    for mark in _TABLE:
        cells = {line.count(mark) for line in lines}
        if len(cells) == 1 and (most := cells.pop()):
            spaced = sum(len(_SPACED.findall(line)) for line in lines) if mark == "," else 0
            if spaced < most * len(lines) / 2 and sum(map(len, lines)) < _CELL * (most + 1) * len(lines):
                return True
    return False


def _is_readme(lines: Sequence[str]) -> bool:
    """Whether a text in Markdown or the like has headings as read-mes have, and tells what to type."""
    headings = [found[1] for line in lines if (found := _MARK.fullmatch(line))]
    headings += [line for line, below in pairwise(lines) if _RULE.fullmatch(below)]
    known = sum(1 for heading in headings if _README.fullmatch(heading))
    return known > 1 or (known == 1 and any(map(_COMMAND.match, lines)))
