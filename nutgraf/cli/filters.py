"""The filters: JSON Lines or archives in, JSON Lines out in the same order, no database."""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import click
import msgspec

from nutgraf.cli.console import complain, jobs_option, json_lines, load_settings, out, progress, settings_option
from nutgraf.cli.explaining import printed
from nutgraf.config import Grouping
from nutgraf.core.explain import Explanation
from nutgraf.errors import InputError, SettingsError
from nutgraf.records import Capture
from nutgraf.run import copies_filter, group_filter, item_filters
from nutgraf.run.inputs import read_inputs
from nutgraf.run.meaning import MISSING, load_meaning
from nutgraf.run.topic_files import topics_of

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


def _advancing(rows: Iterable[T], advance: Callable[[], None]) -> Iterator[T]:
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


def _filter(label: str, complaints: Complaints, rows: Iterable[object]) -> None:
    with progress(label) as advance:
        json_lines(_advancing(rows, advance))
    complaints.exit()


@click.command()
@files_argument
@jobs_option
@click.option("--explain", is_flag=True, help="Say for people where each field and block comes from, and why.")
@click.option(
    "--html",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write that into a folder, a page for each with its text highlighted.",
)
def extract(*, files: tuple[Path, ...], jobs: int, explain: bool, folder: Path | None) -> None:
    """The article in each page, or why there is none.

    Reads WARC, WACZ and HTML files, and whatever else `nutgraf import` reads.

    \b
    nutgraf extract pages.warc.gz --jobs 4 > articles.jsonl
    nutgraf extract --explain page.html
    """
    complaints = Complaints()
    captures = complaints.readable(read_inputs(files, datetime.now(UTC)))
    if explain or folder:
        _explain(captures, jobs, complaints, folder, shown=explain)
    else:
        _filter("extract", complaints, item_filters.extract(captures, jobs))


def _explain(
    captures: Iterable[Capture], jobs: int, complaints: Complaints, folder: Path | None, *, shown: bool
) -> None:
    """Explains to the screen, into a folder, or both."""
    explanations: Iterable[Explanation] = item_filters.explain(captures, jobs)
    with progress("explain") as advance:
        explanations = _advancing(printed(explanations) if shown else explanations, advance)
        if folder is None:
            for _ in explanations:
                pass
        else:
            from nutgraf.publish.explained import write_pages  # noqa: PLC0415 - templates are for those who want pages

            count = write_pages(explanations, folder, complaints.told)
            out.print(f"{folder / 'index.html'}: {count} explained")
    complaints.exit()


@click.command()
@files_argument
@jobs_option
@click.option("--by-words", is_flag=True, help="Compare words alone, not what they mean.")
def group(*, files: tuple[Path, ...], jobs: int, by_words: bool) -> None:
    """The story of each article, and why.

    Rows come in order of arrival, with `id` and any of title, excerpt, text, published, language, url, provider.

    \b
    nutgraf group articles.jsonl | jq -r .story | sort | uniq -c
    """
    complaints = Complaints()
    settings = Grouping(meaning=not by_words)
    if settings.meaning and load_meaning(settings) is None:
        complain(MISSING)
    _filter("group", complaints, group_filter.group(_rows(files, complaints), jobs, settings))


@click.command()
@files_argument
@jobs_option
def copies(*, files: tuple[Path, ...], jobs: int) -> None:
    """Which article each one copies, and how much of it.

    Rows come as for `nutgraf group`; `of` is the original's id, or null.

    \b
    nutgraf copies articles.jsonl | jq -c 'select(.of)'
    """
    complaints = Complaints()
    _filter("copies", complaints, copies_filter.copies(_rows(files, complaints), jobs))


@click.command()
@files_argument
@jobs_option
def quotes(*, files: tuple[Path, ...], jobs: int) -> None:
    """The direct quotations in each text, with their speakers.

    Rows come with `id`, `text` and `language`; offsets are characters of the text.

    \b
    nutgraf quotes articles.jsonl | jq -r '.quotes[].speaker.name'
    """
    complaints = Complaints()
    _filter("quotes", complaints, item_filters.quotes(_rows(files, complaints), jobs))


@click.command()
@files_argument
@click.option(
    "--topics",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of topic files; the settings' topics.folder unless it is named.",
)
@jobs_option
@settings_option
def topics(*, files: tuple[Path, ...], folder: Path | None, jobs: int, settings_path: Path | None) -> None:
    """What each article is about, by your topics, and why.

    Rows come with `id` and any of title, excerpt, text, language, url.

    \b
    nutgraf topics articles.jsonl --topics topics/ | jq -r '.topics[].name' | sort | uniq -c
    """
    complaints = Complaints()
    by = topics_of(load_settings(settings_path), complaints.add, folder)
    if by is None:
        raise SettingsError("", "no topics: name their folder with --topics, or as topics.folder in the settings")
    _filter("topics", complaints, item_filters.topics(_rows(files, complaints), by, jobs))
