"""From a capture to an article: its page and its entry, metadata and text, put together by trust."""

import re
from typing import Final, NamedTuple

from nutgraf.core.fields.decided import SHORT, Decided, article_of
from nutgraf.core.fields.entry_fields import decide_entry, with_language
from nutgraf.core.fields.page_fields import Shown, decide_page, look_at
from nutgraf.core.fields.refusal import why_no_article
from nutgraf.core.formats.charset import decode_page
from nutgraf.core.formats.sniff import not_html
from nutgraf.core.formats.tidy import tidy_entry
from nutgraf.core.formats.url import normalise
from nutgraf.core.page.parsed import Page
from nutgraf.core.text.plain import strip_html
from nutgraf.naming import original_address
from nutgraf.records import Article, Capture, Entry, Rejected

_GONE: Final = {404, 410}
_CONTENT: Final = re.compile(rb"[^\0 \t\r\n]")
_ERROR: Final = 400  # HTTP status codes from here on


class Reading(NamedTuple):
    """A capture as it was read, once.

    ``outcome`` is what came of it; ``shown`` is its page, or why that cannot be read; ``decided`` are the fields of the
    article, of the page where that is none, or None where there is neither.
    """

    outcome: Article | Rejected
    shown: Shown | Rejected
    decided: Decided | None
    from_entry: bool = False


def extract(capture: Capture) -> Article | Rejected:
    """The article that a capture shows, from its page, its entry or both; Rejected where there is none.

    Never raises. A page that could not be had or read still gives the article that its entry tells of; one that says
    plainly that there is no article here does so only where the entry has its text.
    """
    return read(capture).outcome


def read(capture: Capture) -> Reading:
    """What ``extract`` gives, with all that it was decided from. Never raises."""
    entry = _entry_of(capture)
    reading = _read_page(capture, entry)
    if not isinstance(reading.outcome, Rejected) or not _tells_of_article(entry):
        return reading
    if _tells_that_there_is_none(capture, reading.outcome) and len(strip_html(entry.content or "")) < SHORT:
        return reading
    told = with_language(decide_entry(capture, entry), entry)
    return Reading(article_of(told, capture), reading.shown, told, from_entry=True)


def entry_article(capture: Capture) -> Article | Rejected:
    """The article that a capture's entry tells of, page or no page; its language is not looked for."""
    entry = _entry_of(capture)
    if not _tells_of_article(entry):
        return _rejected(capture, "empty", "neither page nor entry")
    return article_of(decide_entry(capture, entry), capture)


def _entry_of(capture: Capture) -> Entry:
    """What is told of a capture, harmless, whoever took it."""
    return tidy_entry(capture.entry) if capture.entry else Entry()


def _tells_of_article(entry: Entry) -> bool:
    return bool(entry.title or entry.content or entry.excerpt)


def _tells_that_there_is_none(capture: Capture, result: Rejected) -> bool:
    return result.reason == "not_an_article" or capture.status in _GONE


def _rejected(capture: Capture, reason: str, detail: str) -> Rejected:
    return Rejected(capture=capture.id, reason=reason, detail=detail, url=capture.url)


def _read_page(capture: Capture, entry: Entry) -> Reading:
    if unread := _why_unread(capture):
        return Reading(unread, unread, None)
    html, utf8 = decode_page(capture.body, capture.charset)
    page = Page(html, _address_of(capture, entry), utf8)
    shown = look_at(page, entry, capture.at)
    decided = decide_page(shown, entry, capture.at)
    title = decided.title.value
    if not title and len(decided.body.text) < SHORT:
        return Reading(_rejected(capture, "too_short", "neither title nor text"), shown, decided)
    if other := why_no_article(page, shown.sources, title, shown.body.text):
        return Reading(_rejected(capture, "not_an_article", other), shown, decided)
    return Reading(article_of(decided, capture), shown, decided)


def _address_of(capture: Capture, entry: Entry) -> str | None:
    """Where a page was got: of what an AMP cache serves, where it is from; with the route, which no server is told."""
    got = normalise(original_address(capture.url or entry.url or ""))
    listed = normalise(entry.url) if entry.url else None
    return listed if listed and got and "#" in listed and listed.partition("#")[0] == got else got


def _why_unread(capture: Capture) -> Rejected | None:
    """Why a capture has no page that can be read."""
    if capture.status >= _ERROR:
        return _rejected(capture, "http_error", f"the server answered {capture.status}")
    if not capture.body:
        return _rejected(capture, "empty", "neither page nor entry")
    if not _CONTENT.search(capture.body):
        return _rejected(capture, "empty", "a page without content")
    if other := not_html(capture.body):
        return _rejected(capture, "not_html", f"the bytes are {other}")
    return None
