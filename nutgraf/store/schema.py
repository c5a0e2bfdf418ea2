"""The tables. Those of full text differ between databases and stand in ``search``.

    change         every change, in order: outbox, audit trail and revision history
    capture        what was got, and what became of it
    article        one row an article, as it is now
    fingerprint    what the window remembers of its words
    quote_meaning  what its quotations mean, where its story is in several languages
    membership     the story it belongs to
    chapter        that the story it opened continues an affair
    placement      that an editor put it there, and from what it is to stay apart
    copy_link      what it copies
    copy_cut       of which others an editor said that it copies none of them, nor they it
    tagging        what it is about by the editor's topics
    topic          names of topics with their articles: those that an article prints, and those it was tagged with
    release_state  whether it was let out, and by whom
    article_name   by what articles are known again: digests of their addresses and of their sources' names for them
    story          one row a story, as it is now
    story_alias    ids of stories that became part of another
    source         what is watched, and what was removed from that
    removal        ids of articles that were removed, and under which else they might come
    import         what was imported, by number
    given          what a source's entries said, as digests
    look           how often an article's page was looked at again

``number`` of a capture, ``arrived`` and ``changed`` of an article are numbers of the change table; ``added`` is when it
was first seen, ``seen`` when its present state was. A story's ``quotes_due`` is that of the change since which its
articles' quotations are to be told by what they mean: there is none where all are, or in one language alone.
"""

from hashlib import sha256

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    false,
)

from nutgraf.records import (
    Article,
    Capture,
    Change,
    CopyLink,
    Fingerprint,
    Quote,
    Reason,
    Score,
    Source,
    Story,
    Tag,
)
from nutgraf.store.types import Json, Packed, Plain, Utc, Zipped

HEAD = "0011"
MOST_KEY = 200  # characters, for an index takes no longer ones; chosen, not measured
VERSION_TABLE = "nutgraf_version"

metadata = MetaData()
# SQLite numbers rows by an INTEGER key alone.
_number = BigInteger().with_variant(Integer, "sqlite")

change = Table(
    "change",
    metadata,
    Column("number", _number, primary_key=True, autoincrement=False),
    Column("at", Utc, nullable=False),
    Column("kind", Plain, nullable=False),
    Column("article", Plain),
    Column("payload", Json(Change), nullable=False),
)
Index("change_article", change.c.article, change.c.number)

source = Table(
    "source",
    metadata,
    Column("id", Plain, primary_key=True),
    Column("url", Plain, nullable=False),
    Column("removed", Boolean, nullable=False, server_default=false()),
    Column("record", Json(Source), nullable=False),
)

capture = Table(
    "capture",
    metadata,
    Column("number", _number, primary_key=True, autoincrement=False),
    Column("id", Plain, nullable=False, unique=True),
    Column("turn", Plain, nullable=False, server_default=""),
    Column("at", Utc, nullable=False),
    Column("outcome", Plain),
    Column("article", Plain),
    Column("reason", Plain),
    Column("detail", Plain),
    Column("record", Json(Capture), nullable=False),
    Column("body", Zipped, nullable=False),
)
Index(
    "capture_pending",
    capture.c.turn,
    capture.c.number,
    sqlite_where=capture.c.outcome.is_(None),
    postgresql_where=capture.c.outcome.is_(None),
)

Index("capture_article", capture.c.article)
given = Table("given", metadata, Column("said", Plain, primary_key=True))

look = Table(
    "look",
    metadata,
    Column("article", Plain, primary_key=True),
    Column("seen", Utc, nullable=False),
    Column("steps", Integer, nullable=False),
)

# SQLite reads a row from its beginning: what is long stands last.
article = Table(
    "article",
    metadata,
    Column("id", Plain, primary_key=True),
    Column("arrived", _number, nullable=False, unique=True),
    Column("changed", _number, nullable=False, unique=True),
    Column("revision", Integer, nullable=False),
    Column("added", Utc, nullable=False),
    Column("seen", Utc, nullable=False),
    Column("dated", Utc, nullable=False),
    Column("quality", Json(Score), nullable=False),
    Column("quotes", Json(tuple[Quote, ...]), nullable=False),
    Column("record", Json(Article), nullable=False),
    Column("text", Plain, nullable=False),
)
Index("article_added", article.c.added)
Index("article_seen", article.c.seen)
Index("article_dated", article.c.dated.desc(), article.c.id)

