"""A worker process as its parent sees it, and those that wait for the next map: a process is started once a run."""

import atexit
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any, TypeAlias

from nutgraf.errors import OutOfResources
from nutgraf.run.processes.worker import ENDED, OUT_OF_MEMORY, PROBLEM, READY, RESULT, TOO_SLOW, UNFIT, Failure, Task

_START = """import json, sys
sys.path[:] = json.loads(sys.argv[1])
from nutgraf.run.processes.worker import work
work(int(sys.argv[2]), sys.argv[3])"""
_SECONDS_TO_START = 60.0  # on a machine however busy; chosen, not measured
CANNOT_START = "the process that is to read what comes in cannot be started"

Answer: TypeAlias = "Result | Failure"


class Result:
    """What the function gave for an item."""

    def __init__(self, value: object) -> None:
        self.value = value


class WorkerLost(Exception):
    """A worker has ended; ``problem`` is that of the item it was at, None where that was none's fault."""

    def __init__(self, problem: Failure | None) -> None:
        super().__init__(problem)
        self.problem = problem


class Worker:
    """A process that does one chunk of items after another, and says of each in order what came of it."""

    def __init__(self, module: str) -> None:
        """Starts it; ``module`` is what it will need. Raises OutOfResources."""
        try:
            self.connection, self._process = _started(module)
        except (OSError, MemoryError) as e:
            raise OutOfResources("", f"{CANNOT_START}: {getattr(e, 'strerror', None) or 'out of memory'}") from e
        self.module = module
        self._task: Task | None = None
        self._next: Task | None = None
        self._started = False
        self._deadline: float | None = time.monotonic() + _SECONDS_TO_START
        self.places: deque[Any] = deque()  # what its answers will be about
        self.used = False

    @property
    def idle(self) -> bool:
        """Whether it can be given a chunk."""
        return self._deadline is None

    @property
    def begun(self) -> bool:
        """Whether it has shown that it can do its task."""
        return self._task is not None

    def begin(self, task: Task) -> None:
        """Gives it what to do with the items that follow."""
        self._next = task
        if self._started and self._task != task:
            self._send(task)
            self._deadline = time.monotonic() + _SECONDS_TO_START
            self._task = None

    def give(self, places: "list[Any]", items: list[bytes]) -> None:
        """Gives it items to do, one after another; ``places`` are what its answers are about."""
        self.places.extend(places)
        self.used = True
        self._watch()
        self._send(items)

    def answers(self) -> Iterator[tuple[Any, Answer]]:
        """What has come from it meanwhile. Raises WorkerLost once it has ended or is to be ended, OutOfResources."""
        while self._has_message():
            try:
                message = self.connection.recv_bytes()
            except (EOFError, OSError):
                raise WorkerLost(self._ended()) from None
            except MemoryError:
                self.end()
                raise WorkerLost(Failure("out_of_memory", OUT_OF_MEMORY)) from None
            if message[:1] in {RESULT, PROBLEM}:
                answer = _answer(message)
                place = self.places.popleft()
                self._watch()
                yield place, answer
                if isinstance(answer, Failure) and answer.reason == "out_of_memory":
                    self.end()
                    raise WorkerLost(None)
            else:
                self._hear(message)
        if self._deadline is not None and time.monotonic() > self._deadline:
            self.end()
            raise WorkerLost(Failure("too_slow", TOO_SLOW.format(self._seconds())))

    def wait(self) -> float | None:
        """How many seconds it may still take for what it is at."""
        return None if self._deadline is None else max(0.0, self._deadline - time.monotonic())

    def end(self) -> None:
        """Ends it at once, whatever it is at."""
        self._process.kill()
        self._process.wait()
        self.connection.close()

    def _has_message(self) -> bool:
        try:
            return self.connection.poll()
        except OSError:
            return True

    def _hear(self, message: bytes) -> None:
        """Takes a message in that is about no item."""
        if message.startswith(UNFIT):
            self.end()
            raise OutOfResources("", f"{CANNOT_START}: {pickle.loads(message[1:])}")  # noqa: S301 - our own worker
        if message != READY:
            self.end()
            raise WorkerLost(Failure("crashed", ENDED))
        if not self._started:
            self._started, self._deadline = True, None
            if self._next:
                self.begin(self._next)
        else:
            self._task, self._deadline = self._next, None

    def _send(self, message: object) -> None:
        with suppress(OSError):  # it has ended: whoever listens hears of it
            self.connection.send_bytes(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))

    def _watch(self) -> None:
        self._deadline = time.monotonic() + self._seconds() if self.places else None

    def _seconds(self) -> float:
        return self._next.limits.seconds if self._next else _SECONDS_TO_START

    def _ended(self) -> Failure:
        """What is told by the way in which it ended by itself."""
        self._process.kill()  # what closed its end only is no good either
        code = self._process.wait()
        self.connection.close()
        if code == -getattr(signal, "SIGXCPU", 0):
            return Failure("too_slow", TOO_SLOW.format(self._seconds()))
        return Failure("crashed", ENDED)


def _started(module: str) -> "tuple[Connection, subprocess.Popen[bytes]]":
    ours, theirs = Pipe()
    arguments = (json.dumps([str(path) for path in sys.path]), str(theirs.fileno()), module)
    with theirs, _without_interrupts(), ExitStack() as failed:
        failed.callback(ours.close)
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", "-c", _START, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )
        failed.pop_all()
    return ours, process


def _answer(message: bytes) -> Answer:
    try:
        told = pickle.loads(message[1:])  # noqa: S301 - our own worker
    except MemoryError:
        return Failure("out_of_memory", OUT_OF_MEMORY)
    except Exception as e:  # noqa: BLE001 - whatever is wrong with one item is no other's business
        return Failure("failed", f"what reading it gave raised {type(e).__name__}")
    return Result(told) if message.startswith(RESULT) else told


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """What is started here never hears of Ctrl-C, not even while it starts."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# ---------------------------------------------------------------- those that wait

_waiting: list[Worker] = []


def start_workers(function: Callable[..., Any], jobs: int) -> None:
    """Starts the processes of a map that is to come, so that they load what they need meanwhile.

    No more than there are processors: others come as there is work for them. Raises OutOfResources where none can be.
    """
    module = function.__module__
    while (ready := sum(worker.module == module for worker in _waiting)) < min(jobs, os.cpu_count() or 1):
        try:
            _waiting.append(Worker(module))
        except OutOfResources:
            if not ready:
                raise
            return  # these will do


def one_worker(module: str) -> Worker:
    """A process that waits and has loaded the module, else a new one, else any that waits. Raises OutOfResources."""
    if worker := _taken(lambda worker: worker.module == module):
        return worker
    try:
        return Worker(module)
    except OutOfResources:
        if worker := _taken(lambda _: True):
            return worker
        raise


def _taken(fits: Callable[[Worker], bool]) -> Worker | None:
    """One that waits and fits, out of the list; of several threads that ask at once, each gets another."""
    for worker in list(_waiting):
        with suppress(ValueError):
            if fits(worker):
                _waiting.remove(worker)
                return worker
    return None


def keep(worker: Worker) -> None:
    """Has a process wait for the next map."""
    _waiting.append(worker)


def end_workers() -> None:
    """Ends the processes that wait; those of a map that goes on are not among them."""
    while _waiting:
        _waiting.pop().end()


atexit.register(end_workers)
