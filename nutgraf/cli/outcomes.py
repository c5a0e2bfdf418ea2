"""What became of all that was to be taken: how much was added, and how much was refused, and why."""

from collections import Counter
from collections.abc import Callable

from nutgraf.cli.console import table
from nutgraf.core.formats.url import without_credentials
from nutgraf.core.text.plain import shorten
from nutgraf.errors import InputError
from nutgraf.records import CaptureDecided

_EXAMPLE = 100
_UNREADABLE = "unreadable"


def outcome(decided: CaptureDecided) -> str:
    """What became of a capture, in a word or two."""
    return f"rejected ({decided.reason})" if decided.outcome == "rejected" else decided.outcome


class Outcomes:
    """Counts what became of captures, and keeps one of each kind that was refused as an example."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.unreadable = 0
        self._refused: Counter[str] = Counter()
        self._examples: dict[str, tuple[str, str]] = {}

    def take(self, decided: CaptureDecided, name_of: Callable[[str], str]) -> None:
        """Counts what was decided; ``name_of`` says how a capture is named to people."""
        self.counts[outcome(decided)] += 1
        if decided.outcome == "rejected":
            reason = decided.reason or ""
            if reason not in self._refused:
                self._examples[reason] = name_of(decided.capture), decided.detail or ""
            self._refused[reason] += 1

    def take_unreadable(self, error: InputError) -> None:
        """Counts what could not even be read."""
        self.unreadable += 1
        self._examples.setdefault(_UNREADABLE, (error.source, error.reason))

    @property
    def is_all_refused(self) -> bool:
        """Whether there was something, and it was all refused; what an editor removed is none of that."""
        refused = self._refused.total() - self._refused["removed"]
        return refused > 0 and refused == self.counts.total()

    def row(self) -> dict[str, object]:
        """All of it as an object."""
        kinds = ("added", "revised", "same")
        refused = [
            {"reason": reason, "count": count, "example": name, "detail": detail}
            for reason, count, (name, detail) in self._told()
        ]
        return {kind: self.counts[kind] for kind in kinds} | {"refused": refused}

    def print(self) -> None:
        """Prints what was refused, a reason a line; nothing where nothing was."""
        rows = [
            (count, reason, shorten(f"{name}: {detail}", _EXAMPLE)) for reason, count, (name, detail) in self._told()
        ]
        if rows:
            table("refused", "reason", "for example", rows=rows)

    def _told(self) -> list[tuple[str, int, tuple[str, str]]]:
        counted = [*self._refused.most_common(), *([(_UNREADABLE, self.unreadable)] if self.unreadable else [])]
        examples = {
            reason: (without_credentials(name), without_credentials(detail))
            for reason, (name, detail) in self._examples.items()
        }
        return [(reason, count, examples[reason]) for reason, count in counted]
