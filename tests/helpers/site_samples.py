"""Articles and a store for the tests of what is published."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from places import DATA

from nutgraf.core.formats.url import article_id, normalise
from nutgraf.core.text.plain import clean
from nutgraf.records import (
    Article,
    ArticleAdded,
    ArticleRevised,
    Change,
    CopyLink,
    CopyLinked,
    Entry,
    Filed,
    Fingerprint,
    Image,
    Prepared,
    Provider,
    Reason,
    Released,
    Score,
    Story,
    StoryJoined,
    StoryUpdated,
)
from nutgraf.store.protocol import Store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def data(path: str) -> Path:
    """A path below the measuring data; the test is skipped where that is absent."""
    if not (DATA / path).exists():
        pytest.skip(f"needs the measuring data ({path}), which is not here")
    return DATA / path


def article(name: str = "strike", **changes: object) -> Article:
    """An invented article."""
    url = f"https://harbour.example/{name}"
    made = Article(
        id=article_id(url),
        capture=name,
        seen=NOON,
        url=url,
        canonical_url=url,
        title=f"Harbour {name} ends",
        excerpt=f"Dockers and owners agreed on the {name}.",
        text=f"Dockers and owners agreed on the {name}. It was long.",
        authors=("Ada Quay",),
        published=NOON - timedelta(hours=3),
        language="en",
        provider=Provider(name="Harbour Post", domain="harbour.example"),
    )
    return msgspec.structs.replace(made, **changes)


def filed(
    name: str = "strike",
    *,
    quality: int = 50,
    story: str | None = None,
    released: bool = False,
    copy: CopyLink | None = None,
    **changes: object,
) -> Filed:
    """An invented article, filed."""
    return Filed(
        article=article(name, **changes),
        quality=Score(total=quality, parts=(Reason(name="length", value=quality),)),
        story=story,
        released=released,
        copy=copy,
    )


def of_entry(entry: Entry) -> Article:
    """The article that an entry alone makes, tidied as extraction tidies it."""
    url = normalise(entry.url or "")
    provider = entry.provider or Provider()
    return Article(
        id=article_id(url or entry.title or ""),
        capture=entry.url or "",
        seen=NOON,
        url=url,
        original_url=entry.original_url,
        amp_url=entry.amp_url and normalise(entry.amp_url),
        title=clean(entry.title or ""),
        excerpt=clean(entry.excerpt or ""),
        published=entry.published,
        kind=entry.kind or "article",
        provider=Provider(name=clean(provider.name or ""), domain=provider.domain),
        images=tuple(Image(url=normalise(image.url) or image.url) for image in entry.images),
        topics=entry.topics,
        extras=entry.extras,
        partial=True,
    )


def keep(store: Store, *items: Filed) -> None:
    """Files articles in a store, with their stories, copies and releases; known ones are revised."""
    changes: list[Change] = []
    for item in items:
        prepared = Prepared(article=item.article, fingerprint=Fingerprint())
        if store.known([item.article.id]):
            changes.append(ArticleRevised(prepared=prepared, quality=item.quality, number=2, changed=("title",)))
        else:
            changes.append(ArticleAdded(prepared=prepared, quality=item.quality))
        if item.story:
            changes.append(StoryJoined(article=item.article.id, story=item.story))
            changes.append(StoryUpdated(story=story(item.story, [i.article for i in items if i.story == item.story])))
        if item.copy:
            changes.append(CopyLinked(link=item.copy, quality=item.quality))
        if item.released:
            changes.append(Released(article=item.article.id, released=True, by="record"))
    store.apply(changes, NOON)


def story(name: str, members: Sequence[Article]) -> Story:
    """The story of these articles, with a warmth of 64."""
    times = [member.published or member.seen for member in members]
    return Story(
        id=name,
        title=members[0].title,
        articles=tuple(member.id for member in members),
        outlets=1,
        independent=1,
        languages=("en",),
        first=min(times),
        latest=max(times),
        warmth=Score(total=64, parts=(Reason(name="independent outlets", value=64),)),
        rank=0,
    )
