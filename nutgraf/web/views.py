"""From store records to what a page shows: pure, so that what is shown is tested without a page."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from nutgraf.core.formats.tidy import tidy_article
from nutgraf.core.score import heat
from nutgraf.core.text.revisions import changes_between
from nutgraf.records import Article, Filed, Hit, Quote, Revision, Score, Source, Stage, Story
from nutgraf.records.times import precise
from nutgraf.web.edits import Edited
from nutgraf.web.lines import Line, kind_name, line, outlet_of
from nutgraf.web.prose import Difference, Run, Snippet, difference, marks_of, paragraphs, snippet, web_link
from nutgraf.web.reading import TextPart, text_parts
from nutgraf.web.said import SaidInStory
from nutgraf.web.shown import Lang, Moment, Number, Part, View, counted, lang, moment, number, points, reasons
from nutgraf.web.threads import Member, Thread, arrival, member_of, shown

_BEST = 3
_OUTLETS_NAMED = 6
_TOPICS_NAMED = 6
_NAMED_BY = {"user": "", "list": "from a list", "page": "found on {}"}
_PLACES = 490  # on a strip of time, of a fifth of a percent each


# ---------------------------------------------------------------- stories


class Tick(View, frozen=True):
    """A report on a story's strip of time: how far along it came, in percent, and whether it is one of its own."""

    at: str
    own: bool


class Card(View, frozen=True):
    """A story on the front page."""

    id: str
    title: str
    tongue: Lang
    heat: Number
    outlets: tuple[str, ...]
    more_outlets: str
    reports: str
    independent: str
    languages: str
    first: Moment
    latest: Moment
    best: tuple[Line, ...]
    strip: tuple[Tick, ...]


class StoryPage(View, frozen=True):
    """A page of a story: some of its members by day, copies under what they copy, and what these say."""

    card: Card
    topics: tuple[str, ...]
    days: tuple[tuple[str, tuple[Member, ...]], ...]
    said: SaidInStory


class Moved(View, frozen=True):
    """Articles that an edit brought into the story of the page, or took out of it into another."""

    count: str
    here: bool
    other: str | None
    other_title: str


class Edit(View, frozen=True):
    """What an edit came to, as the page of a story tells it."""

    number: int
    at: Moment
    moved: tuple[Moved, ...]
    about: Line | None
    what: str


def card(story: Story, members: Sequence[Filed], now: datetime) -> Card:
    """A story as the front page shows it."""
    early = sorted(members, key=arrival)
    taken = {one.article.id for one in early if one.copy} | {one.article for one in story.translations}
    best = sorted(members, key=lambda filed: (filed.article.id in taken, -filed.quality.total, arrival(filed)))
    outlets = list(dict.fromkeys(outlet_of(filed.article) for filed in early))
    titled = next((filed.article for filed in early if filed.article.title == story.title), None)
    return Card(
        id=story.id,
        title=story.title or "Untitled",
        tongue=lang(titled.language if titled else None),
        heat=number(heat(story, now)),
        outlets=tuple(outlets[:_OUTLETS_NAMED]),
        more_outlets=counted(rest, "other") if (rest := len(outlets) - _OUTLETS_NAMED) > 0 else "",
        reports=counted(len(story.articles), "report"),
        independent=f"{story.independent:,} independent",
        languages=", ".join(lang(tag).name for tag in story.languages),
        first=moment(story.first, now, precise(story.first, story.first_precision)),
        latest=moment(story.latest, now, precise(story.latest, story.latest_precision)),
        best=tuple(line(filed, now) for filed in best[:_BEST]) if len(members) > 1 else (),
        strip=_strip(early, taken),
    )


def story_page(
    story: Story, members: Sequence[Filed], threads: Sequence[Thread], spoken: SaidInStory, now: datetime
) -> StoryPage:
    """A page of a story: of its ``members`` those in these threads, and what was said in them."""
    days: dict[str, list[Member]] = {}
    for member in shown(threads, members, now):
        days.setdefault(member.line.when.day, []).append(member)
    return StoryPage(
        card=card(story, members, now),
        topics=_most_named(members),
        days=tuple((day, tuple(threads)) for day, threads in days.items()),
        said=spoken,
    )


