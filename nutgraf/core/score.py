"""Scores with their parts: the quality of an article as printed, the heat of a story at a time.

Both are whole numbers and the sum of their parts. Quality says how well an article is documented, never whether it
is right; heat says how many outlets report a story independently, how fast they came, and how long ago.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import log2

from nutgraf.core.text.plain import words
from nutgraf.records import Article, CopyLink, Quote, Reason, Score, Story

HEAT_HALF_LIFE = timedelta(hours=24)  # chosen, not measured
OWN_REPORTING = "own reporting"
COPIED = "copied"
OWN_UPDATE = "own update"
_HOUR = timedelta(hours=1)


def total(parts: Sequence[Reason]) -> Score:
    """The score that these parts add up to; parts that are zero are left out."""
    kept = tuple(part for part in parts if part.value)
    return Score(total=round(sum(part.value for part in kept)), parts=kept)


def length_of(article: Article) -> int:
    """How many words an article has."""
    return len(words(article.text or article.excerpt, article.language))


def quality(article: Article, quotes: Sequence[Quote], copy: CopyLink | None, length: int = 0) -> Score:
    """How well an article is documented: author, date, source, length, quotations, own reporting against copy.

    Its words are counted where its ``length`` is not given.
    """
    length = length or length_of(article)
    attributed = sum(quote.speaker is not None for quote in quotes)
    own = bool(article.text) and article.original_url is None
    printed = total(
        (
            Reason(name="author", value=10 * bool(article.authors), note=", ".join(article.authors)),
            Reason(name="date", value=10 * (article.published is not None)),
            Reason(name="source named", value=5 * bool(article.credit or article.original_url)),
            Reason(name="length", value=min(40, length // 15), note=f"{length} words"),
            Reason(name="quotations", value=min(20, 4 * attributed), note=f"{attributed} with a speaker"),
            Reason(name="image", value=5 * bool(article.images)),
            Reason(name=OWN_REPORTING, value=20 * own),
        )
    )
    return as_copy(printed, copy)


def as_copy(score: Score, copy: CopyLink | None) -> Score:
    """The same quality for an article that is a copy, or is none (any more): what is copied is no own reporting.

    What an outlet took from its own earlier report still is.
    """
    parts = [part for part in score.parts if part.name != COPIED]
    own = sum(part.value for part in parts if part.name == OWN_REPORTING)
    if copy is not None and all(reason.name != OWN_UPDATE for reason in copy.reasons):
        parts.append(Reason(name=COPIED, value=-round(own * copy.share), note=f"{copy.share:.0%} of the text"))
    return total(parts)


def own_update(outlet: str) -> Reason:
    """Why an article that shares a text with an earlier one is no copy of another's: both are of one outlet."""
    return Reason(name=OWN_UPDATE, value=1, note=outlet)


def warmth(reports: Sequence[tuple[str, datetime, datetime]]) -> Score:
    """A story's heat before decay, from its independent reports as (outlet, from when on, until when it can be).

    Ten points for each outlet; up to fifty for how many more came in an hour, as far as that is known.
    """
    outlets = {outlet for outlet, _, _ in reports}
    widest = max(until for _, _, until in reports) - min(start for _, start, _ in reports)
    hours = max(1.0, widest / _HOUR)
    pace = (len(outlets) - 1) / hours
    return total(
        (
            Reason(name="independent outlets", value=10 * len(outlets), note=f"{len(outlets)}"),
            Reason(name="rate", value=min(50, round(20 * pace)), note=f"{pace:.2f} more an hour"),
        )
    )


def heat_rank(warm: Score, latest: datetime) -> float:
    """The key that orders stories by heat: both decay alike, so that the order holds at any time.

    Forward decay, Cormode et al., "Forward Decay: A Practical Time Decay Model for Streaming Systems", ICDE 2009.
    """
    return log2(max(1, warm.total)) + latest.timestamp() / HEAT_HALF_LIFE.total_seconds()


def heat(story: Story, now: datetime) -> Score:
    """A story's heat at a time: its warmth, halved with every half-life since its latest report."""
    age = max(timedelta(), now - story.latest)
    left = round(story.warmth.total * 0.5 ** (age / HEAT_HALF_LIFE))
    decay = Reason(name="decay", value=left - story.warmth.total, note=f"{age / _HOUR:.1f} hours old")
    return total((*story.warmth.parts, decay))
