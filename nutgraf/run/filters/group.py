"""``nutgraf group``: the live engine over rows, without a store; the last word on each row is given."""

from collections.abc import Iterable, Iterator

from nutgraf.config import Grouping
from nutgraf.engine.pipeline import decide
from nutgraf.engine.second_look import LOOK_EVERY, Touched, look
from nutgraf.engine.window import Window
from nutgraf.meaning.vectors import get_ready, meaning_of
from nutgraf.records import Change, Reason, Rejected, StoriesMerged, StoryJoined
from nutgraf.run.filters.rows_in_order import Row, plain_reasons, prepared_rows


class Answers:
    """What was decided in the end about each article: later changes go over earlier ones."""

    def __init__(self) -> None:
        self.joins: dict[str, StoryJoined] = {}
        self._merges: dict[str, tuple[Reason, ...]] = {}
        self._aliases: dict[str, str] = {}

    def take(self, changes: Iterable[Change]) -> None:
        """Takes the changes of one decision in."""
        for change in changes:
            match change:
                case StoryJoined():
                    self.joins[change.article] = change
                    self._aliases.pop(change.story, None)  # forgotten, it was opened anew
                case StoriesMerged():
                    self._aliases[change.gone] = change.kept
                    self._merges[change.gone] = change.reasons
                case _:
                    pass

    def reasons(self, article: str) -> tuple[Reason, ...]:
        """Why an article is in its story; of one that opened a story which was merged, why that was."""
        return self._merges[article] if article in self._aliases else self.joins[article].reasons

    def story(self, article: str) -> str:
        """The story an article is in after all merges."""
        story = self.joins[article].story
        while story in self._aliases:
            story = self._aliases[story]
        return story


def group(rows: Iterable[Row], jobs: int = 1, settings: Grouping | None = None) -> Iterator[dict[str, object]]:
    """For each row its ``id``, its ``story`` (the id of the story's first row) and the ``reasons`` it joined for.

    Rows come in order of arrival. What is no article has ``story`` null, and says why in ``rejected`` and ``detail``.
    """
    settings = settings or Grouping()
    # Rows have no time of their own at which they came: theirs is the same for all that come after the latest.
    window, answers, touched = Window(settings.window_days, witnesses=1), Answers(), Touched()
    items: list[tuple[object, str | Rejected]] = []
    for task, item in prepared_rows(rows, jobs, meaning_of, get_ready):
        if isinstance(item, Rejected):
            items.append((task.id, item))
            continue
        _take(window, answers, touched, decide(window, item))
        items.append((task.id, item.article.id))
        if touched.articles >= LOOK_EVERY:
            _take(window, answers, touched, look(window, touched.stories))
    _take(window, answers, touched, look(window, window.stories()))
    for row_id, found in items:
        if isinstance(found, Rejected):
            yield {"id": row_id, "story": None, "reasons": [], "rejected": found.reason, "detail": found.detail}
        else:
            yield {"id": row_id, "story": answers.story(found), "reasons": plain_reasons(answers.reasons(found))}


def _take(window: Window, answers: Answers, touched: Touched, changes: tuple[Change, ...]) -> None:
    window.evolve(changes)
    answers.take(changes)
    touched.take(changes)
