"""The second look over stories: what arrived early is corrected by what is known now.

    stories that changed -> look -> stories merged, articles moved or set alone, summaries renewed

Everything is judged as the window has it when the look begins, and no story is changed twice in one look: what that
makes possible, the next look does. What a look is about follows from the changes since the one before, and when it
comes from the captures: after so many articles, and where a tick ends. So a process that takes the place of another
looks at what that one would have looked at.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from nutgraf.engine.draft import Draft
from nutgraf.engine.editing import may_share
from nutgraf.engine.stories import JOIN, NOTHING, Near, judged, merge, needed, reasons_of, same_text, set_apart
from nutgraf.engine.summary import summary
from nutgraf.engine.window import Window
from nutgraf.records import CaptureDecided, Change, Known, LookedAgain, Reason, StoryJoined, StoryUpdated

# LOOK_EVERY and _MOVABLE, measured against 200 and 24: twice as fast, for a hundredth of F1. The others were chosen
# with the sets in view that the judge learned from (bench/floors.toml).
LOOK_EVERY = 500  # articles
MERGE = 0.4  # the mean probability that reports of one story belong to another, from which the two are one
BETTER = 0.25  # by which another story must be likelier than its own for an article to move
STRANGER = 0.02  # the probability below which an article does not belong to its own story
_LOOKED_AT = 6  # reports of a story that are asked whether it is another: the earliest and the latest
_MOVABLE = 8  # the latest reports of a story


class Touched:
    """What changed since the last look began: so many ``articles`` joined a story.

    ``came`` tells that a new one was among them, which that look itself does not bring; ``last`` is the last capture
    decided.
    """

    def __init__(self) -> None:
        self.articles = 0
        self.came = False
        self.last: str | None = None
        self._stories: dict[str, None] = {}

    @property
    def stories(self) -> tuple[str, ...]:
        """Their ids, in the order in which they changed first."""
        return tuple(self._stories)

    def take(self, changes: Iterable[Change]) -> None:
        """Notes what changes are about, in the order in which they were made."""
        for change in changes:
            match change:
                case StoryUpdated():
                    self._stories[change.story.id] = None
                case StoryJoined():
                    self.articles += 1
                case CaptureDecided():
                    self.last = change.capture
                    self.came |= change.outcome == "added"
                case LookedAgain():
                    self.articles, self.came, self.last, self._stories = 0, False, None, {}
                case _:
                    pass


def look(window: Window, stories: Collection[str]) -> tuple[Change, ...]:
    """That a second look is taken at these stories, and the changes that it makes: merged, moved, set alone.

    These come after the mark, so that the next look is about what this one changed, too.
    """
    draft = Draft(window)
    done: set[str] = set()
    for story in dict.fromkeys(stories):
        if story not in done and window.members(story):
            _look_at(draft, story, done)
    for story in sorted(done):
        if members := draft.members(story):
            draft.add(StoryUpdated(story=summary(story, members)))
    return (LookedAgain(stories=len(stories)), *draft.changes)


def _look_at(draft: Draft, story: str, done: set[str]) -> None:
    reports = [known for known in draft.members(story) if known.copy is None]
    seen: dict[str, list[Near]] = {}
    for known in _asked(reports):
        number = draft.window.arrival(known.article.id)
        seen[known.article.id] = judged(draft.window.story_index.compare(known, also=(story,), without=number))
    if _merged(draft, story, reports, seen, done):
        return
    for known in reports:
        if len(reports) > 1 and known.article.id in seen and _moved(draft, known, seen[known.article.id], done):
            return


def _asked(reports: Sequence[Known]) -> Sequence[Known]:
    return reports if len(reports) <= _MOVABLE else [*reports[: _LOOKED_AT // 2], *reports[-_MOVABLE:]]


def _merged(draft: Draft, story: str, reports: Sequence[Known], seen: dict[str, list[Near]], done: set[str]) -> bool:
    """Merges a story with the one that most of its reports belong to as well."""
    half = _LOOKED_AT // 2
    voters = reports if len(reports) <= _LOOKED_AT else [*reports[:half], *reports[-half:]]
    votes: defaultdict[str, list[tuple[Near, Known]]] = defaultdict(list)
    for voter in voters:
        for near in seen[voter.article.id]:
            if near.story != story and near.story not in done:
                votes[near.story].append((near, voter))
    means = {other: sum(near.probability for near, _ in found) / len(voters) for other, found in votes.items()}
    other = max(means, key=lambda one: (means[one], one), default=None)
    if other is None or not _may_merge(draft, story, other):
        return False
    best, voter = max(votes[other], key=lambda vote: vote[0].odds)
    if means[other] < needed(draft, MERGE, best):
        return False
    merge(draft, [story, other], reasons_of(draft, voter, best))
    done.update((story, other))
    return True


def _may_merge(draft: Draft, story: str, other: str) -> bool:
    return may_share(draft, draft.members(story), other) or may_share(draft, draft.members(other), story)


def _moved(draft: Draft, known: Known, near: Sequence[Near], done: set[str]) -> bool:
    """Moves a report with its copies to the story it likelier belongs to, or to one of its own."""
    story, article = known.story, known.article.id
    moving = [one for one in draft.group(article) if one.story == story]
    if story is None or story in done or any(one.article.id == story for one in moving):
        return False  # a story is named by one of its articles
    own = next((one.probability for one in near if one.story == story), 0.0)
    best = near[0] if near else None
    if best and best.story not in {story, *done} and best.probability >= max(needed(draft, JOIN, best), own + BETTER):
        if not may_share(draft, moving, best.story):
            return False
        _place(draft, known, moving, best.story, reasons_of(draft, known, best))
        done.update((story, best.story))
        return True
    if own < STRANGER and may_share(draft, moving, article):
        reasons = next((reasons_of(draft, known, one, STRANGER) for one in near if one.story == story), NOTHING)
        _place(draft, known, moving, article, set_apart(story, reasons))
        done.update((story, article))
        return True
    return False


def _place(draft: Draft, known: Known, moving: Iterable[Known], story: str, reasons: tuple[Reason, ...]) -> None:
    """Moves a report for its reasons, and its copies because they are its copies."""
    article = known.article.id
    for one in moving:
        why = reasons if one.article.id == article else same_text(article)
        draft.add(StoryJoined(article=one.article.id, story=story, reasons=why))
