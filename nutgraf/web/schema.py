"""What the JSON API gives, as types: the OpenAPI document is made from them, and their names do not change."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from nutgraf.config import Publishing
from nutgraf.core.fingerprint.alignment import SharedPassage, shared_passages
from nutgraf.core.formats.tidy import tidy_article
from nutgraf.core.score import heat
from nutgraf.core.text.revisions import FieldChange, Op, changes_between
from nutgraf.engine.statements.statement import Kind, Statement, statements
from nutgraf.publish.site import is_released
from nutgraf.records import (
    Affair,
    Article,
    ArticleKind,
    Chapter,
    CopyLink,
    Filed,
    Hit,
    Image,
    Link,
    Logged,
    Passage,
    Post,
    Precision,
    Provider,
    Quote,
    Reason,
    Revision,
    Source,
    Story,
    Tag,
    TopicCount,
    Translation,
)
from nutgraf.records.times import precise
from nutgraf.web.beside import compared_text
from nutgraf.web.edits import Edited
from nutgraf.web.members import Members

_PRECISION = "_precision"

Id = Annotated[str, Meta(description="A stable public id.", examples=["1f3a0c5d9b2e4f60"])]
Time = Annotated[datetime, Meta(description="RFC 3339, in UTC.", examples=["2026-10-30T14:05:00Z"])]
Language = Annotated[str, Meta(description="A BCP 47 language tag.", examples=["pt-BR"])]
Parts = Annotated[tuple[Reason, ...], Meta(description="The named parts; the number is their sum, rounded.")]
KnownTo = Annotated[Precision, Meta(description="How exactly the time is known; of a day the time is midnight.")]
Next = Annotated[str | None, Meta(description="Address of the next items; null after the last.")]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """The base of what the API gives: every field is always there."""


class StoryItem(Item, frozen=True):
    """A group of articles about one event, with its heat at the time of asking."""

    id: Id
    title: str
    articles: Annotated[tuple[str, ...], Meta(description="Ids of its articles.")]
    outlets: Annotated[int, Meta(description="How many outlets report it.")]
    independent: Annotated[int, Meta(description="How many of the articles neither copy nor likely translate another.")]
    languages: tuple[Language, ...]
    heat: int
    heat_parts: Parts
    first: Time
    latest: Time
    first_precision: KnownTo
    latest_precision: KnownTo


class ArticleItem(Item, frozen=True):
    """An article without its text."""

    id: Id
    url: str | None
    title: str
    excerpt: str
    provider: Provider
    authors: tuple[str, ...]
    published: Annotated[datetime | None, Meta(description="Null where no plausible date is printed.")]
    modified: datetime | None
    published_precision: KnownTo | None
    modified_precision: KnownTo | None
    seen: Time
    language: Annotated[str | None, Meta(description="A BCP 47 language tag.")]
    kind: ArticleKind
    section: str | None
    tags: tuple[str, ...]
    topics: Annotated[tuple[str, ...], Meta(description="Those it prints and those it was tagged with, by name.")]
    tagged: Annotated[
        tuple[Tag, ...], Meta(description="The editor's topics it is about; a score is the sum of its reasons.")
    ]
    credit: Annotated[str | None, Meta(description="The credit or licence line as printed.")]
    paywalled: bool
    partial: Annotated[bool, Meta(description="Only an excerpt of the text is known.")]
    quality: int
    quality_parts: Parts
    story: str | None
    joined: Annotated[tuple[Reason, ...], Meta(description="Why it belongs to its story.")]
    held: Annotated[bool, Meta(description="An editor placed it in its story, and there it stays.")]
    copy_of: Annotated[CopyLink | None, Meta(description="What it copies, how much of it, and why this is believed.")]
    revisions: Annotated[int, Meta(description="How many states of it were seen.", ge=1)]
    released: Annotated[bool, Meta(description="An editor, a record or the rule of the settings let it out.")]


class TranslationItem(Item, frozen=True):
    """What an article is likely a translation of."""

    article: Id
    reasons: Annotated[tuple[Reason, ...], Meta(description="Why this is likely.")]


class MemberItem(ArticleItem, frozen=True):
    """An article of a story, without its text."""

    likely_translation_of: TranslationItem | None


class ArticleDetail(ArticleItem, frozen=True):
    """An article with its text, quotations and copies; offsets are characters (code points) of ``text``."""

    text: str
    passages: Annotated[tuple[Passage, ...], Meta(description="What each line of the text is; empty where not known.")]
    links: Annotated[tuple[Link, ...], Meta(description="Where the links in the text lead.")]
    posts: Annotated[tuple[Post, ...], Meta(description="The entries of a live blog.")]
    quotes: tuple[Quote, ...]
    copies: Annotated[tuple[str, ...], Meta(description="Ids of the articles that copy it.")]
    images: tuple[Image, ...]
    canonical_url: str | None
    original_url: Annotated[str | None, Meta(description="Where the page says it was first published.")]
    amp_url: str | None


class PieceItem(Item, frozen=True):
    """Words that two forms of a statement share, or that one of them lacks."""

    op: Op
    text: str


class VariantItem(Item, frozen=True):
    """How an article prints a statement; offsets are characters (code points) of the article's ``text``."""

    article: Id
    start: int
    end: int
    kind: Annotated[
        Kind,
        Meta(
            description="The longest form is the whole; others have its words, fewer, or others. "
            "The longest in another language is translated, and the others in that language are judged by it."
        ),
    ]
    language: Annotated[str | None, Meta(description="The language of this form; null where it is not known.")]
    speaker: Annotated[str | None, Meta(description="Who is said to have said it.")]
    partial: Annotated[bool, Meta(description="A few words in the outlet's own sentence.")]
    differences: Annotated[
        tuple[PieceItem, ...],
        Meta(description="From the longest form in this language to this one; empty where the words are the same."),
    ]
    text: Annotated[str, Meta(description="What a translated form says; empty of the others.")]
    reasons: Annotated[
        tuple[Reason, ...], Meta(description="Why a translated form is the same statement; empty of the others.")
    ]


