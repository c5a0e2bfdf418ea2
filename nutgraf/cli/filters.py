"""The filters: JSON Lines or archives in, JSON Lines out in the same order, no database."""

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from nutgraf.cli.console import err, json_lines, progress
from nutgraf.core.extract import extract as extract_article
from nutgraf.core.quotes import find_quotes
from nutgraf.core.url import amp_cache_url
from nutgraf.errors import InputError
from nutgraf.records import Article, Capture, Quote, Rejected
from nutgraf.run import filters
from nutgraf.run.batch import ordered_map
from nutgraf.run.inputs import read_inputs

jobs_option = click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Worker processes."
)
files_argument = click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))


class Complaints:
    """Counts what could not be read while the rest goes on, and says each in one line."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, error: InputError) -> None:
        """Says what is wrong on standard error."""
        self.count += 1
        err.print(f"nutgraf: {error}")

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


def _rows_of(path: Path, lines: Iterable[bytes], complaints: Complaints) -> Iterator[dict[str, object]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line, type=dict[str, object])
        except (msgspec.DecodeError, UnicodeDecodeError) as e:
            complaints.add(InputError(f"{path}:{number}", str(e)))
            continue
        if isinstance(row.get("id"), str | int):
            yield row
        else:
            complaints.add(InputError(f"{path}:{number}", "the row has no id"))


@click.command()
@files_argument
@jobs_option
def extract(*, files: tuple[Path, ...], jobs: int) -> None:
    r"""The article in each page of WARC, WACZ or HTML files.

    \b
    nutgraf extract pages.warc.gz --jobs 4 > articles.jsonl
    """
    complaints = Complaints()
    captures = complaints.readable(read_inputs(files, datetime.now(UTC)))
    with progress("extract") as advance:
        json_lines(_advancing((row for _, row in ordered_map(extract_row, captures, jobs, _lost_row)), advance))
    complaints.exit()


def extract_row(capture: Capture) -> dict[str, object]:
    """What `nutgraf extract` prints of a capture."""
    found = extract_article(capture)
    if isinstance(found, Rejected):
        return {"capture": capture.id, "url": found.url, "rejected": found.reason, "detail": found.detail}
    return _article_row(found)


def _article_row(article: Article) -> dict[str, object]:
    return {
        "capture": article.capture,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "original_url": article.original_url,
        "amp_url": article.amp_url,
        "amp_cache_url": amp_cache_url(article.amp_url) if article.amp_url else None,
        "title": article.title,
        "excerpt": article.excerpt,
        "text": article.text,
        "authors": article.authors,
        "published": article.published,
        "modified": article.modified,
        "language": article.language,
        "images": article.images,
        "provider": article.provider,
        "kind": article.kind,
        "section": article.section,
        "tags": article.tags,
        "credit": article.credit,
        "paywalled": article.paywalled,
    }


def _lost_row(capture: Capture) -> dict[str, object]:
    return {"capture": capture.id, "url": capture.url, "rejected": "crashed", "detail": "reading it ended the process"}


@click.command()
@files_argument
@jobs_option
def group(*, files: tuple[Path, ...], jobs: int) -> None:
    r"""The story of each article, in order of arrival.

    \b
    nutgraf extract pages.warc.gz | jq -c '. + {id: .capture}' | nutgraf group -
    """
    complaints = Complaints()
    with progress("group") as advance:
        rows = _advancing(_rows(files, complaints), advance)
        json_lines(filters.group(rows, jobs))
    complaints.exit()


@click.command()
@files_argument
@jobs_option
def copies(*, files: tuple[Path, ...], jobs: int) -> None:
    r"""Which article each one copies, if any, and how much of it.

    \b
    nutgraf copies articles.jsonl | jq -c 'select(.of)'
    """
    complaints = Complaints()
    with progress("copies") as advance:
        rows = _advancing(_rows(files, complaints), advance)
        json_lines(filters.copies(rows, jobs))
    complaints.exit()


@click.command()
@files_argument
@jobs_option
def quotes(*, files: tuple[Path, ...], jobs: int) -> None:
    r"""The direct quotations in each text, with their speakers; offsets in characters.

    \b
    nutgraf quotes articles.jsonl | jq -c '.quotes[].speaker.name'
    """
    complaints = Complaints()
    rows = _rows(files, complaints)
    with progress("quotes") as advance:
        json_lines(_advancing((row for _, row in ordered_map(quotes_row, rows, jobs, _no_quotes)), advance))
    complaints.exit()
