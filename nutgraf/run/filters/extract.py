"""``nutgraf extract``: each item by itself, so that any split over processes gives the same."""

from collections.abc import Iterable, Iterator
from importlib import import_module

from nutgraf.core.formats.url import amp_cache_url
from nutgraf.records import Article, Capture, Rejected
from nutgraf.records.times import precise
from nutgraf.run.inputs import plain_id
from nutgraf.run.processes.batch import ordered_map
from nutgraf.run.processes.worker import Failure


def extract(captures: Iterable[Capture], jobs: int = 1) -> Iterator[dict[str, object]]:
    """For each capture its article as a row, or ``rejected`` with the reason."""
    return (row for _, row in ordered_map(row_of, captures, jobs, _lost_capture, begin=_load))


def _load() -> None:
    """Loads all that reads a page, which only the processes that do need."""
    import_module("nutgraf.core.extract")


def row_of(capture: Capture) -> dict[str, object]:
    """The article in a capture as a row, or why there is none."""
    from nutgraf.core.extract import extract as extract_article  # noqa: PLC0415 - loaded where it is needed

    found = extract_article(capture)
    if isinstance(found, Rejected):
        return {
            "capture": plain_id(capture.id),
            "url": found.url,
            "rejected": found.reason,
            "detail": found.detail,
        }
    return {"capture": plain_id(capture.id)} | _fields(found) | _precisions(found)


def _fields(article: Article) -> dict[str, object]:
    return {
        "url": article.url,
        "canonical_url": article.canonical_url,
        "original_url": article.original_url,
        "amp_url": article.amp_url,
        "amp_cache_url": amp_cache_url(article.amp_url) if article.amp_url else None,
        "title": article.title,
        "excerpt": article.excerpt,
        "text": article.text,
        "passages": article.passages,
        "links": article.links,
        "posts": article.posts,
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


def _precisions(article: Article) -> dict[str, object]:
    """How exactly the times are known where that is not to the second, or is though it is midnight."""
    times = {
        "published_precision": (article.published, article.published_precision),
        "modified_precision": (article.modified, article.modified_precision),
    }
    known = {name: (precise(at, kept), kept) for name, (at, kept) in times.items() if at}
    return {name: precision for name, (precision, kept) in known.items() if kept or precision == "day"}


def _lost_capture(capture: Capture, problem: Failure) -> dict[str, object]:
    return {
        "capture": plain_id(capture.id),
        "url": capture.url,
        "rejected": problem.reason,
        "detail": problem.detail,
    }
