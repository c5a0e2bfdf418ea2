"""Tells what articles share because of who prints it from what they share because one copies the other.

Two articles with titles of their own and reports of their own above the same end, or three that nothing else joins,
show what stands there whatever is reported.
"""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from nutgraf.core.fingerprint.shingles.hashing import ALL
from nutgraf.core.fingerprint.terms import TITLE_WEIGHT
from nutgraf.engine.copies.overlap import outlet, titles_alike
from nutgraf.engine.copies.standing.sketches import NOTHING, Common, OwnPart, Standing, common, own_part, passages
from nutgraf.records import Known

UNRELATED = 3  # articles about different things from which on whatever is in all of them stands there
OWN_LEAST = 10  # shingles of its own that a report has at least
OWN_SHARE = 0.15  # of the text that it must be: a copy may have a beginning of its own
OWN_SHARE_UNLIKE = 0.05  # the same, where neither title is half told by the other
REST_SHARED = 0.6  # of what is outside of it: what is edited throughout is no frame
TOLD = 0.6  # of a title's words that are in the other article, from which both are about one thing
HALF_TOLD = 0.5  # the same of both titles on average, where each has a beginning of its own
APART_TOLD = 0.2  # the same of the words that one of the titles has alone: a company's name is in all of its titles
APART_BEGUN = 1 / 3  # of the other words of their beginnings, which two reports of one event share as well
OWN_TOLD = 1 / 3  # of a title's words that are in its own article's beginning, and twice as many as in the other's
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
        found |= held & _frame(known, other, both)
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
    return bool(_frame(mine, other, common(mine.fingerprint, other.fingerprint)))


def is_about(mine: Known, other: Known) -> bool:
    """Whether two articles may be about one thing: most of one's title is in what the other begins with."""
    return not (_tells(mine) and _tells(other)) or _titles_alike(mine, other) or max(_told(mine, other)) >= TOLD


def _are_unrelated(mine: Known, other: Known, both: Common) -> bool:
    """Whether neither reports what the other does: their titles differ, and each has a part that is its own."""
    if is_about(mine, other):
        return False
    parts = own_part(mine.fingerprint, both), own_part(other.fingerprint, both)
    return all(part and part.size >= OWN_LEAST for part in parts)


def _frame(mine: Known, other: Known, both: Common) -> frozenset[int]:
    """What two articles share that stands around a report of its own in each; nothing where they share more.

    Two outlets may share what is below the reports; what begins alike in both is a copy, unless each one's title is
    about its own part.
    """
    if not (_tells(mine) and _tells(other)):
        return frozenset()
    told = _told(mine, other)
    are_unlike = sum(told) < 2 * HALF_TOLD and not _titles_alike(mine, other)
    if not (are_unlike or _are_told_apart(mine, other)):
        return frozenset()
    least = OWN_SHARE_UNLIKE if are_unlike and max(told) < HALF_TOLD else OWN_SHARE
    a, b = own_part(mine.fingerprint, both), own_part(other.fingerprint, both)
    if a is None or b is None or not _is_report(a, least) or not _is_report(b, least):
        return frozenset()
    around = (a.above & b.above) | (a.under & b.under)
    at_once = [part.before <= _AT_ONCE for part in (a, b)]
    if all(at_once) or (outlet(mine.article) == outlet(other.article) and not any(at_once)):
        return around
    tell_of_own = _tells_of_own(mine, other) and _tells_of_own(other, mine)
    is_around = len(around) >= REST_SHARED * max(len(a.above | a.under), len(b.above | b.under))
    return around if tell_of_own and is_around and min(a.share, b.share) >= OWN_SHARE else frozenset()


def _is_report(part: OwnPart, least: float) -> bool:
    return part.size >= OWN_LEAST and part.share >= least and part.rest_shared >= REST_SHARED


def _title(known: Known) -> set[str]:
    """The words of an article's title that tell what it is about."""
    return {term for term, weight in known.fingerprint.terms.items() if weight >= TITLE_WEIGHT}


def _subject(known: Known) -> set[str]:
    """The words that tell what an article is about: of its title, or where that says too little, of its beginning."""
    title = _title(known)
    return title if len(title) >= _TITLE_LEAST else set(known.fingerprint.terms)


def _tells(known: Known) -> bool:
    return len(_subject(known)) >= _TITLE_LEAST


def _titles_alike(mine: Known, other: Known) -> bool:
    telling = min(len(_title(mine)), len(_title(other))) >= _TITLE_LEAST
    return telling and titles_alike(mine.article, other.article)


def _told(mine: Known, other: Known) -> tuple[float, float]:
    """Which share of each one's title is in the title and beginning of the other."""
    return _share(_subject(mine), _words(other)), _share(_subject(other), _words(mine))


def _are_told_apart(mine: Known, other: Known) -> bool:
    """Whether what only one of two titles says is not in the other's article, though both name the same house."""
    a, b = _subject(mine) - _subject(other), _subject(other) - _subject(mine)
    if min(len(a), len(b)) < _TITLE_LEAST:
        return False
    begun = _words(mine) - _subject(mine), _words(other) - _subject(other)
    return (
        _share(a, _words(other)) + _share(b, _words(mine)) <= 2 * APART_TOLD
        and _share(begun[0], _words(other)) + _share(begun[1], _words(mine)) <= 2 * APART_BEGUN
    )


def _tells_of_own(mine: Known, other: Known) -> bool:
    """Whether a title is about its article's own part: that begins with twice as many of its words as the other."""
    alone = _subject(mine) - _subject(other)
    title = alone if len(alone) >= _TITLE_LEAST else _subject(mine)
    begun = {term for term, weight in mine.fingerprint.terms.items() if weight > TITLE_WEIGHT}
    return _share(title, begun) >= max(OWN_TOLD, 2 * _share(title, _words(other)))


def _words(known: Known) -> AbstractSet[str]:
    return known.fingerprint.terms.keys()


def _share(title: AbstractSet[str], words: AbstractSet[str]) -> float:
    return len(title & words) / len(title) if title else 0.0
