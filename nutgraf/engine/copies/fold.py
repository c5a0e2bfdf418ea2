"""The copy decision alone, over articles as they come: what ``nutgraf copies`` needs of the engine and nothing else."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush

from msgspec.structs import replace

from nutgraf.engine.copies.links import alike, link_copies
from nutgraf.engine.copies.standing.passages import reported
from nutgraf.engine.supersede import revised_fields, text_changed
from nutgraf.engine.window.copy_index import CopyIndex
from nutgraf.engine.window.remembered import remembered
from nutgraf.engine.window.shelf import Shelf
from nutgraf.records import Change, CopyLink, CopyLinked, CopyUnlinked, Known, Prepared, Score, without_text

_EVER = datetime.min.replace(tzinfo=UTC)


class CopyFold:
    """Articles of the last ``days`` with their copy links; a group of copies is forgotten as a whole.

    Decides as the live engine does, and takes each decision in at once.
    """

    def __init__(self, days: float) -> None:
        self.copy_index = CopyIndex()
        self._days = days
        self._known = Shelf(lambda _: ({}, b""))
        self._arrivals: dict[str, int] = {}
        self._arrived = 0
        self._copies: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._ages: list[tuple[datetime, str]] = []
        self._changed: list[CopyLink | str] = []

    def take(self, item: Prepared, now: datetime) -> list[CopyLink | str]:
        """Takes an article in; gives the links that were made, and the ids of articles that are no copies any more."""
        article = item.article.id
        before = self._known.get(article)
        after = Known(
            article=without_text(item.article), fingerprint=item.fingerprint, quality=Score(total=0), added=now
        )
        found = alike(self, after)
        after = replace(after, fingerprint=reported(item, found.standing).fingerprint)
        self._changed = []
        if before is None:
            self._put(after)
            self._arrivals[article] = self._arrived
            self._arrived += 1
            heappush(self._ages, (now, article))
            link_copies(self, article, found)
            self.copy_index.add(after)
        elif revised_fields(before, item):
            after = replace(before, article=after.article, fingerprint=after.fingerprint)
            self._put(after)
            if text_changed(before.fingerprint, after.fingerprint):
                link_copies(self, article, found)
            self.copy_index.replace(before, after)
        self._forget(now)
        return self._changed

    def known(self, article: str) -> Known:
        """What is known of an article that there must be."""
        found = self._known.get(article)
        if found is None:
            raise KeyError(article)
        return found

    def all(self, articles: Iterable[str]) -> list[Known]:
        """What is known of these, in order of arrival."""
        there = [article for article in articles if article in self._arrivals]
        return [self.known(article) for article in sorted(there, key=self._arrivals.__getitem__)]

    def group(self, original: str) -> list[Known]:
        """An original and its copies, in order of arrival; nothing when the article is not known."""
        return self.all({original, *self._copies.get(original, ())}) if original in self._arrivals else []

    def copy_count(self, original: str) -> int:
        """How many copies an article has."""
        return len(self._copies.get(original, ()))

    def add(self, change: Change) -> None:
        """Makes a copy link, or takes it back."""
        if isinstance(change, CopyLinked):
            self._link(change.link.article, change.link)
            self._changed.append(change.link)
        elif isinstance(change, CopyUnlinked):
            self._link(change.article, None)
            self._changed.append(change.article)

    def _put(self, known: Known) -> None:
        self._known.put(remembered(known), whole=True)

    def _link(self, article: str, link: CopyLink | None) -> None:
        known = self.known(article)
        if known.copy:
            del self._copies[known.copy.of][article]
            if not self._copies[known.copy.of]:
                del self._copies[known.copy.of]
        if link:
            self._copies[link.of][article] = None
        self._put(replace(known, copy=link))

    def _forget(self, now: datetime) -> None:
        try:
            since = now - timedelta(days=self._days)
        except OverflowError:
            return
        while self._ages and self._ages[0][0] < since:
            _, article = heappop(self._ages)
            known = self._known.get(article)
            if known is None:
                continue
            members = self.group(known.copy.of if known.copy else article) or [known]
            latest = max(member.added or _EVER for member in members)
            if latest >= since:
                heappush(self._ages, (latest, article))
                continue
            for member in members:
                self.copy_index.remove(member)
                self._known.drop(member.article.id)
                del self._arrivals[member.article.id]
            self._copies.pop(members[0].copy.of if members[0].copy else members[0].article.id, None)
