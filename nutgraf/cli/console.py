"""What the commands share: options, settings, output and progress."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any, TypeVar

import click
import msgspec
from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from nutgraf.config import Settings, read_settings

F = TypeVar("F", bound=Callable[..., Any])

SETTINGS_FILE = Path("nutgraf.toml")
SHOW_PROGRESS_AFTER = 2.0

# C0 and C1 controls but for tab and line feed; what else a terminal obeys begins with one of them (ECMA-48). And what
# turns letters around whatever they are.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e]")


class Screen(Console):
    """A console that shows control characters instead of obeying them, whoever wrote the text."""

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, highlight=False, soft_wrap=True, emoji=False, markup=False)

    def render_str(self, text: str, **options: Any) -> Text:  # noqa: ANN401 - as rich has them
        """The text as it is printed."""
        return super().render_str(harmless(text), **options)

    def on_broken_pipe(self) -> None:
        """Leaves it to the program what to do when nobody reads on."""
        raise BrokenPipeError


def harmless(text: str) -> str:
    """Text that no terminal takes for commands."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


out = Screen()
err = Screen(stderr=True)

settings_option = click.option(
    "--settings",
    "settings_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Settings file; nutgraf.toml in this folder where there is one.",
)
store_option = click.option(
    "--store", "store_url", metavar="URL", help="Database; sqlite:///nutgraf.db unless the settings name another."
)
JOBS = click.IntRange(1, 256)  # more are a slip of the finger, and the end of the machine
jobs_option = click.option("--jobs", type=JOBS, default=1, show_default=True, metavar="N", help="Worker processes.")
json_option = click.option("--json", "as_json", is_flag=True, help="JSON Lines, one object a line.")


def load_settings(path: Path | None, store_url: str | None = None) -> Settings:
    """The settings of this run: the file named, else nutgraf.toml where there is one, and the store named."""
    if path is None and SETTINGS_FILE.exists():
        path = SETTINGS_FILE
    settings = read_settings(path)
    return msgspec.structs.replace(settings, store=store_url) if store_url else settings


def complain(error: object) -> None:
    """Says in one line on standard error what is wrong, without the passwords of addresses that were mistyped."""
    from nutgraf.core.formats.url import without_credentials  # noqa: PLC0415 - for those who have something to complain of

    line = without_credentials(" ".join(str(error).splitlines()))
    err.print(f"nutgraf: {line}")


def json_lines(rows: Iterable[object]) -> None:
    """Writes each row as one line of JSON."""
    write = sys.stdout.buffer.write
    for row in rows:
        write(msgspec.json.encode(row) + b"\n")
    sys.stdout.buffer.flush()


def table(*headings: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Prints columns that are as wide as their widest cell, so that nothing is ever cut."""
    lines = [headings, *(tuple(harmless(str(cell)) for cell in row) for row in rows)]
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    for number, line in enumerate(lines):
        told = "  ".join(cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True))
        out.print(told.rstrip(), style=None if number else "bold")


@contextmanager
def progress(label: str) -> Iterator[Callable[[], None]]:
    """A function to call for each item done; on a terminal a bar is shown once two seconds have passed."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
    )
    task = bar.add_task(label, total=None)
    timer = Timer(SHOW_PROGRESS_AFTER, bar.start)
    if err.is_terminal:
        timer.start()
    try:
        yield lambda: bar.advance(task)
    finally:
        timer.cancel()
        if timer.is_alive():
            timer.join()  # it may be starting the bar just now
        if bar.live.is_started:
            bar.stop()
