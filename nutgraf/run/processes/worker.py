"""What a worker process does: it maps items through the function that it is sent, within limits of memory and time.

    parent -> worker   a Task, then chunks of items, each item packed by itself
    worker -> parent   READY, then for each item its RESULT or the PROBLEM with it; UNFIT where a task cannot be begun

It loads nothing of nutgraf by itself, so that it can still say what is wrong where there is hardly room to start.
"""

import gc
import math
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from traceback import walk_tb
from typing import Any, NamedTuple

try:
    import resource
except ImportError:  # not everywhere
    resource = None  # type: ignore[assignment]

READY, RESULT, PROBLEM, UNFIT = b"r", b"=", b"!", b"?"
LARGEST_RESULT = 1 << 28  # bytes, against one that fills the parent's memory; chosen, not measured
LOST = ("crashed", "out_of_memory", "too_slow", "failed")
_MANY_OBJECTS = 50_000  # an item makes about as many, and leaves hardly one that only the collector frees
_DATA_PAGES = 5  # the field of /proc/self/statm


class Failure(NamedTuple):
    """Why there is no result for an item: one of ``LOST``, and a sentence."""

    reason: str
    detail: str


class Limits(NamedTuple):
    """What one item may use: bytes beyond those of the worker at its start, and seconds from when the item begins."""

    memory: int = 2 << 30
    seconds: float = 60.0


class Task(NamedTuple):
    """What is to be done with the items that follow; ``functions``, packed, are what to begin with and what to do."""

    functions: bytes
    limits: Limits


OUT_OF_MEMORY = "reading it took more memory than it may"
TOO_SLOW = "reading it took longer than {:g} seconds"
ENDED = "reading it ended the process"
_TOO_LARGE = "what reading it gave is larger than it may be"


def work(descriptor: int, module: str) -> None:
    """Does what comes in, until nobody is at the other end any more; ``module`` is loaded while it waits for that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's
    _limit("RLIMIT_CORE", 0)
    gc.set_threshold(_MANY_OBJECTS)
    connection = Connection(descriptor)
    messages: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_receive, args=(connection, messages), daemon=True).start()
    connection.send_bytes(READY)
    with suppress(BaseException):  # whoever needs it hears of it
        import_module(module)
    function: Callable[[Any], Any] = _fail
    limits = Limits()
    while True:
        message = messages.get()
        if isinstance(message, Task):
            function, limits = _begun(message, connection), message.limits
            continue
        for packed in message:
            answer = answer_to(function, packed, limits)
            connection.send_bytes(answer)
            if answer.startswith(PROBLEM) and _unpacked(answer[1:]).reason == "out_of_memory":
                os._exit(1)  # what is left of it is no place for another item


def _receive(connection: Connection, messages: "SimpleQueue[Any]") -> None:
    """Reads beside the work, so that the end of the parent is the end of the worker at once, killed or not."""
    try:
        while True:
            messages.put(_unpacked(connection.recv_bytes()))
    finally:
        os._exit(1)


def _begun(task: Task, connection: Connection) -> Callable[[Any], Any]:
    """The function of a task, once the limits are set."""
    begin: Callable[[], object] | None
    function: Callable[[Any], Any]
    try:
        begin, function = _unpacked(task.functions)
        if begin:
            begin()
    except BaseException as e:  # noqa: BLE001 - whatever importing it raises
        connection.send_bytes(UNFIT + pickle.dumps(f"{type(e).__name__}: {e}"))
        return _fail
    gc.freeze()  # what is loaded stays
    _limit("RLIMIT_DATA", _memory_used() + task.limits.memory)
    connection.send_bytes(READY)
    return function


def _fail(item: object) -> object:
    raise NotImplementedError(item)


def answer_to(function: Callable[[Any], Any], packed: bytes, limits: Limits) -> bytes:
    """The message that says what the function gives for an item, whatever it does."""
    try:
        _limit_time(limits.seconds)
        result = pickle.dumps(function(_unpacked(packed)), pickle.HIGHEST_PROTOCOL)
    except BaseException as e:  # noqa: BLE001 - whatever is wrong with one item is no other's business
        return PROBLEM + pickle.dumps(problem_of(e))
    if len(result) > LARGEST_RESULT:
        return PROBLEM + pickle.dumps(Failure("failed", _TOO_LARGE))
    return RESULT + result


def problem_of(error: BaseException) -> Failure:
    """What an error that reading an item raised makes of it; it says where, for whoever mends that."""
    if isinstance(error, MemoryError):
        return Failure("out_of_memory", OUT_OF_MEMORY)
    _, *inside = walk_tb(error.__traceback__)
    place = f" ({Path(inside[-1][0].f_code.co_filename).name}, line {inside[-1][1]})" if inside else ""
    return Failure("failed", f"reading it raised {type(error).__name__}{place}")


def _unpacked(packed: bytes) -> Any:  # noqa: ANN401 - as pickle has it
    return pickle.loads(packed)  # noqa: S301 - from our own parent


def _memory_used() -> int:
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[_DATA_PAGES]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _limit_time(seconds: float) -> None:
    """A worker that hangs ends even when nobody is left who watches it."""
    if math.isfinite(seconds):
        _limit("RLIMIT_CPU", math.ceil(time.process_time() + seconds) + 1)


def _limit(kind: str, to: int) -> None:
    """Sets a limit of this process, where the platform has it and nobody has set a lower one."""
    if resource is None or not hasattr(resource, kind):
        return
    of = getattr(resource, kind)
    with suppress(ValueError, OSError):
        hard = resource.getrlimit(of)[1]
        resource.setrlimit(of, (to if hard == resource.RLIM_INFINITY else min(to, hard), hard))
