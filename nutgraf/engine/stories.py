"""Decides which story an article belongs to: the one most like it in words and near it in time, or a new one."""

from collections.abc import Sequence
from math import prod

from nutgraf.engine.draft import Draft
from nutgraf.engine.summary import summary
from nutgraf.records import Known, Reason, StoriesMerged, StoryJoined, StoryUpdated

JOIN = 0.25
HALF_LIFE_HOURS = 72.0

WORDS = "words"
TIME = "time"
COPY = "same text"
SIMILARITY = "similarity"
_FACTORS = frozenset({WORDS, TIME, COPY})


def place(draft: Draft, article: str, group: Sequence[Known]) -> None:
    """Joins an article that has no story to the one of its copy group, to the most similar, or to a new one.

    A story with the same text in it twice is one story: where the group spans several, they are merged.
    """
    related = _stories(group)
    if related:
        reasons = _same_text(draft, article, group)
        story = _merge(draft, related, reasons)
    else:
        nearest, reasons = most_similar(draft, draft.known(article))
        story = nearest if nearest and similarity_of(reasons) >= JOIN else article
    draft.add(StoryJoined(article=article, story=story, reasons=reasons))
    update(draft, article)


def reconsider(draft: Draft, article: str, group: Sequence[Known]) -> None:
    """Merges the stories that a revised article's new text shows to be one, and renews its story's summary."""
    if len(related := _stories(group)) > 1:
        _merge(draft, related, _same_text(draft, article, group))
    update(draft, article)


def _stories(group: Sequence[Known]) -> list[str]:
    return list(dict.fromkeys(one.story for one in group if one.story))


def _same_text(draft: Draft, article: str, group: Sequence[Known]) -> tuple[Reason, ...]:
    copy = draft.known(article).copy
    other = copy.of if copy else next(one.article.id for one in group if one.article.id != article)
    return (Reason(name=COPY, value=1.0, note=other), Reason(name=SIMILARITY, value=1.0, note=other))


def _merge(draft: Draft, stories: Sequence[str], reasons: tuple[Reason, ...]) -> str:
    """Makes the stories one, the oldest, and gives its id."""
    kept, *gone = sorted(stories, key=lambda story: (draft.window.arrival(draft.members(story)[0].article.id), story))
    for story in gone:
        draft.add(StoriesMerged(kept=kept, gone=story, reasons=reasons))
    return kept


def update(draft: Draft, article: str) -> None:
    """Adds the summary of an article's story as it is now."""
    story = draft.known(article).story
    if story:
        draft.add(StoryUpdated(story=summary(story, draft.members(story))))


def most_similar(draft: Draft, known: Known) -> tuple[str | None, tuple[Reason, ...]]:
    """The story most similar to an article, with the reasons; ``similarity_of`` makes the similarity of them."""
    index = draft.window.story_index
    best: tuple[float, str | None, tuple[Reason, ...]] = (0.0, None, ())
    for likeness in index.alike(known.fingerprint.terms):
        hours = index.hours_apart(known.article, likeness.story)
        nearness = 0.5 ** (hours / HALF_LIFE_HOURS)
        similarity = likeness.cosine * nearness
        if similarity > best[0]:
            reasons = (
                Reason(name=WORDS, value=likeness.cosine, note=", ".join(likeness.terms)),
                Reason(name=TIME, value=nearness, note=f"{hours:.1f} hours apart"),
                Reason(name=SIMILARITY, value=similarity, note=likeness.story),
            )
            best = (similarity, likeness.story, reasons)
    return best[1], best[2]


def similarity_of(reasons: Sequence[Reason]) -> float:
    """The similarity, 0 to 1, that the reasons of a join give: the product of its factors."""
    factors = [reason.value for reason in reasons if reason.name in _FACTORS]
    return prod(factors) if factors else 0.0
