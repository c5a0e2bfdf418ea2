"""``nutgraf extract``: pages and archives in, articles out, or why they are what they are."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nutgraf.cli.console import jobs_option, out, progress
from nutgraf.cli.filters import Complaints, Refusals, advancing, files_argument, write_rows
from nutgraf.cli.naming import map_option
from nutgraf.core.files.row_names import Names
from nutgraf.records import Capture
from nutgraf.run.filters import extract as extract_filter
from nutgraf.run.inputs import read_inputs

if TYPE_CHECKING:
    from nutgraf.core.explain.article import Explanation


@click.command()
@files_argument
@map_option
@jobs_option
@click.option("--explain", is_flag=True, help="Say for people where each field and block comes from, and why.")
@click.option(
    "--html",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write that into a folder, a page for each with its text highlighted.",
)
def extract(*, files: tuple[Path, ...], names: Names, jobs: int, explain: bool, folder: Path | None) -> None:
    """The article in each page, or why there is none.

    Reads WARC, WACZ and HTML files, and whatever else `nutgraf import` reads.

    \b
    nutgraf extract pages.warc.gz --jobs 4 > articles.jsonl
    nutgraf extract --explain page.html
    """
    complaints = Complaints()
    captures = complaints.readable(read_inputs(files, datetime.now(UTC), names))
    if explain or folder:
        _explain(captures, jobs, complaints, folder, shown=explain)
    else:
        write_rows("extract", complaints, extract_filter.extract(captures, jobs))


def _explain(
    captures: Iterable[Capture], jobs: int, complaints: Complaints, folder: Path | None, *, shown: bool
) -> None:
    """Explains to the screen, into a folder, or both."""
    from nutgraf.cli.explaining import printed  # noqa: PLC0415 - all that reads a page is in it
    from nutgraf.run.filters.explain import explain  # noqa: PLC0415 - as above

    refusals = Refusals()
    explanations: Iterable[Explanation] = _heard(explain(captures, jobs), refusals)
    with progress("explain") as advance:
        explanations = advancing(printed(explanations) if shown else explanations, advance)
        if folder is None:
            for _ in explanations:
                pass
        else:
            from nutgraf.publish.explained import write_pages  # noqa: PLC0415 - templates are for those who want pages

            count = write_pages(explanations, folder, complaints.told)
            out.print(f"{folder / 'index.html'}: {count} explained")
    refusals.exit()
    complaints.exit()


def _heard(explanations: "Iterable[Explanation]", refusals: Refusals) -> "Iterator[Explanation]":
    for one in explanations:
        refusals.take(one.capture, "" if one.is_article else one.verdict)
        yield one
