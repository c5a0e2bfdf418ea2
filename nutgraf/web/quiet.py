"""A log that whoever asks cannot fill: of one cause, one line a minute."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

_MINUTE = 60.0
_LOGS = ("nutgraf.web", "uvicorn.error", "asyncio")
_MOST_CAUSES = 1000

_Cause: TypeAlias = tuple[str, str, type[BaseException] | None]


class OnceAMinute(logging.Filter):
    """Lets a record pass where none of the same cause did within a minute, and says how many did not."""

    def __init__(self) -> None:
        super().__init__()
        self._passed: dict[_Cause, tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is written; a cause is what is logged, by which log, because of what kind of error."""
        error = record.exc_info[0] if record.exc_info else None
        cause = (record.name, str(record.msg).partition("\n")[0], error)
        at, left_out = self._passed.get(cause, (float("-inf"), 0))
        if record.created - at < _MINUTE:
            self._passed[cause] = (at, left_out + 1)
            return False
        if len(self._passed) >= _MOST_CAUSES:
            self._passed.clear()
        self._passed[cause] = (record.created, 0)
        if left_out:
            record.msg = f"{record.msg} (and {left_out:,} times more since it was last told)"
        return True


@contextmanager
def quiet_logs() -> Iterator[None]:
    """Keeps the logs of a server short while the block runs."""
    once = OnceAMinute()
    for name in _LOGS:
        logging.getLogger(name).addFilter(once)
    try:
        yield
    finally:
        for name in _LOGS:
            logging.getLogger(name).removeFilter(once)
