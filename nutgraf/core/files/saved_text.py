"""Plain text as people save it from a page: the title first (often twice), what the site says last."""

import re
from collections.abc import Sequence

from nutgraf.core.languages.patterns import Pattern
from nutgraf.core.text.plain import clean
from nutgraf.records import Entry

# Chosen, not measured.
_TITLE_LENGTH = 300  # characters; a longer first line is a paragraph
_SENTENCE_END = re.compile(r"""[.!?…。！？｡؟۔।॥։።:;,][\s"'”’»«›)\]）」』〉》]*$""")
_SHORT = 80  # characters of a line that may be a caption or button
_SHORT_WORDS = 12
_MENU = 4  # so many very short lines in a row are a menu
_MENU_WORDS = 5
_TAIL = 25  # lines at most that the site's part has
_PITCH = 2  # sentences that a site says between its own lines
_PITCH_LENGTH = 400
_LONGEST = 160  # characters; no leftover that begins like one is longer, save lists of tags
_LONGEST_TAGS = 600  # the same of such a list; both chosen, not measured
_SENTENCE = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।", "”", "»")

# What follows belongs to the site, wherever such a line stands.
_ENDS = Pattern("saved_text", "%ends", re.IGNORECASE)
_RIGHTS = Pattern("saved_text", r"copyright (?:©|\(c\)|\d{4})|(?:©|\(c\))\s?\d{4}|%rights", re.IGNORECASE)
# These are no part of the text, and may as well stand in the middle of it.
_LITTER = Pattern(
    "saved_text",
    r"(?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|0|\W+)$|%litter",
    re.IGNORECASE,
)


def read_saved_text(text: str) -> Entry:
    """The article in a saved text: its title and its paragraphs, one a line, without what the site left at the end.

    Whatever ends like a sentence stays, unless it stands among lines that can only be the site's. ``content`` is HTML
    where the text has angle brackets (escaped), as an Entry's always is.
    """
    lines = [line for raw in text.splitlines() if (line := clean(raw))]
    if not lines:
        return Entry()
    title = lines[0] if len(lines[0]) <= _TITLE_LENGTH else None
    if title is not None:
        start = next((i for i, line in enumerate(lines) if line.casefold() != title.casefold()), len(lines))
        lines = lines[start:]
    content = "\n".join(lines[: _end(lines)])
    return Entry(
        title=title, content=content.replace("&", "&amp;").replace("<", "&lt;") if "<" in content else content or None
    )


def _end(lines: Sequence[str]) -> int:
    """How many lines are the article's."""
    first = max(1, len(lines) - _TAIL)
    end = cut = len(lines)
    pitch: list[str] = []
    for i in range(len(lines) - 1, first - 1, -1):
        line = lines[i]
        if _ends_article(line):
            cut, pitch = i, []
        elif _is_litter(line) and not pitch:
            cut = i
        elif _SENTENCE_END.search(line) or not _is_short(line) or cut == end:
            pitch.append(line)
            if len(pitch) > _PITCH or sum(map(len, pitch)) > _PITCH_LENGTH:
                break
    if cut < end:
        while cut > first and _is_short(lines[cut - 1]) and not _SENTENCE_END.search(lines[cut - 1]):
            cut -= 1
        return cut
    return _before_menu(lines, first)


def _is_short(line: str) -> bool:
    return len(line) <= _SHORT and line.count(" ") < _SHORT_WORDS


def _before_menu(lines: Sequence[str], first: int) -> int:
    """Where a menu begins at the end of the lines: very short ones, none a sentence, a number or an item of a list."""
    start = len(lines)
    while start > first and _is_menu_item(lines[start - 1]):
        start -= 1
    follows_list = start > 0 and lines[start - 1].endswith((":", "：", ";"))
    return start if len(lines) - start >= _MENU and not follows_list else len(lines)


def _is_menu_item(line: str) -> bool:
    few = line.count(" ") < _MENU_WORDS and len(line) < _SHORT // 2
    return few and not _SENTENCE_END.search(line) and not re.search(r"[\d:：–—-]", line)


def _ends_article(line: str) -> bool:
    """Whether a line says that the article is over: its tags, the comment form, related pages, who has the rights."""
    if len(line) <= _LONGEST and _RIGHTS.match(line):
        return True
    limit = _LONGEST_TAGS if ":" in line[:30] else _LONGEST
    return len(line) <= limit and not line.endswith(_SENTENCE) and _ENDS.match(line) is not None


def _is_litter(line: str) -> bool:
    """Whether a line is a button, an advertisement's mark or a pitch."""
    return len(line) <= _LONGEST and _LITTER.match(line) is not None
