"""What the commands share: options, output, progress, and errors in one line."""

import os
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
from nutgraf.errors import NutgrafError
from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store

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


class Program(click.Group):
    """The command group, with commands listed by section and every NutgrafError as one line and its exit code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as click has it
        super().__init__(*args, **kwargs)
        self.sections: dict[str, list[click.Command]] = {}

    def add_section(self, name: str, commands: Iterable[click.Command]) -> None:
        """Adds commands under a heading of the help text."""
        for command in commands:
            self.add_command(command)
            self.sections.setdefault(name, []).append(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as click has it
        """Lists the commands by section, in the order in which a newcomer meets them."""
        for name, commands in self.sections.items():
            with formatter.section(name):
                formatter.write_dl([(c.name or "", c.get_short_help_str(limit=100)) for c in commands])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        """Runs the command named on the command line."""
        try:
            return super().invoke(ctx)
        except NutgrafError as e:
            err.print(f"nutgraf: {e}")
            ctx.exit(e.exit_code)
        except BrokenPipeError:  # the reader of our output has enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that flushing it at exit is silent
            ctx.exit(0)


def load_settings(path: Path | None, store_url: str | None = None) -> Settings:
    """The settings of this run: the file named, else nutgraf.toml where there is one, and the store named."""
    if path is None and SETTINGS_FILE.exists():
        path = SETTINGS_FILE
    settings = read_settings(path)
    return msgspec.structs.replace(settings, store=store_url) if store_url else settings


@contextmanager
def opened(settings: Settings, *, create: bool = False) -> Iterator[Store]:
    """The store of the settings; unless ``create``, one that is not there yet is an error instead of an empty one."""
    path = settings.store.removeprefix("sqlite:///")
    if not create and path != settings.store and not Path(path).exists():
        raise NutgrafError(settings.store, "there is no such store yet: `nutgraf run` or `nutgraf import` makes one")
    store = open_store(settings.store)
    try:
        yield store
    finally:
        store.close()


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
