"""Published records: an article as Markdown with front matter, the form static site generators take.

The format is exact: keys, their order, the quoting and the blank lines between the blocks. What a record said when it
was read is printed again character for character, as long as it is still what the article says.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar, cast

import msgspec

from nutgraf.core.formats.tidy import tidy_article, tidy_entry
from nutgraf.core.formats.url import amp_cache_url, article_id, normalise
from nutgraf.core.score import quality
from nutgraf.core.text.plain import clean, strip_html
from nutgraf.publish.front_matter import quoted, scalar, time
from nutgraf.publish.seal import Json, seal
from nutgraf.records import Article, Entry, Filed, Image, Provider, Record

RELATED_LIMIT = 100  # docs/decisions/0005
"""How many other members of its story a record names, the best; a story of thousands would square its size."""

_T = TypeVar("_T")


class Related(Record, frozen=True):
    """Other coverage that a record names, with its quality."""

    entry: Entry
    quality: int


def render_record(filed: Filed, related: Sequence[Related], heat: int, *, released: bool, key: bytes | None) -> str:
    """The record of an article; with a key, its text, authors and reasons go in sealed.

    ``related`` is printed in the order given; ``heat`` is that of the article's story.
    """
    article = as_printed(filed.article)
    extras = article.extras
    blocks = [
        _head(filed, article, heat, released=released),
        [f"featuredContent: {quoted(extras.featured_content)}"] if extras and extras.featured_content else [],
        _provider(article.provider),
        _listed("topics", ([scalar(topic)] for topic in article.topics)),
        _images(article.images),
        _listed("related", map(_related, related)),
        [f"secured: {quoted(seal(not_public(filed), key))}"] if key else [],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block).join(("---\n", "\n---\n\n"))


def coverage(members: Iterable[Filed]) -> tuple[tuple[str, Related], ...]:
    """What a story's records can name of it, best first, as (article id, entry): members with a URL that copy no other.

    One more than RELATED_LIMIT, so that enough are left when a record leaves itself out.
    """
    found = [
        (member.article.id, Related(entry=_entry(as_printed(member.article)), quality=member.quality.total))
        for member in members
        if member.article.url and member.copy is None
    ]
    return tuple(sorted(found, key=lambda item: _rank(item[1]))[: RELATED_LIMIT + 1])


def related_of(
    filed: Filed,
    covered: Iterable[tuple[str, Related]],
    filed_by_id: Mapping[str, Filed],
    removed: Collection[str] = (),
) -> tuple[Related, ...]:
    """The coverage that an article's record names: by quality, best first, then by time and URL.

    A record that was read keeps the entries it named, be they none, but for articles that were ``removed``; any other
    names the rest of its story's ``coverage``.
    """
    extras = filed.article.extras
    if extras is not None:
        named = [entry for entry in map(tidy_entry, extras.related) if _id_of(entry) not in removed]
        found = [Related(entry=entry, quality=_quality_of(entry, filed_by_id)) for entry in named]
        return tuple(sorted(found, key=_rank))
    return tuple(related for article, related in covered if article != filed.article.id)[:RELATED_LIMIT]


def related_ids(filed: Filed) -> tuple[str, ...]:
    """Ids of the articles that a record's own ``related`` entries are."""
    extras = filed.article.extras
    return tuple(filter(None, map(_id_of, extras.related))) if extras else ()


def as_printed(article: Article) -> Article:
    """The article with the wording, URLs and images of the record it was read from, where those still say the same.

    Whatever was stored, no address in it is of another scheme than http or https, and no name holds a control.
    """
    article = tidy_article(article)
    printed = article.extras.printed if article.extras else None
    if printed is None:
        return article
    return msgspec.structs.replace(
        article,
        title=_kept(printed.title, article.title, _wording),
        excerpt=_kept(printed.excerpt, article.excerpt, _wording),
        url=_kept(printed.url, article.url, _address),
        original_url=_kept(printed.original_url, article.original_url, _address),
        amp_url=_kept(printed.amp_url, article.amp_url, _address),
        published=article.published or printed.published,
        images=_kept(printed.images, article.images, lambda images: [normalise(image.url) for image in images]),
        topics=_kept(printed.topics, article.topics, lambda topics: list(map(clean, topics))),
        provider=_kept(printed.provider, article.provider, lambda provider: _wording(provider.name)),
    )


