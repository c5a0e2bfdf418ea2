"""The second look over stories: what arrived early is corrected by what is known now.

    stories that changed, with those near them -> their reports grouped anew -> stories merged, split, articles moved

Everything is judged as the window has it when the look begins, and no story is changed twice in one look: what that
makes possible, the next look does. What a look is about follows from the changes since the one before, and when it
comes from the captures: after so many articles, and where a tick ends. So a process that takes the place of another
looks at what that one would have looked at.
"""

from collections.abc import Collection, Iterable, Sequence

from nutgraf.engine.stories.average_link import clusters, parts
from nutgraf.engine.stories.placing import judged
from nutgraf.engine.stories.regrouped import constraints, rearrange
from nutgraf.engine.summary import summary
from nutgraf.engine.window.draft import Draft
from nutgraf.engine.window.story_index import Report
from nutgraf.engine.window.window import Window
from nutgraf.records import CaptureDecided, Change, LookedAgain, StoryJoined, StoryUpdated

LOOK_EVERY = 500  # articles; measured against 200: twice as fast, for a hundredth of F1
# Chosen, not measured.
NEAR = 0.2  # the probability from which a story is near enough to a report that both are looked at together
_ASKED = 8  # reports of a story that are asked what is near it: the earliest and the latest
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
    for story in dict.fromkeys(stories):
        if story not in done and window.members(story):
            _look_at(draft, story, done)
    for story in sorted(done):
        if members := draft.members(story):
            draft.add(StoryUpdated(story=summary(story, members)))
    return (LookedAgain(stories=len(stories)), *draft.changes)


def _look_at(draft: Draft, story: str, done: set[str]) -> None:
    """Groups the reports of a story and of those near it anew."""
    reports = _reports(draft.window, [story, *_near(draft, story, done)])
    if len(reports) > 1:
        together, never = constraints(draft, [report.slot.article for report in reports])
        found = clusters(parts(reports), together, never)
        done |= rearrange(draft, [[reports[row] for row in rows] for rows in found])


def _near(draft: Draft, story: str, done: Collection[str]) -> list[str]:
    """The stories near to a story's reports that no other look at once is about, nearest first."""
    reports = [known for known in draft.members(story) if known.copy is None]
    asked = reports if len(reports) <= _ASKED else [*reports[: _ASKED // 2], *reports[-_ASKED // 2 :]]
    odds: dict[str, int] = {}
    for known in asked:
        number = draft.window.arrival(known.article.id)
        for near in judged(draft.window.story_index.compare(known, without=number)):
            if near.probability >= NEAR and near.story != story and near.story not in done:
                odds[near.story] = max(odds.get(near.story, near.odds), near.odds)
    return sorted(odds, key=lambda other: (-odds[other], other))


def _reports(window: Window, stories: Sequence[str]) -> list[Report]:
    """The latest independent reports of stories, those of the first stories first, in the order of their ids."""
    found: list[Report] = []
    for story in stories:
        reports = window.story_index.reports(map(window.arrival, window.members(story)))
        if found and len(found) + len(reports) > _MOST:
            continue
        found += reports[-_MOST:]
    return sorted(found, key=lambda report: report.slot.article)
