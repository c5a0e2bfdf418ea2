"""What the page itself shows of its article, for what no metadata says."""

import re
from datetime import datetime

from nutgraf.core.claims import Claims
from nutgraf.core.dates import parse_date
from nutgraf.core.page import Page, text_of
from nutgraf.core.text import strip_html

_BYLINES = (
    '[rel~="author"]',
    '[class*="byline" i] a[href*="author" i], [class*="author" i] a[href*="author" i]',
    '[class~="author-name" i], [class*="author__name" i], [class*="authorName" i], [class*="author_name" i], [class*="byline-name" i], '
    '[class*="byline__name" i], [data-testid*="author-name" i]',
    '[class~="byline" i], [class~="author" i], [class*="byline" i], [class*="article-author" i], [class*="article__author" i], '
    '[class*="post-author" i], [class*="entry-author" i], [id="author" i], [id="byline" i], [class~="autor" i], [class~="auteur" i], '
    '[class~="autore" i], [class~="writer" i], [class~="vcard" i] .fn',
)
_TIMES = (
    "time[pubdate]",
    'article time[datetime], main time[datetime], [class*="article" i] time[datetime], header time[datetime]',
    "time[datetime]",
    "article time, main time",
    '[class*="publish" i][class*="date" i], [class*="pubdate" i], [class*="post-date" i], [class*="entry-date" i], '
    '[class*="article-date" i], [class*="article__date" i], [class*="dateline" i], [class~="published" i], [class*="posted-on" i], '
    '[class*="timestamp" i], [class~="date" i], [class~="datum" i], [class~="fecha" i], [id*="date" i]',
)
_ELSEWHERE = (
    '[class*="comment" i] *, [id*="comment" i] *, [class*="related" i] *, aside *, footer *, nav *, [class*="sidebar" i] *, '
    '[class*="recent" i] *, [class*="widget" i] *, [class*="promo" i] *, [class*="teaser" i] *, [class*="popular" i] *'
)
_URL_DAY = re.compile(
    r"[/_-]((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-]?(0[1-9]|[12]\d|3[01])(?![\d])",
    re.IGNORECASE,
)
_MOST = 10


def claims(page: Page) -> Claims:
    """Heading, byline and date as the page prints them."""
    return Claims(title=heading(page), authors=_byline(page), published=_time(page))


def heading(page: Page) -> str | None:
    """The main heading: an h1 of the article where there are several."""
    for selector in ('article h1, main h1, [class*="article" i] h1', "h1"):
        texts = [text for node in page.nodes(selector, _MOST) if (text := text_of(node))]
        if texts:
            return texts[0]
    return None


def _byline(page: Page) -> tuple[str, ...]:
    for selector in _BYLINES:
        names = [
            text
            for node in page.nodes(selector, _MOST)
            if not node.css_matches(_ELSEWHERE) and (text := strip_html(node.html or "")) and len(text) < 200
        ]
        if names:
            return tuple(dict.fromkeys(names))
    return ()


def _time(page: Page) -> datetime | None:
    for selector in _TIMES:
        for node in page.nodes(selector, _MOST):
            if node.css_matches(_ELSEWHERE):
                continue
            if date := parse_date(node.attributes.get("datetime") or text_of(node)):
                return date
    return None


def date_in_url(url: str | None) -> datetime | None:
    """The day that a URL's path names, as in /2020/12/17/ or /2020/dec/17/."""
    found = _URL_DAY.search((url or "").partition("://")[2])
    return parse_date(" ".join(found.groups()) if found[2].isalpha() else "-".join(found.groups())) if found else None
