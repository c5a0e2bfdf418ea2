"""The main text of a page: the one place that knows trafilatura."""

import trafilatura
from trafilatura.settings import Document

from nutgraf.core.text import clean_block


def main_text(html: str) -> str:
    """The text of the article on a page, one paragraph a line; empty where there is none."""
    try:
        document = trafilatura.bare_extraction(html, include_comments=False, with_metadata=False)
    except Exception:  # noqa: BLE001 - whatever a library makes of hostile markup, the page's metadata still counts
        return ""
    return clean_block(document.text or "") if isinstance(document, Document) else ""
