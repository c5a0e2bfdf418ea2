"""An ordered map over worker processes that no item can end: not by an error, a crash, its hunger or its slowness.

    items -> chunks -> workers, a chunk at a time -> results, in the order of the items

The chunk of a worker that was lost is done anew, the item it was at by itself; lost twice, that is the item's outcome.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from multiprocessing.connection import wait
from pickle import HIGHEST_PROTOCOL, dumps
from typing import Any, Generic, TypeVar, cast

from nutgraf.errors import OutOfResources
from nutgraf.run.processes.worker import Failure, Limits, Task
from nutgraf.run.processes.workers import CANNOT_START, Answer, Result, Worker, WorkerLost, keep, one_worker

T = TypeVar("T")
R = TypeVar("R")

# Chosen, not measured: what is sent ahead keeps a worker busy, and is held in memory.
CHUNK = 8
CHUNK_BYTES = 4_000_000
AHEAD = 3
TRIES = 2
LIMITS = Limits()


def ordered_map(
    function: Callable[[T], R],
    items: Iterable[T],
    jobs: int,
    lost: Callable[[T, Failure], R],
    limits: Limits = LIMITS,
    *,
    begin: Callable[[], object] | None = None,
) -> Generator[tuple[T, R], None, None]:
    """Each item with ``function(item)``, in the order of the items, computed in ``jobs`` processes.

    An item whose function raises, ends its process, or needs more than the limits, twice, gets ``lost(item, problem)``;
    the others are not affected. ``function`` is sent to each process once: it must be importable by name, or a
    ``partial`` of such a one. ``begin`` is called once in each before: what it raises is no item's fault.

    Raises OutOfResources where no process can be started or begin, and what reading the items raises.
    """
    mapping = _Map(function, items, max(1, jobs), Task(dumps((begin, function)), limits))
    try:
        while place := mapping.next():
            outcome = place.outcome
            if isinstance(outcome, Result):
                yield place.item, cast("R", outcome.value)
            else:
                yield place.item, lost(place.item, cast("Failure", outcome))
    finally:
        mapping.close()


class _Place(Generic[T]):
    """An item and what came of it."""

    def __init__(self, item: T) -> None:
        self.item = item
        self.tries = 0
        self.alone = False  # and in a new process
        self.outcome: Answer | None = None
        self.packed = b""
        try:
            self.packed = dumps(item, HIGHEST_PROTOCOL)
        except Exception as e:  # noqa: BLE001 - whatever is wrong with one item is no other's business
            self.outcome = Failure("failed", f"handing it on raised {type(e).__name__}")


class _Map(Generic[T]):
    """The items of one map that are on their way, and the workers that do them."""

    def __init__(self, function: Callable[[T], Any], items: Iterable[T], jobs: int, task: Task) -> None:
        named = getattr(function, "func", function)  # of a partial
        self._module: str = named.__module__
        self._task = task
        self._items = iter(items)
        self._jobs = jobs
        self._places: deque[_Place[T]] = deque()  # in order, until they are handed on
        self._chunks: deque[list[_Place[T]]] = deque()  # that no worker has yet
        self._workers: list[Worker] = []
        self._failed_starts = 0

    def next(self) -> _Place[T] | None:
        """The next item with its outcome, None after the last."""
        self._listen(0)
        self._take()
        while self._places and self._places[0].outcome is None:
            self._hand_out()
            self._listen(None)
        return self._places.popleft() if self._places else None

    def close(self) -> None:
        """Has workers that are done wait for the next map, and ends the others."""
        for worker in self._workers:
            if worker.idle and worker.begun:
                keep(worker)
            else:
                worker.end()
        self._workers.clear()

    # ------------------------------------------------------------ handing out

    def _take(self) -> None:
        """Takes items as far ahead as keeps the workers busy, and hands them out as they come."""
        self._hand_out()
        while self._has_room() and (chunk := self._chunk()):
            self._places.extend(chunk)
            self._chunks.append(chunk)
            self._hand_out()

    def _has_room(self) -> bool:
        held = sum(len(place.packed) for place in self._places)
        return len(self._places) <= (self._jobs * AHEAD - 1) * CHUNK and held < self._jobs * AHEAD * CHUNK_BYTES

    def _chunk(self) -> list[_Place[T]]:
        chunk: list[_Place[T]] = []
        for item in self._items:
            chunk.append(_Place(item))
            if len(chunk) == CHUNK or sum(len(place.packed) for place in chunk) >= CHUNK_BYTES:
                break
        return chunk

    def _hand_out(self) -> None:
        starting = sum(not worker.begun for worker in self._workers)
        for _ in range(min(self._jobs - len(self._workers), len(self._chunks) - starting)):
            self._start(one_worker)
        for worker in [one for one in self._workers if one.idle and one.begun]:
            if not self._chunks:
                return
            if worker.used and self._chunks[0][0].alone:
                self._workers.remove(worker)
                worker.end()
                self._start(Worker)
            else:
                chunk = [place for place in self._chunks.popleft() if place.outcome is None]
                worker.give(chunk, [place.packed for place in chunk])

    def _start(self, new: Callable[[str], Worker]) -> None:
        try:
            worker = new(self._module)
        except OutOfResources:
            if not self._workers:
                raise
            self._jobs = len(self._workers)  # these will do
        else:
            self._workers.append(worker)
            worker.begin(self._task)

    # ------------------------------------------------------------ listening

    def _listen(self, patience: float | None) -> None:
        """Takes in what the workers say; without ``patience``, waits until one of them says something or is late."""
        if patience is None:
            late = [left for worker in self._workers if (left := worker.wait()) is not None]
            patience = min(late, default=0)
        wait([worker.connection for worker in self._workers], patience)
        for worker in list(self._workers):
            try:
                for place, answer in worker.answers():
                    self._hear(place, answer)
            except WorkerLost as e:
                self._workers.remove(worker)
                self._lose(worker, e.problem)

    def _hear(self, place: _Place[T], answer: Answer) -> None:
        self._failed_starts = 0
        place.tries += 1
        if isinstance(answer, Result) or place.tries >= TRIES:
            place.outcome, place.packed = answer, b""
        else:
            place.alone = answer.reason != "failed"
            self._chunks.appendleft([place])

    def _lose(self, worker: Worker, problem: Failure | None) -> None:
        """Has the rest of a lost worker's chunk done, first of all what it was at, by itself."""
        rest = cast("list[_Place[T]]", list(worker.places))
        at = rest[: problem is not None]
        if rest[len(at) :]:
            self._chunks.appendleft(rest[len(at) :])
        if problem and at:
            self._hear(at[0], problem)
        if not worker.begun:
            self._failed_starts += 1
        if self._failed_starts >= TRIES:
            if not self._workers:
                raise OutOfResources("", f"{CANNOT_START}: it ends before it begins; there may be too little memory")
            self._jobs = len(self._workers)
