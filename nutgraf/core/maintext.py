"""The main text and the likely day of a page: the one place that knows trafilatura and htmldate."""

from datetime import datetime

import htmldate
import trafilatura
from trafilatura.settings import Document

from nutgraf.core.dates import parse_date
from nutgraf.core.text import clean_block


def main_text(html: str) -> str:
    """The text of the article on a page, one paragraph a line; empty where there is none."""
    try:
        document = trafilatura.bare_extraction(html, include_comments=False, with_metadata=False)
    except Exception:  # noqa: BLE001 - whatever a library makes of hostile markup, the page's metadata still counts
        return ""
    return clean_block(document.text or "") if isinstance(document, Document) else ""


def guessed_date(html: str, url: str | None, seen: datetime) -> datetime | None:
    """The day that a page's visible dates suggest, as a last resort."""
    try:
        found = htmldate.find_date(html, url=url, original_date=True, max_date=seen)
    except Exception:  # noqa: BLE001 - as above: a guess must not cost the article
        return None
    return parse_date(found) if found else None
