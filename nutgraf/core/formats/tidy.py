"""What an entry or article says, made harmless, field by field: whatever comes in and whatever is shown passes here.

Names lose controls and marks that turn the direction of writing, prose keeps its lines, addresses are http or https.
Titles and names are not longer, nor names more, than a list of articles has room for. All else stays character for
character, since a published record is printed again as it was.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any, Final, TypeVar

from msgspec.structs import replace

from nutgraf.core.formats.embeds import safe_embed
from nutgraf.core.formats.url import domain_name, web_address
from nutgraf.core.text.characters import one_line, prose
from nutgraf.core.text.plain import shorten
from nutgraf.records import (
    Article,
    ArticleAdded,
    ArticleRevised,
    CaptureTaken,
    Change,
    Entry,
    Image,
    Link,
    Post,
    Provider,
    RecordExtras,
)

# So that no one fills a page; chosen, not measured.
LONGEST_TITLE: Final = 1_000
LONGEST_NAME: Final = 500
MOST_NAMES: Final = 200
_LONGEST_MARKUP: Final = 10 * LONGEST_TITLE  # of a title that is still to be read as markup

T = TypeVar("T", Entry, Article, Provider, RecordExtras)


def tidy_entry(entry: Entry) -> Entry:
    """The entry with harmless fields; the same one where they are harmless."""
    return _tidied(entry, ENTRY)


def tidy_article(article: Article) -> Article:
    """The article with harmless fields but for its text, which is clean from the start and which offsets count in."""
    return _tidied(article, ARTICLE)


def tidy_change(change: Change) -> Change:
    """The change with harmless fields in what it tells of a capture or article."""
    match change:
        case CaptureTaken(capture=capture) if capture.entry:
            return replace(change, capture=replace(capture, entry=tidy_entry(capture.entry)))
        case ArticleAdded() | ArticleRevised():
            article = tidy_article(change.prepared.article)
            return replace(change, prepared=replace(change.prepared, article=article))
        case _:
            return change


def tidy_name(value: str | None) -> str | None:
    """A name without what has no place in one; None where nothing is left."""
    return (_name(value) or None) if value else value


def _name(value: str) -> str:
    return shorten(one_line(value), LONGEST_NAME)


def _identifier(value: str) -> str | None:
    """What tells one entry from another, and so is never cut."""
    return one_line(value) or None


def _title(value: str) -> str:
    return shorten(prose(value), LONGEST_TITLE)


def _marked_up_title(value: str) -> str | None:
    return shorten(prose(value), _LONGEST_MARKUP) or None


def _tidied(record: T, fields: Mapping[str, Callable[[Any], Any]]) -> T:
    changed = {}
    for field, tidy in fields.items():
        value = getattr(record, field)
        if value and (better := tidy(value)) != value:
            changed[field] = better
    return replace(record, **changed) if changed else record


def _optional_prose(value: str) -> str | None:
    return prose(value) or None


def _names(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(filter(None, map(_name, values))), MOST_NAMES))


def _images(images: Iterable[Image]) -> tuple[Image, ...]:
    return tuple(
        image if url == image.url else replace(image, url=url) for image in images if (url := web_address(image.url))
    )


def _links(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(link for link in links if web_address(link.url) == link.url)


def _posts(posts: Iterable[Post]) -> tuple[Post, ...]:
    return tuple(replace(post, title=_title(post.title)) for post in posts)


def _provider(provider: Provider) -> Provider:
    return _tidied(provider, PROVIDER)


def _extras(extras: RecordExtras) -> RecordExtras:
    return _tidied(extras, EXTRAS)


def _entries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(map(tidy_entry, entries))


PROVIDER: Final[Mapping[str, Callable[[Any], Any]]] = {"name": tidy_name, "domain": domain_name, "images": _images}
_SHARED: Final[Mapping[str, Callable[[Any], Any]]] = {
    "url": web_address,
    "original_url": web_address,
    "amp_url": web_address,
    "authors": _names,
    "language": tidy_name,
    "images": _images,
    "provider": _provider,
    "section": tidy_name,
    "tags": _names,
    "topics": _names,
    "credit": tidy_name,
    "extras": _extras,
}
ENTRY: Final[Mapping[str, Callable[[Any], Any]]] = {
    **_SHARED,
    "id": _identifier,
    "title": _marked_up_title,
    "excerpt": _optional_prose,
    "content": _optional_prose,
}
ARTICLE: Final[Mapping[str, Callable[[Any], Any]]] = {
    **_SHARED,
    "canonical_url": web_address,
    "title": _title,
    "excerpt": prose,
    "links": _links,
    "posts": _posts,
}
EXTRAS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "printed": tidy_entry,
    "category": lambda category: _name(category) or "news",
    "featured_content": safe_embed,
    "related": _entries,
}
