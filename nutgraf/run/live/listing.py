"""What a source lists: the entries of a feed or of sitemaps, the feeds of a page, or a page alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

from msgspec.structs import replace

from nutgraf.core.feeds.discover import feed_links, guessed_feeds
from nutgraf.core.feeds.entry import Feed
from nutgraf.core.feeds.feed import read_feed
from nutgraf.core.feeds.sitemap import Sitemap, read_sitemap
from nutgraf.core.formats.sniff import not_html
from nutgraf.errors import FetchError, InputError, NotAFeed
from nutgraf.net.address import is_local_name, origin
from nutgraf.net.fetch import Fetched, Fetcher
from nutgraf.records import Entry, Record, Source
from nutgraf.run.processes.apart import Reader
from nutgraf.run.source_list import source_of

# Against listings without end; chosen, not measured.
UNDATED = 200
SITEMAPS = 50
DEPTH = 3
FEEDS_OF_A_PAGE = 5

_OLDEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Web:
    """What fetches listings, and what reads them."""

    fetcher: Fetcher
    reader: Reader


class Listing(Record, frozen=True):
    """What was found at a source; ``source`` is the source with what is now known of it.

    ``feeds`` are those that a ``page`` names, to be watched in its stead; a page without any is watched itself.
    """

    source: Source
    entries: tuple[Entry, ...] = ()
    feeds: tuple[Source, ...] = ()
    page: Fetched | None = None


def is_success(answer: Fetched) -> bool:
    """Whether the status is one of the 2xx."""
    return answer.status // 100 == 2  # noqa: PLR2004 - HTTP's own class of success


def what_else(answer: Fetched) -> str | None:
    """What an answer is, in words, when it is no page of HTML; None for a page."""
    return not_html(answer.body) if answer.body else (answer.content_type or "nothing")


async def read_listing(web: Web, source: Source, answer: Fetched, since: datetime, trust: str | None) -> Listing:
    """What a source's answer lists; sitemaps and guessed feeds are fetched along the way, with the source's trust.

    Of sitemaps, the entries dated ``since`` then and the first 200 without a date; an index is followed three levels
    and fifty files deep, in its order. A source that was a feed or sitemap before must stay one, and what a page named
    must be one: what pages name is not followed further. Raises NotAFeed.
    """
    listed = await web.reader.read(partial(_listed, may_be_page=_may_be_page(source)), answer, answer.url)
    if isinstance(listed, Feed):
        kept = replace(source, kind="feed", title=listed.title or source.title)
        return Listing(source=kept, entries=listed.entries)
    if isinstance(listed, Sitemap):
        entries = await _follow(web, listed, {source.url, answer.url}, trust)
        return Listing(source=replace(source, kind="sitemap"), entries=_recent(entries, since))
    return await _page(web, source, answer, listed, trust)


def _listed(answer: Fetched, *, may_be_page: bool) -> Feed | Sitemap | list[str]:
    """What an answer lists, or the feeds that it names where it may be a page."""
    try:
        return _feed(answer)
    except NotAFeed as e:
        problem = e
    try:
        return _sitemap(answer)
    except NotAFeed:
        if what_else(answer) is None and may_be_page:
            return feed_links(answer.body, answer.url, answer.links)
        raise problem from None


def _feed(answer: Fetched) -> Feed:
    return read_feed(answer.body, answer.url, answer.charset)


def _sitemap(answer: Fetched) -> Sitemap:
    return read_sitemap(answer.body, answer.url)


def _may_be_page(source: Source) -> bool:
    """Whether no feed was ever read or named there: a feed that turns into a page is a site in trouble."""
    if source.named_by == "page":
        return False
    read_before = source.title is not None or (source.checked is not None and source.failures == 0)
    return source.kind == "page" or not read_before


async def _follow(web: Web, sitemap: Sitemap, visited: set[str], trust: str | None) -> list[Entry]:
    entries = list(sitemap.entries)
    level: Sequence[str] = sitemap.sitemaps
    for _ in range(DEPTH):
        deeper: list[str] = []
        for url in level:
            if url in visited or len(visited) > SITEMAPS:
                continue
            visited.add(url)
            found = await _fetched_sitemap(web, url, trust)
            entries += found.entries
            deeper += found.sitemaps
        level = deeper
    return entries


async def _fetched_sitemap(web: Web, url: str, trust: str | None) -> Sitemap:
    """One sitemap of an index; one that cannot be had or read is as an empty one, and comes again next round."""
    try:
        answer = await web.fetcher.get(url, trust=trust)
        return await web.reader.read(_sitemap, answer, url) if is_success(answer) else Sitemap()
    except (FetchError, InputError):
        return Sitemap()


def _recent(entries: Iterable[Entry], since: datetime) -> tuple[Entry, ...]:
    dated: list[Entry] = []
    undated: list[Entry] = []
    for entry in entries:
        date = entry_date(entry)
        if date is None:
            undated.append(entry)
        elif date >= since:
            dated.append(entry)
    return (*dated, *undated[:UNDATED])


def entry_date(entry: Entry) -> datetime | None:
    """When an entry was last touched, as far as it says."""
    return max(filter(None, (entry.published, entry.modified)), default=None)


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Entries by date, the undated last in their order."""
    return sorted(entries, key=lambda entry: entry_date(entry) or _OLDEST, reverse=True)


async def _page(web: Web, source: Source, answer: Fetched, links: Sequence[str], trust: str | None) -> Listing:
    page = replace(source, kind="page")
    feeds = [found for link in links[:FEEDS_OF_A_PAGE] if (found := _found(link, source)) and found.id != source.id]
    # A feed elsewhere on a private network would be asked for in vain: no page gives trust there.
    feeds = [feed for feed in feeds if origin(feed.url) == origin(source.url) or not is_local_name(_host(feed.url))]
    if not feeds and urlsplit(answer.url).path in {"", "/"}:
        feeds = await _guess(web, source, answer.url, trust)
    return Listing(source=page, feeds=tuple(feeds), page=answer)


def _found(link: str, page: Source) -> Source | None:
    found = source_of(link)
    return replace(found, named_by="page", found_on=page.id) if found else None


async def _guess(web: Web, page: Source, url: str, trust: str | None) -> list[Source]:
    for link in guessed_feeds(url):
        try:
            answer = await web.fetcher.get(link, trust=trust)
            if is_success(answer) and (await web.reader.read(_feed, answer, link)).entries:
                return [found for found in [_found(link, page)] if found]
        except (FetchError, InputError):
            continue
    return []


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
