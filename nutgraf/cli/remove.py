"""Removing: an article, a source with what it brought, or what an import did."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from nutgraf.cli.console import load_settings, out, settings_option, store_option
from nutgraf.cli.stored import opened
from nutgraf.config import Publishing, Settings
from nutgraf.meaning.vectors import teller
from nutgraf.publish.site import is_released
from nutgraf.run.removing import Removal, carry_out, of_import, of_named
from nutgraf.run.source_list import sources_from
from nutgraf.store.protocol import Store
from nutgraf.web.shown import counted

_BATCH = 200


@click.command()
@click.argument("target", metavar="[ARTICLE|SOURCE]", required=False)
@click.option("--import", "number", type=click.IntRange(1), metavar="N", help="What the import of this number did.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@store_option
@settings_option
def remove(
    *, target: str | None, number: int | None, dry_run: bool, store_url: str | None, settings_path: Path | None
) -> None:
    """Take out an article, a source, or an import.

    An article goes for good, with its text and all its states; a source goes with the articles that it alone brought.
    They are named by id or address. What an import did is undone, and can be imported again.

    \b
    nutgraf remove 0cc175b9c0f1b6a8
    nutgraf remove https://example.org/feed --dry-run
    nutgraf remove --import 4711
    """
    if (target is None) == (number is None):
        raise click.UsageError("name an article or a source, or an import with --import")
    settings = load_settings(settings_path, store_url)
    with opened(settings) as store:
        released: list[str] = []

        meaning, _ = teller(wanted=settings.grouping.meaning)

        def plan(alone: Store) -> Removal:
            removal = of_import(alone, number, meaning) if number is not None else of_named(alone, target or "")
            released.extend(_released(alone, removal, settings.publishing))
            return removal

        removal = plan(store) if dry_run else carry_out(store, plan, datetime.now(UTC))
    for line in _lines(removal, len(released), dry_run=dry_run):
        out.print(line)
    if removal.sources:
        _warn_of_settings(removal, settings)


def _released(store: Store, removal: Removal, rules: Publishing) -> Iterator[str]:
    """The articles that go and were let out."""
    for start in range(0, len(removal.articles), _BATCH):
        for filed in store.articles(removal.articles[start : start + _BATCH]):
            if is_released(filed, rules):
                yield filed.article.id


def _lines(removal: Removal, released: int, *, dry_run: bool) -> Iterator[str]:
    """What was done, or would be."""
    for source in removal.sources:
        yield f"{source.url} {'would be' if dry_run else 'is'} watched no more"
    articles, stories = counted(len(removal.articles), "article"), counted(len(removal.stories), "story", "stories")
    yield f"{articles} {'would be removed' if dry_run else 'removed'}, and with them {stories}"
    if released:
        yield f"{released} of them let out: the next `nutgraf publish` takes them out of the site"
    if removal.restored:
        back = counted(len(removal.restored), "article")
        yield f"{back} {'would go' if dry_run else 'went'} back to the state before"
    if removal.left:
        yield f"{counted(len(removal.left), 'article')} left: something else brought or revised them as well"


def _warn_of_settings(removal: Removal, settings: Settings) -> None:
    named = {source.id for source in sources_from(settings.sources)}
    for source in removal.sources:
        if source.id in named:
            out.print(
                f"{source.url} stands in the settings: `nutgraf run` watches it again until it is taken out there"
            )
