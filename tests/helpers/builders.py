"""Sample records and changes, each a whole one with only what a test is about named."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from nutgraf.records import (
    Article,
    ArticleAdded,
    ArticleRevised,
    Capture,
    CaptureDecided,
    CaptureTaken,
    Change,
    CopyLink,
    CopyLinked,
    Fingerprint,
    Prepared,
    Provider,
    Quote,
    Reason,
    Score,
    Speaker,
    Story,
    StoryJoined,
    StoryUpdated,
    Tag,
)
from nutgraf.store.protocol import Store

NOON = datetime(2025, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)

FINGERPRINT = Fingerprint(
    sketch=bytes(range(256)),
    lead=b"\0\1\2\3",
    shingles=64,
    terms={"harbour": 0.1, "北京": 2.5e-7},
    digests={"title": "0123456789abcdef"},
)
QUOTES = (Quote(start=4, end=12, speaker=Speaker(start=14, end=20, name="A. Mayor"), cue="said"),)


def score(total: int) -> Score:
    """A score with one part."""
    return Score(total=total, parts=(Reason(name="length", value=total, note="words"),))


def at(hours: float) -> datetime:
    """So many hours after noon of the first day."""
    return NOON + timedelta(hours=hours)


def capture(id: str, hours: float = 0, **fields: Any) -> Capture:  # noqa: A002, ANN401 - the record's own names
    """A page of one outlet."""
    return Capture(
        **{"id": id, "at": at(hours), "url": f"https://news.example/{id}", "body": b"<p>" + id.encode(), **fields}
    )


def article(id: str, hours: float = 0, **fields: Any) -> Article:  # noqa: A002, ANN401
    """An article about a harbour, published the minute before it was captured."""
    told = {
        "id": id,
        "capture": f"capture-of-{id}",
        "seen": at(hours),
        "published": at(hours) - timedelta(minutes=1),
        "url": f"https://news.example/{id}",
        "title": f"The harbour reopens, part {id}",
        "excerpt": "Ships come and go again.",
        "text": f"The harbour of {id} reopened on Saturday.\nShips come and go again.",
        "authors": ("Jane Doe",),
        "language": "en",
        "provider": Provider(name="The Example", domain="news.example"),
    }
    return Article(**{**told, **fields})


def prepared(of: Article) -> Prepared:
    """An article with a fingerprint and a quotation."""
    return Prepared(article=of, fingerprint=FINGERPRINT, quotes=QUOTES)


def added(of: Article, quality: int = 50) -> ArticleAdded:
    """The change that adds an article."""
    return ArticleAdded(prepared=prepared(of), quality=score(quality))


def revised(of: Article, number: int = 2, changed: Sequence[str] = ("title",), quality: int = 50) -> ArticleRevised:
    """The change that gives an article a new state."""
    return ArticleRevised(prepared=prepared(of), quality=score(quality), number=number, changed=tuple(changed))


def linked(copy: str, original: str, share: float = 0.9) -> CopyLinked:
    """The change that calls one article a copy of another."""
    reasons = (Reason(name="shared text", value=share),)
    return CopyLinked(link=CopyLink(article=copy, of=original, share=share, reasons=reasons), quality=score(20))


def joined(member: str, story_id: str) -> StoryJoined:
    """The change that puts an article into a story."""
    return StoryJoined(article=member, story=story_id, reasons=(Reason(name="terms", value=0.7),))


def story(id: str, members: Sequence[str] = (), hours: float = 0, **fields: Any) -> Story:  # noqa: A002, ANN401
    """A story of these articles; the later, the hotter."""
    told = {
        "id": id,
        "title": f"Story {id}",
        "articles": tuple(members) or (id,),
        "outlets": 1,
        "independent": 1,
        "languages": ("en",),
        "first": at(0),
        "latest": at(hours),
        "warmth": score(10),
        "rank": at(hours).timestamp() / 86400,
    }
    return Story(**{**told, **fields})


def tag(name: str, score_: float = 3.0) -> Tag:
    """A topic found by its name in the title."""
    reasons = (Reason(name="title", value=score_, note=name.lower()),)
    return Tag(topic=name.lower(), name=name, score=score_, reasons=reasons)


def taken(id: str, hours: float = 0) -> CaptureTaken:  # noqa: A002
    """The change that takes a capture in."""
    return CaptureTaken(capture=capture(id, hours))


def reported(of: Article, story_id: str | None = None) -> list[Change]:
    """All that an article's arrival comes to, from its capture to a story of its own or the one named."""
    return [
        taken(of.capture),
        CaptureDecided(capture=of.capture, outcome="added", article=of.id),
        added(of),
        joined(of.id, story_id or of.id),
        *([] if story_id else [StoryUpdated(story=story(of.id))]),
    ]


def fill(store: Store, *changes: Change, hours: float = 0) -> int:
    """Applies changes so many hours after noon of the first day."""
    return store.apply(changes, at(hours))
