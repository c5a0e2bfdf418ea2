"""What flows through nutgraf: every value that one layer hands to another.

    Source -> Capture -> Prepared (an Article with its Fingerprint and Quotes) | Rejected
    Prepared -> Change, Change, ...            (decided against the window, applied to the store)

All are frozen msgspec Structs, so that they compare by value, hash nothing by accident and travel between
processes as they are. Times are aware UTC datetimes (until ``prepare``, those of an Entry or Article are in the zone in
which they are written), languages BCP 47 tags, offsets characters of ``Article.text``.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

SourceKind: TypeAlias = Literal["feed", "sitemap", "page"]
NamedBy: TypeAlias = Literal["user", "list", "page"]
ArticleKind: TypeAlias = Literal["article", "video", "liveblog", "opinion", "gallery", "audio"]
PassageKind: TypeAlias = Literal["paragraph", "heading", "item", "quote", "preformatted", "row", "caption"]
Outcome: TypeAlias = Literal["added", "revised", "same", "rejected"]
RemovedBy: TypeAlias = Literal["article", "source", "import"]
ImportState: TypeAlias = Literal["open", "ended", "undone"]

REMOVED = "removed"  # why a capture is rejected whose article was taken out


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The base of all records: frozen, by keyword, defaults left out when written."""


# ---------------------------------------------------------------- reasons and scores


class Reason(Record, frozen=True):
    """One named part of a decision, with its share of the number that was decided."""

    name: str
    value: float
    note: str = ""


class Score(Record, frozen=True):
    """A whole number that is the sum of its parts."""

    total: int
    parts: tuple[Reason, ...] = ()


# ---------------------------------------------------------------- what is collected


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


class Source(Record, frozen=True):
    """A feed, sitemap or page that is watched, with the state of its last fetch.

    ``named_by`` tells who named it: the user by its address, a list such as OPML, or the page of the source
    ``found_on``.
    """

    id: str
    url: str
    named_by: NamedBy = "user"
    found_on: str | None = None
    kind: SourceKind = "feed"
    title: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    checked: datetime | None = None
    due: datetime | None = None
    failures: int = 0
    error: str | None = None


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
    """

    id: str | None = None
    url: str | None = None
    title: str | None = None
    excerpt: str | None = None
    content: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
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


class Capture(Record, frozen=True):
    """One thing as it was got at one time: the bytes of a page, or only an entry, or both.

    ``id`` is the WARC-Record-ID, the path of a file, or a digest of what was got. ``body`` is empty when only the
    entry is known. ``charset`` is what the transport said. ``turn`` orders captures for deciding
    (``nutgraf.run.turns``). ``said`` are digests of what its source's entry says, by which the same thing is known when
    the source gives it under another address (``nutgraf.core.feeds.repeats``).
    """

    id: str
    at: datetime
    url: str | None = None
    status: int = 200
    content_type: str = "text/html"
    charset: str | None = None
    body: bytes = b""
    source: str | None = None
    entry: Entry | None = None
    turn: str = ""
    said: tuple[str, ...] = ()


class Look(Record, frozen=True):
    """How many ``steps`` of looking again at an article's page are done, for the state of it ``seen`` then."""

    article: str
    seen: datetime
    steps: int = 0


# ---------------------------------------------------------------- what is made of it


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
    paragraph.
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


def without_text(article: Article) -> Article:
    """The article as it is kept where its text is not: what says how the text is built goes with it."""
    return msgspec.structs.replace(article, text="", passages=(), links=(), posts=())


def with_topics(article: Article, tags: Iterable["Tag"]) -> Article:
    """The article with its tags among its topics, by name; a published record that has topics keeps to those."""
    printed = article.extras.printed if article.extras else None
    if printed and printed.topics:
        return article
    topics: dict[str, str] = {}
    for name in (*article.topics, *(tag.name for tag in tags)):
        topics.setdefault(name.casefold(), name)
    return msgspec.structs.replace(article, topics=tuple(topics.values()))


class Speaker(Record, frozen=True):
    """Who a quotation is attributed to, and where the text says so."""

    start: int
    end: int
    name: str


class Quote(Record, frozen=True):
    """A direct quotation, marks included, as a span of the article's text.

    ``partial``: a few words that stand in the writer's own sentence.
    """

    start: int
    end: int
    speaker: Speaker | None = None
    cue: str | None = None
    partial: bool = False


class Fingerprint(Record, frozen=True):
    """What the window remembers of an article's words.

    ``sketch`` and ``lead`` are little-endian u32 arrays of hashed word shingles: a sample, sorted, of the ``shingles``
    that the text has, and all of its first words in order. ``terms`` maps a term to its weight in this article;
    ``digests`` a field's name to a digest of its value; ``meaning`` is a vector of signed bytes, empty where nobody
    asked for it. One of an earlier form has no sketch and matches none.
    """

    sketch: bytes = b""
    lead: bytes = b""
    shingles: int = 0
    terms: dict[str, float] = {}
    digests: dict[str, str] = {}
    meaning: bytes = b""


