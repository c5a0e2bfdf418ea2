"""Errors that say no more than that the machine has no memory, process or thread to give, whatever raised them."""

import errno
import re
from contextlib import suppress
from pathlib import Path
from typing import Final

try:
    import resource
except ImportError:  # not everywhere
    resource = None  # type: ignore[assignment]

_MEMORY: Final = "there is too little memory for this"
_THREADS: Final = "no further thread or process can be started"
_SAID: Final = {
    "failed to map segment": _MEMORY,  # the loader of shared libraries
    "cannot allocate memory": _MEMORY,
    "out of memory": _MEMORY,
    "can't start new thread": _THREADS,
}
_NEAR: Final = 0.9  # of the limit
_PEAK: Final = re.compile(r"^VmPeak:\s+(\d+) kB", re.MULTILINE)


def wanting(error: BaseException) -> str | None:
    """What is wanting where that is all there is to an error, or to one behind it; None where it is not.

    Where memory is limited and was used up, it is behind any error: libraries have names of their own for it.
    """
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        if what := _said(one):
            return what
        waiting += [one.__cause__, one.__context__, *(one.exceptions if isinstance(one, BaseExceptionGroup) else ())]
    return _MEMORY if _is_used_up() else None


def _said(error: BaseException) -> str | None:
    number = getattr(error, "errno", None)
    if isinstance(error, MemoryError) or number == errno.ENOMEM:
        return _MEMORY
    if number == errno.EAGAIN and not isinstance(error, BlockingIOError):
        return _THREADS
    told = str(error).casefold()
    return next((what for said, what in _SAID.items() if said in told), None)


def _is_used_up() -> bool:
    """Whether the address space is limited, and the limit was all but reached."""
    if resource is None:
        return False
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    with suppress(OSError):
        peak = _PEAK.search(Path("/proc/self/status").read_text("ascii", "replace"))
        return limit != resource.RLIM_INFINITY and peak is not None and int(peak[1]) * 1024 > _NEAR * limit
    return False