def edit(story: Story, edited: Edited, at: Moment, present: Mapping[str, Story], about: Line | None) -> Edit | None:
    """What an edit did to a story; None where that is nothing.

    ``present``: what the ids of stories lead to now; ``about``: the article whose copy link was cut or restored.
    """
    about = about if story.id in edited.stories else None
    counts: dict[tuple[bool, str], int] = {}
    for _, was, now in edited.moved:
        if story.id in (was, now):
            way = (now == story.id, was if now == story.id else now)
            counts[way] = counts.get(way, 0) + 1
    moved = [_moved(story, present.get(other), here, count) for (here, other), count in counts.items()]
    if not moved and about is None:
        return None
    return Edit(number=edited.number, at=at, moved=tuple(moved), about=about, what=_what_it_is(edited))


def _what_it_is(edited: Edited) -> str:
    """What the article of a cut is now."""
    what = "likely translation" if edited.translation else "copy"
    return f"is no {what} any more" if edited.cut else f"is a {what} again"


def _moved(story: Story, other: Story | None, here: bool, count: int) -> Moved:  # noqa: FBT001 - which way they went
    elsewhere = other if other and other.id != story.id else None
    return Moved(
        count=counted(count, "report"),
        here=here,
        other=elsewhere.id if elsewhere else None,
        other_title=elsewhere.title or "Untitled" if elsewhere else "",
    )


def _most_named(members: Sequence[Filed]) -> tuple[str, ...]:
    """The topics of a story, those of most articles first."""
    counts = Counter(topic.name for filed in members for topic in _topics(filed))
    return tuple(sorted(counts, key=lambda name: (-counts[name], name))[:_TOPICS_NAMED])


def _strip(early: Sequence[Filed], taken: Collection[str]) -> tuple[Tick, ...]:
    """Where the reports of which the time is known lie between the first and the last of them; else nothing.

    Of those that would lie on one another, as they do in a large story, one stands for all.
    """
    articles = [filed.article for filed in early if filed.article.known_to != "day"]
    times = [(one.published, one.id not in taken) for one in articles if one.published]
    if not times or times[0][0] == times[-1][0]:
        return ()
    first, span = times[0][0], times[-1][0] - times[0][0]
    places = ((round(_PLACES * ((at - first) / span)), own) for at, own in times)
    return tuple(Tick(at=f"{1 + 98 * place / _PLACES:.1f}%", own=own) for place, own in dict.fromkeys(places))


# ---------------------------------------------------------------- one article


class Quoted(View, frozen=True):
    """A quotation by its number in the text; ``partial`` where it is a few words in the writer's own sentence."""

    number: int
    partial: bool


class Speaking(View, frozen=True):
    """Who is quoted, and by which quotations."""

    name: str
    quotes: tuple[Quoted, ...]


class ArticleTopic(View, frozen=True):
    """A topic that an article is on; without a score, it is one that the article prints."""

    name: str
    score: Number | None


class StateLine(View, frozen=True):
    """A revision in a list."""

    number: int
    at: Moment
    changed: str


class ArticlePage(View, frozen=True):
    """An article in full."""

    line: Line
    excerpt: str
    text: tuple[TextPart, ...]
    speakers: tuple[Speaking, ...]
    authors: str
    published: Moment | None
    modified: Moment | None
    seen: Moment
    kind: str
    section: str
    topics: tuple[ArticleTopic, ...]
    tags: str
    credit: str
    paywalled: bool
    partial: bool
    released: bool
    link: str | None
    original_link: str | None
    story: str | None
    story_title: str
    joined: tuple[Part, ...]
    member: Member
    more_copies: int
    original: Line | None
    states: tuple[StateLine, ...]


def _topics(filed: Filed) -> tuple[ArticleTopic, ...]:
    """The topics an article was tagged with, best first, then those that it alone prints."""
    found = {tag.name.casefold(): ArticleTopic(name=tag.name, score=points(tag)) for tag in filed.tagged}
    printed = (ArticleTopic(name=name, score=None) for name in filed.article.topics if name.casefold() not in found)
    return (*found.values(), *printed)


class Surroundings(View, frozen=True):
    """What an article's page shows besides the article."""

    story: Story | None
    original: Filed | None
    copies: Sequence[Filed]
    more_copies: int
    released: bool
    stages: Sequence[Stage]


def _modified(article: Article, now: datetime) -> Moment | None:
    at = article.modified
    return moment(at, now, precise(at, article.modified_precision)) if at else None


