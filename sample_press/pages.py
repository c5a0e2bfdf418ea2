"""What a template shows of an article: addresses, dates in the outlet's own time and tongue, paragraphs, JSON-LD."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from functools import cache
from urllib.parse import quote
from zlib import crc32

import msgspec

from sample_press.content import HERE, Edition, Outlet, Piece

IMAGE_WIDTH, IMAGE_HEIGHT = 960, 540
_PAYWALLED_PARAGRAPHS = 1


class Moment(msgspec.Struct, frozen=True):
    """A time as it is printed: ISO 8601 with offset, RFC 822, as read, and the hour alone."""

    iso: str
    rfc822: str
    read: str
    clock: str


class Block(msgspec.Struct, frozen=True):
    """A block of the body: ``tag`` is p, h2 or blockquote."""

    tag: str
    text: str


class Card(msgspec.Struct, frozen=True):
    """An article as pages and feeds show it; ``link`` is as feeds print it, ``url`` the canonical one."""

    piece: Piece
    url: str
    link: str
    amp_url: str | None
    image_url: str | None
    published: Moment
    modified: Moment
    changed: bool
    blocks: list[Block]
    posts: list[tuple[Moment, str, list[Block]]]
    canonical: str
    words: int


@cache
def labels() -> dict[str, dict[str, str]]:
    """The words around articles, by language."""
    return msgspec.toml.decode((HERE / "labels.toml").read_bytes(), type=dict[str, dict[str, str]])


@cache
def _months() -> dict[str, list[str]]:
    return msgspec.toml.decode((HERE / "months.toml").read_bytes(), type=dict[str, list[str]])


def number(piece: Piece) -> int:
    """The number that some outlets' addresses give an article."""
    return 10_000 + crc32(piece.key.encode()) % 90_000


def path(outlet: Outlet, piece: Piece) -> str:
    """An article's path and query, percent-encoded."""
    section = quote(outlet_section(piece.section))
    return quote(outlet.path, safe="/?={}.&").format(slug=piece.slug, section=section, number=number(piece))


def outlet_section(section: str) -> str:
    """A section's name as a path segment."""
    return section.casefold().replace(" ", "-")


def moment(time: datetime, outlet: Outlet, language: str) -> Moment:
    """A time in the outlet's zone."""
    local = time.astimezone(timezone(timedelta(hours=outlet.offset)))
    read = labels()[language]["date"].format(
        day=local.day,
        month=_months()[language][local.month - 1],
        year=local.year,
        hour=local.hour,
        minute=local.minute,
    )
    return Moment(local.isoformat(), format_datetime(local), read, f"{local:%H:%M}")


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a body: ``## `` begins a sub-head, ``> `` a block quotation."""
    for part in text.strip().split("\n\n"):
        if part.startswith("## "):
            yield Block("h2", part[3:])
        elif part.startswith("> "):
            yield Block("blockquote", part[2:])
        elif part:
            yield Block("p", part)


def card(edition: Edition, piece: Piece, base: str) -> Card:
    """What is shown of an article (already at its round); ``base`` has ``{outlet}`` where the outlet's key goes."""
    outlet = edition.outlets[piece.outlet]
    home = base.format(outlet=outlet.key)
    url = home + path(outlet, piece)
    shown = list(blocks(piece.body))
    has_amp = outlet.amp and piece.kind == "article"
    first = edition.pieces[piece.canonical_of] if piece.canonical_of else piece
    first_outlet = edition.outlets[first.outlet]
    modified = piece.modified or piece.published
    return Card(
        piece=piece,
        url=url,
        link=f"{url}?utm_source=rss&utm_medium=feed" if outlet.tracked else url,
        amp_url=f"{home}/amp/{piece.slug}" if has_amp else None,
        image_url=f"{home}/media/{piece.slug}.png" if piece.image else None,
        published=moment(piece.published, outlet, piece.language),
        modified=moment(modified, outlet, piece.language),
        changed=modified != piece.published,
        blocks=shown[:_PAYWALLED_PARAGRAPHS] if piece.paywalled else shown,
        posts=[(moment(post.at, outlet, piece.language), post.title, list(blocks(post.body))) for post in piece.posts],
        canonical=base.format(outlet=first_outlet.key) + path(first_outlet, first),
        words=len(piece.body.split()),
    )


def json_ld(outlet: Outlet, shown: Card, home: str) -> str:
    """The page's schema.org description as JSON-LD, in the outlet's manner; safe inside a script element."""
    described = _description(outlet, shown, home)
    if outlet.json_ld == "graph":
        page = {"@type": "WebPage", "@id": shown.url, "url": shown.url, "name": shown.piece.title}
        site = {"@type": "WebSite", "@id": f"{home}/#site", "name": outlet.name, "url": f"{home}/"}
        described = {"@context": "https://schema.org", "@graph": [site, page, described]}
    else:
        described = {"@context": "https://schema.org", **described}
    text = json.dumps(described, ensure_ascii=False, indent=1).replace("</", "<\\/")
    if outlet.json_ld == "careless":
        text = f"{text.removesuffix('}').rstrip()},\n}}"
    return text


def _description(outlet: Outlet, shown: Card, home: str) -> dict[str, object]:
    piece = shown.piece
    publisher = {
        "@type": "NewsMediaOrganization",
        "name": outlet.name,
        "logo": {"@type": "ImageObject", "url": f"{home}/logo.svg", "width": 96, "height": 96},
    }
    described: dict[str, object] = {
        "@type": {"liveblog": "LiveBlogPosting", "opinion": "OpinionNewsArticle"}.get(piece.kind, "NewsArticle"),
        "mainEntityOfPage": {"@type": "WebPage", "@id": shown.canonical},
        "headline": piece.title,
        "description": piece.excerpt,
        "datePublished": shown.published.iso,
        "dateModified": shown.modified.iso,
        "inLanguage": piece.language,
        "articleSection": piece.section,
        "keywords": list(piece.tags),
        "author": [{"@type": "Person", "name": name} for name in piece.authors]
        or {"@type": "Organization", "name": piece.credit or outlet.name},
        "publisher": publisher,
    }
    if shown.image_url:
        size = {"width": IMAGE_WIDTH, "height": IMAGE_HEIGHT}
        described["image"] = [{"@type": "ImageObject", "url": shown.image_url, **size}]
    if piece.paywalled:
        described["isAccessibleForFree"] = False
    if piece.posts:
        described["liveBlogUpdate"] = [
            {
                "@type": "BlogPosting",
                "headline": title,
                "datePublished": at.iso,
                "articleBody": "\n".join(block.text for block in body),
            }
            for at, title, body in shown.posts
        ]
    return described
