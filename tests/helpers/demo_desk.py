"""The invented news day of ``desk_day.toml`` as the changes that the engine would have decided."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from msgspec.structs import replace

from nutgraf.core.formats.url import article_id
from nutgraf.core.score import heat_rank, quality, warmth
from nutgraf.records import (
    AffairLink,
    Article,
    ArticleAdded,
    ArticleKind,
    ArticleRevised,
    Change,
    CopyLink,
    CopyLinked,
    Fingerprint,
    Image,
    Prepared,
    Provider,
    Quote,
    Reason,
    Released,
    Source,
    SourceKept,
    Speaker,
    StoriesMerged,
    Story,
    StoryJoined,
    StoryUpdated,
    Tag,
)
from nutgraf.store.protocol import Store

NOW = datetime(2026, 11, 2, 16, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
SCRIPT = "<script>alert(1)</script>"


class Report(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One article of the day; undated where no hour is given."""

    story: str
    outlet: str
    title: str
    language: str | None = None
    hours_ago: float | None = None
    text: str = ""
    text_of: str | None = None
    copies: str | None = None
    share: float = 0.0
    traits: frozenset[str] = frozenset()


class Day(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    texts: dict[str, str]
    reports: list[Report]
    sources: list[Source]


DAY = msgspec.toml.decode(Path(__file__).with_name("desk_day.toml").read_bytes(), type=Day)


def _url(story: str, outlet: str) -> str:
    return f"https://{article_id(outlet)[:6]}.example/{story}"


def id_of(story: str, outlet: str) -> str:
    return article_id(_url(story, outlet))


FLOOD_ID = id_of("flood", "The Elling Ledger")
ALIAS_ID = id_of("flood", "Le Littoral")
ATTACK_ID = id_of("attack", f"{SCRIPT} Gazette")
ARABIC_ID = id_of("flood", "الصباح")
DAM_ID = id_of("dam", next(report.outlet for report in DAY.reports if report.story == "dam"))
COPY_ID = id_of("flood", "Carrow Evening Post")
PARTIAL_ID = id_of("flood", "Süddeutscher Kurier")


def fill(store: Store) -> None:
    """Puts the day into a store: the reports in the morning, what came of them in the afternoon."""
    store.apply([SourceKept(source=source) for source in DAY.sources], NOW - 10 * HOUR)
    store.apply([change for report in DAY.reports for change in _added(report)], NOW - 9 * HOUR)
    store.apply(list(_afternoon()), NOW - HOUR)


def _added(report: Report) -> Iterator[Change]:
    article = _article(report)
    quotes = _quotes(article.text)
    link = None
    if report.copies:
        reasons = (Reason(name="shared shingles", value=report.share), Reason(name="published later", value=1))
        link = CopyLink(article=article.id, of=id_of(report.story, report.copies), share=report.share, reasons=reasons)
    scored = quality(article, quotes, link)
    prepared = Prepared(article=article, fingerprint=Fingerprint(), quotes=quotes, tagged=_tags(report))
    yield ArticleAdded(prepared=prepared, quality=scored)
    if link:
        yield CopyLinked(link=link, quality=scored)
    first = next(other.outlet for other in DAY.reports if other.story == report.story)
    story = ALIAS_ID if report.outlet == "Le Littoral" else id_of(report.story, first)
    if story == article.id:
        yield StoryUpdated(story=_story([report]))
    shared = Reason(name="shared terms", value=0.64, note="elling, wall, flood")
    affair = AffairLink(of=ALIAS_ID, reasons=(shared,)) if report.story == "dam" else None
    yield StoryJoined(article=article.id, story=story, reasons=(shared,), affair=affair)


def _afternoon() -> Iterator[Change]:
    for name in dict.fromkeys(report.story for report in DAY.reports):
        yield StoryUpdated(story=_story([report for report in DAY.reports if report.story == name]))
    yield StoriesMerged(kept=FLOOD_ID, gone=ALIAS_ID, reasons=(Reason(name="shared terms", value=0.71),))
    yield StoryUpdated(story=_story([report for report in DAY.reports if report.story == "flood"]))
    yield Released(article=FLOOD_ID, released=True, by="editor")
    before = _article(DAY.reports[0])
    text = before.text.replace("About 1,900 people", "About 2,300 people").replace("sound, with reservations", "sound")
    title = "Harbour wall fails at Port Elling; 2,300 leave their homes"
    after = replace(before, title=title, text=text, modified=NOW - HOUR, seen=NOW - HOUR)
    quotes = _quotes(text)
    yield ArticleRevised(
        prepared=Prepared(article=after, fingerprint=Fingerprint(), quotes=quotes, tagged=_tags(DAY.reports[0])),
        quality=quality(after, quotes, None),
        number=2,
        changed=("title", "text"),
    )


def _article(report: Report) -> Article:
    kinds: tuple[ArticleKind, ...] = ("liveblog", "video")
    text = DAY.texts[report.text_of] if report.text_of else report.text
    published = None if report.hours_ago is None else NOW - report.hours_ago * HOUR
    traits, flood = report.traits, report.story == "flood"
    return Article(
        id=id_of(report.story, report.outlet),
        capture=f"{report.story}/{report.outlet}",
        seen=(published or NOW - 2 * HOUR) + HOUR / 4,
        url=_url(report.story, report.outlet),
        title=report.title,
        excerpt=text.split(". ")[0][:160],
        text="" if "partial" in traits else text,
        authors=("Ada Winter", "Jo Bell") if "author" in traits else (),
        published=published,
        language=report.language,
        kind=next((kind for kind in kinds if kind in traits), "article"),
        section="Coast" if flood else None,
        provider=Provider(name=report.outlet),
        images=(Image(url="https://pictures.example/1.jpg"),) if "image" in traits else (),
        topics=("floods", "harbours") if flood else (),
        credit="Reporting supported by the Coast Fund" if "credit" in traits else None,
        paywalled="paywall" in traits,
        partial="partial" in traits,
    )


def _tags(report: Report) -> tuple[Tag, ...]:
    if report.story != "flood":
        return ()
    reasons = (Reason(name="title", value=3.0, note="wall"), Reason(name="text", value=2.58, note="wall ×3"))
    return (Tag(topic="sea-walls", name="Sea walls & dykes", score=5.58, reasons=reasons),)


def _quotes(text: str) -> tuple[Quote, ...]:
    found = []
    for match in re.finditer("[“«「][^”»」]+[”»」]", text):
        name = re.compile("Marit Osei|Tomas Brandt").search(text, match.end(), match.end() + 60)
        speaker = Speaker(start=name.start(), end=name.end(), name=name[0]) if name else None
        found.append(Quote(start=match.start(), end=match.end(), speaker=speaker, cue="said" if name else None))
    return tuple(found)


def _story(reports: Sequence[Report]) -> Story:
    members = [_article(report) for report in reports]
    own = [
        (report.outlet, article.published or article.seen, article.published or article.seen)
        for report, article in zip(reports, members, strict=True)
        if not report.copies
    ]
    times = [article.published for article in members if article.published] or [members[0].seen]
    warm, latest = warmth(own), max(time for _, time, _ in own)
    return Story(
        id=members[0].id,
        title=members[0].title,
        articles=tuple(article.id for article in members),
        outlets=len({report.outlet for report in reports}),
        independent=len(own),
        languages=tuple(dict.fromkeys(report.language for report in reports if report.language)),
        first=min(times),
        latest=max(times),
        warmth=warm,
        rank=heat_rank(warm, latest),
    )
