"""Collecting commands: run (from the network) and import (from files)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path

import click

from nutgraf.cli.console import (
    complain,
    jobs_option,
    json_lines,
    json_option,
    load_settings,
    out,
    progress,
    settings_option,
    store_option,
)
from nutgraf.cli.naming import map_option
from nutgraf.cli.outcomes import Outcomes, outcome
from nutgraf.cli.stored import opened
from nutgraf.config import Settings
from nutgraf.core.files.row_names import Names
from nutgraf.core.topics.tagging import Topics
from nutgraf.errors import FetchError, InputError, SettingsError
from nutgraf.records import Capture, CaptureDecided
from nutgraf.run.events import Event
from nutgraf.run.follow import open_window
from nutgraf.run.imports import open_import
from nutgraf.run.ingest import get_ready, settle, take
from nutgraf.run.inputs import plain_id, read_inputs
from nutgraf.run.live.rounds import Live, add_sources, run_live
from nutgraf.run.processes.worker import LOST
from nutgraf.run.retag import retag as retag_store
from nutgraf.run.retry import reopen
from nutgraf.run.source_list import sources_from
from nutgraf.run.topic_files import topics_of
from nutgraf.store.protocol import Store


def _clock() -> datetime:
    return datetime.now(UTC)


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@map_option
@json_option
@jobs_option
@store_option
@settings_option
def import_(
    *,
    files: tuple[Path, ...],
    names: Names,
    as_json: bool,
    jobs: int,
    store_url: str | None,
    settings_path: Path | None,
) -> None:
    """Take files or folders instead of the network.

    WARC, WACZ, saved HTML, JSON Lines of articles, tables (CSV), plain text, published records, feeds. What was
    imported before is not taken twice. The exit code is 65 when something could not be read, or all was refused.

    \b
    nutgraf import pages.warc.gz saved.html items.jsonl note.txt post.md
    nutgraf import news.csv --map Schlagzeile=title
    """
    settings = load_settings(settings_path, store_url)
    topics = topics_of(settings, complain)
    told = Outcomes()
    with opened(settings, create=True) as store:
        before = store.story_count()
        get_ready(jobs)
        importing = open_import(store, list(map(str, files)), _clock())
        with progress("read") as advance:
            for item in take(store, importing.taking(read_inputs(files, importing.started, names))):
                if not isinstance(item, Capture):
                    told.take_unreadable(item)
                    complain(item)
                advance()
        _settle(store, settings, jobs, topics, told)
        importing.end(_clock())
        stories = store.story_count() - before
    if as_json:
        json_lines([told.row() | {"stories": stories, "import": importing.number}])
    else:
        _summary(told.counts, stories)
        told.print()
        if importing.number is not None:
            out.print(f"import {importing.number}; `nutgraf remove --import {importing.number}` takes it back")
    if told.is_all_refused:
        complain("nothing of it is an article; `nutgraf extract --explain` says why")
    if told.unreadable or told.is_all_refused:
        raise SystemExit(InputError.exit_code)


def _settle(store: Store, settings: Settings, jobs: int, topics: Topics | None, told: Outcomes) -> None:
    with progress("decide") as advance:
        for decided in _telling(store, settle(store, open_window(store, settings), jobs, topics)):
            told.take(decided, lambda capture: store.capture(capture).url or plain_id(capture))
            advance()


def _telling(store: Store, decided: Iterable[CaptureDecided]) -> Iterator[CaptureDecided]:
    """Hands decisions on, and says in one line each what could not be read."""
    for decision in decided:
        if decision.reason in LOST:
            of = store.capture(decision.capture).url or plain_id(decision.capture)
            complain(f"{of}: {decision.detail} ({decision.reason}); it is kept for `nutgraf retry`")
        yield decision


def _summary(outcomes: Counter[str], stories: int) -> None:
    counts = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common())
    out.print(f"{counts or 'nothing new'}; {abs(stories)} {'fewer' if stories < 0 else 'more'} stories")


@click.command()
@click.argument("sources", metavar="[URL|FILE]...", nargs=-1)
@click.option("--once", is_flag=True, help="One round over all sources, then end.")
@click.option("--serve", is_flag=True, help="Show the desk in the browser meanwhile.")
@store_option
@settings_option
def run(
    *, sources: tuple[str, ...], once: bool, serve: bool, store_url: str | None, settings_path: Path | None
) -> None:
    """Collect from feeds, sitemaps and pages until Ctrl-C.

    Sources are URLs, OPML files, or text files with a URL a line; the store remembers them, so that next time
    `nutgraf run` alone goes on. The exit code with --once is 69 when no source at all could be read.

    \b
    nutgraf run https://example.org/feed feeds.opml
    nutgraf run --once
    nutgraf run --serve
    """
    settings = load_settings(settings_path, store_url)
    topics = topics_of(settings, complain)
    with opened(settings, create=True) as store, ExitStack() as stack:
        add_sources(store, sources_from([*sources, *settings.sources], complain), _clock())
        if not store.sources():
            raise SettingsError(
                "", "no sources yet: name a URL or an OPML file, as in `nutgraf run https://example.org/feed`"
            )
        tally, before = Tally(), store.story_count()
        with suppress(*() if once else (KeyboardInterrupt,)), progress("collect") as tally.advance:
            if serve:
                from nutgraf.web.app import make_app  # noqa: PLC0415 - takes a second to load
                from nutgraf.web.serve import serving  # noqa: PLC0415 - as above

                address = stack.enter_context(serving(make_app(store, settings, _clock), settings.serving))
                out.print(f"the desk: {address}")
            get_ready(jobs=1)
            window = open_window(store, settings)

            def settling(until: str) -> Iterator[CaptureDecided]:
                return tally.count(_telling(store, settle(store, window, topics=topics, until=until, clock=_clock)))

            run_live(Live(store, settings, _clock, settle=settling, tell=tally.tell), once=once)
        _summary(tally.outcomes, store.story_count() - before)
        if once and tally.sources["failed"] and not tally.sources["listed"] + tally.sources["unchanged"]:
            raise SystemExit(FetchError.exit_code)


@click.command()
@store_option
@settings_option
def retag(*, store_url: str | None, settings_path: Path | None) -> None:
    """Tag what is stored by the topics as they are now.

    What comes in is tagged as it comes; after a change to the topic files, this does it for all that came before.

    \b
    nutgraf retag
    """
    settings = load_settings(settings_path, store_url)
    topics = topics_of(settings, complain)
    if topics is None:
        raise SettingsError("", "no topics: name their folder as topics.folder in the settings")
    told: Counter[bool] = Counter()
    with opened(settings) as store, progress("retag") as advance:
        for changed in retag_store(store, topics, _clock()):
            told[changed] += 1
            advance()
    out.print(f"{told.total()} articles, {told[True]} of them tagged otherwise than before")


@click.command()
@click.argument("named", metavar="[CAPTURE|REASON]...", nargs=-1)
@jobs_option
@store_option
@settings_option
def retry(*, named: tuple[str, ...], jobs: int, store_url: str | None, settings_path: Path | None) -> None:
    """Try again what could not be read, with a later nutgraf.

    Without arguments, every capture that was rejected as crashed, out_of_memory, too_slow or failed.

    \b
    nutgraf retry
    nutgraf retry too_slow
    """
    settings = load_settings(settings_path, store_url)
    topics = topics_of(settings, complain)
    with opened(settings) as store:
        before = store.story_count()
        reopen(store, named, _clock())
        told = Outcomes()
        _settle(store, settings, jobs, topics, told)
        _summary(told.counts, store.story_count() - before)


class Tally:
    """Counts what a run did, and says in one line each what went wrong."""

    def __init__(self) -> None:
        self.advance: Callable[[], None] = lambda: None
        self.outcomes: Counter[str] = Counter()
        self.sources: Counter[str] = Counter()

    def count(self, decided: Iterable[CaptureDecided]) -> Iterator[CaptureDecided]:
        """Hands decisions on, counting them."""
        for decision in decided:
            self.outcomes[outcome(decision)] += 1
            self.advance()
            yield decision

    def tell(self, event: Event) -> None:
        """Hears of an event of the round."""
        self.sources[event.what] += 1
        if event.what in {"failed", "held", "missed", "entry_only"}:
            complain(f"{event.url or event.source}: {event.detail}")
