"""Decides which story an article belongs to: the likeliest, by words, time and meaning, or a new one."""

from collections.abc import Sequence
from typing import NamedTuple

from nutgraf.engine.editing.edits import may_share
from nutgraf.engine.likeness.judge import UNIT, Alike, probability, shares
from nutgraf.engine.likeness.slot import MILLION
from nutgraf.engine.summary import summary
from nutgraf.engine.window.draft import Draft
from nutgraf.engine.window.story_index import Compared
from nutgraf.records import AffairLink, Known, Reason, StoriesMerged, StoryJoined, StoryUpdated

JOIN = 0.5  # the probability from which an article joins a story
AFFAIR = 0.7  # the one, were there no time between, from which a story continues the affair of another (decision 30)
A_DAY = 24.0  # hours
ANY_DAY = MILLION // 4  # from which pages for any day are no chapters of one another: each is likelier one than not

COPY = "same text"
OPENED = "opened"
SET_APART = "set apart"
PROBABILITY = "probability"
PRIOR = "before comparing"
WORDS = "words"
TIME = "time"
MEANING = "meaning"
LANGUAGE = "language"
EVERGREEN = "for any day"
NOTHING = (Reason(name=PROBABILITY, value=0.0),)  # where there was no story to compare with


class Near(NamedTuple):
    """A story that an article may belong to, and how that was judged; ``odds`` are thousandths of log-odds."""

    odds: int
    compared: Compared

    @property
    def story(self) -> str:
        """Its id."""
        return self.compared.story

    @property
    def probability(self) -> float:
        """That the article belongs to it."""
        return probability(self.odds)

    @property
    def timeless(self) -> "Near":
        """How it would be judged were there no time between."""
        return judge(self.compared._replace(alike=self.compared.alike._replace(time=0)))


def place(draft: Draft, article: str, group: Sequence[Known]) -> None:
    """Joins an article that has no story to the one of its copy group, to the likeliest, or to a new one.

    A story with the same text in it twice is one story: where the group spans several, they are merged. Where an editor
    keeps them apart, they stay apart, and the article goes where its original is.
    """
    known = draft.known(article)
    if related := _stories(group):
        reasons = _same_text(draft, article, group)
        merged = merge(draft, related, reasons)
        original = draft.known(known.copy.of).story if known.copy else None
        draft.add(StoryJoined(article=article, story=original or merged, reasons=reasons))
        update(draft, article)
        return
    near = [one for one in near_stories(draft, known) if may_share(draft, [known], one.story)]
    if near and near[0].probability >= JOIN:
        draft.add(StoryJoined(article=article, story=near[0].story, reasons=reasons_of(draft, known, near[0])))
    else:
        affair = _continued(draft, known, near)
        draft.add(StoryJoined(article=article, story=article, reasons=_opened(draft, known, near), affair=affair))
    update(draft, article)


def _opened(draft: Draft, known: Known, near: Sequence[Near]) -> tuple[Reason, ...]:
    """Why an article opens a story: how likely it belongs to the likeliest other, if there is any."""
    reasons = reasons_of(draft, known, near[0]) if near else NOTHING
    note = "too little speaks for any other story" if near else "nothing in common with any other"
    return (Reason(name=OPENED, value=0.0, note=note), *reasons)


def _continued(draft: Draft, known: Known, near: Sequence[Near]) -> AffairLink | None:
    """The affair that an article continues with a story of its own: that of the story from which only time keeps it.

    That is the likeliest one but for the time between, if that is a day or more. What could stand on any day has no
    chapters.
    """
    later = [one.timeless for one in near if _is_later(one.compared.alike)]
    best = max(later, key=lambda one: (one.odds, one.story), default=None)
    if best is None or best.probability < AFFAIR:
        return None
    opener = draft.get(best.story)
    affair = opener.affair if opener and opener.affair else best.story
    return AffairLink(of=affair, reasons=reasons_of(draft, known, best, AFFAIR))


def _is_later(alike: Alike) -> bool:
    return alike.hours >= A_DAY and alike.evergreen < ANY_DAY


