"""From a capture to its article and all that can be said of it alone: a pure map."""

from collections.abc import Callable
from datetime import UTC
from hashlib import sha256

from msgspec.structs import replace

from nutgraf.core.extract import extract
from nutgraf.core.fingerprint.fingerprint import fingerprint
from nutgraf.core.fingerprint.landmarks import landmarks
from nutgraf.core.quotes.find import find_quotes
from nutgraf.core.score import length_of
from nutgraf.core.topics.tagging import Topics
from nutgraf.engine.supersede import BODY
from nutgraf.naming import names_of_article
from nutgraf.records import Article, Capture, Fingerprint, Prepared, Rejected
from nutgraf.records.times import in_utc as utc

Meaning = Callable[[Article], bytes]

_ERROR = 400  # the page of a status code from here on says nothing of the article


def prepare(capture: Capture, topics: Topics | None = None, meaning: Meaning | None = None) -> Prepared | Rejected:
    """The article in a capture with all that can be said of it alone, or why there is none.

    ``topics`` tag it by an editor's topics, ``meaning`` tells what its title and lead mean. Its times are in UTC,
    whatever the page's zone: from here on they are compared, stored and published.
    """
    article = extract(capture)
    if isinstance(article, Rejected):
        return article
    article = in_utc(article)
    print_ = fingerprint_of(article, meaning)
    if capture.body and capture.status < _ERROR:
        print_ = replace(print_, digests={**print_.digests, BODY: sha256(capture.body).hexdigest()[:16]})
    quotes = find_quotes(article.text, article.language)
    return Prepared(
        article=article,
        fingerprint=print_,
        quotes=quotes,
        tagged=topics.tag(article) if topics else (),
        names=names_of_article(article, capture.entry),
        length=length_of(article),
    )


def fingerprint_of(article: Article, meaning: Meaning | None) -> Fingerprint:
    """What is kept of an article's words, and of what it means where somebody tells."""
    return replace(
        fingerprint(article),
        meaning=meaning(article) if meaning else b"",
        landmarks=b"" if article.partial else landmarks(article.text, article.language),
    )


def meaning_told(words: str, meaning: Callable[[str], bytes]) -> bytes:
    """What some words mean, told in a process that prepares: there the model is loaded."""
    return meaning(words)


def in_utc(article: Article) -> Article:
    """The article with all its times in UTC; a day stays the day that the page prints."""
    posts = tuple(replace(post, at=post.at and post.at.astimezone(UTC)) for post in article.posts)
    return replace(
        article,
        published=article.published and utc(article.published, article.published_precision),
        modified=article.modified and utc(article.modified, article.modified_precision),
        posts=posts,
    )
