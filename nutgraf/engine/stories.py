"""Decides which story an article belongs to: the one most like it in words and near it in time, or a new one."""

from collections.abc import Sequence
from math import log2, prod
from typing import NamedTuple

from nutgraf.engine.draft import Draft
from nutgraf.engine.editing import may_share
from nutgraf.engine.summary import summary
from nutgraf.records import Known, Reason, StoriesMerged, StoryJoined, StoryUpdated

JOIN = 0.2  # for a headline
JOIN_PER_DOUBLING = 0.02  # more, each time an article has twice the terms: the more words, the more agree by chance
CROWD = 64  # stories in the window, beyond which the likeliest of them is likelier to agree by chance
CROWDING = 0.005  # added to JOIN_PER_DOUBLING, each time there are twice as many stories
HEADLINE_TERMS = 6
MOST_TERMS = 60
MERGE = 0.4  # the cosine from which two stories that an article could join are one
REACH_HOURS = 96.0  # at this distance an article counts half as similar, at twice as much a sixteenth

WORDS = "words"
TIME = "time"
COPY = "same text"
SIMILARITY = "similarity"
_FACTORS = frozenset({WORDS, TIME, COPY})


def place(draft: Draft, article: str, group: Sequence[Known]) -> None:
    """Joins an article that has no story to the one of its copy group, to the most similar, or to a new one.

    A story with the same text in it twice is one story: where the group spans several, they are merged. So are
    similar stories which the article is similar to both of. Where an editor keeps them apart, they stay apart, and the
    article goes where its original is.
    """
    known = draft.known(article)
    if related := _stories(group):
        reasons = _same_text(draft, article, group)
        merged = _merge(draft, related, reasons)
        original = draft.known(known.copy.of).story if known.copy else None
        draft.add(StoryJoined(article=article, story=original or merged, reasons=reasons))
    elif near := near_stories(draft, known):
        draft.add(StoryJoined(article=article, story=near[0].story, reasons=near[0].reasons))
        _merge_bridged(draft, known, near)
    else:
        draft.add(StoryJoined(article=article, story=article))
    update(draft, article)


def reconsider(draft: Draft, article: str, group: Sequence[Known]) -> None:
    """Merges the stories that a revised article's new text shows to be one, and renews its story's summary.

    An article alone in its story goes to the one it is most similar to now, if there is any.
    """
    known = draft.known(article)
    if len(related := _stories(group)) > 1:
        _merge(draft, related, _same_text(draft, article, group))
    elif known.story and len(draft.members(known.story)) == 1 and (near := near_stories(draft, known)):
        _merge(draft, [known.story, near[0].story], near[0].reasons)
    update(draft, article)


def _merge_bridged(draft: Draft, known: Known, near: "Sequence[Near]") -> None:
    index, joined = draft.window.story_index, near[0].story
    for other in near[1:]:
        cosine = index.bridged(known.fingerprint.terms, joined, other.story)
        if cosine >= MERGE:
            _merge(draft, [joined, other.story], (Reason(name=WORDS, value=cosine, note=known.article.id),))
            return


def _stories(group: Sequence[Known]) -> list[str]:
    return list(dict.fromkeys(one.story for one in group if one.story))


def _same_text(draft: Draft, article: str, group: Sequence[Known]) -> tuple[Reason, ...]:
    copy = draft.known(article).copy
    other = copy.of if copy else next(one.article.id for one in group if one.article.id != article)
    return (Reason(name=COPY, value=1.0, note=other), Reason(name=SIMILARITY, value=1.0, note=other))


def _merge(draft: Draft, stories: Sequence[str], reasons: tuple[Reason, ...]) -> str:
    """Makes the stories one, as far as an editor's decisions let it, and gives its id: the oldest's, or his."""
    kept, *gone = sorted(stories, key=lambda story: (not draft.held(story), _arrival(draft, story), story))
    for story in gone:
        if may_share(draft, draft.members(story), kept):
            draft.add(StoriesMerged(kept=kept, gone=story, reasons=reasons))
    return kept


def _arrival(draft: Draft, story: str) -> int:
    return draft.window.arrival(draft.members(story)[0].article.id)


def update(draft: Draft, article: str) -> None:
    """Adds the summary of an article's story as it is now."""
    story = draft.known(article).story
    if story:
        draft.add(StoryUpdated(story=summary(story, draft.members(story))))


class Near(NamedTuple):
    """A story that an article is similar enough to, with the reasons."""

    similarity: float
    story: str
    reasons: tuple[Reason, ...]


def near_stories(draft: Draft, known: Known) -> list[Near]:
    """The other stories similar enough to an article for it to join, most similar first."""
    index, least = draft.window.story_index, needed(known, draft.window.story_index.size)
    found: list[Near] = []
    for likeness in index.alike(known.fingerprint.terms):
        if likeness.story == known.story:
            continue
        hours = index.hours_apart(known.article, likeness.story)
        nearness = 0.5 ** ((hours / REACH_HOURS) ** 2)
        similarity = likeness.cosine * nearness
        if similarity >= least:
            reasons = (
                Reason(name=WORDS, value=likeness.cosine, note=", ".join(likeness.terms)),
                Reason(name=TIME, value=nearness, note=f"{hours:.1f} hours apart"),
                Reason(name=SIMILARITY, value=similarity, note=f"{likeness.story}, at least {least:.2f} needed"),
            )
            found.append(Near(similarity, likeness.story, reasons))
    return sorted(found, key=lambda near: (-near.similarity, near.story))


def needed(known: Known, stories: int) -> float:
    """The similarity from which an article joins a story, by how many terms it has and among how many stories."""
    terms = min(max(len(known.fingerprint.terms), HEADLINE_TERMS), MOST_TERMS)
    slope = JOIN_PER_DOUBLING + CROWDING * log2(max(stories, CROWD) / CROWD)
    return JOIN + slope * log2(terms / HEADLINE_TERMS)


def similarity_of(reasons: Sequence[Reason]) -> float:
    """The similarity, 0 to 1, that the reasons of a join give: the product of its factors."""
    factors = [reason.value for reason in reasons if reason.name in _FACTORS]
    return prod(factors) if factors else 0.0
