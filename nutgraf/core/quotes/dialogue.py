"""Speech that a dash opens, as in French, Spanish, Polish or Russian: — Уходим, — сказал Белов. — Сейчас же.

A dash opens lists and asides as well: only a verb of saying makes it speech.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from nutgraf.core.quotes.attribution import Attribution, attribution_behind_dash
from nutgraf.core.quotes.cues import Tongue
from nutgraf.core.quotes.marks import LONGEST

_OPENING = re.compile(r"\n[ \t\u00a0]*([—–―])[ \t\u00a0]*(?=[^\s—–―])")
_FIRST = re.compile(r"[ \t\u00a0]*([—–―])[ \t\u00a0]*(?=[^\s—–―])")
_TURN = re.compile(r"[,.!?…]?[ \u00a0]?[—–―][ \u00a0]?|[,!?…] ")
_CLOSING = ",.; \u00a0—–―"


class Speech(NamedTuple):
    """What a dash opens, and who says it."""

    start: int
    end: int
    said: Attribution


def speeches(text: str, tongue: Tongue) -> Iterator[Speech]:
    """The paragraphs that are somebody's speech, each from its dash to where it ends for the last time."""
    first = _FIRST.match(text)
    for opening in chain([first] if first else [], _OPENING.finditer(text)):
        newline = text.find("\n", opening.end())
        stop = min(newline if newline >= 0 else len(text), opening.end() + LONGEST)
        for turn in _TURN.finditer(text, opening.end() + 1, stop):
            said = attribution_behind_dash(text, turn.end(), stop, tongue)
            if said is None:
                continue
            end = turn.start() + (turn.group()[0] in "!?….")
            rest = text[said.end : stop]
            goes_on = rest.lstrip(".,;: \u00a0").startswith(("—", "–", "―")) and len(rest.strip(_CLOSING)) > 0
            if goes_on:
                end = said.end + len(rest.rstrip())
            yield Speech(opening.start(1), end, said)
            break
