"""What the commands share: options, settings, output and progress."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from nutgraf.config import Settings, read_settings

F = TypeVar("F", bound=Callable[..., Any])

SETTINGS_FILE = Path("nutgraf.toml")
SHOW_PROGRESS_AFTER = 2.0

out = Console(highlight=False, soft_wrap=True, emoji=False, markup=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False, markup=False)

settings_option = click.option(
    "--settings",
    "settings_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Settings file; nutgraf.toml in this folder where there is one.",
)
store_option = click.option(
    "--store", "store_url", metavar="URL", help="Database; sqlite:///nutgraf.db unless the settings name another."
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Worker processes."
)
json_option = click.option("--json", "as_json", is_flag=True, help="JSON Lines, one object a line.")


def load_settings(path: Path | None, store_url: str | None = None) -> Settings:
    """The settings of this run: the file named, else nutgraf.toml where there is one, and the store named."""
    if path is None and SETTINGS_FILE.exists():
        path = SETTINGS_FILE
    settings = read_settings(path)
    return msgspec.structs.replace(settings, store=store_url) if store_url else settings


def json_lines(rows: Iterable[object]) -> None:
    """Writes each row as one line of JSON."""
    write = sys.stdout.buffer.write
    for row in rows:
        write(msgspec.json.encode(row) + b"\n")
    sys.stdout.buffer.flush()


def table(*headings: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Prints a table; without borders, so that it can be cut and pasted."""
    grid = Table(*headings, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        grid.add_row(*map(str, row))
    out.print(grid, soft_wrap=False)


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[[], None]]:
    """A function to call for each item done; shows a bar on a terminal once two seconds have passed."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
    )
    task = bar.add_task(label, total=total)
    begun = monotonic()

    def advance() -> None:
        if err.is_terminal and not bar.live.is_started and monotonic() - begun > SHOW_PROGRESS_AFTER:
            bar.start()
        bar.advance(task)

    try:
        yield advance
    finally:
        bar.stop()