fingerprint = Table(
    "fingerprint",
    metadata,
    Column("article", Plain, ForeignKey("article.id"), primary_key=True),
    Column("record", Packed(Fingerprint), nullable=False),
)

quote_meaning = Table(
    "quote_meaning",
    metadata,
    Column("article", Plain, ForeignKey("article.id"), primary_key=True),
    Column("meanings", Packed(tuple[bytes, ...]), nullable=False),
)

article_name = Table(
    "article_name",
    metadata,
    Column("key", Plain, primary_key=True),
    Column("article", Plain, ForeignKey("article.id"), nullable=False),
    Column("kind", Plain, nullable=False),
)
Index("article_name_article", article_name.c.article)

membership = Table(
    "membership",
    metadata,
    Column("article", Plain, ForeignKey("article.id"), primary_key=True),
    Column("story", Plain, nullable=False),
    Column("reasons", Json(tuple[Reason, ...]), nullable=False),
)
Index("membership_story", membership.c.story)

chapter = Table(
    "chapter",
    metadata,
    Column("article", Plain, ForeignKey("article.id"), primary_key=True),
    Column("affair", Plain, nullable=False),
    Column("reasons", Json(tuple[Reason, ...]), nullable=False),
)
Index("chapter_affair", chapter.c.affair)

placement = Table(
    "placement",
    metadata,
    Column("article", Plain, ForeignKey("article.id"), primary_key=True),
    Column("apart", Json(tuple[str, ...]), nullable=False),
)

copy_link = Table(
    "copy_link",
    metadata,
    Column("article", Plain, ForeignKey("article.id"), primary_key=True),
    Column("original", Plain, nullable=False),
    Column("record", Json(CopyLink), nullable=False),
)

copy_cut = Table(
    "copy_cut",
    metadata,
    Column("article", Plain, ForeignKey("article.id"), primary_key=True),
    Column("apart", Json(tuple[str, ...]), nullable=False),
)
Index("copy_link_original", copy_link.c.original)

tagging = Table(
    "tagging",
    metadata,
    Column("article", Plain, ForeignKey("article.id"), primary_key=True),
    Column("tags", Json(tuple[Tag, ...]), nullable=False),
)

topic = Table(
    "topic",
    metadata,
    Column("article", Plain, ForeignKey("article.id"), primary_key=True),
    Column("printed", Boolean, primary_key=True),
    Column("key", Plain, primary_key=True),
    Column("name", Plain, nullable=False),
)
Index("topic_key", topic.c.key, topic.c.article)

release_state = Table(
    "release_state",
    metadata,
    Column("article", Plain, ForeignKey("article.id"), primary_key=True),
    Column("released", Boolean, nullable=False),
    Column("by", Plain, nullable=False),
)

story = Table(
    "story",
    metadata,
    Column("id", Plain, primary_key=True),
    Column("rank", Double, nullable=False),
    Column("latest", Utc, nullable=False),
    Column("quotes_due", _number),
    Column("record", Json(Story), nullable=False),
)
Index(
    "story_quotes_due",
    story.c.id,
    sqlite_where=story.c.quotes_due.is_not(None),
    postgresql_where=story.c.quotes_due.is_not(None),
)
Index("story_rank", story.c.rank, story.c.id)
Index("story_latest", story.c.latest, story.c.id)

story_alias = Table(
    "story_alias",
    metadata,
    Column("gone", Plain, primary_key=True),
    Column("kept", Plain, nullable=False),
)
Index("story_alias_kept", story_alias.c.kept)

removal = Table(
    "removal",
    metadata,
    Column("id", Plain, primary_key=True),
    Column("article", Plain, nullable=False),
    Column("for_good", Boolean, nullable=False),
    Column("added", Utc, nullable=False),
)

import_ = Table(
    "import",
    metadata,
    Column("number", _number, primary_key=True, autoincrement=False),
    Column("at", Utc, nullable=False),
    Column("turn", Plain, nullable=False),
    Column("state", Plain, nullable=False),
    Column("paths", Json(tuple[str, ...]), nullable=False),
)


def topic_key(name: str) -> str:
    """What is the same of the names of one topic, short enough for any database's index."""
    key = name.casefold().replace("\0", "\ufffd")
    return key if len(key) <= MOST_KEY else sha256(key.encode("utf-8", "replace")).hexdigest()
