"""One collecting round: what sources list is fetched and put into the store.

    source ─ conditional GET ─ listing ─ new or modified entries ─ page ─ CaptureTaken
    recent article ─ at growing distances from its last change ─ page ─ CaptureTaken, if its bytes differ
    waves of these, in order ─ as soon as all of one has come or failed ─ decided

A capture is stored as it arrives, and a source's validators only when everything it listed was: killed at any
instant, the next round goes on. What fails is the source's own matter and stops no other.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TypeAlias

from msgspec.structs import replace

from nutgraf.config import Settings
from nutgraf.core.formats.politeness import back_off, next_interval, retry_after
from nutgraf.errors import FetchError, InputError
from nutgraf.net.fetch import Fetched, Fetcher
from nutgraf.records import Change, Look, PagesLookedAt, Source, SourceKept
from nutgraf.run.events import Clock, Event, Tell
from nutgraf.run.live.listing import Listing, Web, read_listing
from nutgraf.run.live.news import HELD, Fresh, News
from nutgraf.run.live.pages import Pages, expect_success, may_pass
from nutgraf.run.live.rechecks import Rechecks, due_rechecks
from nutgraf.run.live.trust import Trust
from nutgraf.run.live.waves import Step, Wave, cut, wave_of
from nutgraf.run.processes.apart import Reader
from nutgraf.run.processes.threads import Writer, in_thread
from nutgraf.run.turns import end_of, is_again, round_of
from nutgraf.store.protocol import Store

# Chosen, not measured; what PATIENCE does: docs/decisions/0019.
REDISCOVER = timedelta(days=1)
FEEDS_FOUND = 20  # in all, on the page of one source
LOOKS_AT_ONCE = 50
PATIENCE = 120.0  # seconds until those that answered are gone on with

Decide: TypeAlias = Callable[[str], Awaitable[None]]


async def _leave(_until: str) -> None:
    """Decides nothing: what was taken stays pending."""


def shortest_interval(settings: Settings) -> timedelta:
    """The time between two looks at a busy source."""
    return timedelta(seconds=max(1, settings.fetching.interval))


@contextmanager
def ungrouped() -> Iterator[None]:
    """Raises the first error of a group of tasks alone."""
    try:
        yield
    except BaseExceptionGroup as group:
        error: BaseException = group
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        raise error from None


@dataclass
class _Plan:
    """What is to be taken of a source that answered, and the tasks that do it."""

    listing: Listing
    answer: Fetched
    fresh: Fresh
    tasks: list[asyncio.Task[bool]] = field(default_factory=list)


class Round:
    """One round over some sources, ``started`` at one time that all of them remember."""

    def __init__(self, fetcher: Fetcher, store: Store, settings: Settings, clock: Clock, tell: Tell) -> None:
        self.started = clock()
        self._fetcher = fetcher
        self._web = Web(fetcher, Reader())
        self._store = store
        self._window = timedelta(days=settings.grouping.window_days)
        self._shortest = shortest_interval(settings)
        self._clock = clock
        self._tell = tell
        self._writer = Writer(store)
        self._trust = Trust(allow_private=settings.fetching.allow_private)
        self._pages = Pages(fetcher, self._writer, self._trust, clock, tell)
        self._news = News(store, self._trust, self.started)
        self._claimed: set[str] = set()  # pages that a step of this round has taken on
        self._found: set[str] = set()  # feeds that pages named in this round, by id
        self._dropped: set[str] = set()  # those of them that are none
        self._looks: tuple[Look, ...] = ()  # that are not written yet
        self._waves = 0
        self._addresses: dict[str, str] = {}  # of sources, by id

    async def collect(self, sources: Sequence[Source], decide: Decide = _leave, limit: timedelta | None = None) -> None:
        """Looks at these sources, and again at the recent pages whose time has come.

        ``decide`` is called for one wave after the other, with what sorts after all of its turns, when all of it has
        come or failed; what follows is fetched meanwhile. Errors of the network and of what it gave are recorded with
        the source; StoreError is raised. A source that is not finished within the ``limit`` stays due, so that one slow
        host keeps no other waiting; what was taken until then is decided.
        """
        known = self._store.sources()
        self._trust.learn(known)
        self._addresses = {source.id: source.url for source in known}
        waves: asyncio.Queue[Wave | None] = asyncio.Queue()
        with ungrouped():
            async with asyncio.TaskGroup() as group:
                group.create_task(self._fetch(sources, waves, limit))
                group.create_task(self._hand_on(waves, decide))

    async def _hand_on(self, waves: "asyncio.Queue[Wave | None]", decide: Decide) -> None:
        try:
            while (wave := await waves.get()) is not None:
                await self._looked_at(await wave.done())
                await decide(end_of(wave.tick))
        finally:
            await self._looked_at((), last=True)

    async def _looked_at(self, looks: tuple[Look, ...], *, last: bool = False) -> None:
        """Keeps that pages were looked at: many at once, so that the change table has no row for each."""
        self._looks += looks
        if self._looks and (last or len(self._looks) >= LOOKS_AT_ONCE):
            looks, self._looks = self._looks, ()
            await self._write(PagesLookedAt(looks=looks))

    async def _fetch(
        self, sources: Sequence[Source], waves: "asyncio.Queue[Wave | None]", limit: timedelta | None
    ) -> None:
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(limit.total_seconds() if limit else None), asyncio.TaskGroup() as group:
                    await self._fetch_in_waves(sources, waves, group)
        finally:
            waves.put_nowait(None)

    async def _fetch_in_waves(
        self, sources: Sequence[Source], waves: "asyncio.Queue[Wave | None]", group: asyncio.TaskGroup
    ) -> None:
        """Cuts waves of what is listed when all have answered; who takes too long for that comes after the others."""
        asking = {group.create_task(self._ask(source)) for source in sources}
        rechecks: Rechecks | None = await self._due_rechecks()
        self._claimed.update(await in_thread(self._taken_before))
        while asking or rechecks:
            plans, asking = await self._answers(asking, group)
            self._claimed.update(url for plan in plans for url in plan.fresh.ours)
            steps = [*(step for plan in plans for step in self._steps(plan)), *self._steps_again(rechecks)]
            rechecks = None
            by_source = {plan.listing.source.id: plan for plan in plans}
            for wave in cut(steps, self.started, self._claimed):
                self._start(wave, by_source, group)
                waves.put_nowait(wave)
            for plan in plans:
                group.create_task(self._finish(plan))

    def _taken_before(self) -> set[str]:
        """The pages that wait since this round took them, before it was broken off; not those looked at again."""
        of = round_of(self.started)
        return {one.url for one in self._store.waiting(of, end_of(of)) if one.url and not is_again(one.turn)}

    def _start(self, wave: Wave, plans: dict[str, _Plan], group: asyncio.TaskGroup) -> None:
        """Begins to fetch a wave; each host is asked in the order of turns."""
        for turn, step in wave.steps:
            task = group.create_task(step.act(turn))
            wave.tasks.append(task)
            if step.look is None:
                plans[step.source].tasks.append(task)
            self._waves = max(self._waves, step.wave + 1)

    async def _answers(
        self, asking: "set[asyncio.Task[_Plan | None]]", group: asyncio.TaskGroup
    ) -> "tuple[list[_Plan], set[asyncio.Task[_Plan | None]]]":
        """What sources list that answered, with the feeds that pages among them name, and who is still asked."""
        plans, late = await _within_patience(asking)
        found = {group.create_task(self._ask(feed)) for feed in self._new_feeds(plans)}
        more, later = await _within_patience(found)
        return plans + more, late | later

    def _new_feeds(self, plans: Sequence[_Plan]) -> list[Source]:
        """Feeds that pages name and nobody knows, as many as there is room for, in the order of their pages' ids."""
        known = self._store.sources()
        ids = {source.id for source in known} | self._found
        new: list[Source] = []
        for plan in sorted(plans, key=lambda plan: plan.listing.source.id):
            page = plan.listing.source.id
            room = FEEDS_FOUND - sum(source.found_on == page for source in known)
            of_page = [feed for feed in plan.listing.feeds if feed.id not in ids][: max(0, room)]
            ids |= {feed.id for feed in of_page}
            new += of_page
        self._found |= {feed.id for feed in new}
        self._trust.learn(new)
        return new

    # ------------------------------------------------------------ what is to be fetched

    def _steps(self, plan: _Plan) -> Iterator[Step]:
        source, page = plan.listing.source, plan.listing.page
        for item in plan.fresh.items:
            act = partial(self._pages.take, source, item)
            yield Step(wave_of(item.place, self._waves), source.id, item.place, item.url, act, at=source.url)
        if page is not None and not self._has_feeds(plan.listing):
            act = partial(self._pages.take_watched, source, page)
            yield Step(self._waves, source.id, 0, source.url, act, at=source.url)

    def _has_feeds(self, listing: Listing) -> bool:
        return any(feed.id not in self._dropped for feed in listing.feeds)

    def _steps_again(self, rechecks: Rechecks | None) -> Iterator[Step]:
        for one in rechecks.due if rechecks else ():
            act = partial(self._pages.look_again, one.capture)
            source = one.capture.source or ""
            yield Step(one.wave, source, 0, one.capture.url, act, one.look, self._addresses.get(source, ""))

    async def _due_rechecks(self) -> Rechecks:
        rechecks = await in_thread(due_rechecks, self._store, self.started, self._window, self._shortest)
        if rechecks.done:
            await self._write(PagesLookedAt(looks=rechecks.done))
        return rechecks

    # ------------------------------------------------------------ sources

    async def _ask(self, source: Source) -> _Plan | None:
        """What a source lists that is news, or None where it failed or is as it was; its state is kept then."""
        if source.checked and source.checked > self.started:
            source = replace(source, checked=None, due=None)  # by a clock that was ahead
        asked, trust = None, self._trust.of(source.id)
        try:
            answer = await self._fetcher.get(source.url, source.etag, source.last_modified, trust=trust)
            if answer.not_modified:
                await self._keep(source, changed=False, held=source.error == HELD)
                self._tell(Event(what="unchanged", source=source.id, url=source.url))
                return None
            asked = retry_after(answer.retry_after, self._clock())
            expect_success(answer)
            listing = await read_listing(self._web, source, answer, self._clock() - self._window, trust)
        except (FetchError, InputError) as e:
            await self._failed(source, e, asked)
            return None
        if source.id in self._found:
            await self._write(SourceKept(source=source))
        fresh = await in_thread(self._news.of, listing)
        self._tell(Event(what="listed", source=source.id, url=source.url, pages=len(fresh.items)))
        if fresh.held and source.error != HELD:
            self._tell(Event(what="held", source=source.id, url=source.url, detail=HELD))
        return _Plan(replace(listing, entries=()), replace(answer, body=b""), fresh)

    async def _failed(self, source: Source, error: FetchError | InputError, asked: timedelta | None) -> None:
        """Keeps a source that failed; what a page named is forgotten where it is no feed and will be none."""
        reason = error.reason
        if source.id in self._found and not may_pass(error):
            self._dropped.add(source.id)
            reason = f"{reason}; a page named it as a feed"
        else:
            failures = source.failures + 1
            due = self._clock() + back_off(failures, shortest=self._shortest, asked=asked)
            await self._write(
                SourceKept(source=replace(source, checked=self.started, due=due, failures=failures, error=reason))
            )
        self._tell(Event(what="failed", source=source.id, url=source.url, detail=reason))

    async def _finish(self, plan: _Plan) -> None:
        """Keeps the state of a source of which everything has been taken."""
        if plan.tasks:
            await asyncio.wait(plan.tasks)
        complete = not plan.fresh.left and all(task.result() for task in plan.tasks)
        source = replace(
            plan.listing.source,
            etag=plan.answer.etag if complete else None,
            last_modified=plan.answer.last_modified if complete else None,
        )
        await self._keep(
            source,
            changed=bool(plan.fresh.items or plan.fresh.ours),
            soon=not complete,
            seldom=self._has_feeds(plan.listing),
            held=plan.fresh.held,
        )

    async def _keep(
        self, source: Source, *, changed: bool, soon: bool = False, seldom: bool = False, held: bool = False
    ) -> None:
        """Keeps a source that answered: it is due by its habit, ``soon`` if it has more, ``seldom`` if others have."""
        habit = source.due - source.checked if source.due and source.checked and not source.failures else None
        wait = next_interval(None if soon else habit, changed=changed, shortest=self._shortest)
        due = self.started + (REDISCOVER if seldom else wait)
        error = HELD if held else None
        await self._write(SourceKept(source=replace(source, checked=self.started, due=due, failures=0, error=error)))

    async def _write(self, change: Change) -> None:
        await self._writer.write(change, self._clock())


async def _within_patience(
    asking: "set[asyncio.Task[_Plan | None]]",
) -> "tuple[list[_Plan], set[asyncio.Task[_Plan | None]]]":
    if not asking:
        return [], asking
    done, late = await asyncio.wait(asking, timeout=PATIENCE)
    return [plan for task in done if (plan := task.result())], late
