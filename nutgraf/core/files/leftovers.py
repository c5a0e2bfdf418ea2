"""What sites leave around an article when its text is saved: the lines that give themselves away."""

import re

from nutgraf.core.languages.patterns import Pattern

LONGEST = 160  # characters; no leftover that begins like one is longer, save lists of tags
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


def ends_article(line: str) -> bool:
    """Whether a line says that the article is over: its tags, the comment form, related pages, who has the rights."""
    if len(line) <= LONGEST and _RIGHTS.match(line):
        return True
    limit = _LONGEST_TAGS if ":" in line[:30] else LONGEST
    return len(line) <= limit and not line.endswith(_SENTENCE) and _ENDS.match(line) is not None


def is_litter(line: str) -> bool:
    """Whether a line is a button, an advertisement's mark or a pitch."""
    return len(line) <= LONGEST and _LITTER.match(line) is not None
