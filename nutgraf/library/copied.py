"""Articles that only took over others' text: what ``nutgraf copies`` does."""

from collections.abc import Iterable, Iterator

from nutgraf.library.rows import Row, plain_row
from nutgraf.run.filters import copies as copies_filter


def copies(rows: Iterable[Row], jobs: int = 1) -> Iterator[dict[str, object]]:
    """For each row its ``id``, the id ``of`` the original it copies or None, the ``share`` (0 to 1), the ``reasons``.

    Where it was rather taken from another copy, the id of that one is in ``via``. Rows, ``jobs`` and what is no article
    are as for ``group``. Raises OutOfResources where no process can be started, and what the iterable raises.
    """
    return copies_filter.copies(map(plain_row, rows), jobs)
