"""Each field of an article in words, with the place it was taken from and what other places say instead."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, NamedTuple, TypeVar

from nutgraf.core.claims.found import Found, Said
from nutgraf.core.fields.bylines.authors import names_of
from nutgraf.core.fields.decided import Decided
from nutgraf.core.text.plain import clean, shorten
from nutgraf.records import Image

T = TypeVar("T")

_LONGEST: Final = 200  # characters of a value that are told: chosen for reading


class Field(NamedTuple):
    """A field of an article, the place it was taken from, and what other places say instead."""

    name: str
    value: str
    source: str
    others: tuple[tuple[str, str], ...] = ()


def fields_of(decided: Decided) -> tuple[Field, ...]:
    """All fields, those first by which an article is known; posts only of a live blog."""
    posts = (_field("posts", decided.posts, lambda posts: str(len(posts))),) if decided.posts.value else ()
    return (
        _field("title", decided.title, str),
        _field("authors", _with_names(decided.authors), ", ".join),
        _field("published", decided.published, _time),
        _field("modified", decided.modified, _time),
        _field("language", decided.language, _or_none),
        _field("kind", decided.kind, str),
        _field("section", decided.section, _or_none),
        _field("outlet", decided.outlet, _or_none),
        _field("credit", decided.credit, _or_none),
        _field("canonical", decided.canonical, _or_none),
        _field("original", decided.original, _or_none),
        _field("amp", decided.amp, _or_none),
        _field("excerpt", decided.excerpt, _short),
        _field("text", Found(decided.body.text, decided.body.source), lambda text: f"{len(text)} characters"),
        *posts,
        _field("images", decided.images, _lead),
        _field("tags", decided.tags, ", ".join),
        _field("topics", decided.topics, ", ".join),
        _field("paywalled", decided.paywalled, lambda closed: "yes" if closed else "no"),
    )


def _field(name: str, found: Found[T], told: Callable[[T], str]) -> Field:
    value = told(found.value)
    others = dict.fromkeys((place, _short(told(said))) for place, said in found.instead)
    return Field(name, value, found.source if value else "", tuple(others))


def _with_names(authors: Found[tuple[str, ...]]) -> Found[tuple[str, ...]]:
    """The authors beside the names in what other places say."""
    return authors._replace(said=tuple(Said(place, names_of(byline)) for place, byline in authors.said))


def _or_none(value: str | None) -> str:
    return value or ""


def _short(value: str) -> str:
    return shorten(clean(value), _LONGEST)


def _time(value: datetime | None) -> str:
    return value.isoformat() if value else ""


def _lead(images: Sequence[Image]) -> str:
    """The first image, and how many there are besides."""
    if not images:
        return ""
    return images[0].url + (f" and {len(images) - 1} more" if len(images) > 1 else "")
