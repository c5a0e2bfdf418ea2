"""Pages in, articles out, or why there is none: what ``nutgraf extract`` does."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import TypeAlias

from nutgraf.core.extract import extract as extract_article
from nutgraf.core.formats.url import without_credentials
from nutgraf.core.text.plain import digest
from nutgraf.errors import SettingsError
from nutgraf.library.given import bytes_of, kind_of
from nutgraf.records import Article, Capture, Rejected
from nutgraf.run.processes.batch import ordered_map
from nutgraf.run.processes.worker import Failure, problem_of

Page: TypeAlias = tuple[str | bytes, str | None] | Capture


def extract(
    html: str | bytes, url: str | None = None, *, charset: str | None = None, now: datetime | None = None
) -> Article | Rejected:
    """The article on a page, or why there is none.

    ``html`` is the page as it was got; bytes are better than a str that somebody decoded by a wrong label. ``url`` is
    where it was got, by which its relative addresses are resolved; ``charset`` what the transport said of the bytes;
    ``now`` when it was got, with its zone: what is dated later is not believed.

    Times of the article are in the zone that the page states, else in UTC; offsets are characters of its ``text``.
    Whatever the page holds, nothing is raised for it. Raises SettingsError for a ``now`` without a zone.
    """
    return _read_here(_taken(html, url, charset, _aware(now)))


def extract_many(pages: Iterable[Page], jobs: int = 1, *, now: datetime | None = None) -> Iterator[Article | Rejected]:
    """For each page its article, or why there is none, in the order of the pages.

    A page is ``(html, url)``, or a Capture where more is known of it: the status, the charset, an entry. Pages are
    taken as they are needed, and a bad one never stops the others. With two ``jobs`` or more, as many worker processes
    read them, and one that crashes, takes over a minute or over 2 GiB is Rejected; with one, this process does.

    ``now`` as for ``extract``. Raises SettingsError for one without a zone, OutOfResources where no process can be
    started, and what the iterable raises.
    """
    _aware(now)
    items = (_item(page, now) for page in pages)
    if jobs <= 1:
        return map(_read_here, items)
    return (found for _, found in ordered_map(read, items, jobs, _lost))


def read(item: Capture | Rejected) -> Article | Rejected:
    """What is on a page; of what is none, that."""
    return item if isinstance(item, Rejected) else extract_article(item)


def _read_here(item: Capture | Rejected) -> Article | Rejected:
    try:
        return read(item)
    except Exception as e:  # noqa: BLE001 - whatever is wrong with one page is no other's business
        return _lost(item, problem_of(e))


def _lost(item: Capture | Rejected, problem: Failure) -> Rejected:
    capture = item.capture if isinstance(item, Rejected) else item.id
    return Rejected(capture=capture, reason=problem.reason, detail=problem.detail, url=item.url)


def _item(page: object, now: datetime | None) -> Capture | Rejected:
    match page:
        case Capture():
            return page
        case (html, url):
            return _taken(html, url, None, _aware(now))
        case _:
            return _no_page("", f"a page is (html, url) or a Capture, not {kind_of(page)}", None)


def _taken(html: object, url: object, charset: str | None, now: datetime) -> Capture | Rejected:
    """A page as a capture: its id is a digest of what was got and where."""
    address = without_credentials(url) if isinstance(url, str) else None
    body = bytes_of(html)
    if body is None:
        return _no_page(digest("page", address or ""), f"a page is str or bytes, not {kind_of(html)}", address)
    name = digest("page", address or "", sha256(body).hexdigest())
    return Capture(id=name, at=now, url=address, charset="utf-8" if isinstance(html, str) else charset, body=body)


def _no_page(capture: str, detail: str, url: str | None) -> Rejected:
    return Rejected(capture=capture, reason="not_html", detail=detail, url=url)


def _aware(now: datetime | None) -> datetime:
    """The time given, else the present. Raises SettingsError."""
    if now is None:
        return datetime.now(UTC)
    if not isinstance(now, datetime) or now.utcoffset() is None:
        raise SettingsError("now", "is no time with a zone: use datetime.now(UTC), or give it a tzinfo")
    return now
