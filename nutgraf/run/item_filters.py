"""``nutgraf extract``, ``quotes``, ``topics``: each item by itself, so that any split over processes gives the same."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial

from nutgraf.core.explain import Explanation
from nutgraf.core.explain import explain as explain_capture
from nutgraf.core.extract import extract as extract_article
from nutgraf.core.quotes import find_quotes
from nutgraf.core.rows import entry_of_row
from nutgraf.core.topics import Topics
from nutgraf.core.url import amp_cache_url
from nutgraf.errors import InputError
from nutgraf.records import Article, Capture, Rejected
from nutgraf.run.batch import ordered_map
from nutgraf.run.inputs import plain_id
from nutgraf.run.rows_in_order import Row

_CRASHED = {"rejected": "crashed", "detail": "reading it ended the process"}


def extract(captures: Iterable[Capture], jobs: int = 1) -> Iterator[dict[str, object]]:
    """For each capture its article as a row, or ``rejected`` with the reason."""
    return (row for _, row in ordered_map(_extract, captures, jobs, _lost_capture))


def explain(captures: Iterable[Capture], jobs: int = 1) -> Iterator[Explanation]:
    """For each capture why ``extract`` says of it what it says."""
    return (explanation for _, explanation in ordered_map(_explain, captures, jobs, _lost_explanation))


def quotes(rows: Iterable[Row], jobs: int = 1) -> Iterator[dict[str, object]]:
    """For each row its ``id`` and the ``quotes`` in its ``text``, offsets in characters of ``text`` as it came."""
    return (row for _, row in ordered_map(_quotes, rows, jobs, _lost_row))


def topics(rows: Iterable[Row], by: Topics, jobs: int = 1) -> Iterator[dict[str, object]]:
    """For each row its ``id`` and the ``topics`` it is about, best first; what is no article says why."""
    return (row for _, row in ordered_map(partial(_topics, by), rows, jobs, _untagged))


def _extract(capture: Capture) -> dict[str, object]:
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


def _lost_capture(capture: Capture) -> dict[str, object]:
    return {"capture": plain_id(capture.id), "url": capture.url, **_CRASHED}


def _explain(capture: Capture) -> Explanation:
    return explain_capture(capture)._replace(capture=plain_id(capture.id))


def _lost_explanation(capture: Capture) -> Explanation:
    verdict = f"rejected ({_CRASHED['rejected']}): {_CRASHED['detail']}"
    return Explanation(plain_id(capture.id), capture.url, verdict, is_article=False)


def _quotes(row: Row) -> dict[str, object]:
    text, language = row.get("text"), row.get("language")
    if not isinstance(text, str):
        return {"id": row.get("id"), "quotes": [], "rejected": "no_text", "detail": "the row has no text"}
    found = find_quotes(text, language if isinstance(language, str) else None)
    return {
        "id": row.get("id"),
        "quotes": [
            {"start": quote.start, "end": quote.end, "speaker": quote.speaker, "cue": quote.cue} for quote in found
        ],
    }


def _topics(by: Topics, row: Row) -> dict[str, object]:
    try:
        found = extract_article(Capture(id="", at=datetime.now(UTC), entry=entry_of_row(row)))
    except InputError as e:
        return _untagged(row, "bad_row", e.reason)
    if isinstance(found, Rejected):
        return _untagged(row, found.reason, found.detail)
    return {"id": row.get("id"), "topics": by.tag(found)}


def _untagged(row: Row, reason: str = "crashed", detail: str = _CRASHED["detail"]) -> dict[str, object]:
    return {"id": row.get("id"), "topics": [], "rejected": reason, "detail": detail}


def _lost_row(row: Row) -> dict[str, object]:
    return {"id": row.get("id"), "quotes": [], **_CRASHED}
