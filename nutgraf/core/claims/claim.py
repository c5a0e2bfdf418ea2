"""What one kind of metadata on a page says of the article: the common form in which the kinds are compared."""

import re
from collections.abc import Iterable
from typing import Final, TypeVar

from nutgraf.core.claims.found import Said
from nutgraf.core.formats.dates import Stamp
from nutgraf.core.page.parsed import Page
from nutgraf.records import ArticleKind, Image, Record

T = TypeVar("T")

RECORDING: Final = "a recording"  # where a date stands that may be that of a video beside the article
PLACES: Final = ("JSON-LD", "Open Graph", "meta tags", "microdata")  # the kinds of metadata, in order of trust


class Claims(Record, frozen=True, kw_only=True):
    """What a page's JSON-LD, meta tags, microdata or visible parts claim; None or empty where they are silent.

    URLs are as written, names and texts cleaned, ``authors`` still as written (``core.authors`` takes them apart).
    """

    title: str | None = None
    excerpt: str | None = None
    authors: tuple[str, ...] = ()
    published: Stamp | None = None
    modified: Stamp | None = None
    language: str | None = None
    kind: ArticleKind | None = None
    section: str | None = None
    site_name: str | None = None
    logo: Image | None = None
    images: tuple[Image, ...] = ()
    tags: tuple[str, ...] = ()
    credit: str | None = None
    url: str | None = None
    original_url: str | None = None
    paywalled: bool | None = None
    is_article: bool = False


def by_place(claimed: Iterable[T]) -> tuple[Said[T], ...]:
    """What each kind of metadata says of one field, in order of trust, with its place."""
    return tuple(map(Said, PLACES, claimed))


def pixels(written: str) -> int | None:
    """The number of pixels that a text begins with, None where it begins with none or with 0."""
    found = re.match(r"\d{1,5}", written)
    return int(found[0]) or None if found else None


def is_false(value: object) -> bool | None:
    """Whether a value, or the first of several, says no, be it as an address of schema.org; None where none is."""
    if isinstance(value, list):
        value = next(iter(value), None)
    if isinstance(value, dict):
        value = value.get("@value", value.get("@id"))
    return None if value is None else str(value).strip().rpartition("/")[2].lower() in {"false", "no", "0"}


def is_titled(page: Page, names: Iterable[str]) -> bool:
    """Whether the title or a heading of a page has one of these names, in any case of letters."""
    titles = [title.casefold() for title in (page.title, *page.headings())]
    return any(name and name.casefold() in title for name in names for title in titles)
