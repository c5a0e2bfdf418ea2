"""Where the forms of a story's page go: each edits, and leads back to the story and what became of it."""

from collections.abc import Sequence

import msgspec
from litestar import post
from litestar.di import NamedDependency
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from nutgraf.web import edits
from nutgraf.web.desk import Desk
from nutgraf.web.guard import editors_only


class Other(msgspec.Struct, frozen=True):
    """Another story, by its address or id."""

    story: str = ""


class Ticked(msgspec.Struct, frozen=True):
    """The articles that are ticked, and the story that they go to where it is not a new one."""

    article: str | list[str] = ""
    story: str = ""


@post("/stories/{story_id:str}/merge", include_in_schema=False, guards=[editors_only])
async def merge(desk: NamedDependency[Desk], story_id: FromPath[str], data: URLEncodedBody[Other]) -> Redirect:
    """Makes a story one with another."""
    return await desk.editing.do(
        lambda: _lead_on(desk, edits.merge(desk.store, [story_id, data.story], desk.clock()), story_id)
    )


@post("/stories/{story_id:str}/split", include_in_schema=False, guards=[editors_only])
async def split(desk: NamedDependency[Desk], story_id: FromPath[str], data: URLEncodedBody[Ticked]) -> Redirect:
    """Makes the ticked articles a story of their own."""
    return await desk.editing.do(
        lambda: _lead_on(desk, edits.split(desk.store, story_id, _ticked(data), desk.clock()), story_id)
    )


@post("/stories/{story_id:str}/move", include_in_schema=False, guards=[editors_only])
async def move(desk: NamedDependency[Desk], story_id: FromPath[str], data: URLEncodedBody[Ticked]) -> Redirect:
    """Moves the ticked articles to another story."""
    return await desk.editing.do(
        lambda: _lead_on(desk, edits.move(desk.store, _ticked(data), data.story, desk.clock()), story_id)
    )


@post("/articles/{article_id:str}/uncopy", include_in_schema=False, guards=[editors_only])
async def uncopy(desk: NamedDependency[Desk], article_id: FromPath[str]) -> Redirect:
    """Cuts an article's copy link."""
    return await desk.editing.do(lambda: _lead_on(desk, edits.uncopy(desk.store, article_id, desk.clock())))


@post("/edits/{number:int}/undo", include_in_schema=False, guards=[editors_only])
async def undo(desk: NamedDependency[Desk], number: FromPath[int]) -> Redirect:
    """Takes an edit back."""
    return await desk.editing.do(lambda: _lead_on(desk, edits.undo(desk.store, number, desk.clock())))


def _ticked(form: Ticked) -> Sequence[str]:
    ticked = [form.article] if isinstance(form.article, str) else form.article
    return [article for article in ticked if article]


def _lead_on(desk: Desk, edited: edits.Edited, story: str | None = None) -> Redirect:
    return Redirect(f"/stories/{desk.store.story(story or edited.stories[0]).id}?edit={edited.number}", status_code=303)


ROUTES = (merge, split, move, uncopy, undo)