def set_apart(story: str, reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Why an article is taken out of a story into one of its own: ``reasons`` say how little it belongs there."""
    return (Reason(name=SET_APART, value=0.0, note=story), *reasons)


def reconsider(draft: Draft, article: str, group: Sequence[Known]) -> None:
    """Merges the stories that a revised article's new text shows to be one, and renews its story's summary.

    An article alone in its story goes to the likeliest now, if there is any.
    """
    known = draft.known(article)
    if len(related := _stories(group)) > 1:
        merge(draft, related, _same_text(draft, article, group))
    elif known.story and len(draft.members(known.story)) == 1:
        near = [one for one in near_stories(draft, known) if one.story != known.story]
        if near and near[0].probability >= JOIN:
            merge(draft, [known.story, near[0].story], reasons_of(draft, known, near[0]))
    update(draft, article)


def near_stories(draft: Draft, known: Known) -> list[Near]:
    """The stories that an article may belong to, likeliest first."""
    return judged(draft.window.story_index.compare(known))


def judged(compared: Sequence[Compared]) -> list[Near]:
    """Stories that an article was compared with, likeliest first."""
    return sorted(map(judge, compared), key=lambda near: (-near.odds, near.story))


def judge(compared: Compared) -> Near:
    """A story that an article was compared with, and how that is judged."""
    return Near(shares(compared.alike).odds, compared)


def reasons_of(draft: Draft, known: Known, near: Near, least: float = JOIN) -> tuple[Reason, ...]:
    """Why an article belongs to a story: what each part adds to the log-odds, and the probability that they give."""
    alike = near.compared.alike
    parts = shares(alike)
    terms = ", ".join(draft.window.story_index.shared(known, near.story))
    meant = "" if alike.meaning is None else f"cosine {alike.meaning / MILLION:.2f}"
    told = (
        Reason(name=PRIOR, value=parts.prior / UNIT),
        Reason(name=WORDS, value=parts.words / UNIT, note=f"cosine {alike.words / MILLION:.2f}: {terms}"),
        Reason(name=TIME, value=parts.time / UNIT, note=f"{alike.hours:.1f} hours apart"),
        Reason(name=MEANING, value=parts.meaning / UNIT, note=meant),
        Reason(name=LANGUAGE, value=parts.language / UNIT),
        Reason(name=EVERGREEN, value=parts.evergreen / UNIT),
    )
    whole = Reason(name=PROBABILITY, value=near.probability, note=f"{near.story}, at least {least:.2f} needed")
    return (*(reason for reason in told if reason.value), whole)


def probability_of(reasons: Sequence[Reason]) -> float:
    """The probability that the reasons of a join give: that of the sum of their log-odds.

    It is 1 for the same text, and 0 where nothing was there to compare with.
    """
    names = {reason.name for reason in reasons}
    if COPY in names:
        return 1.0
    if PRIOR not in names:
        return 0.0
    return probability(round(sum(reason.value for reason in reasons if reason.name != PROBABILITY) * UNIT))


def _stories(group: Sequence[Known]) -> list[str]:
    return list(dict.fromkeys(one.story for one in group if one.story))


def _same_text(draft: Draft, article: str, group: Sequence[Known]) -> tuple[Reason, ...]:
    copy = draft.known(article).copy
    return same_text(copy.of if copy else next(one.article.id for one in group if one.article.id != article))


def same_text(other: str) -> tuple[Reason, ...]:
    """Why an article is where another is of whose copy group it is."""
    return (Reason(name=COPY, value=1.0, note=other), Reason(name=PROBABILITY, value=1.0, note=other))


def merge(draft: Draft, stories: Sequence[str], reasons: tuple[Reason, ...]) -> str:
    """Makes the stories one, as far as an editor's decisions let it, and gives its id: the oldest's, or his."""
    kept, *gone = by_seniority(draft, stories)
    for story in gone:
        if may_share(draft, draft.members(story), kept):
            draft.add(StoriesMerged(kept=kept, gone=story, reasons=reasons))
    return kept


def by_seniority(draft: Draft, stories: Sequence[str]) -> list[str]:
    """Stories, the one first whose id stays where they become one: an editor's, else the oldest."""

    def arrival(story: str) -> int:
        return draft.window.arrival(draft.members(story)[0].article.id)

    return sorted(stories, key=lambda story: (not draft.held(story), arrival(story), story))


def update(draft: Draft, article: str) -> None:
    """Adds the summary of an article's story as it is now."""
    story = draft.known(article).story
    if story:
        draft.add(StoryUpdated(story=summary(story, draft.members(story))))
