"""An article as one capture shows it, and its states one after the other."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from nutgraf.records.entry import ArticleKind, Image, Provider, RecordExtras
from nutgraf.records.record import Record
from nutgraf.records.times import Precision, precise
from nutgraf.records.topic import Tag

PassageKind: TypeAlias = Literal["paragraph", "heading", "item", "quote", "preformatted", "row", "caption"]


class Passage(Record, frozen=True):
    """A line of an article's text, and what it is on the page.

    ``level`` is that of a heading (1 to 6, or 0 for one that has none) and the depth of an item in lists; a paragraph
    with a level belongs to the item before it. The cells of a row stand apart by " | ".
    """

    kind: PassageKind
    start: int
    end: int
    level: int = 0
    ordered: bool = False


class Link(Record, frozen=True):
    """A link in an article's text, resolved."""

    start: int
    end: int
    url: str


class Post(Record, frozen=True):
    """An entry of a live blog, as a span of the article's text; ``at`` is None where the page does not date it."""

    start: int
    end: int
    at: datetime | None = None
    title: str = ""


class Article(Record, frozen=True):
    """An article as one capture shows it.

    ``id`` comes from ``canonical_url`` (from title and text where there is no URL) and never changes.
    ``original_url`` is where the page says the text was first published. ``seen`` is the time of the capture.
    ``passages``, ``links`` and ``posts`` say how ``text`` is built, in order; without passages, every line of it is a
    paragraph. Precisions are None where the times tell them: midnight is a day, all else is to the second.
    """

    id: str
    capture: str
    seen: datetime
    url: str | None = None
    canonical_url: str | None = None
    original_url: str | None = None
    amp_url: str | None = None
    title: str = ""
    excerpt: str = ""
    text: str = ""
    passages: tuple[Passage, ...] = ()
    links: tuple[Link, ...] = ()
    posts: tuple[Post, ...] = ()
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    published_precision: Precision | None = None
    modified_precision: Precision | None = None
    language: str | None = None
    kind: ArticleKind = "article"
    section: str | None = None
    provider: Provider = Provider()
    images: tuple[Image, ...] = ()
    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    credit: str | None = None
    paywalled: bool = False
    partial: bool = False
    extras: RecordExtras | None = None

    @property
    def known_to(self) -> Precision | None:
        """How exactly it is known when the article was published, None where that is not known at all."""
        return precise(self.published, self.published_precision) if self.published else None


def without_text(article: Article) -> Article:
    """The article as it is kept where its text is not: what says how the text is built goes with it."""
    return msgspec.structs.replace(article, text="", passages=(), links=(), posts=())


def with_topics(article: Article, tags: Iterable[Tag]) -> Article:
    """The article with its tags among its topics, by name; a published record that has topics keeps to those."""
    printed = article.extras.printed if article.extras else None
    if printed and printed.topics:
        return article
    topics: dict[str, str] = {}
    for name in (*article.topics, *(tag.name for tag in tags)):
        topics.setdefault(name.casefold(), name)
    return msgspec.structs.replace(article, topics=tuple(topics.values()))


class Revision(Record, frozen=True):
    """One state of an article that was published; number 1 is the first seen."""

    article: Article
    number: int
    at: datetime
    changed: tuple[str, ...] = ()


class Stage(Record, frozen=True):
    """That an article was seen in a state, as lists tell of it: a revision without what it says."""

    number: int
    at: datetime
    changed: tuple[str, ...] = ()
