"""An editor's decisions: release, withdraw."""

from datetime import UTC, datetime
from pathlib import Path

import click

from nutgraf.cli.console import load_settings, out, settings_option, store_option
from nutgraf.cli.stored import opened
from nutgraf.records import Released


def _decide(ids: tuple[str, ...], store_url: str | None, settings_path: Path | None, *, released: bool) -> None:
    with opened(load_settings(settings_path, store_url)) as store:
        for article in ids:
            store.article(article)  # NotFound before anything is written
        store.apply([Released(article=a, released=released, by="editor") for a in ids], datetime.now(UTC))
    out.print(f"{len(ids)} {'released' if released else 'withdrawn'}")


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@store_option
@settings_option
def release(*, ids: tuple[str, ...], store_url: str | None, settings_path: Path | None) -> None:
    """Let articles out.

    The next `nutgraf publish` writes them as `published: true`.

    \b
    nutgraf release 0cc175b9c0f1b6a8
    """
    _decide(ids, store_url, settings_path, released=True)


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@store_option
@settings_option
def withdraw(*, ids: tuple[str, ...], store_url: str | None, settings_path: Path | None) -> None:
    """Take articles back.

    The next `nutgraf publish` writes them as `published: false`.

    \b
    nutgraf withdraw 0cc175b9c0f1b6a8
    """
    _decide(ids, store_url, settings_path, released=False)
