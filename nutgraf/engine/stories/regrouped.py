"""From clusters of reports to stories: which id each cluster keeps, and the changes that make it so.

A story is named by one of its articles: the cluster that has this one keeps the id. Copies go where their original
goes. What an editor placed stays where it is, and others are put beside it only where he did not set them apart.
"""

from collections import Counter
from collections.abc import Sequence

from nutgraf.engine.editing.edits import ids_of, may_share
from nutgraf.engine.stories.placing import NOTHING, Near, by_seniority, judge, reasons_of, same_text, set_apart
from nutgraf.engine.window.draft import Draft
from nutgraf.engine.window.story_index import Compared
from nutgraf.engine.window.story_sums import Report
from nutgraf.records import Known, Reason, StoriesMerged, StoryJoined

Clusters = Sequence[Sequence[Report]]


def constraints(draft: Draft, reports: Sequence[Report]) -> tuple[list[list[int]], set[tuple[int, int]]]:
    """Which of these reports, by place, an editor wants together with what names their story, and which never."""
    held = {story: found for story in {report.slot.story for report in reports} if (found := draft.held(story))}
    never: set[tuple[int, int]] = set()
    if not held:
        return [], never
    known = [draft.known(report.slot.article) for report in reports]
    fixed: dict[str, list[int]] = {}
    for place, one in enumerate(known):
        if one.held or (one.home == one.article.id and one.home in held):
            fixed.setdefault(one.home, []).append(place)
    for story, places in fixed.items():
        barred = {article for one in held[story] for article in one.apart}
        for place, one in enumerate(known):
            of_another = any(place in others for name, others in fixed.items() if name != story)
            if of_another or not barred.isdisjoint(ids_of(_unit(draft, one))):
                never.update((min(place, other), max(place, other)) for other in places if other != place)
    return list(fixed.values()), never


def rearrange(draft: Draft, found: Clusters) -> set[str]:
    """Adds the changes by which these clusters are stories, and gives the ids of those that are not what they were."""
    if _are_stories(found):
        return set()
    names = _names(draft, found)
    changed: set[str] = set()
    for reports, (kept, *_) in zip(found, names, strict=True):
        for report in reports:
            changed |= _move(draft, report, reports, kept)
    for reports, (kept, *gone) in zip(found, names, strict=True):
        for story in gone:
            changed |= _merge(draft, reports, kept, story)
    return changed


def _are_stories(found: Clusters) -> bool:
    """Whether the clusters are stories as they are, each with the article that it is named by if that is in any."""
    stories = {report.slot.article: report.slot.story for reports in found for report in reports}
    homes = [{report.slot.story for report in reports} for reports in found]
    told = {story for several in homes for story in several}
    whole = all(len(several) == 1 for several in homes) and len(told) == len(homes)
    return whole and all(stories.get(story, story) == story for story in told)


def _names(draft: Draft, found: Clusters) -> list[list[str]]:
    """The stories that each cluster is, the one whose id it keeps first; a new one goes by its first report."""
    places = {report.slot.article: place for place, reports in enumerate(found) for report in reports}
    spread: dict[str, Counter[int]] = {}
    for place, reports in enumerate(found):
        for report in reports:
            spread.setdefault(report.slot.story, Counter())[place] += 1
    names: list[list[str]] = [[] for _ in found]
    for story, counts in spread.items():
        most = min(counts, key=lambda place: (-counts[place], place))
        names[places.get(story, most)].append(story)
    return [
        by_seniority(draft, stories) or [min(reports, key=lambda report: report.number).slot.article]
        for stories, reports in zip(names, found, strict=True)
    ]


def _move(draft: Draft, report: Report, beside: Sequence[Report], story: str) -> set[str]:
    """Moves a report with its copies into a story, where it is not what its own is named by."""
    known = draft.known(report.slot.article)
    left = known.home
    if left == story:
        return set()
    moving = _unit(draft, known)
    if left in ids_of(moving) or not may_share(draft, moving, story):
        return set()
    if story == known.article.id:
        reasons = set_apart(left, _reasons(draft, report, _reports_of(draft, left), left))
    else:
        reasons = _reasons(draft, report, beside, story)
    for one in moving:
        why = reasons if one.article.id == known.article.id else same_text(known.article.id)
        draft.add(StoryJoined(article=one.article.id, story=story, reasons=why))
    return {left, story}


def _merge(draft: Draft, beside: Sequence[Report], kept: str, story: str) -> set[str]:
    """Makes a story part of another, for the report of its that is most like those that are beside it."""
    homes = {report.number: draft.known(report.slot.article).home for report in beside}
    mine = [report for report in beside if homes[report.number] == story]
    theirs = [report for report in beside if homes[report.number] != story]
    if not mine or not theirs or not may_share(draft, draft.members(story), kept):
        return set()
    judged = [(near, report) for report in mine if (near := _near(draft, report, theirs, kept))]
    near, best = max(judged, key=lambda one: (one[0].odds, one[1].slot.article))
    reasons = reasons_of(draft, draft.known(best.slot.article), near)
    draft.add(StoriesMerged(kept=kept, gone=story, reasons=reasons))
    return {kept, story}


def _reasons(draft: Draft, report: Report, beside: Sequence[Report], story: str) -> tuple[Reason, ...]:
    near = _near(draft, report, beside, story)
    return reasons_of(draft, draft.known(report.slot.article), near) if near else NOTHING


def _near(draft: Draft, report: Report, beside: Sequence[Report], story: str) -> Near | None:
    alike = draft.window.story_index.alike_to(report, beside)
    return judge(Compared(story, alike)) if alike else None


def _reports_of(draft: Draft, story: str) -> list[Report]:
    numbers = (draft.window.arrival(known.article.id) for known in draft.members(story))
    return draft.window.story_index.reports(numbers)


def _unit(draft: Draft, known: Known) -> list[Known]:
    """A report with its copies in the same story."""
    return [one for one in draft.group(known.article.id) if one.home == known.home]