def not_public(filed: Filed) -> Json:
    """The fields of an article that are not for the public: text, authors, and the reasons for what was decided."""
    article = filed.article
    reasons: dict[str, object] = {"quality": filed.quality.parts, "story": filed.joined}
    if filed.copy:
        reasons["copy"] = filed.copy.reasons
    if filed.tagged:
        reasons["topics"] = {tag.name: tag.reasons for tag in filed.tagged}
    sealed = {
        "authors": article.authors,
        "copy_of": filed.copy.of if filed.copy else None,
        "reasons": reasons,
        "text": article.text,
    }
    return cast("Json", msgspec.to_builtins({name: value for name, value in sealed.items() if value}))


def _kept(printed: _T | None, current: _T, tidy: Callable[[_T], object]) -> _T:
    return printed if printed is not None and current is not None and tidy(printed) == tidy(current) else current


def _wording(text: str | None) -> str:
    return "".join(filter(str.isalnum, clean(strip_html(text or "")))) or clean(text or "")


def _address(url: str | None) -> str | None:
    return normalise(url) if url else None


def _id_of(entry: Entry) -> str | None:
    url = normalise(entry.url) if entry.url else None
    return article_id(url) if url else None


def _quality_of(entry: Entry, filed_by_id: Mapping[str, Filed]) -> int:
    """Its quality as filed; where it is not, that of what the entry prints."""
    filed = filed_by_id.get(_id_of(entry) or "")
    if filed is not None:
        return filed.quality.total
    shown = Article(
        id="",
        capture="",
        seen=entry.published or datetime.min.replace(tzinfo=UTC),
        excerpt=strip_html(entry.excerpt or ""),
        authors=entry.authors,
        published=entry.published,
        original_url=entry.original_url,
        images=entry.images,
    )
    return quality(shown, (), None).total


def _entry(article: Article) -> Entry:
    """An article as another's ``related`` shows it: without the images of its provider."""
    return Entry(
        url=article.url,
        title=article.title,
        excerpt=article.excerpt,
        published=article.published,
        kind=article.kind,
        amp_url=article.amp_url,
        provider=msgspec.structs.replace(article.provider, images=()),
        images=article.images,
    )


def _rank(related: Related) -> tuple[int, datetime, str]:
    undated = datetime.max.replace(tzinfo=UTC)
    return -related.quality, related.entry.published or undated, related.entry.url or ""


# ---------------------------------------------------------------- the blocks, as lines


def _head(filed: Filed, article: Article, heat: int, *, released: bool) -> list[str]:
    extras = article.extras
    web_url = article.url if extras is None or extras.prints_web_url else None
    return [
        f"category: {scalar(extras.category if extras else 'news')}",
        f"title: {quoted(article.title)}",
        f"excerpt: {quoted(article.excerpt)}",
        *_when(article.published),
        *_pair("originalUrl", article.original_url or article.url),
        *_pair("webUrl", web_url),
        *_amp(article.amp_url),
        f"type: {article.kind}",
        f"quality: {filed.quality.total}",
        f"heat: {heat}",
        f"published: {'true' if released else 'false'}",
    ]


def _related(related: Related) -> list[str]:
    entry = related.entry
    return [
        f"title: {quoted(entry.title or '')}",
        f"excerpt: {quoted(entry.excerpt or '')}",
        *_when(entry.published),
        *_pair("originalUrl", entry.original_url),
        *_pair("webUrl", entry.url),
        *_amp(entry.amp_url),
        f"type: {entry.kind or 'article'}",
        *_provider(entry.provider),
        f"quality: {related.quality}",
        *_images(entry.images),
    ]


def _when(published: datetime | None) -> list[str]:
    return [f"publishedDateTime: {time(published)}"] if published else []


def _pair(key: str, value: str | None) -> list[str]:
    return [f"{key}: {quoted(value)}"] if value else []


def _amp(url: str | None) -> list[str]:
    return [*_pair("ampWebUrl", url), *_pair("cdnAmpWebUrl", amp_cache_url(url))] if url else []


def _provider(provider: Provider | None) -> list[str]:
    if provider is None:
        return []
    lines = [
        *([f"name: {scalar(provider.name)}"] if provider.name else []),
        *([f"domain: {scalar(provider.domain)}"] if provider.domain else []),
        *_images(provider.images),
    ]
    return ["provider:", *_indented(lines)] if lines else []


def _images(images: Sequence[Image]) -> list[str]:
    return _listed("images", map(_image, images))


def _image(image: Image) -> list[str]:
    sizes = [f"{name}: {size}" for name, size in (("width", image.width), ("height", image.height)) if size is not None]
    return [f"url: {quoted(image.url)}", *sizes, *(["isCached: true"] if image.cached else [])]


def _listed(key: str, items: Iterable[list[str]]) -> list[str]:
    lines = [line for first, *rest in items for line in (f"- {first}", *_indented(rest))]
    return [f"{key}:", *_indented(lines)] if lines else []


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
