"""The JSON API under /api/v1: what the pages show, the change table to follow, and an editor's decisions on stories."""

from functools import partial
from typing import Annotated
from urllib.parse import urlencode

import msgspec
from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.openapi import ResponseSpec
from litestar.openapi.spec import Example
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

import nutgraf
from nutgraf.core.formats.tidy import tidy_change
from nutgraf.engine.order import until
from nutgraf.store.protocol import StoryOrder
from nutgraf.web import edits, schema
from nutgraf.web.beside import copy_and_original
from nutgraf.web.desk import Desk, OnTopic
from nutgraf.web.errors import Problem
from nutgraf.web.guard import editors_only, known_parameters_only
from nutgraf.web.members import Members
from nutgraf.web.said import meanings_in

PREFIX = "/api/v1"
DESCRIPTION = """\
What nutgraf knows, as JSON. Field names are snake_case, times RFC 3339 in UTC, languages BCP 47 tags. \
Errors are problem details (RFC 9457). \
Every answer has an entity tag: ask with `If-None-Match` and pay only for what is new.\
"""
_MOST_ROWS = 9_000_000_000_000_000  # what a double, and so every JSON reader, still counts exactly

Limit = Annotated[int, QueryParameter(ge=1, le=200, description="How many items at most.")]
Offset = Annotated[int, QueryParameter(ge=0, le=_MOST_ROWS, description="How many items to pass over.")]


def _problem(description: str) -> ResponseSpec:
    return ResponseSpec(
        Problem, description=description, media_type="application/problem+json", generate_examples=False
    )


_BAD = {400: _problem("A parameter is wrong."), 503: _problem("The store cannot be read now.")}
_UNKNOWN = _BAD | {404: _problem("Nothing has this id."), 410: _problem("What had this id was removed.")}


def _next(path: str, *, more: bool, offset: int, limit: int, **query: str) -> str | None:
    """The address of the items after these."""
    return f"{PREFIX}/{path}?{urlencode({**query, 'limit': limit, 'offset': offset + limit})}" if more else None


def _previous(path: str, *, offset: int, limit: int) -> str | None:
    """The address of the items before these."""
    return f"{PREFIX}/{path}?{urlencode({'limit': limit, 'offset': max(0, offset - limit)})}" if offset else None