class StatementItem(Item, frozen=True):
    """What somebody said, in the longest form of the language that most of the articles print it in."""

    text: str
    speaker: Annotated[str | None, Meta(description="The name that most of the articles give.")]
    variants: Annotated[
        tuple[VariantItem, ...], Meta(description="One an article, by language, in each the longest first.")
    ]


class ChapterItem(Item, frozen=True):
    """A story of an affair."""

    id: Id
    title: str
    independent: Annotated[int, Meta(description="How many of its articles neither copy nor likely translate another.")]
    first: Time
    latest: Time
    first_precision: KnownTo
    latest_precision: KnownTo
    reasons: Annotated[
        tuple[Reason, ...], Meta(description="Why it continues the affair; empty of that which began it.")
    ]


class StoryDetail(StoryItem, frozen=True):
    """A story with some of its articles, earliest first, and what these quote, what most of them quote first."""

    affair: Annotated[str | None, Meta(description="Id of the story that its affair began with; null without one.")]
    chapters: Annotated[
        tuple[ChapterItem, ...], Meta(description="The latest stories of the affair, this one too, earliest first.")
    ]
    members: tuple[MemberItem, ...]
    statements: Annotated[tuple[StatementItem, ...], Meta(description="What these members quote.")]
    next: Annotated[str | None, Meta(description="Address of the members after these; null after the last.")]
    previous: Annotated[str | None, Meta(description="Address of the members before these; null before the first.")]


class RevisionItem(Item, frozen=True):
    """One state of an article, with what was changed since the one before it."""

    number: Annotated[int, Meta(description="1 is the first state seen.", ge=1)]
    at: Time
    changed: tuple[str, ...]
    title: str
    excerpt: str
    text: str
    authors: tuple[str, ...]
    published: datetime | None
    modified: datetime | None
    published_precision: KnownTo | None
    modified_precision: KnownTo | None
    changes: tuple[FieldChange, ...]


class Shared(Item, frozen=True):
    """A copy and its original; offsets are characters of ``text``, or of ``excerpt`` where there is no text."""

    article: Id
    of: Id
    via: Annotated[str | None, Meta(description="The other copy that it was most likely taken from.")]
    share: float
    reasons: Annotated[tuple[Reason, ...], Meta(description="Why it is a copy.")]
    passages: Annotated[tuple[SharedPassage, ...], Meta(description="Runs of the same words, in the copy's order.")]


class SearchItem(Item, frozen=True):
    """An article that contains the words; ``snippet`` marks them with U+2039 and U+203A."""

    id: Id
    story: str | None
    title: str
    snippet: str
    url: str | None
    provider: Provider
    language: str | None
    published: datetime | None
    published_precision: KnownTo | None
    seen: Time


class Stories(Item, frozen=True):
    """Some stories of all."""

    items: tuple[StoryItem, ...]
    total: int
    next: Next


class SearchResults(Item, frozen=True):
    """Some of the articles that contain the words, best match first."""

    items: tuple[SearchItem, ...]
    next: Next


class Revisions(Item, frozen=True):
    """Every state of an article, oldest first."""

    items: tuple[RevisionItem, ...]
    total: int


class Sources(Item, frozen=True):
    """All sources, by URL."""

    items: tuple[Source, ...]
    total: int


class Topics(Item, frozen=True):
    """Some of the topics that articles are on, those of most articles first."""

    items: tuple[TopicCount, ...]
    next: Next


class Changes(Item, frozen=True):
    """Rows of the change table; ask again with ``after`` to go on, also when there were none."""

    items: tuple[Logged, ...]
    after: Annotated[int, Meta(description="The number of the last row given, for the next request.")]


class MergeAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Stories to merge into one."""

    stories: Annotated[
        tuple[str, ...], Meta(min_length=1, max_length=100, description="Ids, aliases or addresses of stories.")
    ]


class ArticlesAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Articles to split out or to move."""

    articles: Annotated[
        tuple[str, ...], Meta(min_length=1, max_length=1000, description="Ids or addresses of articles.")
    ]


class MovedItem(Item, frozen=True):
    """An article that an edit brought from one story into another."""

    article: Id
    was: Annotated[str, Meta(description="Id of the story that it was in.")]
    story: Annotated[str, Meta(description="Id of the story that it is in now.")]


