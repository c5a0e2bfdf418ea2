"""What all feed formats share: the Feed itself, and how fields become those of an Entry."""

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from nutgraf.core.formats.dates import Stamp, read_stamp
from nutgraf.core.formats.url import normalise, registrable_domain
from nutgraf.core.text.plain import clean, strip_html
from nutgraf.records import ArticleKind, Entry, Image, Provider, Record

MAX_BYTES = 50_000_000  # what the sitemap protocol allows uncompressed, and no page or feed needs
FULL_TEXT = 1000  # characters; a longer description is the text itself, not a teaser; chosen, not measured
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_MAIL_AUTHOR = re.compile(r"\s*\S+@\S+\s*\((.+)\)\s*|\s*(.+?)\s*[<(]\S+@\S+[>)]\s*")
_AUDIO_VIDEO: dict[str, ArticleKind] = {"audio": "audio", "video": "video"}


class Feed(Record, frozen=True):
    """A feed as it was read.

    ``url`` is the home page it belongs to, ``next_url`` its next page or older archive (RFC 5005), ``ttl`` how many
    seconds it may be kept, ``hub`` its WebSub hub, ``skipped`` how many entries could not be read.
    """

    title: str | None = None
    url: str | None = None
    language: str | None = None
    entries: tuple[Entry, ...] = ()
    next_url: str | None = None
    ttl: int | None = None
    hub: str | None = None
    skipped: int = 0


def inline(value: str | None) -> str | None:
    """Plain text on one line, markup and character references resolved where there are some."""
    if not value:
        return None
    if _MARKUP.search(value):
        value = strip_html(value)
    return clean(value) or None


def description(markup: str | None, content: str | None) -> tuple[str | None, str | None]:
    """Excerpt and content from what a feed says of an item; a description too long for an excerpt is content."""
    if not markup or not markup.strip():
        return None, content
    text = inline(markup)
    if text is None or len(text) > FULL_TEXT:
        return None, content or markup
    return text, content


def language_tag(value: str | None) -> str | None:
    """A BCP 47 tag, in its usual case, where the value has the form of one."""
    value = (value or "").strip()
    if not _LANGUAGE.fullmatch(value):
        return None
    first, *rest = value.replace("_", "-").split("-")
    return "-".join((first.lower(), *(part.upper() if len(part) == 2 else part for part in rest)))  # noqa: PLR2004 (a region)


def person(value: str | None) -> str | None:
    """An author's name, out of ``mail@example.org (Name)`` and ``Name <mail@example.org>`` too."""
    found = _MAIL_AUTHOR.fullmatch(value or "")
    name = inline(found[1] or found[2] if found else value)
    return name if name and not re.fullmatch(r"\S+@\S+", name) else None


def once(values: Iterable[str | None]) -> tuple[str, ...]:
    """The values that are there, each once, in order."""
    return tuple(dict.fromkeys(value for value in values if value))


def first_date(values: Iterable[str | None], countries: Sequence[str] = ()) -> Stamp | None:
    """The first of the values that is a date; ``countries`` are those that the listing can be of."""
    return next(filter(None, (read_stamp(value, countries=countries) for value in values if value)), None)


def size(value: str | None) -> int | None:
    """A count of pixels, where the value is a plausible one."""
    digits = (value or "").strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and 0 < len(digits) < 6 else None  # noqa: PLR2004 (pixels)


def images_once(images: Iterable[Image]) -> tuple[Image, ...]:
    """Images, each address once; the one with a known size is kept."""
    kept: dict[str, Image] = {}
    for image in images:
        if image.url not in kept or (kept[image.url].width is None and image.width is not None):
            kept[image.url] = image
    return tuple(kept.values())


def media_kind(types: Iterable[str]) -> ArticleKind | None:
    """Audio or video, where an item encloses nothing else but pictures."""
    kinds = {_AUDIO_VIDEO.get(mime.partition("/")[0].strip().lower()) for mime in types if not mime.startswith("image")}
    return kinds.pop() if len(kinds) == 1 else None


def own_provider(entry_url: str | None, feed: Feed, feed_url: str, logo: str | None = None) -> Provider | None:
    """The feed as an entry's provider, where the entry is on the feed's own site, or has no address at all."""
    homes = [domain for url in (feed.url, normalise(feed_url)) if url and (domain := registrable_domain(url))]
    domain = registrable_domain(entry_url) if entry_url else next(iter(homes), None)
    if entry_url and domain not in homes:
        return None
    if domain is None and feed.title is None:
        return None
    return Provider(name=feed.title, domain=domain, images=(Image(url=logo),) if logo else ())


def with_source(entry: Entry, name: str | None, source: str | None) -> Entry:
    """An entry with the source it names.

    A source on the entry's own site is its provider (an aggregator links to the outlet); a source elsewhere is where
    the text comes from.
    """
    domain = registrable_domain(source) if source else None
    if domain is None:
        return replace(entry, credit=entry.credit or name)
    if entry.url is None or domain == registrable_domain(entry.url):
        return replace(entry, provider=Provider(name=name, domain=domain))
    return replace(entry, original_url=entry.original_url or source, credit=entry.credit or name)