@get("/stories", summary="Stories", tags=["stories"], responses=_BAD, sync_to_thread=True)
def stories(
    desk: NamedDependency[Desk],
    order: FromQuery[StoryOrder] = "heat",
    topic: OnTopic = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> schema.Stories:
    """Stories, hottest or newest first; with a topic, those with an article on it."""
    now, total = desk.clock(), desk.store.story_count(topic)
    found = desk.store.stories(limit, offset, order, topic)
    asked = {"order": order} | ({"topic": topic} if topic is not None else {})
    return schema.Stories(
        items=tuple(schema.story_item(story, now) for story in found),
        total=total,
        next=_next("stories", more=offset + limit < total, offset=offset, limit=limit, **asked),
    )


@get("/stories/{story_id:str}", summary="A story", tags=["stories"], responses=_UNKNOWN, sync_to_thread=True)
def story(
    desk: NamedDependency[Desk], story_id: FromPath[str], limit: Limit = 100, offset: Offset = 0
) -> schema.StoryDetail:
    """A story with some of its articles, and the statements of these.

    The id of a story that was merged into another gives that one, under its own id.
    """
    found = desk.store.story(story_id)
    every = desk.store.listed(found.articles)
    every.sort(key=lambda filed: (until(filed.article), filed.article.id))
    members = every[offset : offset + limit]
    texts = desk.store.articles([filed.article.id for filed in members])
    return schema.story_detail(
        found,
        Members(
            texts=texts,
            meanings=meanings_in(desk.store, found, texts),
            next=_next(f"stories/{found.id}", more=offset + limit < len(every), offset=offset, limit=limit),
            previous=_previous(f"stories/{found.id}", offset=offset, limit=limit),
        ),
        desk.store.affair(found.id),
        desk.clock(),
        desk.settings.publishing,
    )


_REFUSED = _UNKNOWN | {
    403: _problem("This desk takes no edits, or another site asked for it."),
    409: _problem("What is asked cannot be done with these stories."),
}
_edit = partial(post, tags=["edits"], responses=_REFUSED, status_code=200, guards=[editors_only])


@_edit("/stories/{story_id:str}/merge", summary="Merge stories")
async def merge(
    desk: NamedDependency[Desk], story_id: FromPath[str], data: JSONBody[schema.MergeAsked]
) -> schema.EditItem:
    """Makes the story one with others. The oldest keeps its id; those of the others lead to it."""
    return await desk.editing.do(
        lambda: _edited(desk, edits.merge(desk.store, [story_id, *data.stories], desk.clock()))
    )


@_edit("/stories/{story_id:str}/split", summary="Split a story")
async def split(
    desk: NamedDependency[Desk], story_id: FromPath[str], data: JSONBody[schema.ArticlesAsked]
) -> schema.EditItem:
    """Takes articles out of the story into one of their own."""
    return await desk.editing.do(lambda: _edited(desk, edits.split(desk.store, story_id, data.articles, desk.clock())))


@_edit("/stories/{story_id:str}/move", summary="Move articles")
async def move(
    desk: NamedDependency[Desk], story_id: FromPath[str], data: JSONBody[schema.ArticlesAsked]
) -> schema.EditItem:
    """Moves articles from whatever stories they are in into this one."""
    return await desk.editing.do(lambda: _edited(desk, edits.move(desk.store, data.articles, story_id, desk.clock())))


@_edit("/articles/{article_id:str}/uncopy", summary="Cut a copy link")
async def uncopy(desk: NamedDependency[Desk], article_id: FromPath[str]) -> schema.EditItem:
    """Says that an article is no copy. It is linked no more with what it copied, whatever comes in later."""
    return await desk.editing.do(lambda: _edited(desk, edits.uncopy(desk.store, article_id, desk.clock())))


@_edit("/edits/{number:int}/undo", summary="Undo an edit")
async def undo(desk: NamedDependency[Desk], number: FromPath[int]) -> schema.EditItem:
    """Puts the articles that an edit took elsewhere back where they were, or makes one a copy again.

    As far as nothing came between: articles that were moved on since stay.
    """
    return await desk.editing.do(lambda: _edited(desk, edits.undo(desk.store, number, desk.clock())))


def _edited(desk: Desk, edited: edits.Edited) -> schema.EditItem:
    return schema.edit_item(edited, [desk.store.story(story) for story in edited.stories], desk.clock())


@get("/articles/{article_id:str}", summary="An article", tags=["articles"], responses=_UNKNOWN, sync_to_thread=True)
def article(desk: NamedDependency[Desk], article_id: FromPath[str]) -> schema.ArticleDetail:
    """An article with its text, quotations, scores and what it copies or is copied by."""
    filed, copies = desk.store.article(article_id), desk.store.copies(article_id)
    return schema.article_detail(filed, copies, desk.settings.publishing)


@get(
    "/articles/{article_id:str}/revisions",
    summary="An article's revisions",
    tags=["articles"],
    responses=_UNKNOWN,
    sync_to_thread=True,
)
def revisions(desk: NamedDependency[Desk], article_id: FromPath[str]) -> schema.Revisions:
    """Every state of an article that was seen, oldest first, with what was changed since the one before."""
    items = schema.revision_items(desk.store.revisions(article_id))
    return schema.Revisions(items=items, total=len(items))


@get(
    "/articles/{article_id:str}/shared",
    summary="What a copy shares with its original",
    tags=["articles"],
    responses=_UNKNOWN,
    sync_to_thread=True,
)
def shared(desk: NamedDependency[Desk], article_id: FromPath[str]) -> schema.Shared:
    """The passages that a copy and its original have in common. An article that is no copy has none: 404."""
    copy, original = copy_and_original(desk.store, article_id)
    return schema.shared(copy, original)


@get("/search", summary="Search", tags=["articles"], responses=_BAD)
async def search(
    desk: NamedDependency[Desk],
    q: Annotated[
        str,
        QueryParameter(
            max_length=500, description="Words, all of which must occur.", examples=[Example(value="river")]
        ),
    ] = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> schema.SearchResults:
    """Articles that contain all the words, best match first; without words, none."""
    found = await desk.searching.do(lambda: desk.store.search(q, limit + 1, offset))
    return schema.SearchResults(
        items=tuple(schema.search_item(hit) for hit in found[:limit]),
        next=_next("search", more=len(found) > limit, offset=offset, limit=limit, q=q),
    )


@get("/topics", summary="Topics", tags=["stories"], responses=_BAD, sync_to_thread=True)
def topics(desk: NamedDependency[Desk], limit: Limit = 50, offset: Offset = 0) -> schema.Topics:
    """The topics that articles print or were tagged with, those of most articles first."""
    found = desk.store.topics(limit + 1, offset)
    return schema.Topics(
        items=tuple(found[:limit]), next=_next("topics", more=len(found) > limit, offset=offset, limit=limit)
    )


@get("/sources", summary="Sources", tags=["sources"], responses=_BAD, sync_to_thread=True)
def sources(desk: NamedDependency[Desk]) -> schema.Sources:
    """All sources with the state of their last fetch."""
    items = tuple(desk.store.sources())
    return schema.Sources(items=items, total=len(items))


@get("/changes", summary="Changes", tags=["changes"], responses=_BAD, sync_to_thread=True)
def changes(
    desk: NamedDependency[Desk],
    after: Annotated[int, QueryParameter(ge=0, le=_MOST_ROWS, description="Number of the last row already known.")] = 0,
    limit: Annotated[int, QueryParameter(ge=1, le=1000, description="How many rows at most.")] = 100,
) -> schema.Changes:
    """Rows of the append-only change table after a number, in order: everything that was ever decided."""
    rows = tuple(desk.store.changes(after, limit))
    items = tuple(msgspec.structs.replace(row, change=tidy_change(row.change)) for row in rows)
    return schema.Changes(items=items, after=rows[-1].number if rows else after)


@get("/health", summary="Health", tags=["health"], responses={503: _BAD[503]})
async def health(desk: NamedDependency[Desk]) -> schema.Health:
    """Whether the desk can read its store."""
    stories = await desk.health.do(desk.store.story_count)
    return schema.Health(status="ok", version=nutgraf.__version__, now=desk.clock(), stories=stories)


ROUTER = Router(
    PREFIX,
    guards=[known_parameters_only],
    route_handlers=[
        *(stories, story, merge, split, move, uncopy, undo),
        *(article, revisions, shared, search, topics, sources, changes, health),
    ],
)
