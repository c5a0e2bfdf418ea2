"""Reading commands: stories, story, article, search, sources."""

import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from nutgraf.cli.console import (
    json_lines,
    json_option,
    load_settings,
    out,
    settings_option,
    store_option,
    table,
)
from nutgraf.cli.on_topic import check_topic
from nutgraf.cli.stored import article_named, opened
from nutgraf.core.feeds.opml import write_opml
from nutgraf.core.score import heat
from nutgraf.records import Filed, Precision, Reason, Score, Source, Story, Translation
from nutgraf.records.times import precise
from nutgraf.store.protocol import Store, StoryOrder
from nutgraf.web.shown import counted
from nutgraf.web.threads import arrival

ON_A_SCREEN = 20


def _time(value: datetime | None, precision: Precision | None = "second") -> str:
    if value and precision == "day":
        return f"{value:%Y-%m-%d}"
    return f"{value:%Y-%m-%d %H:%M}" if value else "no date"


def _outlet(filed: Filed) -> str:
    provider = filed.article.provider
    return provider.name or provider.domain or "unknown outlet"


def _score(name: str, score: Score) -> str:
    parts = ", ".join(f"{part.name} {part.value:+g}" for part in score.parts)
    return f"{name} {score.total}" + (f" ({parts})" if parts else "")


def _reasons(reasons: Iterable[Reason]) -> str:
    return "; ".join(f"{r.name} {r.value:g}" + (f" ({r.note})" if r.note else "") for r in reasons)


def _story_row(story: Story, now: datetime) -> dict[str, object]:
    return {
        "id": story.id,
        "title": story.title,
        "articles": story.articles,
        "outlets": story.outlets,
        "independent": story.independent,
        "languages": story.languages,
        "heat": heat(story, now).total,
        "first": story.first,
        "latest": story.latest,
        "first_precision": precise(story.first, story.first_precision),
        "latest_precision": precise(story.latest, story.latest_precision),
    }


@click.command()
@json_option
@click.option("--limit", type=click.IntRange(1), help="At most so many; 20 on a screen, all with --json.")
@click.option("--order", type=click.Choice(["heat", "latest"]), default="heat", show_default=True)
@click.option("--topic", metavar="NAME", help="Only those with an article on this topic.")
@store_option
@settings_option
def stories(
    *,
    as_json: bool,
    limit: int | None,
    order: StoryOrder,
    topic: str | None,
    store_url: str | None,
    settings_path: Path | None,
) -> None:
    """Stories, hottest first.

    \b
    nutgraf stories
    nutgraf stories --json | jq -r .title
    """
    now = datetime.now(UTC)
    settings = load_settings(settings_path, store_url)
    with opened(settings) as store:
        count = store.story_count(topic)
        if topic is not None and not count:
            check_topic(store, settings, topic)
        if as_json:
            json_lines(_story_row(s, now) for s in store.stories(limit or count, order=order, topic=topic))
            return
        found = store.stories(limit or ON_A_SCREEN, order=order, topic=topic)
        for one in found:
            reports = f"{counted(len(one.articles), 'article')}, {one.independent} independent"
            languages = " ".join(one.languages)
            latest = _time(one.latest, precise(one.latest, one.latest_precision))
            out.print(f"{one.id}  heat {heat(one, now).total}  {reports}  {latest}  {languages}")
            out.print(f"  {one.title}", style="bold")
        out.print(f"{len(found)} of {counted(count, 'story', 'stories')}")


@click.command()
@click.argument("story_id", metavar="ID")
@json_option
@store_option
@settings_option
def story(*, story_id: str, as_json: bool, store_url: str | None, settings_path: Path | None) -> None:
    """One story: its articles, who copied whom, and why.

    \b
    nutgraf story 0cc175b9c0f1b6a8
    """
    now = datetime.now(UTC)
    with opened(load_settings(settings_path, store_url)) as store:
        found = store.story(story_id)
        if as_json:
            json_lines([_story_row(found, now)])
            return
        out.print(found.title, style="bold")
        articles, outlets = counted(len(found.articles), "article"), counted(found.outlets, "outlet")
        out.print(f"{articles}, {outlets}, {counted(found.independent, 'independent report')}")
        out.print(_score("heat", heat(found, now)))
        likely = {one.article: one for one in found.translations}
        for filed in sorted(store.listed(found.articles), key=arrival):
            _print_member(filed, likely.get(filed.article.id))


