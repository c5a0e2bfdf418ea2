"""All that was decided of one capture, each field with the place it was taken from, and the article that it makes."""

from datetime import datetime
from typing import Final, NamedTuple

from nutgraf.core.claims.found import Found
from nutgraf.core.formats.tidy import tidy_article
from nutgraf.core.page.body import Body
from nutgraf.records import Article, ArticleKind, Capture, Image, Post, Provider, RecordExtras

SHORT: Final = 200  # characters; less is no text of an article, only perhaps its excerpt; chosen, not measured
FULL: Final = 600  # characters from which an entry's content counts as the full text; chosen, not measured


class Decided(NamedTuple):
    """What a page or an entry comes to, field by field; ``body`` is its text and how that is built."""

    id: str
    url: str | None
    canonical: Found[str | None]
    original: Found[str | None]
    amp: Found[str | None]
    title: Found[str]
    excerpt: Found[str]
    body: Body
    posts: Found[tuple[Post, ...]]
    authors: Found[tuple[str, ...]]
    published: Found[datetime | None]
    modified: Found[datetime | None]
    language: Found[str | None]
    kind: Found[ArticleKind]
    section: Found[str | None]
    outlet: Found[str | None]
    provider: Provider
    images: Found[tuple[Image, ...]]
    tags: Found[tuple[str, ...]]
    topics: Found[tuple[str, ...]]
    credit: Found[str | None]
    paywalled: Found[bool]
    partial: bool
    extras: RecordExtras | None


def article_of(decided: Decided, capture: Capture) -> Article:
    """The article that was decided on, each field of it harmless."""
    article = Article(
        id=decided.id,
        capture=capture.id,
        seen=capture.at,
        url=decided.url,
        canonical_url=decided.canonical.value,
        original_url=decided.original.value,
        amp_url=decided.amp.value,
        title=decided.title.value,
        excerpt=decided.excerpt.value,
        text=decided.body.text,
        passages=decided.body.passages,
        links=decided.body.links,
        posts=decided.posts.value,
        authors=decided.authors.value,
        published=decided.published.value,
        modified=decided.modified.value,
        language=decided.language.value,
        kind=decided.kind.value,
        section=decided.section.value,
        provider=decided.provider,
        images=decided.images.value,
        tags=decided.tags.value,
        topics=decided.topics.value,
        credit=decided.credit.value,
        paywalled=decided.paywalled.value,
        partial=decided.partial,
        extras=decided.extras,
    )
    return tidy_article(article)
