"""``nutgraf group``: the live engine over rows, without a store; the last word on each row is given."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from nutgraf.config import Grouping
from nutgraf.engine.pipeline.decide import decide
from nutgraf.engine.stories.second_look import LOOK_EVERY, Touched, look
from nutgraf.engine.window.window import Window
from nutgraf.meaning.vectors import teller
from nutgraf.records import Change, Prepared, Reason, Rejected, StoriesMerged, StoryJoined
from nutgraf.run.filters.rows_in_order import Row, plain_reasons, prepared_rows

LOOK_AFTER = timedelta(days=1)  # of the stream
LOOKS = 4  # one after another: what one makes possible, the next does


class Answers:
    """What was decided in the end about each article: in which story it is, and why."""

    def __init__(self) -> None:
        self._stories: dict[str, str] = {}
        self._reasons: dict[str, tuple[Reason, ...]] = {}
        self._members: defaultdict[str, dict[str, None]] = defaultdict(dict)

    def take(self, changes: Iterable[Change]) -> None:
        """Takes the changes of one decision in."""
        for change in changes:
            match change:
                case StoryJoined():
                    self._put(change.article, change.story)
                    self._reasons[change.article] = change.reasons
                case StoriesMerged():
                    for article in self._members.pop(change.gone, {}):
                        self._put(article, change.kept)
                    self._reasons[change.gone] = change.reasons
                case _:
                    pass

    def _put(self, article: str, story: str) -> None:
        if (before := self._stories.get(article)) is not None:
            self._members[before].pop(article, None)
        self._stories[article] = story
        self._members[story][article] = None

    def reasons(self, article: str) -> tuple[Reason, ...]:
        """Why an article is in its story; of one that opened a story which was merged, why that was."""
        return self._reasons[article]

    def story(self, article: str) -> str:
        """The story an article is in."""
        return self._stories[article]


class Fold:
    """The live engine over articles as they come, with a second look where one is due; begins where ``window`` is."""

    def __init__(self, days: float, window: Window | None = None) -> None:
        # Rows have no time of their own at which they came: theirs is the same for all that come after the latest.
        self._window = window or Window(days, witnesses=1)
        self.answers = Answers()
        self._touched = Touched()
        self._looked: datetime | None = None

    def take(self, item: Prepared) -> None:
        """Decides about an article."""
        seen = item.article.seen
        self._looked = self._looked or seen
        if seen - self._looked >= LOOK_AFTER or self._touched.articles >= LOOK_EVERY:
            self._looked = seen
            self._look(self._touched.stories)
        self._take(decide(self._window, item))

    def end(self) -> None:
        """Looks at all stories once more, and at what that changed."""
        self._look(self._window.stories())

    def _look(self, stories: Sequence[str]) -> None:
        for _ in range(LOOKS):
            if stories:
                self._take(look(self._window, stories))
                stories = self._touched.stories

    def _take(self, changes: tuple[Change, ...]) -> None:
        self._window.evolve(changes)
        self.answers.take(changes)
        self._touched.take(changes)


def group(rows: Iterable[Row], jobs: int = 1, settings: Grouping | None = None) -> Iterator[dict[str, object]]:
    """For each row its ``id``, its ``story`` (the id of the story's first row) and the ``reasons`` it joined for.

    Rows come in order of arrival. What is no article has ``story`` null, and says why in ``rejected`` and ``detail``.
    """
    settings = settings or Grouping()
    fold = Fold(settings.window_days)
    meaning, begin = teller(wanted=settings.meaning)
    items: list[tuple[object, str | Rejected]] = []
    for task, item in prepared_rows(rows, jobs, meaning, begin):
        if isinstance(item, Rejected):
            items.append((task.id, item))
            continue
        fold.take(item)
        items.append((task.id, item.article.id))
    fold.end()
    for row_id, found in items:
        if isinstance(found, Rejected):
            yield {"id": row_id, "story": None, "reasons": [], "rejected": found.reason, "detail": found.detail}
        else:
            reasons = plain_reasons(fold.answers.reasons(found))
            yield {"id": row_id, "story": fold.answers.story(found), "reasons": reasons}
