"""``nutgraf copies``: the engine's decision about copies over rows, without a store and without the rest of the engine.

The last word on each row is given.
"""

from collections.abc import Iterable, Iterator

from nutgraf.config import Grouping
from nutgraf.core.extract import entry_article
from nutgraf.core.fingerprint.fingerprint import fingerprint
from nutgraf.engine.copies.fold import CopyFold
from nutgraf.records import CopyLink, Prepared, Rejected
from nutgraf.run.filters.rows_in_order import Row, RowTask, lost, plain_reasons, row_article, tasks
from nutgraf.run.processes.batch import ordered_map


def copies(rows: Iterable[Row], jobs: int = 1) -> Iterator[dict[str, object]]:
    """For each row its ``id``, the id ``of`` the original it copies or null, the ``share`` of text, the ``reasons``.

    Where it was rather taken from another copy, its id is in ``via``. Rows come in order of arrival. What is no article
    says why in ``rejected`` and ``detail``.
    """
    fold = CopyFold(Grouping().window_days)
    links: dict[str, CopyLink] = {}
    items: list[tuple[object, str | Rejected]] = []
    for task, item in ordered_map(_prepare, tasks(rows), jobs, lost):
        if isinstance(item, Rejected):
            items.append((task.id, item))
            continue
        for change in fold.take(item, task.at):
            if isinstance(change, CopyLink):
                links[change.article] = change
            else:
                links.pop(change, None)
        items.append((task.id, item.article.id))
    for row_id, found in items:
        row = {"id": row_id, "of": None, "share": 0.0, "reasons": []}
        if isinstance(found, Rejected):
            yield row | {"rejected": found.reason, "detail": found.detail}
        elif link := links.get(found):
            via = {"via": link.via} if link.via else {}
            yield row | {"of": link.of, "share": link.share, "reasons": plain_reasons(link.reasons)} | via
        else:
            yield row


def _prepare(task: RowTask) -> Prepared | Rejected:
    """The row's article with what finds its copies; its text has done its part then."""
    article = row_article(task, entry_article)  # words of all languages are compared alike
    if isinstance(article, Rejected):
        return article
    return Prepared(article=article, fingerprint=fingerprint(article))
