"""Tells what articles share because of who prints it from what they share because one copies the other.

Two articles with titles of their own and reports of their own above the same end, or three that nothing else joins,
show what stands there whatever is reported.
"""

from collections import Counter
from collections.abc import Iterable

from nutgraf.core.fingerprint.shingles.hashing import ALL
from nutgraf.core.fingerprint.terms import TITLE_WEIGHT
from nutgraf.engine.overlap import outlet, titles_alike
from nutgraf.engine.standing.sketches import NOTHING, Common, OwnPart, Standing, common, own_part, passages
from nutgraf.records import Known

UNRELATED = 3  # articles about different things from which on whatever is in all of them stands there
OWN_LEAST = 10  # shingles of its own that a report has at least
OWN_SHARE = 0.15  # of the text that it must be: a copy may have a beginning of its own
OWN_SHARE_UNLIKE = 0.05  # the same, where neither title is half told by the other
REST_SHARED = 0.6  # of what is outside of it: what is edited throughout is no frame
TOLD = 0.6  # of a title's words that are in the other article, from which both are about one thing
HALF_TOLD = 0.5  # the same of both titles on average, where each has a beginning of its own
_TITLE_LEAST = 2  # words, from which a title tells what an article is about
_AT_ONCE = 0.1  # of a text: what has no more before it stands at the beginning


def standing(known: Known, others: Iterable[Known]) -> Standing:
    """What of an article's text others about something else have too, as far as these show it."""
    found: set[int] = set()
    below = ALL
    unrelated: list[tuple[Known, set[int]]] = []
    for other in others:
        both = common(known.fingerprint, other.fingerprint)
        held = passages(known.fingerprint, both)
        if not held or not _are_unrelated(known, other, both):
            continue
        below = min(below, both.below)
        if _is_frame(known, other, both):
            found |= held
        same = next((others_held for one, others_held in unrelated if is_about(one, other)), None)
        if same is None:
            unrelated.append((other, held))
        else:
            same |= held
    holders = Counter(value for _, held in unrelated for value in held)
    found.update(value for value, count in holders.items() if count >= UNRELATED - 1)
    return Standing(frozenset(found), below) if found else NOTHING


def is_framed(mine: Known, other: Known) -> bool:
    """Whether two articles are about different things and share what stands around their reports alone."""
    if _tells(mine) and _tells(other) and outlet(mine.article) == outlet(other.article) and not is_about(mine, other):
        return True
    return _is_frame(mine, other, common(mine.fingerprint, other.fingerprint))


def is_about(mine: Known, other: Known) -> bool:
    """Whether two articles may be about one thing: most of one's title is in what the other begins with."""
    return (
        not (_tells(mine) and _tells(other))
        or titles_alike(mine.article, other.article)
        or max(_told(mine, other)) >= TOLD
    )


def _are_unrelated(mine: Known, other: Known, both: Common) -> bool:
    """Whether neither reports what the other does: their titles differ, and each has a part that is its own."""
    if is_about(mine, other):
        return False
    parts = own_part(mine.fingerprint, both), own_part(other.fingerprint, both)
    return all(part and part.size >= OWN_LEAST for part in parts)


def _is_frame(mine: Known, other: Known, both: Common) -> bool:
    """Whether what two articles share stands around a report of its own in each.

    Two outlets may share what is below the reports; what begins alike in both is a copy.
    """
    if not (_tells(mine) and _tells(other)) or titles_alike(mine.article, other.article):
        return False
    told = _told(mine, other)
    if sum(told) >= 2 * HALF_TOLD:
        return False
    least = OWN_SHARE if max(told) >= HALF_TOLD else OWN_SHARE_UNLIKE
    a, b = own_part(mine.fingerprint, both), own_part(other.fingerprint, both)
    if a is None or b is None or not _is_report(a, least) or not _is_report(b, least):
        return False
    if a.before <= _AT_ONCE and b.before <= _AT_ONCE:
        return True
    own = outlet(mine.article) == outlet(other.article)
    return own and a.before > _AT_ONCE and b.before > _AT_ONCE


def _is_report(part: OwnPart, least: float) -> bool:
    return part.size >= OWN_LEAST and part.share >= least and part.rest_shared >= REST_SHARED


def _title(known: Known) -> set[str]:
    """The words of an article's title that tell what it is about."""
    return {term for term, weight in known.fingerprint.terms.items() if weight >= TITLE_WEIGHT}


def _tells(known: Known) -> bool:
    return len(_title(known)) >= _TITLE_LEAST


def _told(mine: Known, other: Known) -> tuple[float, float]:
    """Which share of each one's title is in the title and beginning of the other."""
    a, b = _title(mine), _title(other)
    return (
        len(a & other.fingerprint.terms.keys()) / len(a) if a else 0.0,
        len(b & mine.fingerprint.terms.keys()) / len(b) if b else 0.0,
    )