def article_page(filed: Filed, around: Surroundings, now: datetime) -> ArticlePage:
    """An article as its own page shows it."""
    article = tidy_article(filed.article)
    present = {other.article.id: other for other in (*around.copies, *([around.original] if around.original else ()))}
    copies = [member_of(copy, present | {article.id: filed}, now) for copy in sorted(around.copies, key=arrival)]
    return ArticlePage(
        line=line(filed, now),
        excerpt="" if article.text.startswith(article.excerpt.removesuffix("…")) else article.excerpt,
        text=text_parts(article, filed.quotes, now),
        speakers=_speakers(article.text, filed.quotes),
        authors=", ".join(article.authors),
        published=moment(article.published, now, article.known_to or "second") if article.published else None,
        modified=_modified(article, now),
        seen=moment(article.seen, now),
        kind=kind_name(article),
        section=article.section or "",
        topics=_topics(filed),
        tags=", ".join(article.tags),
        credit=article.credit or "",
        paywalled=article.paywalled,
        partial=article.partial,
        released=around.released,
        link=web_link(article.url or article.canonical_url),
        original_link=web_link(article.original_url),
        story=around.story.id if around.story else None,
        story_title=around.story.title if around.story else "",
        joined=reasons(filed.joined),
        member=member_of(filed, present, now, copies),
        more_copies=around.more_copies,
        original=line(around.original, now) if around.original else None,
        states=tuple(_state(stage, now) for stage in reversed(around.stages)),
    )


class RevisionPage(View, frozen=True):
    """One state of an article beside the others."""

    line: Line
    number: int
    last: int
    at: Moment
    before: Moment | None
    paragraphs: tuple[tuple[Run, ...], ...]
    differences: tuple[Difference, ...]


def revision_page(states: Sequence[Revision], number: int, now: datetime) -> RevisionPage | None:
    """A revision as its page shows it; None where there is none of that number."""
    by_number = {state.number: state for state in states}
    shown, before = by_number.get(number), by_number.get(number - 1)
    if shown is None:
        return None
    text = shown.article.text or shown.article.excerpt
    return RevisionPage(
        line=line(Filed(article=shown.article, quality=Score(total=0)), now),
        number=number,
        last=max(by_number),
        at=moment(shown.at, now),
        before=moment(before.at, now) if before else None,
        paragraphs=tuple(map(tuple, paragraphs(text, ()))),
        differences=tuple(map(difference, changes_between(before.article, shown.article))) if before else (),
    )


def _speakers(text: str, quotes: Sequence[Quote]) -> tuple[Speaking, ...]:
    """Who is quoted, most first."""
    said: dict[str, list[Quoted]] = {}
    for place, quote in marks_of(text, quotes, ()).quotes:
        quoted = Quoted(number=place, partial=quote.partial)
        said.setdefault(quote.speaker.name if quote.speaker else "", []).append(quoted)
    by_count = sorted(said.items(), key=lambda item: (not item[0], -len(item[1])))
    return tuple(Speaking(name=name or "No speaker found", quotes=tuple(quotes)) for name, quotes in by_count)


def _state(stage: Stage, now: datetime) -> StateLine:
    return StateLine(number=stage.number, at=moment(stage.at, now), changed=", ".join(stage.changed))


# ---------------------------------------------------------------- search and sources


class FoundLine(View, frozen=True):
    """A search result."""

    line: Line
    story: str | None
    snippet: tuple[Snippet, ...]


class Row(View, frozen=True):
    """A source in the table of sources."""

    title: str
    url: str
    link: str | None
    kind: str
    named_by: str
    state: str
    failing: bool
    checked: Moment | None
    due: str
    error: str


def found(hit: Hit, now: datetime) -> FoundLine:
    """A search result as it is listed."""
    return FoundLine(
        line=line(Filed(article=hit.article, quality=Score(total=0)), now),
        story=hit.story,
        snippet=snippet(hit.snippet),
    )


def row(source: Source, pages: Mapping[str, str], now: datetime) -> Row:
    """A source with its state in words; ``pages`` are the addresses of all sources by their ids."""
    state = "new" if source.checked is None else "well"
    if source.failures:
        state = f"failed {counted(source.failures, 'time')}"
    return Row(
        title=source.title or source.url,
        url=source.url,
        link=web_link(source.url),
        kind=source.kind,
        named_by=_NAMED_BY[source.named_by].format(pages.get(source.found_on or "", "a page")),
        state=state,
        failing=source.failures > 0,
        checked=moment(source.checked, now) if source.checked else None,
        due=moment(source.due, now).ago if source.due and source.due > now else "now",
        error=source.error or "",
    )


def sources_summary(sources: Sequence[Source]) -> str:
    """How many sources there are, and how many of them fail."""
    failing = sum(source.failures > 0 for source in sources)
    return f"{counted(len(sources), 'source')}, {failing:,} failing" if failing else counted(len(sources), "source")
