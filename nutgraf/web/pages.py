"""The pages of the desk, rendered on the server; each works without JavaScript."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Annotated, TypeAlias

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from nutgraf.core.feeds.opml import write_opml
from nutgraf.core.text.plain import clean
from nutgraf.errors import NotFound
from nutgraf.publish.site import is_released
from nutgraf.records import Filed, Story
from nutgraf.web import edits, views
from nutgraf.web.beside import beside_page, copy_and_original
from nutgraf.web.chapters import chapters
from nutgraf.web.desk import Desk, OnTopic
from nutgraf.web.errors import AnyRequest
from nutgraf.web.lines import line
from nutgraf.web.locality import takes_edits
from nutgraf.web.render import render
from nutgraf.web.said import meanings_in, said
from nutgraf.web.shown import moment
from nutgraf.web.threads import page_of, threads_of
from nutgraf.web.translated import translated

PAGE = 25
REPORTS = 100
COPIES = 50
TOPICS = 200
Page: TypeAlias = Annotated[int, QueryParameter(ge=1, le=100_000_000)]
Number: TypeAlias = Annotated[int | None, QueryParameter(ge=1, le=9_000_000_000_000_000)]


def _html(template: str, **values: object) -> Response[str]:
    return Response(render(template, **values), media_type="text/html")


@get("/", include_in_schema=False, sync_to_thread=True)
def front(desk: NamedDependency[Desk], page: Page = 1, topic: OnTopic = None) -> Response[str]:
    """Stories by heat; with a topic, those with an article on it."""
    now, on = desk.clock(), clean(topic or "")
    total = desk.store.story_count(on or None)
    stories = desk.store.stories(PAGE, (page - 1) * PAGE, topic=on or None)
    if not stories and page > 1:
        raise NotFoundException(f"There is no page {page}.")
    filed = _by_id(desk, [article for story in stories for article in story.articles])
    cards = [views.card(story, [filed[name] for name in story.articles if name in filed], now) for story in stories]
    pages = max(1, -(-total // PAGE))
    return _html("front.html", cards=cards, total=total, page=page, pages=pages, now=moment(now, now), topic=on)


@get("/topics", include_in_schema=False, sync_to_thread=True)
def topics(desk: NamedDependency[Desk], page: Page = 1) -> Response[str]:
    """The topics that articles are on, those of most articles first; each leads to its stories."""
    found = desk.store.topics(TOPICS + 1, (page - 1) * TOPICS)
    return _html("topics.html", topics=found[:TOPICS], page=page, more=len(found) > TOPICS)


@get("/stories/{story_id:str}", include_in_schema=False, sync_to_thread=True)
def story(
    request: AnyRequest, desk: NamedDependency[Desk], story_id: FromPath[str], edit: Number = None, page: Page = 1
) -> Response[str] | Redirect:
    """Some of a story's reports, and what an edit did to it; the address of one that was merged leads to the other."""
    found = desk.store.story(story_id)
    if found.id != story_id:
        return Redirect(f"/stories/{found.id}", status_code=307)
    members = desk.store.listed(found.articles)
    threads = page_of(threads_of(members), page, REPORTS)
    if not threads and page > 1:
        raise NotFoundException(f"There is no page {page}.")
    texts = desk.store.articles([one.article.id for thread in threads for one in (thread.original, *thread.copies)])
    spoken = said(texts, meanings_in(desk.store, found, texts))
    return _html(
        "story.html",
        story=views.story_page(found, members, threads, spoken, desk.clock()),
        page=page,
        pages=max(1, -(-len(members) // REPORTS)),
        translations=translated(found, members),
        affair=chapters(found, desk.store.affair(found.id), desk.clock()),
        edit=_edit(desk, found, edit) if edit else None,
        editable=takes_edits(desk.settings.serving, request),
    )


def _edit(desk: Desk, story: Story, number: int) -> views.Edit | None:
    found = edits.edit_of(desk.store, number)
    if found is None:
        return None
    edited, at = found
    present: dict[str, Story] = {}
    for one in {one for _, was, now in edited.moved for one in (was, now)}:
        with suppress(NotFound):
            present[one] = desk.store.story(one)
    linked = edited.cut or edited.linked
    about = next((line(one, desk.clock()) for one in desk.store.listed([linked] if linked else [])), None)
    return views.edit(story, edited, moment(at, desk.clock()), present, about)


@get("/articles/{article_id:str}", include_in_schema=False, sync_to_thread=True)
def article(request: AnyRequest, desk: NamedDependency[Desk], article_id: FromPath[str]) -> Response[str]:
    """An article with all that was decided about it."""
    store, filed = desk.store, desk.store.article(article_id)
    copies = store.copies(article_id)
    around = views.Surroundings(
        story=next(iter(store.stories_of([article_id]).values()), None),
        original=next(iter(store.listed([filed.copy.of] if filed.copy else [])), None),
        copies=store.listed(copies[:COPIES]),
        more_copies=max(0, len(copies) - COPIES),
        stages=store.stages(article_id),
        released=is_released(filed, desk.settings.publishing),
    )
    return _html(
        "article.html",
        article=views.article_page(filed, around, desk.clock()),
        editable=takes_edits(desk.settings.serving, request),
    )


@get("/articles/{article_id:str}/revisions/{number:int}", include_in_schema=False, sync_to_thread=True)
def revision(desk: NamedDependency[Desk], article_id: FromPath[str], number: FromPath[int]) -> Response[str]:
    """What was changed in a revision, against the one before it."""
    shown = views.revision_page(desk.store.revisions(article_id), number, desk.clock())
    if shown is None:
        raise NotFound(article_id, f"there is no revision {number}")
    return _html("revision.html", revision=shown)


@get("/articles/{article_id:str}/shared", include_in_schema=False, sync_to_thread=True)
def shared(desk: NamedDependency[Desk], article_id: FromPath[str]) -> Response[str]:
    """A copy beside its original, with what both say marked."""
    copy, original = copy_and_original(desk.store, article_id)
    via = next(iter(desk.store.listed([copy.copy.via] if copy.copy and copy.copy.via else [])), None)
    return _html("beside.html", beside=beside_page(copy, original, via, desk.clock()))


@get("/search", include_in_schema=False)
async def search(
    desk: NamedDependency[Desk], q: Annotated[str, QueryParameter(max_length=500)] = "", page: Page = 1
) -> Response[str]:
    """Articles that contain all the words; without words only the form."""
    return await desk.searching.do(lambda: _results(desk, clean(q), page))


def _results(desk: Desk, words: str, page: int) -> Response[str]:
    now = desk.clock()
    hits = desk.store.search(words, PAGE + 1, (page - 1) * PAGE) if words else []
    return _html(
        "search.html",
        query=words,
        found=[views.found(hit, now) for hit in hits[:PAGE]],
        page=page,
        size=PAGE,
        more=len(hits) > PAGE,
    )


@get("/sources", include_in_schema=False, sync_to_thread=True)
def sources(desk: NamedDependency[Desk]) -> Response[str]:
    """All sources with their state, those that fail first."""
    kept, now = desk.store.sources(), desk.clock()
    pages = {source.id: source.url for source in kept}
    rows = [views.row(source, pages, now) for source in sorted(kept, key=lambda source: -source.failures)]
    return _html("sources.html", rows=rows, summary=views.sources_summary(kept))


@get("/sources.opml", include_in_schema=False, sync_to_thread=True)
def sources_opml(desk: NamedDependency[Desk]) -> Response[bytes]:
    """All sources as OPML, for another reader."""
    return Response(
        write_opml(desk.store.sources()),
        media_type="text/x-opml",
        headers={"content-disposition": 'attachment; filename="nutgraf.opml"'},
    )


def _by_id(desk: Desk, articles: Iterable[str]) -> dict[str, Filed]:
    return {filed.article.id: filed for filed in desk.store.listed(list(dict.fromkeys(articles)))}


ROUTES = (front, topics, story, article, revision, shared, search, sources, sources_opml)
