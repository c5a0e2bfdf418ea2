"""Which changes say something that is not stored yet: taking, deciding and keeping twice is harmless."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Connection, select

from nutgraf.errors import StoreError
from nutgraf.records import (
    ArticleAdded,
    ArticleRevised,
    CaptureDecided,
    CaptureReopened,
    CaptureTaken,
    Change,
    CopyCut,
    CopyLinked,
    CopyUnlinked,
    Named,
    Placed,
    Released,
    Removed,
    Source,
    SourceKept,
    SourceRemoved,
    StoryJoined,
    Tagged,
)
from nutgraf.store.read.asking import among
from nutgraf.store.read.removed import present, removals
from nutgraf.store.schema import capture, release_state, source


def news(connection: Connection, changes: Sequence[Change]) -> list[Change]:
    """The changes without those that are stored already, and without what would undo an editor's release.

    Nor is it news what is said of an article that was removed, or of a source by whoever asked it before it was.
    Raises StoreError when a capture is decided or reopened that was never taken.
    """
    stored = _Stored(connection, changes)
    return [change for change in changes if stored.learns(change)]


class _Stored:
    """What is stored of the things that some changes are about, kept up while these are gone through."""

    def __init__(self, connection: Connection, changes: Sequence[Change]) -> None:
        captures = {c.capture.id for c in changes if isinstance(c, CaptureTaken)}
        captures |= {c.capture for c in changes if isinstance(c, CaptureDecided | CaptureReopened)}
        sources = {c.source.id for c in changes if isinstance(c, SourceKept)}
        sources |= {c.source for c in changes if isinstance(c, SourceRemoved)}
        released = {c.article for c in changes if isinstance(c, Released)}
        self.decisions = dict(_decisions(connection, captures))
        rows = list(among(connection, select(source), source.c.id, sources))
        self.sources: dict[str, Source] = {row.id: row.record for row in rows}
        self.unwatched = {row.id for row in rows if row.removed}
        articles = {about for c in changes if (about := _about(c)) is not None}
        self.removed = removals(connection, articles)
        self.going = present(connection, {c.article for c in changes if isinstance(c, Removed)})
        by_editor = select(release_state.c.article).where(release_state.c.by == "editor")
        self.edited = {row.article for row in among(connection, by_editor, release_state.c.article, released)}

    def learns(self, change: Change) -> bool:
        if (about := _about(change)) is not None:
            if about in self.removed and (self.removed[about] or not isinstance(change, ArticleAdded)):
                return False
            self.removed.pop(about, None)
            self.going.add(about)
        match change:
            case Removed():
                new = self._removed(change)
            case SourceRemoved():
                new = change.source in self.sources and change.source not in self.unwatched
                self.unwatched.add(change.source)
            case CaptureTaken():
                new = change.capture.id not in self.decisions
                self.decisions.setdefault(change.capture.id, None)
            case CaptureDecided():
                new = self._decided(change)
            case CaptureReopened():
                new = self._reopened(change)
            case SourceKept():
                new = self._kept(change.source)
            case Released():
                new = self._released(change)
            case _:
                new = True
        return new

    def _removed(self, change: Removed) -> bool:
        if change.article not in self.going:
            return False
        self.going.discard(change.article)
        self.edited.discard(change.article)
        self.removed[change.article] = change.by != "import"
        return True

    def _released(self, change: Released) -> bool:
        if change.by == "editor":
            self.edited.add(change.article)
            return True
        return change.article not in self.edited

    def _kept(self, kept: Source) -> bool:
        if kept.id in self.unwatched:
            if kept.checked is not None or kept.named_by == "page":
                return False
            self.unwatched.discard(kept.id)
        elif self.sources.get(kept.id) == kept:
            return False
        self.sources[kept.id] = kept
        return True

    def _decided(self, change: CaptureDecided) -> bool:
        before = self._known(change.capture)
        self.decisions[change.capture] = change
        return before != change

    def _reopened(self, change: CaptureReopened) -> bool:
        before = self._known(change.capture)
        if before is None or before.outcome != "rejected":
            return False
        self.decisions[change.capture] = None
        return True

    def _known(self, capture: str) -> CaptureDecided | None:
        if capture not in self.decisions:
            raise StoreError(capture, "this capture is decided on and was never taken")
        return self.decisions[capture]


def _decisions(connection: Connection, captures: Collection[str]) -> Iterator[tuple[str, CaptureDecided | None]]:
    columns = (capture.c.id, capture.c.outcome, capture.c.article, capture.c.reason, capture.c.detail)
    for row in among(connection, select(*columns), capture.c.id, captures):
        decided = CaptureDecided(
            capture=row.id, outcome=row.outcome, article=row.article, reason=row.reason, detail=row.detail or ""
        )
        yield row.id, decided if row.outcome else None


def _about(change: Change) -> str | None:
    """The article that a change says something of, which is none where that was removed."""
    match change:
        case ArticleAdded() | ArticleRevised():
            return change.prepared.article.id
        case CopyLinked():
            return change.link.article
        case CopyUnlinked() | CopyCut() | Named() | StoryJoined() | Placed() | Tagged() | Released():
            return change.article
        case _:
            return None
