"""``nutgraf extract``: each item by itself, so that any split over processes gives the same."""

from collections.abc import Iterable, Iterator

from nutgraf.core.explain.article import Explanation
from nutgraf.core.explain.article import explain as explain_capture
from nutgraf.core.extract import extract as extract_article
from nutgraf.core.formats.url import amp_cache_url
from nutgraf.records import Article, Capture, Rejected
from nutgraf.run.inputs import plain_id
from nutgraf.run.processes.batch import ordered_map
from nutgraf.run.processes.worker import Failure


def extract(captures: Iterable[Capture], jobs: int = 1) -> Iterator[dict[str, object]]:
    """For each capture its article as a row, or ``rejected`` with the reason."""
    return (row for _, row in ordered_map(row_of, captures, jobs, _lost_capture))


def explain(captures: Iterable[Capture], jobs: int = 1) -> Iterator[Explanation]:
    """For each capture why ``extract`` says of it what it says."""
    return (explanation for _, explanation in ordered_map(_explain, captures, jobs, _lost_explanation))


def row_of(capture: Capture) -> dict[str, object]:
    """The article in a capture as a row, or why there is none."""
    found = extract_article(capture)
    if isinstance(found, Rejected):
        return {
            "capture": plain_id(capture.id),
            "url": found.url,
            "rejected": found.reason,
            "detail": found.detail,
        }
    return {"capture": plain_id(capture.id)} | _fields(found)


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


def _lost_capture(capture: Capture, problem: Failure) -> dict[str, object]:
    return {
        "capture": plain_id(capture.id),
        "url": capture.url,
        "rejected": problem.reason,
        "detail": problem.detail,
    }


def _explain(capture: Capture) -> Explanation:
    return explain_capture(capture)._replace(capture=plain_id(capture.id))


def _lost_explanation(capture: Capture, problem: Failure) -> Explanation:
    verdict = f"rejected ({problem.reason}): {problem.detail}"
    return Explanation(plain_id(capture.id), capture.url, verdict, is_article=False)
