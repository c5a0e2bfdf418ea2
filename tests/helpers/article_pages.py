"""Invented pages with an article, and what the extractor makes of them."""

from datetime import UTC, datetime

from nutgraf.core.extract import extract
from nutgraf.records import Article, Capture

SEEN = datetime(2024, 3, 6, 12, tzinfo=UTC)


URL = "https://www.daily.example/local/2024/03/05/bridge-reopens"


PARAGRAPHS = [
    "The old bridge over the river opened again on Tuesday after ten months of repairs, the city said.",
    "Engineers replaced four hundred metres of railing and both ramps, and found less rust than they had feared.",
    "“We are three weeks early,” said the mayor, who walked across first, followed by a brass band and two dogs.",
    "The repairs cost eleven million crowns, of which the state pays half; the rest comes from the city's reserve.",
    "Buses return to their usual routes on Thursday, and the ferry will make its last crossing on Sunday evening.",
]


LOGIN = b"<html><title>Log in</title><body><h1>Log in</h1><input type=password></body></html>"


BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


LONG = "".join(f"<p>{number}. {paragraph}</p>" for number in range(4) for paragraph in PARAGRAPHS)


def page(head: str = "", article: str = f"<h1>Bridge reopens after repairs</h1>{BODY}", lang: str = "en") -> bytes:
    markup = (
        f"<!doctype html><html lang={lang}><head><title>Bridge reopens after repairs | The Daily</title>{head}</head>"
    )
    return f"{markup}<body><nav><a href=/>Home</a></nav><article>{article}</article></body></html>".encode()


def capture(body: bytes = b"", **fields: object) -> Capture:
    known: dict[str, object] = {"id": "c1", "at": SEEN, "url": URL, "body": body}
    return Capture(**(known | fields))  # type: ignore[arg-type]


def article(body: bytes = b"", **fields: object) -> Article:
    found = extract(capture(body, **fields))
    assert isinstance(found, Article), found
    return found
