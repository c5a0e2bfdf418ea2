"""What is said of an item where it is listed."""

from datetime import datetime
from typing import Literal, TypeAlias

from nutgraf.records.record import Record
from nutgraf.records.times import Precision

ArticleKind: TypeAlias = Literal["article", "video", "liveblog", "opinion", "gallery", "audio"]


class Image(Record, frozen=True):
    """An image an article or provider shows; sizes in pixels."""

    url: str
    width: int | None = None
    height: int | None = None
    cached: bool = False


class Provider(Record, frozen=True):
    """The outlet that publishes an article."""

    name: str | None = None
    domain: str | None = None
    images: tuple[Image, ...] = ()


class RecordExtras(Record, frozen=True):
    """What only a published record says of its article, kept so that it is written again as it was.

    ``printed`` is the record's own entry, character for character, before any tidying.
    """

    printed: "Entry | None" = None
    category: str = "news"
    featured_content: str | None = None
    prints_web_url: bool = True
    released: bool | None = None
    related: tuple["Entry", ...] = ()


class Entry(Record, frozen=True):
    """What a feed, sitemap, JSON Lines row or published record says of an item.

    ``content`` is text or HTML as the source gave it; ``id`` is the source's own name for the item (guid, row id).
    Precisions are None where the times tell them: midnight is a day, all else is to the second.
    ``shares_url``: what is found at ``url`` is not the item's own, for other items of its listing have the same.
    """

    id: str | None = None
    url: str | None = None
    title: str | None = None
    excerpt: str | None = None
    content: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    published_precision: Precision | None = None
    modified_precision: Precision | None = None
    language: str | None = None
    kind: ArticleKind | None = None
    images: tuple[Image, ...] = ()
    provider: Provider | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    original_url: str | None = None
    amp_url: str | None = None
    credit: str | None = None
    extras: RecordExtras | None = None
    shares_url: bool = False
