"""``nutgraf copies``: the live engine over rows, without a store; the last word on each row is given."""

from collections.abc import Iterable, Iterator

from nutgraf.config import Grouping
from nutgraf.engine.pipeline import decide
from nutgraf.engine.window import Window
from nutgraf.records import CopyLink, CopyLinked, CopyUnlinked, Rejected
from nutgraf.run.rows_in_order import Row, plain, prepared_rows


def copies(rows: Iterable[Row], jobs: int = 1) -> Iterator[dict[str, object]]:
    """For each row its ``id``, the id ``of`` the original it copies or null, the ``share`` of text, the ``reasons``.

    Rows come in order of arrival. What is no article says why in ``rejected`` and ``detail``.
    """
    window = Window(Grouping().window_days)
    links: dict[str, CopyLink] = {}
    items: list[tuple[object, str | Rejected]] = []
    for task, item in prepared_rows(rows, jobs):
        if isinstance(item, Rejected):
            items.append((task.id, item))
            continue
        changes = decide(window, item, task.at)
        window.evolve(changes, task.at)
        for change in changes:
            if isinstance(change, CopyLinked):
                links[change.link.article] = change.link
            elif isinstance(change, CopyUnlinked):
                links.pop(change.article, None)
        items.append((task.id, item.article.id))
    for row_id, found in items:
        if isinstance(found, Rejected):
            why = {"rejected": found.reason, "detail": found.detail}
            yield {"id": row_id, "of": None, "share": 0.0, "reasons": [], **why}
        elif link := links.get(found):
            yield {"id": row_id, "of": link.of, "share": link.share, "reasons": plain(link.reasons)}
        else:
            yield {"id": row_id, "of": None, "share": 0.0, "reasons": []}
