"""Articles put into stories: what ``nutgraf group`` does."""

from collections.abc import Iterable, Iterator

from nutgraf.config import Grouping
from nutgraf.library.rows import Row, plain_row
from nutgraf.run.filters import group as group_filter


def group(rows: Iterable[Row], jobs: int = 1, settings: Grouping | None = None) -> Iterator[dict[str, object]]:
    """For each row its ``id``, its ``story`` (the id of the story's first row) and the ``reasons`` it joined for.

    A row is a mapping as the filters take them, an Article, or a Rejected, which is answered as what it is; in order of
    arrival. In mappings times may be datetimes, lists tuples, and NaN is as absent. ``jobs`` worker processes read the
    rows, at least one. All rows are read before the first answer comes. ``settings`` are those of the table
    ``grouping``.

    What is no article has ``story`` None, and says why in ``rejected`` and ``detail``. Raises OutOfResources where no
    process can be started, and what the iterable raises.
    """
    return group_filter.group(map(plain_row, rows), jobs, settings)
