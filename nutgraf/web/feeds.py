"""The newest stories as feeds, for whoever watches them in a feed reader."""

from collections.abc import Callable, Sequence

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.di import NamedDependency

from nutgraf.publish.feeds import Channel, render_atom, render_json_feed
from nutgraf.records import Filed
from nutgraf.web.desk import Desk

_STORIES = 50


@get("/feed.xml", include_in_schema=False, sync_to_thread=True)
def atom(request: Request[object, object, State], desk: NamedDependency[Desk]) -> Response[bytes]:
    """The first report of each of the newest stories, as Atom."""
    return _feed(request, desk, render_atom, "application/atom+xml; charset=utf-8")


@get("/feed.json", include_in_schema=False, sync_to_thread=True)
def json_feed(request: Request[object, object, State], desk: NamedDependency[Desk]) -> Response[bytes]:
    """The first report of each of the newest stories, as JSON Feed."""
    return _feed(request, desk, render_json_feed, "application/feed+json; charset=utf-8")


def _feed(
    request: Request[object, object, State],
    desk: Desk,
    render: Callable[[Channel, Sequence[Filed]], str],
    media_type: str,
) -> Response[bytes]:
    home = str(request.base_url)
    channel = Channel(title=desk.settings.publishing.title, home=home, url=home.rstrip("/") + request.url.path)
    firsts = [story.id for story in desk.store.stories(_STORIES, 0, "latest")]  # a story's id is its first article's
    return Response(render(channel, desk.store.articles(firsts)).encode(), media_type=media_type)


ROUTES = (atom, json_feed)