class EditItem(Item, frozen=True):
    """What an edit came to."""

    number: Annotated[int, Meta(description="What it is undone by: the number of its first row of the change table.")]
    moved: tuple[MovedItem, ...]
    cut: Annotated[str | None, Meta(description="Id of the article that is no copy, or no likely translation now.")]
    linked: Annotated[str | None, Meta(description="Id of the article that is a copy or likely translation again.")]
    stories: Annotated[tuple[StoryItem, ...], Meta(description="The stories that are not what they were.")]


class Health(Item, frozen=True):
    """The desk answers and can read its store."""

    status: Annotated[str, Meta(examples=["ok"])]
    version: str
    now: Time
    stories: int


def story_item(story: Story, now: datetime) -> StoryItem:
    """A story with its heat at ``now``."""
    warm = heat(story, now)
    return StoryItem(**_same(story, StoryItem), heat=warm.total, heat_parts=warm.parts)


def story_detail(
    story: Story, members: Members, affair: Affair | None, now: datetime, rules: Publishing
) -> StoryDetail:
    """A story with its affair, some of its articles and what they quote."""
    likely = {one.article: one for one in story.translations}
    return StoryDetail(
        **msgspec.structs.asdict(story_item(story, now)),
        affair=affair.id if affair else None,
        chapters=tuple(map(_chapter, affair.chapters)) if affair else (),
        members=tuple(_member(filed, likely.get(filed.article.id), rules) for filed in members.texts),
        statements=tuple(map(_statement, statements(members.texts, members.meanings))),
        next=members.next,
        previous=members.previous,
    )


def _member(filed: Filed, likely: Translation | None, rules: Publishing) -> MemberItem:
    found = TranslationItem(article=likely.of, reasons=likely.reasons) if likely else None
    return MemberItem(**_same(filed.article, MemberItem), **_filed(filed, rules), likely_translation_of=found)


def _chapter(chapter: Chapter) -> ChapterItem:
    return ChapterItem(**_same(chapter.story, ChapterItem), reasons=chapter.reasons)


def article_detail(filed: Filed, copies: list[str], rules: Publishing) -> ArticleDetail:
    """An article as it is read."""
    return ArticleDetail(
        **_same(filed.article, ArticleDetail), **_filed(filed, rules), quotes=filed.quotes, copies=tuple(copies)
    )


def shared(copy: Filed, original: Filed) -> Shared:
    """What a copy has in common with its original."""
    link = copy.copy
    return Shared(
        article=copy.article.id,
        of=original.article.id,
        via=link.via if link else None,
        share=link.share if link else 0.0,
        reasons=link.reasons if link else (),
        passages=shared_passages(compared_text(copy.article), compared_text(original.article)),
    )


def edit_item(edited: Edited, stories: list[Story], now: datetime) -> EditItem:
    """An edit with the stories it left."""
    moved = tuple(MovedItem(article=article, was=was, story=story) for article, was, story in edited.moved)
    return EditItem(
        number=edited.number,
        moved=moved,
        cut=edited.cut,
        linked=edited.linked,
        stories=tuple(story_item(story, now) for story in stories),
    )


def search_item(hit: Hit) -> SearchItem:
    """A search result."""
    return SearchItem(**_same(hit.article, SearchItem), story=hit.story, snippet=hit.snippet)


def revision_items(revisions: list[Revision]) -> tuple[RevisionItem, ...]:
    """Every state, with its difference from the one before."""
    before = (None, *revisions)
    return tuple(
        RevisionItem(
            **_same(new.article, RevisionItem),
            number=new.number,
            at=new.at,
            changed=new.changed,
            changes=changes_between(old.article, new.article) if old else (),
        )
        for old, new in zip(before, revisions, strict=False)
    )


def _statement(one: Statement) -> StatementItem:
    variants = tuple(
        VariantItem(
            **_same(variant, VariantItem)
            | {"differences": tuple(PieceItem(op=op, text=text) for op, text in variant.differences)}
        )
        for variant in one.variants
    )
    return StatementItem(text=one.text, speaker=one.speaker, variants=variants)


def _filed(filed: Filed, rules: Publishing) -> dict[str, Any]:
    """What was decided about an article."""
    return {
        "tagged": filed.tagged,
        "quality": filed.quality.total,
        "quality_parts": filed.quality.parts,
        "story": filed.story,
        "joined": filed.joined,
        "held": filed.held,
        "copy_of": filed.copy,
        "revisions": filed.revisions,
        "released": is_released(filed, rules),
    }


def _same(record: msgspec.Struct, item: type[Item]) -> dict[str, Any]:
    """The fields of a record that an item gives under the same name, those of an article made harmless."""
    record = tidy_article(record) if isinstance(record, Article) else record
    same = {name: getattr(record, name) for name in item.__struct_fields__ if name in record.__struct_fields__}
    for name in [name for name in same if name.endswith(_PRECISION)]:
        at = getattr(record, name.removesuffix(_PRECISION))
        same[name] = precise(at, same[name]) if at else None
    return same
