"""From a capture to an article: its page and its entry, metadata and text, put together by trust."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from nutgraf.core import jsonld, microdata, opengraph, visible
from nutgraf.core.authors import names_of
from nutgraf.core.body import Body, body_of_text
from nutgraf.core.bylines import authors_of
from nutgraf.core.charset import decode_page
from nutgraf.core.claims import Claims
from nutgraf.core.credits import credit_in, first_published_at, licence_of, told_credit
from nutgraf.core.dates import plausible
from nutgraf.core.images import images_of
from nutgraf.core.kinds import kind_of
from nutgraf.core.language import language_of
from nutgraf.core.live import with_posts
from nutgraf.core.maintext import main_text
from nutgraf.core.page import Page
from nutgraf.core.paywalls import is_paywalled
from nutgraf.core.printed_posts import printed_posts
from nutgraf.core.refusal import why_no_article
from nutgraf.core.sniff import not_html
from nutgraf.core.text import clean, digest, shorten, strip_html
from nutgraf.core.tidy import tidy_article, tidy_entry
from nutgraf.core.titles import site_in, title_of, word_key
from nutgraf.core.url import article_id, normalise, registrable_domain, same_publisher, same_site
from nutgraf.core.when import times_of
from nutgraf.records import Article, ArticleKind, Capture, Entry, Image, Provider, Rejected

T = TypeVar("T")

_GONE = {404, 410}
_ERROR = 400  # HTTP status codes from here on
_SHORT = 200  # characters; less is no text of an article, only perhaps its excerpt
_FULL = 600  # characters from which an entry's content counts as the full text
_EXCERPT = 300
_AMP = {"amp", "⚡"}  # attributes of an AMP page's html element
_COMMAS = re.compile(r"\s*[,，、;；،]\s*")
_LISTED = 3  # parts from which a section or tag with commas is a list


def extract(capture: Capture) -> Article | Rejected:
    """The article that a capture shows, from its page, its entry or both; Rejected where there is none.

    Never raises. A page that could not be had or read still gives the article that its entry tells of; one that says
    plainly that there is no article here does so only where the entry has its text.
    """
    entry = _entry_of(capture)
    result = _from_page(capture, entry)
    if not isinstance(result, Rejected) or not (entry.title or entry.content):
        return result
    if _tells_that_there_is_none(capture, result) and len(strip_html(entry.content or "")) < _SHORT:
        return result
    return _from_entry(capture, entry)


def _entry_of(capture: Capture) -> Entry:
    """What is told of a capture, harmless, whoever took it."""
    return tidy_entry(capture.entry) if capture.entry else Entry()


def _tells_that_there_is_none(capture: Capture, result: Rejected) -> bool:
    return result.reason == "not_an_article" or capture.status in _GONE


def _rejected(capture: Capture, reason: str, detail: str) -> Rejected:
    return Rejected(capture=capture.id, reason=reason, detail=detail, url=capture.url)


# ---------------------------------------------------------------- pages


class Reading(NamedTuple):
    """A page, what its kinds of metadata claim of the article, in order of trust, its kind and its main text."""

    page: Page
    sources: tuple[Claims, ...]
    kind: ArticleKind
    body: Body


def _from_page(capture: Capture, entry: Entry) -> Article | Rejected:
    reading = read_page(capture, entry)
    if isinstance(reading, Rejected):
        return reading
    article = article_on(reading, capture, entry)
    if not article.title and len(article.text) < _SHORT:
        return _rejected(capture, "too_short", "neither title nor text")
    if other := why_no_article(reading.page, reading.sources, article.title, reading.body.text):
        return _rejected(capture, "not_an_article", other)
    return article


def read_page(capture: Capture, entry: Entry) -> Reading | Rejected:
    """What the page of a capture says; Rejected where there is none that can be read."""
    if capture.status >= _ERROR:
        return _rejected(capture, "http_error", f"the server answered {capture.status}")
    if not capture.body:
        return _rejected(capture, "empty", "neither page nor entry")
    if not capture.body.strip(b"\0 \t\r\n"):
        return _rejected(capture, "empty", "a page without content")
    if other := not_html(capture.body):
        return _rejected(capture, "not_html", f"the bytes are {other}")
    html, utf8 = decode_page(capture.body, capture.charset)
    page = Page(html, normalise(capture.url or entry.url or ""), utf8)
    body = main_text(page)
    sources = (
        jsonld.claims(page),
        opengraph.open_graph(page),
        opengraph.meta_tags(page),
        microdata.claims(page),
    )
    kind = kind_of(page, sources, entry)
    if kind == "liveblog":
        body = with_posts(page, body, capture.at)
    return Reading(page, sources, kind, body)


def article_on(reading: Reading, capture: Capture, entry: Entry) -> Article:
    """What the page and the entry of a capture come to, be it an article or not."""
    page, sources, kind, shown = reading
    paywalled = is_paywalled(page, sources, shown.text)
    body = _fuller(shown, entry)
    text, fed = body.text, body is not shown
    canonical = _canonical(page, sources)
    title = title_of(page, sources).text or clean(entry.title or "")
    first, last = (stamp.at if stamp else None for stamp in times_of(page, sources, entry, title, capture.at))
    is_live = kind == "liveblog"
    article = Article(
        id=article_id(canonical) if canonical else digest(title, text),
        capture=capture.id,
        seen=capture.at,
        url=page.url,
        canonical_url=canonical,
        original_url=_original(page, sources, entry),
        amp_url=_amp(page) or entry.amp_url,
        title=title,
        excerpt=_excerpt(sources, entry, text),
        text=text,
        passages=body.passages,
        links=body.links,
        posts=body.posts or (printed_posts(page, body, first, last, capture.at) if is_live else ()),
        authors=authors_of(page, sources, entry, title).names,
        published=first,
        modified=last,
        language=language_of(f"{title}\n{text}", page.language or sources[0].language or entry.language),
        kind=kind,
        section=_section(page, sources, entry),
        provider=_provider(page, sources, entry, title),
        images=images_of(page, sources, entry),
        tags=_tags(page, sources, entry),
        topics=entry.topics,
        credit=_credit(page, sources, entry, text),
        paywalled=paywalled,
        partial=len(text) < _SHORT or (paywalled and not fed and len(text) < 2 * _FULL),
        extras=entry.extras,
    )
    return tidy_article(article)


def _fuller(shown: Body, entry: Entry) -> Body:
    """What a page shows, or what its entry tells, where that is the full text and more."""
    content = strip_html(entry.content or "")
    return body_of_text(content) if len(content) > max(len(shown.text), _FULL) else shown


def _first(values: Iterable[T]) -> T | None:
    return next((value for value in values if value), None)


def _date(dates: Iterable[datetime | None], seen: datetime) -> datetime | None:
    return next((date for date in dates if date and plausible(date, seen)), None)


def _credit(page: Page, sources: Sequence[Claims], entry: Entry, text: str) -> str | None:
    return (
        credit_in(text)
        or licence_of(page)
        or _first(told_credit(claim.credit) for claim in sources)
        or visible.credit(page)
        or entry.credit
    )


def _canonical(page: Page, sources: Sequence[Claims]) -> str | None:
    """The page's own URL: its canonical link where that stays on the site and names no front page."""
    for link in (page.link("canonical"), page.resolve(sources[1].url)):
        if link and (
            page.url is None
            or (same_site(link, page.url) and link.count("/") >= min(3, page.url.count("/")) and not _is_root(link))
        ):
            return link
    return page.url


