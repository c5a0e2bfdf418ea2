"""What sites leave around an article when its text is saved: the lines that give themselves away."""

import re
from functools import cache

from nutgraf.core.languages.tables import any_of

LONGEST = 160  # characters; no leftover that begins like one is longer, save lists of tags
_LONGEST_TAGS = 600
_SENTENCE = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।", "”", "»")


@cache
def _ends() -> re.Pattern[str]:
    """Lines that end an article wherever they stand: what follows belongs to the site."""
    return re.compile(any_of(lambda one: one.saved_text.ends), re.IGNORECASE)


@cache
def _rights() -> re.Pattern[str]:
    claims = any_of(lambda one: one.saved_text.rights)
    return re.compile(rf"copyright (?:©|\(c\)|\d{{4}})|(?:©|\(c\))\s?\d{{4}}|{claims}", re.IGNORECASE)


@cache
def _litter() -> re.Pattern[str]:
    """Lines that are no part of the text, and may as well stand in the middle of it."""
    services = "facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest"
    return re.compile(rf"(?:{services}|0|\W+)$|{any_of(lambda one: one.saved_text.litter)}", re.IGNORECASE)


def ends_article(line: str) -> bool:
    """Whether a line says that the article is over: its tags, the comment form, related pages, who has the rights."""
    if len(line) <= LONGEST and _rights().match(line):
        return True
    limit = _LONGEST_TAGS if ":" in line[:30] else LONGEST
    return len(line) <= limit and not line.endswith(_SENTENCE) and _ends().match(line) is not None


def is_litter(line: str) -> bool:
    """Whether a line is a button, an advertisement's mark or a pitch."""
    return len(line) <= LONGEST and _litter().match(line) is not None
