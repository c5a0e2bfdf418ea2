"""In which story each article is, so that thousands are told at once."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from nutgraf.engine.likeness.search import Holders

_ROOM = 256  # at first; it doubles
# A story of many reports has more of any term: what it gets is divided by this power of their number.
_SIZE_COUNTS = 0.75


class Homes:
    """Stories by the numbers of articles, which grow; stories go by rows, which are given back."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._stories: list[str] = []
        self._spare: list[int] = []
        self._reports: list[int] = []  # how many each story has
        self._divisors = np.ones(_ROOM)
        self._first = 0  # the article whose row is told first
        self._row_of: npt.NDArray[np.int64] = np.zeros(_ROOM, dtype=np.int64)

    def put(self, article: int, story: str, articles: Iterable[int]) -> None:
        """Notes the story that an article is in now; ``articles`` are all that are in any."""
        if article - self._first >= len(self._row_of):
            first = min(articles)
            kept = self._row_of[first - self._first :]
            self._row_of = np.concatenate([kept, np.zeros(article - first + _ROOM, dtype=np.int64)])
            self._first = first
        self._row_of[article - self._first] = self._row(story)

    def _row(self, story: str) -> int:
        if (row := self._rows.get(story)) is not None:
            return row
        if self._spare:
            row = self._spare.pop()
            self._stories[row], self._reports[row] = story, 0
        else:
            row = len(self._stories)
            self._stories.append(story)
            self._reports.append(0)
            if row == len(self._divisors):
                self._divisors = np.concatenate([self._divisors, np.ones(row)])
        self._rows[story] = row
        return row

    def count(self, story: str, more: int) -> None:
        """Notes that a story has so many more independent reports."""
        row = self._rows[story]
        self._reports[row] += more
        self._divisors[row] = float(self._reports[row]) ** _SIZE_COUNTS

    def drop(self, story: str) -> None:
        """Forgets a story in which no article is left."""
        row = self._rows.pop(story)
        self._stories[row] = ""
        self._spare.append(row)

    def promising(self, holders: Holders, most: int) -> list[str]:
        """The stories, at most so many, whose articles hold the most and rarest of an article's terms."""
        if not holders.articles:
            return []
        articles = np.frombuffer(holders.articles, dtype=np.uint32)
        rows, places = np.unique(self._row_of[articles - self._first], return_inverse=True)
        worth = np.repeat(np.array(holders.worth, dtype=np.float64), holders.counts)
        promises = np.bincount(places, weights=worth) / self._divisors[rows]
        if len(rows) > most:
            best = promises >= np.partition(promises, -most)[-most]
            rows, promises = rows[best], promises[best]
        ranked = sorted(zip(promises.tolist(), (self._stories[row] for row in rows), strict=True), reverse=True)
        return [story for _, story in ranked[:most]]
