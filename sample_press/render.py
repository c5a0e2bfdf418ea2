"""Everything an outlet serves, as bytes: a pure function of the edition, the round and the addresses."""

import json
from collections.abc import Iterator

import msgspec
from jinja2 import Environment, FileSystemLoader

from sample_press import pictures
from sample_press.content import HERE, Edition, FeedPlace, Outlet, Stray, at_round
from sample_press.pages import (
    IMAGE_HEIGHT,
    IMAGE_WIDTH,
    Card,
    Moment,
    card,
    json_ld,
    labels,
    moment,
    outlet_section,
    path,
)

_TEMPLATES = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=False)
_TEMPLATES.filters["segment"] = outlet_section
_RSS, _HTML = "application/rss+xml", "text/html"
_FEED_TYPES = {
    "rss2": _RSS,
    "rss2_full": _RSS,
    "rss091": _RSS,
    "rss092": _RSS,
    "broken": _RSS,
    "rss1": "application/rdf+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}
_FEED_TEMPLATES: dict[str, tuple[str, dict[str, object]]] = {
    "rss2_full": ("rss2.xml", {"full": True}),
    "rss091": ("rss092.xml", {"version": "0.91"}),
    "rss092": ("rss092.xml", {"version": "0.92"}),
    "news_sitemap": ("sitemap.xml", {"news": True}),
}


class Resource(msgspec.Struct, frozen=True):
    """One answer of the server; ``location`` is where a redirect leads."""

    body: bytes
    content_type: str
    status: int = 200
    location: str | None = None


class _Desk(msgspec.Struct, frozen=True):
    """What the pages of one outlet share."""

    outlet: Outlet
    home: str
    cards: list[Card]
    newest: Moment

    def page(self, template: str, **more: object) -> Resource:
        outlet = self.outlet
        text = _TEMPLATES.get_template(template).render(
            outlet=outlet,
            home=self.home,
            t=labels()[str(more.get("language", outlet.language))],
            rtl=outlet.language == "ar",
            declared=outlet.charset,
            feed_types=_FEED_TYPES,
            image_width=IMAGE_WIDTH,
            image_height=IMAGE_HEIGHT,
            newest=self.newest,
            encoding=outlet.charset,
            **more,
        )
        said = outlet.header_charset or outlet.charset
        return Resource(text.encode(outlet.charset, "xmlcharrefreplace"), f"{_HTML}; charset={said}")


def site(edition: Edition, outlet_key: str, round_number: int, base: str) -> dict[str, Resource]:
    """All resources of an outlet by path and query; ``base`` is an address with ``{outlet}`` for the outlet's key."""
    outlet = edition.outlets[outlet_key]
    pieces = [at_round(piece, round_number) for piece in edition.of(outlet_key)]
    cards = [card(edition, piece, base) for piece in pieces]
    newest = max(piece.modified or piece.published for piece in pieces)
    desk = _Desk(outlet, base.format(outlet=outlet_key), cards, moment(newest, outlet, outlet.language))
    return {
        **dict(_strays(desk)),
        **dict(_fronts(desk)),
        **dict(_articles(desk)),
        **dict(_media(desk)),
        **{feed.path: _feed(desk, feed) for feed in outlet.feeds},
        "/sitemap.xml": _xml(desk, "sitemap.xml", "application/xml", "utf-8", cards=cards),
        "/robots.txt": _robots(desk),
    }


def missing(edition: Edition, outlet_key: str, base: str) -> Resource:
    """The outlet's page for an address it does not have."""
    outlet = edition.outlets[outlet_key]
    time = moment(next(iter(edition.pieces.values())).published, outlet, outlet.language)
    desk = _Desk(outlet, base.format(outlet=outlet_key), [], time)
    return _notice(desk, labels()[outlet.language]["missing"], "", status=404)


def _articles(desk: _Desk) -> Iterator[tuple[str, Resource]]:
    outlet = desk.outlet
    for shown in desk.cards:
        piece = shown.piece
        others = [other for other in desk.cards if other is not shown]
        described = json_ld(outlet, shown, desk.home)
        name = piece.template or {"liveblog": "live", "video": "video"}.get(piece.kind, outlet.template)
        about = {"c": shown, "others": others, "json_ld": _Safe(described), "language": piece.language}
        yield path(outlet, piece), desk.page(f"{name}.html", **about)
        if shown.amp_url:
            yield f"/amp/{piece.slug}", desk.page("amp.html", **about)


class _Safe(str):
    """Text that a template prints as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def _fronts(desk: _Desk) -> Iterator[tuple[str, Resource]]:
    yield "/", desk.page("front.html", heading=desk.outlet.name, cards=desk.cards)
    for section in desk.outlet.sections:
        own = [shown for shown in desk.cards if shown.piece.section == section]
        address = path(msgspec.structs.replace(desk.outlet, path=f"/{outlet_section(section)}/"), desk.cards[0].piece)
        more = [shown for shown in desk.cards if shown not in own]
        yield address, desk.page("front.html", heading=section, cards=own, more=more)


def _strays(desk: _Desk) -> Iterator[tuple[str, Resource]]:
    for stray in desk.outlet.strays:
        if stray.leads_to:
            yield stray.path, Resource(b"", _HTML, 302, stray.leads_to)
            yield stray.leads_to, _stray_page(desk, stray)
        elif stray.kind != "front":
            yield stray.path, _stray_page(desk, stray)


def _stray_page(desk: _Desk, stray: Stray) -> Resource:
    words = labels()[desk.outlet.language]
    if stray.kind == "login":
        return _notice(desk, words["sign_in"], stray.text, form=True)
    return _notice(desk, words["missing"], stray.text, status=404)


def _notice(desk: _Desk, heading: str, text: str, *, status: int = 200, form: bool = False) -> Resource:
    page = desk.page("notice.html", heading=heading, text=text, form=form)
    return msgspec.structs.replace(page, status=status)


def _media(desk: _Desk) -> Iterator[tuple[str, Resource]]:
    yield "/logo.svg", Resource(pictures.logo(desk.outlet.name[0], desk.outlet.colour), "image/svg+xml")
    for shown in desk.cards:
        if shown.image_url:
            picture = pictures.png(shown.piece.slug, IMAGE_WIDTH, IMAGE_HEIGHT)
            yield f"/media/{shown.piece.slug}.png", Resource(picture, "image/png")


def _feed(desk: _Desk, feed: FeedPlace) -> Resource:
    if feed.format == "json":
        return _json_feed(desk, feed)
    template, more = _FEED_TEMPLATES.get(feed.format, (f"{feed.format}.xml", {}))
    kind = _FEED_TYPES.get(feed.format, "application/xml")
    charset = "windows-1252" if feed.format == "broken" else "utf-8"
    if feed.format in {"rss1", "rss091", "rss092"}:
        charset = desk.outlet.charset
    return _xml(desk, template, kind, charset, feed=feed, cards=desk.cards, **more)


def _xml(desk: _Desk, template: str, kind: str, charset: str, **more: object) -> Resource:
    body = desk.page(template, **more).body.decode(desk.outlet.charset)
    return Resource(body.encode(charset, "xmlcharrefreplace"), kind)


def _json_feed(desk: _Desk, feed: FeedPlace) -> Resource:
    items: list[dict[str, object]] = []
    for shown in desk.cards:
        piece = shown.piece
        item: dict[str, object] = {
            "id": shown.url,
            "url": shown.url,
            "title": piece.title,
            "summary": piece.excerpt,
            "content_html": "".join(f"<{block.tag}>{block.text}</{block.tag}>" for block in shown.blocks),
            "date_published": shown.published.iso,
            "date_modified": shown.modified.iso,
            "authors": [{"name": name} for name in piece.authors],
            "tags": [piece.section, *piece.tags],
            "language": piece.language,
        }
        items.append(item | ({"image": shown.image_url} if shown.image_url else {}))
    strays = [{"id": s.path, "url": desk.home + s.path, "title": s.title} for s in desk.outlet.strays]
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": desk.outlet.name,
        "description": desk.outlet.motto,
        "home_page_url": f"{desk.home}/",
        "feed_url": desk.home + feed.path,
        "language": desk.outlet.language,
        "items": [*items, *strays],
    }
    return Resource(json.dumps(whole, ensure_ascii=False, indent=1).encode(), _FEED_TYPES["json"])


def _robots(desk: _Desk) -> Resource:
    lines = ["User-agent: *", "Disallow: /search", "Disallow: /newsletter", "", f"Sitemap: {desk.home}/sitemap.xml", ""]
    return Resource("\n".join(lines).encode(), "text/plain; charset=utf-8")
