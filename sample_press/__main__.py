"""``make demo``: the main job for real, on the sample press.

The press is served on loopback, collected over HTTP in two rounds (between which some of its pages change), grouped,
scored and published; then the desk is opened.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import rmtree

import click
from msgspec.structs import replace

from nutgraf.config import Fetching, Publishing, Serving, Settings, Tagging
from nutgraf.core.score import heat
from nutgraf.errors import NutgrafError
from nutgraf.publish.site import publish
from nutgraf.records import CaptureDecided
from nutgraf.run.follow import open_window
from nutgraf.run.ingest import settle
from nutgraf.run.live.rounds import Live, add_sources, run_live
from nutgraf.run.source_list import sources_from
from nutgraf.run.topic_files import topics_of
from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store
from sample_press.check import differences
from sample_press.server import Press

FOLDER = Path(".demo")
TOPICS = Path(__file__).parent / "topics"
BETWEEN_ROUNDS = timedelta(minutes=30)


@click.command()
@click.option("--once", is_flag=True, help="Print a summary and end.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="Where the desk listens.")
def main(*, once: bool, port: int) -> None:
    """Collect the sample press, group it, publish it and open the desk on it."""
    rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    settings = Settings(
        store=f"sqlite:///{FOLDER}/nutgraf.db",
        fetching=Fetching(host_delay=0),
        topics=Tagging(folder=str(TOPICS)),
        publishing=Publishing(title="The sample press", release="all"),
        serving=Serving(port=port),
    )
    now = datetime.now(UTC)
    store = open_store(settings.store)
    try:
        with Press(now) as press:
            collect(store, settings, press, now)
            done = publish(store, FOLDER / "site", settings.publishing, now)
            print_stories(store, now)
            click.echo(f"published: {done.records} records in {FOLDER / 'site'}")
            if not once:
                show(store, settings)
    finally:
        store.close()


def collect(store: Store, settings: Settings, press: Press, now: datetime) -> None:
    """Two rounds over the press, half an hour apart by our clock; its pages change in between."""
    click.echo(f"the sample press: {len(press.edition.outlets)} outlets, {len(press.edition.pieces)} articles")
    for number, clock in ((1, now - BETWEEN_ROUNDS), (2, now)):
        press.round = number
        gather(store, settings, press.sources, clock)
        click.echo(f"round {number}: {store.story_count()} stories")
    wrong = differences(store, press)
    click.echo(f"{len(wrong)} differences from sample_press/expected.json{':' if wrong else ''}")
    for difference in wrong:
        click.echo(f"  {difference}")


def gather(store: Store, settings: Settings, sources: Sequence[str], now: datetime) -> None:
    """One round over all sources at a time."""
    add_sources(store, sources_from(sources), now)
    window, topics = open_window(store, settings, now), topics_of(settings, click.echo)

    def clock() -> datetime:
        return now

    def settling(until: str) -> Iterator[CaptureDecided]:
        return settle(store, window, topics=topics, until=until, clock=clock)

    run_live(Live(store, settings, clock, settle=settling), once=True)


def print_stories(store: Store, now: datetime) -> None:
    """The stories, hottest first."""
    for story in store.stories(limit=store.story_count()):
        shares = f"{len(story.articles):3} articles {story.independent:3} independent"
        click.echo(f"{heat(story, now).total:4} {shares}  {' '.join(story.languages):12} {story.title}")


def show(store: Store, settings: Settings) -> None:
    """The desk, on the port asked for or on any free one, until Ctrl-C."""
    from nutgraf.web.app import make_app  # noqa: PLC0415 - takes a second to load
    from nutgraf.web.serve import serve  # noqa: PLC0415 - as above

    app = make_app(store, settings, lambda: datetime.now(UTC))
    try:
        serve(app, settings.serving, announce)
    except NutgrafError:
        serve(app, replace(settings.serving, port=0), announce)


def announce(address: str) -> None:
    """Says where the desk is."""
    click.echo(f"the desk: {address} (Ctrl-C ends it)")


if __name__ == "__main__":
    main()
