"""Whether a text says "he" or "she" of a name, by the pronouns that stand nearest behind it."""

import re
from collections import Counter
from collections.abc import Iterable

from nutgraf.core.quotes.cues import Tongue
from nutgraf.core.quotes.names import Mention

_MARK = re.compile('[“"«„‘「]')
_REACH = 120  # characters behind a name; this and those below chosen, not measured
_ENOUGH = 2  # pronouns
_MAJORITY = 3  # times as many as of the other gender


def told_genders(text: str, names: Iterable[Mention], tongue: Tongue) -> dict[str, str]:
    """The gender of the last word of each name that the first pronouns behind its mentions agree on."""
    pronouns = {word: gender for word, gender in tongue.pronouns.items() if gender in {"m", "f"}}
    if not pronouns:
        return {}
    told = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(pronouns, key=len, reverse=True)))})\b", re.IGNORECASE)
    counts: dict[str, Counter[str]] = {}
    listed = [one for one in names if one.name.casefold() not in tongue.pronouns]
    for number, one in enumerate(listed):
        end = min(listed[number + 1].start if number + 1 < len(listed) else len(text), one.end + _REACH)
        mark = _MARK.search(text, one.end, end)
        if found := told.search(text, one.end, mark.start() if mark else end):
            counts.setdefault(one.name.split()[-1], Counter())[pronouns[found.group().casefold()]] += 1
    return {name: gender for name, count in counts.items() if (gender := _majority(count))}


def _majority(count: Counter[str]) -> str:
    (gender, most), *others = count.most_common()
    return gender if most >= max(_ENOUGH, _MAJORITY * sum(number for _, number in others)) else ""