def _print_member(filed: Filed, likely: Translation | None) -> None:
    article = filed.article
    out.print()
    out.print(
        f"{article.id}  {_time(article.published, article.known_to)}  {_outlet(filed)}  [{article.language or '?'}]"
    )
    out.print("  " + article.title, style="bold")
    if filed.copy:
        out.print(f"  copies {filed.copy.of}: {filed.copy.share:.0%} of its text ({_reasons(filed.copy.reasons)})")
    if likely:
        out.print(f"  likely a translation of {likely.of}: {_reasons(likely.reasons)}")
    if filed.joined:
        out.print(f"  belongs here: {_reasons(filed.joined)}")


@click.command()
@click.argument("named", metavar="ID|URL")
@json_option
@store_option
@settings_option
def article(*, named: str, as_json: bool, store_url: str | None, settings_path: Path | None) -> None:
    """One article: text, quotations, quality, revisions.

    It is named by its id or its address.

    \b
    nutgraf article 0cc175b9c0f1b6a8
    nutgraf article https://post.example/news/8
    """
    with opened(load_settings(settings_path, store_url)) as store:
        filed = article_named(store, named)
        if as_json:
            json_lines([filed])
        else:
            _print_article(store, filed)


def _print_article(store: Store, filed: Filed) -> None:
    shown = filed.article
    out.print(shown.title, style="bold")
    byline = ", ".join(shown.authors) or "no byline"
    time = _time(shown.published, shown.known_to)
    out.print(f"{_outlet(filed)} · {byline} · {time} · {shown.language or '?'} · {shown.kind}")
    if shown.url:
        out.print(shown.url)
    out.print(_score("quality", filed.quality))
    for tag in filed.tagged:
        out.print(f"topic {tag.name} {tag.score:g} ({_reasons(tag.reasons)})")
    if filed.story:
        out.print(f"story {filed.story}")
    if filed.copy:
        out.print(f"copies {filed.copy.of}: {filed.copy.share:.0%} ({_reasons(filed.copy.reasons)})")
    for copy in store.copies(shown.id):
        out.print(f"copied by {copy}")
    for stage in store.stages(shown.id)[1:]:
        out.print(f"revision {stage.number} at {_time(stage.at)}: {', '.join(stage.changed)}")
    out.print()
    out.print(shown.text or shown.excerpt)
    for quote in filed.quotes:
        name = quote.speaker.name if quote.speaker else "no speaker named"
        out.print(f"\n  {name}: {shown.text[quote.start : quote.end]}")


@click.command()
@click.argument("words", nargs=-1, required=True)
@json_option
@click.option("--limit", type=click.IntRange(1), default=ON_A_SCREEN, show_default=True, help="At most so many.")
@store_option
@settings_option
def search(
    *, words: tuple[str, ...], as_json: bool, limit: int, store_url: str | None, settings_path: Path | None
) -> None:
    """Articles that contain all the words.

    \b
    nutgraf search harbour strike
    """
    with opened(load_settings(settings_path, store_url)) as store:
        hits = store.search(" ".join(words), limit)
    if as_json:
        json_lines(hits)
        return
    for hit in hits:
        out.print(
            f"{hit.article.id}  {_time(hit.article.published, hit.article.known_to)}  {hit.article.provider.name or ''}"
        )
        out.print("  " + hit.article.title, style="bold")
        out.print(f"  {hit.snippet}")
    out.print(f"{len(hits)} found" if hits else "nothing found")


@click.command()
@json_option
@click.option("--opml", is_flag=True, help="OPML, for any feed reader.")
@store_option
@settings_option
def sources(*, as_json: bool, opml: bool, store_url: str | None, settings_path: Path | None) -> None:
    """What is watched, and what went wrong.

    \b
    nutgraf sources
    nutgraf sources --opml > feeds.opml
    """
    with opened(load_settings(settings_path, store_url)) as store:
        found = store.sources()
    if opml:
        sys.stdout.buffer.write(write_opml(found))
    elif as_json:
        json_lines(found)
    else:
        pages = {source.id: source.url for source in found}
        rows = ((s.kind, s.url, _time(s.checked), _time(s.due), _named_by(s, pages), s.error or "") for s in found)
        table("kind", "url", "checked", "due", "named by", "error", rows=rows)


def _named_by(source: Source, pages: Mapping[str, str]) -> str:
    """Who named a source; for a page, its address."""
    return pages.get(source.found_on or "", source.named_by)
