"""Errors that say no more than that the machine has no memory, process or thread to give, whatever raised them."""

import errno
import re
from contextlib import suppress
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
_PEAK: Final = re.compile(rb"^VmPeak:\s+(\d+) kB", re.MULTILINE)


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
    return _MEMORY if is_used_up() else None


def _said(error: BaseException) -> str | None:
    number = getattr(error, "errno", None)
    if isinstance(error, MemoryError) or number == errno.ENOMEM:
        return _MEMORY
    if number == errno.EAGAIN and not isinstance(error, BlockingIOError):
        return _THREADS
    told = str(error).casefold()
    return next((what for said, what in _SAID.items() if said in told), None)


def keep_libraries_quiet() -> None:
    """Where memory is limited, has no library log what it could not load: ``hashlib`` does, and goes on without."""
    if _limit() is not None:
        with suppress(Exception):
            import logging  # noqa: PLC0415 - for those who need it

            logging.getLogger().addHandler(logging.NullHandler())


def _limit() -> int | None:
    """How many bytes the address space may have, if that is limited."""
    limit = resource.getrlimit(resource.RLIMIT_AS)[0] if resource else None
    return None if resource is None or limit == resource.RLIM_INFINITY else limit


def is_used_up() -> bool:
    """Whether the address space is limited, and the limit was all but reached."""
    if (limit := _limit()) is None:
        return False
    try:
        with open("/proc/self/status", "rb", buffering=0) as status:  # noqa: PTH123 - nothing that has to be loaded
            peak = _PEAK.search(status.read(1 << 13))
    except OSError:
        return False
    except MemoryError:
        return True
    return peak is not None and int(peak[1]) * 1024 > _NEAR * limit
