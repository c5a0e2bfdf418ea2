"""The second look over stories: what arrived early is corrected by what is known now.

    stories that changed, with those near them -> their reports grouped anew -> stories merged, split, articles moved

Everything is judged as the window has it when the look begins, and no story is changed twice in one look: what that
makes possible, the next look does. What a look is about follows from the changes since the one before, and when it
comes from the captures: after so many articles, and where a tick ends. So a process that takes the place of another
looks at what that one would have looked at.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain, islice

from nutgraf.engine.stories.average_link import clusters, parts
from nutgraf.engine.stories.placing import judge
from nutgraf.engine.stories.regrouped import constraints, rearrange
from nutgraf.engine.summary import summary
from nutgraf.engine.window.draft import Draft
from nutgraf.engine.window.story_index import StoryIndex
from nutgraf.engine.window.story_sums import Report
from nutgraf.engine.window.window import Window
from nutgraf.records import CaptureDecided, Change, LookedAgain, StoryJoined, StoryUpdated

LOOK_EVERY = 500  # articles; measured against 200: twice as fast, for a hundredth of F1
# Chosen, not measured.
NEAR = 0.2  # the probability from which a story is near enough to a report that both are looked at together
_ASKED = 8  # reports of a story that are asked what is near it: the earliest and the latest
_AT_ONCE = 16  # stories near to which others are looked for: many at once take less time
_MOST = 240  # reports that are grouped at once, for time grows with their square


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
    """That a second look is taken at these stories, and the changes that it makes: merged, split, moved.

    These come after the mark, so that the next look is about what this one changed, too.
    """
    draft = Draft(window)
    done: set[str] = set()
    same: set[tuple[int, ...]] = set()
    left = iter(dict.fromkeys(stories))
    while some := list(islice(left, _AT_ONCE)):
        near = _near(window.story_index, [story for story in some if story not in done])
        for story, others in near.items():
            if story not in done:
                _look_at(draft, [story, *(other for other in others if other not in done)], done, same)
    for story in sorted(done):
        if members := draft.members(story):
            draft.add(StoryUpdated(story=summary(story, members)))
    return (LookedAgain(stories=len(stories)), *draft.changes)


def _look_at(draft: Draft, stories: Sequence[str], done: set[str], same: set[tuple[int, ...]]) -> None:
    """Groups the reports of stories anew, if they are not some that were grouped so already and stayed the ``same``."""
    reports = _reports(draft.window, stories)
    numbers = tuple(report.number for report in reports)
    if len(reports) > 1 and numbers not in same:
        together, never = constraints(draft, reports)
        found = clusters(parts(reports), together, never)
        if changed := rearrange(draft, [[reports[row] for row in rows] for rows in found]):
            done |= changed
        else:
            same.add(numbers)


def _near(index: StoryIndex, stories: Iterable[str]) -> dict[str, list[str]]:
    """Of each story the others that are near to its reports, nearest first."""
    asked = {story: _asked(index.independent(story)) for story in stories}
    compared = iter(index.compare_again(chain.from_iterable(asked.values())))
    found: dict[str, list[str]] = {}
    for story, numbers in asked.items():
        odds: dict[str, int] = {}
        for near in (judge(one) for _ in numbers for one in next(compared)):
            if near.story != story and near.odds > odds.get(near.story, near.odds - 1) and near.probability >= NEAR:
                odds[near.story] = near.odds
        found[story] = sorted(odds, key=lambda other: (-odds[other], other))
    return found


def _asked(numbers: Sequence[int]) -> Sequence[int]:
    return numbers if len(numbers) <= _ASKED else [*numbers[: _ASKED // 2], *numbers[-_ASKED // 2 :]]


def _reports(window: Window, stories: Sequence[str]) -> list[Report]:
    """The latest independent reports of stories, those of the first stories first, in the order of their ids."""
    found: list[Report] = []
    for story in stories:
        reports = window.story_index.reports(window.story_index.independent(story))
        if found and len(found) + len(reports) > _MOST:
            continue
        found += reports[-_MOST:]
    return sorted(found, key=lambda report: report.slot.article)
