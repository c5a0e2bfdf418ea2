"""The filters of rows: JSON Lines, a JSON array or a table in, JSON Lines out in the same order, no database.

Each loads its part of nutgraf when it is called: a small file is read sooner than all of it would be loaded.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, TypeVar

import click

from nutgraf.cli.console import JOBS, complain, jobs_option, json_lines, load_settings, progress, settings_option
from nutgraf.cli.naming import map_option
from nutgraf.core.files.row_names import Names, by_our_names
from nutgraf.errors import InputError, SettingsError
from nutgraf.records import Capture
from nutgraf.run.row_files import read_rows

T = TypeVar("T")

_IDS = ("id", "capture", "url", "canonical_url")  # a row of `nutgraf extract` has a capture
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


class Refusals:
    """Remembers why what a filter was given is no article, as long as nothing of it is one."""

    def __init__(self) -> None:
        self._told: list[str] = []  # the first of them
        self._has_articles = False

    def take(self, name: object, why: str) -> None:
        """Hears of one that was taken, or ``why`` it was refused."""
        if not why:
            self._has_articles = True
        elif len(self._told) < _MOST_KEPT:
            self._told.append(f"{name}: {why}")

    def exit(self) -> None:
        """Says why each was refused, and ends the program with EX_DATAERR, where all of them were."""
        if self._told and not self._has_articles:
            for told in self._told:
                complain(told)
            raise SystemExit(InputError.exit_code)


def _refusal(row: Mapping[str, object]) -> tuple[object, str]:
    name = next((row[key] for key in _IDS if row.get(key)), "a row without id")
    return name, f"{row.get('detail')} ({row['rejected']})" if row.get("rejected") else ""


def _rows(files: Iterable[Path], names: Names, complaints: Complaints) -> Iterator[dict[str, object]]:
    for path in files:
        try:
            with sys.stdin.buffer if str(path) == "-" else path.open("rb") as file:
                yield from _rows_of(path, file, names, complaints)
        except OSError as e:
            complaints.add(InputError(str(path), e.strerror or "cannot be read"))


def advancing(rows: Iterable[T], advance: Callable[[], None]) -> Iterator[T]:
    """The same rows, each counted when the next one is asked for."""
    for row in rows:
        yield row
        advance()


def _rows_of(path: Path, file: BinaryIO, names: Names, complaints: Complaints) -> Iterator[dict[str, object]]:
    for source, found in read_rows(file, str(path), names):
        if isinstance(found, InputError):
            complaints.add(InputError(found.source or source, found.reason))
        elif not isinstance(found, dict):
            complaints.add(InputError(source, "a row must be an object"))
        else:
            row = found | by_our_names(found, names)
            row["id"] = next((row[key] for key in _IDS if row.get(key) not in (None, "")), None)
            if isinstance(row["id"], str | int):
                yield row
            else:
                complaints.add(InputError(source, "the row has no id"))


def write_rows(label: str, complaints: Complaints, rows: Iterable[Mapping[str, object]]) -> None:
    """Writes rows with a bar of progress; ends with EX_DATAERR when anything could not be read, or all was refused."""
    refusals = Refusals()

    def heard() -> Iterator[Mapping[str, object]]:
        for row in rows:
            refusals.take(*_refusal(row))
            yield row

    with progress(label) as advance:
        json_lines(advancing(heard(), advance))
    refusals.exit()
    complaints.exit()


@click.command()
@files_argument
@map_option
@jobs_option
def group(*, files: tuple[Path, ...], names: Names, jobs: int) -> None:
    """The story of each article, and why.

    Rows come in order of arrival, with `id` and any of title, excerpt, text, published, language, url, provider.

    \b
    nutgraf group articles.jsonl | jq -r .story | sort | uniq -c
    """
    from nutgraf.run.filters import group as group_filter  # noqa: PLC0415 - only here is all of the engine needed

    complaints = Complaints()
    write_rows("group", complaints, group_filter.group(_rows(files, names, complaints), jobs))


@click.command()
@files_argument
@map_option
@jobs_option
def copies(*, files: tuple[Path, ...], names: Names, jobs: int) -> None:
    """Which article each one copies, and how much of it.

    Rows come as for `nutgraf group`; `of` is the original's id, or null.

    \b
    nutgraf copies articles.jsonl | jq -c 'select(.of)'
    """
    from nutgraf.run.filters import copies as copies_filter  # noqa: PLC0415 - as above

    complaints = Complaints()
    write_rows("copies", complaints, copies_filter.copies(_rows(files, names, complaints), jobs))


@click.command()
@files_argument
@map_option
@click.option(
    "--jobs",
    type=JOBS,
    default=lambda: os.cpu_count() or 1,
    show_default="as many as there are processors",
    metavar="N",
    help="Processes.",
)
def quotes(*, files: tuple[Path, ...], names: Names, jobs: int) -> None:
    """The direct quotations in each text, with their speakers.

    Rows come with `id`, `text` and `language`; offsets are characters of the text.

    \b
    nutgraf quotes articles.jsonl | jq -r '.quotes[].speaker.name'
    """
    from nutgraf.run.filters import quotes as quotes_filter  # noqa: PLC0415 - as above

    complaints = Complaints()
    write_rows("quotes", complaints, quotes_filter.quotes(_rows(files, names, complaints), jobs))


@click.command()
@files_argument
@map_option
@click.option(
    "--topics",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of topic files; the settings' topics.folder unless it is named.",
)
@jobs_option
@settings_option
def topics(
    *, files: tuple[Path, ...], names: Names, folder: Path | None, jobs: int, settings_path: Path | None
) -> None:
    """What each article is about, by your topics, and why.

    Rows come with `id` and any of title, excerpt, text, language, url.

    \b
    nutgraf topics articles.jsonl --topics topics/ | jq -r '.topics[].name' | sort | uniq -c
    """
    from nutgraf.run.filters import topics as topics_filter  # noqa: PLC0415 - as above
    from nutgraf.run.topic_files import topics_of  # noqa: PLC0415 - as above

    complaints = Complaints()
    by = topics_of(load_settings(settings_path), complaints.add, folder)
    if by is None:
        raise SettingsError("", "no topics: name their folder with --topics, or as topics.folder in the settings")
    write_rows("topics", complaints, topics_filter.topics(_rows(files, names, complaints), by, jobs))