class Tag(Record, frozen=True):
    """A topic that an article is about, by its id and name; the score is the sum of the reasons."""

    topic: str
    name: str
    score: float
    reasons: tuple[Reason, ...] = ()


class Prepared(Record, frozen=True):
    """An article ready to be decided on; what it prints as its topics is its own, ``tagged`` by the editor's.

    ``meaning`` is what its words mean, as a vector of signed bytes: its fingerprint gets it where words do not decide.
    """

    article: Article
    fingerprint: Fingerprint
    quotes: tuple[Quote, ...] = ()
    tagged: tuple[Tag, ...] = ()
    meaning: bytes = b""


class Rejected(Record, frozen=True):
    """A capture that is no article, with the reason in a word (``reason``) and in a sentence (``detail``)."""

    capture: str
    reason: str
    detail: str = ""
    url: str | None = None


class CopyLink(Record, frozen=True):
    """``article`` repeats ``share`` (0 to 1) of its text from ``of``.

    ``via`` is the other copy of ``of`` that it was most likely taken from, None where that is ``of`` itself.
    """

    article: str
    of: str
    share: float
    reasons: tuple[Reason, ...] = ()
    via: str | None = None


class AffairLink(Record, frozen=True):
    """A new story continues the affair ``of``, which goes by the id of its first story."""

    of: str
    reasons: tuple[Reason, ...] = ()


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


class Story(Record, frozen=True):
    """A group of articles about one event; ``id`` is its first article's.

    ``independent`` counts reports that copy no other member. ``warmth`` is heat before decay, ``rank`` the key that
    orders stories by heat whatever the time of asking. ``affair`` is what it continues, as an id or alias of a story.
    """

    id: str
    title: str
    articles: tuple[str, ...]
    outlets: int
    independent: int
    languages: tuple[str, ...]
    first: datetime
    latest: datetime
    warmth: Score
    rank: float
    affair: str | None = None


# ---------------------------------------------------------------- changes


class SourceKept(Record, frozen=True, tag="source_kept"):
    """A source was added, or its state after a fetch."""

    source: Source


class PagesLookedAt(Record, frozen=True, tag="pages_looked_at"):
    """Pages were looked at again, or found to be none that is; each look replaces an earlier one of its article."""

    looks: tuple[Look, ...]


class CaptureTaken(Record, frozen=True, tag="capture_taken"):
    """A capture came in and waits to be decided."""

    capture: Capture


class CaptureDecided(Record, frozen=True, tag="capture_decided"):
    """What became of a capture; ``article`` unless it was rejected, then ``reason`` and ``detail``."""

    capture: str
    outcome: Outcome
    article: str | None = None
    reason: str | None = None
    detail: str = ""


class CaptureReopened(Record, frozen=True, tag="capture_reopened"):
    """A capture that was rejected waits to be decided anew."""

    capture: str


class ArticleAdded(Record, frozen=True, tag="article_added"):
    """An article that was not known."""

    prepared: Prepared
    quality: Score


class ArticleRevised(Record, frozen=True, tag="article_revised"):
    """A known article whose page now says something else; ``changed`` names the fields."""

    prepared: Prepared
    quality: Score
    number: int
    changed: tuple[str, ...]


class CopyLinked(Record, frozen=True, tag="copy_linked"):
    """An article copies another; replaces an earlier link of the same article."""

    link: CopyLink
    quality: Score


class CopyUnlinked(Record, frozen=True, tag="copy_unlinked"):
    """An article is no copy any more: its text changed, or it turned out to be the original."""

    article: str
    quality: Score


class StoryJoined(Record, frozen=True, tag="story_joined"):
    """An article belongs to a story (which it opens when the ids are the same), and to no other any more.

    ``affair``: the story that it opens continues one.
    """

    article: str
    story: str
    reasons: tuple[Reason, ...] = ()
    affair: AffairLink | None = None


class StoryUpdated(Record, frozen=True, tag="story_updated"):
    """A story's summary after the changes before this one."""

    story: Story


class StoriesMerged(Record, frozen=True, tag="stories_merged"):
    """``gone`` became part of ``kept``; its id stays an alias."""

    kept: str
    gone: str
    reasons: tuple[Reason, ...] = ()
    by: Literal["engine", "editor"] = "engine"


class LookedAgain(Record, frozen=True, tag="looked_again"):
    """The stories that had changed are looked at a second time; what changes after this, the next look is about.

    What the look itself changes comes after it.
    """

    stories: int = 0