def _is_root(url: str) -> bool:
    return url.partition("://")[2].partition("/")[2] == ""


def _original(page: Page, sources: Sequence[Claims], entry: Entry) -> str | None:
    """Where the page says that its text was first published, when that is another site."""
    stated = (
        page.link("canonical"),
        *(page.resolve(claim.original_url) for claim in sources),
        page.link("original-source"),
        first_published_at(page),
        entry.original_url,
    )
    named = (url for url in stated if url and registrable_domain(url))
    return next((url for url in named if page.url and not same_publisher(url, page.url)), None)


def _amp(page: Page) -> str | None:
    root = page.tree.root
    is_amp = root is not None and not _AMP.isdisjoint(root.attributes)
    return page.url if is_amp else page.link("amphtml")


def _excerpt(sources: Sequence[Claims], entry: Entry, text: str) -> str:
    return (
        _first(claim.excerpt for claim in sources)
        or clean(strip_html(entry.excerpt or ""))
        or shorten(text.partition("\n")[0], _EXCERPT)
    )


def _section(page: Page, sources: Sequence[Claims], entry: Entry) -> str | None:
    """The section, or the first of a list of them."""
    section = _first(claim.section for claim in sources) or visible.section(page) or entry.section
    parts = _COMMAS.split(section or "")
    return parts[0] if len(parts) >= _LISTED else section


