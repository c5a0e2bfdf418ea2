"""The filters of rows: JSON Lines in, JSON Lines out in the same order, no database.

Each loads what it runs when it is called: what reads pages takes longer to load than many an input to read.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import click
import msgspec

from nutgraf.cli.console import complain, jobs_option, json_lines, progress
from nutgraf.errors import InputError
from nutgraf.records import Capture

T = TypeVar("T")

_MOST_KEPT = 1000  # complaints; whoever has more knows enough

files_argument = click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))


class Complaints:
    """Keeps what could not be read while the rest goes on, and says each in one line."""

    def __init__(self) -> None:
        self.count = 0
        self.told: list[str] = []  # the first of them

    def add(self, error: InputError) -> None:
        """Says what is wrong on standard error."""
        self.count += 1
        if self.count <= _MOST_KEPT:
            self.told.append(str(error))
        complain(error)

    def readable(self, items: Iterable[Capture | InputError]) -> Iterator[Capture]:
        """The captures among the items."""
        for item in items:
            if isinstance(item, Capture):
                yield item
            else:
                self.add(item)

    def exit(self) -> None:
        """Ends the program with EX_DATAERR when anything was wrong."""
        if self.count:
            raise SystemExit(InputError.exit_code)


def _rows(files: Iterable[Path], complaints: Complaints) -> Iterator[dict[str, object]]:
    for path in files:
        try:
            with sys.stdin.buffer if str(path) == "-" else path.open("rb") as lines:
                yield from _rows_of(path, lines, complaints)
        except OSError as e:
            complaints.add(InputError(str(path), e.strerror or "cannot be read"))


def advancing(rows: Iterable[T], advance: Callable[[], None]) -> Iterator[T]:
    """The rows, with a step of the progress after each."""
    for row in rows:
        yield row
        advance()


def _rows_of(path: Path, lines: Iterable[bytes], complaints: Complaints) -> Iterator[dict[str, object]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line, type=dict[str, object])
        except (msgspec.DecodeError, UnicodeDecodeError) as e:
            complaints.add(InputError(f"{path}:{number}", str(e)))
            continue
        row.setdefault("id", row.get("capture"))  # a row of `nutgraf extract`
        if isinstance(row["id"], str | int):
            yield row
        else:
            complaints.add(InputError(f"{path}:{number}", "the row has no id"))


def filtered(label: str, complaints: Complaints, rows: Iterable[object]) -> None:
    """Writes the rows, then ends with EX_DATAERR when anything could not be read."""
    with progress(label) as advance:
        json_lines(advancing(rows, advance))
    complaints.exit()


@click.command()
@files_argument
@jobs_option
def group(*, files: tuple[Path, ...], jobs: int) -> None:
    """The story of each article, and why.

    Rows come in order of arrival, with `id` and any of title, excerpt, text, published, language, url, provider.

    \b
    nutgraf group articles.jsonl | jq -r .story | sort | uniq -c
    """
    from nutgraf.run import group_filter  # noqa: PLC0415 - as above

    complaints = Complaints()
    filtered("group", complaints, group_filter.group(_rows(files, complaints), jobs))


@click.command()
@files_argument
@jobs_option
def copies(*, files: tuple[Path, ...], jobs: int) -> None:
    """Which article each one copies, and how much of it.

    Rows come as for `nutgraf group`; `of` is the original's id, or null.

    \b
    nutgraf copies articles.jsonl | jq -c 'select(.of)'
    """
    from nutgraf.run import copies_filter  # noqa: PLC0415 - as above

    complaints = Complaints()
    filtered("copies", complaints, copies_filter.copies(_rows(files, complaints), jobs))


@click.command()
@files_argument
@jobs_option
def quotes(*, files: tuple[Path, ...], jobs: int) -> None:
    """The direct quotations in each text, with their speakers.

    Rows come with `id`, `text` and `language`; offsets are characters of the text.

    \b
    nutgraf quotes articles.jsonl | jq -r '.quotes[].speaker.name'
    """
    from nutgraf.run import item_filters  # noqa: PLC0415 - as above

    complaints = Complaints()
    filtered("quotes", complaints, item_filters.quotes(_rows(files, complaints), jobs))