class Placed(Record, frozen=True, tag="placed"):
    """An editor put an article of story ``was`` into ``story``: there it stays, and never with those in ``apart``."""

    article: str
    story: str
    was: str
    apart: tuple[str, ...] = ()


class Tagged(Record, frozen=True, tag="tagged"):
    """What a known article is about by the topics as they are now; replaces what was found before."""

    article: str
    tags: tuple[Tag, ...] = ()


class Released(Record, frozen=True, tag="released"):
    """An editor, a rule or an imported record let an article out (or, with ``released`` false, withdrew it)."""

    article: str
    released: bool
    by: Literal["editor", "rule", "record"]


class Removed(Record, frozen=True, tag="removed"):
    """An article was taken out of everything, and its words with it, when ``target`` was to be removed.

    It never comes back, under its id or one of ``also``, but where an import is undone. ``heir`` is the article that
    its story goes by from now on, where it was named by this one. ``digests`` tell what was removed without saying it.
    """

    article: str
    by: RemovedBy
    target: str
    also: tuple[str, ...] = ()
    heir: str | None = None
    digests: dict[str, str] = {}


class SourceRemoved(Record, frozen=True, tag="source_removed"):
    """A source is watched no more, until somebody names it again."""

    source: str


class ImportBegun(Record, frozen=True, tag="import_begun"):
    """An import of these paths began; the number of this row is the import's, ``turn`` that of all its captures."""

    paths: tuple[str, ...]
    at: datetime
    turn: str


class ImportEnded(Record, frozen=True, tag="import_ended"):
    """All that the import of that number took is decided."""

    number: int


class ImportUndone(Record, frozen=True, tag="import_undone"):
    """What the import of that number took can be taken again, but for what an article still rests on."""

    number: int


Change: TypeAlias = (
    SourceKept
    | PagesLookedAt
    | CaptureTaken
    | CaptureDecided
    | CaptureReopened
    | ArticleAdded
    | ArticleRevised
    | CopyLinked
    | CopyUnlinked
    | StoryJoined
    | StoryUpdated
    | StoriesMerged
    | LookedAgain
    | Placed
    | Tagged
    | Released
    | Removed
    | SourceRemoved
    | ImportBegun
    | ImportEnded
    | ImportUndone
)


# ---------------------------------------------------------------- what the store answers


class Known(Record, frozen=True):
    """All that deciding needs to know of a stored article; ``article.text`` is left empty.

    ``added`` is when it was first seen (``article.seen`` where None): revised, it gets no longer a life in the window.
    ``held``: an editor placed it in its story, from which the engine never takes it, and which the articles in
    ``apart`` never share. ``affair`` is what the story that it opened continues.
    """

    article: Article
    fingerprint: Fingerprint
    quality: Score
    number: int = 1
    story: str | None = None
    copy: CopyLink | None = None
    added: datetime | None = None
    held: bool = False
    apart: tuple[str, ...] = ()
    affair: str | None = None


class Filed(Record, frozen=True):
    """An article with everything that was decided about it, as the store files it.

    ``withdrawn``: an editor took it back, and no rule lets it out again. ``held``: an editor placed it in its story.
    ``article.topics`` has those of ``tagged`` too, unless it was read from a published record that has topics.
    """

    article: Article
    quality: Score
    quotes: tuple[Quote, ...] = ()
    tagged: tuple[Tag, ...] = ()
    story: str | None = None
    joined: tuple[Reason, ...] = ()
    copy: CopyLink | None = None
    revisions: int = 1
    released: bool = False
    withdrawn: bool = False
    held: bool = False


class Chapter(Record, frozen=True):
    """A story of an affair, with the reasons for which it was taken for one when it opened; the first has none."""

    story: Story
    reasons: tuple[Reason, ...] = ()


class Affair(Record, frozen=True):
    """Stories that continue one another, earliest first; ``id`` is that of the story it began with."""

    id: str
    chapters: tuple[Chapter, ...]


class TopicCount(Record, frozen=True):
    """A topic by the name it is printed with, and how many articles are on it."""

    name: str
    articles: int


class Logged(Record, frozen=True):
    """One row of the append-only change table."""

    number: int
    at: datetime
    change: Change


class Import(Record, frozen=True):
    """An import by its number: what it was told to read, when it began, and the turn of what it took."""

    number: int
    paths: tuple[str, ...]
    at: datetime
    turn: str
    state: ImportState = "open"


class Brought(Record, frozen=True):
    """A capture by what brought it, and what became of it; without an outcome it is pending."""

    capture: str
    turn: str
    source: str | None = None
    outcome: Outcome | None = None
    article: str | None = None


class Hit(Record, frozen=True):
    """A search result, the article without its text; ``snippet`` marks the words found with U+2039 and U+203A."""

    article: Article
    story: str | None
    snippet: str
