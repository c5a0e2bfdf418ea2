"""The newest stories as feeds, for whoever watches them in a feed reader; how they are written: ``publish.feeds``."""

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.di import NamedDependency

from nutgraf.core.text.plain import clean
from nutgraf.publish.feeds import Channel, render_atom, render_json_feed
from nutgraf.records import Filed
from nutgraf.web.desk import Desk, OnTopic

_STORIES = 50


@get("/feed.xml", include_in_schema=False, sync_to_thread=True)
def atom(
    request: Request[object, object, State], desk: NamedDependency[Desk], topic: OnTopic = None
) -> Response[bytes]:
    """The first report of each of the newest stories, or of those on a topic, as Atom."""
    return _feed(request, desk, topic, render_atom, "application/atom+xml; charset=utf-8")


@get("/feed.json", include_in_schema=False, sync_to_thread=True)
def json_feed(
    request: Request[object, object, State], desk: NamedDependency[Desk], topic: OnTopic = None
) -> Response[bytes]:
    """The first report of each of the newest stories, or of those on a topic, as JSON Feed."""
    return _feed(request, desk, topic, render_json_feed, "application/feed+json; charset=utf-8")


def _feed(
    request: Request[object, object, State],
    desk: Desk,
    topic: str | None,
    render: Callable[[Channel, Sequence[Filed]], str],
    media_type: str,
) -> Response[bytes]:
    home, title = str(request.base_url), desk.settings.publishing.title
    url, query = home.rstrip("/") + request.scope["path"], f"?{urlencode({'topic': topic})}" if topic else ""
    channel = Channel(title=f"{title}: {clean(topic)}" if topic else title, home=home + query, url=url + query)
    stories = desk.store.stories(_STORIES, 0, "latest", topic or None)
    firsts = [story.id for story in stories]  # a story's id is its first article's
    return Response(render(channel, desk.store.listed(firsts)).encode(), media_type=media_type)


ROUTES = (atom, json_feed)