def _provider(page: Page, sources: Sequence[Claims], entry: Entry, title: str) -> Provider:
    known = entry.provider or Provider()
    domain = registrable_domain(page.url) if page.url else None
    logo = sources[0].logo
    url = page.resolve(logo.url) if logo else None
    logos = (Image(url=url, width=logo.width, height=logo.height),) if logo and url else ()
    return Provider(
        name=_first(_plain(claims.site_name, domain or "") for claims in (sources[1], sources[0], *sources[2:]))
        or known.name
        or site_in(page.title, title),
        domain=domain or known.domain,
        images=logos or known.images,
    )


def _plain(name: str | None, domain: str) -> str | None:
    """A site's name without the motto that some put before or behind a bar: the part that the domain is named by."""
    parts = list(filter(None, (part.strip(" |·-\u2013\u2014") for part in (name or "").split(" | "))))
    label = word_key(domain.partition(".")[0])
    return _first(part for part in parts if label and label in word_key(part)) or _first(parts)


def _tags(page: Page, sources: Sequence[Claims], entry: Entry) -> tuple[str, ...]:
    tags = _first(claim.tags for claim in sources) or entry.tags or visible.tags(page)
    apart = (parts if len(parts := _COMMAS.split(tag)) >= _LISTED else [tag] for tag in tags)
    return tuple(dict.fromkeys(filter(None, (clean(tag) for parts in apart for tag in parts))))


# ---------------------------------------------------------------- entries


def entry_article(capture: Capture) -> Article | Rejected:
    """The article that a capture's entry tells of, page or no page; its language is not looked for."""
    entry = _entry_of(capture)
    if not (entry.title or entry.content):
        return _rejected(capture, "empty", "neither page nor entry")
    return _told(capture, entry)


def _from_entry(capture: Capture, entry: Entry) -> Article:
    told = _told(capture, entry)
    return replace(told, language=language_of(f"{told.title}\n{told.text or told.excerpt}", entry.language))


def _told(capture: Capture, entry: Entry) -> Article:
    url = normalise(entry.url or capture.url or "")
    text = strip_html(entry.content or "")
    excerpt = clean(strip_html(entry.excerpt or "").replace("\n", " "))
    full = len(text) >= _FULL or (len(text) >= _SHORT and len(text) > 2 * len(excerpt) > 0)
    title = clean(strip_html(entry.title or "").replace("\n", " ")) or shorten(text.partition("\n")[0], 100)
    provider = entry.provider or Provider()
    article = Article(
        id=article_id(url) if url else digest(title, text or excerpt),
        capture=capture.id,
        seen=capture.at,
        url=url,
        canonical_url=url,
        original_url=normalise(entry.original_url) if entry.original_url else None,
        amp_url=entry.amp_url,
        title=title,
        excerpt=excerpt or shorten(text.replace("\n", " "), _EXCERPT),
        text=text,
        authors=names_of(entry.authors),
        published=_date((entry.published,), capture.at),
        modified=_date((entry.modified,), capture.at),
        kind=entry.kind or "article",
        section=entry.section,
        provider=Provider(
            name=provider.name,
            domain=provider.domain or (registrable_domain(url) if url else None),
            images=provider.images,
        ),
        images=entry.images,
        tags=entry.tags,
        topics=entry.topics,
        credit=entry.credit or credit_in(text),
        partial=not full,
        extras=entry.extras,
    )
    return tidy_article(article)
